//! What can be wrong with a file, each said as a sentence that names the remedy.

use std::fmt;

use crate::members::FIELDS;
use crate::sheet::SheetError;

/// How many faulty cells, and how many columns, are named one by one.
const N_NAMED: usize = 12;

/// Why a file was refused. Its display is one sentence or several, each with its remedy; the
/// caller puts the file's name in front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileError {
    /// The bytes are not a spreadsheet saved as text.
    Sheet(SheetError),
    /// No column holds what must be there.
    ColumnMissing {
        /// What is missing, as the beginning of a sentence ("no column holds the members' names").
        what: String,
        /// The file's header, as it stands.
        seen: Vec<String>,
        /// What to do, as a sentence.
        remedy: String,
    },
    /// `--map ours=theirs` names a column of ours that does not exist.
    UnknownField {
        /// What was written before the `=`.
        ours: String,
    },
    /// `--map ours=theirs` names a column that the file does not have.
    UnknownColumn {
        /// Our name.
        ours: String,
        /// What was written after the `=`.
        theirs: String,
        /// The file's header, as it stands.
        seen: Vec<String>,
    },
    /// Cells that cannot be read, in the order of the file.
    Cells(Vec<CellFault>),
    /// A JSON history that cannot be read.
    Json {
        /// 1-based line.
        line: usize,
        /// 1-based column of the line.
        column: usize,
        /// What the JSON reader says.
        why: String,
    },
}

/// One cell that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFault {
    /// 1-based line of the file where the row begins.
    pub line: usize,
    /// The column's header as it stands in the file.
    pub column: String,
    /// What is wrong and what to write instead.
    pub sentence: String,
}

impl fmt::Display for CellFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column \"{}\": {}", self.line, self.column, self.sentence)
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FileError::Sheet(error) => error.fmt(f),
            FileError::ColumnMissing { what, seen, remedy } => {
                write!(f, "{what}; the columns are {}. {remedy}.", quoted_list(seen))
            }
            FileError::UnknownField { ours } => write!(
                f,
                "--map names the column \"{ours}\", which Goodword does not know; it knows {}",
                FIELDS.join(", ")
            ),
            FileError::UnknownColumn { ours, theirs, seen } => write!(
                f,
                "--map {ours}=\"{theirs}\" names a column that the file does not have; the columns are {}",
                quoted_list(seen)
            ),
            FileError::Cells(faults) => write_faults(f, faults),
            FileError::Json { line, column, why } => write!(
                f,
                "line {line}, column {column}: this JSON cannot be read ({why}); \
                 give a file that \"goodword match --format json\" wrote, whole and unchanged"
            ),
        }
    }
}

fn write_faults(f: &mut fmt::Formatter<'_>, faults: &[CellFault]) -> fmt::Result {
    for (at, fault) in faults.iter().take(N_NAMED).enumerate() {
        let between = if at == 0 { "" } else { "\n" };
        write!(f, "{between}{fault}")?;
    }
    match faults.len().saturating_sub(N_NAMED) {
        0 => Ok(()),
        n_more => write!(f, "\nand {n_more} more like these"),
    }
}

/// `"A", "B" and 3 more`.
pub(crate) fn quoted_list(words: &[String]) -> String {
    let named: Vec<String> = words.iter().take(N_NAMED).map(|word| format!("\"{}\"", short(word))).collect();
    match words.len().saturating_sub(N_NAMED) {
        0 => named.join(", "),
        n_more => format!("{} and {n_more} more", named.join(", ")),
    }
}

/// What a sentence can hold of a cell: one line, 60 letters at most.
pub(crate) fn short(cell: &str) -> String {
    let line = crate::names::one_line(cell);
    match line.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or("")),
        None => line,
    }
}

impl std::error::Error for FileError {}

impl From<SheetError> for FileError {
    fn from(error: SheetError) -> Self {
        FileError::Sheet(error)
    }
}
