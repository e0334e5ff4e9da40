//! Cells that a spreadsheet program would take for a formula, and their way back.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break can run as a formula in the
//! program that opens it, with whatever a member wrote into a profile; the full-width forms do the
//! same in programs set to Chinese, Japanese or Korean. A leading apostrophe makes it text.
//! Source: OWASP, "CSV Injection".

const APOSTROPHE: char = '\'';

fn would_run(cell: &str) -> bool {
    let first_seen = cell.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
    first_seen.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// `cell` with an apostrophe in front when it could run as a formula.
///
/// A cell that already has apostrophes in front of a formula gets one more, so that [`restore`]
/// always finds the cell as it was.
pub(crate) fn neutralise(cell: &str) -> String {
    if would_run(cell.trim_start_matches(APOSTROPHE)) {
        format!("{APOSTROPHE}{cell}")
    } else {
        cell.to_owned()
    }
}

/// The cell that [`neutralise`] was given.
pub(crate) fn restore(cell: &str) -> &str {
    match cell.strip_prefix(APOSTROPHE) {
        Some(rest) if would_run(rest.trim_start_matches(APOSTROPHE)) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_become_text_and_text_stays() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+49 30 000", "'+49 30 000"),
            ("-5", "'-5"),
            ("@sum", "'@sum"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("\n=1", "'\n=1"),
            ("  =1", "'  =1"),
            ("＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠1", "'＠1"),
            ("'=1", "''=1"),
            ("", ""),
            ("Ana = Example", "Ana = Example"),
            ("'tis", "'tis"),
            ("2026-06-01", "2026-06-01"),
        ] {
            assert_eq!(neutralise(cell), written, "{cell:?}");
            assert_eq!(restore(written), cell, "{written:?}");
        }
    }

    proptest! {
        #[test]
        fn every_cell_comes_back(cell in "['=+@ \t\r\na-]{0,8}") {
            let written = neutralise(&cell);
            prop_assert!(!would_run(&written));
            prop_assert_eq!(restore(&written), cell.as_str());
        }
    }
}
