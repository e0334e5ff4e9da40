//! Recounts a schedule from nothing, without the search's counts.

use std::fmt;

use super::{Event, Rotation, Round, bound};

/// What is wrong with a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// There are more or fewer rounds than asked for.
    Rounds {
        /// How many there are.
        rounds: usize,
    },
    /// A round does not seat everybody exactly once at tables of the sizes asked for.
    Seats {
        /// The round, counted from 0.
        round: usize,
    },
    /// Repeats, weight, bound or broken rules are not what is stated.
    Count {
        /// The repeats that were found.
        repeats: u64,
    },
}

impl fmt::Display for Slip {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match *self {
            Slip::Rounds { rounds } => {
                write!(f, "the schedule has {rounds} rounds: plan it for the event as it is")
            }
            Slip::Seats { round } => {
                write!(
                    f,
                    "round {round} does not seat everybody once at tables of the right size: plan it again"
                )
            }
            Slip::Count { repeats } => {
                write!(
                    f,
                    "the schedule has {repeats} repeats, or other figures than it states: count it again"
                )
            }
        }
    }
}

impl std::error::Error for Slip {}

/// Checks that everybody sits once in every round, the sizes, and all stated figures.
///
/// # Errors
/// The first [`Slip`] found.
pub fn check(event: &Event, rotation: &Rotation) -> Result<(), Slip> {
    if rotation.rounds.len() != event.rounds {
        return Err(Slip::Rounds { rounds: rotation.rounds.len() });
    }
    for (round, tables) in rotation.rounds.iter().enumerate() {
        let mut people: Vec<u32> = tables.iter().flatten().copied().collect();
        people.sort_unstable();
        let sizes: Vec<usize> = tables.iter().map(Vec::len).collect();
        if !people.iter().copied().eq(0..event.people as u32) || sizes != event.sizes {
            return Err(Slip::Seats { round });
        }
    }
    let found = recount(event, &rotation.rounds);
    let stated = (rotation.repeats, rotation.weight, &rotation.broken, rotation.bound);
    if stated != (found.repeats, found.weight, &found.broken, bound::fewest_repeats(event)) {
        return Err(Slip::Count { repeats: found.repeats });
    }
    Ok(())
}

pub(super) struct Recount {
    pub(super) repeats: u64,
    pub(super) weight: i64,
    pub(super) broken: Vec<(u32, u32)>,
}

pub(super) fn recount(event: &Event, rounds: &[Round]) -> Recount {
    let n = event.people;
    let mut met = vec![0u16; n * n];
    for table in rounds.iter().flatten() {
        for (i, &u) in table.iter().enumerate() {
            table[..i].iter().for_each(|&v| met[u.min(v) as usize * n + u.max(v) as usize] += 1);
        }
    }
    let times = |&(u, v): &(u32, u32)| met[u as usize * n + v as usize];
    let mut broken: Vec<(u32, u32)> = event.apart.iter().copied().filter(|p| times(p) > 0).collect();
    broken.extend(event.meet.iter().copied().filter(|p| times(p) == 0));
    broken.sort_unstable();
    let repeats = met.iter().map(|&c| u64::from(c.saturating_sub(1))).sum();
    let weights = event.weights.iter().flatten().zip(&met);
    Recount { repeats, weight: weights.filter(|(_, c)| **c > 0).map(|(w, _)| w).sum(), broken }
}
