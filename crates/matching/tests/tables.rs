//! Tables against brute force, laws, and rules that must never break.

use goodword_matching::Problem;
use goodword_matching::tables::{
    Effort, Fault, LeftOut, Room, Rules, SCALE, Sizes, TablePlan, Why, arrange, check, improve, score,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn arranged(problem: &Problem, sizes: Sizes, rules: &Rules) -> TablePlan {
    let room = Room::new(problem, sizes, rules).unwrap();
    let plan = arrange(&room, &Effort { moves: Some(40_000), ..Effort::default() });
    check(&room, &plan).unwrap();
    plan
}

/// The best value over all divisions of `free` into tables of these sizes (largest first), by trying them all.
fn brute(problem: &Problem, apart: &[(u32, u32)], free: &[u32], sizes: &[usize]) -> Option<i64> {
    let Some(&first) = free.first() else { return Some(0) };
    let mut best = None;
    let mut tried = vec![];
    for (i, &size) in sizes.iter().enumerate() {
        if tried.contains(&size) {
            continue;
        }
        tried.push(size);
        let mut left = sizes.to_vec();
        left.remove(i);
        for table in subsets(&free[1..], size - 1) {
            let table: Vec<u32> = [vec![first], table].concat();
            let Some(value) = value(problem, apart, &table) else { continue };
            let rest: Vec<u32> = free.iter().copied().filter(|u| !table.contains(u)).collect();
            best = best.max(brute(problem, apart, &rest, &left).map(|b| b + value));
        }
    }
    best
}

fn subsets(of: &[u32], size: usize) -> Vec<Vec<u32>> {
    if size == 0 {
        return vec![vec![]];
    }
    let with = |i: usize| subsets(&of[i + 1..], size - 1).into_iter().map(move |s| [vec![of[i]], s].concat());
    (0..of.len()).flat_map(with).collect()
}

fn value(problem: &Problem, apart: &[(u32, u32)], table: &[u32]) -> Option<i64> {
    let mut sum = 0;
    for (i, &u) in table.iter().enumerate() {
        for &v in &table[..i] {
            if apart.contains(&(u.min(v), u.max(v))) {
                return None;
            }
            sum += problem.weight(u, v).unwrap_or(0);
        }
    }
    Some(sum * SCALE / (table.len() as i64 - 1))
}

fn edges(n: u32, most: usize) -> impl Strategy<Value = Vec<(u32, u32, i64)>> {
    let edge = (0..n, 0..n, -20i64..100).prop_filter("no loops", |(u, v, _)| u != v);
    prop::collection::vec(edge, 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 120,
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Protects the engine's worth on small rooms: it finds the best division there is, never above its bound.
    #[test]
    fn small_rooms_equal_brute_force(n in 2u32..10, size in 2usize..7, list in edges(9, 30)) {
        let list: Vec<_> = list.into_iter().filter(|e| e.0 < n && e.1 < n).collect();
        let problem = Problem::new(n as usize, &list).unwrap();
        let plan = arranged(&problem, Sizes::About(size), &Rules::default());
        let sizes: Vec<usize> = plan.tables.iter().map(Vec::len).collect();
        let everybody: Vec<u32> = (0..n).collect();
        prop_assert_eq!(Some(plan.weight), brute(&problem, &[], &everybody, &sizes));
        prop_assert!(plan.weight <= plan.upper_bound);
        prop_assert!(plan.left_out.is_empty());
    }

    /// Protects the hard rules: with random pairs apart and together the check holds, everybody is seated or named, and
    /// when brute force can seat everybody then nobody is left out.
    #[test]
    fn rules_are_never_broken(
        list in edges(9, 30), apart in prop::collection::vec((0u32..9, 0u32..9), 0..8), size in 2usize..5
    ) {
        let problem = Problem::new(9, &list).unwrap();
        let mut apart: Vec<_> = apart.into_iter().filter(|p| p.0 != p.1).map(|(u, v)| (u.min(v), u.max(v))).collect();
        apart.sort_unstable();
        let plan = arranged(&problem, Sizes::About(size), &Rules { apart: apart.clone(), together: vec![] });
        let sizes: Vec<usize> = match size { 2 => vec![3, 2, 2, 2], 3 => vec![3, 3, 3], _ => vec![5, 4] };
        let everybody: Vec<u32> = (0..9).collect();
        if let Some(best) = brute(&problem, &apart, &everybody, &sizes) {
            prop_assert!(plan.left_out.is_empty(), "{:?}", plan);
            prop_assert_eq!(plan.weight, best, "{:?} {:?}", plan.tables, apart);
        }
    }

    /// Protects must-meet blocks: they sit together or are left out together, with random other rules beside them.
    #[test]
    fn blocks_stay_whole(
        list in edges(40, 200), together in prop::collection::vec((0u32..40, 0u32..40), 0..12),
        apart in prop::collection::vec((0u32..40, 0u32..40), 0..60), size in 3usize..7
    ) {
        let problem = Problem::new(40, &list).unwrap();
        let no_loops = |pairs: Vec<(u32, u32)>| pairs.into_iter().filter(|p| p.0 != p.1).collect::<Vec<_>>();
        let rules = Rules { apart: no_loops(apart), together: no_loops(together) };
        if let Ok(room) = Room::new(&problem, Sizes::About(size), &rules) {
            let plan = arrange(&room, &Effort { moves: Some(5_000), ..Effort::default() });
            prop_assert_eq!(check(&room, &plan), Ok(()));
        }
    }

    /// Protects replays: the same seed gives the same plan, and multiplying all weights multiplies the value.
    #[test]
    fn seeds_replay_and_values_scale(list in edges(30, 120), seed in 0u64..100, by in 2i64..50) {
        let problem = Problem::new(30, &list).unwrap();
        let room = Room::new(&problem, Sizes::About(4), &Rules::default()).unwrap();
        let effort = Effort { seed, moves: Some(5_000), time: None };
        let plan = arrange(&room, &effort);
        prop_assert_eq!(&plan, &arrange(&room, &effort));
        let scaled: Vec<_> = list.iter().map(|&(u, v, w)| (u, v, w * by)).collect();
        let scaled = Problem::new(30, &scaled).unwrap();
        let room = Room::new(&scaled, Sizes::About(4), &Rules::default()).unwrap();
        prop_assert_eq!(score(&room, &plan.tables).unwrap().weight, plan.weight * by);
    }

    /// Protects fairness among numbers: giving the vertices other names changes neither the best value of a small room nor
    /// the validity of the plan.
    #[test]
    fn names_do_not_matter(list in edges(8, 24), shift in 1u32..8) {
        let problem = Problem::new(8, &list).unwrap();
        let renamed: Vec<_> = list.iter().map(|&(u, v, w)| ((u + shift) % 8, (v + shift) % 8, w)).collect();
        let renamed = Problem::new(8, &renamed).unwrap();
        let weight = |p: &Problem| arranged(p, Sizes::About(4), &Rules::default()).weight;
        prop_assert_eq!(weight(&problem), weight(&renamed));
    }

    /// Protects edits: locked tables stay as they are, sizes and order stay, the value never falls.
    #[test]
    fn locked_tables_stay(list in edges(24, 100), locked in prop::collection::vec(0usize..6, 0..4)) {
        let problem = Problem::new(24, &list).unwrap();
        let room = Room::new(&problem, Sizes::About(4), &Rules::default()).unwrap();
        let tables: Vec<Vec<u32>> = (0..6).map(|t| (t * 4..t * 4 + 4).collect()).collect();
        let effort = Effort { moves: Some(5_000), ..Effort::default() };
        let plan = improve(&room, &tables, &locked, &effort).unwrap();
        prop_assert_eq!(check(&room, &plan), Ok(()));
        prop_assert!(plan.weight >= score(&room, &tables).unwrap().weight);
        prop_assert!(locked.iter().all(|&t| plan.tables[t] == tables[t]));
    }
}

/// Protects those who cannot be placed: they are named with the reason, everybody else is seated.
#[test]
fn who_cannot_be_seated_is_named() {
    let empty = |n| Problem::new(n, &[]).unwrap();
    let alone = arranged(&empty(1), Sizes::About(4), &Rules::default());
    assert_eq!(alone.left_out, [LeftOut { vertex: 0, why: Why::Alone }]);
    let full = arranged(&empty(7), Sizes::Exactly(vec![3, 3]), &Rules::default());
    assert_eq!((full.left_out.len(), full.left_out[0].why), (1, Why::NoSeat));
    let hermit = Rules { apart: (0..8).map(|u| (u, 8)).collect(), together: vec![] };
    let plan = arranged(&empty(9), Sizes::About(3), &hermit);
    assert_eq!(plan.left_out, [LeftOut { vertex: 8, why: Why::KeptApart }]);
    let blocks = Rules { apart: vec![], together: vec![(0, 1), (1, 2), (3, 4), (4, 5)] };
    let plan = arranged(&empty(6), Sizes::Exactly(vec![4, 2]), &blocks);
    assert_eq!(plan.left_out.iter().map(|l| l.why).collect::<Vec<_>>(), [Why::NoTableForBlock; 3]);
    assert!(arranged(&empty(0), Sizes::About(4), &Rules::default()).tables.is_empty());
}

/// Protects rooms in which rules leave corners that no exchange leads out of: the best division is found all the same.
#[test]
fn corners_are_left() {
    let problem = Problem::new(9, &[(6, 8, 89), (0, 3, 1), (7, 1, 19), (1, 2, 0), (6, 0, 1)]).unwrap();
    let apart = vec![(0, 5), (1, 3), (1, 4), (2, 3), (5, 7)];
    let plan = arranged(&problem, Sizes::About(4), &Rules { apart: apart.clone(), together: vec![] });
    let everybody: Vec<u32> = (0..9).collect();
    assert_eq!(Some(plan.weight), brute(&problem, &apart, &everybody, &[5, 4]));
}

/// Protects given sizes: the n-th table has the n-th size.
#[test]
fn given_sizes_keep_their_order() {
    let problem = Problem::new(12, &[(0, 11, 5), (3, 4, 5), (4, 7, 5)]).unwrap();
    let plan = arranged(&problem, Sizes::Exactly(vec![2, 4, 3, 3]), &Rules::default());
    assert_eq!(plan.tables.iter().map(Vec::len).collect::<Vec<_>>(), [2, 4, 3, 3]);
}

/// Protects the proof: a plan that was tampered with does not pass.
#[test]
fn tampered_plans_are_refused() {
    let problem = Problem::new(6, &[(0, 1, 5), (2, 3, 4), (4, 5, 3), (0, 2, 9)]).unwrap();
    let rules = Rules { apart: vec![(0, 2)], together: vec![(4, 5)] };
    let room = Room::new(&problem, Sizes::About(2), &rules).unwrap();
    let good = arrange(&room, &Effort::default());
    assert_eq!((good.weight, good.upper_bound, good.gap()), (12 * SCALE, 12 * SCALE, 0.0));
    let spoilt = |f: &dyn Fn(&mut TablePlan)| {
        let mut plan = good.clone();
        f(&mut plan);
        check(&room, &plan).unwrap_err()
    };
    assert_eq!(spoilt(&|p| p.weight += 1), Fault::Weight { stated: 721, found: 720 });
    assert!(matches!(spoilt(&|p| p.upper_bound -= 1), Fault::Bound { .. }));
    assert!(matches!(spoilt(&|p| p.prices[0] = -1), Fault::Bound { .. }));
    assert!(matches!(spoilt(&|p| p.tables[0][0] = 1), Fault::Seats { .. }));
    let wed = |a: &[u32], b: &[u32], c: &[u32]| vec![a.to_vec(), b.to_vec(), c.to_vec()];
    assert!(matches!(spoilt(&|p| p.tables = wed(&[0, 2], &[1, 3], &[4, 5])), Fault::Together { .. }));
    assert!(matches!(spoilt(&|p| p.tables = wed(&[0, 4], &[1, 3], &[2, 5])), Fault::Parted { .. }));
    assert!(matches!(spoilt(&|p| p.tables = wed(&[0, 1, 3], &[2], &[4, 5])), Fault::Size { .. }));
}

/// Protects edits that break a rule from being taken for plans.
#[test]
fn broken_edits_are_refused() {
    let problem = Problem::new(4, &[(0, 1, 5)]).unwrap();
    let rules = Rules { apart: vec![(0, 1)], together: vec![] };
    let room = Room::new(&problem, Sizes::About(2), &rules).unwrap();
    assert_eq!(score(&room, &[vec![0, 1], vec![2, 3]]), Err(Fault::Together { first: 0, second: 1 }));
    assert_eq!(score(&room, &[vec![0, 2], vec![2, 3]]), Err(Fault::Seats { vertex: 2, times: 2 }));
    let plan = score(&room, &[vec![0, 2]]).unwrap();
    assert_eq!(plan.left_out[0], LeftOut { vertex: 1, why: Why::NotNamed });
}

/// Protects the point of it all: on a sparse graph the plan is well above the usual greedy seating, within its bound.
#[test]
fn better_than_the_start() {
    let mut edges = vec![];
    for u in 0u32..600 {
        for k in 1..=12 {
            let v = (u * 7 + k * k * 31 + 11 * k) % 600;
            if u != v {
                edges.push((u, v, i64::from((u * 13 + v * 29 + k * 17) % 97 + 3)));
            }
        }
    }
    let problem = Problem::new(600, &edges).unwrap();
    let room = Room::new(&problem, Sizes::About(4), &Rules::default()).unwrap();
    let short = arrange(&room, &Effort { moves: Some(0), ..Effort::default() });
    let long = arrange(&room, &Effort::default());
    check(&room, &long).unwrap();
    assert!(long.weight * 100 > short.weight * 102, "{} {}", long.weight, short.weight);
}
