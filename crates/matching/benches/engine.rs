//! Times the engine on graphs that it makes itself, one row per claim in `docs/benchmarks.md`.
//!
//! `cargo bench -p goodword-matching --bench engine -- [--vertices N] [--rows help,geometric,...] [--write FOLDER]`; without
//! options all rows at 100,000. `--write` also leaves the graphs as edge lists, for other programmes to solve (`peers.py`).

#![allow(clippy::print_stdout)] // a report is what it is for

mod graphs;
mod meter;

use goodword_matching::{Budget, Objective, Plan, Problem, fractional, resolve, solve, verify};
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

fn threads(n: u32, edges: &Edges) {
    let problem = problem(n, edges);
    let one = report("1 thread", &problem, &Budget::default()).0;
    for threads in [2, 3, 4] {
        let more =
            report(&format!("{threads} threads"), &problem, &Budget { threads, ..Budget::default() }).0;
        assert!(one == more, "the plan depends on the number of threads");
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

/// A hundred declines, one after the other; every tenth result is compared with solving anew.
fn decline(n: u32, edges: &Edges) {
    let mut problem = problem(n, edges);
    let (mut plan, first) = report("first solve", &problem, &Budget::default());
    let (mut times, mut same) = (vec![], 0);
    for i in 0..100 {
        let (u, v) = plan.pairs[(i * 7919) % plan.pairs.len()];
        problem.forbid(u, v);
        let meter = Meter::start();
        plan = resolve(&problem, &plan, &[u], &Budget::default());
        times.push(meter.read().0);
        if i % 25 == 24 {
            assert!(verify(&problem, &plan).expect("a plan that the engine made").optimal);
            assert_eq!(solve(&problem, &Budget::default()).weight, plan.weight);
            same += 1;
        }
    }
    times.sort_by(f64::total_cmp);
    println!(
        "| a decline: median {:.2} ms, worst {:.2} ms CPU; first solve / median = {:.0}; {same} compared, all equal |",
        1e3 * times[50],
        1e3 * times[99],
        first / times[50]
    );
}

fn budget(n: u32, edges: &Edges) {
    let problem = problem(n, edges);
    for millis in [10, 100, 300, 1000, 5000] {
        let budget = Budget { time: Some(Duration::from_millis(millis)), threads: 2 };
        report(&format!("budget {millis} ms"), &problem, &budget);
    }
}
