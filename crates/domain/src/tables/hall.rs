//! How many tables stand in the hall, and why people cannot be seated at them.

use std::fmt;

use goodword_matching::rotations::Unplannable;

/// What the host says about the tables. The sizes of tables differ by at most one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hall {
    /// So many tables.
    Tables(usize),
    /// As many tables as it takes with so many people at each, at most; one more where somebody would sit alone.
    Size(usize),
    /// So many tables with so many seats at each.
    Both {
        /// How many tables.
        tables: usize,
        /// How many seats at each.
        size: usize,
    },
}

impl Hall {
    /// How many tables there are for so many people.
    ///
    /// # Errors
    /// [`Unseatable::TooFew`], [`Unseatable::NoSeats`].
    pub fn tables_for(self, people: usize) -> Result<usize, Unseatable> {
        if people < 2 {
            return Err(Unseatable::TooFew { people });
        }
        match self {
            Hall::Tables(tables) => Ok(tables),
            Hall::Size(size) => Ok(needed(people, size)),
            Hall::Both { tables, size } if people > tables.saturating_mul(size) => {
                Err(Unseatable::NoSeats { people, tables, size })
            }
            Hall::Both { tables, .. } => Ok(tables),
        }
    }
}

/// Tables of at most `size`, none of them for one person alone.
fn needed(people: usize, size: usize) -> usize {
    people.div_ceil(size.max(2)).min(people / 2)
}

/// Why an event cannot be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unseatable {
    /// Nobody to share a table with.
    TooFew {
        /// How many people there are.
        people: usize,
    },
    /// More people than seats.
    NoSeats {
        /// How many people there are.
        people: usize,
        /// How many tables.
        tables: usize,
        /// Seats at each.
        size: usize,
    },
    /// Some pairs who must not meet would have to.
    KeptApart {
        /// How many pairs.
        pairs: usize,
    },
    /// The engine takes no such event.
    Unplannable(Unplannable),
}

impl From<Unplannable> for Unseatable {
    fn from(why: Unplannable) -> Unseatable {
        Unseatable::Unplannable(why)
    }
}

impl fmt::Display for Unseatable {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match *self {
            Unseatable::TooFew { people: 0 } => {
                write!(f, "there is nobody to seat. A table takes two people: add them to the list.")
            }
            Unseatable::TooFew { .. } => {
                write!(f, "there is one person only. A table takes two people: add more to the list.")
            }
            Unseatable::NoSeats { people, tables, size } => {
                let (more, larger) = (needed(people, size), people.div_ceil(tables.max(1)));
                let at = if tables == 1 { "one table" } else { &format!("{tables} tables") };
                write!(f, "{people} people do not fit at {at} of {size}. ")?;
                write!(f, "Take {more} tables, or tables of {larger}.")
            }
            Unseatable::KeptApart { pairs } => {
                let pairs = if pairs == 1 { "one pair".to_owned() } else { format!("{pairs} pairs") };
                write!(
                    f,
                    "{pairs} to be kept apart would share a table. Take more tables, or fewer such pairs."
                )
            }
            Unseatable::Unplannable(why) => write!(f, "{why}."),
        }
    }
}

impl std::error::Error for Unseatable {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_at_most_what_was_said_and_nobody_sits_alone() {
        for (people, size, tables) in [(60, 6, 10), (61, 6, 11), (7, 2, 3), (3, 2, 1), (5, 4, 2), (5, 9, 1)] {
            assert_eq!(Hall::Size(size).tables_for(people), Ok(tables), "{people} people in {size}s");
        }
    }

    #[test]
    fn too_few_seats_are_refused_with_both_ways_out() {
        let refusal = Hall::Both { tables: 9, size: 6 }.tables_for(60).unwrap_err();
        let sentence = "60 people do not fit at 9 tables of 6. Take 10 tables, or tables of 7.";
        assert_eq!(refusal.to_string(), sentence);
        assert_eq!(Hall::Both { tables: 12, size: 6 }.tables_for(60), Ok(12));
    }

    #[test]
    fn one_person_is_no_table() {
        for people in [0, 1] {
            assert_eq!(Hall::Tables(1).tables_for(people), Err(Unseatable::TooFew { people }));
        }
    }
}
