//! `goodword doctor`: what is active here, and what could be better. A list of checks; whoever builds something that
//! can be missing or broken adds one to [`CHECKS`].

mod house;

use std::fmt::Write;
use std::path::PathBuf;

use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser};
use goodword_language::{Direction, Language};
use jiff::tz::{self, TimeZone};

use crate::clock::Stopwatch;
use crate::failure::Failure;
use crate::language::{self, ModelArg};
use crate::matches::write_page;
use crate::screen::{NOTICE, QUIET, REACHED};
use crate::settings::Where;

/// What `goodword doctor` takes.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Wordings of your own, added to the lexicon
    #[arg(long, value_name = "FILE")]
    pub lexicon: Vec<PathBuf>,
    /// Sentence model to look at: a folder, none, or auto for the one that is installed
    #[arg(long, value_name = "DIR|auto|none", env = "GOODWORD_MODEL", default_value = "auto",
          value_parser = OsStringValueParser::new().map(ModelArg::from))]
    pub model: ModelArg,
    /// Where the data is, to look at, too
    #[command(flatten)]
    pub place: Where,
}

/// What the checks look at.
struct Patient<'a> {
    args: &'a DoctorArgs,
    /// The language as every verb would open it, or why that fails.
    language: Result<Language, Failure>,
}

/// What one check found.
struct Finding {
    about: &'static str,
    said: String,
    state: State,
}

/// How it stands, with what to do.
enum State {
    Well,
    /// It works, and could be better.
    Hint(String),
    /// It does not work. The remedy stands in what was said.
    Ill,
}

/// Every check, in the order in which they are told.
const CHECKS: [fn(&Patient) -> Finding; 5] = [version, lexicon, model, speed, time_zones];

/// Sentences that a measurement reads.
const SENTENCES: [&str; 6] = [
    "someone to do my books",
    "monthly bookkeeping for small firms",
    "a photographer for our summer party",
    "I have to let two people go",
    "websites for workshops and small shops",
    "how to find a successor for a family business",
];
/// How long a measurement takes, in seconds.
const MEASURED: f64 = 0.3;

/// Looks, and tells a line for each check; fails when something is broken.
pub fn run(args: &DoctorArgs) -> Result<(), Failure> {
    let patient = Patient { args, language: language::open(&args.lexicon, &args.model, 2) };
    let mut findings: Vec<Finding> = CHECKS.iter().map(|check| check(&patient)).collect();
    findings.extend(house::look(&args.place)?);
    write_page(&page(&findings), None)?;
    let n_ill = findings.iter().filter(|finding| matches!(finding.state, State::Ill)).count();
    match n_ill {
        0 => Ok(()),
        1 => Err(Failure::Refused("one thing above does not work.".to_owned())),
        _ => Err(Failure::Refused(format!("{n_ill} things above do not work."))),
    }
}

fn page(findings: &[Finding]) -> String {
    let mut page = String::new();
    for Finding { about, said, state } in findings {
        let (colour, word) = match state {
            State::Well => (REACHED, "ok"),
            State::Hint(_) => (NOTICE, "hint"),
            State::Ill => (NOTICE.bold(), "wrong"),
        };
        let _ = writeln!(page, "{colour}{word:<5}{colour:#}  {about:<14}  {said}");
        if let State::Hint(remedy) = state {
            let _ = writeln!(page, "{QUIET}{:23}{remedy}{QUIET:#}", "");
        }
    }
    page
}

fn version(_: &Patient) -> Finding {
    Finding { about: "version", said: format!("goodword {}", env!("CARGO_PKG_VERSION")), state: State::Well }
}

fn lexicon(patient: &Patient) -> Finding {
    let added = match patient.args.lexicon.len() {
        0 => String::new(),
        n => format!(", with {n} of your own files"),
    };
    let standard = || Language::standard().n_concepts();
    let n = patient.language.as_ref().map_or_else(|_| standard(), Language::n_concepts);
    Finding { about: "lexicon", said: format!("{n} concepts{added}"), state: State::Well }
}

fn model(patient: &Patient) -> Finding {
    let about = "sentence model";
    let (said, state) = match (&patient.language, patient.args.model.folder()) {
        (Err(failure), _) => (failure.text().to_owned(), State::Ill),
        (Ok(language), Some(folder)) => {
            let name = language::model(language).unwrap_or_default();
            (format!("{name}, in {}", folder.display()), State::Well)
        }
        (Ok(_), None) if patient.args.model == ModelArg::None => {
            ("left out, as was said; the lexicon reads alone".to_owned(), State::Well)
        }
        (Ok(_), None) => {
            let remedy =
                "goodword model add DIR installs one: wordings that the lexicon lacks are understood, too";
            ("none; the lexicon reads alone".to_owned(), State::Hint(remedy.to_owned()))
        }
    };
    Finding { about, said, state }
}

fn speed(patient: &Patient) -> Finding {
    let about = "speed";
    let Ok(language) = &patient.language else {
        let said = "not measured, since the language could not be opened".to_owned();
        return Finding { about, said, state: State::Hint("mend what is wrong above first".to_owned()) };
    };
    let with = if language.encoder().is_some() { ", with the model" } else { "" };
    let said = format!("{:.0} sentences a second on one core{with}", sentences_a_second(language));
    Finding { about, said, state: State::Well }
}

/// Reads sentences that nobody has read before, a batch after the other, for a moment.
fn sentences_a_second(language: &Language) -> f64 {
    let watch = Stopwatch::start();
    let mut n = 0_usize;
    while watch.seconds() < MEASURED {
        let texts: Vec<String> =
            (n..n + 48).map(|i| format!("{} {i}", SENTENCES[i % SENTENCES.len()])).collect();
        let texts: Vec<(&str, Direction)> =
            texts.iter().map(|text| (text.as_str(), Direction::Ask)).collect();
        n += language.read_all(&texts, 1).len();
    }
    n as f64 / watch.seconds()
}

fn time_zones(_: &Patient) -> Finding {
    let about = "time zones";
    let n = tz::db().available().count();
    let here = TimeZone::try_system().ok().and_then(|zone| zone.iana_name().map(str::to_owned));
    let (said, state) = match (n, here) {
        (0, _) => {
            ("none are known, so no day can be told. Install the package tzdata.".to_owned(), State::Ill)
        }
        (_, Some(here)) => (format!("{n} known; this machine's is {here}"), State::Well),
        (_, None) => {
            let remedy =
                "say it with the variable TZ, e.g. TZ=Europe/Vienna; until then days are those of UTC";
            (format!("{n} known; this machine does not say its own"), State::Hint(remedy.to_owned()))
        }
    };
    Finding { about, said, state }
}
