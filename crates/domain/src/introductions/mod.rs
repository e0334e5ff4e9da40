//! An introduction: somebody brings two people together, and nothing of one reaches the other before both said yes.
//!
//! It is drafted in the introducer's words, one text for each side; then the side is asked that did not ask for it; then the other;
//! then both are joined. A no, a "not now", silence, and that somebody must not be asked at all, look the same to everybody else, and
//! are seen at the same time: seven days after the side was asked. Whoever changes the words after somebody was asked begins anew:
//! a yes is a yes to those words.

pub mod chains;
pub mod suggestions;
pub mod ways;

use jiff::{SignedDuration, Timestamp};

use crate::people::{MailAddress, PersonId};
use crate::words::{self, BadText};

crate::id! {
    /// Names an introduction.
    IntroductionId
}

/// How long a side has to answer.
pub const ANSWERS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// An introduction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introduction {
    /// Which.
    pub id: IntroductionId,
    /// Who brings the two together.
    pub introducer: PersonId,
    /// The two: the one who is asked first, then the other.
    pub sides: [Party; 2],
    /// Which version of the words it is: links of earlier ones open nothing.
    pub version: u32,
    /// Since when.
    pub made_at: Timestamp,
    /// How far it has come.
    pub stage: Stage,
}

/// The one who is asked first, or the other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Which {
    /// Asked first: the one who did not ask for it.
    First,
    /// Asked when the first said yes.
    Second,
}

impl Which {
    /// Both.
    pub const BOTH: [Which; 2] = [Which::First, Which::Second];

    /// The word in tables and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Which::First => "first",
            Which::Second => "second",
        }
    }

    /// Its place in [`Introduction::sides`].
    pub fn place(self) -> usize {
        self as usize
    }

    /// The other one.
    pub fn other(self) -> Which {
        match self {
            Which::First => Which::Second,
            Which::Second => Which::First,
        }
    }
}

/// One of the two who are brought together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Who.
    pub who: Who,
    /// What the introducer calls them.
    pub name: String,
    /// What they are told about the other one, in the introducer's words.
    pub told: String,
    /// What they want the other one to have beside their address, once both said yes.
    pub reach: String,
    /// What came of it, as they tell it.
    pub outcome: Outcome,
}

/// Who a party is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Somebody who is here.
    Person(PersonId),
    /// Somebody whom the introducer names. Without an address, the introducer hands them the link.
    Outside(Option<MailAddress>),
}

impl Who {
    /// The person, if they are here.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Who::Person(person) => Some(person),
            Who::Outside(_) => None,
        }
    }
}

/// What one side says came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing yet.
    Nothing,
    /// It helped.
    Helped {
        /// When they said so.
        at: Timestamp,
        /// A word of thanks, for the introducer.
        thanks: Option<String>,
        /// How much, 1 to 3; between them and the introducer.
        worth: u8,
    },
    /// It did not help.
    Not {
        /// When they said so.
        at: Timestamp,
    },
}

/// How far an introduction has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nobody was asked yet.
    Drafted,
    /// The first side was asked, and has not answered.
    AskedFirst {
        /// Since when.
        at: Timestamp,
    },
    /// The first side said yes, the second was asked, and has not answered.
    AskedSecond {
        /// When the first said yes.
        yes_at: Timestamp,
        /// Since when the second is asked.
        at: Timestamp,
    },
    /// Both said yes.
    Joined {
        /// Since when.
        at: Timestamp,
    },
    /// It does not come about.
    Ended {
        /// Whose answer ended it, where somebody was asked.
        by: Option<Which>,
        /// When that side was asked; when it was drafted, if nobody was.
        asked_at: Timestamp,
        /// Why. Between that side and us.
        why: Why,
        /// Whether the first side had said yes.
        after_yes: bool,
    },
}

/// Why an introduction does not come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// They said no.
    No,
    /// They said not now.
    NotNow,
    /// They said nothing for seven days.
    Silence,
    /// The introducer took it back.
    TakenBack,
}

impl Why {
    /// The word in tables.
    pub fn word(self) -> &'static str {
        match self {
            Why::No => "no",
            Why::NotNow => "not_now",
            Why::Silence => "silence",
            Why::TakenBack => "taken_back",
        }
    }
}

