//! Introductions, the two who are brought together by each, and the links by which these answer.
//!
//! `…_for` finds for one of the three, and nobody else; a side does not find what it must not hear of. Whether a side may know of it yet
//! the domain says, from what is found here.

use std::collections::{BTreeMap, BTreeSet};

use goodword_domain::communities::CommunityId;
use goodword_domain::introductions::{Introduction, IntroductionId, Outcome, Party, Stage, Which, Who, Why};
use goodword_domain::people::{MailAddress, PersonId};
use jiff::Timestamp;

use crate::query::{Query, at, instant, q, text};
use crate::{Error, Result, Tx};

/// An introduction as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The introduction.
    pub introduction: Introduction,
    /// What its introducer was called when they made it.
    pub introducer_name: String,
    /// The promise that it comes from.
    pub promise: Option<String>,
    /// The ask that it comes from, and its community.
    pub ask: Option<(CommunityId, String)>,
    /// A side that is not asked, though it looks so.
    pub unheard: Option<Which>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    introducer_id: String,
    introducer_name: String,
    promise_id: Option<String>,
    community_id: Option<String>,
    ask_id: Option<String>,
    made_at: i64,
    version: i64,
    stage: String,
    asked_at: Option<i64>,
    yes_at: Option<i64>,
    joined_at: Option<i64>,
    ended_by: Option<String>,
    why: Option<String>,
    unheard: Option<String>,
}

#[derive(sqlx::FromRow)]
struct SideRow {
    side: String,
    person_id: Option<String>,
    address: Option<String>,
    name: String,
    told: String,
    reach: String,
    outcome: String,
    outcome_at: Option<i64>,
    thanks: Option<String>,
    worth: i64,
}

impl From<SideRow> for Party {
    fn from(row: SideRow) -> Party {
        let outcome_at = row.outcome_at.map_or(Timestamp::UNIX_EPOCH, at);
        Party {
            who: match row.person_id {
                Some(person) => Who::Person(PersonId(person)),
                None => Who::Outside(row.address.and_then(|address| address.parse().ok())),
            },
            name: row.name,
            told: row.told,
            reach: row.reach,
            outcome: match row.outcome.as_str() {
                "helped" => {
                    let worth = u8::try_from(row.worth).unwrap_or(1);
                    Outcome::Helped { at: outcome_at, thanks: row.thanks, worth }
                }
                "not" => Outcome::Not { at: outcome_at },
                _ => Outcome::Nothing,
            },
        }
    }
}

fn which(word: &str) -> Which {
    if word == "first" { Which::First } else { Which::Second }
}

fn stage(row: &Row) -> Option<Stage> {
    let or_made = |instant: Option<i64>| at(instant.unwrap_or(row.made_at));
    Some(match row.stage.as_str() {
        "drafted" => Stage::Drafted,
        "asked_first" => Stage::AskedFirst { at: or_made(row.asked_at) },
        "asked_second" => Stage::AskedSecond { yes_at: or_made(row.yes_at), at: or_made(row.asked_at) },
        "joined" => Stage::Joined { at: or_made(row.joined_at) },
        "ended" => Stage::Ended {
            by: row.ended_by.as_deref().map(which),
            asked_at: or_made(row.asked_at),
            why: match row.why.as_deref() {
                Some("no") => Why::No,
                Some("not_now") => Why::NotNow,
                Some("silence") => Why::Silence,
                Some("taken_back") => Why::TakenBack,
                _ => return None,
            },
            after_yes: row.yes_at.is_some(),
        },
        _ => return None,
    })
}

macro_rules! select {
    ($rest:literal) => {
        q(concat!(
            "select i.id, i.introducer_id, i.introducer_name, i.promise_id, i.community_id, i.ask_id, i.made_at, \
             i.version, i.stage, i.asked_at, i.yes_at, i.joined_at, i.ended_by, i.why, i.unheard \
             from introductions i ",
            $rest
        ))
    };
}

