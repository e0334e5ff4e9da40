//! Who sits where, with the value of every table and the exact change by an exchange between two tables.

use super::sizes::LARGEST;
use super::ties::Ties;

/// The common multiple of all `size - 1`: one unit of pair weight in a table of `s` counts `SCALE / (s - 1)`.
pub const SCALE: i64 = 60;

/// The table of those who sit nowhere.
pub(super) const ASIDE: u32 = u32::MAX;

/// What one unit of pair weight counts in a table of this size.
pub(super) fn factor(size: usize) -> i64 {
    if size < 2 { 0 } else { SCALE / (size as i64 - 1) }
}

/// Some vertices of one table.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Party {
    members: [u32; LARGEST],
    size: u8,
}

impl Party {
    pub(super) fn of(members: &[u32]) -> Party {
        let mut party = Party::default();
        members.iter().for_each(|&u| party.push(u));
        party
    }

    pub(super) fn push(&mut self, u: u32) {
        self.members[self.size as usize] = u;
        self.size += 1;
    }

    pub(super) fn len(&self) -> usize {
        self.size as usize
    }

    pub(super) fn as_slice(&self) -> &[u32] {
        &self.members[..self.size as usize]
    }

    fn remove(&mut self, u: u32) {
        if let Some(i) = self.as_slice().iter().position(|&v| v == u) {
            self.size -= 1;
            self.members[i] = self.members[self.size as usize];
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Table {
    members: Party,
    /// Sum of the pair weights, penalties included.
    sum: i64,
}

impl Table {
    fn value(&self) -> i64 {
        self.sum * factor(self.members.len())
    }
}

/// Two parties that may change places, and what that would change.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exchange {
    from: u32,
    to: u32,
    leaving: Party,
    coming: Party,
    sum_from: i64,
    sum_to: i64,
    /// New value less old value of both tables together, in units of `1 / SCALE`.
    pub(super) delta: i64,
}

/// A division of the vertices into tables, some perhaps aside.
#[derive(Clone, Debug)]
pub(super) struct Seats<'a> {
    ties: &'a Ties,
    tables: Vec<Table>,
    table_of: Vec<u32>,
}

impl<'a> Seats<'a> {
    pub(super) fn new(ties: &'a Ties, tables: &[Vec<u32>]) -> Seats<'a> {
        let mut seats =
            Seats { ties, tables: vec![Table::default(); tables.len()], table_of: vec![ASIDE; ties.n()] };
        for (t, members) in tables.iter().enumerate() {
            members.iter().for_each(|&u| seats.add(u, t as u32));
        }
        seats
    }

    pub(super) fn n_tables(&self) -> usize {
        self.tables.len()
    }

    pub(super) fn ties(&self) -> &'a Ties {
        self.ties
    }

    /// The table of `u`, [`ASIDE`] when it has none.
    pub(super) fn table_of(&self, u: u32) -> u32 {
        self.table_of[u as usize]
    }

    pub(super) fn members(&self, t: u32) -> &[u32] {
        self.tables[t as usize].members.as_slice()
    }

    /// Sum over all tables of pair weights times `SCALE / (size - 1)`, penalties included.
    pub(super) fn value(&self) -> i64 {
        self.tables.iter().map(Table::value).sum()
    }

    pub(super) fn add(&mut self, u: u32, t: u32) {
        let table = &mut self.tables[t as usize];
        table.sum += table.members.as_slice().iter().map(|&v| self.ties.weight(u, v)).sum::<i64>();
        table.members.push(u);
        self.table_of[u as usize] = t;
    }

    pub(super) fn remove(&mut self, u: u32) {
        let t = std::mem::replace(&mut self.table_of[u as usize], ASIDE);
        let table = &mut self.tables[t as usize];
        table.members.remove(u);
        table.sum -= table.members.as_slice().iter().map(|&v| self.ties.weight(u, v)).sum::<i64>();
    }

    /// The summed weight of `u` with the members of `t`, itself not counted.
    pub(super) fn link(&self, u: u32, t: u32) -> i64 {
        self.members(t).iter().filter(|&&v| v != u).map(|&v| self.ties.weight(u, v)).sum()
    }

    /// How many members of `t` may not sit with `u`.
    pub(super) fn conflicts(&self, u: u32, t: u32) -> usize {
        self.members(t).iter().filter(|&&v| v != u && self.ties.is_forbidden(u, v)).count()
    }

