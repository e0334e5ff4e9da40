//! What the organiser decides about a round that is kept: the planner's settings, who is in, and how long things take.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Odd, Place, Settings};
use crate::members::MemberId;
use crate::words::BadText;

/// Who is in a round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Joining {
    /// Everybody but those who skip it.
    #[default]
    Everybody,
    /// Those who said that they come.
    WhoSaysSo,
}

/// What the organiser decides about a round. What is not said takes its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Terms {
    /// The day of the round; meetings follow it.
    pub on: Date,
    /// Who is in.
    pub joining: Joining,
    /// People who meet together: 2, or tables of 3 to 6.
    pub size: u32,
    /// What becomes of an odd one.
    pub odd: Odd,
    /// Most meetings that a member has in this round.
    pub meetings: u32,
    /// No pair meets again within so many weeks.
    pub repeat_weeks: u32,
    /// Who may meet whom, by place.
    pub place: Place,
    /// Percent of the matches that are drawn by lot, to learn from.
    pub explore_percent: u32,
    /// Decides every draw.
    pub seed: u32,
    /// Days from the release within which members answer; then what is unanswered expires.
    pub answer_days: u32,
    /// Days from the release within which whoever is free again is matched anew, and late ones may join.
    pub rematch_days: u32,
    /// Days from the release within which people meet.
    pub meet_days: u32,
    /// Pairs whom the organiser does not want together in this round.
    pub apart: Vec<(MemberId, MemberId)>,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms {
            on: Date::default(),
            joining: Joining::Everybody,
            size: 2,
            odd: Odd::Trio,
            meetings: 1,
            repeat_weeks: 12,
            place: Place::Any,
            explore_percent: 10,
            seed: 1,
            answer_days: 7,
            rematch_days: 10,
            meet_days: 28,
            apart: Vec::new(),
        }
    }
}

impl Terms {
    /// The terms, if a round can be held by them, or the first field that cannot stay.
    pub fn checked(self) -> Result<Terms, BadText> {
        within("size", self.size, 2, 6)?;
        within("meetings", self.meetings, 1, 5)?;
        within("repeat_weeks", self.repeat_weeks, 0, 520)?;
        within("explore_percent", self.explore_percent, 0, 100)?;
        within("answer_days", self.answer_days, 1, 60)?;
        within("rematch_days", self.rematch_days, 0, 90)?;
        within("meet_days", self.meet_days, self.answer_days, 180)?;
        if self.size > 2 && self.meetings > 1 {
            return bad("meetings", "Several meetings in a round go with pairs: say a size of 2.".to_owned());
        }
        if self.apart.len() > 1_000 {
            return bad("apart", "At most 1000 pairs fit here.".to_owned());
        }
        match (2000..=2200).contains(&self.on.year()) {
            true => Ok(self),
            false => bad("on", "That day is too far away.".to_owned()),
        }
    }

    /// What the planner is told.
    pub fn settings(&self, threads: usize) -> Settings {
        Settings {
            seed: u64::from(self.seed),
            size: self.size as usize,
            odd: self.odd,
            meetings: self.meetings,
            repeat_weeks: self.repeat_weeks,
            place: self.place,
            explore_percent: f64::from(self.explore_percent),
            threads,
            ..Settings::on(self.on)
        }
    }

    /// Until when members answer, are matched anew, and meet, when the round is released at this instant: ends of days
    /// of the community.
    pub fn ends(&self, released: Timestamp, zone: &TimeZone) -> (Timestamp, Timestamp, Timestamp) {
        let end = |days: u32| end_of_day(released, i64::from(days).days(), zone);
        (end(self.answer_days), end(self.rematch_days), end(self.meet_days))
    }
}

/// The first instant after the day that lies so far ahead.
fn end_of_day(from: Timestamp, ahead: Span, zone: &TimeZone) -> Timestamp {
    let day = from.to_zoned(zone.clone()).date().saturating_add(ahead).saturating_add(1.day());
    zone.to_ambiguous_zoned(day.at(0, 0, 0, 0)).compatible().map_or(from, |end| end.timestamp())
}

fn within(field: &'static str, n: u32, least: u32, most: u32) -> Result<(), BadText> {
    match (least..=most).contains(&n) {
        true => Ok(()),
        false => bad(field, format!("That is {n}; it can be {least} to {most}.")),
    }
}

fn bad<T>(field: &'static str, sentence: String) -> Result<T, BadText> {
    Err(BadText { field, sentence })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn terms() -> Terms {
        Terms { on: date(2026, 6, 2), ..Terms::default() }
    }

    #[test]
    fn what_cannot_be_is_named() {
        assert_eq!(terms().checked(), Ok(terms()));
        let field = |terms: Terms| terms.checked().unwrap_err().field;
        assert_eq!(field(Terms { size: 7, ..terms() }), "size");
        assert_eq!(field(Terms { size: 4, meetings: 2, ..terms() }), "meetings");
        assert_eq!(field(Terms { meet_days: 3, ..terms() }), "meet_days");
        assert_eq!(field(Terms::default()), "on");
    }

    #[test]
    fn ends_are_ends_of_the_communitys_days() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        // 23 October 2026; two days later the clocks go back.
        let released = "2026-10-23T10:00:00Z".parse().unwrap();
        let (answer, rematch, meet) =
            Terms { answer_days: 1, rematch_days: 2, meet_days: 3, ..terms() }.ends(released, &berlin);
        assert_eq!(answer.to_string(), "2026-10-24T22:00:00Z");
        assert_eq!(rematch.to_string(), "2026-10-25T23:00:00Z");
        assert_eq!(meet.to_string(), "2026-10-26T23:00:00Z");
    }
}
