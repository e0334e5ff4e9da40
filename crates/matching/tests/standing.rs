//! A round that stands: whatever comes and goes, it is as good as solving anew, and proven.

mod common;
use common::{Chance, Edges, OBJECTIVES, best_by_force, geometric, problem, random_edges, sparse};
use goodword_matching::{
    Budget, Change, Invalid, Objective, Problem, Standing, Unsteady, resolve, solve, verify,
};
use std::collections::BTreeSet;

/// Cliques of odd size, joined in a chain by few edges; few different weights, so that optima tie and blossoms nest.
fn odd_cliques(chance: &mut Chance, n: u32) -> Edges {
    let size = [3, 5, 7][chance.below(3) as usize];
    let top = [1, 3, 40][chance.below(3) as usize];
    let inside = (0..n).flat_map(|u| (u + 1..n).map(move |v| (u, v))).filter(|e| e.0 / size == e.1 / size);
    let between = (size..n).filter(|v| v % 3 == 0).map(|v| (v - size, v));
    inside.chain(between).map(|(u, v)| (u, v, chance.between(1, top))).collect()
}

fn any_edges(chance: &mut Chance, n: u32) -> Edges {
    match chance.below(5) {
        0 => geometric(chance, n, 5),
        1 => sparse(chance, n, 8, 3),
        2 => sparse(chance, n, 6, 60),
        3 => odd_cliques(chance, n),
        _ => random_edges(chance, n),
    }
}

fn stand(problem: &Problem) -> Standing {
    let plan = solve(problem, &Budget::default());
    Standing::new(problem.clone(), &plan).unwrap()
}

/// One change of any kind.
fn change(chance: &mut Chance, round: &mut Standing) -> Change {
    let n = round.problem().n() as u64;
    let kind = chance.below(8);
    let mut any = || chance.below(n) as u32;
    match kind {
        0 => round.leave(any()),
        4 => round.leave_all(&[any(), any()]),
        1 => {
            let mut edges: Vec<(u32, i64)> = (0..4).map(|_| (any(), 0)).collect();
            edges.iter_mut().for_each(|e| e.1 = chance.between(-5, 60));
            round.join(&edges).unwrap()
        }
        2 => {
            let pairs: Vec<(u32, u32)> =
                (0..6).map(|_| any()).filter_map(|u| Some((u, round.mate(u)?))).collect();
            round.decline_all(&pairs)
        }
        3 => {
            let u = any(); // not a pair, perhaps: may cost nothing, and may be an edge that holds a blossom together
            let other = round.problem().neighbours(u).last();
            other.map_or_else(Change::default, |(v, _)| round.decline(u, v))
        }
        _ => {
            let u = any();
            round.mate(u).map_or_else(Change::default, |v| round.decline(v, u))
        }
    }
}

fn pairs_of(round: &Standing) -> BTreeSet<(u32, u32)> {
    let all = (0..round.problem().n() as u32).filter_map(|u| Some((u, round.mate(u)?)));
    all.filter(|e| e.0 < e.1).collect()
}

/// Makes changes; after each the round must be what it says it is, proven, and worth what `best` says.
fn live(chance: &mut Chance, mut round: Standing, steps: usize, best: impl Fn(&Problem) -> (usize, i64)) {
    for step in 0..steps {
        let before = pairs_of(&round);
        let change = change(chance, &mut round);
        let told: BTreeSet<(u32, u32)> =
            before.iter().filter(|e| !change.ended.contains(e)).chain(&change.begun).copied().collect();
        let plan = round.plan();
        assert_eq!(told, plan.pairs.iter().copied().collect(), "step {step}: what was told about the change");
        assert!(verify(round.problem(), &plan).unwrap().optimal, "step {step}");
        assert_eq!((round.pairs(), round.weight()), (plan.pairs.len(), plan.weight), "step {step}");
        let (pairs, weight) = best(round.problem());
        assert_eq!(round.weight(), weight, "step {step}");
        if round.problem().objective() == Objective::EverybodyFirst {
            assert_eq!(round.pairs(), pairs, "step {step}");
        }
    }
}

/// Declines, leavings and joins in any order, one after the other: as good as solving anew each time.
#[test]
fn a_standing_round_equals_solving_anew() {
    let mut chance = Chance(41);
    for _ in 0..150 {
        let n = 60 + chance.below(90) as u32;
        let edges = any_edges(&mut chance, n);
        for objective in OBJECTIVES {
            let round = stand(&problem(n, &edges, objective));
            live(&mut chance, round, 20, |now| {
                let anew = solve(now, &Budget::default());
                (anew.pairs.len(), anew.weight)
            });
        }
    }
}

