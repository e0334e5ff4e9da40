//! Asks and offers of members.

use goodword_domain::communities::CommunityId;
use goodword_domain::members::{Entry, MemberId};
use goodword_domain::people::PersonId;
use goodword_domain::words::folded;
use jiff::Timestamp;

use crate::query::{at, q, text};
use crate::{Result, Tx};

/// Which of the two an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// What somebody needs.
    Ask,
    /// What somebody can give.
    Offer,
}

impl Side {
    /// The word in tables and URLs.
    pub fn word(self) -> &'static str {
        match self {
            Side::Ask => "ask",
            Side::Offer => "offer",
        }
    }
}

/// An ask or an offer as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// Whose.
    pub member: MemberId,
    /// Ask or offer.
    pub side: Side,
    /// The words and the kind of help.
    pub entry: Entry,
    /// Since when.
    pub since: Timestamp,
    /// When it was closed.
    pub closed: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    member_id: String,
    side: String,
    kind: Option<String>,
    text: String,
    since: i64,
    closed_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Closed {
    #[sqlx(flatten)]
    row: Row,
    thanks: Option<String>,
}

impl From<Row> for Kept {
    fn from(row: Row) -> Kept {
        Kept {
            id: row.id,
            member: MemberId(row.member_id),
            side: if row.side == "ask" { Side::Ask } else { Side::Offer },
            entry: Entry { kind: row.kind.and_then(|kind| kind.parse().ok()), text: row.text },
            since: at(row.since),
            closed: row.closed_at.map(at),
        }
    }
}

