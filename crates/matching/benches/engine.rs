//! Times the engine on graphs that it makes itself, one row per claim in `docs/benchmarks.md`.
//!
//! `cargo bench -p goodword-matching --bench engine -- [--vertices N] [--rows help,geometric,...] [--write FOLDER]`; without
//! options all rows at 100,000. `--write` also leaves the graphs as edge lists, for other programmes to solve (`peers.py`).

#![allow(clippy::print_stdout)] // a report is what it is for

mod graphs;
mod meter;

use goodword_matching::{Budget, Objective, Plan, Problem, Standing, fractional, solve, verify};
use graphs::Edges;
use meter::{Meter, peak_mib};
use std::time::Duration;

const ROWS: [&str; 7] = ["help", "geometric", "uniform", "threads", "capacity", "decline", "budget"];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|w| w != "--bench").collect();
    let value = |name: &str| words.iter().position(|w| w == name).and_then(|i| words.get(i + 1));
    let n = value("--vertices").and_then(|v| v.parse().ok()).unwrap_or(100_000);
    let rows = value("--rows").cloned().unwrap_or_else(|| ROWS.join(","));
    let folder = value("--write").map(String::as_str);
    println!("| row | vertices | edges | pairs | weight | proven | CPU s | wall s | peak MiB |");
    println!("|---|--:|--:|--:|--:|---|--:|--:|--:|");
    for row in rows.split(',') {
        match row {
            "help" => plain(row, n, &graphs::help(n, 30), folder),
            "geometric" => plain(row, n, &graphs::geometric(n, 30), folder),
            "uniform" => plain(row, n, &graphs::uniform(n, 30), folder),
            "threads" => threads(n, &graphs::help(n, 30)),
            "capacity" => capacity(n, &graphs::help(n, 30)),
            "decline" => decline(n, &graphs::help(n, 30)),
            "budget" => budget(n, &graphs::help(n, 30)),
            _ => println!("| unknown row {row} |"),
        }
    }
}

fn problem(n: u32, edges: &Edges) -> Problem {
    Problem::new(n as usize, edges).expect("the graphs here are sound")
}

/// Solves, verifies, prints one row; returns the plan and its CPU seconds.
fn report(row: &str, problem: &Problem, budget: &Budget) -> (Plan, f64) {
    let meter = Meter::start();
    let plan = solve(problem, budget);
    let (cpu, wall) = meter.read();
    let verdict = verify(problem, &plan).expect("a plan that the engine made");
    let proven = if verdict.optimal { "yes".into() } else { format!("gap {:.3} %", 100.0 * plan.gap()) };
    println!(
        "| {row} | {} | {} | {} | {} | {proven} | {cpu:.2} | {wall:.2} | {:.0} |",
        problem.n(),
        problem.m(),
        plan.pairs.len(),
        plan.weight,
        peak_mib()
    );
    (plan, cpu)
}

fn plain(row: &str, n: u32, edges: &Edges, folder: Option<&str>) {
    if let Some(folder) = folder {
        graphs::write(&format!("{folder}/{row}_{n}.txt"), n, edges).expect("a folder that can be written to");
    }
    let everybody = problem(n, edges);
    report(row, &everybody, &Budget::default());
    report(
        &format!("{row}, weight only"),
        &everybody.with_objective(Objective::WeightOnly),
        &Budget::default(),
    );
}

/// One thread, two with the same plan, two with any plan of that value; three times in turns.
fn threads(n: u32, edges: &Edges) {
    let problem = problem(n, edges);
    let two = Budget { threads: 2, ..Budget::default() };
    for _ in 0..3 {
        let one = report("1 thread", &problem, &Budget::default()).0;
        let same = report("2 threads", &problem, &two).0;
        assert!(one == same, "the plan depends on the number of threads");
        let any = report("2 threads, any plan", &problem, &Budget { any_plan: true, ..two }).0;
        assert_eq!((any.pairs.len(), any.weight), (one.pairs.len(), one.weight));
    }
}

