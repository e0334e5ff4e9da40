//! What a bidder holds and remembers: its best objects at the last look at all, and a bound on the value of the others.
//!
//! Prices only rise, so values only fall: an object that was not on the list is worth at most `rest` for ever. While the
//! best of the list is worth more than `rest`, the list is all that a bid needs (an old trick: Bertsekas and Castañón keep
//! the third best). What a bidder holds is on its list, with a mark. The words are atomic because any thread may compute a
//! bidder's bid; a bidder is in one batch at a time, so nothing is ever contended.

use super::prices::{NEVER, Prices};
use super::seats::Seats;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};

/// Objects on a list besides those held. With one more and `rest` a list of capacity 1 fills a cache line.
const SPARE: usize = 6;
/// Most objects that a look at all edges puts on the list.
const LENGTH: usize = SPARE + 5;
/// Most open seats that one bid is reckoned for.
const FORESIGHT: usize = 7;

/// An object on a list, the weight of the edge to it, and whether it is held: weight, mark and id in one word.
#[derive(Clone, Copy)]
struct Entry(u64);

impl Entry {
    const HELD: u64 = 1 << 31;
    const EMPTY: Entry = Entry(Entry::HELD - 1);

    fn new(object: u32, weight: i32) -> Entry {
        Entry(u64::from(weight as u32) << 32 | u64::from(object))
    }

    #[inline]
    fn object(self) -> u32 {
        self.0 as u32 & !(Entry::HELD as u32)
    }

    #[inline]
    fn weight(self) -> i32 {
        (self.0 >> 32) as i32
    }

    #[inline]
    fn is_held(self) -> bool {
        self.0 & Entry::HELD != 0
    }

    /// Neither empty nor held.
    #[inline]
    fn is_free(self) -> bool {
        (self.0 as u32) < Entry::EMPTY.0 as u32
    }
}

/// The best object that a bidder does not hold, at the present prices, and what it must beat.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub object: u32,
    /// Where on the list.
    place: u32,
    worth: i64,
    pub value: i64,
    /// At least the value of the best object that would be left when all open seats are taken; at most `value` when the
    /// choice is certain.
    second: i64,
}

/// A bid that leaves the bidder as well off as with the second best, to be raised by eps.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer {
    pub object: u32,
    pub place: u32,
    pub price: i64,
}

impl Choice {
    #[inline]
    pub fn offer(&self) -> Offer {
        let second = if self.second == i64::MIN { self.value } else { self.second };
        Offer { object: self.object, place: self.place, price: self.worth - second }
    }
}

/// The lists of all bidders, with their open seats.
pub(super) struct Lists<S> {
    seats: S,
    /// One row for each bidder: a word for each of its seats, `SPARE` more, and `rest`.
    words: Vec<AtomicU64>,
    open: Vec<AtomicU32>,
}

impl<S: Seats> Lists<S> {
    /// Empty lists of n bidders, all seats open.
    pub fn new(n: usize, seats: S) -> Lists<S> {
        let open = |u| AtomicU32::new(seats.of(u).len() as u32);
        let lists = Lists {
            seats,
            words: (0..seats.count() + (SPARE + 1) * n).map(|_| AtomicU64::new(Entry::EMPTY.0)).collect(),
            open: (0..n as u32).map(open).collect(),
        };
        (0..n as u32).for_each(|u| lists.row(u).1.store(i64::MAX as u64, Relaxed));
        lists
    }

    /// Number of bidders.
    pub fn n(&self) -> usize {
        self.open.len()
    }

    /// Seats of u that are open.
    #[inline]
    pub fn open(&self, u: u32) -> u32 {
        self.open[u as usize].load(Relaxed)
    }

    /// The entries of u, and its `rest`.
    #[inline]
    fn row(&self, u: u32) -> (&[AtomicU64], &AtomicU64) {
        let seats = self.seats.of(u);
        let first = seats.start + (SPARE + 1) * u as usize;
        let row = &self.words[first..first + seats.len() + SPARE + 1];
        (&row[..row.len() - 1], &row[row.len() - 1])
    }

