//! Chance from a seed, and the allowances of an annealing search, both the same on every machine.
//!
//! Reference: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014 (SplitMix64).
//! Only + - * / and `sqrt` are used on floating numbers: their results do not depend on the platform.

/// A stream of random numbers that depends on its seed only.
#[derive(Clone, Debug)]
pub(crate) struct Chance {
    state: u64,
}

impl Chance {
    pub(crate) fn new(seed: u64) -> Chance {
        Chance { state: seed ^ 0x5851_f42d_4c95_7f2d }
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in `0..n`; 0 when `n` is 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

const QUANTILES: usize = 4096;

/// By how much one step of an annealing search may make things worse.
///
/// Accepting a loss `d` with probability `exp(-d / heat)` is the same as drawing an exponential variate `e` of
/// mean `heat` and accepting when `d <= e`; the variates come from a table of quantiles.
#[derive(Clone, Debug)]
pub(crate) struct Allowance {
    quantiles: Vec<f64>,
}

impl Allowance {
    pub(crate) fn new() -> Allowance {
        let at = |i: usize| minus_ln((i as f64 + 0.5) / QUANTILES as f64);
        Allowance { quantiles: (0..QUANTILES).map(at).collect() }
    }

    pub(crate) fn draw(&self, heat: f64, chance: &mut Chance) -> i64 {
        (heat * self.quantiles[chance.below(QUANTILES)]) as i64
    }
}

/// `-ln(x)` for `0 < x <= 1`, by halving the range and the series of the inverse hyperbolic tangent.
fn minus_ln(mut x: f64) -> f64 {
    let mut halvings = 0.0;
    while x < 0.5 {
        x *= 2.0;
        halvings += 1.0;
    }
    let s = (1.0 - x) / (1.0 + x);
    let (mut power, mut sum) = (s, 0.0);
    for k in 0..24 {
        sum += power / f64::from(2 * k + 1);
        power *= s * s;
    }
    halvings * std::f64::consts::LN_2 + 2.0 * sum
}

/// Falls from `hot` to `cold` in [`Cooling::STEPS`] equal ratios.
#[derive(Clone, Debug)]
pub(crate) struct Cooling {
    heat: f64,
    ratio: f64,
}

impl Cooling {
    /// How many heats a search passes through.
    pub(crate) const STEPS: u64 = 128;

    pub(crate) fn new(hot: f64, cold: f64) -> Cooling {
        let mut ratio = cold / hot;
        for _ in 0..Self::STEPS.ilog2() {
            ratio = ratio.sqrt();
        }
        Cooling { heat: hot, ratio }
    }
}

impl Iterator for Cooling {
    type Item = f64;

    fn next(&mut self) -> Option<f64> {
        let heat = self.heat;
        self.heat *= self.ratio;
        Some(heat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the acceptance rule: the table's logarithm is the true one.
    #[test]
    fn logarithm_is_right() {
        for x in [1.0, 0.75, 0.5, 0.25, 0.001, 0.000_122] {
            let back: f64 = (-minus_ln(x)).exp();
            assert!((back - x).abs() < 1e-12, "{x}");
        }
    }

    /// Protects replays: the stream of a seed never changes, and `below` stays in range.
    #[test]
    fn a_seed_has_one_stream() {
        let (mut a, mut b) = (Chance::new(7), Chance::new(7));
        assert!((0..1000).all(|i| a.below(i + 1) == b.below(i + 1)));
        assert!((1..1000).all(|n| a.below(n) < n));
        assert_eq!(Chance::new(1).next(), Chance::new(1).next());
        assert_ne!(Chance::new(1).next(), Chance::new(2).next());
    }

    /// Protects the schedule: it starts at `hot` and ends near `cold`.
    #[test]
    fn cooling_reaches_cold() {
        let heats: Vec<f64> = Cooling::new(1000.0, 1.0).take(129).collect();
        assert_eq!(heats[0], 1000.0);
        assert!((heats[128] - 1.0).abs() < 1e-9);
    }
}
