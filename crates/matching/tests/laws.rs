//! What must hold between plans of related problems, and between runs.

mod common;
use common::{Chance, Edges, OBJECTIVES, geometric, problem, random_edges, sparse};
use goodword_matching::{Budget, Objective, Plan, Problem, fractional, resolve, solve, verify};
use std::time::Duration;

fn proven(problem: &Problem) -> Plan {
    let plan = solve(problem, &Budget::default());
    assert!(verify(problem, &plan).unwrap().optimal);
    plan
}

fn any_edges(chance: &mut Chance, n: u32) -> Edges {
    match chance.below(3) {
        0 => random_edges(chance, n),
        1 => geometric(chance, n, 5),
        _ => sparse(chance, n, 6, 30),
    }
}

/// Names of vertices carry no meaning: relabelled, the optimum is the same.
#[test]
fn relabelling_changes_nothing() {
    let mut chance = Chance(11);
    for _ in 0..60 {
        let n = 70 + chance.below(60) as u32;
        let edges = any_edges(&mut chance, n);
        let step = (1..).map(|i| 37 * i + 2).find(|s| gcd(*s, n) == 1).unwrap();
        let new = |v: u32| (v * step + 5) % n;
        let renamed: Edges = edges.iter().rev().map(|&(u, v, w)| (new(v), new(u), w)).collect();
        for objective in OBJECTIVES {
            let (a, b) = (proven(&problem(n, &edges, objective)), proven(&problem(n, &renamed, objective)));
            assert_eq!(a.weight, b.weight);
            if objective == Objective::EverybodyFirst {
                assert_eq!(a.pairs.len(), b.pairs.len());
            }
        }
    }
}

