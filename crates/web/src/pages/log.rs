//! What happened in a community, in sentences: for its organisers.

use askama::Template;
use goodword_app::log::{self, About, Told, Whose};
use goodword_domain::communities::CommunityId;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::answer::{Path, Query};
use crate::words::{Said, Words};

use super::filters;
use super::visit::{Frame, Shown, Visit};

/// Events on a page.
const SHOWN: u32 = 50;

#[derive(Template)]
#[template(path = "organise/log.html")]
struct Log {
    frame: Frame,
    days: Vec<Day>,
    next: Option<String>,
}

/// A day of the log.
struct Day {
    on: Date,
    said: String,
    lines: Vec<Line>,
}

/// What happened at one moment.
struct Line {
    at: String,
    sentence: String,
}

/// Which page.
#[derive(Deserialize)]
pub struct LogQuery {
    before: Option<String>,
}

/// The log, newest first.
pub async fn log(visit: Visit, Path(community): Path<CommunityId>, Query(query): Query<LogQuery>) -> Shown {
    let (frame, seat) = visit.frame_organising(&community).await?;
    let told = log::page(&visit.app, &visit.actor, &community, query.before.as_deref(), SHOWN).await?;
    let last = told.last().filter(|_| told.len() == SHOWN as usize);
    let next = last.map(|last| serde_urlencoded::to_string([("before", &last.mark)]).unwrap_or_default());
    let zone = TimeZone::get(&seat.community.time_zone).unwrap_or(TimeZone::UTC);
    let mut days: Vec<Day> = Vec::new();
    for told in told {
        let at = told.at.to_zoned(zone.clone());
        let line = Line { at: at.strftime("%H:%M").to_string(), sentence: sentence(frame.words, &told) };
        match days.last_mut().filter(|day| day.on == at.date()) {
            Some(day) => day.lines.push(line),
            None => days.push(Day { on: at.date(), said: frame.words.date(at.date()), lines: vec![line] }),
        }
    }
    Ok(visit.page(&Log { frame, days, next }))
}

/// One event as a sentence. What has none of its own is somebody's own business, and told as that.
fn sentence(words: Words, told: &Told) -> String {
    let who = match &told.who {
        Whose::Member(name) => name.clone(),
        Whose::Gone => words.say("log-who-gone"),
        Whose::Operator => words.say("log-who-operator"),
        Whose::Goodword => "Goodword".to_owned(),
    };
    let whom = match &told.about {
        About::Nothing => String::new(),
        About::Member(name) => name.clone().unwrap_or_else(|| words.say("log-whom-gone")),
        About::Round(day) => day.map_or_else(|| words.say("log-round-gone"), |day| words.date(day)),
        About::File(name) => name.clone().unwrap_or_else(|| words.say("log-file-gone")),
    };
    let key = format!("log-{}", told.what.replace('.', "-"));
    let key = if words.has(&key) { key } else { "log-other".to_owned() };
    let (role, n) = (told.role.clone().unwrap_or_default(), told.n.unwrap_or_default());
    let with: [(&'static str, &dyn Said); 4] = [("who", &who), ("whom", &whom), ("role", &role), ("n", &n)];
    words.say_with(&key, &with)
}
