//! `goodword match`: a spreadsheet of members in, a round of matches out.

use std::path::Path;

use goodword_domain::members::{Member, MemberId};
use goodword_domain::rounds::{self, Helped, Met, Odd, Past, Place, RoundPlan, Settings};
use goodword_formats::match_report as files;
use goodword_formats::members::{MembersRead, Note, ReadReport};
use goodword_formats::{avoid, history, members as member_file};
use goodword_language::Language;

use crate::cli::{Format, MatchArgs, OddArg, PlaceArg};
use crate::clock::{self, Stopwatch};
use crate::failure::Failure;
use crate::members::{self, Directory, Unclear};
use crate::progress::Waiting;
use crate::screen::{self, NOTICE, QUIET, name_of, tell};
use crate::{input, language, output, report, table};

/// Steps that a round announces.
const STEPS: u64 = 4;
/// Rows, columns and names are told one by one up to this many.
const TOLD: usize = 10;

/// Everything that was handed in, read and understood.
struct Handed {
    rows: MembersRead,
    members: Vec<Member>,
    past: Past,
    avoid: Vec<(MemberId, MemberId)>,
    language: Language,
}

/// Reads, matches, writes; or reads and tells, with `--dry-run`.
pub fn run(args: &MatchArgs) -> Result<(), Failure> {
    if args.size > 2 && args.meetings > 1 {
        return Err(Failure::Usage(
            "--meetings goes with pairs: say --size 2, or leave --meetings out.".to_owned(),
        ));
    }
    let watch = Stopwatch::start();
    let handed = read(args)?;
    let settings = settings(args);
    if args.dry_run {
        return dry_run(args, &handed, &settings);
    }
    tell_use(&args.members, &handed.rows.report, handed.members.len());
    language::learn(&handed.language, &handed.members, settings.threads);
    let waiting = Waiting::begin(STEPS);
    let plan =
        rounds::plan(&handed.language, &handed.members, &handed.past, &handed.avoid, &settings, &waiting);
    drop(waiting);
    let seconds = watch.seconds_at_most();
    write(args, &handed, &plan, &settings, seconds)?;
    // The time is told beside the outcome, which is the same however long it took.
    tell(format_args!("{QUIET}Took {:.1} seconds.{QUIET:#}", watch.seconds()));
    Ok(())
}

/// The outcome in the form that was asked for.
fn write(
    args: &MatchArgs,
    handed: &Handed,
    plan: &RoundPlan,
    settings: &Settings,
    seconds: u64,
) -> Result<(), Failure> {
    let format = format(args);
    if format == Format::Table {
        let model = language::model(&handed.language);
        let page = table::page(plan, &handed.members, model.as_deref(), screen::width());
        return write_page(&page, args.out.as_deref());
    }
    let mut report = report::report(plan, &handed.members, settings, seconds);
    report.round.model = language::model(&handed.language);
    let people = report::people(&handed.rows.members);
    let bytes = match format {
        Format::Csv => files::csv(&report, &people),
        Format::Html => files::html(&report, &people),
        Format::Ics => files::ics(&report, &people),
        Format::Json | Format::Table => files::json(&report, &people),
    };
    output::write(&bytes, args.out.as_deref())
}

/// Colours go to terminals only.
pub fn write_page(page: &str, out: Option<&Path>) -> Result<(), Failure> {
    let coloured =
        out.is_none() && anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
    if coloured {
        output::print(page.as_bytes())
    } else {
        output::write(anstream::adapter::strip_str(page).to_string().as_bytes(), out)
    }
}

fn format(args: &MatchArgs) -> Format {
    let ending = args.out.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
    args.format.unwrap_or(match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => Format::Csv,
        Some("json") => Format::Json,
        Some("html" | "htm") => Format::Html,
        Some("ics") => Format::Ics,
        _ => Format::Table,
    })
}

/// Threads to work on: those that were asked for, or one for each core.
pub fn threads(said: Option<u16>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    said.map_or_else(cores, usize::from)
}

