//! The roll: all members of a community as its organisers see them, whatever their standing, each with the invitation that
//! waits for them.

use goodword_domain::communities::{CommunityId, Membership};
use goodword_domain::members::MemberId;
use goodword_domain::people::PersonId;
use jiff::Timestamp;

use crate::directory::Search;
use crate::members;
use crate::query::{at, either, q};
use crate::{Result, Tx};

/// A member on the roll.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The member.
    pub member: Membership,
    /// What the roll is sorted by; then by id.
    pub name_key: String,
    /// Since when they are asked in, while they have not come.
    pub asked: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    #[sqlx(flatten)]
    member: members::Row,
    name_key: String,
    asked_at: Option<i64>,
}

impl TryFrom<Row> for Listed {
    type Error = crate::Error;

    fn try_from(row: Row) -> Result<Listed> {
        let asked = row.asked_at.map(at);
        Ok(Listed { member: row.member.try_into()?, name_key: row.name_key, asked })
    }
}

/// Whom `$3` names, of the members `m` with their invitations `i`.
macro_rules! roll {
    ($what:literal, $from:literal, $rest:literal) => {
        concat!(
            "select ",
            $what,
            " from ",
            $from,
            " join members me on me.community_id = m.community_id and me.person_id = $2
                and me.standing = 'active' and me.role in ('organiser', 'owner')
              left join invitations i on i.community_id = m.community_id and i.member_id = m.id
                and m.standing = 'invited'
              where m.community_id = $1
                and ($3 = 'all'
                     or ($3 = 'here' and m.standing = 'active')
                     or ($3 = 'asked' and i.member_id is not null)
                     or ($3 = 'unasked' and m.standing = 'invited' and i.member_id is null)
                     or ($3 = 'kept_out' and m.standing = 'suspended')
                     or ($3 = 'organising' and m.role in ('organiser', 'owner'))) ",
            $rest
        )
    };
}

/// A page of them, where one thing more holds.
macro_rules! listed {
    ($from:literal, $more:literal) => {
        concat!(
            roll!(
                "m.community_id, m.id, m.person_id, m.invited_address, m.role, m.standing, m.since, m.profile, m.name_key,
                 i.created_at as asked_at",
                $from,
                $more
            ),
            " and (m.name_key, m.id) > ($4, $5) order by m.name_key, m.id limit $6"
        )
    };
}

/// Members in the order of their names, after `after` (a folded name and an id): those that `whom` names (`all`, `here`, `asked`,
/// `unasked`, `kept_out`, `organising`) in whose profile, asks or offers all the words stand.
pub async fn page_for(
    tx: &mut Tx,
    search: Search<'_>,
    whom: &str,
    after: (&str, &str),
    limit: u32,
) -> Result<Vec<Listed>> {
    let query = match search.words.is_empty() {
        true => q(listed!("members m", "and '' = $7")),
        false => either(
            listed!(
                "members_search join members m on m.rowid = members_search.rowid",
                "and members_search match $7"
            ),
            listed!(
                "members m",
                "and array_to_tsvector(array_remove(
                       string_to_array(m.search_text || ' ' || m.said_text, ' '), '')) @@ cast($7 as tsquery)
                "
            ),
        ),
    };
    let query = query.bind(search.community).bind(search.viewer).bind(whom);
    let query = query.bind(after.0).bind(after.1).bind(limit).bind(search.pattern(tx));
    query.all::<Row>(tx).await?.into_iter().map(Listed::try_from).collect()
}

/// How many there are of each: all, here, asked in, not asked in, kept out, organising.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Counts {
    /// In the list.
    pub n_all: i64,
    /// Here.
    pub n_here: i64,
    /// Asked in, and not come yet.
    pub n_asked: i64,
    /// In the list, and not asked in.
    pub n_unasked: i64,
    /// Kept out.
    pub n_kept_out: i64,
    /// Organisers and owners.
    pub n_organising: i64,
}

/// How many of each there are, for somebody who runs the community; none for anybody else.
pub async fn counts_for(tx: &mut Tx, viewer: &PersonId, community: &CommunityId) -> Result<Counts> {
    let sql = roll!(
        "count(*) as n_all, count(case when m.standing = 'active' then 1 end) as n_here,
         count(i.member_id) as n_asked,
         count(case when m.standing = 'invited' and i.member_id is null then 1 end) as n_unasked,
         count(case when m.standing = 'suspended' then 1 end) as n_kept_out,
         count(case when m.role in ('organiser', 'owner') then 1 end) as n_organising",
        "members m",
        ""
    );
    let counts = q(sql).bind(community).bind(viewer).bind("all").maybe::<Counts>(tx).await?;
    Ok(counts.unwrap_or_default())
}

macro_rules! waiting_unasked {
    ($what:literal, $rest:literal) => {
        concat!(
            "select ",
            $what,
            " from members m where m.community_id = $1 and m.standing = 'invited' and m.person_id is null
                and m.address_key is not null
                and not exists (select 1 from invitations i where i.community_id = $1 and i.member_id = m.id) ",
            $rest
        )
    };
}

/// Seats that wait, can be written to, and have not been asked in: some of them, in the order of their names.
pub async fn unasked(tx: &mut Tx, community: &CommunityId, limit: u32) -> Result<Vec<MemberId>> {
    let sql = waiting_unasked!("m.id", "order by m.name_key, m.id limit $2");
    let rows: Vec<(String,)> = q(sql).bind(community).bind(limit).all(tx).await?;
    Ok(rows.into_iter().map(|row| MemberId(row.0)).collect())
}

/// How many such seats there are.
pub async fn n_unasked(tx: &mut Tx, community: &CommunityId) -> Result<u32> {
    let sql = waiting_unasked!("count(*)", "");
    Ok(u32::try_from(q(sql).bind(community).number(tx).await?).unwrap_or(u32::MAX))
}
