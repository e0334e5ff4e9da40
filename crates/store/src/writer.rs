//! SQLite has one writer at a time, and each commit waits for the disk. Writers who stand in line share that wait.
//!
//! *Idea.* A transaction is a savepoint inside a larger one, the group. Who is done releases the savepoint and queues up
//! again, behind the writers who wait by now: they join the same group. The first to come back commits for all, and
//! nobody is told "done" before that commit is on the disk. With nobody else in line, this is a plain commit.
//!
//! *Failure.* A transaction that is dropped is rolled back to its savepoint, the group lives on. When the commit of
//! a group fails, or SQLite gave the whole transaction up by itself (a full disk), all in the group are told so. A disk
//! that does not keep what it was told to keep is written to no more: what is asked of it a second time it may only claim to
//! have done.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use sqlx::{Connection, SqliteConnection};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::room::Room;
use crate::{Error, Result};

/// The one connection that writes.
#[derive(Clone)]
pub struct Writer {
    pen: Arc<Mutex<Pen>>,
    /// Why nothing is written any more.
    broken: Arc<OnceLock<Error>>,
}

struct Pen {
    connection: SqliteConnection,
    room: Room,
    broken: Arc<OnceLock<Error>>,
    /// The group that is being written, if one is open.
    group: Option<Arc<Fate>>,
    /// A group is being begun. Should whoever begins it be dropped, SQLite may have begun it all the same.
    beginning: bool,
    /// A transaction was dropped unfinished: its savepoint is still there.
    unfinished: bool,
}

/// What became of a group; empty while it is open.
#[derive(Default)]
struct Fate(OnceLock<Result<()>>);

/// One transaction among the group's.
pub struct Writing {
    pen: OwnedMutexGuard<Pen>,
    fate: Arc<Fate>,
    released: bool,
    /// Why it will not be committed any more.
    failed: Option<Error>,
}

/// Who writes when the disk is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Only with room to spare.
    Usual,
    /// Whoever takes access away: from the room set aside.
    TakesAway,
}

impl Writer {
    /// Writes through this connection to this file from now on.
    pub fn new(connection: SqliteConnection, file: &Path) -> Writer {
        let broken = Arc::default();
        let pen = Pen {
            connection,
            room: Room::beside(file),
            broken: Arc::clone(&broken),
            group: None,
            beginning: false,
            unfinished: false,
        };
        Writer { pen: Arc::new(Mutex::new(pen)), broken }
    }

    /// Waits for its turn and begins.
    pub async fn begin(&self, need: Need) -> Result<Writing> {
        let mut pen = self.pen.clone().lock_owned().await;
        pen.tidy().await?;
        pen.may_write(need)?;
        let fate = pen.open_group().await?;
        pen.unfinished = true; // Should we be dropped in the next line already.
        sqlx::query("savepoint one").execute(&mut pen.connection).await?;
        Ok(Writing { pen, fate, released: false, failed: None })
    }

    /// Refuses while nothing can be written at all.
    pub fn works(&self) -> Result<()> {
        self.broken.get().cloned().map_or(Ok(()), Err)
    }

    /// Ends the last group and closes the connection.
    pub async fn close(self) {
        let mut pen = self.pen.lock_owned().await;
        let _ = pen.tidy().await;
        let _ = pen.end_group().await;
        // What is not closed here is closed with the process; nothing acknowledged hangs on it.
        let _ = sqlx::query("pragma wal_checkpoint(truncate)").execute(&mut pen.connection).await;
    }

    /// Runs a statement that cannot stand inside a transaction, with no group open.
    pub async fn alone(&self, sql: &'static str) -> Result<()> {
        let mut pen = self.pen.clone().lock_owned().await;
        pen.tidy().await?;
        pen.end_group().await?;
        sqlx::raw_sql(sql).execute(&mut pen.connection).await?;
        Ok(())
    }

