//! What is one's own: the archive, what was kept from earlier communities, leaving, and being forgotten.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use goodword_app::archive::{self, Brought};
use goodword_app::{App, Error, erase, leave};
use goodword_domain::communities::CommunityId;
use goodword_domain::members::MemberId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Done, File, Given, Path};
use crate::caller::{self, Caller};

use super::operation::{Operation, act, end, see};

/// What can be done with what is one's own.
pub fn operations() -> Vec<Operation> {
    vec![
        see("/api/archive", "archive.export", "Everything of yours in one file.", export)
            .giving_file("application/zip"),
        act("/api/archive", "archive.import", "Brings an archive of yours in, whole or not at all.", import)
            .taking_file("application/zip")
            .giving::<Brought>(),
        see("/api/kept", "archive.kept", "Communities that you left, as you keep them.", kept)
            .giving::<Vec<KeptJson>>(),
        end("/api/kept/{kept}", "archive.forget", "Forgets a community that you left.", forget),
        end(
            "/api/communities/{community}/me",
            "leave.leave",
            "Leaves a community. What is yours you keep.",
            leave_it,
        )
        .for_sessions(),
        end(
            "/api/communities/{community}/members/{member}",
            "leave.remove",
            "Removes a member, who keeps what is theirs. Organisers do.",
            remove,
        ),
        end("/api/communities/{community}", "leave.close", "Closes a community. Its owners do.", close)
            .for_sessions()
            .taking::<Named>(),
        end("/api/me", "erase.erase", "Erases everything about you.", erase_me)
            .for_sessions()
            .taking::<Confirmed>(),
    ]
}

/// A confirmation by name.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Named {
    /// The community's name.
    name: String,
}

/// A confirmation by address.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Confirmed {
    /// Your own e-mail address.
    confirmation: String,
}

async fn export(State(app): State<App>, Caller(actor): Caller) -> Answer<Response> {
    let bytes = archive::export(&app, &actor).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"goodword.zip\""),
    ];
    Ok((headers, bytes).into_response())
}

async fn import(State(app): State<App>, Caller(actor): Caller, File(bytes): File) -> Answer<Json<Brought>> {
    Ok(Json(archive::import(&app, &actor, bytes.into()).await?))
}

/// A community that somebody left, as they keep it.
#[derive(Serialize, JsonSchema)]
struct KeptJson {
    id: String,
    /// As it stands in the archive.
    membership: serde_json::Value,
}

async fn kept(State(app): State<App>, Caller(actor): Caller) -> Answer<Json<Vec<KeptJson>>> {
    let all = archive::kept(&app, &actor).await?;
    let shown = |seat| serde_json::to_value(seat).map_err(Error::from);
    let all: Result<Vec<KeptJson>, Error> =
        all.into_iter().map(|kept| Ok(KeptJson { id: kept.id, membership: shown(kept.seat)? })).collect();
    Ok(Json(all?))
}

async fn forget(State(app): State<App>, Caller(actor): Caller, Path(id): Path<String>) -> Answer<Done> {
    archive::forget(&app, &actor, &id).await?;
    Ok(Done)
}

async fn leave_it(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<CommunityId>,
) -> Answer<Done> {
    leave::leave(&app, &actor, &id).await?;
    Ok(Done)
}

async fn remove(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, member)): Path<(CommunityId, MemberId)>,
) -> Answer<Done> {
    leave::remove(&app, &actor, &community, &member).await?;
    Ok(Done)
}

async fn close(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(id): Path<CommunityId>,
    Given(named): Given<Named>,
) -> Answer<Done> {
    leave::close(&app, &actor, &id, &named.name).await?;
    Ok(Done)
}

async fn erase_me(
    State(app): State<App>,
    Caller(actor): Caller,
    Given(confirmed): Given<Confirmed>,
) -> Answer<Response> {
    erase::erase(&app, &actor, &confirmed.confirmation).await?;
    let gone = [(header::SET_COOKIE, caller::session_cookie(&app, None))];
    Ok((gone, Done).into_response())
}
