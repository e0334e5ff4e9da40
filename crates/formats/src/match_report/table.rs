//! The matches as a spreadsheet.
//!
//! UTF-8 with a byte order mark, without which Excel takes it for Windows-1252; commas; CRLF.
//! Every cell that could run as a formula is neutralised.

use super::{LeftOut, Match, MatchReport, People};
use crate::names::one_line;
use crate::neutral::neutralise;

/// Byte order mark of UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// How the note begins of someone who would have met somebody, and did not.
pub(crate) const MEETS_NOBODY: &str = "Meets nobody this time: ";

/// How the note begins of someone who wanted no meeting.
pub(crate) const TAKES_NO_PART: &str = "Takes no part this time: ";

/// The names of the seats.
const SEATS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

/// A spreadsheet with one row per match, readable by [`crate::history::read`].
///
/// `date`, then for each seat A, B … of the largest table `id`, `name`, `email`, `place`,
/// `profession` and `what A can give`; then `strength` (0 to 1) and `note`. Who meets nobody
/// stands below, alone in a row, with the reason in `note`.
pub fn csv(report: &MatchReport, people: &People) -> Vec<u8> {
    let n_seats =
        report.matches.iter().map(|table| table.members.len()).max().unwrap_or(2).clamp(2, SEATS.len());
    let on = report.round.on.to_string();
    let mut rows = vec![header(n_seats)];
    for table in &report.matches {
        rows.push(row(&on, table, people, n_seats));
    }
    for left_out in &report.left_out {
        rows.push(row_of_one(&on, left_out, people, n_seats));
    }
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(MARK.to_vec());
    for row in rows {
        writer.write_record(row.iter().map(|cell| neutralise(cell))).expect("memory takes every row");
    }
    writer.into_inner().expect("memory takes every row")
}

fn header(n_seats: usize) -> Vec<String> {
    let mut cells = vec!["date".to_owned()];
    for seat in SEATS.iter().take(n_seats) {
        cells.extend(["id", "name", "email", "place", "profession"].map(|what| format!("{what} {seat}")));
        cells.push(format!("what {seat} can give"));
    }
    cells.extend(["strength".to_owned(), "note".to_owned()]);
    cells
}

fn row(on: &str, table: &Match, people: &People, n_seats: usize) -> Vec<String> {
    let mut cells = vec![on.to_owned()];
    for seat in 0..n_seats {
        let id = table.members.get(seat).map_or("", String::as_str);
        let gives = table.help.iter().filter(|help| help.from == id && !id.is_empty());
        let sentences: Vec<String> = gives.map(|help| one_line(&help.sentence)).collect();
        cells.extend(person(id, people));
        cells.push(sentences.join(" "));
    }
    cells.push(format!("{:.3}", table.mutual));
    cells.push(table.note.as_deref().map(one_line).unwrap_or_default());
    cells
}

fn row_of_one(on: &str, left_out: &LeftOut, people: &People, n_seats: usize) -> Vec<String> {
    let mut cells = vec![on.to_owned()];
    cells.extend(person(&left_out.member, people));
    cells.resize(1 + 6 * n_seats + 1, String::new());
    let start = if left_out.away { TAKES_NO_PART } else { MEETS_NOBODY };
    cells.push(format!("{start}{}", one_line(&left_out.why)));
    cells
}

/// Id, name, e-mail address, place, profession.
fn person(id: &str, people: &People) -> [String; 5] {
    let person = people.get(id).cloned().unwrap_or_default();
    let text = |cell: Option<String>| cell.as_deref().map(one_line).unwrap_or_default();
    [id.to_owned(), one_line(&person.name), text(person.email), text(person.place), text(person.profession)]
}
