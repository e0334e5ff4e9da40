//! What became of a match: did they meet, was it useful, who helped whom. Sealed until both said so, or a week has passed.

use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::help::HelpKind;
use crate::members::MemberId;

/// How long a first answer stays sealed while another is missing.
pub const SEALED_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long after "not yet" is asked again, and how often at most.
pub const ASKED_AGAIN: (SignedDuration, u32) = (SignedDuration::from_hours(7 * 24), 3);
/// So few are not told as a number.
pub const FEW: u32 = 5;

/// Whether two met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Met {
    /// Yes.
    Yes,
    /// Not yet: ask again later.
    NotYet,
    /// No, and they will not.
    No,
}

impl Met {
    /// The word in tables and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Met::Yes => "yes",
            Met::NotYet => "not_yet",
            Met::No => "no",
        }
    }

    /// From its word.
    pub fn of(word: &str) -> Option<Met> {
        [Met::Yes, Met::NotYet, Met::No].into_iter().find(|met| met.word() == word)
    }
}

/// Help that passed, or was begun.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Help {
    /// Who gave it.
    pub from: MemberId,
    /// To whom.
    pub to: MemberId,
    /// Which kind.
    pub kind: HelpKind,
}

/// What one person says about a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Who says it.
    pub by: MemberId,
    /// Whether they met.
    pub met: Met,
    /// Whether it was useful.
    pub useful: Option<bool>,
    /// Who helped whom, as they see it.
    pub helps: Vec<Help>,
    /// A word of thanks, for the others.
    pub thanks: String,
    /// A note for oneself.
    pub note: String,
    /// When.
    pub at: Timestamp,
}

/// Whether what others answered is shown by now. `n` is how many are asked; *not yet* is no answer.
pub fn open(answers: &[Answer], n: usize, now: Timestamp) -> bool {
    let given = || answers.iter().filter(|answer| answer.met != Met::NotYet);
    let first = given().map(|answer| answer.at).min();
    (n > 0 && given().count() >= n) || first.is_some_and(|first| now >= first + SEALED_FOR)
}

/// Whether a match took place: somebody says so. A *no* against a *yes* is a misunderstanding in favour of the meeting.
pub fn took_place(answers: &[Answer]) -> Option<bool> {
    let said = |met: Met| answers.iter().any(|answer| answer.met == met);
    match (said(Met::Yes), said(Met::No)) {
        (true, _) => Some(true),
        (false, true) => Some(false),
        (false, false) => None,
    }
}

/// A number about people that is told only from five on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// Fewer than five.
    Few,
    /// So many.
    Exactly(u32),
}

impl Count {
    /// The number as it may be told. None at all tells nothing about anybody.
    pub fn of(n: u32) -> Count {
        if (1..FEW).contains(&n) { Count::Few } else { Count::Exactly(n) }
    }
}
