//! The demo's letters, which go to nobody: whoever looks around reads them here, and lets days go by. In the demo and nowhere else.

use std::sync::Arc;

use askama::Template;
use goodword_app::mail::{self, Waiting};
use goodword_app::{Actor, Error};
use jiff::civil::Date;
use serde::Deserialize;

use crate::answer::Query;
use crate::demo::DemoClock;

use super::filters;
use super::forms::Form;
use super::times;
use super::visit::{Frame, Shown, Visit};

#[derive(Template)]
#[template(path = "letters/letters.html")]
struct Letters {
    frame: Frame,
    path: String,
    today: Date,
    to: String,
    readers: Vec<String>,
    letters: Vec<Letter>,
}

/// A letter as one reads it.
struct Letter {
    to: String,
    subject: String,
    on: Date,
    lines: Vec<Line>,
}

/// A line of it: words, and the link at its end.
struct Line {
    words: String,
    link: Option<String>,
}

/// Whose letters.
#[derive(Deserialize, Default)]
pub struct ToQuery {
    #[serde(default)]
    to: String,
}

/// How many letters are shown.
const LETTERS: usize = 40;

/// The latest letters, of all or to one.
pub async fn letters(visit: Visit, Query(query): Query<ToQuery>, path: String) -> Shown {
    let mut all = mail::waiting_for(&visit.app, &Actor::OPERATOR).await?;
    all.sort_by(|a, b| (b.since, &b.id).cmp(&(a.since, &a.id)));
    let mut readers: Vec<String> = all.iter().map(|letter| letter.to.clone()).collect();
    readers.sort();
    readers.dedup();
    let zone = times::zone("Europe/London");
    let house = visit.app.house.url.clone();
    let wanted = all.into_iter().filter(|letter| query.to.is_empty() || letter.to == query.to).take(LETTERS);
    let letter = |waiting: Waiting| {
        let (subject, text) = waiting.content.unwrap_or_default();
        Letter { to: waiting.to, subject, on: times::day(waiting.since, &zone), lines: lines(&text, &house) }
    };
    let letters = wanted.map(letter).collect();
    let today = times::day(visit.app.now(), &zone);
    Ok(visit.page(&Letters { frame: visit.bare(), path, today, to: query.to, readers, letters }))
}

/// A letter's lines; what stands in the line before a link says what it is for.
fn lines(text: &str, house: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for line in text.lines() {
        match line.strip_prefix(house) {
            Some(link) => {
                let before = lines.pop().map(|line| line.words).unwrap_or_default();
                lines.push(Line {
                    words: before.trim_end_matches(':').to_owned(),
                    link: Some(link.to_owned()),
                });
            }
            None => lines.push(Line { words: line.to_owned(), link: None }),
        }
    }
    lines
}

/// How many days.
#[derive(Deserialize)]
pub struct DaysForm {
    #[serde(default)]
    days: u32,
}

/// Lets days go by.
pub async fn days(visit: Visit, clock: Arc<DemoClock>, Form(form): Form<DaysForm>, path: String) -> Shown {
    if !(1..=31).contains(&form.days) {
        return Err(Error::field("days", "One to 31 days can go by at once.").into());
    }
    clock.forward_days(form.days);
    visit.app.wake.notify_waiters();
    Ok(visit.done("notice-days-gone", &path))
}
