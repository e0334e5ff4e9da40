//! The one binary: every verb that a person can say in a shell. No rules live here; a verb reads files, calls
//! the crates below and writes what they say.

mod backup;
mod cli;
mod clock;
mod demo;
mod doctor;
mod failure;
mod floor;
mod input;
mod language;
mod logging;
mod manual;
mod matches;
mod members;
mod model;
mod near;
mod open;
mod operate;
mod output;
mod progress;
mod report;
mod restore;
mod screen;
mod serve;
mod settings;
mod table;
mod tables;

use std::process::ExitCode;

use clap::FromArgMatches;

use cli::{Goodword, Verb};

fn main() -> ExitCode {
    // A reader that goes away (`goodword match … | head`) ends the program in peace.
    let said = Goodword::from_arg_matches(&cli::command().get_matches()).unwrap_or_else(|error| error.exit());
    let done = match said.verb {
        Verb::Match(args) => matches::run(&args),
        Verb::Tables(args) => tables::run(&args),
        Verb::Near(args) => near::run(&args),
        Verb::Model(verb) => model::run(&verb),
        Verb::Doctor(args) => doctor::run(&args),
        Verb::Demo(args) => demo::run(&args),
        Verb::Serve(settings) => serve::run(&settings),
        Verb::Backup(args) => backup::run(&args),
        Verb::Restore(args) => restore::run(&args),
        Verb::Export(args) => operate::export(&args),
        Verb::Import(args) => operate::import(&args),
        Verb::Communities(verb) => operate::communities(&verb),
        Verb::Members(verb) => operate::members(&verb),
        Verb::Rounds(verb) => operate::rounds(&verb),
        Verb::SetUp(verb) => operate::set_up(&verb),
        Verb::Outbox(verb) => operate::outbox(&verb),
        Verb::Completions(args) => manual::completions(&args),
        Verb::Man => manual::man(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
