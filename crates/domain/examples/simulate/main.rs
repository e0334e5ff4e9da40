//! Does matching by help help? Invented communities, matched in several ways, with the product's own formulas and
//! engine for ours; the results as tables with paired intervals. What was registered before the first run, what
//! came out and what may be claimed stands in `docs/simulation.md`.
//!
//! The same options give the same bytes on any machine and number of threads.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod arms;
mod claims;
mod draws;
mod law;
mod measures;
mod options;
mod profiles;
mod record;
mod report;
mod statistics;
mod study;
mod table;
mod ties;
mod trial;
mod world;

use std::process::ExitCode;

fn main() -> ExitCode {
    let options = match options::Options::read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(sentence) => {
            eprintln!("{sentence}\n\n{}", options::USAGE);
            return ExitCode::from(2);
        }
    };
    let mut say = |text: &str| println!("{text}");
    report::comparison(&options.setting, options.seeds, &mut say);
    report::ablation(&options.setting, options.seeds, &mut say);
    if options.sweep {
        report::sweep(&options.setting, options.seeds, &mut say);
    }
    ExitCode::SUCCESS
}
