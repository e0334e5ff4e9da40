//! By the link in a letter: skip the round that comes, or come after all. No account is needed.

use askama::Template;
use goodword_app::Error;
use goodword_app::outside::Secret;
use goodword_app::rounds::{self, Coming, Upcoming};
use jiff::Timestamp;

use crate::answer::{Fault, Path};

use super::filters;
use super::forms::{Form, Wrong};
use super::one_to_ones::ComingForm;
use super::sign_in::over;
use super::visit::{Frame, Shown, Visit};

#[derive(Template)]
#[template(path = "rounds/coming.html")]
struct Page {
    frame: Frame,
    round: Upcoming,
    now: Timestamp,
    wrong: Wrong,
}

impl Page {
    /// How one stands to the round, as the end of a sentence's name.
    fn standing(&self) -> &'static str {
        match (self.round.coming, self.round.released) {
            (Coming::Matched, _) => "matched",
            (Coming::Waiting, _) => "waiting",
            (Coming::Yes, _) => "yes",
            (Coming::No, false) => "no",
            (Coming::No, true) if self.round.until.is_some_and(|until| self.now < until) => "late",
            (Coming::No, true) => "over",
        }
    }
}

/// Shows whether one comes. Touches nothing.
pub async fn form(visit: Visit, Path(secret): Path<String>) -> Shown {
    shown(&visit, &secret, Wrong::default()).await
}

async fn shown(visit: &Visit, secret: &str, wrong: Wrong) -> Shown {
    match rounds::coming_by_link(&visit.app, &Secret::shown(secret)).await {
        Ok(round) => {
            let page = Page { frame: visit.bare(), round, now: visit.app.now(), wrong };
            Ok(if page.wrong.is() { visit.again(&page) } else { visit.page(&page) })
        }
        Err(Error::NotFound) => Ok(over(visit, "round-link-over", "match-link-sign-in", "/today")),
        Err(error) => Err(Fault(error)),
    }
}

/// Says whether one comes.
pub async fn choose(visit: Visit, Path(secret): Path<String>, Form(form): Form<ComingForm>) -> Shown {
    match rounds::choose_by_link(&visit.app, &Secret::shown(&secret), form.comes()).await {
        Ok(_) => Ok(visit.done(form.notice(), &format!("/rounds/{secret}"))),
        Err(Error::NotFound) => shown(&visit, &secret, Wrong::default()).await,
        Err(error) => shown(&visit, &secret, Wrong::of(error)?).await,
    }
}
