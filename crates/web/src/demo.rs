//! Doors that only the demo has: links that sign in whoever opens them, as often as they like.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use goodword_app::outside::Secret;
use goodword_app::{Actor, App, Error, sessions};
use goodword_domain::people::PersonId;

use crate::answer::Fault;
use crate::caller;
use crate::pages::{self, with_cookie};

/// A link that signs in as somebody.
#[derive(Clone)]
pub struct Door {
    /// What the link ends with.
    pub secret: Secret,
    /// As whom.
    pub person: PersonId,
}

/// The demo's own doors, and the page that shows all parts.
pub(crate) fn router(doors: Vec<Door>) -> Router<crate::Site> {
    let doors = Arc::new(doors);
    let come_in = move |State(app): State<App>, headers: HeaderMap, Path(secret): Path<String>| async move {
        let door = doors.iter().find(|door| door.secret.reveal() == secret).ok_or(Fault(Error::NotFound))?;
        sign_in(&app, &headers, &door.person).await
    };
    Router::new().route("/demo/{secret}", get(come_in)).route("/style", get(pages::parts))
}

async fn sign_in(app: &App, headers: &HeaderMap, person: &PersonId) -> Result<Response, Fault> {
    let mut change = app.change(&Actor::GOODWORD, &person.0).await?;
    let (_, session) = sessions::open(&mut change, person, &caller::device(headers)).await?;
    change.commit().await?;
    let on = axum::response::IntoResponse::into_response(axum::response::Redirect::to("/today"));
    Ok(with_cookie(on, caller::session_cookie(app, Some(&session))))
}
