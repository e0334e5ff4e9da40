//! Which column of the file is which of ours.
//!
//! First what the caller says, then headers that are one of our words as a whole, then phrases
//! inside longer headers, then words that could be much else. What could be a column of ours but is not used is named in a note.

use std::collections::BTreeMap;

use super::Note;
use super::aliases::{ALIASES, WEAK};
use crate::error::{FileError, quoted_list};
use crate::names::{fold, one_line};

/// A column of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Id,
    Name,
    FirstName,
    LastName,
    Email,
    Place,
    Timezone,
    Profession,
    Industry,
    Years,
    Languages,
    Serves,
    Values,
    Offers,
    Asks,
    Capacity,
    Formats,
    PausedUntil,
    Newcomer,
    /// Known, and of no use to us (a form's timestamp): never guessed at.
    Unused,
}

/// In place of our name: the column is not to be used.
pub const UNUSED: &str = "unused";

/// Our names of the columns, as `--map` and the report write them.
pub const FIELDS: [&str; 19] = [
    "id",
    "name",
    "first_name",
    "last_name",
    "email",
    "place",
    "timezone",
    "profession",
    "industry",
    "years",
    "languages",
    "serves",
    "values",
    "offers",
    "asks",
    "capacity",
    "formats",
    "paused_until",
    "newcomer",
];

impl Field {
    const ALL: [Field; 19] = [
        Field::Id,
        Field::Name,
        Field::FirstName,
        Field::LastName,
        Field::Email,
        Field::Place,
        Field::Timezone,
        Field::Profession,
        Field::Industry,
        Field::Years,
        Field::Languages,
        Field::Serves,
        Field::Values,
        Field::Offers,
        Field::Asks,
        Field::Capacity,
        Field::Formats,
        Field::PausedUntil,
        Field::Newcomer,
    ];

    fn name(self) -> &'static str {
        Field::ALL.iter().position(|field| *field == self).and_then(|at| FIELDS.get(at)).unwrap_or(&"")
    }

    fn named(name: &str) -> Option<Field> {
        let folded = fold(name).replace(' ', "_");
        let at = FIELDS.iter().position(|field| *field == folded)?;
        Field::ALL.get(at).copied()
    }
}

/// The columns in use.
#[derive(Debug)]
pub(super) struct Columns {
    /// What each column of the file is; as many as the header has.
    fields: Vec<Option<Field>>,
    /// The same the other way round.
    places: BTreeMap<Field, usize>,
    /// The header, each on one line, a column without heading named by its number.
    pub(super) header: Vec<String>,
    /// Columns that look like one of ours which another column is already.
    pub(super) notes: Vec<Note>,
}

impl Columns {
    /// Where our column stands in the file.
    pub(super) fn of(&self, field: Field) -> Option<usize> {
        self.places.get(&field).copied()
    }

    fn set(&mut self, at: usize, field: Field) {
        if let Some(found) = self.fields.get_mut(at) {
            *found = Some(field);
            self.places.insert(field, at);
        }
    }

    /// The header of our column.
    pub(super) fn heading(&self, field: Field) -> String {
        self.of(field).and_then(|at| self.header.get(at)).cloned().unwrap_or_default()
    }

    /// (our name, the file's header), in the order of the file.
    pub(super) fn mapping(&self) -> Vec<(String, String)> {
        let pairs = self.fields.iter().zip(&self.header);
        pairs.filter_map(|(field, header)| Some((used(*field)?.name().to_owned(), header.clone()))).collect()
    }

    /// The headers that are not in use.
    pub(super) fn unused(&self) -> Vec<String> {
        let pairs = self.fields.iter().zip(&self.header);
        pairs.filter(|(field, _)| used(**field).is_none()).map(|(_, header)| header.clone()).collect()
    }
}

fn used(field: Option<Field>) -> Option<Field> {
    field.filter(|field| *field != Field::Unused)
}

/// Finds our columns in `header`; `map` holds (our name, the file's header).
pub(super) fn find(header: &[String], map: &[(String, String)]) -> Result<Columns, FileError> {
    let shown: Vec<String> =
        header.iter().enumerate().map(|(at, heading)| heading_shown(at, heading)).collect();
    let folded: Vec<String> = header.iter().map(|heading| fold_heading(heading)).collect();
    let mut columns = Columns {
        fields: vec![None; header.len()],
        places: BTreeMap::new(),
        header: shown,
        notes: Vec::new(),
    };
    for (ours, theirs) in map {
        columns.map(&folded, ours, theirs)?;
    }
    columns.guess(&folded, whole);
    columns.guess(&folded, inside);
    columns.guess(&folded, weakly);
    columns.check()?;
    Ok(columns)
}