/// Hundreds of declines or leavings at once, which are solved anew, and what comes after them.
#[test]
fn many_changes_at_once_equal_solving_anew() {
    let mut chance = Chance(44);
    for objective in OBJECTIVES {
        let edges = geometric(&mut chance, 800, 6);
        let mut round = stand(&problem(800, &edges, objective));
        let before = pairs_of(&round);
        let first: Vec<(u32, u32)> = before.iter().copied().take(200).collect();
        let change = round.decline_all(&first);
        assert!(first.iter().all(|pair| change.ended.contains(pair)));
        let told = before.iter().filter(|e| !change.ended.contains(e)).chain(&change.begun);
        assert_eq!(told.copied().collect::<BTreeSet<_>>(), pairs_of(&round));
        round.leave_all(&(300..500).collect::<Vec<_>>());
        assert!((300..500).all(|u| round.mate(u).is_none()));
        live(&mut chance, round, 20, |now| {
            let anew = solve(now, &Budget::default());
            (anew.pairs.len(), anew.weight)
        });
    }
}

/// The same against brute force, on graphs small enough for it.
#[test]
fn a_standing_round_equals_brute_force() {
    let mut chance = Chance(42);
    for _ in 0..300 {
        let n = 2 + chance.below(6) as u32;
        let edges = any_edges(&mut chance, n);
        for objective in OBJECTIVES {
            let round = stand(&problem(n, &edges, objective));
            live(&mut chance, round, 4, |now| {
                best_by_force(now.n(), &now.edges(), &vec![1; now.n()], objective)
            });
        }
    }
}

/// Closed doors: what is no edge, or nobody, changes nothing; what cannot be stated is refused and changes nothing either.
#[test]
fn what_is_not_there_changes_nothing() {
    let path = Problem::new(4, &[(0, 1, 3), (1, 2, 10), (2, 3, 3)]).unwrap();
    let mut round = stand(&path);
    let before = round.plan();
    for pair in [(0, 3), (1, 1), (2, 9), (9, 9)] {
        assert_eq!(round.decline(pair.0, pair.1), Change::default());
    }
    assert_eq!(round.leave(9), Change::default());
    assert_eq!(round.mate(9), None);
    assert_eq!(round.join(&[(1, 5), (4, 1)]), Err(Invalid::NoSuchVertex { edge: 1, vertex: 4, n: 4 }));
    assert!(matches!(round.join(&[(1, i64::MAX)]), Err(Invalid::WeightTooLarge { .. })));
    assert!(round.plan() == before);
}

/// Only a proven optimum of the same problem can stand.
#[test]
fn what_is_not_proven_does_not_stand() {
    let path = Problem::new(4, &[(0, 1, 3), (1, 2, 10), (2, 3, 3)]).unwrap();
    let plan = solve(&path, &Budget::default());
    let several = path.clone().with_capacities(vec![1, 2, 1, 1]).unwrap();
    assert_eq!(Standing::new(several, &plan).err(), Some(Unsteady::Capacities));
    let other = path.clone().without(&[(0, 1)]);
    assert_eq!(Standing::new(other, &plan).err(), Some(Unsteady::NotProven));
    let mut worse = plan.clone();
    (worse.pairs, worse.weight) = (vec![(1, 2)], 10);
    assert_eq!(Standing::new(path, &worse).err(), Some(Unsteady::NotProven));
}

/// A plan that has lived through changes is one to go on from: by `resolve`, and as a new standing round.
#[test]
fn its_plan_is_as_good_a_start_as_any() {
    let mut chance = Chance(43);
    for _ in 0..40 {
        let edges = any_edges(&mut chance, 80);
        let mut round = stand(&problem(80, &edges, Objective::EverybodyFirst));
        for _ in 0..10 {
            change(&mut chance, &mut round);
        }
        let (mut now, plan) = (round.problem().clone(), round.plan());
        let again = Standing::new(now.clone(), &plan).unwrap();
        assert_eq!((again.pairs(), again.weight()), (round.pairs(), round.weight()));
        if let Some(&(u, v)) = plan.pairs.first() {
            now.forbid(u, v);
            round.decline(u, v);
            let next = resolve(&now, &plan, &[v], &Budget::default());
            assert_eq!((next.pairs.len(), next.weight), (round.pairs(), round.weight()));
        }
    }
}
