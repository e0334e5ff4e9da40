//! Introducing oneself in small steps. None must be done, and each shows at once what it is good for.

mod about;
mod meeting;
mod said;
pub mod week;

pub use about::{save_serves, save_story, save_who, serves, story, who};
pub use meeting::{meeting, save_meeting};
pub use said::{asks, close, offers, reopen, reword, say_ask, say_offer, shift};
pub use week::{save_week, week};

use askama::Template;
use axum::response::Response;
use goodword_app::Error;
use goodword_app::members::{self, Card, Side};
use goodword_domain::communities::CommunityId;
use goodword_domain::profiles::Profile;
use goodword_domain::steps::Step;

use crate::answer::Path;

use super::filters;
use super::visit::{Frame, Place, Shown, Visit};
use week::Picture;

/// Where somebody is among the steps.
pub struct Steps {
    /// The step that the page is about.
    pub now: Option<Step>,
    /// All, with whether they are done.
    pub all: Vec<(Step, bool)>,
}

impl Steps {
    /// The steps of whoever has this card.
    pub fn of(card: &Card, now: Option<Step>) -> Steps {
        let n = |side| card.entries.iter().filter(|kept| kept.side == side).count();
        let (n_asks, n_offers) = (n(Side::Ask), n(Side::Offer));
        let done = |step: Step| (step, step.is_done(&card.member.profile, n_asks, n_offers));
        Steps { now, all: Step::ALL.into_iter().map(done).collect() }
    }

    /// How many are done.
    pub fn n_done(&self) -> usize {
        self.all.iter().filter(|(_, done)| *done).count()
    }

    /// How many there are.
    pub fn n_all(&self) -> usize {
        self.all.len()
    }

    /// The first that is not done.
    pub fn first_open(&self) -> Option<Step> {
        self.all.iter().find(|(_, done)| !done).map(|(step, _)| *step)
    }

    /// Whether the page is about this one.
    pub fn is_now(&self, step: &Step) -> bool {
        self.now == Some(*step)
    }

    /// Whether that step is done.
    pub fn now_is_done(&self) -> bool {
        self.all.iter().any(|(step, done)| *done && self.is_now(step))
    }

    /// Where to go on without doing this one: the next step, or the overview.
    pub fn on_path(&self, community: &str) -> String {
        match self.now.and_then(Step::next) {
            Some(next) => format!("/communities/{community}/me/{}", next.word()),
            None => format!("/communities/{community}/me"),
        }
    }
}

#[derive(Template)]
#[template(path = "profile/all.html")]
struct All {
    frame: Frame,
    steps: Steps,
    card: Card,
    picture: Picture,
}

/// All steps, what is done, and the picture of one's week.
pub async fn all(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    let (frame, card, steps) = begin(&visit, &community, None).await?;
    let picture = Picture::of(&card.member.profile.availability);
    Ok(visit.page(&All { frame, steps, card, picture }))
}

/// What every step begins with.
async fn begin(
    visit: &Visit,
    community: &CommunityId,
    now: Option<Step>,
) -> Result<(Frame, Card, Steps), Error> {
    let (frame, _) = visit.frame_in(community, Place::Me).await?;
    let card = members::mine(&visit.app, &visit.actor, community).await?;
    let steps = Steps::of(&card, now);
    Ok((frame, card, steps))
}

/// Saves a part of the profile, and goes on to the next step.
async fn save(
    visit: &Visit,
    community: &CommunityId,
    now: Step,
    said: impl FnOnce(&mut Profile),
) -> Result<Response, Error> {
    let card = members::retouch(&visit.app, &visit.actor, community, said).await?;
    let steps = Steps::of(&card, Some(now));
    Ok(visit.done("notice-saved", &steps.on_path(&community.0)))
}

/// What was typed with commas between, or on lines of its own.
fn listed(text: &str) -> Vec<String> {
    let items = text.split([',', ';', '\n']).map(str::trim).filter(|item| !item.is_empty());
    items.map(str::to_owned).collect()
}
