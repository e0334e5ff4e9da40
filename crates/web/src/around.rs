//! What holds for every request: an id, limits, headers, one line in the log, a count.

use std::any::Any;
use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use goodword_app::App;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::RequestBodyTimeoutLayer;

use crate::Site;
use crate::answer::{Fault, problem};

/// The most that one request can bring, in bytes.
const LARGEST: usize = 32 << 20;
/// How long a request may take from its first header to its answer.
const LONGEST: Duration = Duration::from_secs(60);
/// How long the sender may fall silent within a body.
const SILENCE: Duration = Duration::from_secs(10);

/// Limits in size and time, and an answer even where code of ours panics.
pub fn limits(router: Router<Site>) -> Router<Site> {
    router
        .layer(axum::extract::DefaultBodyLimit::max(LARGEST))
        .layer(RequestBodyTimeoutLayer::new(SILENCE))
        .layer(middleware::from_fn(in_time))
        .layer(CatchPanicLayer::custom(panicked))
}

/// An answer within the time that a request may take.
async fn in_time(request: Request, next: Next) -> Response {
    let late = || Fault(goodword_app::Error::Busy("it took too long".to_owned())).into_response();
    tokio::time::timeout(LONGEST, next.run(request)).await.unwrap_or_else(|_| late())
}

fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    // What it said may hold what people wrote: it goes to no log.
    tracing::error!("a handler panicked");
    Fault(goodword_app::Error::Broken("a handler panicked".to_owned())).into_response()
}

/// One request, from outside in and out again.
pub async fn around(State(site): State<Site>, request: Request, next: Next) -> Response {
    let id = site.app.chance.id();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let began = tokio::time::Instant::now();
    let mut answer = next.run(request).await;
    let took = began.elapsed();
    let status = answer.status().as_u16();
    site.metrics.count(&method, &route, status, took);
    tracing::info!(request = id, %method, route, status, ms = took.as_millis() as u64, "answered");
    dress(&site.app, &id, &mut answer);
    answer
}

/// Headers that every answer wears.
fn dress(app: &App, id: &str, answer: &mut Response) {
    let headers = answer.headers_mut();
    let mut wear = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    wear(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    wear(header::REFERRER_POLICY, "no-referrer");
    wear(header::CACHE_CONTROL, "no-store");
    wear(header::X_FRAME_OPTIONS, "DENY");
    wear(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    );
    wear(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    wear(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    wear(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=()",
    );
    if app.house.url.starts_with("https:") {
        wear(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
}

/// The process runs.
pub async fn alive() -> Json<&'static str> {
    Json("alive")
}

/// The process can work: its database answers.
pub async fn ready(State(app): State<App>) -> Result<Json<&'static str>, Fault> {
    let answered = tokio::time::timeout(Duration::from_secs(2), app.db.ping()).await;
    match answered {
        Ok(Ok(())) => Ok(Json("ready")),
        Ok(Err(error)) => Err(Fault(error.into())),
        Err(_) => Err(Fault(goodword_app::Error::Busy("the database does not answer".to_owned()))),
    }
}

/// No such place.
pub async fn nothing_here() -> Fault {
    Fault(goodword_app::Error::NotFound)
}

/// The place is there, but not for this method.
pub async fn not_that_way() -> Response {
    problem(StatusCode::METHOD_NOT_ALLOWED, "not_that_way", "This cannot be done here that way.", None)
}

/// Whether a request came from this very machine, through no proxy.
pub fn from_this_machine(request: &Request) -> bool {
    let peer = request.extensions().get::<SocketAddr>();
    let proxied =
        ["forwarded", "x-forwarded-for", "via"].iter().any(|name| request.headers().contains_key(*name));
    peer.is_some_and(|peer| peer.ip().to_canonical().is_loopback()) && !proxied
}
