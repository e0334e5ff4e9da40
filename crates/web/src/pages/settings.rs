//! What is said about a community, and closing it.

use askama::Template;
use goodword_app::communities::{self, Terms};
use goodword_app::{Error, leave};
use goodword_domain::communities::{CommunityId, Role};
use serde::Deserialize;

use crate::answer::Path;

use super::filters;
use super::forms::{Form, Wrong};
use super::visit::{Frame, Shown, Visit};

#[derive(Template)]
#[template(path = "organise/settings.html")]
struct Settings {
    frame: Frame,
    /// Owners change them; organisers read.
    decides: bool,
    form: TermsForm,
    wrong: Wrong,
    closing: Wrong,
}

/// What is said about a community.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct TermsForm {
    name: String,
    place: String,
    time_zone: String,
    round_every_weeks: u32,
    repeat_window_weeks: String,
}

impl TermsForm {
    fn terms(&self) -> Result<Terms, Error> {
        let weeks = self.repeat_window_weeks.trim().parse();
        let weeks =
            weeks.map_err(|_| Error::field("repeat_window_weeks", "Please write a number of weeks."))?;
        Ok(Terms {
            name: self.name.clone(),
            place: self.place.clone(),
            time_zone: self.time_zone.clone(),
            round_every_weeks: self.round_every_weeks,
            repeat_window_weeks: weeks,
        })
    }
}

async fn page(
    visit: &Visit,
    community: &CommunityId,
    typed: Option<TermsForm>,
    [wrong, closing]: [Wrong; 2],
) -> Result<Settings, Error> {
    let (frame, seat) = visit.frame_organising(community).await?;
    let there = seat.community;
    let form = typed.unwrap_or(TermsForm {
        name: there.name,
        place: there.place,
        time_zone: there.time_zone,
        round_every_weeks: there.round_every_weeks,
        repeat_window_weeks: there.repeat_window_weeks.to_string(),
    });
    Ok(Settings { frame, decides: seat.member.role == Role::Owner, form, wrong, closing })
}

/// The settings of a community.
pub async fn settings(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    Ok(visit.page(&page(&visit, &community, None, Default::default()).await?))
}

/// Changes them.
pub async fn change(visit: Visit, Path(community): Path<CommunityId>, Form(form): Form<TermsForm>) -> Shown {
    let done = match form.terms() {
        Ok(terms) => communities::change(&visit.app, &visit.actor, &community, terms).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => {
            Ok(visit.done("notice-settings-kept", &format!("/communities/{community}/organise/settings")))
        }
        Err(error) => {
            let wrong = [Wrong::of(error)?, Wrong::default()];
            Ok(visit.again(&page(&visit, &community, Some(form), wrong).await?))
        }
    }
}

/// The name of a community that is to be closed.
#[derive(Deserialize)]
pub struct ClosingForm {
    #[serde(default)]
    name: String,
}

/// Closes the community for good.
pub async fn close(visit: Visit, Path(community): Path<CommunityId>, Form(form): Form<ClosingForm>) -> Shown {
    match leave::close(&visit.app, &visit.actor, &community, &form.name).await {
        Ok(()) => Ok(visit.done("notice-community-closed", "/today")),
        Err(error) => {
            let wrong = [Wrong::default(), Wrong::of(error)?];
            Ok(visit.again(&page(&visit, &community, None, wrong).await?))
        }
    }
}
