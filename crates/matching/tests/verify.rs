//! The check that everything else is trusted by: it must refuse whatever is not as claimed.

mod common;
use common::{Chance, best_by_force, random_edges};
use goodword_matching::{Budget, Certificate, Flaw, Invalid, Objective, Plan, Problem, solve, verify};
use std::time::Duration;

fn small() -> (Problem, Plan) {
    let edges = [(0, 1, 5), (1, 2, 6), (2, 0, 7), (2, 3, 4), (3, 4, 8), (4, 5, 1)];
    let problem = Problem::new(6, &edges).unwrap().with_objective(Objective::WeightOnly);
    let plan = solve(&problem, &Budget::default());
    (problem, plan)
}

/// The plan with other pairs and another weight, the proof unchanged.
fn claiming(plan: &Plan, pairs: &[(u32, u32)], weight: i64) -> Plan {
    let mut other = plan.clone();
    (other.pairs, other.weight) = (pairs.to_vec(), weight);
    other
}

/// Pairs that are no plan are refused, each for its own reason.
#[test]
fn pairs_that_are_no_plan_are_refused() {
    let (problem, plan) = small();
    assert!(verify(&problem, &plan).unwrap().optimal);
    let with = |pairs: &[(u32, u32)], weight| claiming(&plan, pairs, weight);
    assert_eq!(verify(&problem, &with(&[(0, 3)], 5)), Err(Flaw::NoEdge(0, 3)));
    assert_eq!(verify(&problem, &with(&[(1, 0)], 5)), Err(Flaw::NoEdge(1, 0)));
    assert_eq!(verify(&problem, &with(&[(9, 12)], 5)), Err(Flaw::NoEdge(9, 12)));
    assert_eq!(verify(&problem, &with(&[(0, 1), (0, 1)], 10)), Err(Flaw::OutOfOrder(0, 1)));
    assert_eq!(verify(&problem, &with(&[(3, 4), (0, 1)], 13)), Err(Flaw::OutOfOrder(0, 1)));
    assert_eq!(verify(&problem, &with(&[(0, 1), (1, 2)], 11)), Err(Flaw::OverCapacity(1)));
    assert_eq!(verify(&problem, &with(&[(0, 1)], 6)), Err(Flaw::Weight { claimed: 6, found: 5 }));
}

/// A plan that is worse than claimed cannot pass as optimal, and a bound that is not proven is refused.
#[test]
fn claims_beyond_the_proof_are_refused() {
    let (problem, plan) = small();
    let worse = claiming(&plan, &[(0, 1), (3, 4)], 13);
    assert!(!verify(&problem, &worse).unwrap().optimal);
    let mut bold = plan.clone();
    bold.upper_bound -= 1;
    let flaw = Flaw::Bound { claimed: plan.upper_bound - 1, proven: plan.upper_bound };
    assert_eq!(verify(&problem, &bold), Err(flaw));
    // the duals of one problem prove nothing about another
    let other =
        Problem::new(6, &[(0, 1, 50), (2, 3, 40), (4, 5, 9)]).unwrap().with_objective(Objective::WeightOnly);
    let borrowed = claiming(&plan, &[(0, 1)], 50);
    assert!(verify(&other, &borrowed).is_err());
}

/// A plan for weight alone does not pass as one for everybody, though its weight and bound agree.
#[test]
fn a_proof_for_one_objective_is_none_for_the_other() {
    let edges = [(0, 1, 3), (1, 2, 10), (2, 3, 3)];
    let everybody = Problem::new(4, &edges).unwrap();
    let weight_only = everybody.clone().with_objective(Objective::WeightOnly);
    let plan = solve(&weight_only, &Budget::default());
    assert_eq!(plan.pairs, [(1, 2)]);
    assert!(verify(&weight_only, &plan).unwrap().optimal);
    assert!(!verify(&everybody, &plan).unwrap().optimal);
}