/// What one of the three sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seen {
    /// The introducer: nobody was asked yet.
    Drafted,
    /// The introducer: the first side is asked. That side: it is asked.
    Asked,
    /// The introducer and the first side: the first said yes, the second is asked. That side: it is asked.
    AskedSecond,
    /// Both said yes.
    Joined,
    /// Not possible now: whatever the reason.
    NotNow,
    /// The introducer took it back.
    TakenBack,
}

impl Seen {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Seen::Drafted => "drafted",
            Seen::Asked => "asked",
            Seen::AskedSecond => "asked_second",
            Seen::Joined => "joined",
            Seen::NotNow => "not_now",
            Seen::TakenBack => "taken_back",
        }
    }
}

/// One of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Who brings the two together.
    Introducer,
    /// One of the two.
    Side(Which),
}

/// What a side answers when asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes, with what the other one shall have beside the address.
    Yes {
        /// One line; may be empty.
        reach: String,
    },
    /// No. Quiet, and needs no reason.
    No,
    /// Not now.
    NotNow,
}

/// Why something cannot be done with an introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// This side is not asked, or no longer.
    NotAsked,
    /// It has been asked already, or is over.
    AskedAlready,
    /// It is over.
    Over,
    /// Only what came about can have helped.
    NotJoined,
    /// That it helped is worth 1 to 3.
    NoSuchWorth,
}

impl Refusal {
    /// What to tell whoever asked.
    pub fn sentence(self) -> &'static str {
        match self {
            Refusal::NotAsked => "This question is over; nothing was changed.",
            Refusal::AskedAlready => "They have been asked already. Change the words to begin anew.",
            Refusal::Over => "This introduction is over; make a new one.",
            Refusal::NotJoined => "What came of it can be said once both have said yes.",
            Refusal::NoSuchWorth => "How much it helped is 1, 2 or 3.",
        }
    }

    /// A word for programs.
    pub fn code(self) -> &'static str {
        match self {
            Refusal::NotAsked => "not_asked",
            Refusal::AskedAlready => "asked_already",
            Refusal::Over => "over",
            Refusal::NotJoined => "not_joined",
            Refusal::NoSuchWorth => "no_such_worth",
        }
    }
}

/// What one side is told about the other, made fit to be shown: not empty, at most 1,000 characters.
pub fn checked_told(field: &'static str, text: &str) -> Result<String, BadText> {
    let told = words::paragraph(field, text, 1000)?;
    match told.chars().any(char::is_alphanumeric) {
        true => Ok(told),
        false => {
            let sentence = "Please say in your own words why they should meet.".to_owned();
            Err(BadText { field, sentence })
        }
    }
}

impl Introduction {
    /// One of the two.
    pub fn side(&self, which: Which) -> &Party {
        &self.sides[which.place()]
    }

    /// Who is asked at present, and since when.
    pub fn asked(&self) -> Option<(Which, Timestamp)> {
        match self.stage {
            Stage::AskedFirst { at } => Some((Which::First, at)),
            Stage::AskedSecond { at, .. } => Some((Which::Second, at)),
            _ => None,
        }
    }

    /// Has the first side asked.
    pub fn sent(self, now: Timestamp) -> Result<Introduction, Refusal> {
        match self.stage {
            Stage::Drafted => Ok(Introduction { stage: Stage::AskedFirst { at: now }, ..self }),
            Stage::AskedFirst { .. } | Stage::AskedSecond { .. } => Err(Refusal::AskedAlready),
            Stage::Joined { .. } | Stage::Ended { .. } => Err(Refusal::Over),
        }
    }

    /// Other words: everybody is asked anew, and what was answered counts no more.
    pub fn reworded(self, told: [String; 2]) -> Result<Introduction, Refusal> {
        if let Stage::Joined { .. } | Stage::Ended { .. } = self.stage {
            return Err(Refusal::Over);
        }
        let [first, second] = self.sides;
        let [told_first, told_second] = told;
        let sides = [
            Party { told: told_first, reach: String::new(), ..first },
            Party { told: told_second, reach: String::new(), ..second },
        ];
        let version = self.version.saturating_add(1);
        Ok(Introduction { sides, version, stage: Stage::Drafted, ..self })
    }

