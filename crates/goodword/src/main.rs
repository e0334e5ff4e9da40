//! The one binary: every verb that a person can say in a shell. No rules live here; a verb reads files, calls
//! the crates below and writes what they say.

mod cli;
mod clock;
mod doctor;
mod failure;
mod floor;
mod input;
mod language;
mod manual;
mod matches;
mod members;
mod model;
mod near;
mod output;
mod progress;
mod report;
mod screen;
mod table;
mod tables;

use std::process::ExitCode;

use clap::Parser;

use cli::{Goodword, Verb};

fn main() -> ExitCode {
    // A reader that goes away (`goodword match … | head`) ends the program in peace.
    let said = Goodword::parse();
    let done = match said.verb {
        Verb::Match(args) => matches::run(&args),
        Verb::Tables(args) => tables::run(&args),
        Verb::Near(args) => near::run(&args),
        Verb::Model(verb) => model::run(&verb),
        Verb::Doctor(args) => doctor::run(&args),
        Verb::Completions(args) => manual::completions(&args),
        Verb::Man => manual::man(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
