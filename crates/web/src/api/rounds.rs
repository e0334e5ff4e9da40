//! Rounds of a community, as JSON. Organisers plan and release them, members say whether they come.

use axum::Json;
use axum::extract::State;
use goodword_app::rounds::{self, Calendar, Edit, Edited, Numbers, Shown, ShownMatch, Upcoming, Without};
use goodword_app::{App, Error};
use goodword_domain::communities::CommunityId;
use goodword_domain::matches::MatchId;
use goodword_domain::members::MemberId;
use goodword_domain::rounds::Terms;
use goodword_domain::rounds::stages::RoundId;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Done, Given, Made, Path, Query, limit};
use crate::caller::Caller;

use super::operation::{Operation, act, end, put, see};

/// What can be done with rounds.
pub fn operations() -> Vec<Operation> {
    organising().into_iter().chain(editing()).chain(coming()).collect()
}

fn organising() -> Vec<Operation> {
    vec![
        act("/api/communities/{community}/rounds", "rounds.draft", "Drafts a round. Organisers do.", draft)
            .taking::<Terms>()
            .making::<Shown>(),
        see(
            "/api/communities/{community}/rounds",
            "rounds.all",
            "The latest rounds. Organisers see them.",
            all,
        )
        .giving::<Vec<Shown>>(),
        see(
            "/api/communities/{community}/rounds/{round}",
            "rounds.find",
            "A round, and how far it is. Organisers see it.",
            find,
        )
        .giving::<Shown>(),
        put(
            "/api/communities/{community}/rounds/{round}",
            "rounds.change",
            "Says anew by which terms a round is held; what was planned goes.",
            change,
        )
        .taking::<Terms>()
        .giving::<Shown>(),
        act(
            "/api/communities/{community}/rounds/{round}/planned",
            "rounds.plan",
            "Begins to plan a round, around the matches that are locked.",
            plan,
        )
        .giving::<Shown>(),
        act(
            "/api/communities/{community}/rounds/{round}/stopped",
            "rounds.stop",
            "Stops planning: the round is a draft again.",
            stop,
        )
        .giving::<Shown>(),
        act(
            "/api/communities/{community}/rounds/{round}/released",
            "rounds.release",
            "Releases a round: each of its members gets a letter.",
            release,
        )
        .giving::<Shown>(),
        act(
            "/api/communities/{community}/rounds/{round}/cancelled",
            "rounds.cancel",
            "Calls a round off before anybody was told.",
            cancel,
        )
        .giving::<Shown>(),
    ]
}

fn editing() -> Vec<Operation> {
    vec![
        see(
            "/api/communities/{community}/rounds/{round}/matches",
            "rounds.of_round",
            "A round's matches with their reasons, best first. Organisers see them.",
            of_round,
        )
        .asking::<PageQuery>()
        .giving::<Matches>(),
        see(
            "/api/communities/{community}/rounds/{round}/without",
            "rounds.without",
            "Members who meet nobody in a round, and why. Organisers see them.",
            without,
        )
        .asking::<WithoutQuery>()
        .giving::<Withouts>(),
        act(
            "/api/communities/{community}/rounds/{round}/edited",
            "rounds.edit",
            "Edits what was planned, or only tries to, and says what it costs.",
            edit,
        )
        .asking::<TryQuery>()
        .taking::<Edit>()
        .giving::<Edited>(),
        act(
            "/api/communities/{community}/rounds/{round}/what-if",
            "rounds.what_if",
            "What the round would be by other terms. Nothing is changed.",
            what_if,
        )
        .taking::<Terms>()
        .giving::<Numbers>(),
        act(
            "/api/communities/{community}/rounds/{round}/replayed",
            "rounds.replay",
            "Plans the round once more with what it read: the same outcome. Nothing is changed.",
            replay,
        )
        .giving::<Numbers>(),
    ]
}

fn coming() -> Vec<Operation> {
    vec![
        see(
            "/api/communities/{community}/upcoming",
            "rounds.upcoming",
            "Rounds that you can come to, skip, or still join.",
            upcoming,
        )
        .giving::<Vec<Upcoming>>(),
        put(
            "/api/communities/{community}/rounds/{round}/coming",
            "rounds.choose",
            "Says whether you come to a round.",
            choose,
        )
        .taking::<Choice>()
        .giving::<Upcoming>(),
        see(
            "/api/communities/{community}/calendar",
            "rounds.calendar",
            "When rounds are held by themselves, if they are. Organisers see it.",
            calendar,
        )
        .giving::<Option<Calendar>>(),
        put(
            "/api/communities/{community}/calendar",
            "rounds.set_calendar",
            "Has rounds held every so many weeks on a weekday at an hour.",
            set_calendar,
        )
        .taking::<Calendar>()
        .giving::<Calendar>(),
        end(
            "/api/communities/{community}/calendar",
            "rounds.end_calendar",
            "Ends the calendar. Rounds that are there go on.",
            end_calendar,
        ),
    ]
}

type Place = Path<(CommunityId, RoundId)>;

async fn draft(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
    Given(terms): Given<Terms>,
) -> Answer<Made<Shown>> {
    Ok(Made(rounds::draft(&app, &actor, &community, terms).await?))
}

