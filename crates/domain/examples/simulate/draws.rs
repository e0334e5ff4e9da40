//! Draws that depend on what they decide, not on when: the same member in the same round of the same seed has the
//! same luck in every arm (common random numbers), so that arms differ by their matches alone.

use goodword_domain::chance::Chance;

/// What a draw decides; each has its own stream.
#[derive(Clone, Copy)]
pub enum For {
    World = 1,
    Person,
    Chemistry,
    Claims,
    Need,
    Shown,
    Renewal,
    Lot,
    Decline,
    Attendance,
    Willing,
    Lands,
    Report,
    Lack,
}

/// The stream of one decision; `about` is e.g. round, giver, receiver, slot.
pub fn draws(seed: u64, what: For, about: &[usize]) -> Chance {
    let mut state = Chance::seeded(seed ^ ((what as u64) << 56)).draw();
    for &key in about {
        state = Chance::seeded(state ^ key as u64).draw();
    }
    Chance::seeded(state)
}

/// Standard normal (Box and Muller 1958).
pub fn normal(chance: &mut Chance) -> f64 {
    let radius = (-2.0 * libm::log(1.0 - chance.unit())).sqrt();
    radius * libm::cos(std::f64::consts::TAU * chance.unit())
}

/// Gamma of this shape, scale 1 (Marsaglia and Tsang 2000).
pub fn gamma(chance: &mut Chance, shape: f64) -> f64 {
    if shape < 1.0 {
        let above = gamma(chance, shape + 1.0);
        return above * libm::pow(1.0 - chance.unit(), 1.0 / shape);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal(chance);
        let v = 1.0 + c * x;
        let v = v * v * v;
        if v > 0.0 && libm::log(1.0 - chance.unit()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
            return d * v;
        }
    }
}

/// Beta, in `(0, 1)`.
pub fn beta(chance: &mut Chance, a: f64, b: f64) -> f64 {
    let (x, y) = (gamma(chance, a), gamma(chance, b));
    x / (x + y)
}

/// Shares of `N` that sum to 1 (symmetric Dirichlet); small concentrations give few large shares.
pub fn dirichlet<const N: usize>(chance: &mut Chance, concentration: f64) -> [f64; N] {
    let parts: [f64; N] = std::array::from_fn(|_| gamma(chance, concentration));
    let sum: f64 = parts.iter().sum();
    if sum > 0.0 { parts.map(|part| part / sum) } else { [1.0 / N as f64; N] }
}

/// Pareto from `least` on.
pub fn pareto(chance: &mut Chance, least: f64, exponent: f64) -> f64 {
    least * libm::pow(1.0 - chance.unit(), -1.0 / exponent)
}

/// A position, each as likely as its weight; the weights need not sum to 1.
pub fn one_of(chance: &mut Chance, weights: &[f64]) -> usize {
    let mut left = chance.unit() * weights.iter().sum::<f64>();
    for (at, weight) in weights.iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            return at;
        }
    }
    weights.len() - 1
}
