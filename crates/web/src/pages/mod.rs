//! Pages for people.

use axum::Router;

use crate::Site;

/// All pages.
pub fn router() -> Router<Site> {
    Router::new()
}
