//! What is counted, for Prometheus: routes, statuses and times, letters and jobs. No ids of people, nothing that they wrote.

use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::response::{IntoResponse, Response};
use goodword_app::{App, jobs, mail};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

use crate::answer::Fault;
use crate::{Site, around};

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Labels {
    method: String,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Fate {
    fate: String,
}

/// What is counted.
pub struct Metrics {
    registry: Registry,
    requests: Family<Labels, Counter>,
    seconds: Histogram,
    letters: Family<Fate, Counter>,
    letters_waiting: Gauge,
    jobs_waiting: Gauge,
    jobs_given_up: Gauge,
}

impl Default for Metrics {
    fn default() -> Metrics {
        let mut registry = Registry::with_prefix("goodword");
        let requests = Family::<Labels, Counter>::default();
        let seconds = Histogram::new(exponential_buckets(0.000_5, 2.0, 16));
        registry.register("requests", "Requests by method, route and status", requests.clone());
        registry.register("request_seconds", "Time from headers to answer", seconds.clone());
        let letters = Family::<Fate, Counter>::default();
        let (letters_waiting, jobs_waiting, jobs_given_up) = <(Gauge, Gauge, Gauge)>::default();
        registry.register("letters", "Letters by what became of them", letters.clone());
        registry.register("letters_waiting", "Letters that have not gone out", letters_waiting.clone());
        registry.register("jobs_waiting", "Jobs that are not done", jobs_waiting.clone());
        registry.register("jobs_given_up", "Jobs that nobody tries any more", jobs_given_up.clone());
        Metrics { registry, requests, seconds, letters, letters_waiting, jobs_waiting, jobs_given_up }
    }
}

impl Metrics {
    /// Counts one answered request. `route` is the pattern, never the path.
    pub fn count(&self, method: &Method, route: &str, status: u16, took: Duration) {
        // Methods that nobody defined would be labels without end.
        let known = [
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::PUT,
            Method::DELETE,
            Method::OPTIONS,
            Method::PATCH,
        ];
        let method = if known.contains(method) { method.to_string() } else { "other".to_owned() };
        self.requests.get_or_create(&Labels { method, route: route.to_owned(), status }).inc();
        self.seconds.observe(took.as_secs_f64());
    }
}

impl Metrics {
    /// Takes over what the database counts: for all instances together, since ever.
    async fn ask(&self, app: &App) -> goodword_app::Result<()> {
        let counts = mail::outbox::counts(app).await?;
        self.letters_waiting.set(counts.waiting);
        for (fate, n) in counts.ever {
            self.letters.get_or_create(&Fate { fate }).inner().store(n.unsigned_abs(), Ordering::Relaxed);
        }
        let (waiting, given_up) = jobs::counts(app).await?;
        self.jobs_waiting.set(waiting);
        self.jobs_given_up.set(given_up);
        Ok(())
    }
}

/// What was counted. Only this very machine may ask: numbers of a small community say something about people.
pub async fn show(State(site): State<Site>, request: Request) -> Response {
    if !around::from_this_machine(&request) {
        return Fault(goodword_app::Error::NotFound).into_response();
    }
    if let Err(error) = site.metrics.ask(&site.app).await {
        tracing::warn!(%error, "the database's counts are those of before");
    }
    let mut text = String::new();
    match encode(&mut text, &site.metrics.registry) {
        Ok(()) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(header::CONTENT_TYPE, kind)], text).into_response()
        }
        Err(_) => Fault(goodword_app::Error::Broken("metrics cannot be written".to_owned())).into_response(),
    }
}