async fn all(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
) -> Answer<Json<Vec<Shown>>> {
    Ok(Json(rounds::all(&app, &actor, &community).await?))
}

async fn change(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Place,
    Given(terms): Given<Terms>,
) -> Answer<Json<Shown>> {
    Ok(Json(rounds::change(&app, &actor, &community, &id, terms).await?))
}

macro_rules! to_a_round {
    ($($verb:ident -> $gives:ty;)*) => {$(
        async fn $verb(
            State(app): State<App>,
            Caller(actor): Caller,
            Path((community, id)): Place,
        ) -> Answer<Json<$gives>> {
            Ok(Json(rounds::$verb(&app, &actor, &community, &id).await?))
        }
    )*};
}

to_a_round! {
    find -> Shown;
    plan -> Shown;
    stop -> Shown;
    release -> Shown;
    cancel -> Shown;
    replay -> Numbers;
}

/// Which matches.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PageQuery {
    /// `next` of an earlier answer.
    after: Option<String>,
    /// At most so many, 100 unless said.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<u32>,
}

/// Some matches.
#[derive(Serialize, JsonSchema)]
struct Matches {
    matches: Vec<ShownMatch>,
    /// Where the next ones begin; absent at the end.
    next: Option<String>,
}

async fn of_round(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Place,
    Query(query): Query<PageQuery>,
) -> Answer<Json<Matches>> {
    let limit = limit(query.limit, 100, 200)?;
    let after = query.after.as_deref().map(cut::<u32>).transpose()?;
    let after = after.map(|(position, id)| (position, MatchId(id)));
    let after = after.as_ref().map(|(position, id)| (*position, id));
    let matches = rounds::of_round(&app, &actor, &community, &id, after, limit).await?;
    let last = matches.last().filter(|_| matches.len() == limit as usize);
    let next = last.map(|last| format!("{}.{}", last.position, last.id));
    Ok(Json(Matches { matches, next }))
}

/// A place in a list: a number, and an id.
fn cut<N: std::str::FromStr>(after: &str) -> Result<(N, String), Error> {
    let parts = after.split_once('.').and_then(|(n, id)| Some((n.parse().ok()?, id.to_owned())));
    parts.ok_or_else(|| Error::field("after", "Take `next` of an earlier answer."))
}

/// Which members.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WithoutQuery {
    /// left_out, waiting or away; left_out unless said.
    state: Option<String>,
    /// `next` of an earlier answer.
    after: Option<String>,
    /// At most so many, 100 unless said.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<u32>,
}

/// Some members who meet nobody.
#[derive(Serialize, JsonSchema)]
struct Withouts {
    members: Vec<Without>,
    /// Where the next ones begin; absent at the end.
    next: Option<String>,
}

async fn without(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Place,
    Query(query): Query<WithoutQuery>,
) -> Answer<Json<Withouts>> {
    let limit = limit(query.limit, 100, 200)?;
    let state = query.state.as_deref().unwrap_or("left_out");
    let after = query.after.as_deref().map(cut::<i64>).transpose()?;
    let after = after.map(|(at, id)| (Timestamp::from_microsecond(at).unwrap_or_default(), MemberId(id)));
    let after = after.as_ref().map(|(since, id)| (*since, id));
    let members = rounds::without(&app, &actor, &community, &id, state, after, limit).await?;
    let last = members.last().filter(|_| members.len() == limit as usize);
    let next = last.map(|last| format!("{}.{}", last.since.as_microsecond(), last.member));
    Ok(Json(Withouts { members, next }))
}

/// Whether it is meant.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TryQuery {
    /// Only try it: say what it would cost.
    #[serde(default)]
    only_try: bool,
}

async fn edit(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Place,
    Query(query): Query<TryQuery>,
    Given(edit): Given<Edit>,
) -> Answer<Json<Edited>> {
    Ok(Json(rounds::edit(&app, &actor, &community, &id, edit, query.only_try).await?))
}

async fn what_if(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Place,
    Given(terms): Given<Terms>,
) -> Answer<Json<Numbers>> {
    Ok(Json(rounds::what_if(&app, &actor, &community, &id, terms).await?))
}

async fn upcoming(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
) -> Answer<Json<Vec<Upcoming>>> {
    Ok(Json(rounds::upcoming(&app, &actor, &community).await?))
}

/// Whether one comes.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Choice {
    comes: bool,
}

async fn choose(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Place,
    Given(choice): Given<Choice>,
) -> Answer<Json<Upcoming>> {
    Ok(Json(rounds::choose(&app, &actor, &community, &id, choice.comes).await?))
}

async fn calendar(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
) -> Answer<Json<Option<Calendar>>> {
    Ok(Json(rounds::calendar(&app, &actor, &community).await?))
}

async fn set_calendar(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
    Given(calendar): Given<Calendar>,
) -> Answer<Json<Calendar>> {
    Ok(Json(rounds::set_calendar(&app, &actor, &community, calendar).await?))
}

async fn end_calendar(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
) -> Answer<Done> {
    rounds::end_calendar(&app, &actor, &community).await?;
    Ok(Done)
}