/// Capacities 1 to 4 by turns, against capacity 1; and what the fractional bound alone takes.
fn capacity(n: u32, edges: &Edges) {
    let single = problem(n, edges);
    let (_, first) = report("capacity 1", &single, &Budget::default());
    let several =
        single.with_capacities((0..n).map(|u| 1 + u * 7 % 4).collect()).expect("one number per vertex");
    let (_, second) = report("capacities 1 to 4", &several, &Budget::default());
    let meter = Meter::start();
    let bound = fractional(&several, &Budget::default()).bound();
    println!("| ratio {:.2}; fractional bound {bound} in {:.2} CPU s |", second / first, meter.read().0);
}

/// Declines, leavings and late joiners one after the other, and a hundred declines at once, each in a round that stands;
/// after each kind, weight and proof are compared with solving anew.
fn decline(n: u32, edges: &Edges) {
    let problem = problem(n, edges);
    let (plan, first) = report("first solve", &problem, &Budget::default());
    let meter = Meter::start();
    let mut round = Standing::new(problem, &plan).expect("a plan that the engine made");
    println!("| making it stand: {:.0} ms CPU |", 1e3 * meter.read().0);
    let pick = |i: usize| (i as u64 * 2_654_435_761 % u64::from(n)) as u32;
    changes("a decline", first, 400, &mut round, |round, i| {
        let u = pick(i);
        round.mate(u).map(|v| round.decline(u, v)).is_some()
    });
    changes("a hundred declines at once", first, 3, &mut round, |round, i| {
        let some = (0..100).map(|k| pick(1000 + 100 * i + k));
        let pairs: Vec<(u32, u32)> = some.filter_map(|u| round.mate(u).map(|v| (u, v))).collect();
        !round.decline_all(&pairs).ended.is_empty()
    });
    changes("two leave at once", first, 20, &mut round, |round, i| {
        let couple = [pick(5000 + i), pick(9000 + i)];
        !round.leave_all(&couple).ended.is_empty()
    });
    changes("two join, one after the other", first, 3, &mut round, |round, i| {
        let edges = |i: usize| -> Vec<(u32, i64)> { round.problem().neighbours(pick(i)).collect() };
        [edges(20_000 + i), edges(30_000 + i)].iter().all(|e| round.join(e).is_ok())
    });
}

/// Times `count` changes and prints a row; the round must then be as good as solving anew.
fn changes(
    row: &str,
    first: f64,
    count: usize,
    round: &mut Standing,
    mut change: impl FnMut(&mut Standing, usize) -> bool,
) {
    let mut times = vec![];
    for i in 0..count {
        let meter = Meter::start();
        if change(round, i) {
            times.push(meter.read().0);
        }
    }
    let verdict = verify(round.problem(), &round.plan()).expect("a plan that the engine made");
    assert!(verdict.optimal);
    let anew = solve(round.problem(), &Budget::default());
    assert_eq!((anew.pairs.len(), anew.weight), (round.pairs(), round.weight()));
    times.sort_by(f64::total_cmp);
    let (at, mean) = (
        |share: usize| 1e3 * times[(times.len() - 1) * share / 100],
        times.iter().sum::<f64>() / times.len() as f64,
    );
    println!(
        "| {row}, {} times: median {:.2} ms, mean {:.2}, nine in ten {:.2}, worst {:.1} ms CPU; first solve / median {:.0}, / mean {:.0} |",
        times.len(),
        at(50),
        1e3 * mean,
        at(90),
        at(100),
        1e3 * first / at(50),
        first / mean
    );
}

fn budget(n: u32, edges: &Edges) {
    let problem = problem(n, edges);
    for millis in [10, 100, 300, 1000, 5000] {
        let budget = Budget { time: Some(Duration::from_millis(millis)), threads: 2, ..Budget::default() };
        report(&format!("budget {millis} ms"), &problem, &budget);
    }
}
