//! Who has met whom how often, and the exact change by a swap of two seats.

use super::{Event, Round};

/// What one repeat costs in the search. A pair that meets a third time costs a little more than two pairs that meet
/// twice, so that repeats are spread; never so much that it outweighs a repeat.
pub(super) const REPEAT: i64 = 64;
/// What a pair costs that must not meet but does, or must meet but does not.
const BROKEN: i64 = 50 * REPEAT;

/// A schedule as the search sees it.
#[derive(Clone, Debug)]
pub(super) struct Meetings {
    n: usize,
    rounds: Vec<Round>,
    /// For every round the table of everybody.
    table_of: Vec<Vec<u32>>,
    /// How often two met, a square.
    count: Vec<u8>,
    /// What a number of meetings costs, for usual pairs, pairs kept apart, pairs that must meet.
    price: [Vec<i64>; 3],
    /// Which price a pair has, a square; empty when all pairs are usual.
    kind: Vec<u8>,
}

impl Meetings {
    pub(super) fn new(event: &Event, rounds: Vec<Round>) -> Meetings {
        let n = event.people;
        let mut kind = vec![];
        if !event.apart.is_empty() || !event.meet.is_empty() {
            kind = vec![0; n * n];
            let marked = event.apart.iter().map(|p| (p, 1)).chain(event.meet.iter().map(|p| (p, 2)));
            for (&(u, v), k) in marked {
                kind[u as usize * n + v as usize] = k;
                kind[v as usize * n + u as usize] = k;
            }
        }
        let again = |c: i64| (c - 1).max(0) * REPEAT + (c - 1).max(0) * (c - 2).max(0) / 2;
        let most = rounds.len() as i64 + 1;
        let price = [
            (0..=most).map(again).collect(),
            (0..=most).map(|c| c * BROKEN).collect(),
            (0..=most).map(|c| if c == 0 { BROKEN } else { again(c) }).collect(),
        ];
        let mut meetings =
            Meetings { n, rounds: vec![], table_of: vec![], count: vec![0; n * n], price, kind };
        rounds.into_iter().for_each(|round| meetings.push(round));
        meetings
    }

    fn push(&mut self, round: Round) {
        let mut table_of = vec![0; self.n];
        for (t, table) in round.iter().enumerate() {
            for (i, &u) in table.iter().enumerate() {
                table_of[u as usize] = t as u32;
                table[..i].iter().for_each(|&v| self.meet(u, v, 1));
            }
        }
        self.table_of.push(table_of);
        self.rounds.push(round);
    }

    fn meet(&mut self, u: u32, v: u32, times: i8) {
        for at in [u as usize * self.n + v as usize, v as usize * self.n + u as usize] {
            self.count[at] = self.count[at].wrapping_add_signed(times);
        }
    }

    pub(super) fn n(&self) -> usize {
        self.n
    }

    pub(super) fn rounds(&self) -> &[Round] {
        &self.rounds
    }

    pub(super) fn into_rounds(self) -> Vec<Round> {
        self.rounds
    }

    pub(super) fn count(&self, u: u32, v: u32) -> u8 {
        self.count[u as usize * self.n + v as usize]
    }

    pub(super) fn table_of(&self, r: usize, u: u32) -> u32 {
        self.table_of[r][u as usize]
    }

    pub(super) fn table(&self, r: usize, t: u32) -> &[u32] {
        &self.rounds[r][t as usize]
    }

    fn price(&self, u: u32, v: u32, change: i8) -> i64 {
        let at = u as usize * self.n + v as usize;
        let kind = self.kind.get(at).copied().unwrap_or(0);
        let price = &self.price[kind as usize];
        let c = self.count[at];
        price[c.wrapping_add_signed(change) as usize] - price[c as usize]
    }

    /// The cost of the whole schedule, counted anew.
    pub(super) fn cost(&self) -> i64 {
        let pairs = (0..self.n).flat_map(|u| (0..u).map(move |v| (u, v)));
        let one = |(u, v): (usize, usize)| {
            let kind = self.kind.get(u * self.n + v).copied().unwrap_or(0);
            self.price[kind as usize][self.count[u * self.n + v] as usize]
        };
        pairs.map(one).sum()
    }

    /// What the seat of `u` in round `r` costs more than an empty one: its repeats there and broken rules.
    pub(super) fn burden(&self, r: usize, u: u32) -> i64 {
        let table = self.table(r, self.table_of(r, u));
        -table.iter().filter(|&&v| v != u).map(|&v| self.price(u, v, -1)).sum::<i64>()
    }

    /// The change of cost if `u` and `v`, at different tables in round `r`, swapped seats.
    pub(super) fn weigh(&self, r: usize, u: u32, v: u32) -> i64 {
        let half = |u: u32, v: u32| -> i64 {
            let mates = self.table(r, self.table_of(r, u)).iter().filter(|&&w| w != u);
            mates.map(|&w| self.price(u, w, -1) + self.price(v, w, 1)).sum()
        };
        half(u, v) + half(v, u)
    }

    /// Swaps the seats of `u` and `v`, at different tables, in round `r`.
    pub(super) fn swap(&mut self, r: usize, u: u32, v: u32) {
        let (a, b) = (self.table_of(r, u), self.table_of(r, v));
        for (u, v, t) in [(u, v, a), (v, u, b)] {
            for i in 0..self.rounds[r][t as usize].len() {
                let w = self.rounds[r][t as usize][i];
                if w != u {
                    self.meet(u, w, -1);
                    self.meet(v, w, 1);
                }
            }
        }
        for (u, v, t) in [(u, v, a), (v, u, b)] {
            if let Some(seat) = self.rounds[r][t as usize].iter_mut().find(|w| **w == u) {
                *seat = v;
            }
        }
        self.table_of[r][u as usize] = b;
        self.table_of[r][v as usize] = a;
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::random_rounds;
    use super::*;
    use crate::tables::chance::Chance;

    /// Protects exactness: after every swap the stored counts and the weighed change equal a recount from nothing.
    #[test]
    fn changes_equal_recounts() {
        let mut chance = Chance::new(5);
        let event = Event::new(17, 5, 4).unwrap().keep_apart(&[(0, 3), (4, 16)]).unwrap();
        let event = event.must_meet(&[(1, 2), (5, 9)]).unwrap();
        let mut meetings = Meetings::new(&event, random_rounds(&event, &mut chance));
        for _ in 0..2000 {
            let (r, u, v) = (chance.below(4), chance.below(17) as u32, chance.below(17) as u32);
            if meetings.table_of(r, u) == meetings.table_of(r, v) {
                continue;
            }
            let (before, change) = (meetings.cost(), meetings.weigh(r, u, v));
            meetings.swap(r, u, v);
            let recount = Meetings::new(&event, meetings.rounds().to_vec());
            assert_eq!((meetings.cost(), &meetings.count), (before + change, &recount.count));
            assert_eq!(recount.cost(), before + change);
        }
    }
}
