//! A community read once for scoring: every distinct ask and offer, who has it, and which offers answer which
//! asks. From it one [`Row`] says what one member and everybody else can give each other.
//!
//! A row costs one pass over the members who offer what this member asks for and who ask for what this member
//! offers, not over all pairs of sentences; sentences are compared once per distinct wording.

mod answers;
mod contacts;
mod help;
mod markets;
mod parallel;
mod wordings;

use std::collections::BTreeMap;

use goodword_language::{Direction, Language, Market, Reading};

pub use answers::Answer;
pub use contacts::{Bench, Contact};
pub use help::Row;
pub use markets::Markets;
pub use parallel::in_parallel;

use crate::members::Member;
use crate::scoring::{self, Dials};
use markets::SharedMarkets;
use wordings::{Wording, intern, link};

/// Position of a member in the community's list.
pub type Seat = usize;

/// What a member's row is made of, beside the wordings.
struct Standing {
    /// Distinct asks, ascending; the order in which products are taken, so that both sides agree to the bit.
    asks: Vec<u32>,
    offers: Vec<u32>,
    values: Vec<u32>,
    market: Market,
    expertise: f64,
    years: Option<u32>,
}

/// Members with everything that scoring needs, read once.
pub struct Community<'a> {
    /// The members, in the order in which they were handed in.
    pub members: &'a [Member],
    /// The constants in force.
    pub dials: Dials,
    language: &'a Language,
    asks: Vec<Wording>,
    offers: Vec<Wording>,
    standing: Vec<Standing>,
    shared: SharedMarkets,
    mean_alike: f64,
}

fn numbered(words: &[String], known: &mut BTreeMap<String, u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = words
        .iter()
        .map(|word| {
            let next = known.len() as u32;
            *known.entry(word.trim().to_lowercase()).or_insert(next)
        })
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The mean likeness of values over pairs where both are known; over an even sample when there are many.
fn mean_alike(standing: &[Standing]) -> f64 {
    let known: Vec<&[u32]> =
        standing.iter().map(|s| s.values.as_slice()).filter(|values| !values.is_empty()).collect();
    let step = known.len().div_ceil(1_000).max(1);
    let sample: Vec<&[u32]> = known.into_iter().step_by(step).collect();
    let (mut sum, mut pairs) = (0.0, 0.0_f64);
    for (i, a) in sample.iter().enumerate() {
        for b in &sample[..i] {
            sum += scoring::alike(a, b).unwrap_or(0.0);
            pairs += 1.0;
        }
    }
    if pairs > 0.0 { sum / pairs } else { 0.0 }
}

impl<'a> Community<'a> {
    /// Reads the members. `threads` changes the time, never the result.
    pub fn read(
        language: &'a Language,
        members: &'a [Member],
        dials: Dials,
        threads: usize,
    ) -> Community<'a> {
        Community::read_asking(language, members, dials, Markets::All, threads)
    }

    /// The same; `markets` says which pairs are asked about shared markets, and when.
    pub fn read_asking(
        language: &'a Language,
        members: &'a [Member],
        dials: Dials,
        markets: Markets,
        threads: usize,
    ) -> Community<'a> {
        let (mut asks, asked) = intern(language, members, Direction::Ask, |m| &m.asks, threads);
        let (mut offers, offered) = intern(language, members, Direction::Offer, |m| &m.offers, threads);
        link(language, &dials, &mut asks, &mut offers, threads);
        let professions = wordings::professions(language, members, threads);
        let mut known_values = BTreeMap::new();
        let mut standing: Vec<Standing> = members
            .iter()
            .zip(asked.into_iter().zip(offered))
            .map(|(member, (mut own_asks, own_offers))| {
                own_asks.sort_unstable();
                let profession = member.profession.as_deref().and_then(|text| professions.get(text));
                let mut does: Vec<Reading> = profession.cloned().into_iter().collect();
                does.extend(own_offers.iter().map(|&offer| offers[offer as usize].reading.clone()));
                Standing {
                    values: numbered(&member.values, &mut known_values),
                    market: language.market(&does, &member.serves),
                    expertise: dials.expertise(own_offers.len()),
                    years: member.years,
                    asks: own_asks,
                    offers: own_offers,
                }
            })
            .collect();
        standing.shrink_to_fit();
        let mean_alike = mean_alike(&standing);
        let shared = SharedMarkets::of(language, &standing, markets, threads);
        Community { members, dials, language, asks, offers, standing, shared, mean_alike }
    }

    /// How many members there are.
    pub fn n(&self) -> usize {
        self.members.len()
    }

    /// How far two members' values agree; the community's mean where one has named none.
    fn alike(&self, a: Seat, b: Seat) -> f64 {
        scoring::alike(&self.standing[a].values, &self.standing[b].values).unwrap_or(self.mean_alike)
    }

    /// Why two members could serve the same people together, in a clause; with how well.
    pub fn shared_market(&self, a: Seat, b: Seat) -> Option<(String, f64)> {
        let strength = self.collaboration(a, b);
        let why = self.language.partnership_why(&self.standing[a].market, &self.standing[b].market);
        why.filter(|_| strength > 0.0).map(|why| (why, strength))
    }

    /// Values that both named, in the first member's words.
    pub fn shared_values(&self, a: Seat, b: Seat) -> Vec<&str> {
        let theirs: Vec<String> = self.members[b].values.iter().map(|v| v.trim().to_lowercase()).collect();
        let mine = self.members[a].values.iter().map(|value| value.trim());
        mine.filter(|value| theirs.contains(&value.to_lowercase())).collect()
    }
}
