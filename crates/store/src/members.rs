//! Members of a community.
//!
//! Two kinds of reading. `…_for` has the viewer in its `where`: members see who is active, organisers see all, everybody
//! else finds nothing. The others serve verbs that have looked up the actor's own seat already, and jobs.

use goodword_domain::communities::{CommunityId, Membership, Standing};
use goodword_domain::members::MemberId;
use goodword_domain::people::{MailAddress, PersonId};
use goodword_domain::words::folded;
use jiff::Timestamp;

use crate::query::{Query, at, q, text};
use crate::{Error, Result, Tx};

#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    community_id: String,
    id: String,
    person_id: Option<String>,
    invited_address: Option<String>,
    role: String,
    standing: String,
    since: i64,
    profile: String,
}

impl TryFrom<Row> for Membership {
    type Error = Error;

    fn try_from(row: Row) -> Result<Membership> {
        let odd = |what: &str| Error::Broken(format!("member {} has an unknown {what}", row.id));
        let since = at(row.since);
        Ok(Membership {
            role: row.role.parse().map_err(|()| odd("role"))?,
            standing: match row.standing.as_str() {
                "invited" => Standing::Invited { since },
                "active" => Standing::Active { since },
                "suspended" => Standing::Suspended { since },
                _ => return Err(odd("standing")),
            },
            invited_address: row.invited_address.and_then(|address| address.parse().ok()),
            profile: serde_json::from_str(&row.profile)?,
            community: CommunityId(row.community_id),
            id: MemberId(row.id),
            person: row.person_id.map(PersonId),
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        q(concat!(
            "select m.community_id, m.id, m.person_id, m.invited_address, m.role, m.standing, m.since, m.profile \
             from members m ",
            $rest
        ))
    };
}

/// Adds a member; taken when the person, or the address, has a seat here already.
pub async fn add(tx: &mut Tx, member: &Membership) -> Result<()> {
    add_saying(tx, member, &[]).await
}

/// Adds a member who is found by these words from the beginning: those of asks and offers that are added next.
pub async fn add_saying(tx: &mut Tx, member: &Membership, said: &[&str]) -> Result<()> {
    let sql = "insert into members (community_id, id, person_id, invited_address, address_key, role, standing, since,
               profile, name_key, search_text, said_text) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    bound(q(sql), member)?.bind(folded(&said.join(" "))).run(tx).await.map(drop)
}

/// Writes down what changed about a member.
pub async fn save(tx: &mut Tx, member: &Membership) -> Result<()> {
    let sql = "update members set person_id = $3, invited_address = $4, address_key = $5, role = $6, standing = $7,
               since = $8, profile = $9, name_key = $10, search_text = $11 where community_id = $1 and id = $2";
    bound(q(sql), member)?.run(tx).await.map(drop)
}

fn bound(query: Query, member: &Membership) -> Result<Query> {
    let profile = &member.profile;
    let words = [&profile.name, &profile.profession, &profile.industry, &profile.place].map(String::as_str);
    let lists = profile.serves.iter().chain(&profile.values).map(String::as_str);
    let searched: Vec<&str> = words.into_iter().chain(lists).collect();
    Ok(query
        .bind(&member.community)
        .bind(&member.id)
        .bind(text(member.person.as_ref()))
        .bind(text(member.invited_address.as_ref().map(MailAddress::as_str)))
        .bind(text(member.invited_address.as_ref().map(MailAddress::key)))
        .bind(member.role.word())
        .bind(member.standing.word())
        .bind(member.standing.since())
        .bind(serde_json::to_string(profile)?)
        .bind(folded(&profile.name))
        .bind(folded(&searched.join(" "))))
}

/// Somebody's own seat, where they are active.
pub async fn seat(tx: &mut Tx, person: &PersonId, community: &CommunityId) -> Result<Option<Membership>> {
    let query = select!("where m.community_id = $1 and m.person_id = $2 and m.standing = 'active'");
    one(query.bind(community).bind(person), tx).await
}

/// All of somebody's seats, whatever their standing: for their own archive, and to leave.
pub async fn seats(tx: &mut Tx, person: &PersonId) -> Result<Vec<Membership>> {
    many(select!("where m.person_id = $1 order by m.community_id").bind(person), tx).await
}

/// A member as somebody may see them.
pub async fn find_for(
    tx: &mut Tx,
    viewer: &PersonId,
    community: &CommunityId,
    id: &MemberId,
) -> Result<Option<Membership>> {
    let query = select!(
        "join members me on me.community_id = m.community_id and me.person_id = $3 and me.standing = 'active' \
         where m.community_id = $1 and m.id = $2 and (m.standing = 'active' or me.role in ('organiser', 'owner'))"
    );
    one(query.bind(community).bind(id).bind(viewer), tx).await
}

/// Members in the order of their names, after `after` (a folded name and an id), as somebody may see them.
pub async fn page_for(
    tx: &mut Tx,
    viewer: &PersonId,
    community: &CommunityId,
    after: (&str, &str),
    limit: u32,
) -> Result<Vec<Membership>> {
    let query = select!(
        "join members me on me.community_id = m.community_id and me.person_id = $2 and me.standing = 'active' \
         where m.community_id = $1 and (m.standing = 'active' or me.role in ('organiser', 'owner')) \
           and (m.name_key, m.id) > ($3, $4) \
         order by m.name_key, m.id limit $5"
    );
    many(query.bind(community).bind(viewer).bind(after.0).bind(after.1).bind(limit), tx).await
}

/// Who came last, after `since`, as somebody sees them who is active there; themselves left out.
pub async fn newest_for(
    tx: &mut Tx,
    viewer: &PersonId,
    community: &CommunityId,
    since: Timestamp,
    limit: u32,
) -> Result<Vec<Membership>> {
    let query = select!(
        "join members me on me.community_id = m.community_id and me.person_id = $2 and me.standing = 'active' \
         where m.community_id = $1 and m.standing = 'active' and m.since > $3 and m.id <> me.id \
         order by m.since desc, m.id limit $4"
    );
    many(query.bind(community).bind(viewer).bind(since).bind(limit), tx).await
}

/// The member, for a verb that knows by whose right it asks.
pub async fn find(tx: &mut Tx, community: &CommunityId, id: &MemberId) -> Result<Option<Membership>> {
    one(select!("where m.community_id = $1 and m.id = $2").bind(community).bind(id), tx).await
}

/// All members of a community, in the order of their names: for whoever runs the installation.
pub async fn all(tx: &mut Tx, community: &CommunityId) -> Result<Vec<Membership>> {
    many(select!("where m.community_id = $1 order by m.name_key, m.id").bind(community), tx).await
}

/// The member whose invitation went to this address.
pub async fn invited_at(
    tx: &mut Tx,
    community: &CommunityId,
    address: &MailAddress,
) -> Result<Option<Membership>> {
    let query = select!("where m.community_id = $1 and m.address_key = $2");
    one(query.bind(community).bind(address.key()), tx).await
}

/// How many own the community.
pub async fn n_owners(tx: &mut Tx, community: &CommunityId) -> Result<usize> {
    let sql =
        "select count(*) from members where community_id = $1 and role = 'owner' and standing = 'active'";
    Ok(usize::try_from(q(sql).bind(community).number(tx).await?).unwrap_or(0))
}

/// How many members of each standing there are, for somebody who runs the community; nothing for anybody else.
pub async fn heads_for(
    tx: &mut Tx,
    viewer: &PersonId,
    community: &CommunityId,
) -> Result<Vec<(String, i64)>> {
    let sql = "select m.standing, count(*) from members m join members me
                 on me.community_id = m.community_id and me.person_id = $2 and me.standing = 'active'
                and me.role in ('organiser', 'owner')
               where m.community_id = $1 group by m.standing order by m.standing";
    q(sql).bind(community).bind(viewer).all(tx).await
}

/// Removes a member, with asks, offers, invitations and wishes.
pub async fn remove(tx: &mut Tx, community: &CommunityId, id: &MemberId) -> Result<()> {
    q("delete from members where community_id = $1 and id = $2")
        .bind(community)
        .bind(id)
        .run(tx)
        .await
        .map(drop)
}

async fn one(query: Query, tx: &mut Tx) -> Result<Option<Membership>> {
    query.maybe::<Row>(tx).await?.map(Membership::try_from).transpose()
}

async fn many(query: Query, tx: &mut Tx) -> Result<Vec<Membership>> {
    query.all::<Row>(tx).await?.into_iter().map(Membership::try_from).collect()
}
