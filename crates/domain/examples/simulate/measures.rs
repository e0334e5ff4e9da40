//! What is measured of one arm in one world.

use super::statistics::gini;
use super::ties::{Ties, diversity, efficiency};
use super::world::World;

/// Rounds after which we ask who had a useful meeting.
const EARLY: usize = 3;

/// One number about an arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Needs answered per meeting that was scheduled, held or not.
    Help,
    /// Share of members who were helped at least once in the first three rounds.
    Useful,
    /// Gini of help received over members.
    Gini,
    /// E of the network of live ties after the last round.
    Efficiency,
    /// Effective number of professions among a member's live ties.
    Diversity,
    /// Help received by newcomers over help received by others.
    Newcomers,
    /// Gini of help given over members.
    GiverGini,
    /// Share of members never helped.
    Never,
    /// Share of members without a live tie.
    Isolates,
    /// Share of scheduled meetings that took place.
    Held,
    /// Share of rounds whose plan was proven optimal.
    Proven,
}

impl Measure {
    pub const ALL: [Measure; 11] = [
        Measure::Help,
        Measure::Useful,
        Measure::Gini,
        Measure::Efficiency,
        Measure::Diversity,
        Measure::Newcomers,
        Measure::GiverGini,
        Measure::Never,
        Measure::Isolates,
        Measure::Held,
        Measure::Proven,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Measure::Help => "help per meeting",
            Measure::Useful => "helped by round 3",
            Measure::Gini => "Gini of help",
            Measure::Efficiency => "efficiency",
            Measure::Diversity => "diversity",
            Measure::Newcomers => "newcomers/others",
            Measure::GiverGini => "Gini of giving",
            Measure::Never => "never helped",
            Measure::Isolates => "isolates",
            Measure::Held => "held",
            Measure::Proven => "proven",
        }
    }
}

/// All measures of one arm in one world.
#[derive(Clone, Debug, PartialEq)]
pub struct Measures([f64; Measure::ALL.len()]);

impl Measures {
    pub fn get(&self, measure: Measure) -> f64 {
        self.0[measure as usize]
    }
}

/// Counts while a trial runs.
pub struct Tally {
    received: Vec<f64>,
    given: Vec<f64>,
    early: f64,
    scheduled: f64,
    held: f64,
    rounds: f64,
    proven: f64,
}

impl Tally {
    pub fn new(n: usize) -> Tally {
        let (received, given) = (vec![0.0; n], vec![0.0; n]);
        Tally { received, given, early: 0.0, scheduled: 0.0, held: 0.0, rounds: 0.0, proven: 0.0 }
    }

    /// A round was planned. A meeting that the arm could not fill counts as scheduled.
    pub fn planned(&mut self, meetings: usize, proven: bool) {
        self.scheduled += meetings as f64;
        self.rounds += 1.0;
        self.proven += f64::from(u8::from(proven));
    }

    pub fn held(&mut self) {
        self.held += 1.0;
    }

    pub fn helped(&mut self, giver: usize, receiver: usize, helps: usize) {
        self.given[giver] += helps as f64;
        self.received[receiver] += helps as f64;
    }

    pub fn round_over(&mut self, round: usize) {
        if round < EARLY {
            self.early = share(&self.received, |&help| help > 0.0);
        }
    }

    pub fn measures(&self, world: &World, ties: &Ties) -> Measures {
        let live = ties.live();
        let of = |measure| match measure {
            Measure::Help => self.received.iter().sum::<f64>() / self.scheduled.max(1.0),
            Measure::Useful => self.early,
            Measure::Gini => gini(&self.received),
            Measure::Efficiency => efficiency(&live),
            Measure::Diversity => diversity(&live, &world.people),
            Measure::Newcomers => self.newcomers(world),
            Measure::GiverGini => gini(&self.given),
            Measure::Never => share(&self.received, |&help| help == 0.0),
            Measure::Isolates => share(&live, Vec::is_empty),
            Measure::Held => self.held / self.scheduled.max(1.0),
            Measure::Proven => self.proven / self.rounds.max(1.0),
        };
        Measures(Measure::ALL.map(of))
    }

    fn newcomers(&self, world: &World) -> f64 {
        let mean = |new: bool| {
            let own: Vec<f64> = (0..world.n())
                .filter(|&a| world.people[a].newcomer == new)
                .map(|a| self.received[a])
                .collect();
            (!own.is_empty()).then(|| own.iter().sum::<f64>() / own.len() as f64)
        };
        match (mean(true), mean(false)) {
            (Some(new), Some(others)) if others > 0.0 => new / others,
            _ => 1.0,
        }
    }
}

fn share<T>(all: &[T], is: impl Fn(&T) -> bool) -> f64 {
    all.iter().filter(|one| is(one)).count() as f64 / all.len().max(1) as f64
}
