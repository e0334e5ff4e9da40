//! A promise between two people: who gives it, who receives it, what, and by when.
//!
//! Each side says what it knows: the giver's [`Word`], the receiver's [`Answer`]. What stands ([`Stage`]) is made of both, so that
//! it cannot matter who spoke first. Silence is never held against anybody: a promise about which nothing was said lapses and
//! weighs nothing, one that was given back weighs nothing, one that only its giver calls kept stays unconfirmed.

pub mod trust;
pub mod word_kept;

mod beta;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::help::HelpKind;
use crate::people::PersonId;
use crate::words::{self, BadText};

crate::id! {
    /// Names a promise.
    PromiseId
}

/// How long an answer that something did not happen is sealed, so that it invites no answer in kind.
const SEALED: SignedDuration = SignedDuration::from_hours(14 * 24);
/// The farthest day that can be promised, from today.
const FARTHEST_DAYS: i32 = 730;

/// A promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Which.
    pub id: PromiseId,
    /// Who gave it.
    pub giver: PersonId,
    /// To whom.
    pub receiver: PersonId,
    /// Which kind of help.
    pub kind: HelpKind,
    /// What, in one line.
    pub what: String,
    /// Since when.
    pub given_at: Timestamp,
    /// By when.
    pub due: Due,
    /// When the receiver said that this is what was said.
    pub read_back: Option<Timestamp>,
    /// What the giver said.
    pub word: Word,
    /// What the receiver said.
    pub answer: Answer,
}

/// By when something was promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The day, where the giver is.
    pub on: Date,
    /// When that day ends there.
    pub at: Timestamp,
    /// From when on it counts as late: moved along only while it was not yet over.
    pub counts_from: Timestamp,
    /// How often it was moved.
    pub n_moves: u32,
}

/// What the giver said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// Nothing yet.
    Nothing,
    /// Nothing; the day went by, and they were asked: still on, a new date, or release?
    Asked {
        /// Since when.
        at: Timestamp,
    },
    /// Nothing, even when asked.
    Lapsed {
        /// Since when.
        at: Timestamp,
    },
    /// It is kept.
    Kept {
        /// When they said so.
        at: Timestamp,
    },
    /// They give it back.
    Released {
        /// When.
        at: Timestamp,
        /// In their own words, if they like.
        words: String,
    },
}

/// What the receiver said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing yet.
    Nothing,
    /// It was kept.
    Confirmed {
        /// When they said so.
        at: Timestamp,
        /// A word of thanks.
        thanks: Option<String>,
        /// How much it mattered, 1 to 3.
        size: u8,
    },
    /// It did not happen.
    Missed {
        /// When they said so.
        at: Timestamp,
    },
    /// They never wanted it.
    Declined {
        /// When they said so.
        at: Timestamp,
    },
}

/// What stands between the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// To be kept.
    Open,
    /// Its day went by, and the giver was asked what becomes of it.
    Asked,
    /// Its giver says that it is kept; the receiver has not said.
    Kept,
    /// The receiver says that it was kept.
    Confirmed,
    /// Given back.
    Released,
    /// Asked about, and nothing was said.
    Lapsed,
    /// The receiver says that it did not happen, and the giver says nothing else.
    Missed,
    /// One says kept, the other not: it weighs nothing.
    Disputed,
    /// The receiver does not want it.
    Declined,
}

impl Stage {
    /// The word in JSON and pages.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Open => "open",
            Stage::Asked => "asked",
            Stage::Kept => "kept",
            Stage::Confirmed => "confirmed",
            Stage::Released => "released",
            Stage::Lapsed => "lapsed",
            Stage::Missed => "missed",
            Stage::Disputed => "disputed",
            Stage::Declined => "declined",
        }
    }

    /// Whether it is still to be kept.
    pub fn is_open(self) -> bool {
        matches!(self, Stage::Open | Stage::Asked | Stage::Lapsed)
    }
}

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Who gave it.
    Giver,
    /// To whom.
    Receiver,
}

impl Side {
    /// The word in tables and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Side::Giver => "giver",
            Side::Receiver => "receiver",
        }
    }
}

/// Why something cannot be said of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is settled.
    Settled,
    /// The day is over, or too far away.
    NoSuchDay,
    /// Its day is not over, and its giver says nothing yet.
    NotDueYet,
    /// That matters 1 to 3.
    NoSuchSize,
}