/// Adds an introduction.
pub async fn add(tx: &mut Tx, kept: &Kept) -> Result<()> {
    let Introduction { id, introducer, made_at, .. } = &kept.introduction;
    let sql =
        "insert into introductions (version, stage, asked_at, yes_at, joined_at, ended_by, why, unheard, id,
               introducer_id, introducer_name, promise_id, community_id, ask_id, made_at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    changing(q(sql), kept)
        .bind(&id.0)
        .bind(introducer)
        .bind(&kept.introducer_name)
        .bind(text(kept.promise.as_ref()))
        .bind(text(kept.ask.as_ref().map(|ask| &ask.0)))
        .bind(text(kept.ask.as_ref().map(|ask| &ask.1)))
        .bind(*made_at)
        .run(tx)
        .await?;
    save_sides(tx, &kept.introduction).await
}

/// Writes down what changed about an introduction.
pub async fn save(tx: &mut Tx, kept: &Kept) -> Result<()> {
    let sql = "update introductions set version = $1, stage = $2, asked_at = $3, yes_at = $4, joined_at = $5,
               ended_by = $6, why = $7, unheard = $8 where id = $9";
    changing(q(sql), kept).bind(&kept.introduction.id.0).run(tx).await?;
    save_sides(tx, &kept.introduction).await
}

/// Binds what changes in the life of an introduction.
fn changing(query: Query, kept: &Kept) -> Query {
    let (stage, asked_at, yes_at, joined_at, by, why) = match kept.introduction.stage {
        Stage::Drafted => ("drafted", None, None, None, None, None),
        Stage::AskedFirst { at } => ("asked_first", Some(at), None, None, None, None),
        Stage::AskedSecond { yes_at, at } => ("asked_second", Some(at), Some(yes_at), None, None, None),
        Stage::Joined { at } => ("joined", None, None, Some(at), None, None),
        Stage::Ended { by, asked_at, why, after_yes } => {
            ("ended", Some(asked_at), after_yes.then_some(asked_at), None, by, Some(why))
        }
    };
    query
        .bind(kept.introduction.version)
        .bind(stage)
        .bind(instant(asked_at))
        .bind(instant(yes_at))
        .bind(instant(joined_at))
        .bind(text(by.map(Which::word)))
        .bind(text(why.map(Why::word)))
        .bind(text(kept.unheard.map(Which::word)))
}

async fn save_sides(tx: &mut Tx, introduction: &Introduction) -> Result<()> {
    for which in Which::BOTH {
        let party = introduction.side(which);
        let (person, address) = match &party.who {
            Who::Person(person) => (Some(person), None),
            Who::Outside(address) => (None, address.as_ref()),
        };
        let (outcome, outcome_at, thanks, worth) = match &party.outcome {
            Outcome::Nothing => ("nothing", None, None, 0),
            Outcome::Helped { at, thanks, worth } => ("helped", Some(*at), thanks.as_deref(), *worth),
            Outcome::Not { at } => ("not", Some(*at), None, 0),
        };
        let sql = "insert into introduction_sides (introduction_id, side, person_id, address, address_key, name, told,
                   reach, outcome, outcome_at, thanks, worth) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                   on conflict (introduction_id, side) do update set address = excluded.address,
                   address_key = excluded.address_key, told = excluded.told, reach = excluded.reach,
                   outcome = excluded.outcome, outcome_at = excluded.outcome_at, thanks = excluded.thanks,
                   worth = excluded.worth";
        q(sql)
            .bind(&introduction.id.0)
            .bind(which.word())
            .bind(text(person))
            .bind(text(address.map(MailAddress::as_str)))
            .bind(text(address.map(MailAddress::key)))
            .bind(&party.name)
            .bind(&party.told)
            .bind(&party.reach)
            .bind(outcome)
            .bind(instant(outcome_at))
            .bind(text(thanks))
            .bind(i64::from(worth))
            .run(tx)
            .await?;
    }
    Ok(())
}