/// A sign that stands for "number" in many languages has no letters to fold to.
fn fold_heading(heading: &str) -> String {
    match heading.trim() {
        "#" | "№" | "n°" | "N°" | "nº" | "Nº" => "nr".to_owned(),
        heading => fold(heading),
    }
}

fn heading_shown(at: usize, heading: &str) -> String {
    let shown = one_line(heading);
    if shown.is_empty() { format!("(column {}, no heading)", at + 1) } else { shown }
}

impl Columns {
    fn map(&mut self, folded: &[String], ours: &str, theirs: &str) -> Result<(), FileError> {
        if ours == UNUSED {
            self.leave(theirs);
            return Ok(());
        }
        let field = Field::named(ours).ok_or_else(|| FileError::UnknownField { ours: ours.to_owned() })?;
        let exactly = self.header.iter().position(|heading| *heading == one_line(theirs));
        let nearly = || folded.iter().position(|heading| *heading == fold_heading(theirs));
        let at = exactly.or_else(nearly).ok_or_else(|| FileError::UnknownColumn {
            ours: field.name().to_owned(),
            theirs: theirs.to_owned(),
            seen: self.header.clone(),
        })?;
        // The last word of the caller counts, for a field as for a column.
        for found in self.fields.iter_mut().filter(|found| **found == Some(field)) {
            *found = None;
        }
        if let Some(before) = self.fields.get(at).copied().flatten() {
            self.places.remove(&before);
        }
        self.set(at, field);
        Ok(())
    }

    /// Leaves a column of the file alone.
    fn leave(&mut self, theirs: &str) {
        let Some(at) = self.header.iter().position(|heading| *heading == one_line(theirs)) else { return };
        if let Some(before) = self.fields.get_mut(at).and_then(|found| found.replace(Field::Unused)) {
            self.places.remove(&before);
        }
    }

    fn guess(&mut self, folded: &[String], guess: fn(&str) -> Option<Field>) {
        for (at, heading) in folded.iter().enumerate() {
            if self.fields.get(at).copied().flatten().is_some() {
                continue;
            }
            let Some(field) = guess(heading) else { continue };
            if field != Field::Unused && self.of(field).is_some() {
                self.note_second(at, field);
            } else {
                self.set(at, field);
            }
        }
    }

    fn note_second(&mut self, at: usize, field: Field) {
        let heading = self.header.get(at).cloned().unwrap_or_default();
        if self.notes.iter().any(|note| note.column.as_ref() == Some(&heading)) {
            return;
        }
        let sentence = format!(
            "This column also looks like {name}, but \"{used}\" is used for it. \
             To use this one write --map {name}=\"{heading}\".",
            name = field.name(),
            used = self.heading(field),
        );
        self.notes.push(Note { line: None, column: Some(heading), sentence });
    }

    fn check(&self) -> Result<(), FileError> {
        if [Field::Name, Field::FirstName, Field::LastName].iter().any(|field| self.of(*field).is_some()) {
            return Ok(());
        }
        let example = self.header.first().map_or("Your column", String::as_str);
        Err(FileError::ColumnMissing {
            what: "no column holds the members' names".to_owned(),
            seen: self.header.clone(),
            remedy: format!(
                "Say which one does, for instance with --map name={}; if the header stands further down, \
                 delete the rows above it",
                quoted_list(&[example.to_owned()])
            ),
        })
    }
}

/// The field whose word the heading is.
fn whole(heading: &str) -> Option<Field> {
    let is_one = |words: &str| words.split('|').any(|word| word == heading);
    ALIASES.iter().find(|aliases| is_one(aliases.whole)).map(|aliases| aliases.field)
}

/// The field of which a phrase stands in the heading.
fn inside(heading: &str) -> Option<Field> {
    let padded = format!(" {heading} ");
    let holds = |phrase: &str| padded.contains(&format!(" {phrase} "));
    let any = |phrases: &str| phrases.split('|').any(|phrase| !phrase.is_empty() && holds(phrase));
    ALIASES.iter().find(|aliases| any(aliases.inside)).map(|aliases| aliases.field)
}

/// The field that the heading can be taken for when no other is.
fn weakly(heading: &str) -> Option<Field> {
    WEAK.iter().find(|(word, _)| *word == heading).map(|(_, field)| *field)
}