fn settings(args: &MatchArgs) -> Settings {
    Settings {
        on: args.on.unwrap_or_else(clock::today),
        seed: args.seed,
        size: args.size as usize,
        odd: match args.odd {
            OddArg::Trio => Odd::Trio,
            OddArg::Rest => Odd::Rest,
        },
        meetings: args.meetings,
        repeat_weeks: args.repeat_weeks,
        place: match args.place {
            PlaceArg::Same => Place::Same,
            PlaceArg::Any => Place::Any,
        },
        explore_percent: args.explore,
        threads: threads(args.reader.threads),
    }
}

fn read(args: &MatchArgs) -> Result<Handed, Failure> {
    let language = language::open(&args.lexicon, &args.reader.model, threads(args.reader.threads))?;
    let bytes = input::read(&args.members)?;
    let rows =
        member_file::read(&bytes, &args.map).map_err(|error| Failure::refused(&args.members, error))?;
    let members = rows.members.iter().map(members::member).collect();
    let directory = Directory::of(&rows.members);
    let mut past = Past::default();
    for path in &args.history {
        remember(&mut past, &directory, path)?;
    }
    let avoid = args.avoid.as_deref().map_or(Ok(Vec::new()), |path| avoided(&directory, path))?;
    Ok(Handed { rows, members, past, avoid, language })
}

/// Adds a history file. People who have left since are passed over, and counted.
fn remember(past: &mut Past, directory: &Directory, path: &Path) -> Result<(), Failure> {
    let history = history::read(&input::read(path)?).map_err(|error| Failure::refused(path, error))?;
    tell_notes(path, &history.notes);
    let mut gone = std::collections::BTreeSet::new();
    let mut find = |said: &str, line: Option<usize>| match directory.find(said) {
        Ok(id) => Ok(Some(id)),
        Err(Unclear::Nobody(_)) => {
            let renamed = history.names.get(said).and_then(|name| directory.find(name).ok());
            if renamed.is_none() {
                gone.insert(said.trim().to_owned());
            }
            Ok(renamed)
        }
        Err(unclear) => {
            let line = line.map_or(String::new(), |line| format!("line {line}: "));
            Err(Failure::refused(path, format!("{line}{unclear}")))
        }
    };
    for met in &history.met {
        if let (Some(a), Some(b)) = (find(&met.a, met.line)?, find(&met.b, met.line)?) {
            past.met.push(Met { a, b, on: met.on });
        }
    }
    for help in &history.help {
        if let (Some(from), Some(to)) = (find(&help.from, None)?, find(&help.to, None)?) {
            past.helped.push(Helped { from, to, strength: help.strength, on: help.on });
        }
    }
    for rested in &history.rested {
        if let Some(member) = find(&rested.member, rested.line)? {
            past.rested.push((member, rested.on));
        }
    }
    if !gone.is_empty() {
        let some: Vec<&str> = gone.iter().take(TOLD).map(String::as_str).collect();
        let more = if gone.len() > TOLD { ", …" } else { "" };
        tell(format_args!(
            "{QUIET}{}: {} no longer in the list of members: {}{more}{QUIET:#}",
            name_of(path),
            if gone.len() == 1 { "one person is".to_owned() } else { format!("{} people are", gone.len()) },
            some.join(", ")
        ));
    }
    Ok(())
}

/// Pairs to keep apart. A name that is not found is refused: keeping silent could bring those two together.
pub fn avoided(directory: &Directory, path: &Path) -> Result<Vec<(MemberId, MemberId)>, Failure> {
    let pairs = avoid::read(&input::read(path)?).map_err(|error| Failure::refused(path, error))?;
    let find = |line: usize, said: &str| {
        directory.find(said).map_err(|unclear| Failure::refused(path, format!("line {line}: {unclear}")))
    };
    pairs.iter().map(|(line, a, b)| Ok((find(*line, a)?, find(*line, b)?))).collect()
}

