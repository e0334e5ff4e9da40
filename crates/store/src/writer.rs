//! SQLite has one writer at a time, and each commit waits for the disk. Writers who stand in line share that wait.
//!
//! *Idea.* A transaction is a savepoint inside a larger one, the group. Who is done releases the savepoint and queues up
//! again, behind the writers who wait by now: they join the same group. The first to come back commits for all, and
//! nobody is told "done" before that commit is on the disk. With nobody else in line, this is a plain commit.
//!
//! *Failure.* A transaction that is dropped is rolled back to its savepoint, the group lives on. When the commit of
//! a group fails, or SQLite gave the whole transaction up by itself (a full disk), all in the group are told so.

use std::sync::{Arc, OnceLock};

use sqlx::{Connection, SqliteConnection};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::{Error, Result};

/// The one connection that writes.
#[derive(Clone)]
pub struct Writer(Arc<Mutex<Pen>>);

struct Pen {
    connection: SqliteConnection,
    /// The group that is being written, if one is open.
    group: Option<Arc<Fate>>,
    /// A transaction was dropped unfinished: its savepoint is still there.
    unfinished: bool,
}

/// What became of a group; empty while it is open.
#[derive(Default)]
struct Fate(OnceLock<std::result::Result<(), String>>);

/// One transaction among the group's.
pub struct Writing {
    pen: OwnedMutexGuard<Pen>,
    fate: Arc<Fate>,
    released: bool,
}

impl Writer {
    /// Writes through this connection from now on.
    pub fn new(connection: SqliteConnection) -> Writer {
        Writer(Arc::new(Mutex::new(Pen { connection, group: None, unfinished: false })))
    }

    /// Waits for its turn and begins.
    pub async fn begin(&self) -> Result<Writing> {
        let mut pen = self.0.clone().lock_owned().await;
        pen.tidy().await?;
        let fate = pen.open_group().await?;
        pen.unfinished = true; // Should we be dropped in the next line already.
        sqlx::query("savepoint one").execute(&mut pen.connection).await?;
        Ok(Writing { pen, fate, released: false })
    }

    /// Ends the last group and closes the connection.
    pub async fn close(self) {
        let mut pen = self.0.lock_owned().await;
        let _ = pen.tidy().await;
        let _ = pen.end_group().await;
        // What is not closed here is closed with the process; nothing acknowledged hangs on it.
        let _ = sqlx::query("pragma wal_checkpoint(truncate)").execute(&mut pen.connection).await;
    }

    /// Runs a statement that cannot stand inside a transaction, with no group open.
    pub async fn alone(&self, sql: &'static str) -> Result<()> {
        let mut pen = self.0.clone().lock_owned().await;
        pen.tidy().await?;
        pen.end_group().await?;
        sqlx::raw_sql(sql).execute(&mut pen.connection).await?;
        Ok(())
    }

    /// Brings everything from the write-ahead log into the file and empties the log. Whether nobody stood in the way
    /// by reading from the log.
    pub async fn truncate(&self) -> Result<bool> {
        let mut pen = self.0.clone().lock_owned().await;
        pen.tidy().await?;
        pen.end_group().await?;
        // Who reads is not waited for here: nobody else could write meanwhile.
        sqlx::raw_sql("pragma busy_timeout = 0").execute(&mut pen.connection).await?;
        let checkpoint = sqlx::query_as("pragma wal_checkpoint(truncate)");
        let told: std::result::Result<(i64, i64, i64), _> = checkpoint.fetch_one(&mut pen.connection).await;
        sqlx::raw_sql("pragma busy_timeout = 5000").execute(&mut pen.connection).await?;
        Ok(told?.0 == 0)
    }
}

impl Writing {
    /// Where this transaction's statements run.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.pen.connection
    }

    /// Returns when everything written is on the disk, or says that nothing of it is.
    pub async fn commit(mut self, writer: Writer) -> Result<()> {
        // In a task of its own: who stops waiting for the answer must not leave the group open.
        let ended = tokio::spawn(async move {
            let released = sqlx::query("release one").execute(&mut self.pen.connection).await;
            self.released = true;
            self.pen.unfinished = false;
            if let Err(error) = released {
                self.pen.give_up(&error).await;
                return Err(error.into());
            }
            let fate = self.fate.clone();
            drop(self);
            let mut pen = writer.0.lock_owned().await;
            if fate.0.get().is_none() {
                // Ours is still the open group, and the last in it may have been dropped.
                let _ = pen.tidy().await;
                let _ = pen.end_group().await;
            }
            fate.told()
        });
        ended.await.unwrap_or(Err(Error::Unavailable("the writer stopped".to_owned())))
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if !self.released {
            self.pen.unfinished = true;
        }
    }
}

impl Pen {
    /// Takes back what a dropped transaction wrote.
    async fn tidy(&mut self) -> Result<()> {
        if self.unfinished {
            let back = sqlx::raw_sql("rollback to one; release one").execute(&mut self.connection).await;
            self.unfinished = false;
            if let Err(error) = back {
                // SQLite gave up the whole transaction: so must everybody in it.
                self.give_up(&error).await;
            }
        }
        Ok(())
    }

    async fn open_group(&mut self) -> Result<Arc<Fate>> {
        if let Some(fate) = &self.group {
            return Ok(fate.clone());
        }
        sqlx::query("begin immediate").execute(&mut self.connection).await?;
        let fate = Arc::new(Fate::default());
        self.group = Some(fate.clone());
        Ok(fate)
    }

    async fn end_group(&mut self) -> Result<()> {
        let Some(fate) = self.group.clone() else { return Ok(()) };
        match sqlx::query("commit").execute(&mut self.connection).await {
            Ok(_) => {
                self.group = None;
                let _ = fate.0.set(Ok(()));
                Ok(())
            }
            Err(error) => {
                self.give_up(&error).await;
                Err(error.into())
            }
        }
    }

    async fn give_up(&mut self, error: &sqlx::Error) {
        // Fails when SQLite rolled back already, which is all we want.
        let _ = sqlx::query("rollback").execute(&mut self.connection).await;
        if let Some(fate) = self.group.take() {
            let _ = fate.0.set(Err(error.to_string()));
        }
        if self.connection.ping().await.is_err() {
            tracing::error!(%error, "the writing connection is lost");
        }
    }
}

impl Fate {
    fn told(&self) -> Result<()> {
        match self.0.get() {
            Some(Ok(())) => Ok(()),
            Some(Err(why)) => Err(Error::Unavailable(why.clone())),
            None => Err(Error::Unavailable("the group was left open".to_owned())),
        }
    }
}
