//! Facts about this installation, by name.

use crate::query::q;
use crate::{Result, Tx};

/// The fact, if it was written down.
pub async fn fact(tx: &mut Tx, key: &str) -> Result<Option<String>> {
    let row: Option<(String,)> = q("select value from instance where key = $1").bind(key).maybe(tx).await?;
    Ok(row.map(|row| row.0))
}

/// Writes the fact down, in place of what stood there.
pub async fn set(tx: &mut Tx, key: &str, value: &str) -> Result<()> {
    let sql = "insert into instance (key, value) values ($1, $2)
               on conflict (key) do update set value = excluded.value";
    q(sql).bind(key).bind(value).run(tx).await.map(drop)
}

/// Forgets the fact. Whether it was there.
pub async fn forget(tx: &mut Tx, key: &str) -> Result<bool> {
    Ok(q("delete from instance where key = $1").bind(key).run(tx).await? > 0)
}

/// The fact, or `value` if nothing was written down yet: the first to say it is right for ever.
pub async fn settle(tx: &mut Tx, key: &str, value: &str) -> Result<String> {
    let sql = "insert into instance (key, value) values ($1, $2) on conflict (key) do nothing";
    q(sql).bind(key).bind(value).run(tx).await?;
    Ok(fact(tx, key).await?.unwrap_or_else(|| value.to_owned()))
}
