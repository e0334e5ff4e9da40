//! Links in mails: what a member may do without signing in. Secrets are kept as hashes.

use goodword_domain::communities::CommunityId;
use goodword_domain::members::MemberId;
use jiff::Timestamp;

use crate::query::{at, instant, q};
use crate::{Result, Tx};

/// Whose a link is, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where.
    pub community: CommunityId,
    /// Whose.
    pub member: MemberId,
    /// The id of what it is about.
    pub subject: String,
}

/// Keeps a link.
pub async fn add(
    tx: &mut Tx,
    hash: &str,
    what: &str,
    link: &Link,
    now: Timestamp,
    ends: Option<Timestamp>,
) -> Result<()> {
    let sql = "insert into links (secret_hash, community_id, member_id, what, subject_id, made_at, ends_at)
               values ($1, $2, $3, $4, $5, $6, $7)";
    q(sql)
        .bind(hash)
        .bind(&link.community)
        .bind(&link.member)
        .bind(what)
        .bind(&link.subject)
        .bind(now)
        .bind(instant(ends))
        .run(tx)
        .await
        .map(drop)
}

/// The link of this kind with this secret, if it holds and its member is active.
pub async fn find(tx: &mut Tx, hash: &str, what: &str, now: Timestamp) -> Result<Option<Link>> {
    let sql = "select l.community_id, l.member_id, l.subject_id from links l
               join members m on m.community_id = l.community_id and m.id = l.member_id and m.standing = 'active'
               where l.secret_hash = $1 and l.what = $2 and (l.ends_at is null or l.ends_at > $3)";
    let row: Option<(String, String, String)> = q(sql).bind(hash).bind(what).bind(now).maybe(tx).await?;
    Ok(row.map(|(community, member, subject)| Link {
        community: CommunityId(community),
        member: MemberId(member),
        subject,
    }))
}

/// When a member's latest link of a kind was made.
pub async fn made(
    tx: &mut Tx,
    community: &CommunityId,
    member: &MemberId,
    what: &str,
) -> Result<Option<Timestamp>> {
    let sql = "select max(made_at) from links where community_id = $1 and member_id = $2 and what = $3";
    let row: Option<(Option<i64>,)> = q(sql).bind(community).bind(member).bind(what).maybe(tx).await?;
    Ok(row.and_then(|row| row.0).map(at))
}

/// Ends a member's links of a kind. How many.
pub async fn end(tx: &mut Tx, community: &CommunityId, member: &MemberId, what: &str) -> Result<u64> {
    let sql = "delete from links where community_id = $1 and member_id = $2 and what = $3";
    q(sql).bind(community).bind(member).bind(what).run(tx).await
}

/// Forgets links that no longer hold.
pub async fn end_before(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    q("delete from links where ends_at is not null and ends_at <= $1").bind(now).run(tx).await
}
