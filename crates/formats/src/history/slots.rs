//! Which columns of a history name people, and which the day.
//!
//! A slot is one seat of the table: `a`, `b` … or `1`, `2` …, with or without a word that says
//! what stands there (`id A`, `Member 1`, `email b`).

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::dates;
use crate::error::short;
use crate::match_report::{MEETS_NOBODY, TAKES_NO_PART};
use crate::names::{fold, one_line};
use crate::neutral;
use crate::sheet::Row;

/// The most who sit at one table.
pub(super) const SEATS: usize = 6;

/// The columns that tell of one seat.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Slot {
    id: Option<usize>,
    name: Option<usize>,
    email: Option<usize>,
}

/// Where a history's columns are.
#[derive(Debug)]
pub(super) struct Slots {
    seats: [Slot; SEATS],
    /// The column of the day.
    date: usize,
    /// The column of notes.
    note: Option<usize>,
    /// Its header.
    pub(super) heading: String,
}

/// What a column says of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Id,
    Name,
    Email,
}

impl Slots {
    /// People in the first columns, the day after them.
    pub(super) fn in_order(n_people: usize) -> Slots {
        let mut seats = [Slot::default(); SEATS];
        for (at, seat) in seats.iter_mut().enumerate().take(n_people) {
            seat.id = Some(at);
        }
        Slots { seats, date: n_people, note: None, heading: "date".to_owned() }
    }

    /// The day of a row, or what is wrong with it.
    pub(super) fn day(&self, row: &Row) -> Result<Date, String> {
        let cell = row.cells.get(self.date).map_or("", String::as_str);
        if cell.trim().is_empty() {
            return Err("the day is missing; write the day on which they met, such as 2026-12-31".to_owned());
        }
        dates::day(cell).map_err(|why| format!("\"{}\" {why}", short(cell)))
    }

    /// For a row of our own about someone without a table: whether they would have met somebody.
    pub(super) fn wanted_to_meet(&self, row: &Row) -> Option<bool> {
        let note = row.cells.get(self.note?)?;
        let wanted = note.starts_with(MEETS_NOBODY.trim_end());
        (wanted || note.starts_with(TAKES_NO_PART.trim_end())).then_some(wanted)
    }

    /// Who sat at the table: id, else name, else e-mail address. Names go into `names` by id.
    pub(super) fn people(&self, row: &Row, names: &mut BTreeMap<String, String>) -> Vec<String> {
        let cell = |at: Option<usize>| {
            let cell = at.and_then(|at| row.cells.get(at)).map(|cell| one_line(neutral::restore(cell)));
            cell.filter(|cell| !cell.is_empty())
        };
        let mut people = Vec::new();
        for seat in &self.seats {
            let (id, name, email) = (cell(seat.id), cell(seat.name), cell(seat.email));
            if let (Some(id), Some(name)) = (&id, &name) {
                names.insert(id.clone(), name.clone());
            }
            people.extend(id.or(name).or(email));
        }
        people
    }
}

/// The slots that a header names; `None` when it names no two seats and a day.
pub(super) fn find(header: &[String]) -> Option<Slots> {
    let folded: Vec<String> = header.iter().map(|heading| fold(heading)).collect();
    let date = folded.iter().position(|heading| is_date(heading))?;
    let heading = header.get(date).map(|heading| short(heading)).unwrap_or_default();
    let mut seats = [Slot::default(); SEATS];
    for (at, heading) in folded.iter().enumerate().filter(|(at, _)| *at != date) {
        let Some((number, what)) = seat(heading) else { continue };
        let Some(slot) = seats.get_mut(number) else { continue };
        let place = match what {
            What::Id => &mut slot.id,
            What::Name => &mut slot.name,
            What::Email => &mut slot.email,
        };
        place.get_or_insert(at);
    }
    let note = folded.iter().position(|heading| heading == "note");
    let n_seats = seats.iter().filter(|slot| **slot != Slot::default()).count();
    if n_seats >= 2 {
        return Some(Slots { seats, date, note, heading });
    }
    // Two columns besides the day can only be the two who met, whatever they are called.
    let others: Vec<usize> = (0..header.len()).filter(|at| *at != date).collect();
    let [a, b] = others.as_slice() else { return None };
    let mut slots = Slots { seats: [Slot::default(); SEATS], date, note: None, heading };
    slots.seats[0].id = Some(*a);
    slots.seats[1].id = Some(*b);
    Some(slots)
}

fn is_date(heading: &str) -> bool {
    const WORDS: [&str; 17] = [
        "date", "on", "day", "when", "met on", "met", "round", "datum", "tag", "am", "fecha", "dia", "jour",
        "le", "dag", "data", "giorno",
    ];
    WORDS.contains(&heading)
}

/// `"id a"` is (0, Id); `"member 2"` is (1, Id), because any of the three may stand in such a cell.
fn seat(heading: &str) -> Option<(usize, What)> {
    let mut what = None;
    let mut number = None;
    for word in heading.split(' ') {
        match word {
            "id" | "nr" => what = Some(What::Id),
            "name" => what = Some(What::Name),
            "email" | "mail" => what = Some(What::Email),
            "person" | "member" | "participant" | "mitglied" => {}
            // "e-mail a" folds to "e mail a".
            "e" if heading.starts_with("e mail") => {}
            _ if number.is_none() => number = Some(seat_number(word)?),
            _ => return None,
        }
    }
    Some((number?, what.unwrap_or(What::Id)))
}

fn seat_number(word: &str) -> Option<usize> {
    match word {
        "a" | "1" | "first" | "one" | "from" => Some(0),
        "b" | "2" | "second" | "other" | "to" => Some(1),
        "c" | "3" => Some(2),
        "d" | "4" => Some(3),
        "e" | "5" => Some(4),
        "f" | "6" => Some(5),
        _ => None,
    }
}

/// Whether a first row of two cells names columns and no people (for a list without days).
pub(crate) fn names_two_seats(header: &[String]) -> bool {
    let is_heading = |heading: &String| {
        let folded = fold(heading);
        matches!(
            folded.as_str(),
            "member" | "person" | "name" | "who" | "whom" | "id" | "avoid" | "avoids" | "email"
        ) || seat(&folded).is_some()
    };
    header.len() >= 2 && header.iter().take(2).all(is_heading)
}
