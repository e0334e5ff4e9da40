//! A monotone priority queue: times never go back.
//!
//! Radix heap (Ahuja, Mehlhorn, Orlin, Tarjan 1990): bucket i holds the times that differ from the last time taken out
//! first at bit i - 1. Each entry moves to a lower bucket at most 64 times, in practice two or three; no comparisons of
//! entries with each other, sequential memory. Equal times come out in an order that depends on the pushes alone.

/// When (the common dual shift), and two numbers that say what.
pub(super) type Event = (i64, u32, u32);

pub(super) struct RadixHeap {
    last: i64,
    /// The earliest time in it, when known.
    first: Option<i64>,
    buckets: Vec<Vec<Event>>,
}

impl RadixHeap {
    pub fn new() -> RadixHeap {
        RadixHeap { last: 0, first: None, buckets: vec![Vec::new(); 65] }
    }

    /// `event.0` must not be earlier than the last time taken out.
    #[inline]
    pub fn push(&mut self, event: Event) {
        debug_assert!(event.0 >= self.last, "an event in the past");
        self.first = self.first.map(|first| first.min(event.0));
        let differing = (event.0 ^ self.last) as u64;
        self.buckets[64 - differing.leading_zeros() as usize].push(event);
    }

    /// Empty again, and at time 0.
    pub fn clear(&mut self) {
        self.buckets.iter_mut().for_each(Vec::clear);
        (self.last, self.first) = (0, None);
    }

    /// The earliest time, without letting time pass: earlier ones may still be pushed.
    pub fn first(&mut self) -> Option<i64> {
        if !self.buckets[0].is_empty() {
            return Some(self.last);
        }
        if self.first.is_none() {
            let bucket = self.buckets.iter().find(|b| !b.is_empty())?;
            self.first = bucket.iter().map(|e| e.0).min();
        }
        self.first
    }

    pub fn pop(&mut self) -> Option<Event> {
        self.first = None;
        if self.buckets[0].is_empty() {
            let first = self.buckets.iter().position(|b| !b.is_empty())?;
            let mut part = std::mem::take(&mut self.buckets[first]);
            self.last = part.iter().map(|e| e.0).min()?;
            part.drain(..).for_each(|e| self.push(e));
            self.buckets[first] = part; // keeps the room for later
        }
        self.buckets[0].pop()
    }
}

#[cfg(test)]
mod tests {
    use super::RadixHeap;

    /// The search relies on events coming in order of time whatever the pattern of pushes.
    #[test]
    fn comes_out_in_order_when_pushed_between_pops() {
        let (mut heap, mut x, mut last, mut pushed, mut popped) = (RadixHeap::new(), 7u64, 0, 0, 0);
        for round in 0..2000u32 {
            for k in 0..3 {
                x = x.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                heap.push((last + (x >> (40 + 8 * k)) as i64, round, k));
                pushed += 1;
            }
            for _ in 0..2 {
                let (time, _, _) = heap.pop().unwrap();
                assert!(time >= last);
                (last, popped) = (time, popped + 1);
            }
        }
        while let Some((time, _, _)) = heap.pop() {
            assert!(time >= last);
            (last, popped) = (time, popped + 1);
        }
        assert_eq!(pushed, popped);
    }
}
