//! The first page after signing in.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use goodword_app::{App, communities, sessions};
use goodword_domain::communities::Community;

use crate::caller::{self, Caller};

use super::shown::{Fault, on_to, page};

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    communities: Vec<Community>,
}

/// My communities.
pub async fn home(State(app): State<App>, Caller(actor): Caller) -> Result<Response, Fault> {
    let communities = communities::mine(&app, &actor).await?;
    Ok(page(StatusCode::OK, &Home { communities }))
}

/// Ends this session.
pub async fn sign_out(State(app): State<App>, Caller(actor): Caller) -> Result<Response, Fault> {
    sessions::sign_out(&app, &actor).await?;
    Ok(on_to("/sign-in", Some(caller::session_cookie(&app, None))))
}
