//! The two engines, and transactions on either.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Sqlite, SqliteConnection, Transaction};
use tokio::sync::Notify;

use crate::error::{Error, Result};
use crate::migrations;
use crate::server::{self, ServerTx, in_time};
use crate::writer::{Need, Writer, Writing};

/// Where the data lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In one file.
    Sqlite(PathBuf),
    /// On a server: `postgres://…`.
    Postgres(String),
}

/// An open database. Clones share it.
#[derive(Clone)]
pub enum Db {
    /// One file: many readers, one writer.
    Sqlite {
        /// Connections that cannot write.
        readers: SqlitePool,
        /// The one that can.
        writer: Writer,
    },
    /// A server.
    Postgres {
        /// Connections to it.
        pool: PgPool,
        /// Told when other instances should hear that there is something to do.
        said: Arc<Notify>,
    },
}

/// A transaction. Dropped, it never was.
pub enum Tx {
    /// Reading or writing a file.
    Sqlite(SqliteTx),
    /// On a server.
    Postgres(ServerTx),
}

/// A transaction on a file.
pub enum SqliteTx {
    /// Sees the data as it was when the transaction began, on a connection of its own.
    Reading(Transaction<'static, Sqlite>),
    /// The only one that writes now.
    Writing(Writing, Writer),
}

impl SqliteTx {
    /// Where a statement runs; [`SqliteTx::heard`] is told what came of it.
    pub(crate) fn ask(&mut self) -> Result<&mut SqliteConnection> {
        match self {
            SqliteTx::Reading(tx) => Ok(tx),
            SqliteTx::Writing(tx, _) => tx.ask(),
        }
    }

    /// What came of a statement.
    pub(crate) fn heard<T>(&mut self, said: sqlx::Result<T>) -> Result<T> {
        match self {
            SqliteTx::Reading(_) => Ok(said?),
            SqliteTx::Writing(tx, _) => tx.heard(said),
        }
    }
}

impl Db {
    /// Opens what is there, brought up to date. `keep` is called with what is pending before an older database is
    /// changed, and must have put a copy aside when it returns.
    pub async fn open<F>(place: &Place, keep: F) -> Result<Db>
    where
        F: AsyncFnOnce(migrations::Pending) -> Result<()>,
    {
        match place {
            Place::Sqlite(file) => {
                let mut connection = file_options(file).connect().await?;
                migrations::bring_up_to_date(&mut connection, keep).await?;
                let readers = SqlitePoolOptions::new().max_connections(4).acquire_timeout(PATIENCE);
                let readers = readers.connect_with(file_options(file).read_only(true)).await?;
                Ok(Db::Sqlite { readers, writer: Writer::new(connection, file) })
            }
            Place::Postgres(url) => {
                let options = server_options(url)?;
                // A connection of its own: were the lock that migrations take left on a pooled one, it would stay.
                let mut connection = server::connect(&options).await?;
                let done = migrations::bring_up_to_date(&mut connection, keep).await;
                let _ = sqlx::Connection::close(connection).await;
                done?;
                let pool = PgPoolOptions::new().max_connections(10).acquire_timeout(PATIENCE);
                Ok(Db::Postgres { pool: pool.connect_with(options).await?, said: Arc::default() })
            }
        }
    }

    /// Makes the tables as they were after a step, in an empty place: what was kept then fits into them.
    pub async fn build(place: &Place, step: i64) -> Result<()> {
        match place {
            Place::Sqlite(file) => {
                let mut connection = file_options(file).connect().await?;
                migrations::build(&mut connection, step).await?;
                Ok(sqlx::Connection::close(connection).await?)
            }
            Place::Postgres(url) => {
                let mut connection = server_options(url)?.connect().await?;
                migrations::build(&mut connection, step).await?;
                Ok(sqlx::Connection::close(connection).await?)
            }
        }
    }

    /// Begins to read what is there, of whatever step.
    pub(crate) async fn glance(place: &Place) -> Result<Tx> {
        match place {
            Place::Sqlite(file) => {
                let there = file_options(file).create_if_missing(false).read_only(true);
                let one = SqlitePoolOptions::new().max_connections(1).connect_with(there).await?;
                Ok(Tx::Sqlite(SqliteTx::Reading(one.begin().await?)))
            }
            Place::Postgres(url) => {
                let one = PgPoolOptions::new().max_connections(1).connect_with(server_options(url)?).await?;
                Ok(Tx::Postgres(ServerTx::begin(&one, ONE_STATE).await?))
            }
        }
    }