/// A member's open asks and offers, in their order.
pub async fn open_of(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<Vec<Kept>> {
    let sql = "select id, member_id, side, kind, text, since, closed_at from entries
               where community_id = $1 and member_id = $2 and closed_at is null order by side, position, id";
    let rows: Vec<Row> = q(sql).bind(community).bind(member).all(tx).await?;
    Ok(rows.into_iter().map(Kept::from).collect())
}

/// A member's closed asks and offers with the thanks that were said, latest first.
pub async fn closed_of(
    tx: &mut Tx,
    community: &CommunityId,
    member: &MemberId,
    limit: u32,
) -> Result<Vec<(Kept, Option<String>)>> {
    let sql = "select id, member_id, side, kind, text, since, closed_at, thanks from entries
               where community_id = $1 and member_id = $2 and closed_at is not null
               order by closed_at desc, id limit $3";
    let rows: Vec<Closed> = q(sql).bind(community).bind(member).bind(limit).all(tx).await?;
    Ok(rows.into_iter().map(|closed| (Kept::from(closed.row), closed.thanks)).collect())
}

/// Open asks or offers of all who are active, newest first, as somebody else there sees them; their own left out.
pub async fn newest_for(
    tx: &mut Tx,
    viewer: &PersonId,
    community: &CommunityId,
    side: Side,
    limit: u32,
) -> Result<Vec<Kept>> {
    let sql = "select e.id, e.member_id, e.side, e.kind, e.text, e.since, e.closed_at from entries e
               join members me on me.community_id = $1 and me.person_id = $2 and me.standing = 'active'
               join members m on m.community_id = e.community_id and m.id = e.member_id
                and m.standing = 'active' and m.id <> me.id
               where e.community_id = $1 and e.side = $3 and e.closed_at is null
               order by e.since desc, e.id limit $4";
    let rows: Vec<Row> = q(sql).bind(community).bind(viewer).bind(side.word()).bind(limit).all(tx).await?;
    Ok(rows.into_iter().map(Kept::from).collect())
}

/// All open asks and offers of a community's active members, in their order.
pub async fn all_open(tx: &mut Tx, community: &CommunityId) -> Result<Vec<Kept>> {
    let sql = "select e.id, e.member_id, e.side, e.kind, e.text, e.since, e.closed_at from entries e
               join members m on m.community_id = e.community_id and m.id = e.member_id and m.standing = 'active'
               where e.community_id = $1 and e.closed_at is null order by e.member_id, e.side, e.position, e.id";
    let rows: Vec<Row> = q(sql).bind(community).all(tx).await?;
    Ok(rows.into_iter().map(Kept::from).collect())
}

/// Puts an entry at the end of a member's asks or offers.
pub async fn add(tx: &mut Tx, community: &CommunityId, kept: &Kept) -> Result<()> {
    let sql = "insert into entries (community_id, id, member_id, side, kind, text, position, since)
               select $1, $2, $3, $4, $5, $6, cast(coalesce(max(position), 0) + 1 as bigint), $7
               from entries where community_id = $1 and member_id = $3 and side = $4";
    q(sql)
        .bind(community)
        .bind(&kept.id)
        .bind(&kept.member)
        .bind(kept.side.word())
        .bind(text(kept.entry.kind.map(|kind| kind.word())))
        .bind(&kept.entry.text)
        .bind(kept.since)
        .run(tx)
        .await?;
    retell(tx, community, &kept.member).await
}

/// Puts entries of one member in their order behind those that are there.
pub async fn add_all(tx: &mut Tx, community: &CommunityId, member: &MemberId, all: &[Kept]) -> Result<()> {
    let sql = "insert into entries (community_id, id, member_id, side, kind, text, position, since)
               values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let last = "select cast(coalesce(max(position), 0) as bigint) from entries
                where community_id = $1 and member_id = $2";
    let mut position = q(last).bind(community).bind(member).number(tx).await?;
    for kept in all {
        position += 1;
        q(sql)
            .bind(community)
            .bind(&kept.id)
            .bind(member)
            .bind(kept.side.word())
            .bind(text(kept.entry.kind.map(|kind| kind.word())))
            .bind(&kept.entry.text)
            .bind(position)
            .bind(kept.since)
            .run(tx)
            .await?;
    }
    retell(tx, community, member).await
}

/// Has a member found by the words of what is open now.
async fn retell(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<()> {
    let open = open_of(tx, community, member).await?;
    let said: Vec<&str> = open.iter().map(|kept| kept.entry.text.as_str()).collect();
    let sql = "update members set said_text = $3 where community_id = $1 and id = $2 and said_text <> $3";
    q(sql).bind(community).bind(member).bind(folded(&said.join(" "))).run(tx).await.map(drop)
}

/// Closes an open entry of a member. Whether there was one.
pub async fn close(
    tx: &mut Tx,
    community: &CommunityId,
    member: &MemberId,
    id: &str,
    thanks: Option<&str>,
    now: Timestamp,
) -> Result<bool> {
    let sql = "update entries set closed_at = $4, thanks = $5
               where community_id = $1 and member_id = $2 and id = $3 and closed_at is null";
    let n = q(sql).bind(community).bind(member).bind(id).bind(now).bind(text(thanks)).run(tx).await?;
    if n > 0 {
        retell(tx, community, member).await?;
    }
    Ok(n > 0)
}

/// Opens a closed entry of a member again, behind the others. Whether there was one.
pub async fn reopen(tx: &mut Tx, community: &CommunityId, member: &MemberId, id: &str) -> Result<bool> {
    let sql = "update entries set closed_at = null, thanks = null, position = (
                 select cast(coalesce(max(other.position), 0) + 1 as bigint) from entries other
                 where other.community_id = $1 and other.member_id = $2 and other.side = entries.side)
               where community_id = $1 and member_id = $2 and id = $3 and closed_at is not null";
    let n = q(sql).bind(community).bind(member).bind(id).run(tx).await?;
    if n > 0 {
        retell(tx, community, member).await?;
    }
    Ok(n > 0)
}

/// Says an open entry of a member in other words. Whether there was one.
pub async fn reword(
    tx: &mut Tx,
    community: &CommunityId,
    member: &MemberId,
    id: &str,
    entry: &Entry,
) -> Result<bool> {
    let sql = "update entries set kind = $4, text = $5
               where community_id = $1 and member_id = $2 and id = $3 and closed_at is null";
    let query = q(sql).bind(community).bind(member).bind(id);
    let n = query.bind(text(entry.kind.map(|kind| kind.word()))).bind(&entry.text).run(tx).await?;
    if n > 0 {
        retell(tx, community, member).await?;
    }
    Ok(n > 0)
}

/// Puts open entries of a member in this order.
pub async fn order(tx: &mut Tx, community: &CommunityId, member: &MemberId, ids: &[&str]) -> Result<()> {
    let sql = "update entries set position = $4 where community_id = $1 and member_id = $2 and id = $3";
    for (position, id) in (1_i64..).zip(ids) {
        q(sql).bind(community).bind(member).bind(*id).bind(position).run(tx).await?;
    }
    Ok(())
}

/// Removes all open entries of a member on one side: an import or a form says them anew.
pub async fn clear(tx: &mut Tx, community: &CommunityId, member: &MemberId, side: Side) -> Result<()> {
    let sql =
        "delete from entries where community_id = $1 and member_id = $2 and side = $3 and closed_at is null";
    q(sql).bind(community).bind(member).bind(side.word()).run(tx).await?;
    retell(tx, community, member).await
}
