//! Solves a matching problem from an edge list and prints one JSON line.
//!
//! `solve GRAPH [--weight-only] [--budget SECONDS] [--threads N] [--any-plan] [--out FILE]`; the graph is text, `n m` on the first line,
//! then one line `u v w` per edge, ids from 0. The pairs go to FILE, a line `u v` each.

use goodword_matching::{Budget, Objective, Problem, solve, verify};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::time::{Duration, Instant};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let options = Options::parse(std::env::args().skip(1))?;
    let mut problem = read(&options.graph)?;
    if options.weight_only {
        problem = problem.with_objective(Objective::WeightOnly);
    }
    let (wall, cpu) = (Instant::now(), cpu_seconds());
    let plan = solve(&problem, &options.budget);
    let (seconds, cpu) = (wall.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let certified = verify(&problem, &plan)?.optimal;
    if let Some(path) = options.out {
        let mut file = BufWriter::new(File::create(path)?);
        for &(u, v) in &plan.pairs {
            writeln!(file, "{u} {v}")?;
        }
        file.flush()?;
    }
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{{\"cardinality\":{},\"weight\":{},\"upper_bound\":{},\"gap\":{:.6},\"certified\":{certified},\
         \"seconds\":{seconds:.3},\"cpu_seconds\":{cpu:.3},\"peak_mib\":{:.1}}}",
        plan.pairs.len(),
        plan.weight,
        plan.upper_bound,
        plan.gap(),
        peak_mib()
    )?;
    Ok(())
}

struct Options {
    graph: String,
    weight_only: bool,
    budget: Budget,
    out: Option<String>,
}

impl Options {
    fn parse(mut words: impl Iterator<Item = String>) -> Outcome<Options> {
        let mut options =
            Options { graph: String::new(), weight_only: false, budget: Budget::default(), out: None };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            match word.as_str() {
                "--weight-only" => options.weight_only = true,
                "--budget" => options.budget.time = Some(Duration::try_from_secs_f64(value()?.parse()?)?),
                "--threads" => options.budget.threads = value()?.parse()?,
                "--any-plan" => options.budget.any_plan = true,
                "--out" => options.out = Some(value()?),
                _ if word.starts_with("--") => return Err(format!("unknown option {word}").into()),
                _ => options.graph = word,
            }
        }
        if options.graph.is_empty() { Err("name the file with the edges".into()) } else { Ok(options) }
    }
}

/// Reads line by line, so that only the edges are held in memory.
fn read(path: &str) -> Outcome<Problem> {
    let mut reader = BufReader::with_capacity(1 << 20, File::open(path)?);
    let (mut line, mut number) = (String::new(), 1);
    reader.read_line(&mut line)?;
    let [n, m] = numbers::<2>(&line).ok_or("line 1: expected `n m`")?;
    let mut edges = Vec::with_capacity(usize::try_from(m)?.min(1 << 28));
    for _ in 0..m {
        number += 1;
        line.clear();
        reader.read_line(&mut line)?;
        let [u, v, w] = numbers::<3>(&line).ok_or_else(|| format!("line {number}: expected `u v w`"))?;
        edges.push((u32::try_from(u)?, u32::try_from(v)?, w));
    }
    Ok(Problem::new(usize::try_from(n)?, &edges)?)
}

fn numbers<const N: usize>(line: &str) -> Option<[i64; N]> {
    let mut words = line.split_ascii_whitespace();
    let mut numbers = [0; N];
    for number in &mut numbers {
        *number = words.next()?.parse().ok()?;
    }
    Some(numbers)
}

/// CPU seconds of this process, all threads (Linux; 0 elsewhere).
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let own = stat.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e9;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_ascii_whitespace().collect();
    let ticks = |i: usize| fields.get(i).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    own.max((ticks(11) + ticks(12)) / 100.0)
}

/// Peak resident memory in MiB (Linux; 0 elsewhere).
fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches("kB").trim().parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}