/// An introduction, for one of its three people.
pub async fn find_for(tx: &mut Tx, viewer: &PersonId, id: &IntroductionId) -> Result<Option<Kept>> {
    let query = select!(
        "where i.id = $1 and (i.introducer_id = $2 or exists (select 1 from introduction_sides s \
         where s.introduction_id = i.id and s.person_id = $2 and s.side <> coalesce(i.unheard, '')))"
    );
    Ok(many(query.bind(&id.0).bind(viewer), tx).await?.into_iter().next())
}

/// An introduction, for a verb that knows by whose right it asks.
pub async fn find(tx: &mut Tx, id: &IntroductionId) -> Result<Option<Kept>> {
    Ok(many(select!("where i.id = $1").bind(&id.0), tx).await?.into_iter().next())
}

/// All introductions of somebody, newest first, from before `before`: their own, and those in which they are a side.
pub async fn page_for(
    tx: &mut Tx,
    viewer: &PersonId,
    before: Option<(Timestamp, &IntroductionId)>,
    limit: u32,
) -> Result<Vec<Kept>> {
    let (when, id) = before.map_or((i64::MAX, ""), |(at, id)| (at.as_microsecond(), id.0.as_str()));
    let query = select!(
        "where (i.introducer_id = $1 or (i.stage <> 'drafted' and exists (select 1 from introduction_sides s \
         where s.introduction_id = i.id and s.person_id = $1 and s.side <> coalesce(i.unheard, '')))) \
         and (i.made_at, i.id) < ($2, $3) order by i.made_at desc, i.id desc limit $4"
    );
    many(query.bind(viewer).bind(when).bind(id).bind(limit), tx).await
}

/// All introductions of somebody, oldest first: for their archive.
pub async fn all_of(tx: &mut Tx, person: &PersonId) -> Result<Vec<Kept>> {
    let query = select!(
        "where i.introducer_id = $1 or exists (select 1 from introduction_sides s \
         where s.introduction_id = i.id and s.person_id = $1 and s.side <> coalesce(i.unheard, '')) \
         order by i.made_at, i.id"
    );
    many(query.bind(person), tx).await
}

/// How many questions of an introducer wait for an answer since `since`, as they can know of it.
pub async fn n_asking(tx: &mut Tx, introducer: &PersonId, since: Timestamp) -> Result<i64> {
    let sql = "select count(*) from introductions where introducer_id = $1 and asked_at > $2
               and (stage in ('asked_first', 'asked_second') or (stage = 'ended' and why <> 'taken_back'))";
    q(sql).bind(introducer).bind(since).number(tx).await
}

/// Remembers that a side said no, whatever becomes of the introduction.
pub async fn said_no(tx: &mut Tx, id: &IntroductionId, side: Which, now: Timestamp) -> Result<()> {
    let sql = "update introduction_sides set no_at = $3 where introduction_id = $1 and side = $2";
    q(sql).bind(&id.0).bind(side.word()).bind(now).run(tx).await.map(drop)
}

/// Whether somebody said no to this introducer's bringing them together with the other one since `since`. Both are known by the
/// id of a person, or by an address.
pub async fn refused(
    tx: &mut Tx,
    introducer: &PersonId,
    asked: &str,
    other: &str,
    since: Timestamp,
) -> Result<bool> {
    let sql = "select count(*) from introductions i
               join introduction_sides s on s.introduction_id = i.id and (s.person_id = $3 or s.address_key = $3)
               join introduction_sides o on o.introduction_id = i.id and (o.person_id = $4 or o.address_key = $4)
               where i.introducer_id = $1 and s.side <> o.side and s.no_at > $2";
    Ok(q(sql).bind(introducer).bind(since).bind(asked).bind(other).number(tx).await? > 0)
}

