//! Rotations: who sits at which table in every round of an evening, so that people meet as many others as can be.
//!
//! # Definitions
//!
//! In every round everybody sits at one table. A pair that shares a table `c > 1` times *repeats* `c - 1` times. Whether
//! there is a schedule without repeats is the *social golfer problem*; for many numbers the answer is not known.
//!
//! # The idea
//!
//! 1. Constructions, where there are any: lines of finite planes and difference matrices, and base rounds turned like
//!    a wheel (Kirkman's schoolgirls). With fewer people some are taken out of a larger schedule, with fewer rounds some
//!    rounds.
//! 2. Otherwise annealing from what the constructions leave, and from nothing; triple meetings cost extra.
//! 3. Names and seats are exchanged where that costs no repeat: rules, then repeats spread evenly, then weights.
//! 4. [`Rotation::bound`] counts how many repeats nobody can avoid; [`check`] recounts everything.
//!
//! # References
//!
//! W. Harvey's table of social golfer results; I. Dotú, P. Van Hentenryck 2005; C. Colbourn, J. Dinitz, "Handbook of
//! Combinatorial Designs", 2007. See also the head of each file.
//!
//! ```
//! use goodword_matching::{rotations::{Event, check, rotate}, tables::Effort};
//! // Kirkman's schoolgirls: fifteen in threes for seven days, no two together twice
//! let event = Event::new(15, 5, 7).unwrap();
//! let rotation = rotate(&event, &Effort::default());
//! assert_eq!((rotation.repeats, rotation.bound), (0, 0));
//! check(&event, &rotation).unwrap();
//! ```

mod bound;
mod check;
mod developed;
mod event;
mod field;
mod lines;
mod meetings;
mod offsets;
mod polish;
mod search;
mod squares;
mod thin;

use std::time::Instant;

use lines::Lines;
use meetings::{Meetings, REPEAT};
use polish::Wishes;
use search::Limits;

use crate::tables::Effort;
use crate::tables::chance::Chance;

pub use check::{Slip, check};
pub use event::{Event, MOST_PEOPLE, MOST_ROUNDS, Unplannable};

/// The tables of one round, each with its people.
pub type Round = Vec<Vec<u32>>;

/// Up to this many people base rounds are searched.
const WHEELS: usize = 150;

/// A schedule and what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// For every round the tables in the order of [`Event::sizes`], their people sorted.
    pub rounds: Vec<Round>,
    /// How many meetings are repeats: the sum over pairs of meetings beyond the first.
    pub repeats: u64,
    /// Every schedule has at least so many repeats.
    pub bound: u64,
    /// No schedule without repeats has more rounds than this.
    pub most_rounds: usize,
    /// The summed weight of all pairs that meet, each once; 0 without weights.
    pub weight: i64,
    /// Pairs that must not meet but do, and pairs that must meet but do not, sorted.
    pub broken: Vec<(u32, u32)>,
}

/// Plans all rounds. The same event, seed and number of moves give the same schedule on every machine, unless a time
/// limit is set. A time limit ends annealing only: constructions, which are tried before, take a few seconds at most.
pub fn rotate(event: &Event, effort: &Effort) -> Rotation {
    let mut chance = Chance::new(effort.seed);
    let wishes = Wishes::new(event);
    let moves = effort.moves.unwrap_or(u64::MAX).min(400_000);
    let mut meetings = fewest_repeats(event, effort, wishes.as_ref(), &mut chance);
    if wishes.is_some() || meetings.cost() > 0 {
        polish::settle(&mut meetings, wishes.as_ref(), moves / 4, &mut chance);
    }
    rotation(event, meetings.into_rounds())
}

fn fewest_repeats(event: &Event, effort: &Effort, wishes: Option<&Wishes>, chance: &mut Chance) -> Meetings {
    let started = Instant::now();
    let goal = bound::fewest_repeats(event) as i64 * REPEAT;
    let moves = effort.moves.unwrap_or(u64::MAX).min(400_000);
    let starts = starts(event, chance);
    let parts = starts.len() as u64;
    let mut best: Option<(i64, Meetings)> = None;
    for (hot, rounds) in starts {
        let mut meetings = Meetings::new(event, rounds);
        if let Some(wishes) = wishes {
            meetings = polish::rename(meetings, event, wishes, moves, chance);
        }
        if meetings.cost() > goal {
            search::anneal(&mut meetings, &Limits { effort, started, goal, hot, parts }, chance);
        }
        let cost = meetings.cost();
        if best.as_ref().is_none_or(|b| cost < b.0) {
            best = Some((cost, meetings));
        }
        if cost <= goal {
            break;
        }
    }
    best.map_or_else(|| Meetings::new(event, random(event, chance)), |b| b.1)
}

/// Schedules to begin with, the most promising first, with the heat at which to go on from each.
fn starts(event: &Event, chance: &mut Chance) -> Vec<(f64, Vec<Round>)> {
    let (tables, size) = (event.sizes.len(), event.sizes.iter().copied().max().unwrap_or(2));
    let even = event.sizes.iter().all(|s| s.abs_diff(size) <= 1);
    let known =
        if even { constructed(tables, size, event.rounds, bound::most_rounds(event)) } else { vec![] };
    let mut starts: Vec<(f64, Vec<Round>)> = vec![];
    if !known.is_empty() {
        starts.push((0.5, thin::thin(event, known)));
    }
    for (_, rounds) in &mut starts {
        rounds.resize_with(event.rounds, || random_round(event, chance));
    }
    starts.push((0.8, random(event, chance)));
    starts
}

/// The best construction for full tables: nobody meets anybody twice, if one is known; else few do, or some rounds are
/// missing.
fn constructed(tables: usize, size: usize, rounds: usize, most_rounds: usize) -> Vec<Round> {
    let lines = Lines::new(tables, size, rounds);
    if lines.are_perfect() || rounds > most_rounds {
        return lines.schedule();
    }
    if (tables, size) == (squares::TABLES, squares::TABLES) && rounds == squares::ROUNDS {
        return squares::squares().unwrap_or_else(|| lines.schedule());
    }
    let turned = if tables * size <= WHEELS { developed::developed(tables, size, rounds) } else { None };
    turned.unwrap_or_else(|| lines.schedule())
}

fn random(event: &Event, chance: &mut Chance) -> Vec<Round> {
    (0..event.rounds).map(|_| random_round(event, chance)).collect()
}

fn random_round(event: &Event, chance: &mut Chance) -> Round {
    let mut people: Vec<u32> = (0..event.people as u32).collect();
    chance.shuffle(&mut people);
    event.sizes.iter().map(|&size| people.split_off(people.len() - size)).collect()
}

fn rotation(event: &Event, mut rounds: Vec<Round>) -> Rotation {
    rounds.iter_mut().flatten().for_each(|table| table.sort_unstable());
    let found = check::recount(event, &rounds);
    let (bound, most_rounds) = (bound::fewest_repeats(event), bound::most_rounds(event));
    Rotation {
        rounds,
        repeats: found.repeats,
        bound,
        most_rounds,
        weight: found.weight,
        broken: found.broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn random_rounds(event: &Event, chance: &mut Chance) -> Vec<Round> {
        random(event, chance)
    }
}