impl Refusal {
    /// What to tell whoever asked.
    pub fn sentence(self) -> &'static str {
        match self {
            Refusal::Settled => "This promise is settled already; nothing was changed.",
            Refusal::NoSuchDay => "Please take a day from today on, within two years.",
            Refusal::NotDueYet => "There is still time to keep this promise. Say it when its day is over.",
            Refusal::NoSuchSize => "How much it mattered is 1, 2 or 3.",
        }
    }

    /// A word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::Settled => "settled",
            Refusal::NoSuchDay => "no_such_day",
            Refusal::NotDueYet => "not_due_yet",
            Refusal::NoSuchSize => "no_such_size",
        }
    }
}

impl Due {
    /// The end of a day in a time zone, for something promised at `now`.
    pub fn by(on: Date, zone: &TimeZone, now: Timestamp) -> Result<Due, Refusal> {
        let at = end_of(on, zone).ok_or(Refusal::NoSuchDay)?;
        let today = now.to_zoned(zone.clone()).date();
        match at > now && (today.until(on).map_or(i32::MAX, |span| span.get_days()) <= FARTHEST_DAYS) {
            true => Ok(Due { on, at, counts_from: at, n_moves: 0 }),
            false => Err(Refusal::NoSuchDay),
        }
    }
}

fn end_of(on: Date, zone: &TimeZone) -> Option<Timestamp> {
    let next = on.checked_add(1.day()).ok()?;
    next.to_zoned(zone.clone()).ok().map(|midnight| midnight.timestamp())
}

/// How many days somebody has for a kind of help, unless they say otherwise.
pub fn usual_days(kind: HelpKind) -> i32 {
    match kind {
        HelpKind::Introduction => 3,
        HelpKind::Advice | HelpKind::Resource | HelpKind::Referral => 7,
        HelpKind::Collaboration | HelpKind::Mentoring => 14,
    }
}

/// The usual day for a kind of help, promised today; not a Saturday or Sunday, but the Monday after.
pub fn usual_day(kind: HelpKind, today: Date) -> Date {
    let on = today.saturating_add(usual_days(kind).days());
    match on.weekday() {
        Weekday::Saturday => on.saturating_add(2.days()),
        Weekday::Sunday => on.saturating_add(1.day()),
        _ => on,
    }
}

/// What was promised, made fit to be shown: one line, not empty, at most 200 characters.
pub fn checked_what(text: &str) -> Result<String, BadText> {
    let what = words::line("what", text, 200)?;
    match what.chars().any(char::is_alphanumeric) {
        true => Ok(what),
        false => {
            Err(BadText { field: "what", sentence: "Please say in a few words what you promise.".into() })
        }
    }
}

/// What somebody is told before they promise more.
pub fn before_promising(n_open: usize, n_this_week: usize) -> String {
    let number = |n: usize| {
        let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
        words.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
    };
    match (n_open, n_this_week) {
        (0, _) => "You have no promise open.".to_owned(),
        (open, 0) => format!("You have {} open, none due this week: still yes?", number(open)),
        (1, _) => "You have one open, due this week: still yes?".to_owned(),
        (open, week) => format!("You have {} open, {} due this week: still yes?", number(open), number(week)),
    }
}

impl Promise {
    /// What stands.
    pub fn stage(&self) -> Stage {
        match (&self.word, &self.answer) {
            (_, Answer::Confirmed { .. }) => Stage::Confirmed,
            (_, Answer::Declined { .. }) => Stage::Declined,
            (Word::Released { .. }, _) => Stage::Released,
            (Word::Kept { .. }, Answer::Missed { .. }) => Stage::Disputed,
            (_, Answer::Missed { .. }) => Stage::Missed,
            (Word::Kept { .. }, Answer::Nothing) => Stage::Kept,
            (Word::Nothing, Answer::Nothing) => Stage::Open,
            (Word::Asked { .. }, Answer::Nothing) => Stage::Asked,
            (Word::Lapsed { .. }, Answer::Nothing) => Stage::Lapsed,
        }
    }

    /// The promise as one side may see it. That it did not happen stays sealed for its giver, until they spoke, too, or 14 days
    /// went by; that its giver was asked, and said nothing, is between them and us.
    pub fn seen_by(mut self, side: Side, now: Timestamp) -> Promise {
        match (side, &self.answer, &self.word) {
            (Side::Giver, Answer::Missed { at }, _) if self.is_awaited() && now < *at + SEALED => {
                self.answer = Answer::Nothing;
            }
            (Side::Receiver, _, Word::Asked { .. } | Word::Lapsed { .. }) => self.word = Word::Nothing,
            _ => {}
        }
        self
    }

