//! What will happen, on two sides that need not grow at one speed.
//!
//! Each side has a clock: how far the duals of its outer vertices have sunk and those of its inner ones have risen. While one
//! side stands still, the other may go on until something becomes tight:
//!
//! | edge | its slack shrinks with |
//! |---|---|
//! | outer - unlabelled, outer - outer, the inside of an inner blossom, an outer dual | the clock of its own side |
//! | outer - outer of the other side | the sum of both clocks |
//! | outer - inner of the other side | its own clock less the other |
//!
//! The last kind yields no step: it *blocks* its side until the other has gone on. When both are blocked they go on together,
//! which leaves these edges as they are. The side that has cost less work goes first: of two trees that look for each other
//! one is often small, because its way out is narrow, while the other would spread over much of the graph.

use super::heap::{Event, RadixHeap};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What letting one side go on comes to.
pub(super) enum Step {
    Event(Event),
    /// An edge to an inner vertex of the other side has become tight, or was announced to.
    Blocked,
}

pub(super) struct Agenda {
    clocks: [i64; 2],
    own: [RadixHeap; 2],
    cross: RadixHeap,
    /// Not monotone: the difference of the clocks goes up and down.
    blocks: [BinaryHeap<Reverse<Event>>; 2],
    work: [usize; 2],
}

impl Agenda {
    pub fn new() -> Agenda {
        let heap = RadixHeap::new;
        Agenda {
            clocks: [0; 2],
            own: [heap(), heap()],
            cross: heap(),
            blocks: [BinaryHeap::new(), BinaryHeap::new()],
            work: [0; 2],
        }
    }

    /// Nothing to come, both clocks at 0.
    pub fn clear(&mut self) {
        self.own.iter_mut().for_each(RadixHeap::clear);
        self.cross.clear();
        self.blocks.iter_mut().for_each(BinaryHeap::clear);
        (self.clocks, self.work) = ([0; 2], [0; 2]);
    }

    #[inline]
    pub fn clock(&self, side: u8) -> i64 {
        self.clocks[side as usize]
    }

    pub fn work(&mut self, side: u8, edges: usize) {
        self.work[side as usize] += edges;
    }

    /// The side that has cost less so far.
    pub fn lighter(&self) -> u8 {
        u8::from(self.work[1] < self.work[0])
    }

    /// Something that happens when this side's clock shows a time.
    #[inline]
    pub fn own(&mut self, side: u8, event: Event) {
        self.own[side as usize].push(event);
    }

    /// An edge between outer vertices of both sides, and its slack now.
    pub fn between(&mut self, (slack, u, at): Event) {
        self.cross.push((slack + self.clocks[0] + self.clocks[1], u, at));
    }

    /// An edge from an outer vertex of this side to an inner one of the other, and its slack now.
    pub fn blocked(&mut self, side: u8, (slack, u, at): Event) {
        let lead = self.lead(side);
        self.blocks[side as usize].push(Reverse((slack + lead, u, at)));
    }

    fn lead(&self, side: u8) -> i64 {
        self.clocks[side as usize] - self.clocks[1 - side as usize]
    }

    /// An edge that was announced to block this side by now.
    pub fn block(&self, side: u8) -> Option<Event> {
        let due = |event: &&Reverse<Event>| event.0.0 <= self.lead(side);
        self.blocks[side as usize].peek().filter(due).map(|event| event.0)
    }

    /// Forgets the edge that [`Agenda::block`] told.
    pub fn drop_block(&mut self, side: u8) {
        self.blocks[side as usize].pop();
    }

    /// The next event of a side that is alone, its clock moved on.
    pub fn alone(&mut self, side: u8) -> Option<Event> {
        let event = self.own[side as usize].pop()?;
        self.clocks[side as usize] = event.0;
        Some(event)
    }

    /// Lets one side go on while the other stands still. None when nothing is to come.
    pub fn advance(&mut self, side: u8) -> Option<Step> {
        let (here, there) = (side as usize, self.clocks[1 - side as usize]);
        let own = self.own[here].first()?;
        let cross = self.cross.first().map_or(i64::MAX, |sum| sum - there);
        let block = self.blocks[here].peek().map_or(i64::MAX, |lead| lead.0.0 + there);
        self.clocks[here] = own.min(cross).min(block);
        let event = match () {
            () if cross == self.clocks[here] => self.cross.pop(),
            () if own == self.clocks[here] => self.own[here].pop(),
            () => return Some(Step::Blocked),
        };
        event.map(Step::Event)
    }

    /// Lets both sides go on at one speed to the next event. None when nothing is to come.
    pub fn together(&mut self) -> Option<Event> {
        let wait = [self.own[0].first()? - self.clocks[0], self.own[1].first()? - self.clocks[1]];
        let sum = self.clocks[0] + self.clocks[1];
        let cross = self.cross.first().map_or(i64::MAX, |c| (c - sum) / 2);
        let by = wait[0].min(wait[1]).min(cross);
        self.clocks.iter_mut().for_each(|clock| *clock += by);
        match () {
            () if cross == by => self.cross.pop(),
            () if wait[0] == by => self.own[0].pop(),
            () => self.own[1].pop(),
        }
    }
}
