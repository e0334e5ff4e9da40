//! Whom a member would rather not meet. Shown to nobody but that member.
//!
//! A wish *rests* while one of the two is gone: both are then keyed hashes of addresses, so that it holds again when they
//! come back, and names nobody meanwhile.

use goodword_domain::communities::CommunityId;
use goodword_domain::members::MemberId;
use jiff::Timestamp;

use crate::query::{at, q};
use crate::{Result, Tx};

/// A wish not to meet somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Who wishes it.
    pub member: MemberId,
    /// Whom they would rather not meet.
    pub other: MemberId,
    /// Since when.
    pub since: Timestamp,
}

/// A wish that rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resting {
    /// Who wishes it: a keyed hash of their address.
    pub wisher_hash: String,
    /// Whom they would rather not meet: a keyed hash of that address.
    pub other_hash: String,
    /// Since when.
    pub since: Timestamp,
}

type Row = (String, String, i64);

fn wishes(rows: Vec<Row>) -> Vec<Wish> {
    let wish =
        |(member, other, since)| Wish { member: MemberId(member), other: MemberId(other), since: at(since) };
    rows.into_iter().map(wish).collect()
}

/// A member's wishes, oldest first.
pub async fn of(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<Vec<Wish>> {
    let sql = "select member_id, other_id, since from kept_apart where community_id = $1 and member_id = $2
               order by since, other_id";
    Ok(wishes(q(sql).bind(community).bind(member).all(tx).await?))
}

/// Wishes that somebody has or is meant by.
pub async fn around(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<Vec<Wish>> {
    let sql = "select member_id, other_id, since from kept_apart
               where community_id = $1 and (member_id = $2 or other_id = $2) order by since, member_id, other_id";
    Ok(wishes(q(sql).bind(community).bind(member).all(tx).await?))
}

/// Whether one of two would rather not meet the other, in any community where both sit; by their addresses, as they are
/// compared.
pub async fn between(tx: &mut Tx, one: &str, another: &str) -> Result<bool> {
    let sql = "select count(*) from people a join members m on m.person_id = a.id
               join kept_apart k on k.community_id = m.community_id and k.member_id = m.id
               join members o on o.community_id = k.community_id and o.id = k.other_id
               join people b on b.id = o.person_id
               where a.address_key in ($1, $2) and b.address_key in ($1, $2)";
    Ok(q(sql).bind(one).bind(another).number(tx).await? > 0)
}

/// Writes a wish down. Whether it is new.
pub async fn add(tx: &mut Tx, community: &CommunityId, wish: &Wish) -> Result<bool> {
    let sql = "insert into kept_apart (community_id, member_id, other_id, since) values ($1, $2, $3, $4)
               on conflict (community_id, member_id, other_id) do nothing";
    let query = q(sql).bind(community).bind(&wish.member).bind(&wish.other).bind(wish.since);
    Ok(query.run(tx).await? > 0)
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

/// Addresses of all who sit in a community, as they are compared.
pub async fn addresses(tx: &mut Tx, community: &CommunityId) -> Result<Vec<(MemberId, String)>> {
    let sql = "select m.id, p.address_key from members m join people p on p.id = m.person_id
               where m.community_id = $1 order by m.id";
    let rows: Vec<(String, String)> = q(sql).bind(community).all(tx).await?;
    Ok(rows.into_iter().map(|(id, key)| (MemberId(id), key)).collect())
}

/// Lets a wish rest.
pub async fn rest(tx: &mut Tx, community: &CommunityId, resting: &Resting) -> Result<()> {
    let sql =
        "insert into resting_wishes (community_id, wisher_hash, other_hash, since) values ($1, $2, $3, $4)
               on conflict (community_id, wisher_hash, other_hash) do nothing";
    let query = q(sql).bind(community).bind(&resting.wisher_hash).bind(&resting.other_hash);
    query.bind(resting.since).run(tx).await.map(drop)
}

/// Takes those wishes that rest on somebody, or by them, out of their rest.
pub async fn wake(tx: &mut Tx, community: &CommunityId, hash: &str) -> Result<Vec<Resting>> {
    let sql = "delete from resting_wishes where community_id = $1 and (wisher_hash = $2 or other_hash = $2)
               returning wisher_hash, other_hash, since";
    let mut rows: Vec<Row> = q(sql).bind(community).bind(hash).all(tx).await?;
    rows.sort();
    let resting = |(wisher_hash, other_hash, since)| Resting { wisher_hash, other_hash, since: at(since) };
    Ok(rows.into_iter().map(resting).collect())
}

/// Whether a wish of one of two about the other rests; by keyed hashes of their addresses.
pub async fn rests_between(tx: &mut Tx, one: &str, another: &str) -> Result<bool> {
    let sql = "select count(*) from resting_wishes where wisher_hash in ($1, $2) and other_hash in ($1, $2)";
    Ok(q(sql).bind(one).bind(another).number(tx).await? > 0)
}

/// Forgets what somebody wished, wherever it rests. What others wish about them stays: it is theirs.
pub async fn forget_wisher(tx: &mut Tx, hash: &str) -> Result<()> {
    q("delete from resting_wishes where wisher_hash = $1").bind(hash).run(tx).await.map(drop)
}
