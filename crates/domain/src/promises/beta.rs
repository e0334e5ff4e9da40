//! Quantiles of the Beta distribution: between which bounds a share probably lies.
//!
//! *Idea.* The regularised incomplete beta function I_x(a, b) is a continued fraction that converges fast below the mean; above it,
//! I_x(a, b) = 1 − I_{1−x}(b, a). Its inverse is found by halving. *Reference.* W. J. Lentz's evaluation of continued fractions
//! (Applied Optics 15, 1976); Abramowitz and Stegun 26.5.8. *Cost.* 60 halvings of at most 200 steps.

/// The probability that a share drawn from Beta(a, b) is at most `x`. `a` and `b` are above 0.
pub(super) fn share_below(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = libm::exp(
        a * libm::log(x) + b * libm::log1p(-x) + libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b),
    );
    match x < (a + 1.0) / (a + b + 2.0) {
        true => front * fraction(x, a, b) / a,
        false => 1.0 - front * fraction(1.0 - x, b, a) / b,
    }
}

/// The continued fraction, from the front.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    let never_zero = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / never_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut whole = d;
    for m in 1..200 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let before = whole;
        for term in [even, odd] {
            d = 1.0 / never_zero(1.0 + term * d);
            c = never_zero(1.0 + term / c);
            whole *= d * c;
        }
        if (whole - before).abs() <= 1e-15 * whole.abs() {
            break;
        }
    }
    whole
}

/// The share below which a draw from Beta(a, b) falls with probability `p`.
pub(super) fn quantile(p: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        match share_below(middle, a, b) < p {
            true => low = middle,
            false => high = middle,
        }
    }
    (low + high) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against formulas that need no series: Beta(1, 1) is even, Beta(2, 1) is x², Beta(2, 2) is 3x² − 2x³.
    #[test]
    fn known_shapes() {
        for step in 0..=100 {
            let x = f64::from(step) / 100.0;
            assert!((share_below(x, 1.0, 1.0) - x).abs() < 1e-12);
            assert!((share_below(x, 2.0, 1.0) - x * x).abs() < 1e-12);
            assert!((share_below(x, 2.0, 2.0) - (3.0 * x * x - 2.0 * x * x * x)).abs() < 1e-12);
        }
        assert!((quantile(0.5, 3.0, 3.0) - 0.5).abs() < 1e-12);
        assert!((quantile(0.25, 2.0, 1.0) - 0.5).abs() < 1e-12);
    }
}
