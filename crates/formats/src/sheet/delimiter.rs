//! What stands between two cells.
//!
//! The header decides: a delimiter is likely when it cuts the header into many cells and the rows
//! after it into as many. Commas inside the cells of a file with semicolons do neither.

use super::SheetError;
use super::rows::Rows;

const CANDIDATES: [u8; 3] = [b',', b';', b'\t'];

/// Rows that are looked at.
const N_SAMPLE: usize = 200;

/// The delimiter that Excel's first line `sep=;` names, with the text after it and the number of
/// lines before that.
pub(super) fn named(text: &str) -> (&str, usize, Option<u8>) {
    let nothing = (text, 0, None);
    let Some((line, rest)) = text.split_once(['\r', '\n']) else { return nothing };
    let Some(sign) = line.trim_matches('"').strip_prefix("sep=") else { return nothing };
    let [byte] = sign.as_bytes() else { return nothing };
    let rest = if text.as_bytes().get(line.len()) == Some(&b'\r') {
        rest.strip_prefix('\n').unwrap_or(rest)
    } else {
        rest
    };
    CANDIDATES.iter().find(|c| *c == byte).map_or(nothing, |found| (rest, 1, Some(*found)))
}

/// The delimiter that cuts `text` best; a comma when none is better.
pub(super) fn likeliest(text: &str) -> u8 {
    let mut best = (CANDIDATES[0], 0.0);
    for candidate in CANDIDATES {
        let score = score(text, candidate);
        if score > best.1 {
            best = (candidate, score);
        }
    }
    best.0
}

/// Columns of the header times the share of rows that have as many. A row with fewer cells counts
/// half, because programs leave out empty cells at the end; a row of one cell hardly, because every
/// delimiter that does not occur makes one. A header of one column wins over none only.
fn score(text: &str, delimiter: u8) -> f64 {
    // Where a delimiter makes endless rows it is the one that was meant, and the reader says so.
    if let Some(Err(SheetError::TooManyColumns { .. })) = Rows::new(text, delimiter, 1).next() {
        return f64::INFINITY;
    }
    let mut rows = Rows::new(text, delimiter, 1)
        .map_while(Result::ok)
        .map(|row| row.cells)
        .filter(|cells| cells.iter().any(|cell| !cell.trim().is_empty()))
        .map(|cells| cells.len())
        .take(N_SAMPLE);
    let Some(n_columns) = rows.next() else { return 0.0 };
    let (mut n_rows, mut fit) = (0.0, 0.0);
    for n_cells in rows {
        n_rows += 1.0;
        fit += match n_cells {
            n if n == n_columns => 1.0,
            1 => 0.1,
            n if n < n_columns => 0.5,
            _ => 0.05,
        };
    }
    // At most 16,384 columns: exact.
    let n_columns = u32::try_from(n_columns).map_or(0.0, f64::from);
    let one_column = if n_columns > 1.0 { 1.0 } else { 0.01 };
    let share = if n_rows > 0.0 { fit / n_rows } else { 1.0 };
    n_columns * share * one_column
}
