//! Why something was not done, as a page, in plain words. Pages give the same problems as the API does; here they are
//! told to people.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use crate::Site;
use crate::answer::Problem;
use crate::words::Words;

use super::filters;
use super::taste::Taste;
use super::visit::{Frame, rendered};

/// Where programs ask: they are answered as they are.
const FOR_PROGRAMS: [&str; 4] = ["/api", "/healthz", "/readyz", "/metrics"];

/// Something to be told, and where to go from there.
#[derive(Template)]
#[template(path = "told.html")]
pub struct Told {
    /// What stands around.
    pub frame: Frame,
    /// What it is.
    pub title: String,
    /// What to know.
    pub sentence: String,
    /// What to do; empty if nothing.
    pub remedy: String,
    /// Where to do it.
    pub href: &'static str,
}

/// Turns what went wrong on the way to a page into a page. Whoever must sign in first is shown where.
pub async fn tell(State(site): State<Site>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if FOR_PROGRAMS.iter().any(|start| path.starts_with(start)) {
        return next.run(request).await;
    }
    let taste = Taste::of(&site.app, request.headers());
    let answer = next.run(request).await;
    let status = answer.status();
    let problem = answer.extensions().get::<Problem>();
    match problem {
        Some(_) if status == StatusCode::UNAUTHORIZED => Redirect::to("/sign-in").into_response(),
        Some(problem) => told(taste, status, &sentence(taste.words, problem), &answer),
        // A limit that was passed before any of our own code ran says so by its status alone.
        None if is_bare_failure(&answer) => {
            let problem =
                Problem { status: status.as_u16(), code: coded(status), detail: String::new(), field: None };
            told(taste, status, &sentence(taste.words, &problem), &answer)
        }
        None => answer,
    }
}

fn is_bare_failure(answer: &Response) -> bool {
    let html =
        answer.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/html; charset=utf-8");
    !html && (answer.status().is_client_error() || answer.status().is_server_error())
}

fn coded(status: StatusCode) -> &'static str {
    match status.as_u16() {
        404 => "not_found",
        405 => "not_that_way",
        413 => "too_large",
        400..=499 => "bad_form",
        503 => "busy",
        _ => "broken",
    }
}

/// The sentence in the reader's language where it has one under the problem's word, else as the verb said it.
fn sentence(words: Words, problem: &Problem) -> String {
    let key = format!("told-{}", problem.code);
    if words.has(&key) { words.say(&key) } else { problem.detail.clone() }
}

fn told(taste: Taste, status: StatusCode, sentence: &str, answer: &Response) -> Response {
    let title = match status.as_u16() {
        404 | 405 => "told-title-nothing",
        429 | 503 => "told-title-later",
        500..=599 => "told-title-broken",
        _ => "told-title-no",
    };
    let words = taste.words;
    let template = Told {
        frame: Frame::bare(taste),
        title: words.say(title),
        sentence: sentence.to_owned(),
        remedy: words.say("told-start"),
        href: "/",
    };
    let mut page = rendered(status, words, &template);
    let again = HeaderName::from_static("retry-after");
    if let Some(after) = answer.headers().get(&again) {
        page.headers_mut().insert(again, after.clone());
    }
    page
}
