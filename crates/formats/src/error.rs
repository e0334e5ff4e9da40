//! What can be wrong with a file, each said as a sentence that names the remedy.

use std::fmt;

use crate::sheet::SheetError;

/// Why a file was refused. Its display is one sentence or several, each with its remedy; the
/// caller puts the file's name in front.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileError {
    /// The bytes are not a spreadsheet saved as text.
    Sheet(SheetError),
    /// No column holds what must be there.
    ColumnMissing {
        /// Our names of the columns that are missing ("name").
        wanted: Vec<String>,
        /// The file's header, as it stands.
        seen: Vec<String>,
        /// The command's remedy, such as `--map name="Your column"`; `None` where nothing can be mapped.
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

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for FileError {}

impl From<SheetError> for FileError {
    fn from(error: SheetError) -> Self {
        FileError::Sheet(error)
    }
}
