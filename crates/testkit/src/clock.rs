//! Time that is told, and chance that repeats itself.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use goodword_app::{Chance, Clock};
use jiff::{Timestamp, ToSpan};
use sha2::Digest;

/// A clock that stands still until it is told to go on.
pub struct ToldClock(AtomicI64);

impl ToldClock {
    /// Stands at noon, UTC, on 1 June 2026: a Monday.
    pub fn new() -> ToldClock {
        ToldClock(AtomicI64::new(1_780_315_200_000_000))
    }

    /// Goes on by so many seconds; back, if negative.
    pub fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    /// Goes on by so many days of 24 hours.
    pub fn forward_days(&self, days: i64) {
        self.forward(days * 86_400);
    }

    /// Shows another time.
    pub fn show(&self, at: Timestamp) {
        self.0.store(at.as_microsecond(), Ordering::SeqCst);
    }

    /// What it shows in so many minutes.
    pub fn in_minutes(&self, minutes: i64) -> Timestamp {
        self.now() + minutes.minutes()
    }
}

impl Default for ToldClock {
    fn default() -> ToldClock {
        ToldClock::new()
    }
}

impl Clock for ToldClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::SeqCst)).expect("a time within reach")
    }
}

/// Bytes that look like chance and are the same in every run with the same seed.
pub struct RepeatingChance {
    seed: AtomicU64,
    drawn: AtomicU64,
}

impl RepeatingChance {
    /// Begins anew.
    pub fn new(seed: u64) -> RepeatingChance {
        RepeatingChance { seed: AtomicU64::new(seed), drawn: AtomicU64::new(0) }
    }

    /// Begins anew in the same place.
    pub fn begin_anew(&self, seed: u64) {
        self.seed.store(seed, Ordering::SeqCst);
        self.drawn.store(0, Ordering::SeqCst);
    }
}

impl Chance for RepeatingChance {
    fn fill(&self, bytes: &mut [u8]) {
        for part in bytes.chunks_mut(32) {
            let n = self.drawn.fetch_add(1, Ordering::SeqCst);
            let seed = self.seed.load(Ordering::SeqCst);
            let drawn = sha2::Sha256::digest([seed.to_be_bytes(), n.to_be_bytes()].concat());
            part.copy_from_slice(&drawn[..part.len()]);
        }
    }
}
