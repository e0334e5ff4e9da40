//! Does the worth of an introduction find ties that come later? On graphs with hidden ties, against Adamic-Adar and chance.
//!
//!     cargo run -p goodword-domain --example closures -- FOLDER [GRAPH ...]
//!
//! FOLDER holds `GRAPH.train.tsv` (two numbers a line: a tie) and `GRAPH.hidden.tsv` (ties taken out). For everybody with a hidden tie,
//! all friends of friends are ranked, three are proposed. Printed: the share of hidden ties among the three (of at most three), with
//! its standard error, and the Gini coefficient of degrees before and after all proposals are added.

#![expect(clippy::print_stdout, reason = "an example shows what it found")]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use goodword_domain::chance::Chance;
use goodword_domain::introductions::ways::{OVERLAP, Pair, Way, strength, worth};

type Graph = BTreeMap<u32, BTreeSet<u32>>;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("give the folder with the graphs")?;
    let mut graphs: Vec<String> = arguments.collect();
    if graphs.is_empty() {
        graphs = ["ca_grqc", "lastfm_asia", "facebook_ego"].map(str::to_owned).to_vec();
    }
    println!("| graph | people | ranking | recall@3 | ± | Gini before | after |");
    println!("|---|---|---|---|---|---|---|");
    for graph in graphs {
        let known = read(&Path::new(&folder).join(format!("{graph}.train.tsv")))?;
        let hidden = read(&Path::new(&folder).join(format!("{graph}.hidden.tsv")))?;
        for (name, ranking) in RANKINGS {
            let found = proposed(&known, &hidden, ranking);
            println!(
                "| {graph} | {} | {name} | {:.3} | {:.3} | {:.3} | {:.3} |",
                found.n, found.recall, found.error, found.before, found.after
            );
        }
    }
    Ok(())
}

fn read(file: &Path) -> Result<Graph, Box<dyn Error>> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut graph = Graph::new();
    for line in text.lines() {
        let mut numbers = line.split_whitespace().map(str::parse::<u32>);
        if let (Some(Ok(a)), Some(Ok(b))) = (numbers.next(), numbers.next()) {
            graph.entry(a).or_default().insert(b);
            graph.entry(b).or_default().insert(a);
        }
    }
    Ok(graph)
}

type Ranking = fn(&Graph, u32, u32, &[u32]) -> f64;

const RANKINGS: [(&str, Ranking); 4] = [
    ("chance", chance),
    ("Adamic-Adar", adamic_adar),
    ("Goodword", goodword),
    ("Goodword with overlap", with_overlap),
];

fn chance(_: &Graph, one: u32, other: u32, _: &[u32]) -> f64 {
    Chance::seeded(u64::from(one) << 32 | u64::from(other)).unit()
}

fn adamic_adar(known: &Graph, _: u32, _: u32, between: &[u32]) -> f64 {
    between.iter().map(|person| 1.0 / libm::log(known[person].len() as f64).max(1e-9)).sum()
}

fn goodword(known: &Graph, one: u32, other: u32, between: &[u32]) -> f64 {
    weighed(known, one, other, between, OVERLAP)
}

fn with_overlap(known: &Graph, one: u32, other: u32, between: &[u32]) -> f64 {
    weighed(known, one, other, between, 1.0)
}

fn weighed(known: &Graph, one: u32, other: u32, between: &[u32], counts: f64) -> f64 {
    let degree = |person: u32| known[&person].len();
    let tie = |a: u32, b: u32| strength(known[&a].intersection(&known[&b]).count(), (degree(a), degree(b)));
    let ways: Vec<Way> = between
        .iter()
        .map(|&a| Way { to_one: tie(a, one), to_other: tie(a, other), n_contacts: degree(a) })
        .collect();
    let pair = Pair {
        yes: (1.0, 1.0),
        help: 1.0,
        load: (0.0, 0.0),
        n_contacts: (degree(one), degree(other)),
        n_mutual: between.len(),
        closed: false,
    };
    worth(&ways, &pair, counts)
}

struct Found {
    n: usize,
    recall: f64,
    error: f64,
    before: f64,
    after: f64,
}

fn proposed(known: &Graph, hidden: &Graph, ranking: Ranking) -> Found {
    let (mut shares, mut after) = (Vec::new(), known.clone());
    for (one, targets) in hidden {
        let Some(circle) = known.get(one) else { continue };
        let mut between: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for friend in circle {
            for other in known[friend].iter().filter(|other| *other != one && !circle.contains(other)) {
                between.entry(*other).or_default().push(*friend);
            }
        }
        let mut ranked: Vec<(f64, u32)> =
            between.iter().map(|(other, ways)| (ranking(known, *one, *other, ways), *other)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let three = &ranked[..ranked.len().min(3)];
        let hits = three.iter().filter(|(_, other)| targets.contains(other)).count();
        shares.push(hits as f64 / targets.len().min(3) as f64);
        for (_, other) in three {
            after.entry(*one).or_default().insert(*other);
            after.entry(*other).or_default().insert(*one);
        }
    }
    let n = shares.len();
    let mean = shares.iter().sum::<f64>() / n as f64;
    let spread = shares.iter().map(|share| (share - mean) * (share - mean)).sum::<f64>() / n as f64;
    Found { n, recall: mean, error: (spread / n as f64).sqrt(), before: gini(known), after: gini(&after) }
}

/// How unequal degrees are: 0 all the same, near 1 one has all.
fn gini(graph: &Graph) -> f64 {
    let mut degrees: Vec<f64> = graph.values().map(|circle| circle.len() as f64).collect();
    degrees.sort_by(f64::total_cmp);
    let (n, sum) = (degrees.len() as f64, degrees.iter().sum::<f64>());
    let ranked: f64 = degrees.iter().enumerate().map(|(at, degree)| (at + 1) as f64 * degree).sum();
    2.0 * ranked / (n * sum) - (n + 1.0) / n
}
