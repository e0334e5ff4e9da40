//! Earlier meetings, so that nobody meets the same person again too soon.

mod documents;
mod slots;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::dates;
use crate::error::{CellFault, FileError, short};
use crate::members::Note;
use crate::sheet::{Row, Sheet, SheetError};
use slots::Slots;
pub(crate) use slots::names_two_seats;

/// Two people met on a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Met {
    /// Id, name or e-mail of one.
    pub a: String,
    /// Id, name or e-mail of the other.
    pub b: String,
    /// The day.
    pub on: Date,
    /// 1-based line of the file where the row begins; `None` when the file is JSON.
    pub line: Option<usize>,
}

/// Someone would have met somebody on a day and sat out, such as the odd one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rested {
    /// Id, name or e-mail.
    pub member: String,
    /// The day.
    pub on: Date,
    /// 1-based line of the file where the row begins; `None` when the file is JSON.
    pub line: Option<usize>,
}

/// Help that a match had in view, remembered from our own JSON.
#[derive(Debug, Clone, PartialEq)]
pub struct HelpGiven {
    /// Id of the giver.
    pub from: String,
    /// Id of the one who asked.
    pub to: String,
    /// 0 to 1.
    pub strength: f64,
    /// The day of the round.
    pub on: Date,
}

/// What a history file holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    /// Every pair that met, in the order of the file; a table of three gives three.
    pub met: Vec<Met>,
    /// Help remembered; empty unless the file is our own JSON.
    pub help: Vec<HelpGiven>,
    /// Who sat out; empty unless the file is our own.
    pub rested: Vec<Rested>,
    /// Names by id where the file knows them: a way to find members whose id has changed.
    pub names: BTreeMap<String, String>,
    /// Rows left aside, and other things to know.
    pub notes: Vec<Note>,
}

impl History {
    /// Before the first round: nobody has met anybody.
    fn empty() -> History {
        let sentence = "The history is empty; everybody counts as not having met.".to_owned();
        History { notes: vec![Note { line: None, column: None, sentence }], ..History::default() }
    }

    /// Every pair of a table, in the order in which they sit.
    fn add_table(&mut self, people: &[String], on: Date, line: Option<usize>) {
        for (at, a) in people.iter().enumerate() {
            for b in people.iter().skip(at + 1).filter(|b| *b != a) {
                self.met.push(Met { a: a.clone(), b: b.clone(), on, line });
            }
        }
    }

    fn note(&mut self, line: usize, sentence: String) {
        self.notes.push(Note { line: Some(line), column: None, sentence });
    }
}

/// Reads a history: a spreadsheet of `a,b,date`, our own spreadsheet of matches, or our own JSON
/// (one document, several one after another, or an array of them, so that a history grows by
/// appending).
///
/// A spreadsheet needs a header, or rows whose third cell is a day. Its cells hold an id, a name or
/// an e-mail address; more than two people in a row (`a,b,c,date`) are a table.
pub fn read(bytes: &[u8]) -> Result<History, FileError> {
    let decoded = match crate::sheet::decode(bytes) {
        Err(SheetError::Empty) => return Ok(History::empty()),
        other => other?,
    };
    if decoded.text.trim_start().starts_with(['{', '[']) {
        return documents::read(&decoded.text);
    }
    let sheet = crate::sheet::read(bytes)?;
    match slots::find(&sheet.header) {
        Some(slots) => rows(&sheet, slots, &sheet.rows.iter().collect::<Vec<_>>()),
        None => without_header(&sheet),
    }
}

/// A file that begins with a row of people and day.
fn without_header(sheet: &Sheet) -> Result<History, FileError> {
    let first = Row { line: sheet.header_line, cells: sheet.header.clone() };
    let day = first.cells.last().map(|cell| dates::day(cell));
    if first.cells.len() < 3 || !matches!(day, Some(Ok(_))) {
        return Err(FileError::ColumnMissing {
            what: "the history has no columns for the two who met and the day".to_owned(),
            seen: sheet.header.clone(),
            remedy:
                "Write a,b,date in the first row, and below it two ids, names or e-mail addresses and a day \
                     such as 2026-12-31"
                    .to_owned(),
        });
    }
    let slots = Slots::in_order(first.cells.len() - 1);
    let all: Vec<&Row> = std::iter::once(&first).chain(&sheet.rows).collect();
    rows(sheet, slots, &all)
}

fn rows(sheet: &Sheet, slots: Slots, rows: &[&Row]) -> Result<History, FileError> {
    let mut history = History::default();
    let repairs = sheet.repairs.iter().cloned();
    history.notes.extend(repairs.map(|sentence| Note { line: None, column: None, sentence }));
    let (mut slots, mut faults) = (slots, Vec::new());
    for row in rows {
        match slots.day(row) {
            Ok(on) => add_row(&mut history, &slots, row, on),
            // A file grown by appending has headers in the middle, of smaller or larger tables too.
            Err(why) => match slots::find(&row.cells) {
                Some(appended) if row.cells.len() > 2 => slots = appended,
                _ => faults.push(CellFault { line: row.line, column: slots.heading.clone(), sentence: why }),
            },
        }
    }
    if faults.is_empty() { Ok(history) } else { Err(FileError::Cells(faults)) }
}

fn add_row(history: &mut History, slots: &Slots, row: &Row, on: Date) {
    let people = slots.people(row, &mut history.names);
    if let ([member], Some(wanted)) = (&people[..], slots.wanted_to_meet(row)) {
        let rested = Rested { member: member.clone(), on, line: Some(row.line) };
        history.rested.extend(wanted.then_some(rested));
        return;
    }
    if people.len() < 2 {
        history.note(row.line, "The row names fewer than two people and was not used.".to_owned());
        return;
    }
    let before = history.met.len();
    history.add_table(&people, on, Some(row.line));
    if history.met.len() == before {
        history.note(
            row.line,
            format!("\"{}\" stands here on both sides; the row was not used.", short(&people[0])),
        );
    }
}

#[cfg(test)]
mod tests;
