//! A history out of our own JSON, of which only what a history needs is read: documents of
//! later versions, with more in them, are read as well.

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{HelpGiven, History, Rested};
use crate::error::FileError;

#[derive(Deserialize)]
struct Document {
    round: Round,
    matches: Vec<Table>,
    #[serde(default)]
    left_out: Vec<Left>,
    #[serde(default)]
    people: Vec<Known>,
}

#[derive(Deserialize)]
struct Round {
    on: Date,
}

#[derive(Deserialize)]
struct Table {
    members: Vec<String>,
    #[serde(default)]
    help: Vec<Help>,
}

#[derive(Deserialize)]
struct Left {
    member: String,
    #[serde(default)]
    away: bool,
}

#[derive(Deserialize)]
struct Help {
    from: String,
    to: String,
    #[serde(default)]
    strength: f64,
}

#[derive(Deserialize)]
struct Known {
    id: String,
    name: String,
}

/// Reads documents one after another, arrays of them among them.
pub(super) fn read(text: &str) -> Result<History, FileError> {
    let mut history = History::default();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let documents = match rest.bytes().next() {
            None => return Ok(history),
            Some(b'[') => next::<Vec<Document>>(text, &mut rest)?,
            Some(_) => vec![next::<Document>(text, &mut rest)?],
        };
        documents.into_iter().for_each(|document| add(&mut history, document));
    }
}

/// Reads one value from the front of `rest`, which is the end of `text`.
fn next<T: DeserializeOwned>(text: &str, rest: &mut &str) -> Result<T, FileError> {
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<T>();
    let value = values.next().transpose().map_err(|error| located(text, rest, &error))?;
    let end = values.byte_offset();
    let value =
        value.ok_or_else(|| FileError::Json { line: 1, column: 1, why: "nothing in it".to_owned() })?;
    *rest = rest.get(end..).unwrap_or("");
    Ok(value)
}

/// The error with its place in the whole text.
fn located(text: &str, rest: &str, error: &serde_json::Error) -> FileError {
    let before = text.get(..text.len() - rest.len()).unwrap_or("");
    let n_lines = before.bytes().filter(|byte| *byte == b'\n').count();
    let n_columns = if error.line() == 1 { before.rsplit('\n').next().map_or(0, str::len) } else { 0 };
    let why = error.to_string();
    let why = why.split(" at line ").next().unwrap_or("").to_owned();
    FileError::Json { line: n_lines + error.line().max(1), column: n_columns + error.column().max(1), why }
}

fn add(history: &mut History, document: Document) {
    let on = document.round.on;
    for table in document.matches {
        history.add_table(&table.members, on, None);
        let help = table.help.into_iter();
        history.help.extend(help.map(|help| HelpGiven {
            from: help.from,
            to: help.to,
            strength: help.strength,
            on,
        }));
    }
    let sat_out = document.left_out.into_iter().filter(|left| !left.away);
    history.rested.extend(sat_out.map(|left| Rested { member: left.member, on, line: None }));
    history.names.extend(document.people.into_iter().map(|known| (known.id, known.name)));
}
