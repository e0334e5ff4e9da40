//! Text to rows of cells.
//!
//! After RFC 4180, with what people's files need besides: CR alone ends a row, spaces may stand
//! around quotation marks, a quotation mark inside a cell is a letter. The usual reader takes
//! everything after a quotation mark that is never closed for one cell and says nothing; this one
//! names its line. Cost: linear in the text (a cell is read twice at most).

use super::{MOST_COLUMNS, Row, SheetError};

/// How many lines with odd quotation marks are named.
const N_NAMED: usize = 5;

/// What ends a cell.
enum End {
    Delimiter,
    LineBreak,
    Text,
}

/// The rows of a text, one after another. The first error is the last item.
pub(super) struct Rows<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    line: usize,
    delimiter: u8,
    odd_quotes: Vec<usize>,
    n_odd_quotes: usize,
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, SheetError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.bytes.len() {
            return None;
        }
        let row = self.row();
        if row.is_err() {
            self.at = self.bytes.len();
        }
        Some(row)
    }
}

impl<'a> Rows<'a> {
    /// `line` is the number of the first line.
    pub(super) fn new(text: &'a str, delimiter: u8, line: usize) -> Self {
        Rows { text, bytes: text.as_bytes(), at: 0, line, delimiter, odd_quotes: Vec::new(), n_odd_quotes: 0 }
    }

    /// A sentence about quotation marks that were taken for letters, when there were any.
    pub(super) fn odd_quotes(&self) -> Option<String> {
        let lines: Vec<String> = self.odd_quotes.iter().map(usize::to_string).collect();
        let more = if self.n_odd_quotes > lines.len() { " and others" } else { "" };
        (!lines.is_empty()).then(|| {
            format!(
                "Line {}{more}: a cell begins with a quotation mark but does not end with one; \
                 the marks were read as part of the text.",
                lines.join(", ")
            )
        })
    }

    fn row(&mut self) -> Result<Row, SheetError> {
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            if cells.len() == MOST_COLUMNS {
                return Err(SheetError::TooManyColumns { line });
            }
            let (cell, end) = self.cell()?;
            cells.push(cell);
            match end {
                End::Delimiter => {}
                End::LineBreak | End::Text => return Ok(Row { line, cells }),
            }
        }
    }

    fn cell(&mut self) -> Result<(String, End), SheetError> {
        let start = self.at;
        self.skip_spaces();
        if self.peek() == Some(b'"') {
            if let Some(found) = self.quoted()? {
                return Ok(found);
            }
            self.n_odd_quotes += 1;
            if self.odd_quotes.len() < N_NAMED && self.odd_quotes.last() != Some(&self.line) {
                self.odd_quotes.push(self.line);
            }
        }
        self.at = start;
        Ok(self.plain())
    }

    /// A cell without quotation marks around it.
    fn plain(&mut self) -> (String, End) {
        let start = self.at;
        while let Some(byte) = self.peek() {
            if byte == self.delimiter || byte == b'\n' || byte == b'\r' {
                break;
            }
            self.at += 1;
        }
        let cell = self.slice(start).to_owned();
        (cell, self.end().unwrap_or(End::Text))
    }

    /// A cell in quotation marks; `None` when what follows them on the same line shows that they
    /// belong to the text.
    fn quoted(&mut self) -> Result<Option<(String, End)>, SheetError> {
        let opened = self.line;
        let mut cell = String::new();
        self.at += 1;
        let mut start = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    cell.push_str(self.slice(start));
                    self.at += 1;
                    if self.peek() == Some(b'"') {
                        start = self.at;
                        self.at += 1;
                        continue;
                    }
                    return self.closed(cell, opened);
                }
                b'\r' | b'\n' => {
                    cell.push_str(self.slice(start));
                    cell.push('\n');
                    self.line_break();
                    start = self.at;
                }
                _ => self.at += 1,
            }
        }
        Err(SheetError::OpenQuote { line: opened })
    }

    /// What stands behind the quotation mark that may close a cell.
    fn closed(&mut self, cell: String, opened: usize) -> Result<Option<(String, End)>, SheetError> {
        self.skip_spaces();
        match self.end() {
            Some(end) => Ok(Some((cell, end))),
            // A mark in the middle of text, lines after the one that opened: it opens another
            // cell, and the first was never closed.
            None if self.line != opened => Err(SheetError::OpenQuote { line: opened }),
            None => Ok(None),
        }
    }

    /// Passes over what ends a cell, or stays where it is and answers `None`.
    fn end(&mut self) -> Option<End> {
        match self.peek() {
            None => Some(End::Text),
            Some(byte) if byte == self.delimiter => {
                self.at += 1;
                Some(End::Delimiter)
            }
            Some(b'\r' | b'\n') => {
                self.line_break();
                Some(End::LineBreak)
            }
            Some(_) => None,
        }
    }

    fn line_break(&mut self) {
        let is_cr = self.peek() == Some(b'\r');
        self.at += 1;
        if is_cr && self.peek() == Some(b'\n') {
            self.at += 1;
        }
        self.line += 1;
    }

    fn skip_spaces(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The text from `start` to here. Both stand beside ASCII bytes, so never inside a letter.
    fn slice(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or("")
    }
}