    /// Whether the giver can still say what becomes of it. That the receiver said that it did not happen changes nothing: it
    /// is sealed.
    pub fn is_awaited(&self) -> bool {
        let spoke = matches!(self.word, Word::Kept { .. } | Word::Released { .. });
        !spoke && matches!(self.answer, Answer::Nothing | Answer::Missed { .. })
    }

    fn giver_may_speak(&self) -> Result<(), Refusal> {
        if self.is_awaited() { Ok(()) } else { Err(Refusal::Settled) }
    }

    /// The giver says that it is kept.
    pub fn kept(self, now: Timestamp) -> Result<Promise, Refusal> {
        self.giver_may_speak()?;
        Ok(Promise { word: Word::Kept { at: now }, ..self })
    }

    /// The giver gives it back.
    pub fn released(self, words: String, now: Timestamp) -> Result<Promise, Refusal> {
        self.giver_may_speak()?;
        Ok(Promise { word: Word::Released { at: now, words }, ..self })
    }

    /// It is still on, by another day. Moved before its day is over, it is as if that day had been said at first.
    pub fn moved(self, on: Date, zone: &TimeZone, now: Timestamp) -> Result<Promise, Refusal> {
        self.giver_may_speak()?;
        let new = Due::by(on, zone, now)?;
        let counts_from = if now <= self.due.at { new.at } else { self.due.counts_from };
        let n_moves = self.due.n_moves.saturating_add(1);
        Ok(Promise { due: Due { counts_from, n_moves, ..new }, word: Word::Nothing, ..self })
    }

    /// Its day went by: the giver is asked. Nothing, if there is nothing to ask.
    pub fn asked(self, now: Timestamp) -> Option<Promise> {
        let asks = self.word == Word::Nothing && self.is_awaited() && self.due.at <= now;
        asks.then_some(Promise { word: Word::Asked { at: now }, ..self })
    }

    /// Nothing was said when asked. Nothing, if something was.
    pub fn lapsed(self, now: Timestamp) -> Option<Promise> {
        let lapses = matches!(self.word, Word::Asked { .. }) && self.is_awaited();
        lapses.then_some(Promise { word: Word::Lapsed { at: now }, ..self })
    }

    /// The receiver says that this is what was said.
    pub fn read_back(self, now: Timestamp) -> Result<Promise, Refusal> {
        match self.answer {
            Answer::Declined { .. } => Err(Refusal::Settled),
            _ => Ok(Promise { read_back: self.read_back.or(Some(now)), ..self }),
        }
    }

    /// The receiver says that it was kept, also after they said that it was not.
    pub fn confirmed(self, thanks: Option<String>, size: u8, now: Timestamp) -> Result<Promise, Refusal> {
        match self.answer {
            Answer::Confirmed { .. } | Answer::Declined { .. } => Err(Refusal::Settled),
            _ if !(1..=3).contains(&size) => Err(Refusal::NoSuchSize),
            _ => Ok(Promise { answer: Answer::Confirmed { at: now, thanks, size }, ..self }),
        }
    }

    /// The receiver says that it did not happen: once its day is over, or its giver calls it kept.
    pub fn missed(self, now: Timestamp) -> Result<Promise, Refusal> {
        let said_kept = matches!(self.word, Word::Kept { .. });
        match self.answer {
            Answer::Nothing if now < self.due.at && !said_kept => Err(Refusal::NotDueYet),
            Answer::Nothing => Ok(Promise { answer: Answer::Missed { at: now }, ..self }),
            _ => Err(Refusal::Settled),
        }
    }

    /// The receiver never wanted it.
    pub fn declined(self, now: Timestamp) -> Result<Promise, Refusal> {
        match self.answer {
            Answer::Nothing => Ok(Promise { answer: Answer::Declined { at: now }, ..self }),
            _ => Err(Refusal::Settled),
        }
    }

    /// When its giver is reminded: at half time, and a day before its day ends; neither too close to the other.
    pub fn reminders(&self, since: Timestamp) -> (Option<Timestamp>, Option<Timestamp>) {
        let day = SignedDuration::from_hours(24);
        let half =
            since + SignedDuration::from_micros((self.due.at.duration_since(since).as_micros() / 2) as i64);
        let before = self.due.at - day;
        let before = (before > since).then_some(before);
        (before.filter(|before| half + day / 2 <= *before).map(|_| half), before)
    }
}
