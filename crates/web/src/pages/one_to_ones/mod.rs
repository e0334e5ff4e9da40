//! One-to-ones: one's own matches, from "will you meet?" to "did you meet?". Each has one page, which says what comes next; it
//! opens from the list of whoever came in, and from the link in a letter without an account.

mod deeds;
mod list;
mod typed;
mod which;

use askama::Template;
use axum::http::header;
use axum::response::IntoResponse;
use goodword_app::Error;
use goodword_app::answers::{self, Given};
use goodword_app::guide::{self, Guide};
use goodword_app::matches::{self, Mine, Next};
use goodword_app::meetings::{self, Planned};
use goodword_app::rounds::{InMatch, Reason, Said};
use goodword_domain::answers::Met;
use goodword_domain::help::HelpKind;
use goodword_domain::members::MemberId;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::answer::Query;
use crate::words::Words;

use super::filters;
use super::forms::Wrong;
use super::times::{self, Time};
use super::visit::{Frame, Shown, Visit};
pub use deeds::{answer, place, tell, wait, when};
pub use list::{ComingForm, Line, all, come, end_feed, make_feed, to_come};
use typed::Typed;
use which::Which;

/// What a link of a letter wants to see first.
#[derive(Deserialize, Default)]
pub struct FirstQuery {
    #[serde(default)]
    say: String,
    #[serde(default)]
    met: String,
    #[serde(default)]
    see: String,
}

#[derive(Template)]
#[template(path = "one_to_ones/show.html")]
struct One {
    frame: Frame,
    path: String,
    of: Mine,
    names: String,
    first: &'static str,
    plan: Planned,
    options: Vec<Choice>,
    suggested: Vec<Time>,
    at: Option<Time>,
    answer_by: Option<Date>,
    again_until: Option<Date>,
    said: answers::Shown,
    today: Date,
    typed: Typed,
    wrong: Wrong,
}

/// A time to choose, and who can.
struct Choice {
    at: Time,
    mine: bool,
    n_others: usize,
}

impl One {
    /// What others could do for whoever looks.
    fn for_me(&self) -> impl Iterator<Item = &Reason> {
        self.of.reasons.iter().filter(|reason| reason.to == self.of.me)
    }

    /// What whoever looks could do for others.
    fn for_them(&self) -> impl Iterator<Item = &Reason> {
        self.of.reasons.iter().filter(|reason| reason.from == self.of.me)
    }

    /// Whether the page is about this deed first.
    fn is(&self, first: &str) -> bool {
        self.first == first
    }

    /// Whether help of this kind stands in what one said.
    fn ticked(&self, from: &MemberId, to: &MemberId, kind: &HelpKind) -> bool {
        let said = self.said.mine.iter().flat_map(|given: &Given| &given.helps);
        said.into_iter().any(|help| help.from == *from && help.to == *to && help.kind == *kind)
    }

    /// What was typed, or else what one said before.
    fn or_said(&self, name: &str, said: fn(&Given) -> &str) -> String {
        match self.typed.get(name) {
            "" => self.said.mine.as_ref().map(said).unwrap_or_default().to_owned(),
            typed => typed.to_owned(),
        }
    }

    fn thanks(&self) -> String {
        self.or_said("thanks", |given| &given.thanks)
    }

    fn note(&self) -> String {
        self.or_said("note", |given| &given.note)
    }

    fn useful(&self, word: &str) -> bool {
        let said = self.said.mine.as_ref().and_then(|given| given.useful);
        said == Some(word == "yes") && matches!(word, "yes" | "no")
    }

    /// What another said, as it may be told.
    fn said_word(&self, other: &InMatch) -> &'static str {
        match other.said {
            Said::Yes => "yes",
            Said::Waiting => "waiting",
            Said::NotThisTime => "not_this_time",
        }
    }

    /// Whether they say that they met: then something may have been promised.
    fn have_met(&self) -> bool {
        self.of.met == Some(Met::Yes)
    }

    /// Whether the place is the link of a call.
    fn place_is_a_link(&self) -> bool {
        self.plan.place.starts_with("https://") && !self.plan.place.contains(' ')
    }

    /// Whether a time that suits all was ticked.
    fn typed_at(&self, value: &str) -> bool {
        self.typed.all("at").any(|at| at == value)
    }

    /// What was typed as one of the three times.
    fn typed_time(&self, n: &u32) -> &str {
        self.typed.get(&format!("time-{n}"))
    }

    /// Somebody's name.
    fn name(&self, member: &MemberId) -> &str {
        self.of.others.iter().find(|other| other.member == *member).map_or("", |other| &other.name)
    }
}

/// The page of one match, whatever comes next in it.
pub async fn show(visit: Visit, which: Which, Query(first): Query<FirstQuery>) -> Shown {
    if first.see == "guide" {
        return guide(visit, which).await;
    }
    let found = page(&visit, &which, first_of(&first), Typed::default(), Wrong::default()).await;
    match found {
        Ok(page) => Ok(visit.page(&page)),
        Err(error) => which.told(&visit, error),
    }
}

