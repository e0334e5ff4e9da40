//! Links to sign in. Secrets and codes are kept as hashes; a link that was used is gone.

use goodword_domain::people::PersonId;
use jiff::Timestamp;

use crate::query::{q, text};
use crate::{Result, Tx};

/// A link to sign in, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// Its id.
    pub id: String,
    /// Who signs in by it.
    pub person: PersonId,
    /// Hash of the link's secret.
    pub secret_hash: String,
    /// Hash of the secret of the browser that asked; none where any may use it.
    pub here_hash: Option<String>,
    /// Hash of the code that stands for the link in that browser.
    pub code_hash: String,
    /// Since when.
    pub since: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

/// Adds a link.
pub async fn add(tx: &mut Tx, link: &SignIn) -> Result<()> {
    q("insert into sign_ins (id, person_id, secret_hash, here_hash, code_hash, n_guesses, created_at, expires_at)
       values ($1, $2, $3, $4, $5, 0, $6, $7)")
    .bind(&link.id)
    .bind(&link.person)
    .bind(&link.secret_hash)
    .bind(text(link.here_hash.as_ref()))
    .bind(&link.code_hash)
    .bind(link.since)
    .bind(link.until)
    .run(tx)
    .await
    .map(drop)
}

/// Which browser a link that holds at `now` is for: none if it is for any. Nothing if it does not hold.
pub async fn asked_from(tx: &mut Tx, secret_hash: &str, now: Timestamp) -> Result<Option<Option<String>>> {
    let sql =
        "select here_hash from sign_ins where secret_hash = $1 and created_at <= $2 and expires_at > $2";
    let row: Option<(Option<String>,)> = q(sql).bind(secret_hash).bind(now).maybe(tx).await?;
    Ok(row.map(|row| row.0))
}

/// Uses a link up in the browser that asked for it. Whose it was, if it held.
pub async fn take(tx: &mut Tx, secret_hash: &str, here: &str, now: Timestamp) -> Result<Option<PersonId>> {
    let sql = "delete from sign_ins where secret_hash = $1 and (here_hash is null or here_hash = $2)
               and created_at <= $3 and expires_at > $3 returning person_id";
    taken(q(sql).bind(secret_hash).bind(here).bind(now).maybe(tx).await?)
}

/// Counts a guess at the code in the browser that asked; links that were guessed at `most` times are gone.
pub async fn guess(tx: &mut Tx, here: &str, most: u32) -> Result<()> {
    q("update sign_ins set n_guesses = n_guesses + 1 where here_hash = $1").bind(here).run(tx).await?;
    q("delete from sign_ins where here_hash = $1 and n_guesses > $2")
        .bind(here)
        .bind(most)
        .run(tx)
        .await
        .map(drop)
}

/// Uses a link up by its code in the browser that asked for it. Whose it was, if it held.
pub async fn take_by_code(
    tx: &mut Tx,
    here: &str,
    code_hash: &str,
    now: Timestamp,
) -> Result<Option<PersonId>> {
    let sql = "delete from sign_ins where here_hash = $1 and code_hash = $2
               and created_at <= $3 and expires_at > $3 returning person_id";
    taken(q(sql).bind(here).bind(code_hash).bind(now).maybe(tx).await?)
}

fn taken(row: Option<(String,)>) -> Result<Option<PersonId>> {
    Ok(row.map(|row| PersonId(row.0)))
}

/// Deletes all links of somebody.
pub async fn end_all(tx: &mut Tx, person: &PersonId) -> Result<u64> {
    q("delete from sign_ins where person_id = $1").bind(person).run(tx).await
}

/// Deletes links whose time was over at `now`. How many.
pub async fn end_before(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    q("delete from sign_ins where expires_at <= $1").bind(now).run(tx).await
}
