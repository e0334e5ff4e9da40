//! JSON for programs. One table of operations; router and OpenAPI document are made from it.

pub mod archive;
pub mod communities;
pub mod doors;
pub mod echoes;
pub mod imports;
pub mod introductions;
pub mod letters;
pub mod matches;
pub mod meetings;
pub mod members;
pub mod openapi;
pub mod operation;
pub mod people;
pub mod promises;
pub mod rounds;
pub mod sign_in;

use axum::Router;
use axum::routing::get;

use crate::Site;
pub use operation::{Needs, Operation};

/// Everything that a program can do, in the order of the document.
pub fn operations() -> Vec<Operation> {
    let by_subject = [
        sign_in::operations(),
        doors::operations(),
        people::operations(),
        communities::operations(),
        members::operations(),
        echoes::operations(),
        imports::operations(),
        rounds::operations(),
        matches::operations(),
        meetings::operations(),
        promises::operations(),
        introductions::operations(),
        archive::operations(),
        letters::operations(),
    ];
    by_subject.into_iter().flatten().collect()
}

/// The operations as a router, and the document about them.
pub fn router() -> Router<Site> {
    let document = Router::new().route("/api/openapi.json", get(openapi::show));
    operations().into_iter().fold(document, |router, operation| router.route(operation.path, operation.route))
}
