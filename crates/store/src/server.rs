//! A transaction on a server, with a patience that ends.
//!
//! A connection on which an answer is still owed, or on which the server said that it is going away, is closed and never used
//! again: its transaction is rolled back by the server, and its place in the pool is free at once.

use std::future::Future;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPool};
use sqlx::{ConnectOptions, PgConnection, Postgres};
use tokio::time::{Instant, timeout};

use crate::{Error, Result};

/// How long the server has to answer one statement, waiting for its turn included.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long a server is waited for that does not answer when we start.
const STARTING: Duration = Duration::from_secs(20);

/// A transaction on a server. Dropped, it never was.
pub struct ServerTx {
    /// Taken out when it is dropped.
    connection: Option<PoolConnection<Postgres>>,
    /// Something was sent and not answered yet.
    owed: bool,
    open: bool,
    /// Why the server will not commit it any more.
    failed: Option<Error>,
}

impl ServerTx {
    /// Begins, with the statement that says how.
    pub(crate) async fn begin(pool: &PgPool, how: &'static str) -> Result<ServerTx> {
        let mut tx =
            ServerTx { connection: Some(pool.acquire().await?), owed: false, open: false, failed: None };
        tx.say(how).await?;
        tx.open = true;
        Ok(tx)
    }

    /// Where a statement is sent; [`ServerTx::heard`] is told of the answer, or the connection ends with the transaction.
    pub(crate) fn ask(&mut self) -> Result<&mut PgConnection> {
        match (&self.failed, &mut self.connection) {
            (None, Some(connection)) => {
                self.owed = true;
                Ok(connection)
            }
            (Some(why), _) => Err(why.clone()),
            (None, None) => Err(Error::Unavailable("the transaction is over".to_owned())),
        }
    }

    /// What came of a statement.
    pub(crate) fn heard<T>(&mut self, said: sqlx::Result<T>) -> Result<T> {
        said.map_err(Error::from).inspect(|_| self.owed = false).inspect_err(|error| {
            self.owed = matches!(error, Error::Unavailable(_));
            self.failed = Some(error.clone());
        })
    }

    /// Returns when the server has written it down, or says that this is not known.
    pub(crate) async fn commit(mut self) -> Result<()> {
        self.say("commit").await?;
        self.open = false;
        Ok(())
    }

    async fn say(&mut self, words: &'static str) -> Result<()> {
        let said = in_time(sqlx::raw_sql(words).execute(self.ask()?)).await;
        self.heard(said).map(drop)
    }
}

/// Connects to a server that may be starting itself, as after the power was cut to both of us.
pub(crate) async fn connect(options: &PgConnectOptions) -> Result<PgConnection> {
    let until = Instant::now() + STARTING;
    loop {
        match options.clone().connect().await.map_err(Error::from) {
            Err(Error::Unavailable(why)) if Instant::now() < until => {
                tracing::warn!(why, "the database server does not answer yet");
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
            connected => return connected,
        }
    }
}

/// An answer, if it comes in time.
pub(crate) async fn in_time<T>(answer: impl Future<Output = sqlx::Result<T>>) -> sqlx::Result<T> {
    let late = || Err(sqlx::Error::Io(std::io::Error::other("the server does not answer")));
    timeout(PATIENCE, answer).await.unwrap_or_else(|_| late())
}

impl Drop for ServerTx {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else { return };
        if self.owed {
            connection.close_on_drop();
        } else if self.open {
            // With no runtime there is nobody left whom the connection could serve.
            let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
            runtime.spawn(async move {
                if in_time(sqlx::raw_sql("rollback").execute(&mut *connection)).await.is_err() {
                    connection.close_on_drop();
                }
            });
        }
    }
}