/// What was not used, in short, on standard error.
pub fn tell_use(path: &Path, report: &ReadReport, n_members: usize) {
    let from = name_of(path);
    tell(format_args!(
        "{QUIET}{from}: {n_members} {} read ({}).{QUIET:#}",
        if n_members == 1 { "member" } else { "members" },
        report.dialect
    ));
    if !report.unused_columns.is_empty() {
        tell(format_args!("{QUIET}{from}: columns not used: {}{QUIET:#}", short(&report.unused_columns)));
    }
    for twice in report.duplicates.iter().take(TOLD) {
        tell(format_args!(
            "{NOTICE}{from}: line {} ({}) has {} as line {}; line {} counts.{NOTICE:#}",
            twice.line, twice.name, twice.why, twice.of_line, twice.of_line
        ));
    }
    for row in report.skipped.iter().take(TOLD) {
        tell(format_args!("{NOTICE}{from}: line {}: {}{NOTICE:#}", row.line, row.why));
    }
    let more = report.duplicates.len().saturating_sub(TOLD) + report.skipped.len().saturating_sub(TOLD);
    if more > 0 {
        tell(format_args!("{NOTICE}{from}: {more} more rows not used; --dry-run shows them all.{NOTICE:#}"));
    }
    tell_notes(path, &report.notes);
}

fn tell_notes(path: &Path, notes: &[Note]) {
    for note in notes.iter().take(TOLD) {
        tell(format_args!("{NOTICE}{}{NOTICE:#}", noted(path, note)));
    }
    if notes.len() > TOLD {
        tell(format_args!(
            "{NOTICE}{}: {} more notes; --dry-run shows them all.{NOTICE:#}",
            name_of(path),
            notes.len() - TOLD
        ));
    }
}

fn noted(path: &Path, note: &Note) -> String {
    let line = note.line.map_or(String::new(), |line| format!(" line {line}:"));
    let column = note.column.as_ref().map_or(String::new(), |column| format!(" column “{column}”:"));
    format!("{}:{line}{column} {}", name_of(path), note.sentence)
}

fn short(words: &[String]) -> String {
    let some = words.iter().take(TOLD).cloned().collect::<Vec<_>>().join(", ");
    if words.len() > TOLD { format!("{some} and {} more", words.len() - TOLD) } else { some }
}

/// Everything that would be used, on standard output; nothing is matched or written.
fn dry_run(args: &MatchArgs, handed: &Handed, settings: &Settings) -> Result<(), Failure> {
    use std::fmt::Write;
    let report = &handed.rows.report;
    let mut page = String::new();
    let _ = writeln!(page, "{}: {}", name_of(&args.members), report.dialect);
    let _ = writeln!(page, "\nColumns in use");
    for (ours, theirs) in &report.mapping {
        let _ = writeln!(page, "  {ours:<13} from “{theirs}”");
    }
    if !report.unused_columns.is_empty() {
        let _ = writeln!(page, "Columns not used: {}", report.unused_columns.join(", "));
    }
    let count = |has: fn(&Member) -> bool| handed.members.iter().filter(|member| has(member)).count();
    let _ = writeln!(page, "\nMembers: {} of {} rows", handed.members.len(), report.n_rows);
    let _ = writeln!(
        page,
        "  with asks: {}, with offers: {}",
        count(|m| !m.asks.is_empty()),
        count(|m| !m.offers.is_empty())
    );
    let paused =
        handed.members.iter().filter(|m| m.paused_until.is_some_and(|day| day > settings.on)).count();
    let _ = writeln!(page, "  paused on {}: {paused}", settings.on);
    for twice in &report.duplicates {
        let _ = writeln!(
            page,
            "  line {} ({}) has {} as line {}; line {} counts",
            twice.line, twice.name, twice.why, twice.of_line, twice.of_line
        );
    }
    for row in &report.skipped {
        let _ = writeln!(page, "  line {}: {}", row.line, row.why);
    }
    for note in &report.notes {
        let _ = writeln!(page, "  {}", noted(&args.members, note));
    }
    if !args.history.is_empty() {
        let _ = writeln!(page, "\nEarlier meetings among them: {}", handed.past.met.len());
    }
    if args.avoid.is_some() {
        let _ = writeln!(page, "Pairs kept apart: {}", handed.avoid.len());
    }
    if let Some(model) = language::model(&handed.language) {
        let _ = writeln!(page, "\nSentences are read with the model {model}.");
    }
    let _ = writeln!(page, "\nNothing was matched or written: this was a dry run.");
    output::print(page.as_bytes())
}
