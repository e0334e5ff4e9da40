//! Matches of two for a whole round: everybody first, then weight, with a bound that no pairing can beat.
//!
//! The engine gets each member's best partners only (all partners in a small community). Whether a pair that it
//! never saw could have helped is then asked of the duals that prove its answer: a pair whose duals together are
//! at least its weight cannot. Pairs that could are added, and the engine is asked again. So the bound holds
//! over *all* pairs, though most were never handed over (column generation; Gilmore and Gomory 1961).
//!
//! In a community of more than [`LARGE`] members even weighing all pairs takes too long. There everybody's most
//! promising partners are weighed ([`near`]), and the bound holds over those pairs.

mod candidates;
mod near;
mod odd_ones;
mod prices;

use std::collections::BTreeSet;

use goodword_matching::{Budget, Plan, solve};

use super::weights::Weights;
use super::{Odd, Progress, Seating, Settings};
use crate::chance::Chance;
use crate::community::{Seat, in_parallel};
use candidates::Candidates;

/// A bound is near enough when the share of it that is not reached, or not sure, is this small.
const ENOUGH: f64 = 1e-5;
/// How often the odd one is chosen anew after seeing where an odd one could join.
const TRIES: usize = 3;
/// Communities larger than this have only everybody's most promising pairs weighed;
pub(crate) const LARGE: usize = 2_000;
/// groups of them up to this size all pairs nevertheless.
const SMALL: usize = 400;
/// How often it is looked again, by the prices, for whom it would be worth weighing.
const LOOKS: usize = 2;
/// How often the pairs of those who remained alone are weighed, all of them.
const WIDER: usize = 4;

/// Pairs everybody who takes part, place by place.
pub(crate) fn pair(
    weights: &Weights,
    taking_part: &[Seat],
    settings: &Settings,
    progress: &dyn Progress,
) -> Seating {
    let mut chance = Chance::seeded(settings.seed);
    let mut all = Seating::default();
    for group in super::by_place(weights, taking_part) {
        let drawn = draw(weights, &group, settings, &mut chance);
        let met: BTreeSet<Seat> = drawn.iter().flat_map(|&(a, b, _)| [a, b]).collect();
        let rest: Vec<Seat> = group.into_iter().filter(|seat| !met.contains(seat)).collect();
        for (a, b, propensity) in drawn {
            let worth = weights.between(a, b).unwrap_or_default() as f64;
            all.weight += worth;
            all.upper_bound += worth;
            all.drawn.insert(all.tables.len(), propensity);
            all.tables.push(vec![a, b]);
        }
        progress.step("finding the best round");
        all.append(Group { weights, seats: &rest, settings, near: Vec::new() }.round());
    }
    all
}

/// Some pairs drawn evenly from all that the rules allow, each with the chance it had. None unless asked for.
///
/// The chance is that of one pair among so many draws; that drawn pairs share nobody changes it in the second
/// order only.
fn draw(
    weights: &Weights,
    group: &[Seat],
    settings: &Settings,
    chance: &mut Chance,
) -> Vec<(Seat, Seat, f64)> {
    let wanted = (group.len() / 2) as f64 * settings.explore_percent / 100.0;
    let wanted = wanted.round() as usize;
    if wanted == 0 {
        return Vec::new();
    }
    let open: Vec<usize> = in_parallel(group.len(), settings.threads, |i| {
        group[i + 1..].iter().filter(|&&other| weights.closed(group[i], other).is_none()).count()
    });
    let propensity = wanted as f64 / open.iter().sum::<usize>().max(1) as f64;
    let mut free = group.to_vec();
    let mut drawn = Vec::new();
    for _ in 0..100 * wanted {
        if drawn.len() == wanted || free.len() < 2 {
            break;
        }
        let (i, j) = (chance.below(free.len()), chance.below(free.len()));
        if i != j && weights.closed(free[i], free[j]).is_none() {
            let (a, b) = (free[i].min(free[j]), free[i].max(free[j]));
            free.retain(|&seat| seat != a && seat != b);
            drawn.push((a, b, propensity.min(1.0)));
        }
    }
    drawn
}