/// What the page shows first: closed words only.
fn first_of(asked: &FirstQuery) -> &'static str {
    match (asked.say.as_str(), asked.met.as_str()) {
        ("another_time", _) => "another_time",
        ("not_this_time", _) => "not_this_time",
        ("pause", _) => "pause",
        (_, "yes") => "met",
        (_, "not_yet") => "not_yet",
        (_, "no") => "not_met",
        ("times", _) => "times",
        _ => "",
    }
}

async fn page(
    visit: &Visit,
    which: &Which,
    first: &'static str,
    typed: Typed,
    wrong: Wrong,
) -> Result<One, Error> {
    let frame = which.frame(visit).await?;
    let by = which.by(visit);
    let of = matches::find(&visit.app, &by).await?;
    let plan = meetings::find(&visit.app, &by).await?;
    let said = answers::find(&visit.app, &by).await?;
    let zone = times::zone(&plan.zone);
    let options = plan.options.iter().map(|choice| Choice {
        at: Time::of(choice.at, &zone),
        mine: choice.mine,
        n_others: choice.n_others,
    });
    let options: Vec<Choice> = options.collect();
    let known = |slot: &&goodword_domain::times::Slot| plan.options.iter().all(|choice| choice.at != **slot);
    Ok(One {
        names: names(frame.words, of.others.iter().map(|other| other.name.as_str())),
        path: which.path(),
        first: shown_first(first, &of),
        suggested: plan.suggested.iter().filter(known).map(|slot| Time::of(*slot, &zone)).collect(),
        at: plan.at.map(|at| Time::of(at, &zone)),
        answer_by: of.answer_by.map(|until| times::last_day(until, &zone)),
        again_until: of.again_until.map(|until| times::last_day(until, &zone)),
        today: today(visit, &zone),
        frame,
        of,
        plan,
        options,
        said,
        typed,
        wrong,
    })
}

fn today(visit: &Visit, zone: &TimeZone) -> Date {
    times::day(visit.app.now(), zone)
}

/// A button of an old letter does not show what cannot be done any more.
fn shown_first(first: &'static str, of: &Mine) -> &'static str {
    let fits = match first {
        "not_this_time" | "pause" => !matches!(of.next, Next::Off | Next::Tell | Next::Nothing),
        "another_time" => matches!(of.next, Next::Answer | Next::Wait),
        "times" => matches!(of.next, Next::Wait | Next::FindTime | Next::Meet),
        _ => matches!(of.next, Next::FindTime | Next::Meet | Next::Tell | Next::Nothing),
    };
    if fits { first } else { "" }
}

/// Several names as one says them: “Ana, Ben and Cy”.
pub fn names<'a>(words: Words, all: impl Iterator<Item = &'a str>) -> String {
    let nobody = words.say("somebody-gone");
    let all: Vec<&str> = all.map(|name| if name.is_empty() { nobody.as_str() } else { name }).collect();
    match all.split_last() {
        None => nobody,
        Some((last, [])) => (*last).to_owned(),
        Some((last, first)) => format!("{}{}{last}", first.join(", "), words.say("names-and")),
    }
}

#[derive(Template)]
#[template(path = "one_to_ones/guide.html")]
struct GuidePage {
    frame: Frame,
    path: String,
    guide: Guide,
    names: String,
    at: Option<Time>,
    zone: String,
}

impl GuidePage {
    /// What somebody is called.
    fn name(&self, member: &MemberId) -> &str {
        let other = self.guide.of.others.iter().find(|other| other.member == *member);
        other.map_or("", |other| &other.name)
    }

    /// When two met before.
    fn last(&self, at: &jiff::Timestamp) -> Date {
        times::day(*at, &times::zone(&self.zone))
    }
}

/// What to talk about, on one screen, to be printed too.
pub async fn guide(visit: Visit, which: Which) -> Shown {
    match guide_page(&visit, &which).await {
        Ok(page) => Ok(visit.page(&page)),
        Err(error) => which.told(&visit, error),
    }
}

async fn guide_page(visit: &Visit, which: &Which) -> Result<GuidePage, Error> {
    let frame = which.frame(visit).await?;
    let by = which.by(visit);
    let guide = guide::find(&visit.app, &by).await?;
    let plan = meetings::find(&visit.app, &by).await?;
    let names = names(frame.words, guide.of.others.iter().map(|other| other.name.as_str()));
    let at = plan.at.map(|at| Time::of(at, &times::zone(&plan.zone)));
    Ok(GuidePage { path: which.path(), frame, guide, names, at, zone: plan.zone })
}

/// The agreed time as a file for a calendar.
pub async fn calendar(visit: Visit, which: Which) -> Shown {
    which.frame(&visit).await?;
    match meetings::calendar_file(&visit.app, &which.by(&visit)).await {
        Ok(file) => {
            let kind = (header::CONTENT_TYPE, "text/calendar; charset=utf-8");
            let name = (header::CONTENT_DISPOSITION, "attachment; filename=\"one-to-one.ics\"");
            Ok(([kind, name], file).into_response())
        }
        Err(error) => which.told(&visit, error),
    }
}

/// Whether they met, by its word.
fn met_of(word: &str) -> Met {
    Met::of(word).unwrap_or(Met::NotYet)
}
