//! Instances on one server tell each other that there is something to do. Who hears nothing looks by itself, a little later.

use std::convert::Infallible;
use std::time::Duration;

use sqlx::postgres::{PgListener, PgPool, PgPoolOptions};
use tokio::sync::Notify;

use crate::engine::Db;
use crate::server::in_time;

/// On what channel of the server: one for each schema.
const CHANNEL: &str = "select 'goodword_' || current_schema()";
/// How long it is waited after the server was out of reach.
const PAUSE: Duration = Duration::from_secs(3);

impl Db {
    /// Tells other instances that there is something to do. What is said several times in a row may be heard once.
    pub fn tell_others(&self) {
        if let Db::Postgres { said, .. } = self {
            said.notify_one();
        }
    }

    /// Passes on what [`Db::tell_others`] says, and calls `heard` when another instance says it. Never returns. `name` is a name
    /// that no other instance has.
    pub async fn hear_others(&self, name: &str, heard: impl Fn()) -> Infallible {
        match self {
            // A file has one instance.
            Db::Sqlite { .. } => std::future::pending().await,
            Db::Postgres { pool, said } => {
                let (never, _) = tokio::join!(listen(pool, name, heard), pass_on(pool, name, said));
                never
            }
        }
    }
}

async fn listen(pool: &PgPool, name: &str, heard: impl Fn()) -> Infallible {
    // A connection of its own, that requests do not miss.
    let options = (*pool.connect_options()).clone();
    let ears = PgPoolOptions::new().max_connections(1).connect_lazy_with(options);
    loop {
        let lost = async {
            let mut ears = PgListener::connect_with(&ears).await?;
            let channel: String = sqlx::query_scalar(CHANNEL).fetch_one(pool).await?;
            ears.listen(&channel).await?;
            // What was said meanwhile was not heard.
            heard();
            while let Some(said) = ears.try_recv().await? {
                if said.payload() != name {
                    heard();
                }
            }
            Ok::<(), sqlx::Error>(())
        };
        if let Err(error) = lost.await {
            tracing::warn!(%error, "other instances are not heard for now");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn pass_on(pool: &PgPool, name: &str, said: &Notify) -> Infallible {
    loop {
        said.notified().await;
        let told = sqlx::query("select pg_notify('goodword_' || current_schema(), $1)").bind(name);
        if let Err(error) = in_time(told.execute(pool)).await {
            tracing::warn!(%error, "other instances were not told that there is something to do");
        }
    }
}
