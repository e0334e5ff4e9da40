//! The link at the end of a letter to somebody who is not here: no mail from here ever again.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use goodword_app::outside::Secret;
use goodword_app::suppressions;

use crate::answer::Path;

use super::filters;
use super::told::Told;
use super::visit::{Frame, Shown, Visit};

#[derive(Template)]
#[template(path = "never_again/form.html")]
struct NeverAgain {
    frame: Frame,
}

/// A button. Whether the link is one of ours shows when it is pressed: looking touches nothing.
pub async fn form(visit: Visit) -> Response {
    visit.page(&NeverAgain { frame: visit.bare() })
}

/// Never writes there again. Mail programs send this by themselves, too, when their reader says so (RFC 8058).
pub async fn never_again(visit: Visit, Path(secret): Path<String>) -> Shown {
    suppressions::never_again(&visit.app, &Secret::shown(&secret)).await?;
    let words = visit.words();
    let told = Told {
        frame: visit.bare(),
        title: words.say("never-again-done"),
        sentence: words.say("never-again-back"),
        remedy: String::new(),
        href: "/",
    };
    Ok(visit.page_as(StatusCode::OK, &told))
}
