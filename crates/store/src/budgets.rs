//! How often something was done lately, and by whom: kept here, so that all instances count together and no restart forgets.

use jiff::Timestamp;

use crate::query::{at, q, text};
use crate::{Result, Tx};

/// Whose count of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account<'a> {
    /// What is counted.
    pub name: &'a str,
    /// By whom: a keyed hash.
    pub subject: &'a str,
    /// Whose address stands in it, if one does: a keyed hash.
    pub about: Option<&'a str>,
}

/// What was counted in short spans that began after `since`: when each began, and how often; in this order.
pub async fn spent(tx: &mut Tx, account: Account<'_>, since: Timestamp) -> Result<Vec<(Timestamp, i64)>> {
    let sql = "select began_at, n from budgets where name = $1 and subject = $2 and began_at > $3 order by began_at";
    let rows: Vec<(i64, i64)> = q(sql).bind(account.name).bind(account.subject).bind(since).all(tx).await?;
    Ok(rows.into_iter().map(|(began, n)| (at(began), n)).collect())
}

/// Counts one more in the span that began at `began` and counts until `ends`.
pub async fn spend(tx: &mut Tx, account: Account<'_>, began: Timestamp, ends: Timestamp) -> Result<()> {
    q("insert into budgets (name, subject, began_at, ends_at, n, about) values ($1, $2, $3, $4, 1, $5)
       on conflict (name, subject, began_at) do update set n = budgets.n + 1")
    .bind(account.name)
    .bind(account.subject)
    .bind(began)
    .bind(ends)
    .bind(text(account.about))
    .run(tx)
    .await
    .map(drop)
}

/// Forgets every count in which an address stands.
pub async fn forget_about(tx: &mut Tx, about: &str) -> Result<()> {
    q("delete from budgets where about = $1").bind(about).run(tx).await.map(drop)
}

/// Forgets what counts no more at `now`. How many spans.
pub async fn forget_before(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    q("delete from budgets where ends_at <= $1").bind(now).run(tx).await
}