/// People of one place who are to be paired. In the engine they are vertices `0..n` in this order; whoever rests
/// is paired with vertex `n`, the empty chair.
struct Group<'a> {
    weights: &'a Weights<'a>,
    seats: &'a [Seat],
    settings: &'a Settings,
    /// In a large community: by vertex, the pairs that were weighed, ascending; each stands with both its ends.
    /// Empty where all pairs are weighed.
    near: Vec<Vec<(u32, i64)>>,
}

impl Group<'_> {
    /// The best round. Where only some pairs were weighed and somebody remains alone, all pairs of theirs are weighed.
    fn round(mut self) -> Seating {
        if self.weights.community.n() > LARGE {
            let around = self.around();
            self.near = self.nearby(&around);
            for _ in 0..if self.n() > SMALL { LOOKS } else { 0 } {
                self.look_again(&around);
            }
        }
        let mut best = self.pair();
        for _ in 0..WIDER {
            let alone = self.alone(&best);
            if alone.is_empty() || !self.widen(&alone) {
                break;
            }
            let wider = self.pair();
            if !wider.beats(&best) {
                break;
            }
            best = wider;
        }
        best.sifted = !self.near.is_empty() && self.n() > SMALL;
        best
    }

    fn n(&self) -> usize {
        self.seats.len()
    }

    /// Is there an odd one, whose partner is the empty chair?
    fn has_empty_chair(&self) -> bool {
        self.settings.meetings == 1 && self.n() % 2 == 1
    }

    /// Does the odd one rest?
    fn rests(&self) -> bool {
        self.settings.odd == Odd::Rest && self.has_empty_chair()
    }

    fn pair(&self) -> Seating {
        if self.n() < 2 {
            let resting = if self.rests() { self.seats.to_vec() } else { Vec::new() };
            return Seating { resting, ..Seating::default() };
        }
        let mut candidates = self.candidates();
        let relaxed = self.priced(&mut candidates);
        let chair = self.n() as u32;
        let joins = self.has_empty_chair() && !self.rests();
        if joins {
            candidates.invite(chair, &(0..chair).map(|u| (u, 0)).collect::<Vec<_>>());
        }
        let (mut best, plan) = self.solved(&candidates);
        for _ in 0..if joins { TRIES } else { 0 } {
            candidates.invite(chair, &self.gains(&best.tables));
            let (next, _) = self.solved(&candidates);
            if !next.beats(&best) {
                break;
            }
            best = next;
        }
        if joins && best.n_seated() < self.n() {
            best = self.trio_first(&candidates).filter(|other| other.beats(&best)).unwrap_or(best);
        }
        // Whoever rests takes two ends, their own and the empty chair's.
        let mut bound = relaxed.bound(best.n_seated() + 2 * best.resting.len());
        if bound - best.weight > ENOUGH * bound {
            bound = bound.min(self.bound_of(&candidates, &plan) + self.joined_bonus(&best));
        }
        best.upper_bound = bound.max(best.weight);
        best
    }

    /// The best pairs of these candidates, odd ones seated, and the engine's plan with its proof.
    fn solved(&self, candidates: &Candidates) -> (Seating, Plan) {
        let plan = solve(&self.problem(candidates), &self.budget());
        let mut seating = Seating::default();
        for &(u, v) in &plan.pairs {
            if (v as usize) < self.n() {
                seating.weight += candidates.edges[&(u, v)] as f64;
                seating.tables.push(vec![self.seats[u as usize], self.seats[v as usize]]);
            } else if self.settings.odd == Odd::Rest {
                seating.resting.push(self.seats[u as usize]);
            }
        }
        if self.settings.odd == Odd::Trio {
            self.seat_odd_ones(&mut seating);
        }
        (seating, plan)
    }

    fn budget(&self) -> Budget {
        Budget { threads: self.settings.threads, ..Budget::default() }
    }

    fn capacity(&self, vertex: usize) -> u32 {
        let meetings = self.settings.meetings;
        self.weights.community.members[self.seats[vertex]].capacity.map_or(meetings, |c| c.min(meetings))
    }
}
