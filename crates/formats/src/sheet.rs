//! Bytes to rows of cells: which encoding, which delimiter, where a row begins.

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

/// Reads a spreadsheet saved as text. Cost: a few passes over the bytes.
pub fn read(bytes: &[u8]) -> Result<Sheet, SheetError> {
    let _ = bytes;
    Err(SheetError::Empty)
}
