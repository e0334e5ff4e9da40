//! What is counted, for Prometheus: routes, statuses and times. No ids of people, nothing that they wrote.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
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

/// What is counted.
pub struct Metrics {
    registry: Registry,
    requests: Family<Labels, Counter>,
    seconds: Histogram,
}

impl Default for Metrics {
    fn default() -> Metrics {
        let mut registry = Registry::with_prefix("goodword");
        let requests = Family::<Labels, Counter>::default();
        let seconds = Histogram::new(exponential_buckets(0.000_5, 2.0, 16));
        registry.register("requests", "Requests by method, route and status", requests.clone());
        registry.register("request_seconds", "Time from headers to answer", seconds.clone());
        Metrics { registry, requests, seconds }
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

/// What was counted. Only this very machine may ask: numbers of a small community say something about people.
pub async fn show(State(site): State<Site>, request: Request) -> Response {
    if !around::from_this_machine(&request) {
        return Fault(goodword_app::Error::NotFound).into_response();
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
