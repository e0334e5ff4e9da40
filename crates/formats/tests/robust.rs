//! No bytes whatever make a reader panic, and every row of a file that is read is accounted for.

use goodword_formats::sheet::SheetError;
use goodword_formats::{FileError, avoid, history, members};
use proptest::prelude::*;

/// Noise from a seed, the same on every machine (splitmix64, after Steele, Lea and Flood 2014).
fn noise(n_bytes: usize) -> Vec<u8> {
    let mut state = 0x5eed_u64;
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    (0..n_bytes.div_ceil(8)).flat_map(|_| next().to_le_bytes()).take(n_bytes).collect()
}

#[test]
fn ten_megabytes_of_noise_are_no_text() {
    let error = members::read(&noise(10_000_000), &[]).expect_err("noise");
    assert_eq!(error, FileError::Sheet(SheetError::NotText));
    assert!(error.to_string().contains("save it as CSV"));
}

#[test]
fn a_megabyte_of_separators_are_read_or_refused() {
    for unit in [",", ";", "\n", "\"", "\"\"", ",\n", "\",\"\n", "a\n", "\r", "a,\"", ";,\t"] {
        let text = format!("name,offers\n{}", unit.repeat(1_000_000 / unit.len()));
        let _ = members::read(text.as_bytes(), &[]);
    }
}

#[test]
fn five_thousand_columns_are_read() {
    let header: Vec<String> =
        (0..5_000).map(|at| if at == 4_321 { "Name".to_owned() } else { format!("col {at}") }).collect();
    let mut text = header.join(",");
    for row in 0..200 {
        let cells: Vec<String> =
            (0..5_000).map(|at| if at == 4_321 { format!("Person {row}") } else { "x".to_owned() }).collect();
        text.push('\n');
        text.push_str(&cells.join(","));
    }
    let read = members::read(text.as_bytes(), &[]).expect("reads");
    assert_eq!((read.members.len(), read.report.unused_columns.len()), (200, 4_999));
}

#[test]
fn a_file_cut_anywhere_is_read_as_far_as_it_goes_or_refused_with_a_line() {
    let whole = "name;offers\r\n\"Ana Exämple\";\"books\r\ntax\"\r\nBen;web\r\n".as_bytes();
    for end in 0..whole.len() {
        match members::read(&whole[..end], &[]) {
            Ok(read) => assert!(read.members.len() <= 2, "{end}"),
            Err(FileError::Sheet(SheetError::OpenQuote { line })) => assert!([2, 3].contains(&line), "{end}"),
            Err(FileError::Sheet(SheetError::Empty)) => assert_eq!(end, 0),
            Err(FileError::ColumnMissing { .. }) => assert!(end < 4, "{end}"),
            Err(other) => panic!("{end}: {other}"),
        }
    }
}

/// Text in which what matters to a reader of spreadsheets stands close together.
fn texts() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        ",",
        ";",
        "\t",
        "\n",
        "\r",
        "\r\n",
        "\"",
        "\"\"",
        " ",
        "'",
        "=",
        "name",
        "Vorname",
        "email",
        "id",
        "offers",
        "asks",
        "a",
        "b",
        "date",
        "sep=;",
        "paused until",
        "capacity",
        "years",
        "2026-05-01",
        "05/06/2026",
        "Ana",
        "é",
        "advice:",
        "(",
        ")",
        "\u{0}",
        "\u{feff}",
        "\u{202e}",
        "{",
        "[",
        "]",
        "}",
        "3",
        "-",
        "•",
        "#",
        "\u{1f33b}",
    ]);
    prop::collection::vec(word, 0..60).prop_map(|words| words.concat())
}

fn read_all(bytes: &[u8]) {
    let map = [("offers".to_owned(), "a".to_owned())];
    for result in [members::read(bytes, &[]), members::read(bytes, &map)] {
        match result {
            Ok(read) => {
                let report = &read.report;
                let n_told = read.members.len() + report.duplicates.len() + report.skipped.len();
                assert_eq!(n_told, report.n_rows, "every row is a member or told of");
                let mut ids: Vec<&str> = read.members.iter().map(|member| member.id.as_str()).collect();
                ids.sort_unstable();
                ids.dedup();
                assert_eq!(ids.len(), read.members.len(), "no two members share an id");
                assert!(read.members.iter().all(|member| !member.name.is_empty() && !member.id.is_empty()));
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    let _ = history::read(bytes).map_err(|error| error.to_string());
    let _ = avoid::read(bytes).map_err(|error| error.to_string());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_all(&bytes);
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in texts(), header in prop::sample::select(vec!["", "name,offers\n", "a,b,date\n", "id;name;email\r"])) {
        read_all(format!("{header}{text}").as_bytes());
    }
}
