//! Rows to members, one after another, with everything noted that is left aside on the way.

use super::columns::{Columns, Field};
use super::entries::{Cut, entries, lists_by_commas, words};
use super::identity::{Known, Marks, made_id};
use super::{Duplicate, Entry, MemberRow, MembersRead, Note, ReadReport, Skipped, cells};
use crate::error::{CellFault, FileError, short};
use crate::names::{fold, is_nothing, one_line, same_name};
use crate::sheet::{Row, Sheet};

/// A sheet on its way to members.
pub(super) struct Reading<'a> {
    sheet: &'a Sheet,
    n_rows: usize,
    columns: &'a Columns,
    cut_offers: Cut,
    cut_asks: Cut,
    members: Vec<MemberRow>,
    known: Known,
    duplicates: Vec<Duplicate>,
    skipped: Vec<Skipped>,
    notes: Vec<Note>,
    faults: Vec<CellFault>,
}

/// One row and where our columns are in it.
#[derive(Clone, Copy)]
struct Line<'a> {
    row: &'a Row,
    columns: &'a Columns,
}

impl<'a> Line<'a> {
    /// The cell as it stands; empty when the row is short or the file has no such column.
    fn raw(self, field: Field) -> &'a str {
        self.columns.of(field).and_then(|at| self.row.cells.get(at)).map_or("", String::as_str)
    }

    /// A name or a part of one: people are called Nada, Nil and Null.
    fn part_of_name(self, field: Field) -> String {
        let name = one_line(self.raw(field));
        if fold(&name).is_empty() && is_nothing(&name) { String::new() } else { name }
    }

    /// The cell on one line, unless it says that there is nothing to say.
    fn text(self, field: Field) -> Option<String> {
        let raw = self.raw(field);
        (!is_nothing(raw)).then(|| one_line(raw)).filter(|text| !text.is_empty())
    }
}

impl<'a> Reading<'a> {
    pub(super) fn new(sheet: &'a Sheet, rows: &[Row], columns: &'a Columns) -> Self {
        let mut notes: Vec<Note> = sheet
            .repairs
            .iter()
            .map(|repair| Note { line: None, column: None, sentence: repair.clone() })
            .collect();
        notes.extend(columns.notes.iter().cloned());
        let mut reading = Reading {
            sheet,
            n_rows: rows.len(),
            columns,
            cut_offers: Cut::Strong,
            cut_asks: Cut::Strong,
            members: Vec::new(),
            known: Known::default(),
            duplicates: Vec::new(),
            skipped: Vec::new(),
            notes,
            faults: Vec::new(),
        };
        reading.cut_offers = reading.cut_of(Field::Offers, rows);
        reading.cut_asks = reading.cut_of(Field::Asks, rows);
        reading
    }

    /// Each row goes as its member comes: of a long list there is never twice as much as there must be.
    pub(super) fn finish(mut self, rows: Vec<Row>) -> Result<MembersRead, FileError> {
        for row in rows {
            self.row(Line { row: &row, columns: self.columns });
        }
        if !self.faults.is_empty() {
            return Err(FileError::Cells(self.faults));
        }
        let report = ReadReport {
            dialect: self.sheet.dialect,
            mapping: self.columns.mapping(),
            unused_columns: self.columns.unused(),
            duplicates: self.duplicates,
            skipped: self.skipped,
            notes: self.notes,
            n_rows: self.n_rows,
            n_blank: self.sheet.n_blank,
        };
        Ok(MembersRead { members: self.members, report })
    }

    fn cut_of(&mut self, field: Field, rows: &[Row]) -> Cut {
        let Some(at) = self.columns.of(field) else { return Cut::Strong };
        let cells = rows.iter().filter_map(|row| row.cells.get(at)).map(String::as_str);
        if !lists_by_commas(cells) {
            return Cut::Strong;
        }
        self.notes.push(Note {
            line: None,
            column: Some(self.columns.heading(field)),
            sentence:
                "The entries were separated at commas, because no cell of this column has a semicolon and \
                       the pieces are short; write semicolons between the entries where that is wrong."
                    .to_owned(),
        });
        Cut::AlsoCommas
    }

    fn row(&mut self, line: Line<'_>) {
        if let Some(why) = self.why_skip(line) {
            self.skipped.push(Skipped { line: line.row.line, why });
            return;
        }
        self.note_extra_cells(line);
        let member = self.member(line);
        let id = line.text(Field::Id).unwrap_or_default();
        match self.known.meet(&Marks { id: &id, member: &member }) {
            Some(duplicate) => self.duplicates.push(duplicate),
            None => self.members.push(member),
        }
    }

    fn why_skip(&self, line: Line<'_>) -> Option<String> {
        if line.row.cells == self.sheet.header {
            return Some("The header stands here once more.".to_owned());
        }
        full_name(line).is_empty().then(|| {
            let hint = [Field::Email, Field::Id].into_iter().find_map(|field| line.text(field));
            let hint = hint.map(|hint| format!(" (\"{}\")", short(&hint))).unwrap_or_default();
            format!("The row{hint} has no name.")
        })
    }

