//! Where the units of each vertex are in the common arrays.
//!
//! A vertex of capacity b has b seats: as a bidder it wants b objects, as an object it is sold b times. With capacity 1
//! everywhere the seat of a vertex has its number, and the compiler makes of one auction two: [`One`] costs nothing.

use std::ops::Range;

pub(crate) trait Seats: Copy + Send + Sync {
    /// Every vertex has one seat.
    const SINGLE: bool;
    /// The seats of a vertex.
    fn of(self, u: u32) -> Range<usize>;
    /// Number of all seats.
    fn count(self) -> usize;
}

/// So many vertices with one seat each.
#[derive(Clone, Copy)]
pub(crate) struct One(pub usize);

impl Seats for One {
    const SINGLE: bool = true;

    #[inline]
    fn of(self, u: u32) -> Range<usize> {
        u as usize..u as usize + 1
    }

    fn count(self) -> usize {
        self.0
    }
}

/// Any number of seats: those of u are from the u-th number to the next.
#[derive(Clone, Copy)]
pub(crate) struct Several<'a>(pub &'a [u32]);

impl Seats for Several<'_> {
    const SINGLE: bool = false;

    #[inline]
    fn of(self, u: u32) -> Range<usize> {
        self.0[u as usize] as usize..self.0[u as usize + 1] as usize
    }

    fn count(self) -> usize {
        self.0.last().map_or(0, |&end| end as usize)
    }
}
