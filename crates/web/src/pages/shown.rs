//! A template as an answer, and why something was not done, as a page.

use askama::Template;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use goodword_app::Error;

use crate::answer::{again_after, status_of};

/// What a page may load: its own style sheet and pictures; it may be sent to nowhere but here.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                      frame-ancestors 'none'; base-uri 'none'";

/// A page.
pub fn page(status: StatusCode, template: &impl Template) -> Response {
    let Ok(html) = template.render() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut answer = (status, Html(html)).into_response();
    answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    answer
}

/// On to another page, with a cookie set on the way.
pub fn on_to(path: &str, cookie: Option<HeaderValue>) -> Response {
    let mut answer = Redirect::to(path).into_response();
    if let Some(cookie) = cookie {
        answer.headers_mut().append(header::SET_COOKIE, cookie);
    }
    answer
}

/// Something to be told, and where to go from there.
#[derive(Template)]
#[template(path = "told.html")]
pub struct Told {
    /// What it is.
    pub title: &'static str,
    /// What to know.
    pub sentence: String,
    /// What to do; empty if nothing.
    pub remedy: &'static str,
    /// Where to do it.
    pub href: &'static str,
}

/// Why something was not done, as a page.
pub struct Fault(pub Error);

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        Fault(error)
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        if matches!(self.0, Error::SignInFirst) {
            return on_to("/sign-in", None);
        }
        if let Error::Broken(why) | Error::Busy(why) = &self.0 {
            tracing::error!(why, "a page was not made");
        }
        let title = match self.0 {
            Error::NotFound => "Nothing here",
            Error::Busy(_) | Error::TooOften(_) => "Not just now",
            Error::Broken(_) => "Something went wrong",
            _ => "That did not work",
        };
        let told = Told { title, sentence: self.0.to_string(), remedy: "Back to the start", href: "/" };
        let mut answer = page(status_of(&self.0).0, &told);
        if let Some(seconds) = again_after(&self.0) {
            let name = HeaderName::from_static("retry-after");
            answer.headers_mut().insert(name, HeaderValue::from(seconds));
        }
        answer
    }
}

/// The sentence of a refusal that belongs beside the form; every other error is a page of its own.
pub fn beside_the_form(error: Error) -> Result<String, Fault> {
    match error {
        Error::Refused(refused) => Ok(refused.sentence),
        other => Err(Fault(other)),
    }
}
