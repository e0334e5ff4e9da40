//! All one-to-ones of somebody in a community: the next ones, rounds to come, those that were; and their private calendar.

use askama::Template;
use goodword_app::Error;
use goodword_app::communities::Seat;
use goodword_app::feeds::{self, Feed};
use goodword_app::matches::{self, Mine, Next};
use goodword_app::rounds::{self, Coming, Upcoming};
use goodword_domain::answers::Met;
use goodword_domain::communities::CommunityId;
use goodword_domain::rounds::stages::RoundId;
use jiff::civil::Date;
use serde::Deserialize;

use crate::answer::Path;
use crate::pages::filters;
use crate::pages::forms::Form;
use crate::pages::times::{self, Time};
use crate::pages::visit::{Frame, Place, Shown, Visit};
use crate::words::Words;

use super::names;

/// A one-to-one in a list.
pub struct Line {
    /// The match.
    pub of: Mine,
    /// Whom one meets.
    pub names: String,
    /// When.
    pub at: Option<Time>,
    /// Until when one answers.
    pub answer_by: Option<Date>,
}

impl Line {
    /// A match as a line, in the reader's language and time.
    pub fn of(words: Words, zone: &str, of: Mine) -> Line {
        let zone = times::zone(zone);
        Line {
            names: names(words, of.others.iter().map(|other| other.name.as_str())),
            at: of.at.map(|at| Time::of(at, &zone)),
            answer_by: of.answer_by.map(|until| times::last_day(until, &zone)),
            of,
        }
    }

    /// Whether there is something to do still.
    pub fn is_open(&self) -> bool {
        !matches!(self.of.next, Next::Nothing | Next::Off)
    }
}

#[derive(Template)]
#[template(path = "one_to_ones/list.html")]
struct All {
    frame: Frame,
    next: Vec<Line>,
    past: Vec<Line>,
    upcoming: Vec<Upcoming>,
    feed_since: Option<Date>,
    zone: String,
}

impl All {
    /// Whether somebody comes to a round as far as it is known.
    fn comes(&self, coming: &Coming) -> bool {
        matches!(coming, Coming::Yes | Coming::Waiting)
    }

    /// Whether a round is worth a line here: not one in which somebody is matched, for that stands above.
    fn is_to_come(&self, round: &Upcoming) -> bool {
        round.coming != Coming::Matched
    }

    /// What became of a past one.
    fn past_word(&self, line: &Line) -> &'static str {
        match (line.of.next, line.of.met) {
            (Next::Off, _) => "off",
            (_, Some(Met::Yes)) => "met",
            _ => "not_met",
        }
    }

    /// The last day before an instant.
    fn last_day(&self, until: &jiff::Timestamp) -> Date {
        times::last_day(*until, &times::zone(&self.zone))
    }
}

/// What comes next for somebody in their latest matches, to be shown elsewhere.
pub async fn to_come(visit: &Visit, words: Words, seat: &Seat) -> Result<Vec<Line>, Error> {
    const LATEST: u32 = 6;
    let latest = matches::latest(&visit.app, &visit.actor, &seat.community.id, LATEST).await?;
    let zone = zone_of(seat);
    Ok(latest.into_iter().map(|of| Line::of(words, &zone, of)).filter(Line::is_open).collect())
}

/// The time zone in which somebody lives: their own, or their community's.
fn zone_of(seat: &Seat) -> String {
    let own = &seat.member.profile.time_zone;
    if own.is_empty() { seat.community.time_zone.clone() } else { own.clone() }
}

/// The next ones and the past ones.
pub async fn all(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    let (frame, seat) = visit.frame_in(&community, Place::OneToOnes).await?;
    let (app, actor) = (&visit.app, &visit.actor);
    let zone = zone_of(&seat);
    let lines = matches::mine(app, actor, &community).await?;
    let lines = lines.into_iter().map(|of| Line::of(frame.words, &zone, of));
    let (mut next, past): (Vec<Line>, Vec<Line>) = lines.partition(Line::is_open);
    next.sort_by(|a, b| a.of.at.map(|at| at.from).cmp(&b.of.at.map(|at| at.from)));
    let upcoming = rounds::upcoming(app, actor, &community).await?;
    let feed = feeds::made(app, actor, &community).await?;
    let feed_since = feed.map(|at| times::day(at, &times::zone(&zone)));
    Ok(visit.page(&All { frame, next, past, upcoming, feed_since, zone }))
}

/// Whether somebody comes.
#[derive(Deserialize)]
pub struct ComingForm {
    #[serde(default)]
    comes: String,
}

impl ComingForm {
    /// Whether they do.
    pub fn comes(&self) -> bool {
        self.comes == "yes"
    }

    /// What to say of it.
    pub fn notice(&self) -> &'static str {
        if self.comes() { "notice-coming" } else { "notice-skipped" }
    }
}

/// Says whether one comes to a round.
pub async fn come(
    visit: Visit,
    Path((community, id)): Path<(CommunityId, RoundId)>,
    Form(form): Form<ComingForm>,
) -> Shown {
    rounds::choose(&visit.app, &visit.actor, &community, &id, form.comes()).await?;
    Ok(visit.done(form.notice(), &format!("/communities/{community}/one-to-ones")))
}

#[derive(Template)]
#[template(path = "one_to_ones/feed.html")]
struct FeedPage {
    frame: Frame,
    feed: Feed,
}

/// Makes the link of a private calendar anew, and shows it this once.
pub async fn make_feed(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    let (frame, _) = visit.frame_in(&community, Place::OneToOnes).await?;
    let feed = feeds::make(&visit.app, &visit.actor, &community).await?;
    Ok(visit.page(&FeedPage { frame, feed }))
}

/// Ends that link.
pub async fn end_feed(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    feeds::end(&visit.app, &visit.actor, &community).await?;
    Ok(visit.done("notice-feed-ended", &format!("/communities/{community}/one-to-ones")))
}