    fn note_extra_cells(&mut self, line: Line<'_>) {
        let n_columns = self.sheet.header.len();
        let extra: Vec<&String> =
            line.row.cells.iter().skip(n_columns).filter(|cell| !cell.trim().is_empty()).collect();
        let Some(first) = extra.first() else { return };
        let sentence = format!(
            "The row has {} cells and the header {n_columns}; \"{}\" and what follows it was not used. \
             Perhaps a cell holds the separator and needs quotation marks.",
            line.row.cells.len(),
            short(first)
        );
        self.notes.push(Note { line: Some(line.row.line), column: None, sentence });
    }

    fn member(&mut self, line: Line<'_>) -> MemberRow {
        let name = full_name(line);
        let email = self.email(line);
        let id = line.text(Field::Id).unwrap_or_else(|| made_id(&name, email.as_deref()));
        MemberRow {
            line: line.row.line,
            id,
            place: line.text(Field::Place),
            timezone: self.or_note(line, Field::Timezone, cells::timezone),
            profession: line.text(Field::Profession),
            industry: line.text(Field::Industry),
            years: self.or_note(line, Field::Years, cells::years),
            languages: words(line.raw(Field::Languages)),
            serves: words(line.raw(Field::Serves)),
            values: words(line.raw(Field::Values)),
            offers: self.entries(line, Field::Offers, self.cut_offers),
            asks: self.entries(line, Field::Asks, self.cut_asks),
            capacity: self.or_fault(line, Field::Capacity, cells::capacity),
            formats: words(line.raw(Field::Formats)),
            paused_until: self.or_fault(line, Field::PausedUntil, cells::paused_until),
            newcomer: self.newcomer(line),
            name,
            email,
        }
    }

    fn entries(&mut self, line: Line<'_>, field: Field, cut: Cut) -> Vec<Entry> {
        let cell = line.raw(field);
        if !cell.trim().is_empty() && is_nothing(cell) {
            self.note(line, field, format!("\"{}\" was read as no entry.", short(cell)));
        }
        entries(cell, cut)
    }

    /// An address without @ is none; kept, it would make one person of all who wrote the same.
    fn email(&mut self, line: Line<'_>) -> Option<String> {
        let email = line.text(Field::Email)?;
        if email.contains('@') {
            return Some(email);
        }
        self.note(
            line,
            Field::Email,
            format!("\"{}\" is not an e-mail address and was not used.", short(&email)),
        );
        None
    }

    fn newcomer(&mut self, line: Line<'_>) -> bool {
        let Some(cell) = line.text(Field::Newcomer) else { return false };
        cells::yes(&cell).unwrap_or_else(|| {
            self.note(
                line,
                Field::Newcomer,
                format!("\"{}\" is neither yes nor no; it was read as no.", short(&cell)),
            );
            false
        })
    }

    /// A cell that can be done without: what cannot be read becomes a note.
    fn or_note<T>(&mut self, line: Line<'_>, field: Field, read: fn(&str) -> Result<T, String>) -> Option<T> {
        let cell = line.text(field)?;
        read(&cell).map_err(|sentence| self.note(line, field, sentence)).ok()
    }

    /// A cell that must not be guessed at: what cannot be read refuses the file.
    fn or_fault<T>(
        &mut self,
        line: Line<'_>,
        field: Field,
        read: fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let cell = line.text(field)?;
        let column = self.columns.heading(field);
        read(&cell)
            .map_err(|sentence| self.faults.push(CellFault { line: line.row.line, column, sentence }))
            .ok()
    }

    fn note(&mut self, line: Line<'_>, field: Field, sentence: String) {
        let column = Some(self.columns.heading(field));
        self.notes.push(Note { line: Some(line.row.line), column, sentence });
    }
}

/// The name, put together where the file has it in parts.
///
/// "Name" beside "First name" alone may be the last name or the whole: it is the whole when it
/// holds the first name already.
fn full_name(line: Line<'_>) -> String {
    let part = |field| line.part_of_name(field);
    let (first, whole, last) = (part(Field::FirstName), part(Field::Name), part(Field::LastName));
    let has_both_parts =
        line.columns.of(Field::FirstName).is_some() && line.columns.of(Field::LastName).is_some();
    if has_both_parts {
        return if whole.is_empty() { one_line(&format!("{first} {last}")) } else { whole };
    }
    let holds = |part: &str| format!(" {} ", fold(&whole)).contains(&format!(" {} ", fold(part)));
    let first = if !first.is_empty() && holds(&first) { "" } else { first.as_str() };
    let last = if !last.is_empty() && holds(&last) { "" } else { last.as_str() };
    let name = one_line(&format!("{first} {whole} {last}"));
    if same_name(&name).is_empty() { String::new() } else { name }
}
