//! All parts of the pages on one page, alive: in the demo and in tests, nowhere else.

use askama::Template;
use axum::response::Response;
use goodword_app::Error;

use super::filters;
use super::forms::Wrong;
use super::visit::{Frame, Place, Visit};

#[derive(Template)]
#[template(path = "style/style.html")]
struct Parts {
    frame: Frame,
    wrong: Wrong,
    right: Wrong,
}

/// Every part, once.
pub async fn parts(visit: Visit) -> Response {
    let frame = match visit.frame(Place::Elsewhere).await {
        Ok(frame) => frame,
        Err(_) => visit.bare(),
    };
    let notice = Some(visit.words().say("notice-signed-out"));
    let wrong =
        Wrong::of(Error::field("address", "That is no e-mail address; it should look like ada@example.org."));
    let wrong = wrong.unwrap_or_default();
    visit.page(&Parts { frame: Frame { notice, ..frame }, wrong, right: Wrong::default() })
}
