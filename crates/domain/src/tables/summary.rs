//! A plan of tables in numbers: repeats against what is possible, help against what tables drawn by lot would give.

use goodword_matching::rotations::Rotation;

use crate::community::{Community, Seat, in_parallel};

/// The plan in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Everybody; each has a seat in every round.
    pub people: usize,
    /// Tables in each round.
    pub tables: usize,
    /// Rounds.
    pub rounds: usize,
    /// Meetings of two who had met at a table before.
    pub repeats: u64,
    /// No plan has fewer repeats than this.
    pub bound: u64,
    /// No plan without repeats has more rounds than this.
    pub most_rounds: usize,
    /// People with at least one ask.
    pub asking: usize,
    /// People who sit, at least once, with somebody who can usefully answer one of their asks.
    pub helped: usize,
    /// How many pairs of such a person and such a helper share a table; whoever helps several counts with each.
    pub helpers_met: usize,
    /// The mean of `helped` when tables are drawn by lot in every round.
    pub random_helped: f64,
    /// The mean of `helpers_met` over the same.
    pub random_helpers_met: f64,
}

impl Summary {
    /// Whether anybody meets anybody again, and whether that could be helped; `None` for a single round, where nobody can.
    pub fn on_repeats(&self) -> Option<String> {
        if self.rounds < 2 {
            return None;
        }
        let again = match self.repeats {
            0 => return Some("Nobody sits with the same person twice.".to_owned()),
            1 => "Once two people share a table again".to_owned(),
            repeats => format!("{repeats} times two people share a table again"),
        };
        let bound = match self.bound {
            bound if bound == self.repeats => "no plan has fewer repeats".to_owned(),
            0 => "whether a plan without repeats exists is not known".to_owned(),
            bound => format!("every plan has at least {bound} repeats"),
        };
        let rounds = match self.most_rounds {
            most if most >= self.rounds => String::new(),
            1 => " Without repeats there is one round at most.".to_owned(),
            most => format!(" Without repeats there are {most} rounds at most."),
        };
        Some(format!("{again}; {bound}.{rounds}"))
    }
}

pub(super) fn of(
    community: &Community,
    rotation: &Rotation,
    rounds: &[Vec<Vec<Seat>>],
    threads: usize,
) -> Summary {
    let n = community.n();
    let sizes: Vec<usize> = rounds.first().into_iter().flatten().map(Vec::len).collect();
    let found = in_parallel(n, threads, |seat| {
        let (by, _) = community.usefully(seat);
        let helpers = by.iter().filter(|&&can| can).count();
        (helpers, met(rounds, seat).into_iter().filter(|&other| by[other]).count())
    });
    let at_all: f64 = found.iter().map(|&(helpers, _)| 1.0 - missed(helpers, n, &sizes, rounds.len())).sum();
    let helpers: usize = found.iter().map(|&(helpers, _)| helpers).sum();
    Summary {
        people: n,
        tables: sizes.len(),
        rounds: rounds.len(),
        repeats: rotation.repeats,
        bound: rotation.bound,
        most_rounds: rotation.most_rounds,
        asking: community.members.iter().filter(|member| !member.asks.is_empty()).count(),
        helped: found.iter().filter(|&&(_, met)| met > 0).count(),
        helpers_met: found.iter().map(|&(_, met)| met).sum(),
        random_helped: at_all,
        random_helpers_met: helpers as f64 * (1.0 - missed(1, n, &sizes, rounds.len())),
    }
}

/// Everybody whom one person sits with, each once.
fn met(rounds: &[Vec<Vec<Seat>>], seat: Seat) -> Vec<Seat> {
    let own = rounds.iter().flatten().filter(|table| table.contains(&seat));
    let mut met: Vec<Seat> = own.flatten().copied().filter(|&other| other != seat).collect();
    met.sort_unstable();
    met.dedup();
    met
}

/// The chance to sit with none of some `helpers` in any round when tables are drawn by lot in every round: with `s - 1`
/// others at a table, all of them are among those who are no helpers.
fn missed(helpers: usize, n: usize, sizes: &[usize], rounds: usize) -> f64 {
    let at = |size: usize| -> f64 {
        let seats = 0..size.saturating_sub(1);
        seats.map(|i| (n - 1).saturating_sub(helpers + i) as f64 / (n - 1 - i) as f64).product()
    };
    let once: f64 = sizes.iter().map(|&size| size as f64 / n as f64 * at(size)).sum();
    (0..rounds).map(|_| once).product()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_what_counting_by_hand_gives() {
        // One helper among three others, tables of two: one chance in three, each round anew.
        assert!((missed(1, 4, &[2, 2], 1) - 2.0 / 3.0).abs() < 1e-12);
        assert!((missed(1, 4, &[2, 2], 2) - 4.0 / 9.0).abs() < 1e-12);
        // Two helpers among four others; tables of three and two: 3/5 * (2/4 * 1/3) + 2/5 * 2/4.
        assert!((missed(2, 5, &[3, 2], 1) - 0.3).abs() < 1e-12);
        assert!((missed(0, 5, &[3, 2], 3) - 1.0).abs() < 1e-12);
        assert_eq!(missed(3, 4, &[4], 1), 0.0);
    }

    #[test]
    fn repeats_are_said_with_what_is_known() {
        let summary = |repeats, bound, most_rounds| Summary {
            people: 9,
            tables: 3,
            rounds: 5,
            repeats,
            bound,
            most_rounds,
            asking: 0,
            helped: 0,
            helpers_met: 0,
            random_helped: 0.0,
            random_helpers_met: 0.0,
        };
        let said = |repeats, bound, most| summary(repeats, bound, most).on_repeats().unwrap();
        assert_eq!(said(0, 0, 5), "Nobody sits with the same person twice.");
        assert_eq!(
            said(9, 9, 4),
            "9 times two people share a table again; no plan has fewer repeats. \
             Without repeats there are 4 rounds at most."
        );
        assert_eq!(
            said(1, 0, 5),
            "Once two people share a table again; whether a plan without repeats exists is not known."
        );
        assert!(said(12, 9, 1).contains("at least 9 repeats. Without repeats there is one round at most."));
        assert_eq!(Summary { rounds: 1, ..summary(0, 0, 5) }.on_repeats(), None);
    }
}
