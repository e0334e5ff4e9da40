//! Means of paired differences with their intervals, and tests that hold for several claims at once.
//!
//! Arms are compared seed by seed: the difference of two arms in one world is one observation. Its mean over
//! seeds follows Student's t; n seeds give n − 1 degrees of freedom. Several claims share the risk of a false
//! one after Holm (1979). A claim against several rivals holds only if it holds against each, so its p-value is
//! the largest of theirs (intersection-union test, Berger 1982).

/// How unequally something is spread: 0 all the same, towards 1 one has all. 0 when there is nothing.
pub fn gini(amounts: &[f64]) -> f64 {
    let mut sorted = amounts.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (n, sum) = (sorted.len() as f64, sorted.iter().sum::<f64>());
    let ranked: f64 = sorted.iter().enumerate().map(|(at, x)| (at + 1) as f64 * x).sum();
    if sum > 0.0 { 2.0 * ranked / (n * sum) - (n + 1.0) / n } else { 0.0 }
}

pub fn mean(all: &[f64]) -> f64 {
    all.iter().sum::<f64>() / all.len().max(1) as f64
}

/// The mean of some observations and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub mean: f64,
    /// Standard error of the mean.
    pub error: f64,
    /// Half of the 95 % interval's width.
    pub margin: f64,
    freedom: f64,
}

impl Estimate {
    /// From at least two observations; fewer have an unbounded margin.
    pub fn of(all: &[f64]) -> Estimate {
        let (n, mean) = (all.len() as f64, mean(all));
        let freedom = n - 1.0;
        if freedom < 1.0 {
            return Estimate { mean, error: f64::INFINITY, margin: f64::INFINITY, freedom: 1.0 };
        }
        let variance = all.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / freedom;
        let error = (variance / n).sqrt();
        Estimate { mean, error, margin: error * critical(freedom), freedom }
    }

    /// One-sided p-value of "the mean is not greater than `bound`".
    pub fn p_above(&self, bound: f64) -> f64 {
        if self.error == 0.0 {
            return if self.mean > bound { 0.0 } else { 1.0 };
        }
        upper_tail((self.mean - bound) / self.error, self.freedom)
    }

    /// Does the 95 % interval hold this value?
    pub fn covers(&self, value: f64) -> bool {
        (self.mean - value).abs() <= self.margin
    }
}

/// Holm's adjusted p-values, in the order given.
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&x, &y| p[x].total_cmp(&p[y]));
    let mut adjusted = vec![0.0; p.len()];
    let mut so_far = 0.0_f64;
    for (rank, &at) in order.iter().enumerate() {
        so_far = so_far.max(p[at] * (p.len() - rank) as f64).min(1.0);
        adjusted[at] = so_far;
    }
    adjusted
}

/// The t that 2.5 % exceed, by halving.
fn critical(freedom: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1e3);
    for _ in 0..100 {
        let middle = (low + high) / 2.0;
        if upper_tail(middle, freedom) > 0.025 { low = middle } else { high = middle }
    }
    high
}

/// P(T > t) for Student's t.
fn upper_tail(t: f64, freedom: f64) -> f64 {
    let tail = 0.5 * incomplete_beta(freedom / 2.0, 0.5, freedom / (freedom + t * t));
    if t >= 0.0 { tail } else { 1.0 - tail }
}

/// Regularised incomplete beta function (continued fraction, Abramowitz and Stegun 26.5.8, by Lentz's method).
fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(b, a, 1.0 - x);
    }
    let scale =
        libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * libm::log(x) + b * libm::log(1.0 - x);
    libm::exp(scale) / a * continued_fraction(a, b, x)
}

fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let guard = |value: f64| if value.abs() < TINY { TINY } else { value };
    let (mut c, mut d) = (1.0, 1.0 / guard(1.0 - (a + b) * x / (a + 1.0)));
    let mut value = d;
    for step in 1..300 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let before = value;
        for term in [even, odd] {
            d = 1.0 / guard(1.0 + term * d);
            c = guard(1.0 + term / c);
            value *= c * d;
        }
        if (value - before).abs() < 1e-15 * value.abs() {
            break;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t_tails_agree_with_printed_tables() {
        for (freedom, quantile) in
            [(1.0, 12.706), (4.0, 2.776), (9.0, 2.262), (39.0, 2.0227), (1000.0, 1.9623)]
        {
            assert!((critical(freedom) - quantile).abs() < 1e-3, "{freedom}: {}", critical(freedom));
        }
        assert!((upper_tail(-2.776, 4.0) - 0.975).abs() < 1e-4, "the lower tail mirrors the upper");
    }

    #[test]
    fn an_interval_of_known_numbers_is_as_computed_by_hand() {
        let estimate = Estimate::of(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(estimate.mean, 3.0);
        assert!((estimate.error - 0.5_f64.sqrt()).abs() < 1e-12);
        assert!((estimate.margin - 2.776_445 * 0.5_f64.sqrt()).abs() < 1e-5);
        assert!(estimate.covers(1.1) && !estimate.covers(1.0));
    }

    #[test]
    fn holm_multiplies_the_smallest_most_and_never_falls() {
        let adjusted = holm(&[0.01, 0.04, 0.03]);
        for (got, want) in adjusted.iter().zip([0.03, 0.06, 0.06]) {
            assert!((got - want).abs() < 1e-12, "{adjusted:?}");
        }
    }

    #[test]
    fn gini_is_zero_when_all_get_the_same_and_high_when_one_gets_all() {
        assert!(gini(&[2.0; 7]).abs() < 1e-12);
        assert!((gini(&[0.0, 0.0, 0.0, 8.0]) - 0.75).abs() < 1e-12);
    }
}