/// Introductions that came about and brought these two people together, newest first.
pub async fn joining(tx: &mut Tx, a: &PersonId, b: &PersonId) -> Result<Vec<IntroductionId>> {
    let sql = "select i.id from introductions i
               join introduction_sides s on s.introduction_id = i.id and s.person_id = $1
               join introduction_sides o on o.introduction_id = i.id and o.person_id = $2
               where i.stage = 'joined' order by i.joined_at desc, i.id";
    let rows: Vec<(String,)> = q(sql).bind(a).bind(b).all(tx).await?;
    Ok(rows.into_iter().map(|row| IntroductionId(row.0)).collect())
}

/// Whom somebody knows by what happened between them: a promise that was read back or kept, an introduction that came about.
pub async fn acquaintances(tx: &mut Tx, person: &PersonId) -> Result<BTreeSet<PersonId>> {
    let sql = "select other from (
                 select receiver_id as other from promises
                 where giver_id = $1 and (read_back_at is not null or answer = 'confirmed')
                 union select giver_id as other from promises
                 where receiver_id = $1 and unheard_at is null and (read_back_at is not null or answer = 'confirmed')
                 union select o.person_id as other from introductions i
                 join introduction_sides s on s.introduction_id = i.id and s.person_id = $1
                 join introduction_sides o on o.introduction_id = i.id and o.side <> s.side
                 where i.stage = 'joined' and o.person_id is not null
                 union select s.person_id as other from introductions i
                 join introduction_sides s on s.introduction_id = i.id
                 where i.introducer_id = $1 and i.stage = 'joined' and s.person_id is not null
               ) known order by other";
    let rows: Vec<(String,)> = q(sql).bind(person).all(tx).await?;
    Ok(rows.into_iter().map(|row| PersonId(row.0)).collect())
}

/// Pairs of people whom somebody has brought together, or asked whether they want to be.
pub async fn brought_together(tx: &mut Tx, introducer: &PersonId) -> Result<Vec<(PersonId, PersonId)>> {
    let sql = "select s.person_id, o.person_id from introductions i
               join introduction_sides s on s.introduction_id = i.id and s.side = 'first' and s.person_id is not null
               join introduction_sides o on o.introduction_id = i.id and o.side = 'second' and o.person_id is not null
               where i.introducer_id = $1 order by i.id";
    let rows: Vec<(String, String)> = q(sql).bind(introducer).all(tx).await?;
    Ok(rows.into_iter().map(|(a, b)| (PersonId(a), PersonId(b))).collect())
}

/// Remembers that an earlier introduction made this one possible.
pub async fn chain(tx: &mut Tx, id: &IntroductionId, earlier: &IntroductionId) -> Result<()> {
    let sql = "insert into introduction_chains (introduction_id, earlier_id) values ($1, $2) on conflict do nothing";
    q(sql).bind(&id.0).bind(&earlier.0).run(tx).await.map(drop)
}

/// Which earlier introductions made this one possible.
pub async fn earlier(tx: &mut Tx, id: &IntroductionId) -> Result<Vec<Kept>> {
    let query = select!(
        "join introduction_chains c on c.earlier_id = i.id where c.introduction_id = $1 order by i.made_at, i.id"
    );
    many(query.bind(&id.0), tx).await
}

async fn many(query: Query, tx: &mut Tx) -> Result<Vec<Kept>> {
    let rows: Vec<Row> = query.all(tx).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let sql = "select side, person_id, address, name, told, reach, outcome, outcome_at, thanks, worth
                   from introduction_sides where introduction_id = $1 order by side";
        let sides: Vec<SideRow> = q(sql).bind(&row.id).all(tx).await?;
        let mut sides: BTreeMap<Which, Party> =
            sides.into_iter().map(|side| (which(&side.side), Party::from(side))).collect();
        let broken = || Error::Broken(format!("introduction {} is not whole", row.id));
        let first = sides.remove(&Which::First).ok_or_else(broken)?;
        let second = sides.remove(&Which::Second).ok_or_else(broken)?;
        all.push(Kept {
            introduction: Introduction {
                stage: stage(&row).ok_or_else(broken)?,
                introducer: PersonId(row.introducer_id),
                sides: [first, second],
                version: u32::try_from(row.version).unwrap_or(u32::MAX),
                made_at: at(row.made_at),
                id: IntroductionId(row.id),
            },
            introducer_name: row.introducer_name,
            promise: row.promise_id,
            ask: row.community_id.map(CommunityId).zip(row.ask_id),
            unheard: row.unheard.as_deref().map(which),
        });
    }
    Ok(all)
}

