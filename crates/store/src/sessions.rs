//! Sessions: who has signed in, on what device, and until when. Secrets are kept as hashes.

use goodword_domain::people::PersonId;
use jiff::Timestamp;

use crate::query::{at, q};
use crate::{Result, Tx};

/// Somebody signed in on one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id, which opens nothing.
    pub id: String,
    /// Whose.
    pub person: PersonId,
    /// On what, in a few plain words.
    pub device: String,
    /// Since when.
    pub since: Timestamp,
    /// When it was last used, give or take ten minutes.
    pub seen: Timestamp,
    /// Until when, unless it is used meanwhile.
    pub until: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    person_id: String,
    device: String,
    created_at: i64,
    seen_at: i64,
    expires_at: i64,
}

impl From<Row> for Session {
    fn from(row: Row) -> Session {
        Session {
            id: row.id,
            person: PersonId(row.person_id),
            device: row.device,
            since: at(row.created_at),
            seen: at(row.seen_at),
            until: at(row.expires_at),
        }
    }
}

/// Adds a session that this secret opens.
pub async fn add(tx: &mut Tx, session: &Session, secret_hash: &str) -> Result<()> {
    q("insert into sessions (id, person_id, secret_hash, device, created_at, seen_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)")
    .bind(&session.id)
    .bind(&session.person)
    .bind(secret_hash)
    .bind(&session.device)
    .bind(session.since)
    .bind(session.seen)
    .bind(session.until)
    .run(tx)
    .await
    .map(drop)
}

/// The session that this secret opens, even if its time is over.
pub async fn by_secret(tx: &mut Tx, secret_hash: &str) -> Result<Option<Session>> {
    let sql =
        "select id, person_id, device, created_at, seen_at, expires_at from sessions where secret_hash = $1";
    let row: Option<Row> = q(sql).bind(secret_hash).maybe(tx).await?;
    Ok(row.map(Session::from))
}

/// Somebody's sessions, last used first.
pub async fn all_of(tx: &mut Tx, person: &PersonId) -> Result<Vec<Session>> {
    let sql = "select id, person_id, device, created_at, seen_at, expires_at from sessions
               where person_id = $1 order by seen_at desc, id";
    let rows: Vec<Row> = q(sql).bind(person).all(tx).await?;
    Ok(rows.into_iter().map(Session::from).collect())
}

/// Writes down that a session was used, and until when it lasts for that.
pub async fn seen(tx: &mut Tx, id: &str, seen: Timestamp, until: Timestamp) -> Result<()> {
    let sql = "update sessions set seen_at = $2, expires_at = $3 where id = $1 and seen_at < $2";
    q(sql).bind(id).bind(seen).bind(until).run(tx).await.map(drop)
}

/// Ends one of somebody's sessions. Whether there was one.
pub async fn end(tx: &mut Tx, person: &PersonId, id: &str) -> Result<bool> {
    let sql = "delete from sessions where person_id = $1 and id = $2";
    Ok(q(sql).bind(person).bind(id).run(tx).await? > 0)
}

/// Ends all of somebody's sessions but one, or all where `but` is none of them. How many.
pub async fn end_all(tx: &mut Tx, person: &PersonId, but: &str) -> Result<u64> {
    q("delete from sessions where person_id = $1 and id <> $2").bind(person).bind(but).run(tx).await
}

/// Ends sessions whose time was over at `now`. How many.
pub async fn end_before(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    q("delete from sessions where expires_at <= $1").bind(now).run(tx).await
}
