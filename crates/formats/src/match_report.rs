//! The outcome of one round as plain structs, and the four files that can be written from it.
//!
//! The names of the fields are the names in the JSON document; `docs/match-json.md` explains them.

mod calendar;
mod document;
mod page;
mod table;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use calendar::ics;
pub use document::json;
pub use page::html;
pub use table::csv;
pub(crate) use table::{MEETS_NOBODY, TAKES_NO_PART};

use crate::names::one_line;

/// Everything that one round yields.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatchReport {
    /// What was asked for.
    pub round: RoundInfo,
    /// Who meets whom, in the order in which they are to be shown.
    pub matches: Vec<Match>,
    /// Who meets nobody in this round, and why.
    pub left_out: Vec<LeftOut>,
    /// The counts.
    pub summary: Summary,
}

/// What a round was asked to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoundInfo {
    /// The number that every chance in the round was drawn from.
    pub seed: u64,
    /// How many sit together: 2 for pairs, 3 to 6 for tables.
    pub size: u32,
    /// The day of the round, written `YYYY-MM-DD`.
    pub on: Date,
    /// The sentence model that read asks and offers beside the lexicon; left out of the JSON when there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
}

/// Two people who meet, or one table of three to six.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Match {
    /// Their ids.
    pub members: Vec<String>,
    /// What each could give another, strongest first.
    #[serde(default)]
    pub help: Vec<Help>,
    /// How much they can help each other, 0 to 1.
    #[serde(default)]
    pub mutual: f64,
    /// True when the match was drawn by chance, for variety; left out of the JSON when false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub explore: bool,
    /// How probable the drawn match was, 0 to 1; only with `explore`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub propensity: Option<f64>,
    /// One sentence about the match itself ("A table of three because the number is odd.").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One reason: what one person could give another.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Help {
    /// Id of the one who can give.
    pub from: String,
    /// Id of the one who asks.
    pub to: String,
    /// introduction, advice, resource, collaboration, mentoring or referral.
    pub kind: String,
    /// The ask that is met, in the asker's words; `null` when the reason does not rest on an ask.
    #[serde(default)]
    pub ask: Option<String>,
    /// The offer that meets it, in the giver's words; `null` when it does not rest on an offer.
    #[serde(default)]
    pub offer: Option<String>,
    /// How sure it is that this helps, 0 to 1; written with three decimals.
    #[serde(default)]
    pub strength: f64,
    /// The reason as a sentence for people.
    #[serde(default)]
    pub sentence: String,
}

/// A member who meets nobody in this round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Id of the member.
    pub member: String,
    /// Why, as a sentence.
    pub why: String,
    /// True when the member wanted no meeting (paused, capacity 0), which is no turn at resting; left out of the
    /// JSON when false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub away: bool,
}

/// The counts of a round.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Members in the file who took part.
    pub members: usize,
    /// Of those, members in at least one match.
    pub matched: usize,
    /// Of those, members in no match.
    pub left_out: usize,
    /// Members with at least one ask.
    pub asking: usize,
    /// Askers of whom a partner can answer at least one ask.
    pub helped: usize,
    /// Matches with help in both directions.
    pub both_ways: usize,
    /// Mean of `helped` over random matches of the same people.
    pub random_helped: f64,
    /// Mean of `both_ways` over random matches of the same people.
    pub random_both_ways: f64,
    /// Total worth of the matches, in the engine's own measure.
    pub weight: f64,
    /// A number that no set of matches can exceed; where `sifted`, no set of the pairs that were weighed.
    pub upper_bound: f64,
    /// `(upper_bound - weight) / upper_bound`; 0 when proven best.
    pub gap: f64,
    /// True when the community is so large that only everybody's most promising pairs were weighed; left out of the
    /// JSON when false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sifted: bool,
    /// Whole seconds that it took, at most.
    pub seconds: u64,
}

/// What the writers may show of one member.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// The full name.
    pub name: String,
    /// The e-mail address.
    pub email: Option<String>,
    /// Where the member is at home.
    pub place: Option<String>,
    /// What the member does.
    pub profession: Option<String>,
}

/// Members by id: beside the report, because only some of the writers may show them.
pub type People = BTreeMap<String, Person>;

/// The name of a member, or the id where the name is not known.
fn name_of<'a>(people: &'a People, id: &'a str) -> &'a str {
    people.get(id).map_or(id, |person| person.name.as_str())
}

/// `Ana`, `Ana and Ben`, `Ana, Ben and Cy`.
fn names_in_a_row(people: &People, ids: &[String]) -> String {
    let names: Vec<String> = ids.iter().map(|id| one_line(name_of(people, id))).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests;
