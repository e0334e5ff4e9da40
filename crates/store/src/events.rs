//! What happened: the audit log, and what later features read instead of being called.

use goodword_domain::communities::CommunityId;
use goodword_domain::people::PersonId;
use jiff::Timestamp;

use crate::query::{at, q, text};
use crate::{Result, Tx};

/// Something that happened. Holds ids and closed words only, nothing that anybody wrote: so it may stay when people
/// are erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its own id.
    pub id: String,
    /// In which community, if in one.
    pub community: Option<CommunityId>,
    /// When.
    pub at: Timestamp,
    /// Whose deed: `person:…`, `operator` or `goodword`.
    pub actor: String,
    /// What: a noun and a past participle, as in `member.suspended`.
    pub what: String,
    /// To what: an id.
    pub subject: Option<String>,
    /// Closed words and numbers, as JSON.
    pub facts: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    community_id: Option<String>,
    at: i64,
    actor: String,
    what: String,
    subject: Option<String>,
    facts: String,
}

impl From<Row> for Event {
    fn from(row: Row) -> Event {
        Event {
            id: row.id,
            community: row.community_id.map(CommunityId),
            at: at(row.at),
            actor: row.actor,
            what: row.what,
            subject: row.subject,
            facts: row.facts,
        }
    }
}

/// Writes it down.
pub async fn add(tx: &mut Tx, event: &Event) -> Result<()> {
    q("insert into events (id, community_id, at, actor, what, subject, facts) values ($1, $2, $3, $4, $5, $6, $7)")
        .bind(&event.id)
        .bind(text(event.community.as_ref()))
        .bind(event.at)
        .bind(&event.actor)
        .bind(&event.what)
        .bind(text(event.subject.as_ref()))
        .bind(&event.facts)
        .run(tx)
        .await
        .map(drop)
}

/// A community's log as its organisers see it, newest first, older than `before`.
pub async fn page_for(
    tx: &mut Tx,
    viewer: &PersonId,
    community: &CommunityId,
    before: Option<(Timestamp, &str)>,
    limit: u32,
) -> Result<Vec<Event>> {
    let (when, id) = before.map_or((i64::MAX, ""), |(at, id)| (at.as_microsecond(), id));
    let rows: Vec<Row> = q("select id, community_id, at, actor, what, subject, facts from events
         where community_id = $1 and (at, id) < ($2, $3)
           and exists (select 1 from members me where me.community_id = $1 and me.person_id = $4
                       and me.standing = 'active' and me.role in ('organiser', 'owner'))
         order by at desc, id desc limit $5")
    .bind(community)
    .bind(when)
    .bind(id)
    .bind(viewer)
    .bind(limit)
    .all(tx)
    .await?;
    Ok(rows.into_iter().map(Event::from).collect())
}

/// What one actor did, oldest first: for their own archive.
pub async fn all_by(tx: &mut Tx, actor: &str) -> Result<Vec<Event>> {
    let sql = "select id, community_id, at, actor, what, subject, facts from events where actor = $1 order by at, id";
    let rows: Vec<Row> = q(sql).bind(actor).all(tx).await?;
    Ok(rows.into_iter().map(Event::from).collect())
}
