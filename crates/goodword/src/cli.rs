//! What can be said on the command line.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Command, CommandFactory, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::backup::BackupArgs;
use crate::demo::DemoArgs;
use crate::doctor::DoctorArgs;
use crate::language::Reader;
use crate::model::ModelVerb;
use crate::near::NearArgs;
use crate::operate::{CommunitiesVerb, MembersVerb, OutboxVerb, PersonArgs, RoundsVerb, SetUpVerb};
use crate::restore::RestoreArgs;
use crate::settings::{self, Settings};

/// Put in a good word. Be good to your word.
///
/// Goodword matches people for lunch or coffee by how much they can help each other.
#[derive(Debug, Parser)]
#[command(name = "goodword", version, propagate_version = true, max_term_width = 100)]
pub struct Goodword {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// The whole command line, settings with their names in the environment.
pub fn command() -> Command {
    Goodword::command().mut_subcommand("serve", settings::with_names)
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Match the members of a spreadsheet for a round of lunches
    #[command(after_help = MATCH_EXAMPLES)]
    Match(Box<MatchArgs>),
    /// Say who sits where in every round of an event
    #[command(after_help = TABLES_EXAMPLES)]
    Tables(Box<TablesArgs>),
    /// Judge how near asks and offers are, and say why
    Near(Box<NearArgs>),
    /// Install a sentence model, which understands asks and offers that the lexicon alone does not
    #[command(subcommand)]
    Model(ModelVerb),
    /// Say what is active here, and what could be better
    Doctor(Box<DoctorArgs>),
    /// Try Goodword out with an invented community, which is gone afterwards
    Demo(DemoArgs),
    /// Serve people over HTTP, and work through jobs and letters, until stopped
    Serve(Box<Settings>),
    /// Keep everything that is written down in one file, while others go on
    Backup(BackupArgs),
    /// Bring a backup back into an empty place, on either engine, or check it
    Restore(RestoreArgs),
    /// Write one person's archive, on their behalf
    Export(PersonArgs),
    /// Bring one person's archive in, on their behalf; they alone see it
    Import(PersonArgs),
    /// List and found communities
    #[command(subcommand)]
    Communities(CommunitiesVerb),
    /// List and add members of a community
    #[command(subcommand)]
    Members(MembersVerb),
    /// See the rounds of a community, in numbers
    #[command(subcommand)]
    Rounds(RoundsVerb),
    /// Let the first person in
    #[command(subcommand)]
    SetUp(SetUpVerb),
    /// See and release letters that have not gone out
    #[command(subcommand)]
    Outbox(OutboxVerb),
    /// Print the completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page (read it with: goodword man | man -l -)
    Man,
}

const MATCH_EXAMPLES: &str = "\
Examples:
  goodword match members.csv
  goodword match members.csv --out round.html
  goodword match members.csv --history last-round.json --out this-round.json
  goodword match members.xlsx-saved-as.csv --map name='Full name' --dry-run

Only a name is needed for each member; asks and offers make the matches good. Several asks or offers
in one cell are separated by ; or | or line breaks. Exit codes: 0 done, 1 input refused, 2 usage.";

/// What `goodword match` takes.
#[derive(Debug, Args)]
pub struct MatchArgs {
    /// Spreadsheet of members, saved as CSV or TSV; - reads standard input
    pub members: PathBuf,
    /// Earlier matches that are not repeated: columns a, b, date, or a csv or json file of an earlier round
    #[arg(long, value_name = "FILE")]
    pub history: Vec<PathBuf>,
    /// Pairs who are not matched: two columns of ids, names or e-mail addresses; never shown in the outcome
    #[arg(long, value_name = "FILE")]
    pub avoid: Option<PathBuf>,
    /// Which column of yours is one of ours, e.g. --map name='Full name'; may be said several times
    #[arg(long, value_name = "OURS=THEIRS", value_parser = mapping)]
    pub map: Vec<(String, String)>,
    /// People at a table
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(2..=6))]
    pub size: u32,
    /// What becomes of an odd one: joins a table of three, or rests in turn
    #[arg(long, value_enum, default_value_t = OddArg::Trio)]
    pub odd: OddArg,
    /// Meetings per member in this round, at most
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=20))]
    pub meetings: u32,
    /// Nobody meets the same person again within so many weeks
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u32).range(0..=1040))]
    pub repeat_weeks: u32,
    /// Day of the round, e.g. 2027-03-01 [default: today]
    #[arg(long, value_name = "DATE")]
    pub on: Option<Date>,
    /// Match people of the same place only, or of any
    #[arg(long, value_enum, default_value_t = PlaceArg::Any)]
    pub place: PlaceArg,
    /// Percent of the matches that are drawn by lot, to learn from
    #[arg(long, value_name = "PERCENT", default_value_t = 0.0, value_parser = percent)]
    pub explore: f64,
    /// The same seed and input give the same matches
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Form of the outcome [default: by the name of --out, else table]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// File to write; it appears whole or not at all
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Check the files and show what would be used, without matching
    #[arg(long)]
    pub dry_run: bool,
    /// Wordings of your own for asks and offers, added to the lexicon
    #[arg(long, value_name = "FILE")]
    pub lexicon: Vec<PathBuf>,
    #[command(flatten)]
    pub reader: Reader,
}

