//! What is asked: people, tables, rounds, rules, weights.

use std::fmt;

use crate::Problem;
use crate::tables::sizes::equal_parts;

/// The most people one schedule may have: counts of meetings fill a square.
pub const MOST_PEOPLE: usize = 4096;
/// The most rounds one schedule may have.
pub const MOST_ROUNDS: usize = 200;

/// A schedule to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub(super) people: usize,
    pub(super) sizes: Vec<usize>,
    pub(super) rounds: usize,
    pub(super) apart: Vec<(u32, u32)>,
    pub(super) meet: Vec<(u32, u32)>,
    pub(super) weights: Option<Vec<i64>>,
}

/// Why an [`Event`] cannot be scheduled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unplannable {
    /// Fewer than two people for some table.
    Tables {
        /// How many people there are.
        people: usize,
        /// How many tables.
        tables: usize,
    },
    /// No round, or too many.
    Rounds {
        /// How many were asked for.
        rounds: usize,
    },
    /// More people than [`MOST_PEOPLE`].
    People {
        /// How many there are.
        people: usize,
    },
    /// The sizes do not add up to the number of people, or one is less than two.
    Sizes {
        /// How many people there are.
        people: usize,
        /// How many seats.
        seats: usize,
    },
    /// A rule names somebody who is not there, or pairs somebody with themselves.
    Pair {
        /// One of the pair.
        first: u32,
        /// The other.
        second: u32,
    },
    /// Two must meet and must not meet.
    Contradiction {
        /// One of the pair.
        first: u32,
        /// The other.
        second: u32,
    },
    /// The weights are for another number of people.
    Weights {
        /// How many people there are.
        people: usize,
        /// How many the weights are for.
        n: usize,
    },
}

impl fmt::Display for Unplannable {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match *self {
            Unplannable::Tables { people, tables } => {
                write!(f, "{people} people cannot fill {tables} tables: take 1 to {} tables", people / 2)
            }
            Unplannable::Rounds { rounds } => {
                write!(f, "{rounds} rounds cannot be planned: take 1 to {MOST_ROUNDS}")
            }
            Unplannable::People { people } => {
                write!(
                    f,
                    "{people} people are too many for one schedule: divide them into halls of {MOST_PEOPLE}"
                )
            }
            Unplannable::Sizes { people, seats } => write!(
                f,
                "the tables have {seats} seats for {people} people: give sizes of two and more that add up"
            ),
            Unplannable::Pair { first, second } => {
                write!(f, "a rule pairs {first} with {second}: name two different people, counted from 0")
            }
            Unplannable::Contradiction { first, second } => {
                write!(f, "{first} and {second} must meet and must not meet: remove one of the two rules")
            }
            Unplannable::Weights { people, n } => {
                write!(
                    f,
                    "the weights are for {n} people, the event has {people}: give weights for all of them"
                )
            }
        }
    }
}

impl std::error::Error for Unplannable {}

impl Event {
    /// `people` at `tables` tables for `rounds` rounds; table sizes differ by at most one, the larger ones first.
    ///
    /// # Errors
    /// [`Unplannable`] when a table would have fewer than two, or a number is 0 or too large.
    pub fn new(people: usize, tables: usize, rounds: usize) -> Result<Event, Unplannable> {
        if people > MOST_PEOPLE {
            return Err(Unplannable::People { people });
        }
        if tables == 0 || people < 2 * tables {
            return Err(Unplannable::Tables { people, tables });
        }
        if rounds == 0 || rounds > MOST_ROUNDS {
            return Err(Unplannable::Rounds { rounds });
        }
        let sizes = equal_parts(people, tables);
        Ok(Event { people, sizes, rounds, apart: vec![], meet: vec![], weights: None })
    }

    /// The same event with one table for each of these sizes, the same in every round.
    ///
    /// # Errors
    /// [`Unplannable::Sizes`] unless they are two or more and add up to the number of people.
    pub fn with_sizes(self, sizes: &[usize]) -> Result<Event, Unplannable> {
        let seats = sizes.iter().sum();
        if seats != self.people || sizes.iter().any(|&s| s < 2) {
            return Err(Unplannable::Sizes { people: self.people, seats });
        }
        Ok(Event { sizes: sizes.to_vec(), ..self })
    }

    /// The same event in which these pairs never share a table.
    ///
    /// # Errors
    /// [`Unplannable::Pair`], [`Unplannable::Contradiction`].
    pub fn keep_apart(self, pairs: &[(u32, u32)]) -> Result<Event, Unplannable> {
        let apart = self.checked(pairs)?;
        Event { apart, ..self }.without_contradiction()
    }

    /// The same event in which these pairs share a table at least once.
    ///
    /// # Errors
    /// [`Unplannable::Pair`], [`Unplannable::Contradiction`].
    pub fn must_meet(self, pairs: &[(u32, u32)]) -> Result<Event, Unplannable> {
        let meet = self.checked(pairs)?;
        Event { meet, ..self }.without_contradiction()
    }

    /// The same event in which it is good when pairs with much weight meet. Repeats count first, weights second.
    ///
    /// # Errors
    /// [`Unplannable::Weights`] unless the problem has one vertex for everybody.
    pub fn with_weights(self, weights: &Problem) -> Result<Event, Unplannable> {
        let (people, n) = (self.people, weights.n());
        if n != people {
            return Err(Unplannable::Weights { people, n });
        }
        let mut square = vec![0; n * n];
        for u in 0..n {
            weights.neighbours(u as u32).for_each(|(v, w)| square[u * n + v as usize] = w);
        }
        Ok(Event { weights: Some(square), ..self })
    }

    /// How many people there are.
    pub fn people(&self) -> usize {
        self.people
    }

    /// The sizes of the tables in every round.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// How many rounds there are.
    pub fn rounds(&self) -> usize {
        self.rounds
    }

    /// The pairs, smaller one first, sorted, each once.
    fn checked(&self, pairs: &[(u32, u32)]) -> Result<Vec<(u32, u32)>, Unplannable> {
        let bad = |&&(u, v): &&(u32, u32)| u == v || u.max(v) as usize >= self.people;
        if let Some(&(first, second)) = pairs.iter().find(bad) {
            return Err(Unplannable::Pair { first, second });
        }
        let mut pairs: Vec<_> = pairs.iter().map(|&(u, v)| (u.min(v), u.max(v))).collect();
        pairs.sort_unstable();
        pairs.dedup();
        Ok(pairs)
    }

    fn without_contradiction(self) -> Result<Event, Unplannable> {
        match self.apart.iter().find(|p| self.meet.binary_search(p).is_ok()) {
            Some(&(first, second)) => Err(Unplannable::Contradiction { first, second }),
            None => Ok(self),
        }
    }
}
