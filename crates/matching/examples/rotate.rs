//! Plans the rounds of an event: `rotate PEOPLE TABLES ROUNDS [--seed N] [--out FILE]`
//!
//! The schedule goes to FILE or to the standard output as CSV, `round,table,person...`, all counted from 1. One JSON line on
//! the standard error tells repeats, bound, the most rounds that can do without repeats, seconds.

use std::time::Instant;
use std::{env, error::Error, fs};

use goodword_matching::rotations::{Event, Rotation, check, rotate};
use goodword_matching::tables::Effort;

#[allow(clippy::print_stdout, clippy::print_stderr)] // a program whose answer is its output
fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [people, tables, rounds, ..] = args.as_slice() else {
        return Err("usage: rotate PEOPLE TABLES ROUNDS [--seed N] [--out FILE]".into());
    };
    let option = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1));
    let event = Event::new(people.parse()?, tables.parse()?, rounds.parse()?)?;
    let seed = option("--seed").map_or(Ok(0), |s| s.parse())?;
    let started = Instant::now();
    let rotation = rotate(&event, &Effort { seed, ..Effort::default() });
    let seconds = started.elapsed().as_secs_f64();
    check(&event, &rotation)?;
    match option("--out") {
        Some(path) => fs::write(path, csv(&rotation))?,
        None => print!("{}", csv(&rotation)),
    }
    eprintln!(
        "{{\"people\":{people},\"tables\":{tables},\"rounds\":{rounds},\"repeats\":{},\"bound\":{},\
         \"most_rounds\":{},\"seconds\":{seconds:.3}}}",
        rotation.repeats, rotation.bound, rotation.most_rounds
    );
    Ok(())
}

fn csv(rotation: &Rotation) -> String {
    let mut text = String::from("round,table,people\n");
    for (r, round) in (1..).zip(&rotation.rounds) {
        for (t, table) in (1..).zip(round) {
            let people: Vec<String> = table.iter().map(|u| (u + 1).to_string()).collect();
            text += &format!("{r},{t},{}\n", people.join(","));
        }
    }
    text
}
