//! Whom a member would rather not meet. Read for that member, and by what plans; shown to nobody else.

use goodword_domain::communities::CommunityId;
use goodword_domain::members::MemberId;
use jiff::Timestamp;

use crate::query::q;
use crate::{Result, Tx};

/// Writes a wish down. Whether it was not there yet.
pub async fn add(
    tx: &mut Tx,
    community: &CommunityId,
    member: &MemberId,
    other: &MemberId,
    now: Timestamp,
) -> Result<bool> {
    let sql = "insert into kept_apart (community_id, member_id, other_id, since) values ($1, $2, $3, $4)
               on conflict do nothing";
    Ok(q(sql).bind(community).bind(member).bind(other).bind(now).run(tx).await? > 0)
}

/// Takes a wish back. Whether there was one.
pub async fn remove(
    tx: &mut Tx,
    community: &CommunityId,
    member: &MemberId,
    other: &MemberId,
) -> Result<bool> {
    let sql = "delete from kept_apart where community_id = $1 and member_id = $2 and other_id = $3";
    Ok(q(sql).bind(community).bind(member).bind(other).run(tx).await? > 0)
}

/// How many wishes a member has.
pub async fn n_of(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<i64> {
    let sql = "select count(*) from kept_apart where community_id = $1 and member_id = $2";
    q(sql).bind(community).bind(member).number(tx).await
}
