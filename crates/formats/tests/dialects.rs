//! The same members, however their spreadsheet was saved: as files, and as any table at all.

use std::path::{Path, PathBuf};

use goodword_formats::members::{self, Entry, MemberRow, MembersRead};
use proptest::prelude::*;

fn read(path: &Path) -> MembersRead {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    members::read(&bytes, &[]).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn fixture(name: &str) -> MembersRead {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name))
}

/// What the member is, wherever it stood in the file.
fn without_line(members: &[MemberRow]) -> Vec<MemberRow> {
    members.iter().cloned().map(|member| MemberRow { line: 0, ..member }).collect()
}

/// What a form asks for: it gives no ids, no industry, no years.
fn without_id(members: &[MemberRow]) -> Vec<MemberRow> {
    let blank = |member| MemberRow { id: String::new(), industry: None, years: None, line: 0, ..member };
    members.iter().cloned().map(blank).collect()
}

#[test]
fn every_dialect_of_the_fixture_holds_the_same_members() {
    let plain = fixture("plain_utf8.csv");
    assert_eq!(plain.members.len(), 8);
    assert_eq!(plain.members[3].name, "Dora \"Dee\" Ejemplo");
    assert_eq!(plain.members[2].asks.len(), 2);
    for name in [
        "utf8_bom_crlf.csv",
        "all_quoted.csv",
        "excel_semicolon_windows1252.csv",
        "utf16le_tab.txt",
        "old_mac_cr.csv",
        "line_breaks_in_cells.csv",
        "german_reordered.csv",
    ] {
        assert_eq!(without_line(&fixture(name).members), without_line(&plain.members), "{name}");
    }
    assert_eq!(without_id(&fixture("form.csv").members), without_id(&plain.members), "form.csv");
}

#[test]
fn duplicates_blank_rows_and_short_rows_of_the_fixture_are_told() {
    let plain = fixture("plain_utf8.csv");
    let read = fixture("duplicates_blank_short.csv");
    let (same, more) = read.members.split_at(plain.members.len());
    assert_eq!(without_line(same), without_line(&plain.members));
    assert_eq!((more[0].id.as_str(), more[0].line), ("v-99", 14));
    let told: Vec<(usize, usize)> = read.report.duplicates.iter().map(|d| (d.line, d.of_line)).collect();
    assert_eq!(told, [(12, 3), (13, 2)]);
    assert_eq!((read.report.n_blank, read.report.n_rows), (2, 11));
}

/// The eight variants of one list that stand beside the repository on machines that have them.
fn variants() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/members/variants");
    folder.is_dir().then_some(folder)
}

#[test]
fn every_variant_beside_the_repository_holds_the_same_members() {
    let Some(folder) = variants() else { return };
    let plain = read(&folder.join("all_quoted_lf.csv"));
    assert_eq!(plain.members.len(), 50);
    for name in ["utf8_bom_crlf.csv", "old_mac_cr.csv", "utf16le_tab.txt", "excel_eu_semicolon_cp1252.csv"] {
        assert_eq!(without_line(&read(&folder.join(name)).members), without_line(&plain.members), "{name}");
    }
    let form = read(&folder.join("google_form_header.csv"));
    assert_eq!(without_id(&form.members), without_id(&plain.members));
    assert_eq!(form.report.unused_columns, ["Timestamp"]);

    let german = read(&folder.join("german_header_reordered.csv"));
    let fewer =
        plain.members.iter().cloned().map(|member| MemberRow { industry: None, years: None, ..member });
    assert_eq!(without_line(&german.members), without_line(&fewer.collect::<Vec<_>>()));

    let doubled = read(&folder.join("duplicates_blank_rows_short_rows.csv"));
    let (same, more) = doubled.members.split_at(50);
    assert_eq!(without_line(same), without_line(&plain.members));
    assert_eq!((more.len(), more[0].name.as_str()), (1, "Member Ninety-Nine"));
    assert_eq!((doubled.report.duplicates.len(), doubled.report.n_blank), (3, 2));
}

/// One way to save a table.
#[derive(Debug, Clone, Copy)]
struct Saved {
    delimiter: char,
    line_end: &'static str,
    encoding: &'static str,
    quote_all: bool,
    between: &'static str,
}

fn saved() -> impl Strategy<Value = Saved> {
    (
        prop::sample::select(vec![',', ';', '\t']),
        prop::sample::select(vec!["\n", "\r\n", "\r"]),
        prop::sample::select(vec![
            "utf8",
            "utf8 mark",
            "utf16le",
            "utf16be",
            "utf16le mark",
            "utf16be mark",
            "1252",
        ]),
        any::<bool>(),
        prop::sample::select(vec![";", " ; ", "|", "\n", "\r\n- ", "\n• "]),
    )
        .prop_map(|(delimiter, line_end, encoding, quote_all, between)| Saved {
            delimiter,
            line_end,
            encoding,
            quote_all,
            between,
        })
}

fn quoted(cell: &str, saved: Saved) -> String {
    if saved.quote_all || cell.contains([saved.delimiter, '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

fn to_bytes(text: &str, encoding: &str) -> Vec<u8> {
    let marked = if encoding.ends_with("mark") { format!("\u{feff}{text}") } else { text.to_owned() };
    match encoding.split(' ').next() {
        Some("utf16le") => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Some("utf16be") => marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Some("1252") => encoding_rs::WINDOWS_1252.encode(&marked).0.into_owned(),
        _ => marked.into_bytes(),
    }
}

/// Names and entries in letters that every one of the encodings has.
fn people() -> impl Strategy<Value = Vec<(String, Vec<String>, Vec<String>)>> {
    let entry = "[A-Za-zäéñ][A-Za-zäéñ ,\"':.-]{0,14}[A-Za-z]";
    let entries = || prop::collection::vec(entry, 0..4);
    prop::collection::vec(("[A-Z][a-zäöüéñ]{1,8} [A-Z][a-z]{1,8}", entries(), entries()), 1..12)
}

fn save(people: &[(String, Vec<String>, Vec<String>)], saved: Saved) -> Vec<u8> {
    let delimiter = saved.delimiter.to_string();
    let mut text = ["id", "Name", "Offers", "Ask", "Città"].join(&delimiter);
    for (at, (name, offers, asks)) in people.iter().enumerate() {
        let cells = [
            at.to_string(),
            name.clone(),
            offers.join(saved.between),
            asks.join(saved.between),
            "Málaga, Süd".to_owned(),
        ];
        text.push_str(saved.line_end);
        text.push_str(&cells.map(|cell| quoted(&cell, saved)).join(&delimiter));
    }
    to_bytes(&text, saved.encoding)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Where entries are cut at commas or not is told by the whole column, so that each column gets
    /// one cell with the separator in it.
    #[test]
    fn every_way_to_save_a_table_gives_the_same_members(mut people in people(), one in saved(), other in saved()) {
        let both = || vec!["first entry".to_owned(), "second entry".to_owned()];
        people.push(("Zoe Example".to_owned(), both(), both()));
        let read = |saved| {
            let found = members::read(&save(&people, saved), &[]).map_err(|error| TestCaseError::fail(error.to_string()))?;
            Ok::<_, TestCaseError>(found)
        };
        let (first, second) = (read(one)?, read(other)?);
        prop_assert_eq!(first.members.len(), people.len());
        prop_assert_eq!(without_line(&first.members), without_line(&second.members));
        prop_assert_eq!(first.members[0].place.as_deref(), Some("Málaga, Süd"));
        let last = Entry { kind: None, text: "second entry".to_owned() };
        prop_assert_eq!(first.members[people.len() - 1].asks.last(), Some(&last));
    }
}
