//! The engine against slow obvious answers: every plan must be as good, and proven.

mod common;
use common::{Chance, OBJECTIVES, best_by_force, geometric, problem, random_edges, sparse};
use goodword_matching::{Budget, Objective, solve, verify};

fn agree(rounds: u64, seed: u64, most: u64) {
    let mut chance = Chance(seed);
    for round in 0..rounds {
        let n = 1 + chance.below(most) as u32;
        let edges = random_edges(&mut chance, n);
        for objective in OBJECTIVES {
            let problem = problem(n, &edges, objective);
            let plan = solve(&problem, &Budget::default());
            let verdict =
                verify(&problem, &plan).unwrap_or_else(|flaw| panic!("round {round}: {flaw}: {edges:?}"));
            let (pairs, weight) = best_by_force(n as usize, &edges, &vec![1; n as usize], objective);
            assert!(verdict.optimal, "round {round}: {edges:?}");
            assert_eq!(plan.weight, weight, "round {round} {objective:?}: {edges:?}");
            if objective == Objective::EverybodyFirst {
                assert_eq!(plan.pairs.len(), pairs, "round {round}: {edges:?}");
            }
        }
    }
}

/// Exactness on small problems of every shape: paths, stars, odd cliques, ties, negative weights, duplicates.
#[test]
fn equals_brute_force() {
    agree(3000, 1, 10);
}

/// The same, in the numbers that the documentation claims. `cargo test --release -- --ignored`
#[test]
#[ignore = "a minute in release"]
fn equals_brute_force_fifty_thousand_times() {
    agree(50_000, 2, 10);
}

/// Beyond the small path the auction hands over to the blossom phase: every plan must be proven optimal there too.
#[test]
fn is_proven_optimal_beyond_the_small_path() {
    let mut chance = Chance(3);
    for round in 0..150 {
        let n = 65 + chance.below(200) as u32;
        let edges = match round % 3 {
            0 => random_edges(&mut chance, n),
            1 => geometric(&mut chance, n, 6),
            _ => {
                let degree = 2 + chance.below(8) as u32;
                sparse(&mut chance, n, degree, 50)
            }
        };
        for objective in OBJECTIVES {
            let problem = problem(n, &edges, objective);
            let plan = solve(&problem, &Budget::default());
            assert!(verify(&problem, &plan).unwrap().optimal, "round {round}");
        }
    }
}

fn agree_with_capacities(rounds: u64, seed: u64, most: u64) {
    let mut chance = Chance(seed);
    for round in 0..rounds {
        let n = 1 + chance.below(most) as u32;
        let edges = random_edges(&mut chance, n);
        let highest = 1 + chance.below(4);
        let capacities: Vec<u32> = (0..n).map(|_| chance.below(highest + 1) as u32).collect();
        for objective in OBJECTIVES {
            let problem = problem(n, &edges, objective).with_capacities(capacities.clone()).unwrap();
            let plan = solve(&problem, &Budget::default());
            let verdict = verify(&problem, &plan);
            let verdict =
                verdict.unwrap_or_else(|flaw| panic!("round {round}: {flaw}: {capacities:?} {edges:?}"));
            let (pairs, weight) = best_by_force(n as usize, &edges, &capacities, objective);
            assert_eq!(plan.weight, weight, "round {round} {objective:?}: {capacities:?} {edges:?}");
            assert!(verdict.optimal, "round {round}: {capacities:?} {edges:?}");
            if objective == Objective::EverybodyFirst {
                assert_eq!(plan.pairs.len(), pairs, "round {round}: {capacities:?} {edges:?}");
            }
        }
    }
}

/// Exactness with capacities 0 to 4, where an edge may be used once only.
#[test]
fn equals_brute_force_with_capacities() {
    agree_with_capacities(1500, 4, 7);
}

/// The same, in the numbers that the documentation claims. `cargo test --release -- --ignored`
#[test]
#[ignore = "some minutes in release"]
fn equals_brute_force_with_capacities_many_times() {
    agree_with_capacities(50_000, 5, 7);
}
