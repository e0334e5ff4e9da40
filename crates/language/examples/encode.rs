//! Vectors of the sentences on standard input, one line each, and how many sentences a second.
//!
//! `cargo run -p goodword-language --release --features encoder --example encode -- MODEL_FOLDER < LINES`
#![allow(clippy::print_stdout, clippy::print_stderr, missing_docs)]

use std::io::Read as _;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name the model's folder")?;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let lines: Vec<&str> = text.lines().collect();
    let encoder = goodword_language::Encoder::load(folder)?;
    let start = Instant::now();
    let vectors = encoder.vectors(&lines, 1);
    let seconds = start.elapsed().as_secs_f64();
    eprintln!("{} sentences, {:.0} a second on one core", lines.len(), lines.len() as f64 / seconds);
    for vector in vectors {
        println!("{}", vector.iter().map(|x| x.to_string()).collect::<Vec<_>>().join(" "));
    }
    Ok(())
}
