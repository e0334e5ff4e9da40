//! One person's way through the rounds, and whom they should not miss at each table.

use goodword_matching::Problem;

use crate::community::{Community, Seat, in_parallel};
use crate::reasons::{self, Names};

/// Where one person sits in one round.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// Position of the table in its round.
    pub table: usize,
    /// Whom to talk to first; `None` where nothing is known that anybody there could do for them, or they for anybody.
    pub encounter: Option<Encounter>,
}

/// Somebody at the table, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Encounter {
    /// Who.
    pub with: Seat,
    /// What the one could do for the other, in the direction in which it is more.
    pub sentence: String,
}

/// Everybody's stops, one in each round.
pub(super) fn itineraries(
    community: &Community,
    weights: &Problem,
    rounds: &[Vec<Vec<Seat>>],
    threads: usize,
) -> Vec<Vec<Stop>> {
    let by_round: Vec<Vec<usize>> = rounds.iter().map(|round| tables_of(round, community.n())).collect();
    in_parallel(community.n(), threads, |seat| {
        let stop = |(round, at): (&Vec<Vec<Seat>>, &Vec<usize>)| Stop {
            table: at[seat],
            encounter: strongest(community, weights, &round[at[seat]], seat),
        };
        rounds.iter().zip(&by_round).map(stop).collect()
    })
}

/// The table of everybody in one round.
fn tables_of(round: &[Vec<Seat>], n: usize) -> Vec<usize> {
    let mut at = vec![0; n];
    for (table, seats) in round.iter().enumerate() {
        seats.iter().for_each(|&seat| at[seat] = table);
    }
    at
}

/// The one at the table with whom there is most to give and to get; the first of several.
fn strongest(community: &Community, weights: &Problem, table: &[Seat], seat: Seat) -> Option<Encounter> {
    let weight = |&other: &Seat| Some((weights.weight(seat as u32, other as u32)?, other));
    let found = table.iter().filter_map(weight);
    let (_, with) = found.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    let (gives, gets) = community.between(seat, with);
    let (from, to) = if gets >= gives { (with, seat) } else { (seat, with) };
    let names = Names::at(table, community.members);
    let reason = reasons::reasons(community, &names, from, to).into_iter().next()?;
    Some(Encounter { with, sentence: reason.sentence })
}
