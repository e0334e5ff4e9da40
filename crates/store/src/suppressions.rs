//! Addresses that never want mail from here again, as keyed hashes: they outlast the erasure of everything else.

use jiff::Timestamp;

use crate::query::q;
use crate::{Result, Tx};

/// Writes nothing to this address from now on.
pub async fn add(tx: &mut Tx, address_hash: &str, now: Timestamp) -> Result<()> {
    let sql = "insert into suppressions (address_hash, since) values ($1, $2) on conflict do nothing";
    q(sql).bind(address_hash).bind(now).run(tx).await.map(drop)
}

/// Whether nothing may be written to this address.
pub async fn holds(tx: &mut Tx, address_hash: &str) -> Result<bool> {
    let sql = "select count(*) from suppressions where address_hash = $1";
    Ok(q(sql).bind(address_hash).number(tx).await? > 0)
}

/// Lets mail through to this address again. Whether none was.
pub async fn lift(tx: &mut Tx, address_hash: &str) -> Result<bool> {
    Ok(q("delete from suppressions where address_hash = $1").bind(address_hash).run(tx).await? > 0)
}
