//! What a device shows while it has no line: one page, kept by a small worker of ours. Nothing of anybody's is kept.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::Site;

use super::filters;
use super::taste::Taste;
use super::visit::{Frame, rendered};

#[derive(Template)]
#[template(path = "offline.html")]
struct Offline {
    frame: Frame,
}

/// The page for when there is no line, in the reader's language. It knows nobody, and eats no notice.
pub async fn offline(State(site): State<Site>, headers: HeaderMap) -> Response {
    let taste = Taste::of(&site.app, &headers);
    rendered(StatusCode::OK, taste.words, &Offline { frame: Frame::bare(taste) })
}

/// The worker. It is asked for anew by browsers themselves, and changes with every file of ours.
pub async fn worker() -> Response {
    let kind = HeaderValue::from_static("text/javascript; charset=utf-8");
    let policy = HeaderValue::from_static("default-src 'none'; connect-src 'self'");
    let keep = HeaderValue::from_static("no-cache");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, keep),
    ];
    (headers, super::files::WORKER.as_str()).into_response()
}
