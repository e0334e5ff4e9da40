//! What a community remembers of earlier rounds: who met whom, who got help, who rested.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::community::Seat;
use crate::members::MemberId;
use crate::scoring::Dials;

/// Two people who shared a table on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Met {
    /// One of them.
    pub a: MemberId,
    /// The other.
    pub b: MemberId,
    /// When.
    pub on: Date,
}

/// Help that a match held out to someone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Helped {
    /// Who could help.
    pub from: MemberId,
    /// Whom.
    pub to: MemberId,
    /// How near the offer was to the ask, `0..=1`.
    pub strength: f64,
    /// When.
    pub on: Date,
}

/// Everything remembered, by member id. People who have left since may still stand here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Past {
    /// Pairs who met; a table of three is three pairs.
    pub met: Vec<Met>,
    /// Help held out by earlier matches.
    pub helped: Vec<Helped>,
    /// Who sat out a round, and when.
    pub rested: Vec<(MemberId, Date)>,
}

/// The past of the members of one round, by seat.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    /// Whom a member met within the window.
    recent: Vec<BTreeSet<Seat>>,
    /// All whom a member has ever met.
    pub met: Vec<BTreeSet<Seat>>,
    /// S: decayed help received.
    pub received: Vec<f64>,
    /// Decayed help given.
    pub given: Vec<f64>,
    /// How many rounds a member sat out.
    pub rests: Vec<usize>,
}

impl Standing {
    /// Nothing remembered of `n` members.
    pub fn nothing(n: usize) -> Standing {
        Standing {
            recent: vec![BTreeSet::new(); n],
            met: vec![BTreeSet::new(); n],
            received: vec![0.0; n],
            given: vec![0.0; n],
            rests: vec![0; n],
        }
    }

    /// Looks the past up for these members. A meeting counts as recent when it was fewer than `repeat_weeks`
    /// weeks before `on`, and also when it is planned for later.
    pub fn look_up(
        past: &Past,
        seats: &BTreeMap<&MemberId, Seat>,
        on: Date,
        repeat_weeks: u32,
        dials: &Dials,
    ) -> Standing {
        let mut standing = Standing::nothing(seats.len());
        for met in &past.met {
            let (Some(&a), Some(&b)) = (seats.get(&met.a), seats.get(&met.b)) else { continue };
            standing.met[a].insert(b);
            standing.met[b].insert(a);
            if days_between(met.on, on) < i64::from(repeat_weeks) * 7 {
                standing.recent[a].insert(b);
                standing.recent[b].insert(a);
            }
        }
        let rounds: BTreeSet<Date> = past.helped.iter().map(|help| help.on).collect();
        for help in &past.helped {
            let age = rounds.range(help.on..).count().saturating_sub(1);
            let weight = help.strength * libm::pow(dials.received_decay, age as f64);
            if let Some(&to) = seats.get(&help.to) {
                standing.received[to] += weight;
            }
            if let Some(&from) = seats.get(&help.from) {
                standing.given[from] += weight;
            }
        }
        for (member, _) in &past.rested {
            if let Some(&seat) = seats.get(member) {
                standing.rests[seat] += 1;
            }
        }
        standing
    }

    /// Did these two meet within the window?
    pub fn met_recently(&self, a: Seat, b: Seat) -> bool {
        self.recent[a].contains(&b)
    }
}

fn days_between(earlier: Date, later: Date) -> i64 {
    earlier.until(later).map_or(i64::MAX, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn seats(ids: &[MemberId]) -> BTreeMap<&MemberId, Seat> {
        ids.iter().enumerate().map(|(seat, id)| (id, seat)).collect()
    }

    #[test]
    fn the_window_is_counted_in_whole_weeks() {
        let ids = ["a", "b", "c"].map(|id| MemberId(id.into()));
        let met = |a: usize, b: usize, on| Met { a: ids[a].clone(), b: ids[b].clone(), on };
        let past = Past {
            met: vec![met(1, 0, date(2026, 3, 2)), met(2, 1, date(2026, 3, 1)), met(0, 2, date(2027, 1, 1))],
            ..Past::default()
        };
        let dials = Dials::default();
        let standing = Standing::look_up(&past, &seats(&ids), date(2026, 5, 24), 12, &dials);
        assert!(standing.met_recently(0, 1), "83 days are within 12 weeks");
        assert!(!standing.met_recently(1, 2), "84 days are 12 weeks");
        assert!(standing.met_recently(0, 2), "a later meeting counts too");
        assert!(standing.met[1].contains(&2), "whoever ever met is linked");
    }

    #[test]
    fn help_fades_by_rounds_and_strangers_are_passed_over() {
        let ids = ["a", "b"].map(|id| MemberId(id.into()));
        let help = |from: &str, to: &str, month| Helped {
            from: MemberId(from.into()),
            to: MemberId(to.into()),
            strength: 1.0,
            on: date(2026, month, 1),
        };
        let past = Past {
            helped: vec![help("a", "b", 1), help("gone", "b", 2), help("b", "a", 3)],
            ..Past::default()
        };
        let dials = Dials::default();
        let standing = Standing::look_up(&past, &seats(&ids), date(2026, 4, 1), 12, &dials);
        assert!((standing.received[1] - (0.85 * 0.85 + 0.85)).abs() < 1e-12);
        assert_eq!(standing.received[0], 1.0);
        assert!((standing.given[0] - 0.85 * 0.85).abs() < 1e-12);
    }
}
