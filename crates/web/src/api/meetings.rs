//! Meetings of one's own matches, as JSON: when, where, what to talk about, and what became of them.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use goodword_app::answers::{self, Figures, Given as GivenAnswer, Shown as ShownAnswers};
use goodword_app::feeds::{self, Feed};
use goodword_app::guide::{self, Guide};
use goodword_app::matches::By;
use goodword_app::meetings::{self, Planned};
use goodword_app::{App, outside::Secret};
use goodword_domain::communities::CommunityId;
use goodword_domain::matches::MatchId;
use goodword_domain::rounds::stages::RoundId;
use goodword_domain::times::Slot;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::answer::{Answer, Done, Given, Made, Path};
use crate::caller::Caller;

use super::operation::{Operation, act, end, put, see};

/// What can be done with meetings.
pub fn operations() -> Vec<Operation> {
    when_and_where().into_iter().chain(before_and_after()).collect()
}

fn when_and_where() -> Vec<Operation> {
    vec![
        see(
            "/api/communities/{community}/matches/{match}/meeting",
            "meetings.find",
            "When and where you meet, or times to choose among.",
            find,
        )
        .giving::<Planned>(),
        act(
            "/api/communities/{community}/matches/{match}/meeting/offered",
            "meetings.offer",
            "Gives one to three times to choose among. You can at all of them.",
            offer,
        )
        .taking::<Times>()
        .giving::<Planned>(),
        act(
            "/api/communities/{community}/matches/{match}/meeting/ticked",
            "meetings.tick",
            "Says at which of the times you can. The earliest at which all can is agreed.",
            tick,
        )
        .taking::<Ticks>()
        .giving::<Planned>(),
        put(
            "/api/communities/{community}/matches/{match}/meeting/place",
            "meetings.place",
            "Says where you meet: a place, or the link of a call.",
            place,
        )
        .taking::<Place>()
        .giving::<Planned>(),
        act(
            "/api/communities/{community}/feed",
            "feeds.make",
            "Makes a link by which your calendar fetches your meetings; the one before holds no longer.",
            make_feed,
        )
        .for_sessions()
        .making::<Feed>(),
        end("/api/communities/{community}/feed", "feeds.end", "Ends that link.", end_feed),
        see("/api/calendars/{secret}", "feeds.read", "The calendar behind such a link.", read_feed)
            .for_anybody()
            .giving_file("text/calendar"),
    ]
}

fn before_and_after() -> Vec<Operation> {
    vec![
        see(
            "/api/communities/{community}/matches/{match}/guide",
            "guide.find",
            "What to talk about: who they are, what they ask and offer, what you spoke of last time.",
            show_guide,
        )
        .giving::<Guide>(),
        see(
            "/api/communities/{community}/matches/{match}/answers",
            "answers.find",
            "What you said about a meeting, and what the others said once that is open.",
            find_answers,
        )
        .giving::<ShownAnswers>(),
        put(
            "/api/communities/{community}/matches/{match}/answers",
            "answers.give",
            "Says whether you met, whether it was useful, and who helped whom.",
            give_answer,
        )
        .taking::<GivenAnswer>()
        .giving::<ShownAnswers>(),
        see(
            "/api/communities/{community}/rounds/{round}/figures",
            "answers.figures",
            "What became of a round, in numbers, none below five. Organisers see them.",
            figures,
        )
        .giving::<Figures>(),
    ]
}

/// Times to choose among.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Times {
    /// One to three.
    times: Vec<Slot>,
}

/// When one can.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Ticks {
    /// The beginnings of the times at which one can; none if at none.
    #[schemars(with = "Vec<String>")]
    can: Vec<Timestamp>,
}

/// Where.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Place {
    /// At most 200 characters.
    place: String,
}

type Which = Path<(CommunityId, MatchId)>;

macro_rules! seen {
    ($($name:ident: $verb:path => $gives:ty;)*) => {$(
        async fn $name(
            State(app): State<App>,
            Caller(actor): Caller,
            Path((community, id)): Which,
        ) -> Answer<Json<$gives>> {
            let by = By::Seat { actor: &actor, community: &community, id: &id };
            Ok(Json($verb(&app, &by).await?))
        }
    )*};
}

seen! {
    find: meetings::find => Planned;
    show_guide: guide::find => Guide;
    find_answers: answers::find => ShownAnswers;
}

async fn offer(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Which,
    Given(given): Given<Times>,
) -> Answer<Json<Planned>> {
    let by = By::Seat { actor: &actor, community: &community, id: &id };
    Ok(Json(meetings::offer(&app, &by, given.times).await?))
}

async fn tick(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Which,
    Given(given): Given<Ticks>,
) -> Answer<Json<Planned>> {
    let by = By::Seat { actor: &actor, community: &community, id: &id };
    Ok(Json(meetings::tick(&app, &by, given.can).await?))
}

async fn place(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Which,
    Given(given): Given<Place>,
) -> Answer<Json<Planned>> {
    let by = By::Seat { actor: &actor, community: &community, id: &id };
    Ok(Json(meetings::place(&app, &by, &given.place).await?))
}

async fn give_answer(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Which,
    Given(given): Given<GivenAnswer>,
) -> Answer<Json<ShownAnswers>> {
    let by = By::Seat { actor: &actor, community: &community, id: &id };
    Ok(Json(answers::give(&app, &by, given).await?))
}

async fn figures(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Path<(CommunityId, RoundId)>,
) -> Answer<Json<Figures>> {
    Ok(Json(answers::figures(&app, &actor, &community, &id).await?))
}

async fn make_feed(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
) -> Answer<Made<Feed>> {
    Ok(Made(feeds::make(&app, &actor, &community).await?))
}

async fn end_feed(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
) -> Answer<Done> {
    feeds::end(&app, &actor, &community).await?;
    Ok(Done)
}

async fn read_feed(State(app): State<App>, Path(secret): Path<String>) -> Answer<Response> {
    let calendar = feeds::read(&app, &Secret::shown(&secret)).await?;
    Ok(([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], calendar).into_response())
}
