//! How many real wordings map to a concept, and which do not.
//!
//! `cargo run -p goodword-language --release --example coverage [-- --random 30]`. Reads the real job titles,
//! fields and offers that lie beside the repository, when they are there. An entry maps when a concept is
//! read from it with a surety of 0.2 at least, or, for a name of one thing ("PHP"), when it is a known one.
#![allow(clippy::print_stdout, missing_docs)]

use std::path::Path;

use goodword_language::{Direction, Language};

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/language");
    let language = Language::standard();
    let mut everything = Vec::new();
    for (name, entries) in [
        ("job titles", lines(&folder.join("job_titles_real.txt"), &[])),
        ("fields of study", lines(&folder.join("fields_of_study_real.txt"), &[])),
        ("expertise", lines(&folder.join("expertise_open_life_science.txt"), &[';'])),
        ("mentors' tags", column(&folder.join("members_cc_mentors.csv"), 5, ';')),
        ("mentors' titles", column(&folder.join("members_cc_mentors.csv"), 3, '\n')),
        ("mentors' sentences", column(&folder.join("members_cc_mentors.csv"), 6, '\n')),
        ("asks in the wild", column_of_tabs(&folder.join("asks_in_the_wild.tsv"))),
    ] {
        let rest: Vec<&String> =
            entries.iter().filter(|e| best(&language, e).is_none_or(|(_, s)| s < 0.2)).collect();
        let share = 1.0 - rest.len() as f64 / entries.len().max(1) as f64;
        println!("{name}: {:.1} % of {}; not: {rest:?}", 100.0 * share, entries.len());
        everything.extend(entries);
    }
    let random =
        std::env::args().skip_while(|a| a != "--random").nth(1).and_then(|n| n.parse().ok()).unwrap_or(0);
    let step = (everything.len() / usize::max(random, 1)).max(1);
    for entry in everything.iter().step_by(step).take(random) {
        let reading = language.read(entry, Direction::Offer);
        let concepts = reading.concepts().iter().take(3);
        let named: Vec<String> =
            concepts.map(|(c, s)| format!("{} {s:.2}", language.concept(*c).name)).collect();
        println!("| {entry} | {} |", named.join(", "));
    }
}

fn best(language: &Language, entry: &str) -> Option<(String, f64)> {
    let reading = language.read(entry, Direction::Offer);
    reading.concepts().first().map(|(c, s)| (language.concept(*c).name.clone(), *s))
}

fn lines(path: &Path, split: &[char]) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let parts = text.lines().flat_map(|line| line.split(split));
    parts.map(|p| p.trim().to_string()).filter(|p| !p.is_empty()).collect()
}

fn column_of_tabs(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().skip(1).filter_map(|line| line.split('\t').nth(1)).map(String::from).collect()
}

/// One column of a plain CSV with quotes.
fn column(path: &Path, at: usize, split: char) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let mut cells = vec![vec![String::new()]];
    let mut quoted = false;
    for c in text.chars() {
        let row = cells.last_mut().expect("never empty");
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\n' if !quoted => cells.push(vec![String::new()]),
            c => row.last_mut().expect("never empty").push(c),
        }
    }
    let column = cells.iter().skip(1).filter_map(|row| row.get(at));
    let parts = column.flat_map(|cell| cell.split(split)).map(|p| p.trim().to_string());
    let mut parts: Vec<String> = parts.filter(|p| !p.is_empty()).collect();
    parts.sort();
    parts.dedup();
    parts
}
