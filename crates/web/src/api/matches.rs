//! One's own matches, as JSON: by session or token, or by the link in a letter.

use axum::Json;
use axum::extract::State;
use goodword_app::App;
use goodword_app::matches::{self, Answered, By, Mine, Say};
use goodword_app::outside::Secret;
use goodword_app::wishes::{self, Wish};
use goodword_domain::communities::CommunityId;
use goodword_domain::matches::MatchId;
use goodword_domain::members::MemberId;

use crate::answer::{Answer, Done, Given, Path};
use crate::caller::Caller;

use super::operation::{Operation, act, end, put, see};

/// What can be done with matches.
pub fn operations() -> Vec<Operation> {
    vec![
        see(
            "/api/communities/{community}/matches",
            "matches.mine",
            "Your matches in a community, the latest first.",
            mine,
        )
        .giving::<Vec<Mine>>(),
        see("/api/communities/{community}/matches/{match}", "matches.find", "A match of yours.", find)
            .giving::<Mine>(),
        act(
            "/api/communities/{community}/matches/{match}/answered",
            "matches.answer",
            "Answers a match: yes, not this time, or a pause.",
            answer,
        )
        .taking::<Say>()
        .giving::<Answered>(),
        see(
            "/api/matches/{secret}",
            "matches.find_by_link",
            "The match that the link in a letter is about. Looking changes nothing.",
            find_by_link,
        )
        .for_anybody()
        .giving::<Mine>(),
        act(
            "/api/matches/{secret}/answered",
            "matches.answer_by_link",
            "Answers the match that the link in a letter is about.",
            answer_by_link,
        )
        .for_anybody()
        .taking::<Say>()
        .giving::<Answered>(),
        see(
            "/api/communities/{community}/wishes",
            "wishes.mine",
            "Whom you would rather not meet. Nobody else sees it.",
            my_wishes,
        )
        .giving::<Vec<Wish>>(),
        put(
            "/api/communities/{community}/wishes/{member}",
            "wishes.add",
            "Puts a member on that list: rounds keep you apart.",
            add_wish,
        ),
        end(
            "/api/communities/{community}/wishes/{member}",
            "wishes.remove",
            "Takes a member off that list.",
            remove_wish,
        ),
    ]
}

async fn mine(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
) -> Answer<Json<Vec<Mine>>> {
    Ok(Json(matches::mine(&app, &actor, &community).await?))
}

type Place = Path<(CommunityId, MatchId)>;

async fn find(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Place,
) -> Answer<Json<Mine>> {
    let by = By::Seat { actor: &actor, community: &community, id: &id };
    Ok(Json(matches::find(&app, &by).await?))
}

async fn answer(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Place,
    Given(say): Given<Say>,
) -> Answer<Json<Answered>> {
    let by = By::Seat { actor: &actor, community: &community, id: &id };
    Ok(Json(matches::answer(&app, &by, say).await?))
}

async fn find_by_link(State(app): State<App>, Path(secret): Path<String>) -> Answer<Json<Mine>> {
    Ok(Json(matches::find(&app, &By::Link(&Secret::shown(&secret))).await?))
}

async fn answer_by_link(
    State(app): State<App>,
    Path(secret): Path<String>,
    Given(say): Given<Say>,
) -> Answer<Json<Answered>> {
    Ok(Json(matches::answer(&app, &By::Link(&Secret::shown(&secret)), say).await?))
}

async fn my_wishes(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
) -> Answer<Json<Vec<Wish>>> {
    Ok(Json(wishes::mine(&app, &actor, &community).await?))
}

type Other = Path<(CommunityId, MemberId)>;

async fn add_wish(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, other)): Other,
) -> Answer<Done> {
    wishes::add(&app, &actor, &community, &other).await?;
    Ok(Done)
}

async fn remove_wish(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, other)): Other,
) -> Answer<Done> {
    wishes::remove(&app, &actor, &community, &other).await?;
    Ok(Done)
}
