//! Which pairs the engine is handed: everybody's best partners, and whoever may rest.

use std::borrow::Cow;
use std::collections::BTreeMap;

use goodword_matching::Problem;

use super::Group;
use crate::community::in_parallel;

/// Everybody is handed over with everybody up to this many people.
const ALL_PAIRS: usize = 400;
/// Best partners handed over per person beyond that.
const PARTNERS: usize = 48;

/// The pairs handed to the engine, and what it was not handed.
pub(super) struct Candidates {
    pub edges: BTreeMap<(u32, u32), i64>,
    /// No pair of this person that was left out weighs more.
    pub floor: Vec<i64>,
}

impl Group<'_> {
    /// Each person's best partners; among equals those who come next in the list, so that no one is crowded.
    pub(super) fn candidates(&self) -> Candidates {
        let n = self.n();
        let wanted = if n <= ALL_PAIRS { n } else { PARTNERS + 8 * self.settings.meetings as usize };
        let rows = in_parallel(n, self.settings.threads, |u| {
            let row = self.weighed(u);
            let mut best: Vec<(i64, usize)> =
                row.iter().map(|&(v, weight)| (weight, (v as usize + n - u) % n)).collect();
            let order = |x: &(i64, usize), y: &(i64, usize)| y.0.cmp(&x.0).then(x.1.cmp(&y.1));
            let mut floor = i64::MIN;
            if best.len() > wanted {
                best.select_nth_unstable_by(wanted, order);
                floor = best[wanted].0;
                best.truncate(wanted);
            }
            // A row is as long as the community: what is kept gets a list of its own size.
            let mut kept = Vec::with_capacity(best.len());
            kept.extend(best.into_iter().map(|(w, ahead)| (((u + ahead) % n) as u32, w)));
            (kept, floor)
        });
        let mut candidates = Candidates { edges: BTreeMap::new(), floor: Vec::with_capacity(n) };
        for (u, (best, floor)) in rows.into_iter().enumerate() {
            candidates.floor.push(floor);
            candidates.add(u as u32, &best);
        }
        if self.rests() {
            let turn: Vec<(u32, i64)> = self.next_to_rest().into_iter().map(|u| (u as u32, 0)).collect();
            candidates.invite(n as u32, &turn);
        }
        candidates
    }

    /// The partners with whom a person was weighed, ascending: everybody whom the rules allow, or in a large community
    /// the most promising.
    pub(super) fn weighed(&self, u: usize) -> Cow<'_, [(u32, i64)]> {
        if let Some(near) = self.near.get(u) {
            return Cow::Borrowed(near);
        }
        let row = self.weights.row(self.seats[u], self.seats);
        (0..).zip(row).filter_map(|(v, weight)| Some((v, weight?))).collect()
    }

    /// Those who rested least; newcomers only when nobody else is there.
    fn next_to_rest(&self) -> Vec<usize> {
        let rank = |u: usize| {
            let newcomer = self.weights.community.members[self.seats[u]].newcomer;
            (newcomer, self.weights.past.rests[self.seats[u]])
        };
        let first = (0..self.n()).map(rank).min();
        (0..self.n()).filter(|&u| Some(rank(u)) == first).collect()
    }

    pub(super) fn problem(&self, candidates: &Candidates) -> Problem {
        let n = self.n() + usize::from(self.has_empty_chair());
        let edges: Vec<(u32, u32, i64)> = candidates.edges.iter().map(|(&(u, v), &w)| (u, v, w)).collect();
        let heaviest = edges.iter().map(|edge| edge.2).max().unwrap_or(0);
        // Ids are below n, no one meets themselves, and weights are a few million at most.
        let problem = Problem::new(n, &edges)
            .and_then(|problem| {
                if self.settings.meetings > 1 {
                    let mut capacities: Vec<u32> = (0..self.n()).map(|v| self.capacity(v)).collect();
                    capacities.resize(n, 1);
                    problem.with_capacities(capacities)
                } else {
                    Ok(problem)
                }
            })
            .and_then(|problem| problem.with_weight_limit(heaviest));
        problem.expect("candidates are a valid problem")
    }
}

impl Candidates {
    pub fn add(&mut self, u: u32, partners: &[(u32, i64)]) {
        for &(v, weight) in partners {
            self.edges.insert((u.min(v), u.max(v)), weight);
        }
    }

    /// Sets what it is worth to leave somebody to the empty chair.
    pub fn invite(&mut self, chair: u32, worth: &[(u32, i64)]) {
        self.edges.retain(|&(_, v), _| v != chair);
        self.add(chair, worth);
    }

    pub fn has(&self, u: u32, v: u32) -> bool {
        self.edges.contains_key(&(u.min(v), u.max(v)))
    }
}
