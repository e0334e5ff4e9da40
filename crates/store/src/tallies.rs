//! How often something was done, ever: counted in the transaction that did it.

use crate::query::q;
use crate::{Result, Tx};

/// Counts `n` more.
pub async fn add(tx: &mut Tx, name: &str, n: u64) -> Result<()> {
    let sql = "insert into tallies (name, n) values ($1, $2)
               on conflict (name) do update set n = tallies.n + excluded.n";
    q(sql).bind(name).bind(i64::try_from(n).unwrap_or(i64::MAX)).run(tx).await.map(drop)
}

/// All counts, by name.
pub async fn all(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    q("select name, n from tallies order by name").all(tx).await
}