/// Whatever the budget, the plan is valid and its bound true; with next to no time it still pairs most.
#[test]
fn plans_made_in_a_hurry_are_valid_and_honest() {
    let mut chance = Chance(21);
    for round in 0..200 {
        let n = 1 + chance.below(9) as u32;
        let edges = random_edges(&mut chance, n);
        let capacities = (0..n).map(|_| chance.below(3) as u32).collect::<Vec<_>>();
        for several in [false, true] {
            let capacities = if several { capacities.clone() } else { vec![1; n as usize] };
            let problem = Problem::new(n as usize, &edges).unwrap().with_objective(Objective::WeightOnly);
            let problem = problem.with_capacities(capacities.clone()).unwrap();
            let plan = solve(&problem, &Budget { time: Some(Duration::ZERO), ..Budget::default() });
            let verdict = verify(&problem, &plan).unwrap();
            let (_, best) = best_by_force(n as usize, &edges, &capacities, Objective::WeightOnly);
            assert!(verdict.upper_bound >= best && best >= plan.weight, "round {round}");
            assert!(2 * plan.weight >= best, "greed wins at least half: round {round}");
        }
    }
    let edges = common::geometric(&mut chance, 2000, 8);
    let problem = Problem::new(2000, &edges).unwrap();
    for micros in [0, 100, 1000, 5000, 20_000] {
        let plan = solve(
            &problem,
            &Budget { time: Some(Duration::from_micros(micros)), threads: 2, ..Budget::default() },
        );
        assert!(verify(&problem, &plan).is_ok());
        assert!(plan.pairs.len() > 850, "{} pairs in {micros} microseconds", plan.pairs.len());
        assert!(plan.gap() >= 0.0);
    }
}

/// What cannot be stated is refused with a sentence that names it.
#[test]
fn unsound_problems_are_refused() {
    let refused = |n, edges: &[(u32, u32, i64)]| Problem::new(n, edges).map(|_| ()).unwrap_err();
    assert_eq!(refused(3, &[(0, 1, 1), (1, 3, 1)]), Invalid::NoSuchVertex { edge: 1, vertex: 3, n: 3 });
    assert_eq!(refused(3, &[(2, 2, 1)]), Invalid::SelfLoop { edge: 0, vertex: 2 });
    assert!(matches!(refused(3, &[(0, 2, i64::MIN)]), Invalid::WeightTooLarge { .. }));
    assert!(refused(3, &[(0, 1, 1), (1, 3, 1)]).to_string().contains("vertex 3"));
    let problem = Problem::new(3, &[(0, 1, 1)]).unwrap();
    let flaw = problem.clone().with_capacities(vec![1]).map(|_| ()).unwrap_err();
    assert_eq!(flaw, Invalid::CapacityCount { given: 1, n: 3 });
    assert!(problem.with_weight_limit(i64::MAX).is_err());
}

/// The greatest weights allowed are solved without overflow, the signs mixed.
#[test]
fn the_greatest_weights_are_solved() {
    let top = i64::from(i32::MAX);
    let mut chance = Chance(22);
    for _ in 0..50 {
        let n = 2 + chance.below(7) as u32;
        let edges: Vec<_> = random_edges(&mut chance, n)
            .iter()
            .map(|e| (e.0, e.1, if e.2 % 2 == 0 { top } else { -top }))
            .collect();
        let problem = Problem::new(n as usize, &edges).unwrap();
        let plan = solve(&problem, &Budget::default());
        assert!(verify(&problem, &plan).unwrap().optimal);
        let best = best_by_force(n as usize, &edges, &vec![1; n as usize], Objective::EverybodyFirst);
        assert_eq!((plan.pairs.len(), plan.weight), best);
    }
}

/// Empty problems, and vertices without edges, have plans too.
#[test]
fn nothing_to_match_is_no_error() {
    for n in [0, 1, 5, 100] {
        let problem = Problem::new(n, &[]).unwrap();
        let plan = solve(&problem, &Budget::default());
        assert!(plan.pairs.is_empty() && verify(&problem, &plan).unwrap().optimal);
        assert_eq!(plan.left_out().len(), n);
    }
}

/// The accessors tell what the certificate holds: scale, duals, and odd blossoms that are full.
#[test]
fn the_certificate_can_be_read() {
    let triangle =
        Problem::new(3, &[(0, 1, 4), (1, 2, 4), (2, 0, 4)]).unwrap().with_objective(Objective::WeightOnly);
    let plan = solve(&triangle, &Budget::default());
    let certificate = &plan.certificate;
    assert_eq!((certificate.scale(), certificate.lift()), (Certificate::SCALE, 0));
    assert_eq!(certificate.blossoms(), 1);
    assert_eq!(certificate.blossom_members(0), [0, 1, 2]);
    let sum: i64 = (0..3).map(|u| certificate.vertex_dual(u)).sum();
    assert_eq!(sum + certificate.blossom_dual(0), Certificate::SCALE * plan.weight);
    assert_eq!(plan.mates(plan.left_out()[0]), []);
}
