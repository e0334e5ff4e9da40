//! Invitations into a community: one for a seat that nobody has taken yet. Secrets are kept as hashes.
//!
//! An invitation and its link are two things in one row. Organisers see the invitation; the link belongs to whoever reads the box.

use goodword_domain::communities::CommunityId;
use goodword_domain::members::MemberId;
use goodword_domain::people::{MailAddress, PersonId};
use jiff::Timestamp;

use crate::query::{Query, at, instant, q};
use crate::{Result, Tx};

/// An invitation, as organisers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Where to.
    pub community: CommunityId,
    /// The seat that waits.
    pub member: MemberId,
    /// The member who asked them in.
    pub inviter: MemberId,
    /// Whether the seat was made for it, and goes with it.
    pub made_seat: bool,
    /// Since when.
    pub since: Timestamp,
    /// When its inviter last asked for a letter that could be written in their name.
    pub lettered: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    community_id: String,
    member_id: String,
    inviter_id: String,
    made_seat: i64,
    created_at: i64,
    lettered_at: Option<i64>,
}

impl From<Row> for Invitation {
    fn from(row: Row) -> Invitation {
        Invitation {
            community: CommunityId(row.community_id),
            member: MemberId(row.member_id),
            inviter: MemberId(row.inviter_id),
            made_seat: row.made_seat != 0,
            since: at(row.created_at),
            lettered: row.lettered_at.map(at),
        }
    }
}

macro_rules! select {
    ($rest:literal) => {
        q(concat!(
            "select i.community_id, i.member_id, i.inviter_id, i.made_seat, i.created_at, i.lettered_at \
             from invitations i ",
            $rest
        ))
    };
}

/// Writes an invitation down in place of the one that the seat had, whose link opens nothing any more.
pub async fn save(tx: &mut Tx, invitation: &Invitation) -> Result<()> {
    q("insert into invitations (community_id, member_id, inviter_id, made_seat, created_at, lettered_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (community_id, member_id) do update set inviter_id = excluded.inviter_id,
       created_at = excluded.created_at, lettered_at = excluded.lettered_at, secret_hash = null, link_at = null,
       link_until = null")
    .bind(&invitation.community)
    .bind(&invitation.member)
    .bind(&invitation.inviter)
    .bind(i64::from(invitation.made_seat))
    .bind(invitation.since)
    .bind(instant(invitation.lettered))
    .run(tx)
    .await
    .map(drop)
}

/// Gives an invitation another link; the one that it had opens nothing any more.
pub async fn link(
    tx: &mut Tx,
    invitation: &Invitation,
    secret_hash: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<()> {
    q("update invitations set secret_hash = $3, link_at = $4, link_until = $5
       where community_id = $1 and member_id = $2")
    .bind(&invitation.community)
    .bind(&invitation.member)
    .bind(secret_hash)
    .bind(now)
    .bind(until)
    .run(tx)
    .await
    .map(drop)
}

/// The seat's invitation.
pub async fn find(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<Option<Invitation>> {
    one(select!("where i.community_id = $1 and i.member_id = $2").bind(community).bind(member), tx).await
}

/// The invitation that this link opens, if the link holds at `now`.
pub async fn by_link(tx: &mut Tx, secret_hash: &str, now: Timestamp) -> Result<Option<Invitation>> {
    let query = select!("where i.secret_hash = $1 and i.link_at <= $2 and i.link_until > $2");
    one(query.bind(secret_hash).bind(now), tx).await
}

/// Uses a link up. Whether it held.
pub async fn take(tx: &mut Tx, secret_hash: &str, now: Timestamp) -> Result<bool> {
    let sql = "update invitations set secret_hash = null, link_at = null, link_until = null
               where secret_hash = $1 and link_at <= $2 and link_until > $2";
    Ok(q(sql).bind(secret_hash).bind(now).run(tx).await? > 0)
}

/// Ends the link to a seat that was taken without it.
pub async fn end_link(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<()> {
    let sql = "update invitations set secret_hash = null, link_at = null, link_until = null
               where community_id = $1 and member_id = $2";
    q(sql).bind(community).bind(member).run(tx).await.map(drop)
}

/// Ends links whose time was over at `now`. How many.
pub async fn end_links_before(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    let sql =
        "update invitations set secret_hash = null, link_at = null, link_until = null where link_until <= $1";
    q(sql).bind(now).run(tx).await
}

/// Removes the seat's invitation. Whether there was one.
pub async fn remove(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<bool> {
    let sql = "delete from invitations where community_id = $1 and member_id = $2";
    Ok(q(sql).bind(community).bind(member).run(tx).await? > 0)
}

/// Invitations to seats that wait, as the community's organisers see them: newest first, after `after`.
pub async fn page_for(
    tx: &mut Tx,
    viewer: &PersonId,
    community: &CommunityId,
    after: Option<(Timestamp, &MemberId)>,
    limit: u32,
) -> Result<Vec<Invitation>> {
    let (when, id) = after.map_or((i64::MAX, ""), |(at, id)| (at.as_microsecond(), id.0.as_str()));
    let query = select!(
        "join members m on m.community_id = i.community_id and m.id = i.member_id and m.standing = 'invited' \
         join members me on me.community_id = i.community_id and me.person_id = $2 and me.standing = 'active' \
           and me.role in ('organiser', 'owner') \
         where i.community_id = $1 and (i.created_at, i.member_id) < ($3, $4) \
         order by i.created_at desc, i.member_id desc limit $5"
    );
    many(query.bind(community).bind(viewer).bind(when).bind(id).bind(limit), tx).await
}

/// Invitations to seats that wait for whoever reads this box, newest first.
pub async fn waiting_at(tx: &mut Tx, address: &MailAddress) -> Result<Vec<Invitation>> {
    let query = select!(
        "join members m on m.community_id = i.community_id and m.id = i.member_id \
         where m.address_key = $1 and m.standing = 'invited' and m.person_id is null \
         order by i.created_at desc, i.community_id"
    );
    many(query.bind(address.key()), tx).await
}

async fn one(query: Query, tx: &mut Tx) -> Result<Option<Invitation>> {
    Ok(query.maybe::<Row>(tx).await?.map(Invitation::from))
}

async fn many(query: Query, tx: &mut Tx) -> Result<Vec<Invitation>> {
    Ok(query.all::<Row>(tx).await?.into_iter().map(Invitation::from).collect())
}
