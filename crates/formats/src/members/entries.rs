//! One cell to several entries.

use std::collections::BTreeSet;

use super::Entry;
use crate::names::{fold, is_invisible, is_nothing};

/// The words that may stand before a colon, and the kind of help that each means.
const KINDS: [(&str, &str); 16] = [
    ("introduction", "introduction"),
    ("introductions", "introduction"),
    ("intro", "introduction"),
    ("intros", "introduction"),
    ("advice", "advice"),
    ("resource", "resource"),
    ("resources", "resource"),
    ("collaboration", "collaboration"),
    ("collaborations", "collaboration"),
    ("collaborate", "collaboration"),
    ("mentoring", "mentoring"),
    ("mentor", "mentoring"),
    ("mentorship", "mentoring"),
    ("referral", "referral"),
    ("referrals", "referral"),
    ("refer", "referral"),
];

/// What cuts a cell into entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Semicolons, bars, line breaks and bullets.
    Strong,
    /// Commas too, except inside parentheses.
    AlsoCommas,
}

fn is_strong(c: char) -> bool {
    matches!(c, ';' | '|' | '\n' | '\r' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}' | '•' | '；')
}

/// The entries of a cell of asks or offers; the same entry twice is one.
pub(super) fn entries(cell: &str, cut: Cut) -> Vec<Entry> {
    unrepeated(pieces(cell, cut).into_iter().map(entry).filter(|entry| !entry.text.is_empty()))
}

/// The words of a cell that lists words (languages, values); the same word twice is one.
pub(super) fn words(cell: &str) -> Vec<String> {
    let entries = pieces(cell, Cut::AlsoCommas).into_iter().map(|text| Entry { kind: None, text });
    unrepeated(entries).into_iter().map(|entry| entry.text).collect()
}

fn unrepeated(entries: impl Iterator<Item = Entry>) -> Vec<Entry> {
    let mut seen = BTreeSet::new();
    entries.filter(|entry| seen.insert((entry.kind.clone(), entry.text.to_lowercase()))).collect()
}

/// The pieces between cuts, trimmed, without bullets; letters and inner spaces stay.
fn pieces(cell: &str, cut: Cut) -> Vec<String> {
    if is_nothing(cell) {
        return Vec::new();
    }
    let strong = cell.split(is_strong);
    let cut = strong.flat_map(|piece| match cut {
        Cut::Strong => vec![piece],
        Cut::AlsoCommas => at_commas(piece),
    });
    let clean = cut.map(|piece| piece.chars().filter(|c| !is_invisible(*c)).collect::<String>());
    clean.map(|piece| without_bullet(piece.trim()).to_owned()).filter(|piece| !piece.is_empty()).collect()
}

/// Cuts at commas outside parentheses. A parenthesis that is not closed holds nothing together.
fn at_commas(text: &str) -> Vec<&str> {
    let (mut pieces, mut start) = (Vec::new(), 0);
    let mut closings_left = text.matches(')').count();
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' if depth < closings_left => depth += 1,
            ')' => {
                closings_left -= 1;
                depth = depth.saturating_sub(1);
            }
            ',' if depth == 0 => {
                pieces.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.extend(text.get(start..));
    pieces
}

/// Strips one `- `, `* `, `– `, `· `, `1. ` or `1) ` from the front.
fn without_bullet(text: &str) -> &str {
    for bullet in ["- ", "* ", "– ", "— ", "· ", "▪ ", "‣ ", "◦ ", "→ "] {
        if let Some(rest) = text.strip_prefix(bullet) {
            return rest.trim_start();
        }
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or("");
    match rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") ")) {
        Some(rest) if (1..=2).contains(&digits) => rest.trim_start(),
        _ => text,
    }
}

/// Takes the kind of help from the front of an entry, when one stands there.
fn entry(text: String) -> Entry {
    let Some((before, after)) = text.split_once(':') else { return Entry { kind: None, text } };
    let word = fold(before);
    match KINDS.iter().find(|(name, _)| *name == word) {
        Some((_, kind)) => Entry { kind: Some((*kind).to_owned()), text: after.trim().to_owned() },
        None => Entry { kind: None, text },
    }
}

