//! A member of a community: who they are, what they ask for, what they offer.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::help::HelpKind;

crate::id! {
    /// Names one member of a community, in files, in tables and in results.
    MemberId
}

/// One short sentence: what someone needs (an ask) or can give (an offer).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    /// The kind of help, where the member said it.
    pub kind: Option<HelpKind>,
    /// The member's own words.
    pub text: String,
}

impl Entry {
    /// An entry without a stated kind.
    pub fn new(text: &str) -> Entry {
        Entry { kind: None, text: text.to_owned() }
    }
}

/// A person in a community, as others may see them. Unknown is empty, never zero.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Who.
    pub id: MemberId,
    /// As they want to be called.
    pub name: String,
    /// Where they can meet.
    pub place: Option<String>,
    /// What they do. Shown, and read for the market they serve; never a gate.
    pub profession: Option<String>,
    /// Years in that work.
    pub years: Option<u32>,
    /// Languages they speak; empty means unknown.
    pub languages: Vec<String>,
    /// Whom they serve: their target market.
    pub serves: Vec<String>,
    /// What they value.
    pub values: Vec<String>,
    /// What they can give.
    pub offers: Vec<Entry>,
    /// What they need.
    pub asks: Vec<Entry>,
    /// The most meetings they want in a round; unknown follows the round.
    pub capacity: Option<u32>,
    /// Coffee, lunch, a call: how they like to meet.
    pub formats: Vec<String>,
    /// Not matched before this day.
    pub paused_until: Option<Date>,
    /// New in the community.
    pub newcomer: bool,
}

impl Member {
    /// A member of whom only the name is known.
    pub fn named(id: &str, name: &str) -> Member {
        Member {
            id: MemberId(id.to_owned()),
            name: name.to_owned(),
            place: None,
            profession: None,
            years: None,
            languages: Vec::new(),
            serves: Vec::new(),
            values: Vec::new(),
            offers: Vec::new(),
            asks: Vec::new(),
            capacity: None,
            formats: Vec::new(),
            paused_until: None,
            newcomer: false,
        }
    }

    /// The same member with these asks, of no stated kind.
    pub fn asking(mut self, asks: &[&str]) -> Member {
        self.asks = asks.iter().map(|text| Entry::new(text)).collect();
        self
    }

    /// The same member with these offers, of no stated kind.
    pub fn offering(mut self, offers: &[&str]) -> Member {
        self.offers = offers.iter().map(|text| Entry::new(text)).collect();
        self
    }
}
