//! Word kept: one's own page, with the facts behind every number, and the choice to share a band.

use askama::Template;
use goodword_app::promises::{self, MyWord};
use goodword_domain::communities::CommunityId;
use serde::Deserialize;

use super::filters;
use super::forms::Form;
use super::visit::{Frame, Place, Shown, Visit};

#[derive(Template)]
#[template(path = "promises/word_kept.html")]
struct WordKept {
    frame: Frame,
    word: MyWord,
}

impl WordKept {
    /// A share of one, as a whole number of a hundred.
    fn hundredths(share: &f64) -> u32 {
        (share.clamp(0.0, 1.0) * 100.0 + 0.5) as u32
    }
}

/// Where to share it, or no more.
#[derive(Deserialize)]
pub struct ShareForm {
    community: CommunityId,
    shares: bool,
}

/// What my word is worth, and why.
pub async fn mine(visit: Visit) -> Shown {
    let frame = visit.frame(Place::Me).await?;
    let word = promises::word_kept(&visit.app, &visit.actor).await?;
    Ok(visit.page(&WordKept { frame, word }))
}

/// Shows the band to a community, or no more.
pub async fn share(visit: Visit, Form(form): Form<ShareForm>) -> Shown {
    promises::share(&visit.app, &visit.actor, &form.community, form.shares).await?;
    let notice = if form.shares { "notice-word-shared" } else { "notice-word-unshared" };
    Ok(visit.done(notice, "/word-kept"))
}
