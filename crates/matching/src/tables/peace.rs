//! Makes a division obey the rules on who may not sit together, or says who must stay out.
//!
//! Idea. As long as two sit together who must not, one of such a pair changes place with whoever makes it best (penalties
//! dominate weights), and may not move again for a few steps (tabu: F. Glover 1989). Where that finds no end, those with
//! the most conflicts leave, the tables are evened out, and it starts again; who left is tried once more at the end.

use std::collections::BTreeSet;

use super::anneal::Search;
use super::seats::{ASIDE, Exchange, Party, Seats};
use super::start;

/// How many candidates one step looks at.
const CANDIDATES: usize = 4000;
/// For how many steps a vertex that was moved stays.
const TABU: usize = 8;
/// How many of those who left are tried again.
const RETRIES: usize = 32;

impl Search<'_> {
    /// Exchanges until no two sit together who must not. False when it gave up; `seats` is then the best one met.
    pub(super) fn make_peace(&mut self, seats: &mut Seats) -> bool {
        let mut unhappy: BTreeSet<u32> =
            (0..self.room.n() as u32).filter(|&u| self.suffers(seats, u)).collect();
        let mut best = (unhappy.len(), seats.clone());
        let mut rests_until = vec![0; if unhappy.is_empty() { 0 } else { self.room.n() }];
        for step in 1..=400 + 8 * unhappy.len() {
            let Some(&u) = unhappy.iter().nth(self.chance.below(unhappy.len())) else { break };
            let Some((v, e)) = self.best_move(seats, u, &rests_until, step) else { continue };
            seats.exchange(&e);
            rests_until[u as usize] = step + TABU;
            rests_until[v as usize] = step + TABU;
            for &w in seats.members(seats.table_of(u)).iter().chain(seats.members(seats.table_of(v))) {
                if self.suffers(seats, w) {
                    unhappy.insert(w)
                } else {
                    unhappy.remove(&w)
                };
            }
            if unhappy.len() < best.0 {
                best = (unhappy.len(), seats.clone());
            }
        }
        if unhappy.len() > best.0 {
            *seats = best.1;
        }
        best.0 == 0
    }

    fn suffers(&self, seats: &Seats, u: u32) -> bool {
        let t = seats.table_of(u);
        t != ASIDE && seats.conflicts(u, t) > 0
    }

    /// The best exchange of the block of `u` with the block of another, or with an empty seat beside another.
    fn best_move(&mut self, seats: &Seats, u: u32, rests: &[usize], step: usize) -> Option<(u32, Exchange)> {
        let n = self.room.n();
        let first = self.chance.below(n);
        let mut best: Option<(u32, Exchange)> = None;
        for i in 0..n.min(CANDIDATES) {
            let v = ((first + i) % n) as u32;
            if rests[v as usize] > step || rests[u as usize] > step {
                continue;
            }
            for e in [self.swap(seats, u, v), self.relocate(seats, u, v)].into_iter().flatten() {
                if best.as_ref().is_none_or(|(_, b)| e.delta > b.delta) {
                    best = Some((v, e));
                }
            }
        }
        best
    }

    fn swap(&self, seats: &Seats, u: u32, v: u32) -> Option<Exchange> {
        let (from, to) = self.open_tables(seats, u, v)?;
        let (leaving, coming) = (Party::of(self.room.block(u)), Party::of(self.room.block(v)));
        let (a, b) = (seats.members(from).len(), seats.members(to).len());
        let kept = leaving.len() == coming.len() || a + coming.len() == b + leaving.len();
        kept.then(|| seats.weigh(from, leaving, to, coming))
    }

    fn relocate(&self, seats: &Seats, u: u32, v: u32) -> Option<Exchange> {
        let (from, to) = self.open_tables(seats, u, v)?;
        let leaving = Party::of(self.room.block(u));
        let kept = seats.members(from).len() == seats.members(to).len() + leaving.len();
        kept.then(|| seats.weigh(from, leaving, to, Party::default()))
    }

    fn open_tables(&self, seats: &Seats, u: u32, v: u32) -> Option<(u32, u32)> {
        let (from, to) = (seats.table_of(u), seats.table_of(v));
        let open = from != to && from != ASIDE && to != ASIDE && !self.is_locked(from) && !self.is_locked(to);
        open.then_some((from, to))
    }

    /// Peace at any price: who cannot be seated is aside afterwards, and all sizes fit those who are seated.
    pub(super) fn settle(&mut self, seats: &mut Seats) {
        while !self.make_peace(seats) || !self.is_fitted(seats) {
            self.evict(seats);
            self.reseat(seats);
        }
        let aside: Vec<u32> = (0..self.room.n() as u32).filter(|&u| seats.table_of(u) == ASIDE).collect();
        let heads = aside.into_iter().filter(|&u| self.room.block(u)[0] == u);
        for u in heads.take(RETRIES) {
            self.try_again(seats, u);
        }
    }

    fn is_fitted(&self, seats: &Seats) -> bool {
        let mut sizes: Vec<usize> = seats.to_tables().iter().map(Vec::len).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        sizes == self.room.sizes().fit(sizes.iter().sum())
    }

    /// Sends those with the most conflicts away, block by block, until none is left.
    fn evict(&self, seats: &mut Seats) {
        let conflicts = |seats: &Seats, u: u32| match seats.table_of(u) {
            ASIDE => 0,
            t => self.room.block(u).iter().map(|&v| seats.conflicts(v, t)).sum::<usize>(),
        };
        for t in 0..seats.n_tables() as u32 {
            while let Some(u) = seats.members(t).iter().copied().max_by_key(|&u| (conflicts(seats, u), u)) {
                if conflicts(seats, u) == 0 {
                    break;
                }
                self.room.block(u).iter().for_each(|&v| seats.remove(v));
            }
        }
    }

    /// Evens the tables out to the sizes for those who are seated now. Repeats until every block found room.
    fn reseat(&self, seats: &mut Seats) {
        loop {
            let seated: usize = seats.to_tables().iter().map(Vec::len).sum();
            start::refit(self.room, seats, seated, &[]);
            if self.is_fitted(seats) {
                break;
            }
        }
    }

    fn try_again(&mut self, seats: &mut Seats, u: u32) {
        let mut tried = seats.clone();
        let block = self.room.block(u);
        let seated: usize = tried.to_tables().iter().map(Vec::len).sum::<usize>() + block.len();
        if seated < 2 || self.room.sizes().fit(seated).iter().sum::<usize>() < seated {
            return;
        }
        start::refit(self.room, &mut tried, seated, block);
        let seats_everybody = tried.to_tables().iter().map(Vec::len).sum::<usize>() == seated;
        if seats_everybody && self.make_peace(&mut tried) && self.is_fitted(&tried) {
            *seats = tried;
        }
    }
}
