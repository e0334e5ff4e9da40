//! Who sits where in every round of an event, as plain structs, and the two files that are written from it: a
//! spreadsheet with a row per seat, and a page to print with the tables of every round and a card for everybody.
//!
//! Neither shows an e-mail address: both lie around in the hall.

use askama::Template;

use crate::names::one_line;
use crate::neutral::neutralise;

/// Byte order mark of UTF-8, without which Excel takes a file for Windows-1252.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The tables of every round, and a way through them for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TablePlan {
    /// Everybody, in the order in which cards are to be printed.
    pub guests: Vec<Guest>,
    /// Round, then table, then the people there by position in `guests`.
    pub rounds: Vec<Vec<Vec<usize>>>,
    /// The plan in short, one sentence each.
    pub in_short: Vec<String>,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Guest {
    /// The id in the list.
    pub id: String,
    /// The full name.
    pub name: String,
    /// What they do and where, if known: `Bookkeeper, Lisbon`.
    pub about: String,
    /// Where they sit, one stop in each round.
    pub stops: Vec<Stop>,
}

/// Where somebody sits in one round.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stop {
    /// Number of the table, from 1.
    pub table: usize,
    /// Whom not to miss there (the name), and why, as a sentence.
    pub encounter: Option<(String, String)>,
}

/// A spreadsheet with one row per seat: `round`, `table`, `seat`, each from 1, `id`, `name`.
///
/// UTF-8 with a byte order mark; commas; CRLF. Every cell that could run as a formula is neutralised.
pub fn csv(plan: &TablePlan) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(MARK.to_vec());
    writer.write_record(["round", "table", "seat", "id", "name"]).expect("memory takes every row");
    for (round, tables) in (1..).zip(&plan.rounds) {
        for (table, seats) in (1..).zip(tables) {
            let guests = seats.iter().filter_map(|&at| plan.guests.get(at));
            for (seat, guest) in (1..).zip(guests) {
                let numbers = [round, table, seat].map(|number: usize| number.to_string());
                let who = [neutralise(&guest.id), neutralise(&one_line(&guest.name))];
                writer.write_record(numbers.iter().chain(&who)).expect("memory takes every row");
            }
        }
    }
    writer.into_inner().expect("memory takes every row")
}

#[derive(Template)]
#[template(path = "table_plan.html")]
struct Page<'a> {
    plan: &'a TablePlan,
}

impl<'a> Page<'a> {
    /// The names at a table.
    fn names(&self, seats: &[usize]) -> Vec<&'a str> {
        seats.iter().filter_map(|&at| self.plan.guests.get(at)).map(|guest| guest.name.as_str()).collect()
    }
}

/// One self-contained page to print, in English; light and dark: the tables of every round, then a card for everybody.
pub fn html(plan: &TablePlan) -> Vec<u8> {
    Page { plan }.render().expect("memory takes every page").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet;

    /// Four people at two tables for two rounds, one of them out to do harm.
    fn village() -> TablePlan {
        let guest = |id: &str, name: &str, tables: [usize; 2]| Guest {
            id: id.to_owned(),
            name: name.to_owned(),
            about: "Bookkeeper, Sampletown".to_owned(),
            stops: tables.map(|table| Stop { table, encounter: None }).to_vec(),
        };
        let mut guests = vec![
            guest("m1", "Ana Sample", [1, 1]),
            guest("=m2", "=HYPERLINK(\"x\")", [1, 2]),
            guest("m3", "<script>alert(1)</script>", [2, 1]),
            guest("m4", "Dee\r\nSample", [2, 2]),
        ];
        let why = "Dee & co can advise <b>Ana</b>.".to_owned();
        guests[0].stops[1].encounter = Some(("Dee <i>Sample</i>".to_owned(), why));
        TablePlan {
            guests,
            rounds: vec![vec![vec![0, 1], vec![2, 3]], vec![vec![0, 2], vec![1, 3]]],
            in_short: vec!["4 people & 2 tables.".to_owned()],
        }
    }

    fn page(plan: &TablePlan) -> String {
        String::from_utf8(html(plan)).expect("UTF-8")
    }

    #[test]
    fn the_spreadsheet_reads_back_with_one_row_per_seat_and_no_formula() {
        let sheet = sheet::read(&csv(&village())).expect("a sheet");
        assert_eq!(sheet.header, ["round", "table", "seat", "id", "name"]);
        let rows: Vec<&[String]> = sheet.rows.iter().map(|row| row.cells.as_slice()).collect();
        assert_eq!(rows.len(), 8);
        assert_eq!(rows[0], ["1", "1", "1", "m1", "Ana Sample"]);
        assert_eq!(rows[1], ["1", "1", "2", "'=m2", "'=HYPERLINK(\"x\")"]);
        assert_eq!(rows[7], ["2", "2", "2", "m4", "Dee Sample"]);
    }

    #[test]
    fn the_page_shows_every_table_and_a_card_for_everybody() {
        let page = page(&village());
        assert_eq!(page.matches("<article class=\"table\"").count(), 4);
        assert_eq!(page.matches("<article class=\"card\"").count(), 4);
        assert_eq!(page.matches("Ana Sample").count(), 3, "twice at a table, once on a card");
        assert_eq!(page.matches("Don’t miss").count(), 1);
    }

    #[test]
    fn nothing_that_people_wrote_runs_in_the_page() {
        let page = page(&village());
        assert!(
            !page.contains("<script") && !page.contains("<b>Ana") && !page.contains("<i>Sample"),
            "{page}"
        );
        assert!(page.contains("&#60;script&#62;alert(1)"), "the name is still there");
    }

    #[test]
    fn the_page_asks_for_nothing_from_outside() {
        let page = page(&village());
        for word in ["http:", "https:", "src=", "@import", "url("] {
            assert!(!page.contains(word), "{word}");
        }
    }

    #[test]
    fn positions_that_name_nobody_are_passed_over() {
        let plan = TablePlan { rounds: vec![vec![vec![7]]], ..TablePlan::default() };
        assert_eq!(sheet::read(&csv(&plan)).expect("a sheet").rows.len(), 0);
        assert!(page(&plan).contains("Round 1"));
    }
}
