//! Communities.

use goodword_domain::communities::{Community, CommunityId};
use goodword_domain::people::PersonId;
use jiff::Timestamp;

use crate::query::{Query, q};
use crate::{Result, Tx};

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    name: String,
    place: String,
    time_zone: String,
    round_every_weeks: i64,
    repeat_window_weeks: i64,
}

impl From<Row> for Community {
    fn from(row: Row) -> Community {
        Community {
            id: CommunityId(row.id),
            name: row.name,
            place: row.place,
            time_zone: row.time_zone,
            round_every_weeks: u32::try_from(row.round_every_weeks).unwrap_or(4),
            repeat_window_weeks: u32::try_from(row.repeat_window_weeks).unwrap_or(12),
        }
    }
}

macro_rules! select {
    ($rest:literal) => {
        q(concat!(
            "select c.id, c.name, c.place, c.time_zone, c.round_every_weeks, c.repeat_window_weeks from communities c ",
            $rest
        ))
    };
}

/// Adds a community.
pub async fn add(tx: &mut Tx, community: &Community, now: Timestamp) -> Result<()> {
    let sql = "insert into communities (id, name, place, time_zone, round_every_weeks, repeat_window_weeks, created_at)
               values ($1, $2, $3, $4, $5, $6, $7)";
    bound(q(sql), community).bind(now).run(tx).await.map(drop)
}

/// Writes down what changed about a community.
pub async fn save(tx: &mut Tx, community: &Community) -> Result<()> {
    let sql = "update communities set name = $2, place = $3, time_zone = $4, round_every_weeks = $5,
               repeat_window_weeks = $6 where id = $1";
    bound(q(sql), community).run(tx).await.map(drop)
}

fn bound(query: Query, community: &Community) -> Query {
    query
        .bind(&community.id)
        .bind(&community.name)
        .bind(&community.place)
        .bind(&community.time_zone)
        .bind(community.round_every_weeks)
        .bind(community.repeat_window_weeks)
}

/// The community, for somebody who is active in it.
pub async fn find_for(tx: &mut Tx, viewer: &PersonId, id: &CommunityId) -> Result<Option<Community>> {
    let query = select!(
        "where c.id = $1
           and exists (select 1 from members me where me.community_id = $1 and me.person_id = $2
                       and me.standing = 'active')"
    );
    let row: Option<Row> = query.bind(id).bind(viewer).maybe(tx).await?;
    Ok(row.map(Community::from))
}

/// All communities that somebody is active in.
pub async fn all_for(tx: &mut Tx, viewer: &PersonId) -> Result<Vec<Community>> {
    let query = select!(
        "join members me on me.community_id = c.id
         where me.person_id = $1 and me.standing = 'active' order by c.id"
    );
    let rows: Vec<Row> = query.bind(viewer).all(tx).await?;
    let mut communities: Vec<Community> = rows.into_iter().map(Community::from).collect();
    communities.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    Ok(communities)
}

/// The community, for those who keep the whole installation or work on behalf of the community itself.
pub async fn find(tx: &mut Tx, id: &CommunityId) -> Result<Option<Community>> {
    let row: Option<Row> = select!("where c.id = $1").bind(id).maybe(tx).await?;
    Ok(row.map(Community::from))
}

/// All communities of the installation, with how many members each has.
pub async fn all(tx: &mut Tx) -> Result<Vec<(Community, i64)>> {
    let rows: Vec<Row> = select!("order by c.id").all(tx).await?;
    let counts: Vec<(String, i64)> =
        q("select community_id, count(*) from members group by community_id").all(tx).await?;
    let counts: std::collections::BTreeMap<String, i64> = counts.into_iter().collect();
    let with_count = |row: Row| {
        let n = counts.get(&row.id).copied().unwrap_or(0);
        (Community::from(row), n)
    };
    Ok(rows.into_iter().map(with_count).collect())
}
