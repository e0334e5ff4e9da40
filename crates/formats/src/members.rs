//! A spreadsheet of members to plain rows, with a report of everything that was not used.

mod aliases;
mod cells;
mod columns;
mod entries;
mod identity;
mod reading;

use std::fmt;

use jiff::civil::Date;

pub use columns::FIELDS;

use crate::error::FileError;
use crate::sheet::{Dialect, Sheet};

/// One member as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MemberRow {
    /// 1-based line of the file where the row begins.
    pub line: usize,
    /// From the file, or made from name and e-mail; never empty, no two rows share one.
    pub id: String,
    /// The full name; never empty.
    pub name: String,
    /// The e-mail address as written.
    pub email: Option<String>,
    /// Where the member is at home.
    pub place: Option<String>,
    /// A name of the IANA time zone database.
    pub timezone: Option<String>,
    /// What the member does.
    pub profession: Option<String>,
    /// In which industry.
    pub industry: Option<String>,
    /// For how many years.
    pub years: Option<u32>,
    /// Languages spoken.
    pub languages: Vec<String>,
    /// Whom the member serves.
    pub serves: Vec<String>,
    /// What the member values.
    pub values: Vec<String>,
    /// What the member can give.
    pub offers: Vec<Entry>,
    /// What the member needs.
    pub asks: Vec<Entry>,
    /// How many meetings a round, 0 to 20.
    pub capacity: Option<u32>,
    /// Coffee, lunch, video ….
    pub formats: Vec<String>,
    /// Takes no part before this day.
    pub paused_until: Option<Date>,
    /// New in the community.
    pub newcomer: bool,
}

/// One ask or offer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Entry {
    /// introduction, advice, resource, collaboration, mentoring or referral, when the entry says so.
    pub kind: Option<String>,
    /// The words, as written.
    pub text: String,
}

/// The members of a file and what became of the rest of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembersRead {
    /// In the order of the file.
    pub members: Vec<MemberRow>,
    /// What was used and what was not.
    pub report: ReadReport,
}

/// What was used of a file and what was not. `n_rows = members + duplicates + skipped`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadReport {
    /// How the file is written.
    pub dialect: Dialect,
    /// (our name, the file's header) for each column in use, in the order of the file.
    pub mapping: Vec<(String, String)>,
    /// Headers of the columns that are not in use.
    pub unused_columns: Vec<String>,
    /// Rows left aside because an earlier row is the same person.
    pub duplicates: Vec<Duplicate>,
    /// Other rows left aside.
    pub skipped: Vec<Skipped>,
    /// What else an organiser may want to know.
    pub notes: Vec<Note>,
    /// Rows after the header that are not blank.
    pub n_rows: usize,
    /// Rows after the header that are blank.
    pub n_blank: usize,
}

/// A row left aside because an earlier row is the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// 1-based line of the row left aside.
    pub line: usize,
    /// 1-based line of the row that stays.
    pub of_line: usize,
    /// The name in the row left aside.
    pub name: String,
    /// What is the same ("the same e-mail address").
    pub why: String,
}

/// A row left aside for another reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// 1-based line of the row.
    pub line: usize,
    /// Why, as a sentence.
    pub why: String,
}

/// Something to know about a file, a column or a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// 1-based line of the row, when it is about one.
    pub line: Option<usize>,
    /// The column's header, when it is about one.
    pub column: Option<String>,
    /// A whole sentence, without line and column.
    pub sentence: String,
}

impl fmt::Display for Duplicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: \"{}\" has {} and was left aside", self.line, self.name, self.why)
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, &self.column) {
            (Some(line), Some(column)) => write!(f, "line {line}, column \"{column}\": {}", self.sentence),
            (Some(line), None) => write!(f, "line {line}: {}", self.sentence),
            (None, Some(column)) => write!(f, "column \"{column}\": {}", self.sentence),
            (None, None) => f.write_str(&self.sentence),
        }
    }
}

/// Reads a spreadsheet of members. `map` holds (our name, the file's header) pairs that go before
/// every guess about the header.
///
/// Refused are files without a column of names and cells that would change who meets whom if they
/// were guessed at (days that can mean two things, capacities that are no number). Everything else
/// that is not used is in the report.
pub fn read(bytes: &[u8], map: &[(String, String)]) -> Result<MembersRead, FileError> {
    of_sheet(crate::sheet::read(bytes)?, map)
}

/// The members of a spreadsheet that was read already: its bytes need not be kept meanwhile. Else as [`read`].
pub fn of_sheet(mut sheet: Sheet, map: &[(String, String)]) -> Result<MembersRead, FileError> {
    let columns = columns::find(&sheet.header, map)?;
    let rows = std::mem::take(&mut sheet.rows);
    reading::Reading::new(&sheet, &rows, &columns).finish(rows)
}

#[cfg(test)]
mod tests;
