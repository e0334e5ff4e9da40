//! Pages for people: those by which one comes in. A GET shows, a POST does.

mod doors;
mod home;
mod shown;

use axum::Router;
use axum::http::{Method, header};
use axum::routing::{MethodRouter, get, post};

use crate::Site;

/// What is done where.
type Page = (Method, &'static str, MethodRouter<Site>);

/// Every page, and every deed of a page.
fn pages() -> Vec<Page> {
    vec![
        (Method::GET, "/", get(home::home)),
        (Method::GET, "/style.css", get(style)),
        (Method::GET, "/sign-in", get(doors::sign_in)),
        (Method::POST, "/sign-in", post(doors::ask)),
        (Method::POST, "/sign-in/code", post(doors::by_code)),
        (Method::GET, "/sign-in/{secret}", get(doors::link)),
        (Method::POST, "/sign-in/{secret}", post(doors::by_link)),
        (Method::POST, "/sign-out", post(home::sign_out)),
        (Method::GET, "/set-up/{secret}", get(doors::set_up)),
        (Method::POST, "/set-up/{secret}", post(doors::finish_set_up)),
        (Method::GET, "/invitations/{secret}", get(doors::invitation)),
        (Method::POST, "/invitations/{secret}", post(doors::accept)),
    ]
}

/// Their methods and paths, for tests that walk through all of them.
pub fn paths() -> Vec<(Method, &'static str)> {
    pages().into_iter().map(|(method, path, _)| (method, path)).collect()
}

/// All pages.
pub fn router() -> Router<Site> {
    pages().into_iter().fold(Router::new(), |router, (_, path, page)| router.route(path, page))
}

async fn style() -> impl axum::response::IntoResponse {
    let headers =
        [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, include_str!("../../static/style.css"))
}
