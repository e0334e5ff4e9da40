//! Divides the vertices of an edge list into tables: `tables EDGES SIZE [--seed N] [--moves N] [--out FILE]`
//!
//! EDGES: a line `n m`, then `u v weight` lines, vertices from 0. Prints one JSON line: tables, weight, upper_bound, gap,
//! greedy (what seating the heaviest link first yields), seconds. FILE gets one table a line.

use std::time::Instant;
use std::{env, error::Error, fs};

use goodword_matching::Problem;
use goodword_matching::tables::{Effort, Room, Rules, SCALE, Sizes, TablePlan, arrange, check, score};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [edges, size, ..] = args.as_slice() else {
        return Err("usage: tables EDGES SIZE [--seed N] [--moves N] [--out FILE]".into());
    };
    let problem = read(edges)?;
    let room = Room::new(&problem, Sizes::About(size.parse()?), &Rules::default())?;
    let mut effort = Effort::default();
    let option = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1));
    effort.seed = option("--seed").map_or(Ok(0), |s| s.parse())?;
    effort.moves = option("--moves").map(|s| s.parse()).transpose()?;
    let greedy = score(&room, &greedy(&problem, size.parse()?))?;
    let started = Instant::now();
    let plan = arrange(&room, &effort);
    let seconds = started.elapsed().as_secs_f64();
    check(&room, &plan)?;
    report(&problem, &plan, &greedy, seconds);
    if let Some(out) = option("--out") {
        let line = |t: &Vec<u32>| t.iter().map(u32::to_string).collect::<Vec<_>>().join(" ") + "\n";
        fs::write(out, plan.tables.iter().map(line).collect::<String>())?;
    }
    Ok(())
}

#[allow(clippy::print_stdout)] // a program whose answer is its output
fn report(problem: &Problem, plan: &TablePlan, greedy: &TablePlan, seconds: f64) {
    println!(
        "{{\"n\":{},\"m\":{},\"tables\":{},\"left_out\":{},\"weight\":{:.1},\"upper_bound\":{:.1},\"gap\":{:.4},\
         \"greedy\":{:.1},\"over_greedy\":{:.4},\"seconds\":{seconds:.2}}}",
        problem.n(),
        problem.m(),
        plan.tables.len(),
        plan.left_out.len(),
        plan.weight as f64 / SCALE as f64,
        plan.upper_bound as f64 / SCALE as f64,
        plan.gap(),
        greedy.weight as f64 / SCALE as f64,
        plan.weight as f64 / greedy.weight as f64 - 1.0,
    );
}

fn read(path: &str) -> Result<Problem, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let mut numbers = text.split_ascii_whitespace().map(str::parse::<i64>);
    let mut next = || numbers.next().ok_or("the file ends too early")?.map_err(Box::<dyn Error>::from);
    let (n, m) = (next()? as usize, next()?);
    let edges = (0..m).map(|_| Ok((next()? as u32, next()? as u32, next()?)));
    Ok(Problem::new(n, &edges.collect::<Result<Vec<_>, Box<dyn Error>>>()?)?)
}

/// The usual way to seat people: open a table with the heaviest free pair, add whoever fits it best until it is full.
fn greedy(problem: &Problem, size: usize) -> Vec<Vec<u32>> {
    let mut edges = problem.edges();
    edges.sort_by_key(|e| std::cmp::Reverse(e.2));
    let mut free = vec![true; problem.n()];
    let mut tables: Vec<Vec<u32>> = vec![];
    for (u, v, _) in edges {
        if free[u as usize] && free[v as usize] && tables.len() < problem.n() / size {
            let mut table = vec![u, v];
            (free[u as usize], free[v as usize]) = (false, false);
            while let Some(w) = best_fit(problem, &table, &free).filter(|_| table.len() < size) {
                free[w as usize] = false;
                table.push(w);
            }
            tables.push(table);
        }
    }
    let mut rest: Vec<u32> = (0..problem.n() as u32).filter(|&u| free[u as usize]).collect();
    for table in &mut tables {
        table.extend(rest.split_off(rest.len().saturating_sub(size - table.len())));
    }
    tables.extend(rest.chunks(size).filter(|t| t.len() > 1).map(<[u32]>::to_vec));
    tables
}

fn best_fit(problem: &Problem, table: &[u32], free: &[bool]) -> Option<u32> {
    let friends =
        table.iter().flat_map(|&u| problem.neighbours(u)).map(|(v, _)| v).filter(|&v| free[v as usize]);
    let link = |v: u32| table.iter().filter_map(|&u| problem.weight(u, v)).sum::<i64>();
    friends.max_by_key(|&v| (link(v), std::cmp::Reverse(v)))
}
