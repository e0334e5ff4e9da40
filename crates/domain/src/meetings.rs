//! When and where the people of a match meet: options that each ticks, an agreed time, changes, and that it is called off.
//!
//! A calendar entry is known by its id for ever, and every later word about it has a higher sequence number (RFC 5545, 5546).

use std::collections::BTreeSet;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::matches::MatchId;
use crate::members::MemberId;
use crate::times::Slot;

/// The most options that people choose among.
pub const MOST_OPTIONS: usize = 3;

/// The meeting of a match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Of which match.
    pub of: MatchId,
    /// How often calendars were told: the number of the last word about it.
    pub sequence: u32,
    /// How far it is.
    pub stage: Stage,
    /// Where, in somebody's own words; or the link of a call.
    pub place: String,
    /// Times to choose among, and who can at each.
    pub options: Vec<Choice>,
}

/// How far a meeting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// There is no time yet.
    Open,
    /// There is a time.
    Agreed {
        /// When.
        at: Slot,
    },
    /// It does not take place.
    CalledOff,
}

/// A time to choose, and who can.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Choice {
    /// When.
    pub at: Slot,
    /// Who can.
    pub can: BTreeSet<MemberId>,
}

/// Why something cannot be done with a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It does not take place.
    IsCalledOff,
    /// There is no such time to choose.
    NoSuchTime,
    /// None, or too many times.
    HowMany,
    /// A time that is over, or that ends before it begins.
    BadTime,
}

impl Refusal {
    /// What to tell whoever asked.
    pub fn sentence(self) -> &'static str {
        match self {
            Refusal::IsCalledOff => "This meeting does not take place.",
            Refusal::NoSuchTime => {
                "That time is not among those to choose. Look once more: they may have changed."
            }
            Refusal::HowMany => "Give one to three times.",
            Refusal::BadTime => "A time must lie ahead, and take between 10 minutes and 8 hours.",
        }
    }

    /// A word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::IsCalledOff => "is_called_off",
            Refusal::NoSuchTime => "no_such_time",
            Refusal::HowMany => "how_many",
            Refusal::BadTime => "bad_time",
        }
    }
}

impl Meeting {
    /// A meeting without a time, with times to choose among.
    pub fn open(of: MatchId, options: Vec<Slot>) -> Meeting {
        let mut meeting =
            Meeting { of, sequence: 0, stage: Stage::Open, place: String::new(), options: Vec::new() };
        meeting.options = fresh(options);
        meeting
    }

    /// When it is, if that is agreed.
    pub fn at(&self) -> Option<Slot> {
        match self.stage {
            Stage::Agreed { at } => Some(at),
            Stage::Open | Stage::CalledOff => None,
        }
    }

    /// Somebody gives other times to choose among; they can at all of them. A time that was agreed stays until another is.
    pub fn offered(mut self, by: &MemberId, times: Vec<Slot>, now: Timestamp) -> Result<Meeting, Refusal> {
        if self.stage == Stage::CalledOff {
            return Err(Refusal::IsCalledOff);
        }
        if times.is_empty() || times.len() > MOST_OPTIONS {
            return Err(Refusal::HowMany);
        }
        let minutes = |slot: &Slot| slot.to.duration_since(slot.from).as_mins();
        if times.iter().any(|slot| slot.from <= now || !(10..=480).contains(&minutes(slot))) {
            return Err(Refusal::BadTime);
        }
        self.options = fresh(times);
        for choice in &mut self.options {
            choice.can.insert(by.clone());
        }
        Ok(self)
    }

    /// Somebody says at which of the times they can. The earliest at which all can is agreed.
    pub fn ticked(
        mut self,
        by: &MemberId,
        can: &[Timestamp],
        all: &BTreeSet<MemberId>,
    ) -> Result<Meeting, Refusal> {
        if self.stage == Stage::CalledOff {
            return Err(Refusal::IsCalledOff);
        }
        if can.iter().any(|from| self.options.iter().all(|choice| choice.at.from != *from)) {
            return Err(Refusal::NoSuchTime);
        }
        for choice in &mut self.options {
            match can.contains(&choice.at.from) {
                true => choice.can.insert(by.clone()),
                false => choice.can.remove(by),
            };
        }
        Ok(self.settled(all))
    }

    /// Agrees on the earliest time at which everybody can, if there is one and it is another than before.
    fn settled(mut self, all: &BTreeSet<MemberId>) -> Meeting {
        let agreed = self.options.iter().find(|choice| !all.is_empty() && all.is_subset(&choice.can));
        if let Some(at) = agreed.map(|choice| choice.at) {
            if self.at() != Some(at) {
                self.sequence += 1;
                self.stage = Stage::Agreed { at };
            }
            self.options.clear();
        }
        self
    }

    /// Somebody leaves it, and others stay: at what times all of them can may be clear now.
    pub fn without(mut self, who: &MemberId, all: &BTreeSet<MemberId>) -> Meeting {
        for choice in &mut self.options {
            choice.can.remove(who);
        }
        self.settled(all)
    }

    /// It is somewhere else.
    pub fn moved(mut self, place: String) -> Result<Meeting, Refusal> {
        if self.stage == Stage::CalledOff {
            return Err(Refusal::IsCalledOff);
        }
        if self.place != place {
            self.place = place;
            self.sequence += u32::from(self.at().is_some());
        }
        Ok(self)
    }

    /// It does not take place. Calendars that know of it are told.
    pub fn called_off(mut self) -> Meeting {
        if self.stage != Stage::CalledOff {
            self.sequence += u32::from(self.at().is_some());
            self.stage = Stage::CalledOff;
            self.options.clear();
        }
        self
    }
}

/// Times to choose among: each once, the earliest first, nobody has said anything.
fn fresh(mut times: Vec<Slot>) -> Vec<Choice> {
    times.sort_unstable();
    times.dedup();
    times.truncate(MOST_OPTIONS);
    times.into_iter().map(|at| Choice { at, can: BTreeSet::new() }).collect()
}