    /// Begins to fill a place, of whatever step, that nobody else uses.
    pub(crate) async fn pour(place: &Place) -> Result<Tx> {
        match place {
            Place::Sqlite(file) => {
                let one =
                    SqlitePoolOptions::new().max_connections(1).connect_with(file_options(file)).await?;
                Ok(Tx::Sqlite(SqliteTx::Reading(one.begin_with("begin immediate").await?)))
            }
            Place::Postgres(url) => {
                let one = PgPoolOptions::new().max_connections(1).connect_with(server_options(url)?).await?;
                Ok(Tx::Postgres(ServerTx::begin(&one, "begin").await?))
            }
        }
    }

    /// Begins to read: one state of the data, whatever others write meanwhile.
    pub async fn read(&self) -> Result<Tx> {
        match self {
            Db::Sqlite { readers, .. } => Ok(Tx::Sqlite(SqliteTx::Reading(readers.begin().await?))),
            Db::Postgres { pool, .. } => Ok(Tx::Postgres(ServerTx::begin(pool, ONE_STATE).await?)),
        }
    }

    /// Begins to write. Writes that name the same `turn` (a community, a person) happen one after another on both
    /// engines; what one of them read is still so when it writes.
    pub async fn write(&self, turn: &str) -> Result<Tx> {
        self.write_as(turn, Need::Usual).await
    }

    /// The same for what takes access away: it has room even where the disk is full.
    pub async fn take_away(&self, turn: &str) -> Result<Tx> {
        self.write_as(turn, Need::TakesAway).await
    }

    async fn write_as(&self, turn: &str, need: Need) -> Result<Tx> {
        match self {
            Db::Sqlite { writer, .. } => {
                Ok(Tx::Sqlite(SqliteTx::Writing(writer.begin(need).await?, writer.clone())))
            }
            Db::Postgres { pool, .. } => {
                let mut tx = Tx::Postgres(ServerTx::begin(pool, "begin").await?);
                tx.queue(turn).await?;
                Ok(tx)
            }
        }
    }

    /// Wipes what was deleted from where it still lies on the disk, or says that somebody still reads what was there before.
    pub async fn wipe(&self) -> Result<()> {
        match self {
            Db::Sqlite { writer, .. } => {
                // Words of the index that were marked as deleted go when it is merged into one.
                writer.alone("insert into members_search (members_search) values ('optimize')").await?;
                match writer.truncate().await? {
                    true => Ok(()),
                    false => Err(Error::Unavailable("somebody still reads what was there before".to_owned())),
                }
            }
            Db::Postgres { .. } => Ok(()),
        }
    }

    /// Whether the data can be read now, and whether the disk keeps what is written.
    pub async fn ping(&self) -> Result<()> {
        if let Db::Sqlite { writer, .. } = self {
            writer.works()?;
        }
        let mut tx = self.read().await?;
        crate::query::q("select cast(1 as bigint)").number(&mut tx).await.map(drop)
    }

    /// Waits for what is being written, then lets go of the database.
    pub async fn close(self) {
        match self {
            Db::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Db::Postgres { pool, .. } => pool.close().await,
        }
    }
}

impl Tx {
    /// Waits for one more turn, and keeps it until the end. Turns of one kind are always waited for after those of another
    /// (a community, then an address, then a budget), or two transactions could wait for each other.
    pub async fn queue(&mut self, turn: &str) -> Result<()> {
        if let Tx::Postgres(tx) = self {
            let lock = "select pg_advisory_xact_lock(hashtextextended($1, 20))";
            let said = in_time(sqlx::query(lock).bind(turn).execute(tx.ask()?)).await;
            tx.heard(said)?;
        }
        Ok(())
    }

    /// What the engine is called.
    pub(crate) fn engine(&self) -> &'static str {
        match self {
            Tx::Sqlite(_) => "sqlite",
            Tx::Postgres(_) => "postgres",
        }
    }

    /// Returns when everything written is durable, or says that nothing of it is known to be.
    pub async fn commit(self) -> Result<()> {
        match self {
            Tx::Sqlite(SqliteTx::Reading(tx)) => Ok(tx.commit().await?),
            Tx::Sqlite(SqliteTx::Writing(tx, writer)) => tx.commit(writer).await,
            Tx::Postgres(tx) => tx.commit().await,
        }
    }
}

/// Begins a transaction on a server that sees one state, and cannot write.
const ONE_STATE: &str = "begin isolation level repeatable read read only";
/// How long a request waits for a connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// Every commit reaches the disk, what is deleted is overwritten, keys are kept.
fn file_options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .pragma("secure_delete", "on")
        .pragma("journal_size_limit", "67108864")
        .disable_statement_logging()
}

fn server_options(url: &str) -> Result<PgConnectOptions> {
    let wrong = |error| Error::WrongData(format!("the database's address cannot be read: {error}"));
    Ok(url
        .parse::<PgConnectOptions>()
        .map_err(wrong)?
        .application_name("goodword")
        .disable_statement_logging())
}
