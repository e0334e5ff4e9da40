//! What the system has learned from the rounds so far: who met, and what help was reported.

use goodword_domain::scoring::Dials;

/// What a community with no record yet is worth, in promises.
const PRIOR: f64 = 4.0;
/// No pair meets again within so many rounds, in any arm.
pub const REPEAT_ROUNDS: usize = 8;

/// A memory that only holds what somebody told the system.
#[derive(Clone, Debug)]
pub struct Record {
    n: usize,
    /// The round of the last match of each pair.
    matched: Vec<Option<usize>>,
    met: Vec<bool>,
    /// S: decayed reported help received.
    pub received: Vec<f64>,
    /// Decayed reported help given.
    pub given: Vec<f64>,
    /// Per giver: meetings in which the profile held out help, and in how many help was reported.
    held_out: Vec<f64>,
    kept: Vec<f64>,
    /// Reports of help, all rounds, by giver; with the meetings, a member's standing.
    thanks: Vec<f64>,
}

impl Record {
    pub fn empty(n: usize) -> Record {
        let zero = vec![0.0; n];
        Record {
            n,
            matched: vec![None; n * n],
            met: vec![false; n * n],
            received: zero.clone(),
            given: zero.clone(),
            held_out: zero.clone(),
            kept: zero.clone(),
            thanks: zero,
        }
    }

    /// May two be matched in this round?
    pub fn open(&self, a: usize, b: usize, round: usize) -> bool {
        a != b && self.matched[a * self.n + b].is_none_or(|before| round - before >= REPEAT_ROUNDS)
    }

    /// Steps between two in the network of who met whom; beyond two there is no path.
    pub fn steps(&self, a: usize, b: usize) -> Option<u32> {
        let (row_a, row_b) = (&self.met[a * self.n..][..self.n], &self.met[b * self.n..][..self.n]);
        if row_a[b] {
            return Some(1);
        }
        row_a.iter().zip(row_b).any(|(x, y)| *x && *y).then_some(2)
    }

    /// Meetings and thanks together: how popular somebody is.
    pub fn popularity(&self, a: usize) -> f64 {
        let meetings = self.met[a * self.n..][..self.n].iter().filter(|&&met| met).count();
        1.0 + meetings as f64 + self.thanks[a]
    }

    /// R of every giver: the posterior mean of "help was held out and came", around the community's own mean.
    pub fn reliability(&self, dials: &Dials) -> Vec<f64> {
        let (kept, held_out): (f64, f64) = (self.kept.iter().sum(), self.held_out.iter().sum());
        let mean = (PRIOR * dials.reliability + kept) / (PRIOR + held_out);
        self.kept.iter().zip(&self.held_out).map(|(k, n)| (PRIOR * mean + k) / (PRIOR + n)).collect()
    }

    /// Two were matched.
    pub fn matched(&mut self, a: usize, b: usize, round: usize) {
        (self.matched[a * self.n + b], self.matched[b * self.n + a]) = (Some(round), Some(round));
    }

    /// Two met.
    pub fn met(&mut self, a: usize, b: usize) {
        (self.met[a * self.n + b], self.met[b * self.n + a]) = (true, true);
    }

    /// What came of one direction of a meeting, as reported.
    pub fn reported(&mut self, giver: usize, receiver: usize, held_out: bool, helps: f64) {
        self.received[receiver] += helps;
        self.given[giver] += helps;
        self.thanks[giver] += helps;
        if held_out {
            self.held_out[giver] += 1.0;
            self.kept[giver] += f64::from(u8::from(helps > 0.0));
        }
    }

    /// Another round begins: what was received and given counts less.
    pub fn fade(&mut self, dials: &Dials) {
        self.received.iter_mut().chain(&mut self.given).for_each(|sum| *sum *= dials.received_decay);
    }
}
