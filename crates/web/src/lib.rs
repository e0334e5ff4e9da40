//! Pages for people and JSON for programs. Both call the same verbs of `goodword-app`; no rule lives here.
//!
//! [`site`] is the whole of it as one router. What the API can do stands in one table, [`api::operations`]: the router, the
//! OpenAPI document and the permission tests are made from it.

pub mod api;
pub mod demo;
pub mod pages;

mod answer;
mod around;
mod caller;
mod metrics;
mod serve;
mod words;

use std::sync::{Arc, OnceLock};

use axum::extract::FromRef;
use axum::middleware;
use axum::routing::get;
use goodword_app::App;

pub use axum::Router;
pub use metrics::Metrics;
pub use serve::serve;

/// What every handler can be handed.
#[derive(Clone)]
pub struct Site {
    app: App,
    metrics: Arc<Metrics>,
    /// The OpenAPI document, once somebody asked for it.
    document: Arc<OnceLock<String>>,
    /// How many proxies of the operator's own stand in front, each adding itself to `X-Forwarded-For`.
    proxies: usize,
}

impl FromRef<Site> for App {
    fn from_ref(site: &Site) -> App {
        site.app.clone()
    }
}

/// The whole site as one router.
pub fn site(app: App, proxies: usize) -> Router {
    built(app, proxies, Router::new())
}

/// The site with the demo's doors, letters and clock.
pub fn site_of_demo(app: App, doors: Vec<demo::Door>, clock: Arc<demo::DemoClock>) -> Router {
    built(app, 0, demo::router(doors, clock))
}

fn built(app: App, proxies: usize, more: Router<Site>) -> Router {
    let site = Site { app, metrics: Arc::default(), document: Arc::default(), proxies };
    let router = Router::new()
        .merge(pages::router())
        .merge(api::router())
        .merge(more)
        .route("/healthz", get(around::alive))
        .route("/readyz", get(around::ready))
        .route("/metrics", get(metrics::show))
        .fallback(around::nothing_here)
        .method_not_allowed_fallback(around::not_that_way);
    let router = router.layer(middleware::from_fn_with_state(site.clone(), caller::only_from_here));
    around::limits(router)
        .layer(middleware::from_fn_with_state(site.clone(), pages::tell))
        .layer(middleware::from_fn_with_state(site.clone(), around::around))
        .with_state(site)
}
