//! What belongs to one person alone: everything they said, and what they keep of communities that they left.

use goodword_domain::communities::CommunityId;
use goodword_domain::members::MemberId;
use goodword_domain::people::PersonId;
use jiff::Timestamp;

use crate::query::{at, q};
use crate::{Result, Tx};

/// An ask or an offer, open or closed.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Said {
    /// Its id.
    pub id: String,
    /// "ask" or "offer".
    pub side: String,
    /// The kind of help, where it was said.
    pub kind: Option<String>,
    /// The words.
    pub text: String,
    since: i64,
    closed_at: Option<i64>,
    /// The thanks with which it was closed.
    pub thanks: Option<String>,
}

impl Said {
    /// Since when.
    pub fn since(&self) -> Timestamp {
        at(self.since)
    }

    /// When it was closed.
    pub fn closed(&self) -> Option<Timestamp> {
        self.closed_at.map(at)
    }
}

/// Part of an archive that somebody keeps.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Kept {
    /// "membership" or "event".
    pub kind: String,
    /// Its id: of what was done, or a hash of what is kept.
    pub id: String,
    /// The part, as JSON.
    pub content: String,
}

/// All that a member ever asked and offered, oldest first.
pub async fn said(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<Vec<Said>> {
    let sql = "select id, side, kind, text, since, closed_at, thanks from entries
               where community_id = $1 and member_id = $2 order by since, position, id";
    q(sql).bind(community).bind(member).all(tx).await
}

/// Keeps a part of somebody's archive for them. Whether it was not there yet.
pub async fn keep(tx: &mut Tx, person: &PersonId, part: &Kept) -> Result<bool> {
    let sql = "insert into kept (person_id, kind, id, content) values ($1, $2, $3, $4)
               on conflict (person_id, kind, id) do nothing";
    let query = q(sql).bind(person).bind(&part.kind).bind(&part.id).bind(&part.content);
    Ok(query.run(tx).await? > 0)
}

/// What somebody keeps.
pub async fn kept(tx: &mut Tx, person: &PersonId) -> Result<Vec<Kept>> {
    let sql = "select kind, id, content from kept where person_id = $1 order by kind, id";
    q(sql).bind(person).all(tx).await
}

/// Memberships that others keep in which this id stands: somebody whom they met there is to be forgotten.
pub async fn kept_by_others(tx: &mut Tx, person: &PersonId, id: &str) -> Result<Vec<(PersonId, Kept)>> {
    let sql = "select person_id, kind, id, content from kept
               where kind = 'membership' and person_id <> $1 and content like $2 order by person_id, id";
    let rows: Vec<(String, String, String, String)> =
        q(sql).bind(person).bind(format!("%\"{id}\"%")).all(tx).await?;
    let kept = |(person, kind, id, content)| (PersonId(person), Kept { kind, id, content });
    Ok(rows.into_iter().map(kept).collect())
}

/// Writes a kept membership anew.
pub async fn rewrite(tx: &mut Tx, person: &PersonId, part: &Kept) -> Result<()> {
    let sql = "update kept set content = $4 where person_id = $1 and kind = $2 and id = $3";
    q(sql).bind(person).bind(&part.kind).bind(&part.id).bind(&part.content).run(tx).await.map(drop)
}

/// Forgets a membership that somebody kept. Whether they did.
pub async fn forget(tx: &mut Tx, person: &PersonId, id: &str) -> Result<bool> {
    let sql = "delete from kept where person_id = $1 and kind = 'membership' and id = $2";
    Ok(q(sql).bind(person).bind(id).run(tx).await? > 0)
}
