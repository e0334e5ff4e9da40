//! Communities as JSON.

use axum::Json;
use axum::extract::State;
use goodword_app::communities::{self, Terms};
use goodword_app::{App, Error};
use goodword_domain::communities::{Community, CommunityId};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Given, Made, Path, Query, limit};
use crate::caller::Caller;

use super::operation::{Operation, act, put, see};

/// What can be done with communities.
pub fn operations() -> Vec<Operation> {
    vec![
        see("/api/communities", "communities.mine", "The communities that you are active in.", mine)
            .giving::<Vec<CommunityJson>>(),
        act("/api/communities", "communities.found", "Founds a community that you own.", found)
            .taking::<Terms>()
            .making::<CommunityJson>(),
        see("/api/communities/{community}", "communities.find", "One of your communities.", find)
            .giving::<CommunityJson>(),
        put(
            "/api/communities/{community}",
            "communities.change",
            "Says anew what a community is. Its owners do.",
            change,
        )
        .taking::<Terms>()
        .giving::<CommunityJson>(),
        see(
            "/api/communities/{community}/log",
            "communities.log",
            "What happened, newest first. Organisers see it.",
            log,
        )
        .asking::<LogQuery>()
        .giving::<LogPage>(),
    ]
}

/// A community.
#[derive(Serialize, JsonSchema)]
pub struct CommunityJson {
    id: CommunityId,
    name: String,
    place: String,
    time_zone: String,
    round_every_weeks: u32,
    repeat_window_weeks: u32,
}

impl From<Community> for CommunityJson {
    fn from(community: Community) -> CommunityJson {
        let Community { id, name, place, time_zone, round_every_weeks, repeat_window_weeks } = community;
        CommunityJson { id, name, place, time_zone, round_every_weeks, repeat_window_weeks }
    }
}

async fn mine(State(app): State<App>, Caller(actor): Caller) -> Answer<Json<Vec<CommunityJson>>> {
    let mine = communities::mine(&app, &actor).await?;
    Ok(Json(mine.into_iter().map(CommunityJson::from).collect()))
}

async fn found(
    State(app): State<App>,
    Caller(actor): Caller,
    Given(terms): Given<Terms>,
) -> Answer<Made<CommunityJson>> {
    Ok(Made(communities::found(&app, &actor, terms).await?.into()))
}

async fn find(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<CommunityId>,
) -> Answer<Json<CommunityJson>> {
    Ok(Json(communities::find(&app, &actor, &id).await?.into()))
}

async fn change(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<CommunityId>,
    Given(terms): Given<Terms>,
) -> Answer<Json<CommunityJson>> {
    Ok(Json(communities::change(&app, &actor, &id, terms).await?.into()))
}

/// Which part of a log.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct LogQuery {
    /// Older than this place: `next` of an earlier answer.
    before: Option<String>,
    /// At most so many, 100 unless said.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<u32>,
}

/// A part of a log.
#[derive(Serialize, JsonSchema)]
struct LogPage {
    events: Vec<EventJson>,
    /// Where the next part begins; absent at the end.
    next: Option<String>,
}

/// Something that happened.
#[derive(Serialize, JsonSchema)]
struct EventJson {
    at: Timestamp,
    /// `person:…`, `operator` or `goodword`.
    actor: String,
    /// What, as in `member.suspended`.
    what: String,
    /// The id of what it happened to.
    subject: Option<String>,
    /// Closed words and numbers.
    facts: serde_json::Value,
}

async fn log(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<CommunityId>,
    Query(query): Query<LogQuery>,
) -> Answer<Json<LogPage>> {
    let limit = limit(query.limit, 100, 200)?;
    let place = query.before.as_deref().map(place_in_log).transpose()?;
    let before = place.as_ref().map(|(at, id)| (*at, id.as_str()));
    let events = communities::log(&app, &actor, &id, before, limit).await?;
    let last = events.last().filter(|_| events.len() == limit as usize);
    let next = last.map(|event| format!("{}-{}", event.at.as_microsecond(), event.id));
    let events = events.into_iter().map(|event| EventJson {
        at: event.at,
        actor: event.actor,
        what: event.what,
        subject: event.subject,
        facts: serde_json::from_str(&event.facts).unwrap_or_default(),
    });
    Ok(Json(LogPage { events: events.collect(), next }))
}

fn place_in_log(text: &str) -> Result<(Timestamp, String), Error> {
    let wrong = || Error::field("before", "Take `next` of an earlier answer as it is.");
    let (at, id) = text.split_once('-').ok_or_else(wrong)?;
    let at = at.parse().ok().and_then(|at| Timestamp::from_microsecond(at).ok()).ok_or_else(wrong)?;
    Ok((at, id.to_owned()))
}
