//! Rounds, as organisers hold them: planned, looked at, edited, released, watched, told about. One page says how a round is, from the
//! draft to the report; what is tried on it, the cost of an edit or other rules, is shown on top of the same page.

mod calendar;
mod deeds;
mod one;
mod picture;
mod terms;

use askama::Template;
use axum::http::header;
use axum::response::IntoResponse;
use goodword_app::Error;
use goodword_app::rounds::{self, Calendar, Export, Shown as Round};
use goodword_domain::communities::CommunityId;
use goodword_domain::rounds::Terms;
use goodword_domain::rounds::stages::RoundId;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::answer::Path;

use super::filters;
use super::forms::{Form, Wrong};
use super::times;
use super::visit::{Frame, Shown, Visit};
pub use calendar::{end as end_calendar, form as calendar_form, set as set_calendar};
pub use deeds::{cancel, edit, plan, release, replay, stop, terms, what_if};
pub use one::{find, releasing};
use terms::TermsForm;

#[derive(Template)]
#[template(path = "rounds/all.html")]
struct All {
    frame: Frame,
    rounds: Vec<Round>,
    calendar: Option<Calendar>,
    form: TermsForm,
    once: String,
    wrong: Wrong,
}

impl All {
    fn wrong(&self) -> &Wrong {
        &self.wrong
    }
}

/// All rounds, the calendar, and the form for one more.
pub async fn all(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    let (frame, seat) = visit.frame_organising(&community).await?;
    let today = times::day(visit.app.now(), &times::zone(&seat.community.time_zone));
    let terms = Terms {
        on: today.saturating_add(1.week()),
        repeat_weeks: seat.community.repeat_window_weeks,
        ..Terms::default()
    };
    let page = list(&visit, frame, &community, TermsForm::of(&terms), Wrong::default()).await?;
    Ok(visit.page(&page))
}

async fn list(
    visit: &Visit,
    frame: Frame,
    community: &CommunityId,
    form: TermsForm,
    wrong: Wrong,
) -> Result<All, Error> {
    let rounds = rounds::all(&visit.app, &visit.actor, community).await?;
    let calendar = rounds::calendar(&visit.app, &visit.actor, community).await?;
    Ok(All { frame, rounds, calendar, form, once: visit.once(), wrong })
}

/// Drafts a round, and plans it at once if that is asked for.
pub async fn draft(visit: Visit, Path(community): Path<CommunityId>, Form(form): Form<TermsForm>) -> Shown {
    let (frame, _) = visit.frame_organising(&community).await?;
    let drafted = match form.terms(Terms::default()) {
        Ok(terms) => rounds::draft(&visit.app, &visit.sending(&form.once), &community, terms).await,
        Err(error) => Err(error),
    };
    match drafted {
        Ok(round) => {
            if form.then == "plan" && round.stage == "draft" {
                rounds::plan(&visit.app, &visit.actor, &community, &round.id).await?;
            }
            Ok(visit.on_to(&at(&community, &round.id)))
        }
        Err(error) => {
            let page = list(&visit, frame, &community, form, Wrong::of(error)?).await?;
            Ok(visit.again(&page))
        }
    }
}

/// Where a round's page is.
fn at(community: &CommunityId, id: &RoundId) -> String {
    format!("/communities/{community}/rounds/{id}")
}

type Which = Path<(CommunityId, RoundId)>;

/// The matches as a spreadsheet.
pub async fn spreadsheet(visit: Visit, Path((community, id)): Which) -> Shown {
    exported(&visit, &community, &id, Export::Spreadsheet).await
}

/// The matches as a calendar.
pub async fn calendar_file(visit: Visit, Path((community, id)): Which) -> Shown {
    exported(&visit, &community, &id, Export::Calendar).await
}

async fn exported(visit: &Visit, community: &CommunityId, id: &RoundId, what: Export) -> Shown {
    visit.frame_organising(community).await?;
    let file = rounds::export(&visit.app, &visit.actor, community, id, what).await?;
    let (kind, ending) = match what {
        Export::Spreadsheet => ("text/csv; charset=utf-8", "csv"),
        Export::Calendar => ("text/calendar; charset=utf-8", "ics"),
    };
    let name = format!("attachment; filename=\"round.{ending}\"");
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, file).into_response())
}

/// The day of a round.
fn day(round: &Round) -> Date {
    round.terms.on
}
