//! A match on its way: asked, answered, on or off.
//!
//! Verbs take a match and give the next, with whom it set free: somebody who would have come, and now meets nobody by it. A
//! *no* is final and quiet: the others learn that it is "not this time", never whose no it was at a table, nor why.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::members::MemberId;
use crate::rounds::stages::RoundId;

crate::id! {
    /// Names a match.
    MatchId
}

/// People whom a round brings together, and what they said to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Which.
    pub id: MatchId,
    /// Of which round.
    pub round: RoundId,
    /// How far it is.
    pub stage: Stage,
    /// Who, with their answers.
    pub seats: Vec<Seat>,
}

/// Somebody in a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Who.
    pub member: MemberId,
    /// What they said.
    pub answer: Answer,
}

/// What somebody said to a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Does not know of it.
    Unasked,
    /// Was asked, and has not answered.
    Asked,
    /// Comes.
    Accepted,
    /// Not this time.
    Declined,
    /// Did not answer in time.
    Expired,
    /// Left the community, or was kept out of it.
    Left,
}

/// How far a match is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Only organisers see it.
    Proposed,
    /// Some have not answered.
    Asked,
    /// Everybody who is left in it comes, two at least.
    On,
    /// Fewer than two are left in it. It never comes back.
    Off,
}

/// Why something cannot be done with a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// They are not in it.
    NotInIt,
    /// Nobody was asked yet.
    NotAsked,
    /// It is off.
    IsOff,
    /// They said no, or it went by: that stays.
    IsAnswered,
}

impl Refusal {
    /// What to tell whoever asked.
    pub fn sentence(self) -> &'static str {
        match self {
            Refusal::NotInIt => "There is nothing here, or nothing that you may see.",
            Refusal::NotAsked => "This match is not released yet.",
            Refusal::IsOff => "This match is not on any more.",
            Refusal::IsAnswered => "This was answered already, or the time to answer is over.",
        }
    }

    /// A word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::NotInIt => "not_in_it",
            Refusal::NotAsked => "not_asked",
            Refusal::IsOff => "is_off",
            Refusal::IsAnswered => "is_answered",
        }
    }
}

/// A match after something happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// The match as it is now.
    pub now: Match,
    /// Whom it set free: they said no word against it, and meet nobody by it any more.
    pub freed: Vec<MemberId>,
}

impl Answer {
    /// The word in tables and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Answer::Unasked => "unasked",
            Answer::Asked => "asked",
            Answer::Accepted => "accepted",
            Answer::Declined => "declined",
            Answer::Expired => "expired",
            Answer::Left => "left",
        }
    }

    /// From its word.
    pub fn of(word: &str) -> Option<Answer> {
        use Answer::{Accepted, Asked, Declined, Expired, Left, Unasked};
        [Unasked, Asked, Accepted, Declined, Expired, Left].into_iter().find(|answer| answer.word() == word)
    }

    /// Whether they are in it still.
    pub fn is_in(self) -> bool {
        matches!(self, Answer::Unasked | Answer::Asked | Answer::Accepted)
    }
}

impl Stage {
    /// The word in tables and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Proposed => "proposed",
            Stage::Asked => "asked",
            Stage::On => "on",
            Stage::Off => "off",
        }
    }

    /// From its word.
    pub fn of(word: &str) -> Option<Stage> {
        [Stage::Proposed, Stage::Asked, Stage::On, Stage::Off].into_iter().find(|stage| stage.word() == word)
    }
}

impl Match {
    /// Everybody is asked.
    pub fn asked(mut self) -> Match {
        if self.stage == Stage::Proposed {
            self.stage = Stage::Asked;
            self.seats.iter_mut().for_each(|seat| seat.answer = Answer::Asked);
        }
        self
    }

    /// What one of them said.
    pub fn answer_of(&self, member: &MemberId) -> Option<Answer> {
        self.seats.iter().find(|seat| seat.member == *member).map(|seat| seat.answer)
    }

    /// Those who are in it still.
    pub fn still_in(&self) -> impl Iterator<Item = &MemberId> {
        self.seats.iter().filter(|seat| seat.answer.is_in()).map(|seat| &seat.member)
    }

    /// Somebody comes.
    pub fn accepted(self, member: &MemberId) -> Result<Turned, Refusal> {
        match (self.stage, self.answer_of(member).ok_or(Refusal::NotInIt)?) {
            (Stage::Proposed, _) => Err(Refusal::NotAsked),
            (_, Answer::Declined | Answer::Expired | Answer::Left) => Err(Refusal::IsAnswered),
            (Stage::Off, _) => Err(Refusal::IsOff),
            _ => Ok(self.with(member, Answer::Accepted)),
        }
    }

    /// Somebody does not come. Saying it twice is saying it once.
    pub fn declined(self, member: &MemberId) -> Result<Turned, Refusal> {
        match (self.stage, self.answer_of(member).ok_or(Refusal::NotInIt)?) {
            (Stage::Proposed, _) => Err(Refusal::NotAsked),
            (_, Answer::Declined) => Ok(Turned { now: self, freed: Vec::new() }),
            (_, Answer::Expired | Answer::Left) => Err(Refusal::IsAnswered),
            (Stage::Off, _) => Err(Refusal::IsOff),
            _ => Ok(self.with(member, Answer::Declined)),
        }
    }

    /// Somebody is not in the community any more.
    pub fn left(self, member: &MemberId) -> Turned {
        match self.answer_of(member) {
            Some(answer) if answer.is_in() => self.with(member, Answer::Left),
            _ => Turned { now: self, freed: Vec::new() },
        }
    }

    /// The time to answer is over.
    pub fn expired(mut self) -> Turned {
        if self.stage != Stage::Asked {
            return Turned { now: self, freed: Vec::new() };
        }
        for seat in self.seats.iter_mut().filter(|seat| seat.answer == Answer::Asked) {
            seat.answer = Answer::Expired;
        }
        self.settled()
    }

    fn with(mut self, member: &MemberId, answer: Answer) -> Turned {
        self.seats.iter_mut().filter(|seat| seat.member == *member).for_each(|seat| seat.answer = answer);
        self.settled()
    }

    /// The stage that follows from the answers, and whom that sets free.
    fn settled(mut self) -> Turned {
        let left: Vec<MemberId> = self.still_in().cloned().collect();
        let all_come = self.seats.iter().all(|seat| !seat.answer.is_in() || seat.answer == Answer::Accepted);
        let was_off = self.stage == Stage::Off;
        self.stage = match (self.stage, left.len()) {
            (Stage::Off, _) | (_, 0 | 1) => Stage::Off,
            (Stage::Proposed, _) => Stage::Proposed,
            _ if all_come => Stage::On,
            _ => Stage::Asked,
        };
        let freed = if self.stage == Stage::Off && !was_off { left } else { Vec::new() };
        Turned { now: self, freed }
    }
}
