//! `goodword near`: how near asks and offers are, for anyone to judge.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use goodword_language::{Direction, Language, OfferIndex};

use crate::failure::Failure;
use crate::{input, output};

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
}

/// Judges the pairs, or ranks the pool, and prints tab-separated lines.
pub fn run(args: &NearArgs) -> Result<(), Failure> {
    let mut language = Language::standard();
    for path in &args.lexicon {
        language = language.with_lexicon(&text(path)?).map_err(|error| Failure::refused(path, error))?;
    }
    let lines = match (&args.ask, &args.pool, &args.pairs) {
        (Some(ask), Some(pool), _) => ranked(&language, ask, &offers(pool)?, args.top),
        (_, _, Some(pairs)) => judged(&language, pairs)?,
        _ => return Err(Failure::Usage("Name a file of pairs, or an ask and a pool.".into())),
    };
    output::print(lines.as_bytes())
}

/// The best offers for one ask: strength, offer, what it is to the ask, why.
fn ranked(language: &Language, ask: &str, offers: &[String], top: usize) -> String {
    let ask = language.read(ask, Direction::Ask);
    let readings = offers.iter().map(|offer| language.read(offer, Direction::Offer)).collect();
    let index = OfferIndex::new(language, readings);
    let mut lines = String::from("strength\toffer_text\trelation\twhy\n");
    for hit in index.nearest(language, &ask, top) {
        let offer = &index.offers()[hit.offer as usize];
        let near = language.near(&ask, offer);
        let _ = writeln!(lines, "{:.3}\t{}\t{:?}\t{}", near.strength, offer.text(), near.relation, near.why);
    }
    lines
}

/// Each pair with its strength, in the order of the file.
fn judged(language: &Language, path: &Path) -> Result<String, Failure> {
    let text = text(path)?;
    let mut rows = rows(&text).peekable();
    let named = rows.peek().and_then(|(_, head)| Some((column(head, "ask")?, column(head, "offer")?)));
    let (ask_at, offer_at) = named.unwrap_or((0, 1));
    if named.is_some() {
        rows.next();
    }
    let mut lines = String::from("ask_text\toffer_text\tstrength\n");
    for (number, cells) in rows {
        let (Some(ask), Some(offer)) = (cells.get(ask_at), cells.get(offer_at)) else {
            return Err(Failure::refused(
                path,
                format!("line {number} holds no pair. Write: ask TAB offer."),
            ));
        };
        let (asked, offered) = (language.read(ask, Direction::Ask), language.read(offer, Direction::Offer));
        let _ = writeln!(lines, "{ask}\t{offer}\t{:.3}", language.strength(&asked, &offered));
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