    /// What it would change if `leaving` left the table `from` for `to`, and `coming` came the other way.
    pub(super) fn weigh(&self, from: u32, leaving: Party, to: u32, coming: Party) -> Exchange {
        let sum_from = self.sum_after(from, leaving.as_slice(), coming.as_slice());
        let sum_to = self.sum_after(to, coming.as_slice(), leaving.as_slice());
        let (a, b) = (&self.tables[from as usize], &self.tables[to as usize]);
        let size_a = a.members.len() - leaving.len() + coming.len();
        let size_b = b.members.len() - coming.len() + leaving.len();
        let delta = sum_from * factor(size_a) + sum_to * factor(size_b) - a.value() - b.value();
        Exchange { from, to, leaving, coming, sum_from, sum_to, delta }
    }

    fn sum_after(&self, t: u32, leaving: &[u32], coming: &[u32]) -> i64 {
        let table = &self.tables[t as usize];
        let mut staying = table.members;
        let mut sum = table.sum;
        for &u in leaving {
            staying.remove(u);
            sum -= staying.as_slice().iter().map(|&v| self.ties.weight(u, v)).sum::<i64>();
        }
        for (i, &u) in coming.iter().enumerate() {
            sum +=
                staying.as_slice().iter().chain(&coming[..i]).map(|&v| self.ties.weight(u, v)).sum::<i64>();
        }
        sum
    }

    /// Carries an exchange out, which must have been weighed on the seats as they are now, and names its tables.
    pub(super) fn exchange(&mut self, e: &Exchange) -> [u32; 2] {
        self.replace(e.from, &e.leaving, &e.coming, e.sum_from);
        self.replace(e.to, &e.coming, &e.leaving, e.sum_to);
        [e.from, e.to]
    }

    fn replace(&mut self, t: u32, leaving: &Party, coming: &Party, sum: i64) {
        let table = &mut self.tables[t as usize];
        leaving.as_slice().iter().for_each(|&u| table.members.remove(u));
        coming.as_slice().iter().for_each(|&u| table.members.push(u));
        table.sum = sum;
        coming.as_slice().iter().for_each(|&u| self.table_of[u as usize] = t);
    }

    /// The members of all tables, as they sit.
    pub(super) fn to_tables(&self) -> Vec<Vec<u32>> {
        self.tables.iter().map(|t| t.members.as_slice().to_vec()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::chance::Chance;
    use super::super::{Room, Rules, Sizes};
    use super::*;
    use crate::Problem;

    fn problem(n: usize, chance: &mut Chance) -> Problem {
        let mut edges = vec![];
        for u in 0..n as u32 {
            for v in 0..u {
                if chance.below(3) > 0 {
                    edges.push((u, v, chance.below(200) as i64 - 40));
                }
            }
        }
        Problem::new(n, &edges).unwrap()
    }

    /// Protects exactness: whatever is exchanged, added or removed, stored sums and deltas equal a recount from nothing.
    #[test]
    fn deltas_equal_recounts() {
        let mut chance = Chance::new(3);
        let problem = problem(30, &mut chance);
        let rules = Rules { apart: vec![(0, 1), (2, 9), (4, 20)], together: vec![] };
        let room = Room::new(&problem, Sizes::About(5), &rules).unwrap();
        let ties = Ties::new(&room);
        let tables: Vec<Vec<u32>> = (0..6).map(|t| (0..5).map(|i| t * 5 + i).collect()).collect();
        let mut seats = Seats::new(&ties, &tables);
        for _ in 0..3000 {
            let (from, to) = (chance.below(6) as u32, chance.below(6) as u32);
            let pick = |t: u32, k: usize| Party::of(&seats.members(t)[..k.min(seats.members(t).len())]);
            let (leaving, coming) = (pick(from, chance.below(3)), pick(to, chance.below(3)));
            let grown = seats.members(to).len() + leaving.len() - coming.len();
            let shrunk = seats.members(from).len() + coming.len() - leaving.len();
            if from == to || grown > LARGEST || shrunk > LARGEST {
                continue;
            }
            let before = seats.value();
            let e = seats.weigh(from, leaving, to, coming);
            seats.exchange(&e);
            assert_eq!(seats.value(), before + e.delta);
            assert_eq!(seats.value(), Seats::new(&ties, &seats.to_tables()).value());
        }
    }
}
