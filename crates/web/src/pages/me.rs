//! What is one's own.

use askama::Template;

use super::filters;
use super::visit::{Frame, Place, Shown, Visit};

#[derive(Template)]
#[template(path = "me/me.html")]
struct Me {
    frame: Frame,
}

/// The way to everything that is one's own.
pub async fn me(visit: Visit) -> Shown {
    let frame = visit.frame(Place::Me).await?;
    Ok(visit.page(&Me { frame }))
}
