//! Bytes to rows of cells: which encoding, which delimiter, where a row begins.
//!
//! Three steps, one file each: `encoding` makes letters of bytes, `delimiter` finds what
//! stands between cells, `rows` cuts. None of them knows what a column means.

mod delimiter;
mod encoding;
mod rows;

use std::fmt;

pub(crate) use encoding::decode;

/// No spreadsheet program has more columns than this.
const MOST_COLUMNS: usize = 16_384;

/// A spreadsheet as text: its header and its rows that are not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// 1-based line of the header.
    pub header_line: usize,
    /// The first row that is not blank.
    pub header: Vec<String>,
    /// The rows after it that are not blank.
    pub rows: Vec<Row>,
    /// How many rows after the header are blank.
    pub n_blank: usize,
    /// How the file is written.
    pub dialect: Dialect,
    /// What had to be repaired in order to read it, as sentences.
    pub repairs: Vec<String>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// 1-based number of the line in the file where the row begins.
    pub line: usize,
    /// The cells, unquoted; empty cells at the end of a row are not kept.
    pub cells: Vec<String>,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// How letters are bytes.
    pub encoding: Encoding,
    /// What stands between two cells: comma, semicolon or tab.
    pub delimiter: char,
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let between = match self.delimiter {
            ',' => "commas",
            ';' => "semicolons",
            '\t' => "tabs",
            _ => "another sign",
        };
        write!(f, "{}, cells separated by {between}", self.encoding)
    }
}

/// How letters are bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, as Excel writes "CSV" in western Europe and the Americas.
    Windows1252,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16 (little endian)",
            Encoding::Utf16Be => "UTF-16 (big endian)",
            Encoding::Windows1252 => "Windows-1252",
        })
    }
}

/// Why bytes are not a spreadsheet saved as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetError {
    /// Nothing in it.
    Empty,
    /// Another kind of file, recognised by its first bytes ("an Excel workbook").
    OtherFile(&'static str),
    /// Neither text nor a kind that we know.
    NotText,
    /// A quotation mark opens a cell and nothing closes it.
    OpenQuote {
        /// 1-based line of the quotation mark.
        line: usize,
    },
    /// More columns than any spreadsheet has.
    TooManyColumns {
        /// 1-based line of the row.
        line: usize,
    },
}

/// How to get a file that we can read out of the programs that people use.
const SAVE_AS: &str = "In Excel: File, Save As, CSV UTF-8; in LibreOffice: File, Save As, Text CSV; \
                       in Google Sheets: File, Download, Comma-separated values";

impl fmt::Display for SheetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SheetError::Empty => {
                write!(f, "the file is empty; it needs a header row, such as \"name,email,offers,asks\"")
            }
            SheetError::OtherFile(kind) => {
                write!(f, "this is {kind}, not a text file; save it as CSV. {SAVE_AS}")
            }
            SheetError::NotText => {
                write!(f, "this does not look like a text spreadsheet; save it as CSV. {SAVE_AS}")
            }
            SheetError::OpenQuote { line } => write!(
                f,
                "line {line}: a quotation mark opens a cell and is not closed; close it, \
                 or write it twice (\"\") where it belongs to the text"
            ),
            SheetError::TooManyColumns { line } => write!(
                f,
                "line {line} has more than {MOST_COLUMNS} columns; check that the rows end where they should"
            ),
        }
    }
}

impl std::error::Error for SheetError {}

/// Reads a spreadsheet saved as text.
///
/// Finds out whether it is UTF-8, UTF-16 or Windows-1252, whether commas, semicolons or tabs
/// separate the cells, and takes CR, LF and CRLF each for a line break, also inside quotation
/// marks (where they become LF). Cost: a few passes over the bytes.
pub fn read(bytes: &[u8]) -> Result<Sheet, SheetError> {
    let decoded = decode(bytes)?;
    if decoded.text.chars().all(|c| c.is_whitespace() || matches!(c, ',' | ';' | '"')) {
        return Err(SheetError::Empty);
    }
    let (body, n_lines_before, named) = delimiter::named(&decoded.text);
    let delimiter = named.unwrap_or_else(|| delimiter::likeliest(body));
    let mut cutter = rows::Rows::new(body, delimiter, n_lines_before + 1);
    let (mut header, mut rows, mut n_blank) = (None, Vec::new(), 0);
    for row in &mut cutter {
        let row = without_empty_end(row?);
        match (&header, row.cells.is_empty()) {
            (None, true) => {}
            (None, false) => header = Some(row),
            (Some(_), true) => n_blank += 1,
            (Some(_), false) => rows.push(row),
        }
    }
    let Row { line: header_line, cells: header } = header.ok_or(SheetError::Empty)?;
    let mut repairs = decoded.repairs;
    repairs.extend(cutter.odd_quotes());
    let dialect = Dialect { encoding: decoded.encoding, delimiter: char::from(delimiter) };
    Ok(Sheet { header_line, header, rows, n_blank, dialect, repairs })
}

fn without_empty_end(mut row: Row) -> Row {
    let n_kept = row.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
    row.cells.truncate(n_kept);
    row.cells.shrink_to_fit();
    row
}

#[cfg(test)]
mod tests;
