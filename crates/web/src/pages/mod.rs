//! Pages for people: those by which one comes in. A GET shows, a POST does.

mod doors;
mod home;
mod shown;

use axum::Router;
use axum::http::header;
use axum::routing::{get, post};

use crate::Site;

/// Every page's path, for tests that walk through all of them.
pub const PATHS: &[(&str, &str)] = &[
    ("GET", "/"),
    ("GET", "/style.css"),
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("POST", "/sign-in/code"),
    ("GET", "/sign-in/{secret}"),
    ("POST", "/sign-in/{secret}"),
    ("POST", "/sign-out"),
    ("GET", "/set-up/{secret}"),
    ("POST", "/set-up/{secret}"),
    ("GET", "/invitations/{secret}"),
    ("POST", "/invitations/{secret}"),
];

/// All pages.
pub fn router() -> Router<Site> {
    Router::new()
        .route("/", get(home::home))
        .route("/style.css", get(style))
        .route("/sign-in", get(doors::sign_in).post(doors::ask))
        .route("/sign-in/code", post(doors::by_code))
        .route("/sign-in/{secret}", get(doors::link).post(doors::by_link))
        .route("/sign-out", post(home::sign_out))
        .route("/set-up/{secret}", get(doors::set_up).post(doors::finish_set_up))
        .route("/invitations/{secret}", get(doors::invitation).post(doors::accept))
}

async fn style() -> impl axum::response::IntoResponse {
    let headers =
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, include_str!("../../static/style.css"))
}