fn gcd(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Weights in another unit give the same optimum in that unit.
#[test]
fn scaling_scales() {
    let mut chance = Chance(12);
    for _ in 0..60 {
        let n = 70 + chance.below(60) as u32;
        let edges = any_edges(&mut chance, n);
        let scaled: Edges = edges.iter().map(|&(u, v, w)| (u, v, 7 * w)).collect();
        for objective in OBJECTIVES {
            let (a, b) = (proven(&problem(n, &edges, objective)), proven(&problem(n, &scaled, objective)));
            assert_eq!((7 * a.weight, 7 * a.upper_bound), (b.weight, b.upper_bound));
        }
    }
}

/// An edge more can only help, and no more than it weighs; an edge that prices out does not help at all.
#[test]
fn an_added_edge_helps_at_most_by_its_weight() {
    let mut chance = Chance(13);
    let mut priced_out = 0;
    for _ in 0..150 {
        let n = 66 + chance.below(40) as u32;
        let edges = any_edges(&mut chance, n);
        let u = chance.below(u64::from(n)) as u32;
        let v = (u + 1 + chance.below(u64::from(n) - 1) as u32) % n;
        let w = chance.between(0, 900);
        let first = problem(n, &edges, Objective::WeightOnly);
        if first.weight(u, v).is_some() {
            continue;
        }
        let before = proven(&first);
        let after = proven(&first.clone().extended(n as usize, &[(u, v, w)]).unwrap());
        assert!((before.weight..=before.weight + w).contains(&after.weight));
        let half = fractional(&first, &Budget::default());
        assert!(2 * before.weight <= half.bound2);
        if before.certificate.prices_out(u, v, w) {
            assert_eq!(before.weight, after.weight);
            priced_out += 1;
        }
        if half.prices_out(u, v, w) {
            let more = first.extended(n as usize, &[(u, v, w)]).unwrap();
            assert_eq!(half.bound2, fractional(&more, &Budget::default()).bound2);
        }
    }
    assert!(priced_out > 10);
}

/// With an announced limit, the duals of "everybody first" judge edges that come later, however few pairs there were.
#[test]
fn an_announced_edge_that_prices_out_changes_nothing() {
    let mut chance = Chance(14);
    let mut priced_out = 0;
    for _ in 0..150 {
        let n = 8 + chance.below(90) as u32;
        let edges = sparse(&mut chance, n, 3, 40);
        let u = chance.below(u64::from(n)) as u32;
        let v = (u + 1 + chance.below(u64::from(n) - 1) as u32) % n;
        let first = Problem::new(n as usize, &edges).unwrap().with_weight_limit(100).unwrap();
        let w = chance.between(-100, 100);
        if first.weight(u, v).is_some() {
            continue;
        }
        let before = proven(&first);
        if before.certificate.prices_out(u, v, w) {
            let after = proven(&first.extended(n as usize, &[(u, v, w)]).unwrap());
            assert_eq!((before.pairs.len(), before.weight), (after.pairs.len(), after.weight));
            priced_out += 1;
        }
    }
    assert!(priced_out > 10);
}

/// The plan may not depend on how many threads worked on it: the auction is long enough here for batches.
#[test]
fn threads_do_not_change_the_plan() {
    let mut chance = Chance(15);
    for (n, degree) in [(9000, 7), (12000, 4)] {
        let edges = sparse(&mut chance, n, degree, 300);
        let problem = problem(n, &edges, Objective::EverybodyFirst);
        let one = proven(&problem);
        for threads in [0, 2, 3, 4] {
            let more = solve(&problem, &Budget { threads, ..Budget::default() });
            assert!(one == more, "{threads} threads");
        }
    }
}

/// Threads that bid as they come find another plan of the same value each time, proven too: with ties everywhere, with a
/// shortage (stars: eps is raised on the way), and when time runs out.
#[test]
fn any_plan_is_as_good() {
    let mut chance = Chance(16);
    for (n, degree, top) in [(300, 3, 2), (3000, 5, 1), (9000, 7, 300), (70, 2, 5)] {
        let mut edges = sparse(&mut chance, n, degree, top);
        edges.retain(|&(u, v, _)| top != 2 || u.min(v) < n / 10);
        for objective in OBJECTIVES {
            let problem = problem(n, &edges, objective);
            let one = proven(&problem);
            for threads in [2, 3, 5] {
                let budget = Budget { threads, any_plan: true, ..Budget::default() };
                let any = solve(&problem, &budget);
                assert!(verify(&problem, &any).unwrap().optimal, "{threads} threads, n {n}");
                assert_eq!(any.weight, one.weight);
                if objective == Objective::EverybodyFirst {
                    assert_eq!(any.pairs.len(), one.pairs.len());
                }
                let cut = solve(&problem, &Budget { time: Some(Duration::from_micros(300)), ..budget });
                let bound = verify(&problem, &cut).unwrap().upper_bound;
                assert!(bound >= one.weight || cut.pairs.len() > one.pairs.len());
            }
        }
    }
}

/// The same with capacities 0 to 4, where bidders have several seats and objects several units: queues are long enough for
/// batches, ties are many.
#[test]
fn threads_do_not_change_a_plan_with_capacities() {
    let mut chance = Chance(18);
    for (n, degree, top) in [(6000, 9, 300), (8000, 5, 3)] {
        let edges = sparse(&mut chance, n, degree, top);
        let capacities: Vec<u32> = (0..n).map(|_| chance.below(5) as u32).collect();
        for objective in OBJECTIVES {
            let problem = problem(n, &edges, objective).with_capacities(capacities.clone()).unwrap();
            let one = proven(&problem);
            for threads in [0, 2, 3, 4, 7] {
                let more = solve(&problem, &Budget { threads, ..Budget::default() });
                assert!(one == more, "{threads} threads, {objective:?}, n {n}");
            }
        }
    }
}

/// The plan may not depend on the order in which edges come.
#[test]
fn the_order_of_edges_does_not_matter() {
    let mut chance = Chance(16);
    for _ in 0..20 {
        let edges = any_edges(&mut chance, 200);
        let mut other = edges.clone();
        other.reverse();
        other.iter_mut().for_each(|e| *e = (e.1, e.0, e.2));
        let plans = [edges, other].map(|e| proven(&problem(200, &e, Objective::EverybodyFirst)));
        assert!(plans[0] == plans[1]);
    }
}

/// After declines, new weights and late joiners, solving on from the former plan gives what solving anew gives; also a
/// long chain of such changes, blossoms and all.
#[test]
fn solving_on_equals_solving_anew() {
    let mut chance = Chance(17);
    for _ in 0..30 {
        let mut n = 66 + chance.below(80) as u32;
        let edges = any_edges(&mut chance, n);
        for objective in OBJECTIVES {
            let mut now = problem(n, &edges, objective).with_weight_limit(30_000).unwrap();
            let mut plan = proven(&now);
            for step in 0..25 {
                let mut changed = vec![];
                match chance.below(4) {
                    0 if !plan.pairs.is_empty() => {
                        let (u, v) = plan.pairs[chance.below(plan.pairs.len() as u64) as usize];
                        now.forbid(u, v);
                        changed.push(u);
                    }
                    1 => {
                        let u = chance.below(u64::from(n)) as u32;
                        for (v, _) in now.neighbours(u).collect::<Vec<_>>() {
                            now.forbid(u, v);
                        }
                        changed.push(u);
                    }
                    2 => {
                        let more: Edges = (0..4).map(|i| (n, i * 13 % n, chance.between(-10, 60))).collect();
                        n += 1;
                        now = now.extended(n as usize, &more).unwrap();
                    }
                    _ => {
                        let u = chance.below(u64::from(n)) as u32;
                        let v = (u + 1 + chance.below(u64::from(n) - 1) as u32) % n;
                        let w = chance.between(0, 500);
                        now = now.extended(n as usize, &[(u, v, w)]).unwrap();
                        changed.push(v);
                    }
                }
                plan = resolve(&now, &plan, &changed, &Budget::default());
                let verdict = verify(&now, &plan).unwrap();
                assert!(verdict.optimal, "step {step}");
                let anew = solve(&now, &Budget::default());
                assert_eq!(plan.weight, anew.weight, "step {step}");
                if objective == Objective::EverybodyFirst {
                    assert_eq!(plan.pairs.len(), anew.pairs.len(), "step {step}");
                }
            }
        }
    }
}
