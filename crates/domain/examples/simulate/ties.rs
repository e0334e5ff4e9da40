//! Ties between members as they grow and fade, and what the network of live ties looks like.

use super::world::{Person, World};

/// Rounds after which half of a tie is left.
const HALF_LIFE: f64 = 8.0;
/// What a meeting adds to a tie when somebody was helped, and when nobody was.
const USEFUL: f64 = 1.0;
const PLEASANT: f64 = 0.4;
/// From here on a tie is live.
const LIVE: f64 = 0.25;

/// Strength of the tie of each pair.
#[derive(Clone, Debug)]
pub struct Ties {
    n: usize,
    strength: Vec<f64>,
}

impl Ties {
    /// The ties before the first round.
    pub fn before(world: &World) -> Ties {
        let mut ties = Ties { n: world.n(), strength: vec![0.0; world.n() * world.n()] };
        for &(a, b, strength) in &world.ties {
            ties.add(a, b, strength);
        }
        ties
    }

    fn add(&mut self, a: usize, b: usize, strength: f64) {
        self.strength[a * self.n + b] += strength;
        self.strength[b * self.n + a] += strength;
    }

    /// Time passes: one round.
    pub fn fade(&mut self) {
        let left = libm::exp2(-1.0 / HALF_LIFE);
        self.strength.iter_mut().for_each(|strength| *strength *= left);
    }

    /// Two people met.
    pub fn met(&mut self, a: usize, b: usize, useful: bool) {
        self.add(a, b, if useful { USEFUL } else { PLEASANT });
    }

    /// Live ties of each member, ascending.
    pub fn live(&self) -> Vec<Vec<usize>> {
        let row = |a: usize| (0..self.n).filter(|&b| self.strength[a * self.n + b] >= LIVE).collect();
        (0..self.n).map(row).collect()
    }
}

/// E: the mean over pairs of 1/distance; pairs without a path count 0 (Latora and Marchiori 2001).
pub fn efficiency(live: &[Vec<usize>]) -> f64 {
    let n = live.len();
    let mut sum = 0.0;
    for from in 0..n {
        let mut steps = vec![0_u32; n];
        let mut queue = vec![from];
        let mut next = 0;
        while let Some(&a) = queue.get(next) {
            next += 1;
            for &b in &live[a] {
                if steps[b] == 0 && b != from {
                    steps[b] = steps[a] + 1;
                    sum += 1.0 / f64::from(steps[b]);
                    queue.push(b);
                }
            }
        }
    }
    sum / (n * n.saturating_sub(1)).max(1) as f64
}

/// The mean over members of the effective number of professions among their live ties, exp(Shannon); 0 without ties.
pub fn diversity(live: &[Vec<usize>], people: &[Person]) -> f64 {
    let of = |ties: &Vec<usize>| {
        let mut count = [0.0_f64; super::world::PROFESSIONS];
        ties.iter().for_each(|&b| count[people[b].profession] += 1.0);
        let shares = count.iter().filter(|&&c| c > 0.0).map(|c| c / ties.len() as f64);
        if ties.is_empty() { 0.0 } else { libm::exp(-shares.map(|p| p * libm::log(p)).sum::<f64>()) }
    };
    live.iter().map(of).sum::<f64>() / live.len().max(1) as f64
}