    /// Brings everything from the write-ahead log into the file and empties the log. Whether nobody stood in the way
    /// by reading from the log.
    pub async fn truncate(&self) -> Result<bool> {
        let mut pen = self.pen.clone().lock_owned().await;
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
    /// Where this transaction's statements run; [`Writing::heard`] is told what came of each.
    pub fn ask(&mut self) -> Result<&mut SqliteConnection> {
        match &self.failed {
            None => Ok(&mut self.pen.connection),
            Some(why) => Err(why.clone()),
        }
    }

    /// What came of a statement. After one that failed the transaction goes no further: SQLite may have given it up, and
    /// the next statement would stand alone.
    pub fn heard<T>(&mut self, said: sqlx::Result<T>) -> Result<T> {
        said.map_err(Error::from).inspect_err(|error| self.failed = Some(error.clone()))
    }

    /// Returns when everything written is on the disk, or says that nothing of it is.
    pub async fn commit(mut self, writer: Writer) -> Result<()> {
        if let Some(why) = &self.failed {
            return Err(why.clone());
        }
        // In a task of its own: who stops waiting for the answer must not leave the group open.
        let ended = tokio::spawn(async move {
            let released = sqlx::query("release one").execute(&mut self.pen.connection).await;
            self.released = true;
            self.pen.unfinished = false;
            if let Err(error) = released {
                return Err(self.pen.give_up(error).await);
            }
            let fate = self.fate.clone();
            drop(self);
            let mut pen = writer.pen.lock_owned().await;
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
        if matches!(self.failed, Some(Error::Full(_))) {
            self.pen.room.give_away();
        }
    }
}

impl Pen {
    /// Takes back what was dropped: a group hardly begun, or what a transaction wrote.
    async fn tidy(&mut self) -> Result<()> {
        if self.beginning {
            // Fails where nothing was begun after all.
            let _ = sqlx::query("rollback").execute(&mut self.connection).await;
            self.beginning = false;
        }
        if self.unfinished {
            let back = sqlx::raw_sql("rollback to one; release one").execute(&mut self.connection).await;
            self.unfinished = false;
            if let Err(error) = back {
                // SQLite gave up the whole transaction: so must everybody in it.
                self.give_up(error).await;
            }
        }
        Ok(())
    }

    async fn open_group(&mut self) -> Result<Arc<Fate>> {
        if let Some(fate) = &self.group {
            return Ok(fate.clone());
        }
        self.beginning = true;
        let begun = sqlx::query("begin immediate").execute(&mut self.connection).await;
        self.beginning = false;
        begun?;
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
            Err(error) => Err(self.give_up(error).await),
        }
    }

    /// Refuses what would not last.
    fn may_write(&mut self, need: Need) -> Result<()> {
        match self.broken.get() {
            Some(why) => Err(why.clone()),
            None if need == Need::TakesAway || self.room.is_there() => Ok(()),
            None => Err(Error::Full("no room was there a moment ago".to_owned())),
        }
    }

    /// Ends the group as one that never was; the error, as everybody in it is told.
    async fn give_up(&mut self, error: sqlx::Error) -> Error {
        // Fails when SQLite rolled back already, which is all we want.
        let _ = sqlx::query("rollback").execute(&mut self.connection).await;
        let lost = is_about_keeping(&error);
        let error = Error::from(error);
        if let Some(fate) = self.group.take() {
            let _ = fate.0.set(Err(error.clone()));
        }
        match &error {
            Error::Full(_) => self.room.give_away(),
            _ if lost => {
                tracing::error!(%error, "the disk does not keep what is written: nothing is written any more; look at \
                                         it, then start again");
                let _ = self.broken.set(error.clone());
            }
            _ => {}
        }
        if self.connection.ping().await.is_err() {
            tracing::error!(%error, "the writing connection is lost");
        }
        error
    }
}

/// Whether the disk was asked to keep something and said that it could not (`SQLITE_IOERR_FSYNC`, `…_DIR_FSYNC`).
fn is_about_keeping(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|told| told.code());
    matches!(code.as_deref(), Some("1034" | "1290"))
}

impl Fate {
    fn told(&self) -> Result<()> {
        let open = || Err(Error::Unavailable("the group was left open".to_owned()));
        self.0.get().cloned().unwrap_or_else(open)
    }
}
