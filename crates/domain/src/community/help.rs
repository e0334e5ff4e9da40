//! How much one member can help another: h of the formulas, by rows and by pairs, to the bit the same.

use super::markets::steps;
use super::{Community, Seat};
use crate::help::HelpKind;

/// What one member gets from, and gives to, everybody: `gets[v]` is h(v→u), `gives[v]` is h(u→v).
pub struct Row {
    /// Help towards the member of this row, by seat.
    pub gets: Vec<f64>,
    /// Help from the member of this row, by seat.
    pub gives: Vec<f64>,
}

/// Noisy-or over channels for one member with everybody: factors that land in the open channel, and what the
/// closed channels leave of 1. Factors come in the order of the asks, so that both sides of a pair agree to the bit.
pub(super) struct Channels {
    open: Vec<f64>,
    touched: Vec<Seat>,
    pub(super) rest: Vec<f64>,
    /// Everybody of whom the closed channels left less than 1, each once.
    pub(super) reached: Vec<Seat>,
}

impl Channels {
    pub(super) fn new(n: usize) -> Channels {
        Channels { open: vec![1.0; n], touched: Vec::new(), rest: vec![1.0; n], reached: Vec::new() }
    }

    /// Has anything landed so far?
    fn touches(&self, other: Seat) -> bool {
        self.open[other] < 1.0 || self.rest[other] < 1.0
    }

    pub(super) fn land(&mut self, other: Seat, chance: f64) {
        if self.open[other] == 1.0 {
            self.touched.push(other);
        }
        self.open[other] *= 1.0 - chance;
    }

    pub(super) fn close(&mut self, weight: f64) {
        for other in self.touched.drain(..) {
            let q = 1.0 - std::mem::replace(&mut self.open[other], 1.0);
            let before = self.rest[other];
            self.rest[other] *= 1.0 - weight * q;
            if before == 1.0 && self.rest[other] < 1.0 {
                self.reached.push(other);
            }
        }
    }
}