    #[inline]
    fn entries(&self, u: u32) -> impl Iterator<Item = Entry> + '_ {
        self.row(u).0.iter().map(|word| Entry(word.load(Relaxed)))
    }

    /// The objects that u holds, with the weights of the edges; u itself, weight 0, where it stays single.
    pub fn held(&self, u: u32) -> impl Iterator<Item = (u32, i32)> + '_ {
        let held = self.entries(u).filter(|e| e.is_held()).map(|e| (e.object(), e.weight()));
        held.chain(std::iter::repeat_n((u, 0), self.single(u)))
    }

    /// How often u stays single for certain.
    fn single(&self, u: u32) -> usize {
        let held = self.entries(u).filter(|e| e.is_held()).count();
        self.seats.of(u).len() - held - self.open(u) as usize
    }

    /// Asks memory for what u has, for soon.
    #[inline]
    pub fn fetch(&self, u: u32) -> u64 {
        let (entries, rest) = self.row(u);
        entries.first().map_or(0, |word| word.load(Relaxed)) ^ rest.load(Relaxed) ^ u64::from(self.open(u))
    }

    /// Marks what was offered for as held.
    #[inline]
    pub fn win(&self, u: u32, offer: Offer) {
        if offer.object != u {
            let word = &self.row(u).0[offer.place as usize];
            word.store(word.load(Relaxed) | Entry::HELD, Relaxed);
        }
        let open = &self.open[u as usize];
        open.store(open.load(Relaxed) - 1, Relaxed);
    }

    /// Takes an object from u.
    #[inline]
    pub fn lose(&self, u: u32, object: u32) {
        let held = u64::from(object) | Entry::HELD;
        let word = self.row(u).0.iter().find(|word| word.load(Relaxed) as u32 == held as u32);
        if let Some(word) = word {
            word.store(word.load(Relaxed) & !Entry::HELD, Relaxed);
        }
        let open = &self.open[u as usize];
        open.store(open.load(Relaxed) + 1, Relaxed);
    }

    /// The value of the worst that u holds; i64::MAX when it holds nothing.
    pub fn least_held(&self, prices: &Prices, u: u32) -> i64 {
        let (mut least, mut seats) = (i64::MAX, self.open(u) as usize);
        for entry in self.entries(u).filter(|e| e.is_held()) {
            least = least.min(prices.worth(entry.weight()) - prices.get(entry.object()));
            seats += 1;
        }
        if seats < self.seats.of(u).len() { least.min(-prices.get(u)) } else { least }
    }

    /// No object that u does not hold is worth more.
    pub fn bound(&self, prices: &Prices, u: u32) -> i64 {
        let choice = self.look(prices, u);
        choice.value.max(choice.second)
    }

    /// The best object that u does not hold, staying single included; looks at all its edges only when the list cannot
    /// tell.
    #[inline]
    pub fn choose(&self, prices: &Prices, u: u32) -> Choice {
        let choice = self.look(prices, u);
        if choice.value >= choice.second {
            return choice;
        }
        self.renew(prices, u);
        self.look(prices, u)
    }

    /// The best of the list and of staying single. `second` includes the bound on everything else.
    #[inline]
    fn look(&self, prices: &Prices, u: u32) -> Choice {
        let (entries, rest) = self.row(u);
        let single = -prices.get(u);
        let mut best =
            Choice { object: u, place: 0, worth: 0, value: single, second: rest.load(Relaxed) as i64 };
        for (place, word) in entries.iter().enumerate() {
            let entry = Entry(word.load(Relaxed));
            if !entry.is_free() {
                continue;
            }
            let (object, worth) = (entry.object(), prices.worth(entry.weight()));
            let value = worth - prices.get(object);
            if value > best.value {
                let second = best.second.max(best.value);
                best = Choice { object, place: place as u32, worth, value, second };
            } else {
                best.second = best.second.max(value);
            }
        }
        if self.seats.of(u).len() > 1 && best.object != u && self.open(u) > 1 {
            best.second = single.max(rest.load(Relaxed) as i64).max(self.left_over(prices, u));
        }
        best
    }

    /// The best value on the list when the open seats have been filled from it; i64::MIN if nothing is left.
    fn left_over(&self, prices: &Prices, u: u32) -> i64 {
        let last = (self.open(u) as usize).min(FORESIGHT);
        let mut best = [i64::MIN; FORESIGHT + 1];
        for entry in self.entries(u).filter(|e| e.is_free()) {
            let value = prices.worth(entry.weight()) - prices.get(entry.object());
            let mut i = last;
            if value > best[i] {
                while i > 0 && value > best[i - 1] {
                    best[i] = best[i - 1];
                    i -= 1;
                }
                best[i] = value;
            }
        }
        best[last]
    }

    /// Looks at all edges of u, heaviest first, until no further one can enter the list.
    fn renew(&self, prices: &Prices, u: u32) {
        let (entries, rest) = self.row(u);
        let mut kept = 0;
        for entry in self.entries(u).filter(|e| e.is_held()) {
            entries[kept].store(entry.0, Relaxed);
            kept += 1;
        }
        let (held, places) = entries.split_at(kept);
        let last = places.len().min(LENGTH);
        let mut best = [(i64::MIN, Entry::EMPTY); LENGTH + 1];
        let (ids, weights) = prices.graph.slices(u);
        for (&object, &weight) in ids.iter().zip(weights) {
            let worth = prices.worth(weight);
            if worth - prices.least <= best[last].0 {
                break;
            }
            let price = prices.get(object);
            let value = worth - price;
            let is_held = || held.iter().any(|word| Entry(word.load(Relaxed)).object() == object);
            if value > best[last].0 && price < NEVER && !is_held() {
                let mut i = last;
                while i > 0 && value > best[i - 1].0 {
                    best[i] = best[i - 1];
                    i -= 1;
                }
                best[i] = (value, Entry::new(object, weight));
            }
        }
        for (i, place) in places.iter().enumerate() {
            place.store(if i < last { best[i].1.0 } else { Entry::EMPTY.0 }, Relaxed);
        }
        rest.store(best[last].0 as u64, Relaxed);
    }
}