/// Adds a link by which one side answers.
pub async fn link(
    tx: &mut Tx,
    introduction: &Introduction,
    side: Which,
    hash: &str,
    until: Timestamp,
) -> Result<()> {
    let sql = "insert into introduction_links (secret_hash, introduction_id, side, version, ends_at)
               values ($1, $2, $3, $4, $5)";
    q(sql)
        .bind(hash)
        .bind(&introduction.id.0)
        .bind(side.word())
        .bind(introduction.version)
        .bind(until)
        .run(tx)
        .await
        .map(drop)
}

/// The introduction that a link is about, and for which side it speaks, if it holds at `now` and the words are the same still.
pub async fn by_link(tx: &mut Tx, hash: &str, now: Timestamp) -> Result<Option<(IntroductionId, Which)>> {
    let sql = "select l.introduction_id, l.side from introduction_links l
               join introductions i on i.id = l.introduction_id and i.version = l.version
                 and l.side <> coalesce(i.unheard, '')
               where l.secret_hash = $1 and l.ends_at > $2";
    let row: Option<(String, String)> = q(sql).bind(hash).bind(now).maybe(tx).await?;
    Ok(row.map(|(id, side)| (IntroductionId(id), which(&side))))
}

/// Ends links whose time was over at `now`. How many.
pub async fn end_links_before(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    q("delete from introduction_links where ends_at <= $1").bind(now).run(tx).await
}

/// What is left of introductions of somebody who is erased: an id that names nobody. Those that have not come about go, and
/// letters about any of them; what they made goes with them.
pub async fn forget(tx: &mut Tx, person: &PersonId, address_key: &str, nobody: &PersonId) -> Result<()> {
    q("delete from outbox where what = 'introduction' and stage in ('queued', 'sending') and lower(headers) like '%' || $1 || '%'")
        .bind(address_key)
        .run(tx)
        .await?;
    q("delete from outbox where what = 'introduction' and stage in ('queued', 'sending') and person_id in
         (select i.introducer_id from introductions i join introduction_sides s on s.introduction_id = i.id
          where s.person_id = $1 or s.address_key = $2
          union select s.person_id from introductions i join introduction_sides s on s.introduction_id = i.id
          where i.introducer_id = $1
          union select o.person_id from introduction_sides s join introduction_sides o on o.introduction_id = s.introduction_id
          where s.person_id = $1 or s.address_key = $2)")
    .bind(person)
    .bind(address_key)
    .run(tx)
    .await?;
    q("delete from introductions where stage <> 'joined' and id in
         (select introduction_id from introduction_sides where person_id = $1 or address_key = $2)")
    .bind(person)
    .bind(address_key)
    .run(tx)
    .await?;
    // What the other side was told is about them.
    q("update introduction_sides set told = '' where introduction_id in
         (select introduction_id from introduction_sides where person_id = $1 or address_key = $2)")
    .bind(person)
    .bind(address_key)
    .run(tx)
    .await?;
    q("update introduction_sides set person_id = $3, address = null, address_key = null, name = '', reach = '', thanks = null
       where person_id = $1 or address_key = $2")
    .bind(person)
    .bind(address_key)
    .bind(nobody)
    .run(tx)
    .await
    .map(drop)
}
