//! Why somebody meets nobody this time: said to the organiser in a sentence that names the remedy, and that
//! gives away nothing that someone said in private.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::rules::{self, Away, Closed};
use super::weights::Weights;
use super::{Seating, Settings};
use crate::community::Seat;

/// A member without a match, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// Who.
    pub seat: Seat,
    /// Why.
    pub why: Why,
    /// The reason as a sentence that names the remedy.
    pub sentence: String,
}

/// The reasons for which somebody can be left out; there is no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// They asked for a pause until this day.
    Paused(Date),
    /// They want no meeting in a round (capacity 0).
    NoMeetings,
    /// The number is odd, the organiser chose rest, and it was their turn.
    RestsInTurn,
    /// Nobody else takes part.
    Alone,
    /// The rules allow them nobody at all.
    NobodyAllowed,
    /// The rules allow them somebody, but not all at once: the others are better placed elsewhere.
    NoneFree,
}

/// Everyone without a table, with why.
pub(crate) fn explain(
    weights: &Weights,
    taking_part: &[Seat],
    seating: &Seating,
    settings: &Settings,
) -> Vec<LeftOut> {
    let seated: BTreeSet<Seat> = seating.tables.iter().flatten().copied().collect();
    let without = (0..weights.community.n()).filter(|seat| !seated.contains(seat));
    without
        .map(|seat| {
            let why = why(weights, taking_part, seating, settings, seat);
            LeftOut { seat, why, sentence: sentence(weights, taking_part, settings, seat, why) }
        })
        .collect()
}

fn why(weights: &Weights, taking_part: &[Seat], seating: &Seating, settings: &Settings, seat: Seat) -> Why {
    match rules::away(&weights.community.members[seat], settings.on) {
        Some(Away::Paused(until)) => return Why::Paused(until),
        Some(Away::NoMeetings) => return Why::NoMeetings,
        None => {}
    }
    let mut others = taking_part.iter().filter(|&&other| other != seat).peekable();
    if others.peek().is_none() {
        Why::Alone
    } else if others.all(|&other| weights.closed(seat, other).is_some()) {
        Why::NobodyAllowed
    } else if seating.resting.contains(&seat) {
        Why::RestsInTurn
    } else {
        Why::NoneFree
    }
}

fn sentence(weights: &Weights, taking_part: &[Seat], settings: &Settings, seat: Seat, why: Why) -> String {
    let name = &weights.community.members[seat].name;
    match why {
        Why::Paused(until) => format!("{name} has paused until {until}."),
        Why::NoMeetings => format!("{name} wants no meeting this round (capacity 0)."),
        Why::RestsInTurn => format!(
            "The number is odd and it is {name}’s turn to rest; with --odd trio {name} would join a table of three."
        ),
        Why::Alone => format!("Nobody else takes part this time, so there is no one for {name} to meet."),
        Why::NobodyAllowed => nobody_allowed(weights, taking_part, settings, seat, name),
        Why::NoneFree => format!(
            "Everyone whom {name} could meet under the rules is needed at another table; a shorter repeat window (--repeat-weeks) or tables of three (--odd trio, --size 3) can make room."
        ),
    }
}

/// Names the causes that are nobody's secret. How many of each is not said: a number that is missing from the sum
/// would tell whom somebody avoids.
fn nobody_allowed(
    weights: &Weights,
    taking_part: &[Seat],
    settings: &Settings,
    seat: Seat,
    name: &str,
) -> String {
    let others = taking_part.iter().filter(|&&other| other != seat);
    let causes: Vec<Closed> = others.filter_map(|&other| weights.closed(seat, other)).collect();
    let weeks = settings.repeat_weeks;
    let told = [
        (Closed::MetRecently, format!("met {name} within {weeks} weeks (relax with --repeat-weeks)")),
        (Closed::ElsewhereOnly, "are in another place (relax with --place any)".to_owned()),
        (Closed::NoSharedLanguage, format!("share no language with {name} (see the languages column)")),
    ];
    let told: Vec<&str> =
        told.iter().filter(|(cause, _)| causes.contains(cause)).map(|(_, text)| text.as_str()).collect();
    if told.is_empty() {
        format!("The rules of this round leave nobody for {name}; the organiser can relax them.")
    } else {
        format!("The rules of this round leave nobody for {name}: others {}.", told.join(", or "))
    }
}
