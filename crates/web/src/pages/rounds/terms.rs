//! The terms of a round as a form.

use goodword_app::Error;
use goodword_domain::rounds::{Joining, Odd, Place, Terms};
use serde::Deserialize;

/// What stands in the fields. What is left out stays as it was.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TermsForm {
    /// The day.
    pub on: String,
    /// everybody or who_says_so.
    pub joining: String,
    /// 2 to 6.
    pub size: String,
    /// trio or rest.
    pub odd: String,
    /// any or same.
    pub place: String,
    /// Weeks.
    pub repeat_weeks: String,
    /// Most meetings of a member.
    pub meetings: String,
    /// Percent.
    pub explore_percent: String,
    /// Days to answer.
    pub answer_days: String,
    /// Days to be matched anew.
    pub rematch_days: String,
    /// Days to meet.
    pub meet_days: String,
    /// Decides every draw.
    pub seed: String,
    /// In a form that makes something.
    pub once: String,
    /// `plan`, to plan it at once.
    pub then: String,
}

impl TermsForm {
    /// Terms as they stand in the fields.
    pub fn of(terms: &Terms) -> TermsForm {
        TermsForm {
            on: terms.on.to_string(),
            joining: if terms.joining == Joining::Everybody { "everybody" } else { "who_says_so" }.to_owned(),
            size: terms.size.to_string(),
            odd: if terms.odd == Odd::Trio { "trio" } else { "rest" }.to_owned(),
            place: if terms.place == Place::Any { "any" } else { "same" }.to_owned(),
            repeat_weeks: terms.repeat_weeks.to_string(),
            meetings: terms.meetings.to_string(),
            explore_percent: terms.explore_percent.to_string(),
            answer_days: terms.answer_days.to_string(),
            rematch_days: terms.rematch_days.to_string(),
            meet_days: terms.meet_days.to_string(),
            seed: terms.seed.to_string(),
            ..TermsForm::default()
        }
    }

    /// The fields by name, to send them once more.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let fields = [
            ("on", &self.on),
            ("joining", &self.joining),
            ("size", &self.size),
            ("odd", &self.odd),
            ("place", &self.place),
            ("repeat_weeks", &self.repeat_weeks),
            ("meetings", &self.meetings),
            ("explore_percent", &self.explore_percent),
            ("answer_days", &self.answer_days),
            ("rematch_days", &self.rematch_days),
            ("meet_days", &self.meet_days),
            ("seed", &self.seed),
        ];
        fields.map(|(name, value)| (name, value.clone())).to_vec()
    }

    /// The terms that the fields say, or the first that cannot be read. Fields that are not there stay as in `before`.
    pub fn terms(&self, before: Terms) -> Result<Terms, Error> {
        let on = match self.on.is_empty() {
            true => before.on,
            false => self.on.parse().map_err(|_| Error::field("on", "Write the day like 2026-09-01."))?,
        };
        let joining = match self.joining.as_str() {
            "everybody" => Joining::Everybody,
            "who_says_so" => Joining::WhoSaysSo,
            _ => before.joining,
        };
        let odd = match self.odd.as_str() {
            "trio" => Odd::Trio,
            "rest" => Odd::Rest,
            _ => before.odd,
        };
        let place = match self.place.as_str() {
            "any" => Place::Any,
            "same" => Place::Same,
            _ => before.place,
        };
        Ok(Terms {
            on,
            joining,
            odd,
            place,
            size: number("size", &self.size, before.size)?,
            repeat_weeks: number("repeat_weeks", &self.repeat_weeks, before.repeat_weeks)?,
            meetings: number("meetings", &self.meetings, before.meetings)?,
            explore_percent: number("explore_percent", &self.explore_percent, before.explore_percent)?,
            answer_days: number("answer_days", &self.answer_days, before.answer_days)?,
            rematch_days: number("rematch_days", &self.rematch_days, before.rematch_days)?,
            meet_days: number("meet_days", &self.meet_days, before.meet_days)?,
            seed: number("seed", &self.seed, before.seed)?,
            apart: before.apart,
        })
    }
}

fn number(field: &'static str, typed: &str, before: u32) -> Result<u32, Error> {
    match typed.trim() {
        "" => Ok(before),
        typed => typed.parse().map_err(|_| Error::field(field, "Write a whole number.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_read_as_it_was_and_what_is_missing_stays() {
        let terms = Terms {
            on: jiff::civil::date(2026, 6, 2),
            joining: Joining::WhoSaysSo,
            odd: Odd::Rest,
            place: Place::Same,
            size: 4,
            ..Terms::default()
        };
        assert_eq!(TermsForm::of(&terms).terms(Terms::default()).unwrap(), terms);
        assert_eq!(TermsForm::default().terms(terms.clone()).unwrap(), terms);
        let typed = TermsForm { size: "a few".to_owned(), ..TermsForm::default() };
        assert!(typed.terms(terms).is_err());
    }
}
