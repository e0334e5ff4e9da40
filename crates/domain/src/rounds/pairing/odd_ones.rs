//! Where the odd ones sit: at a table of three, chosen so that nobody is left out and as much help as possible passes.

use std::collections::{BTreeMap, BTreeSet};

use goodword_matching::solve;

use super::Group;
use super::candidates::Candidates;
use crate::community::{Seat, in_parallel};
use crate::rounds::Seating;

/// Tables of three that are tried when an odd one can join no pair, among so many nearest partners of each.
const TRIOS: usize = 200;
const CLOSEST: usize = 16;

impl Group<'_> {
    /// What each person would add at the best of these tables of two, as the price of the empty chair.
    pub(super) fn gains(&self, tables: &[Vec<Seat>]) -> Vec<(u32, i64)> {
        let partners = self.partners_at(tables);
        let gains = in_parallel(self.n(), self.settings.threads, |u| {
            if let Some(near) = self.near.get(u) {
                return self.gain_nearby(u, near, &partners);
            }
            let row = self.weights.row(self.seats[u], self.seats);
            let at = |seat: Seat| self.seats.binary_search(&seat).ok().and_then(|v| row[v]);
            let gain = |table: &Vec<Seat>| match table[..] {
                [a, b] => Some((at(a)? + at(b)? - self.weights.between(a, b)?) / 2),
                _ => None,
            };
            tables.iter().filter_map(gain).max()
        });
        (0..).zip(gains).filter_map(|(u, gain)| Some((u, gain?))).collect()
    }

    /// By seat, the partner at a table of two.
    fn partners_at(&self, tables: &[Vec<Seat>]) -> Vec<Option<Seat>> {
        let mut partners = vec![None; self.weights.community.n()];
        for table in tables {
            if let &[a, b] = &table[..] {
                (partners[a], partners[b]) = (Some(b), Some(a));
            }
        }
        partners
    }

    /// What a person would add at the best table of somebody among their heaviest partners.
    fn gain_nearby(&self, u: usize, near: &[(u32, i64)], partners: &[Option<Seat>]) -> Option<i64> {
        let mut heaviest = near.to_vec();
        heaviest.sort_unstable_by(|x, y| y.1.cmp(&x.1).then(x.0.cmp(&y.0)));
        let gain = |&(v, weight): &(u32, i64)| {
            let seat = self.seats[v as usize];
            let partner = partners[seat].filter(|partner| *partner != self.seats[u])?;
            let also = self.weights.between(self.seats[u], partner)?;
            Some((weight + also - self.weights.between(seat, partner)?) / 2)
        };
        heaviest.iter().take(CLOSEST).filter_map(gain).max()
    }

    /// Everybody without a table joins a table of two where the rules allow it and it helps most.
    pub(super) fn seat_odd_ones(&self, seating: &mut Seating) {
        let met: BTreeSet<Seat> = seating.tables.iter().flatten().copied().collect();
        for &odd in self.seats.iter().filter(|seat| !met.contains(seat)) {
            let gain = |table: &[Seat]| -> Option<f64> {
                let &[a, b] = table else { return None };
                let joined = self.weights.between(odd, a)? + self.weights.between(odd, b)?;
                Some((joined as f64 - self.weights.between(a, b)? as f64) / 2.0)
            };
            let best = seating
                .tables
                .iter()
                .enumerate()
                .filter_map(|(at, table)| Some((at, gain(table)?)))
                .reduce(|best, next| if next.1 > best.1 { next } else { best });
            if let Some((at, gain)) = best {
                seating.tables[at].push(odd);
                seating.tables[at].sort_unstable();
                seating.weight += gain;
            }
        }
    }

    /// Where the odd one of the best pairs can join nobody: a table of three is set first, then the rest is paired.
    /// The first table, heaviest first, that lets everybody else be paired is taken.
    pub(super) fn trio_first(&self, candidates: &Candidates) -> Option<Seating> {
        self.trios(candidates).into_iter().take(TRIOS).find_map(|(worth, trio)| {
            let chair = self.n() as u32;
            let apart =
                |&(&(u, v), _): &(&(u32, u32), &i64)| v != chair && !trio.contains(&u) && !trio.contains(&v);
            let edges: BTreeMap<(u32, u32), i64> =
                candidates.edges.iter().filter(apart).map(|(&e, &w)| (e, w)).collect();
            let rest = Candidates { edges, floor: candidates.floor.clone() };
            let plan = solve(&self.problem(&rest), &self.budget());
            (2 * plan.pairs.len() == self.n() - 3).then(|| {
                let tables = plan.pairs.iter().map(|&(u, v)| vec![u, v]).chain([trio.to_vec()]);
                let seats = |table: Vec<u32>| table.into_iter().map(|u| self.seats[u as usize]).collect();
                Seating {
                    tables: tables.map(seats).collect(),
                    weight: plan.weight as f64 + worth as f64 / 2.0,
                    ..Seating::default()
                }
            })
        })
    }

    /// Threes who may all sit together, among everybody's best partners, heaviest first.
    fn trios(&self, candidates: &Candidates) -> Vec<(i64, [u32; 3])> {
        let mut partners: Vec<Vec<(i64, u32)>> = vec![Vec::new(); self.n() + 1];
        for (&(u, v), &weight) in &candidates.edges {
            partners[u as usize].push((weight, v));
            partners[v as usize].push((weight, u));
        }
        let mut trios = Vec::new();
        for (u, mut near) in (0..self.n() as u32).zip(partners) {
            near.sort_unstable_by(|x, y| y.cmp(x));
            near.truncate(CLOSEST);
            for (i, &(uv, v)) in near.iter().enumerate() {
                for &(uw, w) in &near[..i] {
                    if let Some(vw) = candidates.edges.get(&(v.min(w), v.max(w))) {
                        let mut trio = [u, v, w];
                        trio.sort_unstable();
                        trios.push((uv + uw + vw, trio));
                    }
                }
            }
        }
        trios.sort_unstable_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
        trios.dedup();
        trios
    }

    /// What tables of three can add to the best pairs: each beats its best pair by half its weakest link at most, and
    /// the weakest link of three people is at most somebody's second-best partner.
    pub(super) fn joined_bonus(&self, seating: &Seating) -> f64 {
        let n_joined = seating.tables.iter().filter(|table| table.len() == 3).count();
        if n_joined == 0 {
            return 0.0;
        }
        let second = in_parallel(self.n(), self.settings.threads, |u| {
            let mut row: Vec<i64> = self.weighed(u).iter().map(|(_, weight)| *weight).collect();
            row.sort_unstable_by(|x, y| y.cmp(x));
            row.get(1).copied().unwrap_or(0)
        });
        second.into_iter().max().unwrap_or(0) as f64 / 2.0 * n_joined as f64
    }
}
