//! Personal tokens: how programs come in on a person's behalf. Secrets are kept as hashes.

use goodword_domain::people::PersonId;
use jiff::Timestamp;

use crate::query::{at, instant, q};
use crate::{Result, Tx};

/// A personal token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its id, which opens nothing.
    pub id: String,
    /// Whose.
    pub person: PersonId,
    /// What its owner calls it.
    pub name: String,
    /// Whether it may change things.
    pub writes: bool,
    /// Since when.
    pub since: Timestamp,
    /// When it was last used, give or take ten minutes.
    pub used: Option<Timestamp>,
    /// Until when.
    pub until: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    person_id: String,
    name: String,
    scope: String,
    created_at: i64,
    used_at: Option<i64>,
    expires_at: Option<i64>,
}

impl From<Row> for Token {
    fn from(row: Row) -> Token {
        Token {
            id: row.id,
            person: PersonId(row.person_id),
            name: row.name,
            writes: row.scope == "write",
            since: at(row.created_at),
            used: row.used_at.map(at),
            until: row.expires_at.map(at),
        }
    }
}

/// Adds a token that this secret opens.
pub async fn add(tx: &mut Tx, token: &Token, secret_hash: &str) -> Result<()> {
    q("insert into tokens (id, person_id, secret_hash, name, scope, created_at, used_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(&token.id)
    .bind(&token.person)
    .bind(secret_hash)
    .bind(&token.name)
    .bind(if token.writes { "write" } else { "read" })
    .bind(token.since)
    .bind(instant(token.used))
    .bind(instant(token.until))
    .run(tx)
    .await
    .map(drop)
}

/// Gives a token another secret; the one that it had opens nothing any more. Whether it is there.
pub async fn renew(tx: &mut Tx, person: &PersonId, id: &str, secret_hash: &str) -> Result<bool> {
    let sql = "update tokens set secret_hash = $3 where person_id = $1 and id = $2";
    Ok(q(sql).bind(person).bind(id).bind(secret_hash).run(tx).await? > 0)
}

/// The token that this secret opens, even if its time is over.
pub async fn by_secret(tx: &mut Tx, secret_hash: &str) -> Result<Option<Token>> {
    let sql = "select id, person_id, name, scope, created_at, used_at, expires_at from tokens where secret_hash = $1";
    let row: Option<Row> = q(sql).bind(secret_hash).maybe(tx).await?;
    Ok(row.map(Token::from))
}

/// Somebody's tokens, newest first.
pub async fn all_of(tx: &mut Tx, person: &PersonId) -> Result<Vec<Token>> {
    let sql = "select id, person_id, name, scope, created_at, used_at, expires_at from tokens
               where person_id = $1 order by created_at desc, id";
    let rows: Vec<Row> = q(sql).bind(person).all(tx).await?;
    Ok(rows.into_iter().map(Token::from).collect())
}

/// Writes down that a token was used.
pub async fn used(tx: &mut Tx, id: &str, now: Timestamp) -> Result<()> {
    let sql = "update tokens set used_at = $2 where id = $1 and (used_at is null or used_at < $2)";
    q(sql).bind(id).bind(now).run(tx).await.map(drop)
}

/// Ends one of somebody's tokens. Whether there was one.
pub async fn end(tx: &mut Tx, person: &PersonId, id: &str) -> Result<bool> {
    Ok(q("delete from tokens where person_id = $1 and id = $2").bind(person).bind(id).run(tx).await? > 0)
}

/// Ends all of somebody's tokens. How many.
pub async fn end_all(tx: &mut Tx, person: &PersonId) -> Result<u64> {
    q("delete from tokens where person_id = $1").bind(person).run(tx).await
}

/// Ends tokens whose time was over at `now`. How many.
pub async fn end_before(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    q("delete from tokens where expires_at <= $1").bind(now).run(tx).await
}
