//! Calls that create something, each once: a repeated call finds what the first one made.

use jiff::Timestamp;

use crate::query::q;
use crate::{Result, Tx};

/// What an earlier call with the same key did.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Made {
    /// The verb.
    pub what: String,
    /// A hash of what it was given.
    pub fingerprint: String,
    /// The id of what it made.
    pub made: String,
}

/// The caller's earlier call with this key.
pub async fn find(tx: &mut Tx, caller: &str, key: &str) -> Result<Option<Made>> {
    let sql = "select what, fingerprint, made from once where caller = $1 and key = $2";
    q(sql).bind(caller).bind(key).maybe(tx).await
}

/// Remembers what this call made.
pub async fn remember(tx: &mut Tx, caller: &str, key: &str, made: &Made, now: Timestamp) -> Result<()> {
    let sql =
        "insert into once (caller, key, what, fingerprint, made, created_at) values ($1, $2, $3, $4, $5, $6)";
    q(sql)
        .bind(caller)
        .bind(key)
        .bind(&made.what)
        .bind(&made.fingerprint)
        .bind(&made.made)
        .bind(now)
        .run(tx)
        .await
        .map(drop)
}

/// Forgets calls made before `cutoff`.
pub async fn forget_before(tx: &mut Tx, cutoff: Timestamp) -> Result<u64> {
    q("delete from once where created_at < $1").bind(cutoff).run(tx).await
}

/// Forgets all calls of one caller.
pub async fn forget_caller(tx: &mut Tx, caller: &str) -> Result<u64> {
    q("delete from once where caller = $1").bind(caller).run(tx).await
}
