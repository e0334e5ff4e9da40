//! When one can meet: a week to tap, and its picture.

use askama::Template;
use goodword_domain::communities::CommunityId;
use goodword_domain::profiles::{Hours, Profile};
use goodword_domain::steps::Step;
use goodword_domain::week::{FIRST_HOUR, LAST_HOUR, Week, spans};

use crate::answer::Path;

use super::super::filters;
use super::super::forms::{Form, Wrong};
use super::super::visit::{Frame, Shown, Visit};
use super::{Steps, begin, save};

/// The weekdays as they end names of words.
const DAYS: [&str; 7] = ["1", "2", "3", "4", "5", "6", "7"];

#[derive(Template)]
#[template(path = "profile/week.html")]
struct WeekPage {
    frame: Frame,
    steps: Steps,
    rows: Vec<Row>,
    time_zone: String,
    picture: Picture,
    wrong: Wrong,
}

/// An hour of all weekdays.
struct Row {
    hour: u8,
    /// Weekday and whether it is free.
    cells: Vec<(&'static str, bool)>,
}

fn rows(week: &Week) -> Vec<Row> {
    let cells = |hour| (1..).zip(DAYS).map(|(day, word)| (word, week.has(day, hour))).collect();
    (FIRST_HOUR..LAST_HOUR).map(|hour| Row { hour, cells: cells(hour) }).collect()
}

/// The free hours of a week as bars, and as words beside them.
pub struct Picture {
    /// Each weekday with its bars.
    pub days: Vec<Day>,
}

/// A weekday of the picture.
pub struct Day {
    /// 1 is Monday.
    pub word: &'static str,
    /// Where its column begins.
    pub x: u16,
    /// Top and height of each bar, and when it is in words: `12:00–14:00`.
    pub bars: Vec<(u16, u16, String)>,
}

impl Picture {
    /// The picture of these hours. A column is 40 wide, an hour 10 high; the picture begins at 6 o'clock.
    pub fn of(hours: &[Hours]) -> Picture {
        let bar = |(from, to): (u16, u16)| {
            let top = (from.max(360) - 360) / 6;
            let bottom = (to.max(360) - 360) / 6;
            let said = format!("{}:{:02}–{}:{:02}", from / 60, from % 60, to / 60, to % 60);
            (top, bottom.saturating_sub(top), said)
        };
        let day = |(number, word): (u8, &'static str)| Day {
            word,
            x: u16::from(number - 1) * 40,
            bars: spans(hours, number).into_iter().map(bar).collect(),
        };
        Picture { days: (1..).zip(DAYS).map(day).collect() }
    }

    /// Whether no hour is free.
    pub fn is_empty(&self) -> bool {
        self.days.iter().all(|day| day.bars.is_empty())
    }
}

/// The week to tap.
pub async fn week(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    let (frame, card, steps) = begin(&visit, &community, Some(Step::Week)).await?;
    let Profile { availability, time_zone, .. } = card.member.profile;
    let (rows, picture) = (rows(&Week::of(&availability)), Picture::of(&availability));
    Ok(visit.page(&WeekPage { frame, steps, rows, time_zone, picture, wrong: Wrong::default() }))
}

/// Saves the week as it was tapped; a button of usual hours adds these, and stays.
pub async fn save_week(
    visit: Visit,
    Path(community): Path<CommunityId>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Shown {
    let said = |name: &str| pairs.iter().find(|pair| pair.0 == name).map(|pair| pair.1.as_str());
    let usual = said("usual");
    let time_zone = said("time_zone").unwrap_or_default().trim().to_owned();
    let week = tapped(&pairs, usual);
    let saved = save(&visit, &community, Step::Week, |profile| {
        profile.availability = week.onto(&profile.availability);
        profile.time_zone.clone_from(&time_zone);
    });
    match saved.await {
        Ok(_) if usual.is_some() => {
            Ok(visit.done("notice-saved", &format!("/communities/{community}/me/week")))
        }
        Ok(done) => Ok(done),
        Err(error) => {
            let wrong = Wrong::of(error)?;
            let (frame, card, steps) = begin(&visit, &community, Some(Step::Week)).await?;
            let picture = Picture::of(&card.member.profile.availability);
            Ok(visit.again(&WeekPage { frame, steps, rows: rows(&week), time_zone, picture, wrong }))
        }
    }
}

/// The cells that came, `2-13` for Tuesday from 13 o'clock, and the usual hours of a button.
fn tapped(pairs: &[(String, String)], usual: Option<&str>) -> Week {
    let mut week = Week::default();
    for (_, cell) in pairs.iter().filter(|pair| pair.0 == "at") {
        let read = cell.split_once('-').map(|(day, hour)| (day.parse(), hour.parse()));
        if let Some((Ok(day), Ok(hour))) = read {
            week.set(day, hour, true);
        }
    }
    let hours = match usual {
        Some("lunches") => 12..14,
        Some("mornings") => 8..10,
        Some("evenings") => 17..20,
        _ => 0..0,
    };
    (1..=5).for_each(|day| hours.clone().for_each(|hour| week.set(day, hour, true)));
    week
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_says_in_words_what_it_draws() {
        let lunch = Hours { weekday: 2, from_minute: 720, to_minute: 810 };
        let picture = Picture::of(&[lunch]);
        assert_eq!(picture.days[1].bars, [(60, 15, "12:00–13:30".to_owned())]);
        assert!(!picture.is_empty() && Picture::of(&[]).is_empty());
    }

    #[test]
    fn what_is_no_cell_is_passed_over() {
        let pair = |cell: &str| ("at".to_owned(), cell.to_owned());
        let week = tapped(&[pair("1-12"), pair("9-12"), pair("x"), pair("1-99")], Some("evenings"));
        assert!(week.has(1, 12) && week.has(5, 19) && !week.has(6, 19));
    }
}
