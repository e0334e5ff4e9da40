//! `goodword tables`: a list of attendees in, who sits where in every round of an event out.

use std::path::Path;

use goodword_domain::members::Member;
use goodword_domain::tables::{self, Hall, Settings, Summary, TablesPlan};
use goodword_formats::members::{self as member_file, MemberRow};
use goodword_formats::table_plan::{self as files, Guest, TablePlan};

use crate::cli::{PlanFormat, TablesArgs};
use crate::clock::Stopwatch;
use crate::failure::Failure;
use crate::matches::{avoided, tell_use, threads, write_page};
use crate::members::{self, Directory};
use crate::progress::Waiting;
use crate::screen::{self, QUIET, tell};
use crate::table::counted;
use crate::{floor, input, language, output};

/// Steps that planning announces.
const STEPS: u64 = 4;

/// Reads, plans, writes.
pub fn run(args: &TablesArgs) -> Result<(), Failure> {
    let watch = Stopwatch::start();
    let language = language::open(&args.lexicon, &args.reader.model, threads(args.reader.threads))?;
    let bytes = input::read(&args.attendees)?;
    let rows =
        member_file::read(&bytes, &args.map).map_err(|error| Failure::refused(&args.attendees, error))?;
    let directory = Directory::of(&rows.members);
    let avoid = args.avoid.as_deref().map_or(Ok(Vec::new()), |path| avoided(&directory, path))?;
    tell_use(&args.attendees, &rows.report, rows.members.len());
    let attendees: Vec<Member> = rows.members.iter().map(members::member).collect();
    language::learn(&language, &attendees, threads(args.reader.threads));
    let waiting = Waiting::begin(STEPS);
    let plan = tables::plan(&language, &attendees, &avoid, &settings(args)?, &waiting);
    drop(waiting);
    let plan = plan.map_err(|why| Failure::refused(&args.attendees, why))?;
    let mut plan = table_plan(&rows.members, &plan);
    if let Some(model) = language::model(&language) {
        plan.in_short.push(format!("Asks and offers were read with the sentence model {model}."));
    }
    write(args, &plan)?;
    tell(format_args!("{QUIET}Took {:.1} seconds.{QUIET:#}", watch.seconds()));
    Ok(())
}

fn settings(args: &TablesArgs) -> Result<Settings, Failure> {
    let number = |said: u32| said as usize;
    let hall = match (args.tables.map(number), args.size.map(number)) {
        (Some(tables), Some(size)) => Hall::Both { tables, size },
        (Some(tables), None) => Hall::Tables(tables),
        (None, Some(size)) => Hall::Size(size),
        (None, None) => return Err(Failure::Usage("say --tables, --size or both.".to_owned())),
    };
    Ok(Settings { hall, rounds: number(args.rounds), seed: args.seed, threads: threads(args.reader.threads) })
}

/// The plan in the form that was asked for.
fn write(args: &TablesArgs, plan: &TablePlan) -> Result<(), Failure> {
    match format(args) {
        PlanFormat::Table => write_page(&floor::page(plan, screen::width()), args.out.as_deref()),
        PlanFormat::Csv => output::write(&files::csv(plan), args.out.as_deref()),
        PlanFormat::Html => output::write(&files::html(plan), args.out.as_deref()),
    }
}

fn format(args: &TablesArgs) -> PlanFormat {
    let ending = args.out.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
    args.format.unwrap_or(match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => PlanFormat::Csv,
        Some("html" | "htm") => PlanFormat::Html,
        _ => PlanFormat::Table,
    })
}

/// The plan with names, as files and pages show it.
fn table_plan(rows: &[MemberRow], plan: &TablesPlan) -> TablePlan {
    let stop = |stop: &tables::Stop| files::Stop {
        table: stop.table + 1,
        encounter: stop.encounter.as_ref().map(|met| (rows[met.with].name.clone(), met.sentence.clone())),
    };
    let guest = |(row, stops): (&MemberRow, &Vec<tables::Stop>)| Guest {
        id: row.id.clone(),
        name: row.name.clone(),
        about: [&row.profession, &row.place].into_iter().flatten().cloned().collect::<Vec<_>>().join(", "),
        stops: stops.iter().map(stop).collect(),
    };
    TablePlan {
        guests: rows.iter().zip(&plan.itineraries).map(guest).collect(),
        rounds: plan.rounds.clone(),
        in_short: in_short(&plan.summary),
    }
}

fn in_short(summary: &Summary) -> Vec<String> {
    let (tables, rounds) =
        (counted(summary.tables, "table", "tables"), counted(summary.rounds, "round", "rounds"));
    let mut sentences = vec![format!("{} people at {tables} for {rounds}.", summary.people)];
    sentences.extend(summary.on_repeats());
    if summary.asking > 0 {
        sentences.push(format!(
            "{} of {} who ask for something sit with someone who can help with it; \
             tables drawn by lot would give {:.1}.",
            summary.helped, summary.asking, summary.random_helped
        ));
        sentences.push(format!(
            "They meet {} in all; by lot {:.1}.",
            counted(summary.helpers_met, "such helper", "such helpers"),
            summary.random_helpers_met
        ));
    }
    sentences
}