const TABLES_EXAMPLES: &str = "\
Examples:
  goodword tables attendees.csv --tables 10 --rounds 5
  goodword tables attendees.csv --size 6 --rounds 5 --out tables.html

Everybody in the list gets a seat in every round. Nobody sits with the same person twice when that is
possible; else it is said how often, and how often it cannot be avoided. Among such plans, people sit
with those who can help them. Exit codes: 0 done, 1 input refused, 2 usage.";

/// What `goodword tables` takes.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("hall").args(["tables", "size"]).required(true).multiple(true))]
pub struct TablesArgs {
    /// Spreadsheet of those who come, saved as CSV or TSV; - reads standard input
    pub attendees: PathBuf,
    /// How many tables there are; their sizes differ by at most one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub tables: Option<u32>,
    /// People at a table, at most
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..))]
    pub size: Option<u32>,
    /// How many rounds; people change tables in between
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=200))]
    pub rounds: u32,
    /// Pairs who never share a table: two columns of ids, names or e-mail addresses; never shown in the outcome
    #[arg(long, value_name = "FILE")]
    pub avoid: Option<PathBuf>,
    /// Which column of yours is one of ours, e.g. --map name='Full name'; may be said several times
    #[arg(long, value_name = "OURS=THEIRS", value_parser = mapping)]
    pub map: Vec<(String, String)>,
    /// The same seed and input give the same tables
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Form of the plan [default: by the name of --out, else table]
    #[arg(long, value_enum)]
    pub format: Option<PlanFormat>,
    /// File to write; it appears whole or not at all
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Wordings of your own for asks and offers, added to the lexicon
    #[arg(long, value_name = "FILE")]
    pub lexicon: Vec<PathBuf>,
    #[command(flatten)]
    pub reader: Reader,
}

/// `--format` of a plan of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PlanFormat {
    /// To read here.
    Table,
    /// For a spreadsheet: a row for each seat.
    Csv,
    /// A page to print, with a card for everybody.
    Html,
}

/// `--odd`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum OddArg {
    /// An odd one joins a table of three.
    Trio,
    /// An odd one rests; whoever rested least is first in turn.
    Rest,
}

/// `--place`.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum PlaceArg {
    /// Only people of the same place meet.
    Same,
    /// Anybody may meet anybody.
    Any,
}

/// `--format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// To read here.
    Table,
    /// For a spreadsheet.
    Csv,
    /// For programs, and as the next round's history; see docs/match-json.md.
    Json,
    /// A page to print and cut.
    Html,
    /// A calendar with an event per match.
    Ics,
}

/// What `goodword completions` takes.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// Which shell
    pub shell: clap_complete::Shell,
}

fn mapping(said: &str) -> Result<(String, String), String> {
    match said.split_once('=') {
        Some((ours, theirs)) if !ours.trim().is_empty() && !theirs.trim().is_empty() => {
            Ok((ours.trim().to_owned(), theirs.trim().to_owned()))
        }
        _ => Err("say it as ours=theirs, e.g. name='Full name'".to_owned()),
    }
}

fn percent(said: &str) -> Result<f64, String> {
    let number: f64 = said.trim_end_matches('%').parse().map_err(|_| "a number from 0 to 100 is needed")?;
    if (0.0..=100.0).contains(&number) {
        Ok(number)
    } else {
        Err("a number from 0 to 100 is needed".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
    }

    #[test]
    fn a_mapping_needs_both_sides() {
        assert_eq!(mapping("name=Full name"), Ok(("name".into(), "Full name".into())));
        assert!(mapping("name=").is_err() && mapping("name").is_err());
    }

    #[test]
    fn a_percentage_is_bounded() {
        assert_eq!(percent("10%"), Ok(10.0));
        assert!(percent("101").is_err() && percent("NaN").is_err());
    }
}
