//! Pausing: met by nobody until a day.

use askama::Template;
use goodword_app::members;
use goodword_domain::communities::CommunityId;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;

use crate::answer::Path;

use super::super::filters;
use super::super::forms::{Form, Wrong};
use super::super::visit::{Frame, Place, Shown, Visit};
use super::day;

/// Pauses of so many weeks are one tap.
const WEEKS: [u32; 3] = [4, 8, 12];

#[derive(Template)]
#[template(path = "own/pause.html")]
struct Pause {
    frame: Frame,
    until: Option<Date>,
    typed: String,
    wrong: Wrong,
}

/// Until when.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct PauseForm {
    weeks: Option<u32>,
    until: String,
    /// Back at once.
    resume: Option<String>,
}

/// Until when somebody pauses, and the form to say so.
pub async fn pause(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    Ok(visit.page(&page(&visit, &community, String::new(), Wrong::default()).await?))
}

async fn page(
    visit: &Visit,
    community: &CommunityId,
    typed: String,
    wrong: Wrong,
) -> Result<Pause, goodword_app::Error> {
    let (frame, seat) = visit.frame_in(community, Place::Me).await?;
    let today = day(visit.app.now(), Some(&seat));
    let until = seat.member.profile.paused_until.filter(|until| today < *until);
    Ok(Pause { frame, until, typed, wrong })
}

/// Pauses, or is back.
pub async fn set_pause(
    visit: Visit,
    Path(community): Path<CommunityId>,
    Form(form): Form<PauseForm>,
) -> Shown {
    let (_, seat) = visit.frame_in(&community, Place::Me).await?;
    let today = day(visit.app.now(), Some(&seat));
    let until = match (&form.resume, form.weeks) {
        (Some(_), _) => None,
        (None, Some(weeks)) => today.checked_add(i64::from(weeks.min(520)).weeks()).ok(),
        (None, None) => match form.until.parse::<Date>() {
            Ok(until) if today < until => Some(until),
            _ => {
                let error = goodword_app::Error::field("until", visit.words().say("away-wrong"));
                let page = page(&visit, &community, form.until, Wrong::of(error)?).await?;
                return Ok(visit.again(&page));
            }
        },
    };
    members::retouch(&visit.app, &visit.actor, &community, |profile| profile.paused_until = until).await?;
    let notice = if until.is_some() { "notice-away" } else { "notice-resumed" };
    Ok(visit.done(notice, &format!("/communities/{community}/me/pause")))
}