/// Whether a column of asks or offers separates its entries by commas.
///
/// It does when nothing stronger separates them anywhere and at least three of four pieces between
/// commas are short, as in a list of words, and do not go on a sentence ("and …"). Such columns
/// come from spreadsheets in which the semicolon separates the cells and from forms with boxes to
/// tick.
pub(super) fn lists_by_commas<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let (mut n_pieces, mut n_short) = (0_usize, 0_usize);
    for cell in cells {
        if cell.trim().contains(is_strong) {
            return false;
        }
        let pieces = at_commas(cell);
        if pieces.len() > 1 {
            n_pieces += pieces.len();
            n_short += pieces.into_iter().filter(|piece| is_word_of_list(piece)).count();
        }
    }
    n_pieces > 0 && n_short * 4 >= n_pieces * 3
}

/// At most four words outside parentheses, which do not go on a sentence.
fn is_word_of_list(piece: &str) -> bool {
    const GO_ON: [&str; 18] = [
        "and", "or", "but", "also", "with", "und", "oder", "auch", "mit", "y", "o", "et", "ou", "en", "of",
        "e", "con", "avec",
    ];
    let mut depth = 0_usize;
    let outside: String = piece
        .chars()
        .filter(|c| {
            depth = if *c == '(' { depth + 1 } else { depth };
            let is_outside = depth == 0;
            depth = if *c == ')' { depth.saturating_sub(1) } else { depth };
            is_outside
        })
        .collect();
    let words: Vec<&str> = outside.split_whitespace().collect();
    let goes_on = words.len() > 1 && words.first().is_some_and(|first| GO_ON.contains(&fold(first).as_str()));
    words.len() <= 4 && !goes_on
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(cell: &str, cut: Cut) -> Vec<String> {
        entries(cell, cut).into_iter().map(|entry| entry.text).collect()
    }

    #[test]
    fn entries_are_cut_at_semicolons_bars_line_breaks_and_bullets() {
        for cell in [
            "a b; c | d",
            "a b\nc\r\nd",
            "- a b\n- c\n- d",
            "• a b • c • d",
            "1. a b\n2. c\n10) d",
            "a b;;c; ;d;",
        ] {
            assert_eq!(texts(cell, Cut::Strong), ["a b", "c", "d"], "{cell:?}");
        }
    }

    #[test]
    fn commas_cut_only_where_asked_and_never_in_parentheses() {
        assert_eq!(texts("tax, payroll (small, local)", Cut::Strong), ["tax, payroll (small, local)"]);
        assert_eq!(texts("tax, payroll (small, local)", Cut::AlsoCommas), ["tax", "payroll (small, local)"]);
        assert_eq!(texts("a :(, b, c", Cut::AlsoCommas), ["a :(", "b", "c"]);
        assert_eq!(words("Spanish (Spain, Peru), German"), ["Spanish (Spain, Peru)", "German"]);
    }

    #[test]
    fn case_and_inner_spacing_stay_and_repetitions_go() {
        assert_eq!(texts("How  to Sell; how  to sell;C#", Cut::Strong), ["How  to Sell", "C#"]);
    }

    #[test]
    fn the_kind_of_help_is_taken_from_the_front_and_other_colons_stay() {
        let kinds: Vec<(Option<String>, String)> = entries(
            "ADVICE: on tax; Intro : to banks; mentor: me; Claude: Sonnet; advice:; https://example.org",
            Cut::Strong,
        )
        .into_iter()
        .map(|entry| (entry.kind, entry.text))
        .collect();
        let kind = |kind: &str| Some(kind.to_owned());
        assert_eq!(
            kinds,
            [
                (kind("advice"), "on tax".to_owned()),
                (kind("introduction"), "to banks".to_owned()),
                (kind("mentoring"), "me".to_owned()),
                (None, "Claude: Sonnet".to_owned()),
                (None, "https://example.org".to_owned()),
            ]
        );
    }

    #[test]
    fn numbers_and_signs_that_belong_to_the_text_stay() {
        assert_eq!(
            texts("3D printing; 2026. A year; -5 degrees; 1.5 rooms", Cut::Strong),
            ["3D printing", "2026. A year", "-5 degrees", "1.5 rooms"]
        );
    }

    #[test]
    fn a_column_of_word_lists_is_told_from_a_column_of_sentences() {
        assert!(lists_by_commas(
            ["Python, SQL", "Excel (macros, pivot)", "", "Gemini (Flash all purpose models), Go"].into_iter()
        ));
        assert!(!lists_by_commas(
            ["monthly bookkeeping for small firms, and payroll when they grow"].into_iter()
        ));
        assert!(!lists_by_commas(["Python, SQL", "Java; Go"].into_iter()), "a semicolon anywhere settles it");
        assert!(!lists_by_commas(["bookkeeping", "tax"].into_iter()), "no commas, nothing to cut");
    }
}
