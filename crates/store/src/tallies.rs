//! How often something was done, ever: counted in the transaction that did it.

use crate::query::q;
use crate::{Result, Tx};

/// Counts one more.
pub async fn count(tx: &mut Tx, name: &str) -> Result<()> {
    let sql =
        "insert into tallies (name, n) values ($1, 1) on conflict (name) do update set n = tallies.n + 1";
    q(sql).bind(name).run(tx).await.map(drop)
}

/// All counts, by name.
pub async fn all(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    q("select name, n from tallies order by name").all(tx).await
}
