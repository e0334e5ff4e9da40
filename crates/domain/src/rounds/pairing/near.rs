//! Which pairs of a large community are weighed: those whose asks and offers meet, those who could serve the same
//! people together, and a few neighbours in the list, so that nobody is without a partner.
//!
//! Cost: the contacts of every member, and some hundred weights each; memory the same.

use super::{Group, SMALL};
use crate::community::{Bench, Contact, in_parallel};

/// How far one looks for the partners of one member.
struct Look {
    /// So many contacts whose asks and offers meet best are asked for a shared market,
    promising: usize,
    /// and the best of them are weighed.
    contacts: usize,
    /// So many who sell what goes together with each service of theirs are asked,
    of_each_service: usize,
    /// and the best of them are weighed.
    partners: usize,
}

/// At first,
const FIRST: Look = Look { promising: 192, contacts: 80, of_each_service: 8, partners: 16 };
/// and again for those whom the prices leave little.
const AGAIN: Look = Look { promising: 128, contacts: 32, of_each_service: 64, partners: 48 };
/// Neighbours in the list that are weighed.
const NEIGHBOURS: usize = 12;
/// Pairs added for somebody who remained alone.
const ALL_OF_THEIRS: usize = 400;
/// Members whose contacts are added up on one bench, one after the other.
const BLOCK: usize = 128;

/// A contact with how much help counts and how far ahead in the list they stand.
type Ranked = (f64, usize, Contact);

/// What looking around needs.
pub(super) struct Around {
    /// By seat, the vertex of a person; `u32::MAX` for others.
    vertices: Vec<u32>,
    /// By concept, whose service it is.
    sellers: Vec<Vec<u32>>,
}

/// By vertex, partners with weights.
type Near = Vec<Vec<(u32, i64)>>;

