//! `goodword near`: how near asks and offers are, for anyone to judge.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use goodword_language::{Direction, Language, OfferIndex};

use crate::failure::Failure;
use crate::language::{self, Reader};
use crate::matches::threads;
use crate::screen::{QUIET, tell};
use crate::{input, output};

/// Pairs that are read together.
const TOGETHER: usize = 4096;

/// What `goodword near` takes.
#[derive(Debug, Args)]
pub struct NearArgs {
    /// Pairs to judge: ask TAB offer on each line; a first line `ask_text offer_text` names the columns; - reads standard input
    #[arg(required_unless_present = "ask", conflicts_with = "ask")]
    pub pairs: Option<PathBuf>,
    /// One ask, compared with every offer of the pool
    #[arg(long, value_name = "TEXT", requires = "pool")]
    pub ask: Option<String>,
    /// Offers, one on a line, or a table with a column `offer_text`
    #[arg(long, value_name = "FILE", requires = "ask")]
    pub pool: Option<PathBuf>,
    /// How many offers of the pool to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub top: usize,
    /// Wordings of your own, added to the lexicon
    #[arg(long, value_name = "FILE")]
    pub lexicon: Vec<PathBuf>,
    #[command(flatten)]
    pub reader: Reader,
}

/// Judges the pairs, or ranks the pool, and prints tab-separated lines.
pub fn run(args: &NearArgs) -> Result<(), Failure> {
    let threads = threads(args.reader.threads);
    let language = language::open(&args.lexicon, &args.reader.model, threads)?;
    let lines = match (&args.ask, &args.pool, &args.pairs) {
        (Some(ask), Some(pool), _) => ranked(&language, ask, &offers(pool)?, args.top, threads),
        (_, _, Some(pairs)) => judged(&language, pairs, threads)?,
        _ => return Err(Failure::Usage("Name a file of pairs, or an ask and a pool.".into())),
    };
    if let Some(model) = language::model(&language) {
        tell(format_args!("{QUIET}Read with the sentence model {model}.{QUIET:#}"));
    }
    output::print(lines.as_bytes())
}

/// The best offers for one ask: strength, offer, what it is to the ask, why.
fn ranked(language: &Language, ask: &str, offers: &[String], top: usize, threads: usize) -> String {
    let ask = language.read(ask, Direction::Ask);
    let texts: Vec<(&str, Direction)> =
        offers.iter().map(|offer| (offer.as_str(), Direction::Offer)).collect();
    let offers = language::read_all(language, &texts, threads);
    let index = OfferIndex::new(language, &offers);
    let mut lines = String::from("strength\toffer_text\trelation\twhy\n");
    for hit in index.nearest(language, &ask, top, 0.0) {
        let offer = &offers[hit.offer as usize];
        let near = language.near(&ask, offer);
        let _ = writeln!(lines, "{:.3}\t{}\t{:?}\t{}", near.strength, offer.text(), near.relation, near.why);
    }
    lines
}

/// Each pair with its strength, in the order of the file.
fn judged(language: &Language, path: &Path, threads: usize) -> Result<String, Failure> {
    let text = text(path)?;
    let mut rows = rows(&text).peekable();
    let named = rows.peek().and_then(|(_, head)| Some((column(head, "ask")?, column(head, "offer")?)));
    let (ask_at, offer_at) = named.unwrap_or((0, 1));
    if named.is_some() {
        rows.next();
    }
    let mut texts = Vec::new();
    for (number, cells) in rows {
        let (Some(ask), Some(offer)) = (cells.get(ask_at), cells.get(offer_at)) else {
            return Err(Failure::refused(
                path,
                format!("line {number} holds no pair. Write: ask TAB offer."),
            ));
        };
        texts.extend([(*ask, Direction::Ask), (*offer, Direction::Offer)]);
    }
    let mut lines = String::from("ask_text\toffer_text\tstrength\n");
    // A part at a time: readings take a hundred times the room of their sentences.
    for part in texts.chunks(2 * TOGETHER) {
        for pair in language::read_all(language, part, threads).chunks_exact(2) {
            let strength = language.strength(&pair[0], &pair[1]);
            let _ = writeln!(lines, "{}\t{}\t{strength:.3}", pair[0].text(), pair[1].text());
        }
    }
    Ok(lines)
}

/// The offers of a pool, in the order of the file.
fn offers(path: &Path) -> Result<Vec<String>, Failure> {
    let text = text(path)?;
    let mut rows = rows(&text).peekable();
    let named = rows.peek().and_then(|(_, head)| column(head, "offer"));
    if named.is_some() {
        rows.next();
    }
    let at = named.unwrap_or(0);
    Ok(rows.filter_map(|(_, cells)| cells.get(at).map(|cell| (*cell).to_string())).collect())
}

/// Lines with their numbers, cut at tabs; blank ones left out.
fn rows(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| (at + 1, line.split('\t').map(str::trim).collect()))
}

/// Where a heading stands: `ask` or `ask_text`, in any case.
fn column(head: &[&str], name: &str) -> Option<usize> {
    head.iter().position(|cell| {
        let cell = cell.to_lowercase();
        cell == name || cell.strip_suffix("_text") == Some(name)
    })
}

fn text(path: &Path) -> Result<String, Failure> {
    let bytes = input::read(path)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::refused(path, "is not UTF-8 text. Save it as UTF-8."))?;
    Ok(text.strip_prefix('\u{feff}').map(String::from).unwrap_or(text))
}