    /// A side answers.
    pub fn answered(mut self, which: Which, answer: Answer, now: Timestamp) -> Result<Introduction, Refusal> {
        let (asked, since) = self.asked().ok_or(Refusal::NotAsked)?;
        if asked != which || since + ANSWERS <= now {
            return Err(Refusal::NotAsked);
        }
        self.stage = match (answer, which) {
            (Answer::Yes { reach }, _) => {
                self.sides[which.place()].reach = reach;
                match which {
                    Which::First => Stage::AskedSecond { yes_at: now, at: now },
                    Which::Second => Stage::Joined { at: now },
                }
            }
            (Answer::No, _) => self.ended(Why::No, since),
            (Answer::NotNow, _) => self.ended(Why::NotNow, since),
        };
        Ok(self)
    }

    fn ended(&self, why: Why, asked_at: Timestamp) -> Stage {
        let after_yes = matches!(self.stage, Stage::AskedSecond { .. });
        Stage::Ended { by: self.asked().map(|asked| asked.0), asked_at, why, after_yes }
    }

    /// Seven days went by without an answer. Nothing, if they did not.
    pub fn silent(self, now: Timestamp) -> Option<Introduction> {
        let (_, since) = self.asked()?;
        let stage = self.ended(Why::Silence, since);
        (since + ANSWERS <= now).then_some(Introduction { stage, ..self })
    }

    /// The introducer takes it back.
    pub fn taken_back(self, now: Timestamp) -> Result<Introduction, Refusal> {
        // Also after a no of which they cannot know: it looks the same to them.
        match (&self.stage, self.seen_by(Viewer::Introducer, now)) {
            (_, Some(Seen::Joined | Seen::NotNow | Seen::TakenBack)) => Err(Refusal::Over),
            (Stage::Ended { .. }, _) => {
                let Stage::Ended { by, asked_at, after_yes, .. } = self.stage else {
                    return Err(Refusal::Over);
                };
                let stage = Stage::Ended { by, asked_at, why: Why::TakenBack, after_yes };
                Ok(Introduction { stage, ..self })
            }
            _ => {
                let since = self.asked().map_or(self.made_at, |asked| asked.1);
                let stage = self.ended(Why::TakenBack, since);
                Ok(Introduction { stage, ..self })
            }
        }
    }

    /// A side says what came of it.
    pub fn told(mut self, which: Which, outcome: Outcome) -> Result<Introduction, Refusal> {
        match (&self.stage, &outcome) {
            (Stage::Joined { .. }, Outcome::Helped { worth, .. }) if !(1..=3).contains(worth) => {
                Err(Refusal::NoSuchWorth)
            }
            (Stage::Joined { .. }, _) => {
                self.sides[which.place()].outcome = outcome;
                Ok(self)
            }
            _ => Err(Refusal::NotJoined),
        }
    }

    /// What one of the three sees; nothing, if they do not know of it. Why it does not come about nobody sees; and that, not
    /// before seven days after the question, whatever the answer.
    pub fn seen_by(&self, viewer: Viewer, now: Timestamp) -> Option<Seen> {
        let second = viewer == Viewer::Side(Which::Second);
        match self.stage {
            Stage::Drafted => (viewer == Viewer::Introducer).then_some(Seen::Drafted),
            Stage::AskedFirst { .. } => (!second).then_some(Seen::Asked),
            Stage::AskedSecond { .. } => Some(if second { Seen::Asked } else { Seen::AskedSecond }),
            Stage::Joined { .. } => Some(Seen::Joined),
            Stage::Ended { by, asked_at, why, after_yes } => {
                let knows = match viewer {
                    Viewer::Introducer => true,
                    Viewer::Side(which) => after_yes || by == Some(which),
                };
                let spoke = matches!(why, Why::No | Why::NotNow) && viewer == by.map_or(viewer, Viewer::Side);
                let over = asked_at + ANSWERS <= now || spoke;
                let seen = match why {
                    Why::TakenBack if viewer == Viewer::Introducer => Seen::TakenBack,
                    Why::TakenBack => Seen::NotNow,
                    _ if over => Seen::NotNow,
                    _ if by == Some(Which::Second) => Seen::AskedSecond,
                    _ => Seen::Asked,
                };
                knows.then_some(seen)
            }
        }
    }

    /// What one side may have of the other: nothing before both said yes.
    pub fn shown_to(&self, which: Which) -> Option<&Party> {
        matches!(self.stage, Stage::Joined { .. }).then(|| self.side(which.other()))
    }
}