impl Group<'_> {
    /// What looking around needs of the whole community.
    pub(super) fn around(&self) -> Around {
        let mut vertices = vec![u32::MAX; self.weights.community.n()];
        (0..).zip(self.seats).for_each(|(vertex, seat)| vertices[*seat] = vertex);
        Around { vertices, sellers: self.weights.community.sellers() }
    }

    /// The pairs to be weighed, by both ends, with their weights.
    pub(super) fn nearby(&self, around: &Around) -> Near {
        let n = self.n();
        let blocks = in_parallel(n.div_ceil(BLOCK), self.settings.threads, |block| {
            let mut bench = self.weights.community.bench();
            let members = block * BLOCK..((block + 1) * BLOCK).min(n);
            members.map(|u| self.weighed_with(u, self.first_look(u, around, &mut bench))).collect::<Near>()
        });
        both_ways(blocks.into_iter().flatten().collect())
    }

    fn first_look(&self, u: usize, around: &Around, bench: &mut Bench) -> Vec<u32> {
        let n = self.n();
        if n <= SMALL {
            return (0..n as u32).collect();
        }
        let mut found = self.contacts(u, around, bench, |help, _| help, &FIRST);
        found.extend((1..=NEIGHBOURS).map(|ahead| ((u + ahead) % n) as u32));
        found
    }

    /// Looks once more for those whom the prices leave little: whom they could help and who is still to be had.
    pub(super) fn look_again(&mut self, around: &Around) {
        let candidates = self.candidates();
        let prices = self.prices(&candidates);
        let doubtful = self.doubtful(&candidates, &prices);
        let blocks = in_parallel(doubtful.len().div_ceil(BLOCK), self.settings.threads, |block| {
            let mut bench = self.weights.community.bench();
            let members = &doubtful[block * BLOCK..((block + 1) * BLOCK).min(doubtful.len())];
            let worth = |help: f64, v: usize| self.weights.stranger(help) - prices.of(v);
            let look =
                |u: &usize| self.weighed_with(*u, self.contacts(*u, around, &mut bench, worth, &AGAIN));
            members.iter().map(look).collect::<Near>()
        });
        for (u, row) in doubtful.iter().zip(blocks.into_iter().flatten()) {
            self.near[*u].extend(row);
        }
        self.near = both_ways(std::mem::take(&mut self.near));
    }

    /// The contacts and partners of the most worth, told from the weight of their help and their vertex; among equals
    /// those who come next in the list, so that no one is crowded. Shared markets are asked for those contacts only
    /// who could be among them.
    fn contacts(
        &self,
        u: usize,
        around: &Around,
        bench: &mut Bench,
        worth: impl Fn(f64, usize) -> f64,
        look: &Look,
    ) -> Vec<u32> {
        let (n, seat, community) = (self.n(), self.seats[u], self.weights.community);
        let ranked = |contact: Contact| {
            let v = around.vertices[contact.seat] as usize;
            let help = self.weights.help_weight(seat, contact.seat, contact.gets, contact.gives);
            (v < n).then(|| (worth(help, v), (v + n - u) % n, contact))
        };
        let mut best: Vec<Ranked> = community.contacts(seat, bench).into_iter().filter_map(ranked).collect();
        keep_best(&mut best, look.promising);
        let shared = |(_, _, contact): Ranked| ranked(community.with_shared_market(seat, contact));
        let mut best: Vec<Ranked> = best.into_iter().filter_map(shared).collect();
        let partners = community.partners(seat, &around.sellers, look.of_each_service);
        let mut others: Vec<Ranked> = partners.into_iter().filter_map(ranked).collect();
        for (list, most) in [(&mut best, look.contacts), (&mut others, look.partners)] {
            list.retain(|(_, _, other)| self.weights.closed(seat, other.seat).is_none());
            keep_best(list, most);
        }
        best.iter().chain(&others).map(|(_, _, other)| around.vertices[other.seat]).collect()
    }

    /// The weights of one person with others, in a list of its own size.
    fn weighed_with(&self, u: usize, mut others: Vec<u32>) -> Vec<(u32, i64)> {
        others.sort_unstable();
        others.dedup();
        let weight = |v: u32| Some((v, self.weights.between(self.seats[u], self.seats[v as usize])?));
        let mut kept = Vec::with_capacity(others.len());
        kept.extend(others.into_iter().filter_map(weight));
        kept
    }

    /// Vertices that have no table although somebody may sit with them, as far as is known.
    pub(super) fn alone(&self, seating: &super::Seating) -> Vec<usize> {
        if self.near.is_empty() {
            return Vec::new();
        }
        let mut met = vec![false; self.weights.community.n()];
        seating.tables.iter().flatten().chain(&seating.resting).for_each(|seat| met[*seat] = true);
        (0..self.n()).filter(|u| !met[self.seats[*u]]).collect()
    }

    /// Weighs all pairs of these; says whether that made any pair known.
    pub(super) fn widen(&mut self, alone: &[usize]) -> bool {
        let rows = in_parallel(alone.len(), self.settings.threads, |i| {
            let (n, u) = (self.n(), alone[i]);
            let row = self.weights.row(self.seats[u], self.seats);
            let mut open: Vec<(u32, i64)> =
                (0..n as u32).filter_map(|v| Some((v, row[v as usize]?))).collect();
            let ahead = |v: u32| (v as usize + n - u) % n;
            open.sort_unstable_by(|x, y| y.1.cmp(&x.1).then(ahead(x.0).cmp(&ahead(y.0))));
            // Whoever remained alone as well is a partner at once.
            let (also, others): (Vec<_>, Vec<_>) =
                open.into_iter().partition(|(v, _)| alone.binary_search(&(*v as usize)).is_ok());
            also.into_iter()
                .take(ALL_OF_THEIRS)
                .chain(others.into_iter().take(ALL_OF_THEIRS))
                .collect::<Vec<_>>()
        });
        let before: usize = self.near.iter().map(Vec::len).sum();
        for (u, row) in alone.iter().zip(rows) {
            self.near[*u].extend(row);
        }
        self.near = both_ways(std::mem::take(&mut self.near));
        self.near.iter().map(Vec::len).sum::<usize>() > before
    }
}

/// The best ones, in no order.
fn keep_best(contacts: &mut Vec<Ranked>, most: usize) {
    if contacts.len() > most {
        contacts.select_nth_unstable_by(most, |x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        contacts.truncate(most);
    }
}

/// The same pairs, each with both its ends, ascending, each once.
fn both_ways(mut near: Near) -> Near {
    let mut counts = vec![0; near.len()];
    near.iter().flatten().for_each(|(v, _)| counts[*v as usize] += 1);
    let mut back: Near = counts.into_iter().map(Vec::with_capacity).collect();
    for (u, row) in (0..).zip(&near) {
        row.iter().for_each(|(v, weight)| back[*v as usize].push((u, *weight)));
    }
    for (row, other) in near.iter_mut().zip(back) {
        row.reserve_exact(other.len());
        row.extend(other);
        row.sort_unstable();
        row.dedup();
        row.shrink_to_fit();
    }
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_stands_with_both_its_ends_once() {
        let near = both_ways(vec![vec![(1, 5), (2, 7)], vec![(0, 5)], vec![]]);
        assert_eq!(near, [vec![(1, 5), (2, 7)], vec![(0, 5)], vec![(0, 7)]]);
    }
}