impl Community<'_> {
    /// How far an ask is open to a giver: who says that they want a mentor wants somebody with more years.
    fn openness(&self, ask: u32, mentor: Seat, learner: Seat) -> f64 {
        let ask = &self.asks[ask as usize];
        if ask.stated && ask.kind == HelpKind::Mentoring {
            self.dials.seniority(self.standing[mentor].years, self.standing[learner].years)
        } else {
            1.0
        }
    }

    /// How likely an answer of this strength helps: u·s·e, and open to mentoring where that is asked for.
    pub(super) fn lands(&self, ask: u32, strength: f64, giver: Seat, receiver: Seat) -> f64 {
        self.dials.importance
            * self.dials.landing(strength)
            * self.standing[giver].expertise
            * self.openness(ask, giver, receiver)
    }

    /// The best strength with which one of `offers` answers each ask, ascending by ask.
    pub(super) fn answered_by(&self, offers: &[u32]) -> Vec<(u32, f64)> {
        let mut answered: Vec<(u32, f64)> =
            offers.iter().flat_map(|&offer| self.offers[offer as usize].links.iter().copied()).collect();
        answered.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)));
        answered.dedup_by_key(|&mut (ask, _)| ask);
        answered
    }

    /// What one member and everybody else can give each other.
    pub fn row(&self, seat: Seat) -> Row {
        let n = self.n();
        let own = &self.standing[seat];
        let (mut gets, mut gives) = (Channels::new(n), Channels::new(n));
        let mut best = vec![0.0_f64; n];
        let answered = self.answered_by(&own.offers);
        for kind in HelpKind::ALL {
            for &ask in own.asks.iter().filter(|&&ask| self.kind(ask) == kind) {
                for (giver, strength) in
                    self.givers(ask, &mut best, |offer| [&self.offers[offer].members, &[]])
                {
                    gets.land(giver, self.lands(ask, strength, giver, seat));
                }
            }
            for &(ask, strength) in answered.iter().filter(|(ask, _)| self.kind(*ask) == kind) {
                for &asker in &self.asks[ask as usize].members {
                    gives.land(asker as usize, self.lands(ask, strength, seat, asker as usize));
                }
            }
            if kind == HelpKind::Collaboration {
                for other in 0..n {
                    let asked = self.shared.always() || gets.touches(other) || gives.touches(other);
                    let shared = if asked { self.collaboration(seat, other) } else { 0.0 };
                    if shared > 0.0 && other != seat {
                        gets.land(other, shared);
                        gives.land(other, shared);
                    }
                }
            }
            gets.close(self.dials.channel[kind.index()]);
            gives.close(self.dials.channel[kind.index()]);
        }
        let followup = self.dials.followup_factor(self.dials.reliability);
        let mut row = Row { gets: vec![0.0; n], gives: vec![0.0; n] };
        for other in (0..n).filter(|&other| other != seat) {
            if gets.rest[other] < 1.0 || gives.rest[other] < 1.0 {
                let values = self.dials.values_factor(self.alike(seat, other));
                row.gets[other] = (1.0 - gets.rest[other]) * values * followup;
                row.gives[other] = (1.0 - gives.rest[other]) * values * followup;
            }
        }
        row
    }

    pub(super) fn kind(&self, ask: u32) -> HelpKind {
        self.asks[ask as usize].kind
    }

    /// Those of `members_of` each offer who answer this ask, with the strength of their nearest offer. `best` is all
    /// zero, before and after.
    pub(super) fn givers<'b>(
        &self,
        ask: u32,
        best: &mut [f64],
        members_of: impl Fn(usize) -> [&'b [u32]; 2],
    ) -> Vec<(Seat, f64)> {
        let mut givers = Vec::new();
        for &(offer, strength) in &self.asks[ask as usize].links {
            for &giver in members_of(offer as usize).into_iter().flatten() {
                let so_far = &mut best[giver as usize];
                if *so_far == 0.0 {
                    givers.push((giver as usize, 0.0));
                }
                *so_far = so_far.max(strength);
            }
        }
        for (giver, strength) in &mut givers {
            *strength = std::mem::take(&mut best[*giver]);
        }
        givers
    }

    /// Help in both directions between two members: h(a→b), h(b→a).
    pub fn between(&self, a: Seat, b: Seat) -> (f64, f64) {
        let values = self.dials.values_factor(self.alike(a, b));
        let followup = self.dials.followup_factor(self.dials.reliability);
        let mut left = [self.left(a, b), self.left(b, a)];
        let before = ..=HelpKind::Collaboration.index();
        let meets = left.iter().any(|left| left[before].iter().any(|&rest| rest < 1.0));
        if meets || self.shared.always() {
            let shared = self.collaboration(a, b);
            left.iter_mut().for_each(|left| left[HelpKind::Collaboration.index()] *= 1.0 - shared);
        }
        let help = |left: [f64; 6]| self.dials.directed(&left.map(|rest| 1.0 - rest), values, followup);
        (help(left[0]), help(left[1]))
    }

    /// What the giver's offers leave open of the receiver's asks, by kind: Π (1 − u·s·e).
    fn left(&self, giver: Seat, receiver: Seat) -> [f64; 6] {
        let mut left = [1.0; 6];
        for &ask in &self.standing[receiver].asks {
            if let Some(strength) = self.answer(ask, giver) {
                left[self.kind(ask).index()] *= 1.0 - self.lands(ask, strength, giver, receiver);
            }
        }
        left
    }

    /// The strength of the giver's nearest offer to an ask.
    fn answer(&self, ask: u32, giver: Seat) -> Option<f64> {
        let links = &self.asks[ask as usize].links;
        let near = |offer: &u32| links.binary_search_by_key(offer, |link| link.0).ok();
        self.standing[giver].offers.iter().filter_map(near).map(|at| links[at].1).reduce(f64::max)
    }

    /// Does an offer of the giver usefully answer an ask of the receiver?
    pub fn helps(&self, giver: Seat, receiver: Seat) -> bool {
        let useful = |ask: &u32| self.answer(*ask, giver).is_some_and(|best| best >= self.dials.useful);
        self.standing[receiver].asks.iter().any(useful)
    }

    /// How well two members could serve the same people together.
    pub(super) fn collaboration(&self, a: Seat, b: Seat) -> f64 {
        let step = self.shared.kept(a, b);
        let step = step.unwrap_or_else(|| steps(self.language, &self.standing[a], &self.standing[b]));
        f64::from(step) / 255.0
    }
}
