//! How far a round that is kept has come. A stage carries its facts; a verb takes one and gives the next.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::Terms;
use crate::communities::CommunityId;

crate::id! {
    /// Names a round.
    RoundId
}

/// A round of a community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Whose.
    pub community: CommunityId,
    /// Which.
    pub id: RoundId,
    /// What the organiser decided.
    pub terms: Terms,
    /// How far it is.
    pub stage: Stage,
}

/// How far a round is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// Terms can be changed, members say whether they come.
    Draft {
        /// Since when.
        since: Timestamp,
    },
    /// Somebody thinks about who meets whom.
    Planning {
        /// Since when.
        since: Timestamp,
        /// Names this attempt: the outcome of one that was stopped counts for nothing.
        attempt: String,
    },
    /// There are matches that nobody but organisers sees; they can be edited.
    Previewed {
        /// Since when.
        since: Timestamp,
    },
    /// Members are told.
    Released {
        /// When.
        at: Timestamp,
        /// Until when they answer.
        answer_by: Timestamp,
        /// Until when whoever is free again is matched anew.
        cut_off: Timestamp,
        /// Until when they meet.
        meet_by: Timestamp,
    },
    /// Over.
    Closed {
        /// When.
        at: Timestamp,
        /// When members were told, unless it was cancelled before.
        released: Option<Timestamp>,
    },
}

/// Why something cannot be done with a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is being planned.
    IsPlanned,
    /// It is not planned yet.
    NotPlanned,
    /// Members know already.
    IsReleased,
    /// Members do not know yet.
    NotReleased,
    /// It is over.
    IsClosed,
}

impl Refusal {
    /// What to tell whoever asked.
    pub fn sentence(self) -> &'static str {
        match self {
            Refusal::IsPlanned => "This round is being planned. Wait until that is done, or stop it.",
            Refusal::NotPlanned => "This round is not planned yet. Plan it first.",
            Refusal::IsReleased => "This round is released: its members know their matches.",
            Refusal::NotReleased => "This round is not released yet.",
            Refusal::IsClosed => "This round is over.",
        }
    }

    /// A word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::IsPlanned => "is_planned",
            Refusal::NotPlanned => "not_planned",
            Refusal::IsReleased => "is_released",
            Refusal::NotReleased => "not_released",
            Refusal::IsClosed => "is_closed",
        }
    }
}

impl Stage {
    /// The word in tables and JSON.
    pub fn word(&self) -> &'static str {
        match self {
            Stage::Draft { .. } => "draft",
            Stage::Planning { .. } => "planning",
            Stage::Previewed { .. } => "previewed",
            Stage::Released { .. } => "released",
            Stage::Closed { .. } => "closed",
        }
    }

    /// Why a round of this stage is not one that is drafted or previewed.
    fn refusal(&self) -> Refusal {
        match self {
            Stage::Draft { .. } => Refusal::NotPlanned,
            Stage::Planning { .. } => Refusal::IsPlanned,
            Stage::Previewed { .. } => Refusal::NotReleased,
            Stage::Released { .. } => Refusal::IsReleased,
            Stage::Closed { .. } => Refusal::IsClosed,
        }
    }
}

impl Round {
    /// The same round by other terms: to be planned anew.
    pub fn changed(self, terms: Terms, now: Timestamp) -> Result<Round, Refusal> {
        match self.stage {
            Stage::Draft { .. } | Stage::Previewed { .. } => {
                Ok(Round { terms, stage: Stage::Draft { since: now }, ..self })
            }
            other => Err(other.refusal()),
        }
    }

    /// Begins to be planned.
    pub fn planning(self, attempt: String, now: Timestamp) -> Result<Round, Refusal> {
        match self.stage {
            Stage::Draft { .. } | Stage::Previewed { .. } => {
                Ok(Round { stage: Stage::Planning { since: now, attempt }, ..self })
            }
            other => Err(other.refusal()),
        }
    }

    /// Is planned, if this attempt was not stopped.
    pub fn planned(self, by: &str, now: Timestamp) -> Result<Round, Refusal> {
        match self.stage {
            Stage::Planning { attempt, .. } if attempt == by => {
                Ok(Round { stage: Stage::Previewed { since: now }, ..self })
            }
            Stage::Planning { .. } => Err(Refusal::IsPlanned),
            other => Err(other.refusal()),
        }
    }

    /// Stops being planned.
    pub fn stopped(self, now: Timestamp) -> Result<Round, Refusal> {
        match self.stage {
            Stage::Planning { .. } | Stage::Draft { .. } => {
                Ok(Round { stage: Stage::Draft { since: now }, ..self })
            }
            other => Err(other.refusal()),
        }
    }

    /// Whether its matches can be edited.
    pub fn can_be_edited(&self) -> Result<(), Refusal> {
        match &self.stage {
            Stage::Previewed { .. } => Ok(()),
            other => Err(other.refusal()),
        }
    }

    /// Is released: from now on members are told.
    pub fn released(self, zone: &TimeZone, now: Timestamp) -> Result<Round, Refusal> {
        match self.stage {
            Stage::Previewed { .. } => {
                let (answer_by, cut_off, meet_by) = self.terms.ends(now, zone);
                Ok(Round { stage: Stage::Released { at: now, answer_by, cut_off, meet_by }, ..self })
            }
            other => Err(other.refusal()),
        }
    }

    /// Is over.
    pub fn closed(self, now: Timestamp) -> Result<Round, Refusal> {
        match self.stage {
            Stage::Released { at, .. } => {
                Ok(Round { stage: Stage::Closed { at: now, released: Some(at) }, ..self })
            }
            Stage::Closed { .. } => Err(Refusal::IsClosed),
            _ => Err(Refusal::NotReleased),
        }
    }

    /// Is called off before anybody was told.
    pub fn cancelled(self, now: Timestamp) -> Result<Round, Refusal> {
        match self.stage {
            Stage::Draft { .. } | Stage::Planning { .. } | Stage::Previewed { .. } => {
                Ok(Round { stage: Stage::Closed { at: now, released: None }, ..self })
            }
            other => Err(other.refusal()),
        }
    }

    /// Whether whoever is free, or comes late, is matched anew at this instant.
    pub fn matches_anew(&self, now: Timestamp) -> bool {
        matches!(self.stage, Stage::Released { cut_off, .. } if now < cut_off)
    }
}
