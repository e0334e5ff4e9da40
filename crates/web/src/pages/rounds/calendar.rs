//! When rounds are held by themselves.

use askama::Template;
use goodword_app::Error;
use goodword_app::communities::Seat;
use goodword_app::rounds::{self, Calendar};
use goodword_domain::communities::CommunityId;
use goodword_domain::rounds::Terms;
use jiff::ToSpan;
use jiff::civil::Time;
use serde::Deserialize;

use crate::answer::Path;
use crate::pages::filters;
use crate::pages::forms::{Form, Wrong};
use crate::pages::times;
use crate::pages::visit::{Frame, Shown, Visit};

use super::terms::TermsForm;

#[derive(Template)]
#[template(path = "rounds/calendar.html")]
struct Page {
    frame: Frame,
    is_set: bool,
    calendar: CalendarForm,
    weeks: u32,
    form: TermsForm,
    zone: String,
    wrong: Wrong,
}

impl Page {
    fn wrong(&self) -> &Wrong {
        &self.wrong
    }
}

/// The calendar as it stands in the fields, beside the terms of its rounds.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CalendarForm {
    first: String,
    round_every_weeks: String,
    at: String,
    told_days: String,
    releases: String,
}

impl CalendarForm {
    fn of(calendar: &Calendar) -> CalendarForm {
        CalendarForm {
            first: calendar.first.to_string(),
            round_every_weeks: calendar.every_weeks.to_string(),
            at: format!("{:02}:{:02}", calendar.minute / 60, calendar.minute % 60),
            told_days: calendar.told_days.to_string(),
            releases: if calendar.releases { "yes" } else { "" }.to_owned(),
        }
    }

    fn calendar(&self, terms: Terms) -> Result<Calendar, Error> {
        let number = |field, typed: &str| {
            typed.trim().parse().map_err(|_| Error::field(field, "Write a whole number."))
        };
        let first =
            self.first.parse().map_err(|_| Error::field("first", "Write the day like 2026-09-01."))?;
        let at: Time = self.at.parse().map_err(|_| Error::field("at", "Write the time like 09:00."))?;
        let minute = u16::from(at.hour().unsigned_abs()) * 60 + u16::from(at.minute().unsigned_abs());
        Ok(Calendar {
            first,
            every_weeks: number("round_every_weeks", &self.round_every_weeks)?,
            minute,
            told_days: number("told_days", &self.told_days)?,
            releases: self.releases == "yes",
            terms,
        })
    }
}

/// The calendar, or what it could be.
pub async fn form(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    let (frame, seat) = visit.frame_organising(&community).await?;
    let known = rounds::calendar(&visit.app, &visit.actor, &community).await?;
    let is_set = known.is_some();
    let calendar = known.unwrap_or_else(|| suggested(&visit, &seat));
    let form = TermsForm::of(&calendar.terms);
    let page = shown(frame, seat, is_set, (CalendarForm::of(&calendar), form), Wrong::default());
    Ok(visit.page(&page))
}

/// In a week, as often as the community said that it wants rounds.
fn suggested(visit: &Visit, seat: &Seat) -> Calendar {
    let today = times::day(visit.app.now(), &times::zone(&seat.community.time_zone));
    Calendar {
        first: today.saturating_add(1.week()),
        every_weeks: seat.community.round_every_weeks,
        minute: 540,
        told_days: 3,
        releases: false,
        terms: Terms { repeat_weeks: seat.community.repeat_window_weeks, ..Terms::default() },
    }
}

fn shown(
    frame: Frame,
    seat: Seat,
    is_set: bool,
    (calendar, form): (CalendarForm, TermsForm),
    wrong: Wrong,
) -> Page {
    let weeks = calendar.round_every_weeks.parse().unwrap_or(seat.community.round_every_weeks);
    Page { frame, is_set, calendar, weeks, form, zone: seat.community.time_zone, wrong }
}

/// Has rounds held so.
pub async fn set(
    visit: Visit,
    Path(community): Path<CommunityId>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Shown {
    let (frame, seat) = visit.frame_organising(&community).await?;
    let (calendar, form) = read(&typed);
    let set = match form.terms(Terms::default()).and_then(|terms| calendar.calendar(terms)) {
        Ok(set) => rounds::set_calendar(&visit.app, &visit.actor, &community, set).await,
        Err(error) => Err(error),
    };
    match set {
        Ok(_) => Ok(visit.done("notice-calendar-set", &format!("/communities/{community}/rounds"))),
        Err(error) => {
            let wrong = Wrong::of(error)?;
            Ok(visit.again(&shown(frame, seat, true, (calendar, form), wrong)))
        }
    }
}

/// The same fields, read as the calendar's and as the terms' of its rounds.
fn read(typed: &[(String, String)]) -> (CalendarForm, TermsForm) {
    let said = |name: &str| {
        let found = typed.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let calendar = CalendarForm {
        first: said("first"),
        round_every_weeks: said("round_every_weeks"),
        at: said("at"),
        told_days: said("told_days"),
        releases: said("releases"),
    };
    let form = TermsForm {
        joining: said("joining"),
        size: said("size"),
        odd: said("odd"),
        place: said("place"),
        repeat_weeks: said("repeat_weeks"),
        meetings: said("meetings"),
        explore_percent: said("explore_percent"),
        answer_days: said("answer_days"),
        rematch_days: said("rematch_days"),
        meet_days: said("meet_days"),
        seed: said("seed"),
        ..TermsForm::default()
    };
    (calendar, form)
}

/// Ends the calendar. Rounds that are there go on.
pub async fn end(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    rounds::end_calendar(&visit.app, &visit.actor, &community).await?;
    Ok(visit.done("notice-calendar-ended", &format!("/communities/{community}/rounds")))
}
