//! What a list of members costs: `cargo run --release -p goodword-app --example import_size [ROWS] [postgres]`.
//!
//! Previews, applies and undoes a made-up list on an empty database, and prints rows, CPU seconds of the process
//! and its highest memory so far after each step. With `postgres`, on the server of `GOODWORD_TEST_POSTGRES`.

#![expect(clippy::print_stdout, reason = "it prints its figures")]

use std::fmt::Write;

use goodword_app::imports::{self, File};
use goodword_app::jobs;
use goodword_testkit::{Engine, TestHouse};

fn list(n_rows: usize) -> Vec<u8> {
    let mut text = "name,email,place,profession,offers,asks,languages,member number\n".to_owned();
    for n in 0..n_rows {
        let _ = writeln!(
            text,
            "Sample Person {n},person.{n}@example.org,Sampletown {},Baker of loaf {n},\
             advice: on sourdough number {n}; a spare oven,an accountant for {n} shops,English; Deutsch,{n}",
            n % 97
        );
    }
    text.into_bytes()
}

/// A number out of a file below /proc/self; 0 where there is none.
fn told(file: &str, name: &str) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/self/{file}")).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_ascii_whitespace().nth(1).and_then(|word| word.parse().ok()).unwrap_or(0)
}

/// User and system time of the process so far, in seconds.
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = text.rsplit(')').next().unwrap_or_default();
    let ticks = after.split_ascii_whitespace().skip(11).take(2).filter_map(|word| word.parse::<u64>().ok());
    ticks.sum::<u64>() as f64 / 100.0
}

fn say(step: &str, outcomes: &str) {
    println!(
        "{step:<10} {outcomes:<40} {:>7.1} CPU s  {:>5} MiB at most",
        cpu(),
        told("status", "VmHWM") / 1024
    );
}

#[tokio::main]
async fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let n_rows = words.iter().find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let engine = if words.iter().any(|word| word == "postgres") { Engine::Postgres } else { Engine::Sqlite };
    let house = TestHouse::new(engine).await;
    let app = &house.app;
    let owner = house.person("Ola Ownerly", "ola@example.org").await;
    let guild = house.community("Guild of Samples", &owner).await;
    let bytes = list(n_rows);
    say("empty", &format!("{n_rows} rows, {} MiB", bytes.len() / 1024 / 1024));
    let file = File { name: "list.csv".to_owned(), bytes, columns: Vec::new() };
    let import = imports::preview(app, &owner, &guild, file).await.expect("a preview");
    say("previewed", &format!("{:?}", import.outcomes));
    imports::apply(app, &owner, &guild, &import.id).await.expect("it begins");
    jobs::work(app).await.expect("it goes on");
    let import = imports::find(app, &owner, &guild, &import.id).await.expect("it is there");
    say("applied", &format!("{:?}", import.outcomes));
    imports::undo(app, &owner, &guild, &import.id).await.expect("it begins");
    jobs::work(app).await.expect("it goes on");
    let import = imports::find(app, &owner, &guild, &import.id).await.expect("it is there");
    say("undone", &format!("{:?}", import.outcomes));
}
