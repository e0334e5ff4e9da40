//! The tables of an event to read in a terminal: every round as a floor with as many tables side by side as there is
//! room for, then everybody's way from table to table, then the plan in short.

use std::fmt::Write;

use goodword_formats::table_plan::{Guest, TablePlan};
use unicode_width::UnicodeWidthStr;

use crate::screen::{QUIET, STRONG};
use crate::table::{line, wrap};

/// Columns between two tables.
const AISLE: usize = 3;
/// A longer name goes on below.
const WIDEST: usize = 28;
/// Columns before everything.
const MARGIN: usize = 2;

/// The whole page, with colours.
pub fn page(plan: &TablePlan, width: usize) -> String {
    let mut page = String::new();
    let longest = plan.guests.iter().map(|guest| guest.name.width()).max().unwrap_or(0);
    let column = longest.clamp(10, WIDEST.min((width - MARGIN - AISLE) / 2));
    for (number, tables) in (1..).zip(&plan.rounds) {
        let _ = writeln!(page, "{STRONG}Round {number}{STRONG:#}\n");
        floor(&mut page, plan, tables, column, width);
    }
    ways(&mut page, plan, column, width);
    let _ = writeln!(page, "{STRONG}In short{STRONG:#}");
    for text in plan.in_short.iter().flat_map(|sentence| wrap(sentence, width - MARGIN)) {
        let _ = writeln!(page, "{:MARGIN$}{text}", "");
    }
    page
}

/// The tables of one round, row by row.
fn floor(page: &mut String, plan: &TablePlan, tables: &[Vec<usize>], column: usize, width: usize) {
    let abreast = ((width - MARGIN + AISLE) / (column + AISLE)).max(1);
    for (row, side_by_side) in tables.chunks(abreast).enumerate() {
        let mut heads = String::new();
        for at in 0..side_by_side.len() {
            let head = format!("Table {}", row * abreast + at + 1);
            let _ = write!(heads, "{head:wide$}", wide = column + AISLE);
        }
        line(page, &format!("{:MARGIN$}{QUIET}{}{QUIET:#}", "", heads.trim_end()));
        let blocks: Vec<Vec<String>> = side_by_side.iter().map(|seats| names(plan, seats, column)).collect();
        for at in 0..blocks.iter().map(Vec::len).max().unwrap_or(0) {
            let cells = blocks.iter().map(|names| padded(names.get(at), column + AISLE));
            line(page, &format!("{:MARGIN$}{}", "", cells.collect::<String>()));
        }
        page.push('\n');
    }
}

/// The names at one table; what does not fit goes on below, set in.
fn names(plan: &TablePlan, seats: &[usize], column: usize) -> Vec<String> {
    let guests = seats.iter().filter_map(|&at| plan.guests.get(at));
    guests.flat_map(|guest| hanging(&guest.name, column)).collect()
}

fn hanging(name: &str, column: usize) -> Vec<String> {
    let options = textwrap::Options::new(column).subsequent_indent("  ");
    textwrap::wrap(name, options).into_iter().map(|part| part.into_owned()).collect()
}

fn padded(text: Option<&String>, wide: usize) -> String {
    let text = text.map_or("", String::as_str);
    format!("{text}{}", " ".repeat(wide.saturating_sub(text.width())))
}

/// Everybody's tables, in the order of the rounds.
fn ways(page: &mut String, plan: &TablePlan, column: usize, width: usize) {
    let most = plan.rounds.iter().map(Vec::len).max().unwrap_or(0).max(plan.rounds.len());
    let digits = most.to_string().len() + 1;
    let abreast = (width.saturating_sub(MARGIN + column) / digits).max(1);
    let _ = writeln!(page, "{STRONG}Everybody’s tables{STRONG:#}\n");
    let rounds: Vec<usize> = (1..=plan.rounds.len()).collect();
    for text in way("round", &rounds, (column, digits, abreast)) {
        line(page, &format!("{QUIET}{text}{QUIET:#}"));
    }
    for Guest { name, stops, .. } in &plan.guests {
        let tables: Vec<usize> = stops.iter().map(|stop| stop.table).collect();
        way(name, &tables, (column, digits, abreast)).iter().for_each(|text| line(page, text));
    }
    page.push('\n');
}

/// A name and its numbers beside, in as many lines as they take.
fn way(name: &str, tables: &[usize], (column, digits, abreast): (usize, usize, usize)) -> Vec<String> {
    let names = hanging(name, column);
    let numbers: Vec<String> = tables
        .chunks(abreast)
        .map(|part| part.iter().map(|table| format!("{table:>digits$}")).collect())
        .collect();
    let beside = |at: usize| {
        let number = numbers.get(at).map_or("", String::as_str);
        format!("{:MARGIN$}{}{number}", "", padded(names.get(at), column)).trim_end().to_owned()
    };
    (0..names.len().max(numbers.len())).map(beside).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use goodword_formats::table_plan::Stop;

    fn village() -> TablePlan {
        let guest = |name: &str, tables: [usize; 2]| Guest {
            name: name.to_owned(),
            stops: tables.map(|table| Stop { table, encounter: None }).to_vec(),
            ..Guest::default()
        };
        TablePlan {
            guests: vec![
                guest("Ana Sample", [1, 1]),
                guest("Ben van der Invented-Longname of Sampletown", [1, 2]),
                guest("山田 見本", [2, 1]),
                guest("Dee Sample", [2, 2]),
            ],
            rounds: vec![vec![vec![0, 1], vec![2, 3]], vec![vec![0, 2], vec![1, 3]]],
            in_short: vec!["4 people at 2 tables for 2 rounds.".to_owned()],
        }
    }

    #[test]
    fn a_round_is_a_floor_with_tables_side_by_side() {
        let page = anstream::adapter::strip_str(&page(&village(), 60)).to_string();
        let start = "\
Round 1

  Table 1                       Table 2
  Ana Sample                    山田 見本
  Ben van der Invented-         Dee Sample
    Longname of Sampletown

";
        assert!(page.starts_with(start), "{page}");
        assert!(page.contains("\n  Dee Sample                  2 2\n"), "{page}");
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for width in 40..=120 {
            let page = anstream::adapter::strip_str(&page(&village(), width)).to_string();
            let widest = page.lines().map(UnicodeWidthStr::width).max();
            assert!(widest <= Some(width), "{width}: {page}");
        }
    }
}
