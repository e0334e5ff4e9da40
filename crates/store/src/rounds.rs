//! Rounds of a community, and its calendar.

use goodword_domain::communities::CommunityId;
use goodword_domain::members::MemberId;
use goodword_domain::people::PersonId;
use goodword_domain::rounds::stages::{Round, RoundId};
use jiff::Timestamp;

use crate::query::{at, q, text};
use crate::{Error, Result, Tx};

/// A round as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The round.
    pub round: Round,
    /// What planning is doing at present, a closed word.
    pub doing: Option<String>,
    /// The outcome in numbers, as JSON.
    pub summary: Option<String>,
    /// Since when it is here.
    pub made: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    community_id: String,
    id: String,
    terms: String,
    facts: String,
    doing: Option<String>,
    summary: Option<String>,
    made_at: i64,
}

impl TryFrom<Row> for Kept {
    type Error = Error;

    fn try_from(row: Row) -> Result<Kept> {
        Ok(Kept {
            round: Round {
                terms: serde_json::from_str(&row.terms)?,
                stage: serde_json::from_str(&row.facts)?,
                community: CommunityId(row.community_id),
                id: RoundId(row.id),
            },
            doing: row.doing,
            summary: row.summary,
            made: at(row.made_at),
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        q(concat!(
            "select r.community_id, r.id, r.terms, r.facts, r.doing, r.summary, r.made_at from rounds r ",
            $rest
        ))
    };
}

/// Adds a round; one with a period that has one already is taken.
pub async fn add(tx: &mut Tx, round: &Round, period: Option<&str>, now: Timestamp) -> Result<()> {
    q("insert into rounds (community_id, id, on_day, terms, stage, facts, period, made_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(&round.community)
    .bind(&round.id)
    .bind(round.terms.on.to_string())
    .bind(serde_json::to_string(&round.terms)?)
    .bind(round.stage.word())
    .bind(serde_json::to_string(&round.stage)?)
    .bind(text(period))
    .bind(now)
    .run(tx)
    .await
    .map(drop)
}

/// Whether this period has its round.
pub async fn has_period(tx: &mut Tx, community: &CommunityId, period: &str) -> Result<bool> {
    let sql = "select count(*) from rounds where community_id = $1 and period = $2";
    Ok(q(sql).bind(community).bind(period).number(tx).await? > 0)
}

/// Writes down how far a round is, and its terms.
pub async fn save(tx: &mut Tx, round: &Round) -> Result<()> {
    let sql = "update rounds set on_day = $3, terms = $4, stage = $5, facts = $6, doing = null
               where community_id = $1 and id = $2";
    q(sql)
        .bind(&round.community)
        .bind(&round.id)
        .bind(round.terms.on.to_string())
        .bind(serde_json::to_string(&round.terms)?)
        .bind(round.stage.word())
        .bind(serde_json::to_string(&round.stage)?)
        .run(tx)
        .await
        .map(drop)
}

/// The round, for a verb that knows by whose right it asks.
pub async fn find(tx: &mut Tx, community: &CommunityId, id: &RoundId) -> Result<Option<Kept>> {
    let row: Option<Row> =
        select!("where r.community_id = $1 and r.id = $2").bind(community).bind(id).maybe(tx).await?;
    row.map(Kept::try_from).transpose()
}

/// The round, for whoever organises there.
pub async fn find_for(
    tx: &mut Tx,
    viewer: &PersonId,
    community: &CommunityId,
    id: &RoundId,
) -> Result<Option<Kept>> {
    let query = select!(
        "join members me on me.community_id = r.community_id and me.person_id = $3 and me.standing = 'active'
           and me.role in ('organiser', 'owner')
         where r.community_id = $1 and r.id = $2"
    );
    query.bind(community).bind(id).bind(viewer).maybe::<Row>(tx).await?.map(Kept::try_from).transpose()
}

/// The latest rounds, for whoever organises there.
pub async fn all_for(
    tx: &mut Tx,
    viewer: &PersonId,
    community: &CommunityId,
    limit: u32,
) -> Result<Vec<Kept>> {
    let query = select!(
        "join members me on me.community_id = r.community_id and me.person_id = $2 and me.standing = 'active'
           and me.role in ('organiser', 'owner')
         where r.community_id = $1 order by r.on_day desc, r.id limit $3"
    );
    let rows: Vec<Row> = query.bind(community).bind(viewer).bind(limit).all(tx).await?;
    rows.into_iter().map(Kept::try_from).collect()
}

/// The latest rounds, for whoever runs the installation.
pub async fn all(tx: &mut Tx, community: &CommunityId, limit: u32) -> Result<Vec<Kept>> {
    let query = select!("where r.community_id = $1 order by r.on_day desc, r.id limit $2");
    let rows: Vec<Row> = query.bind(community).bind(limit).all(tx).await?;
    rows.into_iter().map(Kept::try_from).collect()
}

/// Rounds that members can still say something to: drafts, and those that are released; the nearest first. For whoever is
/// active there.
pub async fn open_for(tx: &mut Tx, viewer: &PersonId, community: &CommunityId) -> Result<Vec<Kept>> {
    let query = select!(
        "join members me on me.community_id = r.community_id and me.person_id = $2 and me.standing = 'active'
         where r.community_id = $1 and r.stage <> 'closed' order by r.on_day, r.id limit 20"
    );
    let rows: Vec<Row> = query.bind(community).bind(viewer).all(tx).await?;
    rows.into_iter().map(Kept::try_from).collect()
}

/// Says what planning is doing, if this attempt still goes on.
pub async fn tell(
    tx: &mut Tx,
    community: &CommunityId,
    id: &RoundId,
    attempt: &str,
    doing: &str,
) -> Result<()> {
    let sql = "update rounds set doing = $4 where community_id = $1 and id = $2 and stage = 'planning'
               and facts like $3";
    q(sql).bind(community).bind(id).bind(format!("%\"{attempt}\"%")).bind(doing).run(tx).await.map(drop)
}

/// Keeps what the round read beside its members.
pub async fn remember(tx: &mut Tx, community: &CommunityId, id: &RoundId, remembered: &str) -> Result<()> {
    let sql = "update rounds set remembered = $3 where community_id = $1 and id = $2";
    q(sql).bind(community).bind(id).bind(remembered).run(tx).await.map(drop)
}

/// What the round read beside its members, as JSON.
pub async fn remembered(tx: &mut Tx, community: &CommunityId, id: &RoundId) -> Result<Option<String>> {
    let sql = "select remembered from rounds where community_id = $1 and id = $2 and remembered is not null";
    let row: Option<(String,)> = q(sql).bind(community).bind(id).maybe(tx).await?;
    Ok(row.map(|row| row.0))
}

/// Keeps the outcome in numbers.
pub async fn sum_up(tx: &mut Tx, community: &CommunityId, id: &RoundId, summary: &str) -> Result<()> {
    let sql = "update rounds set summary = $3 where community_id = $1 and id = $2";
    q(sql).bind(community).bind(id).bind(summary).run(tx).await.map(drop)
}

/// Writes down whether a member comes.
pub async fn choose(
    tx: &mut Tx,
    community: &CommunityId,
    id: &RoundId,
    member: &MemberId,
    comes: bool,
    now: Timestamp,
) -> Result<()> {
    let sql = "insert into round_choices (community_id, round_id, member_id, choice, at)
               values ($1, $2, $3, $4, $5)
               on conflict (community_id, round_id, member_id) do update set choice = excluded.choice, at = excluded.at";
    let choice = if comes { "in" } else { "out" };
    q(sql).bind(community).bind(id).bind(member).bind(choice).bind(now).run(tx).await.map(drop)
}

/// Who said whether they come.
pub async fn choices(tx: &mut Tx, community: &CommunityId, id: &RoundId) -> Result<Vec<(MemberId, bool)>> {
    let sql = "select member_id, choice from round_choices where community_id = $1 and round_id = $2
               order by member_id";
    let rows: Vec<(String, String)> = q(sql).bind(community).bind(id).all(tx).await?;
    Ok(rows.into_iter().map(|(member, choice)| (MemberId(member), choice == "in")).collect())
}

/// What one member said.
pub async fn choice(
    tx: &mut Tx,
    community: &CommunityId,
    id: &RoundId,
    member: &MemberId,
) -> Result<Option<bool>> {
    let sql = "select choice from round_choices where community_id = $1 and round_id = $2 and member_id = $3";
    let row: Option<(String,)> = q(sql).bind(community).bind(id).bind(member).maybe(tx).await?;
    Ok(row.map(|row| row.0 == "in"))
}

/// The community's calendar of rounds, as JSON.
pub async fn calendar(tx: &mut Tx, community: &CommunityId) -> Result<Option<String>> {
    let row: Option<(String,)> =
        q("select terms from calendars where community_id = $1").bind(community).maybe(tx).await?;
    Ok(row.map(|row| row.0))
}

/// Keeps another calendar.
pub async fn set_calendar(tx: &mut Tx, community: &CommunityId, terms: &str, now: Timestamp) -> Result<()> {
    let sql = "insert into calendars (community_id, terms, changed_at) values ($1, $2, $3)
               on conflict (community_id) do update set terms = excluded.terms, changed_at = excluded.changed_at";
    q(sql).bind(community).bind(terms).bind(now).run(tx).await.map(drop)
}

/// Ends the calendar. Whether there was one.
pub async fn end_calendar(tx: &mut Tx, community: &CommunityId) -> Result<bool> {
    Ok(q("delete from calendars where community_id = $1").bind(community).run(tx).await? > 0)
}
