//! Does matching by help help? Invented communities, matched in several ways, with the product's own formulas and
//! engine for ours; the results as tables with paired intervals. What was registered before the first run, what
//! came out and what may be claimed stands in `docs/simulation.md`.
//!
//! The same options give the same bytes on any machine and number of threads.
#![allow(clippy::print_stdout, clippy::print_stderr)]

pub(crate) mod arms;
pub(crate) mod claims;
pub(crate) mod draws;
pub(crate) mod law;
pub(crate) mod measures;
pub(crate) mod options;
pub(crate) mod profiles;
pub(crate) mod record;
pub(crate) mod report;
pub(crate) mod statistics;
pub(crate) mod study;
pub(crate) mod table;
pub(crate) mod ties;
pub(crate) mod trial;
pub(crate) mod world;

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
