//! Chance that comes through the door: a seed gives the same draws on every machine.

/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014): 64 bits of state,
/// good enough to draw pairs; not for secrets.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// Draws that depend on the seed alone.
    pub fn seeded(seed: u64) -> Chance {
        Chance(seed)
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A whole number in `0..n`; 0 when n is 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.draw()) * n as u128) >> 64) as usize
    }

    /// A number in `[0, 1)`.
    pub fn unit(&mut self) -> f64 {
        (self.draw() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Puts the items into a random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_and_stays_in_range() {
        let (mut a, mut b) = (Chance::seeded(7), Chance::seeded(7));
        for n in 1..500 {
            let (x, y) = (a.below(n), b.below(n));
            assert!(x == y && x < n);
            let unit = a.unit();
            assert!((0.0..1.0).contains(&unit) && unit == b.unit());
        }
    }

    #[test]
    fn a_shuffle_keeps_everybody() {
        let mut people: Vec<u32> = (0..100).collect();
        Chance::seeded(1).shuffle(&mut people);
        assert_ne!(people, (0..100).collect::<Vec<_>>());
        people.sort_unstable();
        assert_eq!(people, (0..100).collect::<Vec<_>>());
    }
}
