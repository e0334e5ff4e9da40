//! Whom might I meet? An order for open browsing that does not send everybody to the same few people.
//!
//! Ranking by mutual help alone crowds the popular. The equilibrium of a market with transferable utility prices
//! crowding instead: with `K_ab = exp(U_ab / β)` and each person's capacity `c`, the numbers `a_i` that solve
//! `a_i² + a_i · Σ_j K_ij a_j = c_i` give expected meetings `μ_ij = K_ij · a_i · a_j`, whose sum with the share that
//! stays alone, `a_i²`, is exactly `c_i`. Show people in the order of `μ`.
//!
//! Reference: Chiappori, Galichon, Salanié, "The roommate problem is more stable than you think", arXiv 2102.06487;
//! solved by Gauss and Seidel's sweeps as in Tomita, Togashi, Moriwaki, arXiv 2208.11384. Cost: n² per sweep, some
//! dozens of sweeps.

/// Expected meetings of everybody with everybody.
#[derive(Clone, Debug, PartialEq)]
pub struct Equilibrium {
    /// `meetings[i][j]`: μ_ij, symmetric, 0 on the diagonal, nowhere negative.
    pub meetings: Vec<Vec<f64>>,
    /// What stays without a meeting of each person's capacity.
    pub alone: Vec<f64>,
}

/// Sweeps after which the sums are as near as double precision brings them.
const SWEEPS: usize = 500;
/// Sums that are this near count as exact.
const NEAR: f64 = 1e-10;

/// The equilibrium for mutual help `u[i][j]` (symmetric), capacities `c` (positive) and temperature `beta`
/// (positive; small follows help closely, large spreads evenly).
pub fn equilibrium(u: &[Vec<f64>], capacity: &[f64], beta: f64) -> Equilibrium {
    let n = capacity.len();
    let pull = |i: usize, j: usize| if i == j { 0.0 } else { libm::exp(u[i][j] / beta) };
    let k: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| pull(i, j)).collect()).collect();
    let mut a: Vec<f64> = capacity.iter().map(|c| c.sqrt()).collect();
    for _ in 0..SWEEPS {
        let mut moved = 0.0_f64;
        for i in 0..n {
            let crowd: f64 = (0..n).map(|j| k[i][j] * a[j]).sum();
            // The positive root of a² + crowd·a = c, written so that nothing cancels.
            let root = 2.0 * capacity[i] / (crowd + (crowd * crowd + 4.0 * capacity[i]).sqrt());
            moved = moved.max((root - a[i]).abs() / root);
            a[i] = root;
        }
        if moved < NEAR {
            break;
        }
    }
    let meetings = (0..n).map(|i| (0..n).map(|j| k[i][j] * (a[i] * a[j])).collect()).collect();
    Equilibrium { meetings, alone: a.iter().map(|x| x * x).collect() }
}

/// Everybody else in the order in which `person` should see them.
pub fn order(equilibrium: &Equilibrium, person: usize) -> Vec<usize> {
    let row = &equilibrium.meetings[person];
    let mut others: Vec<usize> = (0..row.len()).filter(|&other| other != person).collect();
    others.sort_by(|&x, &y| row[y].total_cmp(&row[x]).then(x.cmp(&y)));
    others
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn symmetric(n: usize, help: impl Fn(usize, usize) -> f64) -> Vec<Vec<f64>> {
        (0..n).map(|i| (0..n).map(|j| help(i.min(j), i.max(j))).collect()).collect()
    }

    fn market() -> impl Strategy<Value = (Vec<Vec<f64>>, Vec<f64>)> {
        (2..12_usize).prop_flat_map(|n| {
            let help = prop::collection::vec(0.0..1.0_f64, n * n);
            let capacity = prop::collection::vec(0.2..3.0_f64, n);
            (help, capacity)
                .prop_map(move |(help, capacity)| (symmetric(n, |i, j| help[i * n + j]), capacity))
        })
    }

    proptest! {
        #[test]
        fn p2_6_meetings_are_symmetric_and_use_capacity_exactly((u, c) in market(), beta in 0.1..2.0_f64) {
            let found = equilibrium(&u, &c, beta);
            for i in 0..c.len() {
                for j in 0..c.len() {
                    prop_assert!(found.meetings[i][j] >= 0.0);
                    prop_assert_eq!(found.meetings[i][j], found.meetings[j][i]);
                }
                let used: f64 = found.meetings[i].iter().sum::<f64>() + found.alone[i];
                prop_assert!((used - c[i]).abs() < 1e-7 * c[i].max(1.0), "{} of {}", used, c[i]);
            }
        }
    }

    #[test]
    fn a_star_is_not_shown_first_to_everyone() {
        // Everybody likes person 0 a little better; person 3 likes person 2 nearly as well.
        let u = symmetric(6, |i, j| match (i, j) {
            (0, _) => 0.6,
            (2, 3) => 0.58,
            _ => 0.2,
        });
        let found = equilibrium(&u, &[1.0; 6], 0.1);
        assert_eq!(order(&found, 3)[0], 2, "the crowd around 0 has its price");
        assert_eq!(order(&found, 1)[0], 0);
    }
}
