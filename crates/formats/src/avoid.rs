//! Pairs that must not meet. Such a file is private: nothing here repeats more of it than a
//! faulty row's number.

use crate::error::{CellFault, FileError};
use crate::history::names_two_seats;
use crate::names::one_line;
use crate::neutral;
use crate::sheet::{self, Row};

/// Reads a spreadsheet of two columns: `(line, one, the other)`, each an id, a name or an e-mail
/// address; a header is optional, columns after the second are not read.
pub fn read(bytes: &[u8]) -> Result<Vec<(usize, String, String)>, FileError> {
    let sheet = match sheet::read(bytes) {
        // Nobody avoids anybody.
        Err(sheet::SheetError::Empty) => return Ok(Vec::new()),
        other => other?,
    };
    let first = Row { line: sheet.header_line, cells: sheet.header };
    let first = (!names_two_seats(&first.cells)).then_some(first);
    let (mut pairs, mut faults) = (Vec::new(), Vec::new());
    for row in first.into_iter().chain(sheet.rows) {
        let mut cells = row.cells.iter().map(|cell| one_line(neutral::restore(cell)));
        match (cells.next().unwrap_or_default(), cells.next().unwrap_or_default()) {
            (a, b) if a.is_empty() || b.is_empty() => faults.push(CellFault {
                line: row.line,
                column: if a.is_empty() { "a".to_owned() } else { "b".to_owned() },
                sentence: "the row names only one person; write the other beside".to_owned(),
            }),
            (a, b) => pairs.push((row.line, a, b)),
        }
    }
    if faults.is_empty() { Ok(pairs) } else { Err(FileError::Cells(faults)) }
}

#[cfg(test)]
mod tests {
    use super::read;

    fn pairs(text: &str) -> Vec<(usize, String, String)> {
        read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn a_header_is_optional_and_lines_are_counted() {
        let ana_and_ben = |line| vec![(line, "Ana Example".to_owned(), "ben@sample.example".to_owned())];
        assert_eq!(pairs("Ana Example,ben@sample.example\n"), ana_and_ben(1));
        for header in ["a,b", "Member;Avoids", "Person 1\tPerson 2", "id a,id b"] {
            let text = format!("{header}\n\nAna Example{0}ben@sample.example\n", separator(header));
            assert_eq!(pairs(&text), ana_and_ben(3), "{header}");
        }
    }

    fn separator(header: &str) -> char {
        header.chars().find(|c| [',', ';', '\t'].contains(c)).expect("a separator")
    }

    #[test]
    fn an_empty_file_avoids_nobody_and_half_a_pair_is_refused() {
        assert_eq!(pairs(""), vec![]);
        let error = read(b"a,b\nAna Example\n").expect_err("half a pair").to_string();
        assert!(error.starts_with("line 2, column \"b\"") && error.contains("the other"), "{error}");
    }
}
