//! Files as they really arrive, and files that should never have been handed in: each is read correctly or refused
//! in a sentence that names the file and the remedy.

mod common;

use common::{DAY, Folder, Outcome, invented, matched};

/// The noise of a generator with a fixed seed (splitmix64).
fn noise(n: usize) -> Vec<u8> {
    let mut state = 0x0123_4567_89ab_cdef_u64;
    let mut word = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)).to_le_bytes()
    };
    (0..n.div_ceil(8)).flat_map(|_| word()).take(n).collect()
}

fn matching(bytes: impl AsRef<[u8]>) -> Outcome {
    let folder = Folder::new();
    let file = folder.file("club.csv", bytes);
    let outcome = folder.goodword(&["match", &file, "--on", DAY, "--out", "round.json"]);
    assert_eq!(folder.path("round.json").exists(), outcome.code == 0, "a file appears when all went well");
    outcome
}

/// How many meet someone when this file is handed in.
fn n_matched(bytes: impl AsRef<[u8]>) -> usize {
    let folder = Folder::new();
    let file = folder.file("club.csv", bytes);
    matched(&folder.round(&[&file])).len()
}

#[test]
fn ten_megabytes_of_noise_are_refused() {
    matching(noise(10_000_000)).refused(&["club.csv", "save it as CSV"]);
}

#[test]
fn noise_of_any_beginning_and_length_is_refused_or_read_but_breaks_nothing() {
    for (start, n) in [
        (&b"name,"[..], 50_000),
        (b"\xEF\xBB\xBFname\n", 3_001),
        (b"\xFF\xFE", 5_003),
        (b"\xFE\xFF", 77),
        (b"", 9),
    ] {
        let outcome = matching([start, &noise(n)].concat());
        assert!(outcome.code == 0 || outcome.told.contains("club.csv"), "{}", outcome.told);
    }
}

#[test]
fn a_file_cut_short_loses_nobody_who_is_whole() {
    let whole = invented(20);
    let row = whole.find("\nm10").unwrap();
    assert_eq!(n_matched(&whole[..row + 8]), 11, "ten and the name of the eleventh");
    let accents = format!("name\n{}Zoé", "Ana Testwööd\n".repeat(2).replacen("Ana", "Bo", 1));
    let cut = &accents.as_bytes()[..accents.len() - 1];
    let outcome = matching(cut);
    assert_eq!(outcome.code, 0, "{}", outcome.told);
    assert!(
        outcome.told.contains("line 4") && outcome.told.contains("UTF-8"),
        "the half letter is told: {}",
        outcome.told
    );
}

#[test]
fn a_file_cut_inside_a_quoted_cell_is_refused_with_its_line() {
    matching("name,asks\nAna Testwood,\"a new logo\nand a si").refused(&["club.csv", "line 2", "close it"]);
}

#[test]
fn utf_16_of_both_kinds_is_read() {
    let text = invented(9).replace("Cleo", "Zoë").replace(',', "\t");
    let units = || text.encode_utf16();
    let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
    for bytes in [[&b"\xFF\xFE"[..], &little].concat(), [&b"\xFE\xFF"[..], &big].concat(), little, big] {
        let outcome = matching(&bytes);
        assert_eq!(outcome.code, 0, "{}", outcome.told);
        assert!(outcome.told.contains("9 members read (UTF-16"), "{}", outcome.told);
    }
}

#[test]
fn letters_of_windows_and_unix_give_the_same_names() {
    let outcome = |bytes: &[u8]| {
        let folder = Folder::new();
        let file = folder.file("club.csv", bytes);
        folder.goodword(&["match", &file, "--on", DAY, "--format", "csv"]).text().to_owned()
    };
    let unix = outcome("id;name\n1;Jörg Faux\n2;Zoé Mock\n".as_bytes());
    assert!(unix.contains("Jörg Faux") && unix.contains("Zoé Mock"), "{unix}");
    assert_eq!(outcome(b"id;name\r\n1;J\xF6rg Faux\r\n2;Zo\xE9 Mock\r\n"), unix);
}

#[test]
fn five_thousand_columns_are_read_and_named_in_short() {
    let header: Vec<String> = (0..5_000).map(|i| format!("column {i}")).collect();
    let row = |name: &str| format!("{name},{}\n", vec!["x"; 5_000].join(","));
    let file = format!("name,{}\n{}{}", header.join(","), row("Ana Testwood"), row("Bo Mockbury"));
    assert_eq!(n_matched(&file), 2);
    let outcome = matching(&file);
    assert!(outcome.told.contains("4990 more") && outcome.told.len() < 3_000, "{}", outcome.told);
    matching(file.replace("name", "nothing")).refused(&["club.csv", "--map"]);
}

#[test]
fn more_columns_than_any_spreadsheet_has_are_refused() {
    matching(format!("name{}\n", ",".repeat(20_000))).refused(&["club.csv", "line 1", "columns"]);
}

#[test]
fn a_quotation_mark_that_never_closes_is_refused_with_its_line() {
    let rows = "Ana Testwood,\"a new logo\nBo Mockbury,a sign\n";
    matching(format!("name,asks\n{}{rows}", rows.replace('"', ""))).refused(&[
        "club.csv",
        "line 4",
        "quotation mark",
    ]);
}

#[test]
fn zero_bytes_are_left_out_or_refused() {
    let some = invented(6).replacen("Testwood", "Test\0wood", 1);
    let outcome = matching(&some);
    assert_eq!(outcome.code, 0, "{}", outcome.told);
    assert!(outcome.told.contains("control character"), "{}", outcome.told);
    matching(vec![0; 4_096]).refused(&["club.csv"]);
    matching(invented(6).replace('e', "\0\0")).refused(&["club.csv", "save it as CSV"]);
}

#[test]
fn files_of_other_programs_are_recognised() {
    for (bytes, kind) in [
        (&b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml"[..], "Excel"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0", "Excel"),
        (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n", "PDF"),
        (b"<!DOCTYPE html><html><table><tr><td>name</td></tr></table>", "web page"),
        (b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", "picture"),
    ] {
        matching(bytes).refused(&["club.csv", kind, "save it as CSV"]);
    }
}

#[test]
fn a_json_file_in_place_of_the_members_is_refused_with_a_remedy() {
    let folder = Folder::new();
    let members = folder.file("members.csv", invented(4));
    folder.goodword(&["match", &members, "--out", "round.json"]);
    folder.goodword(&["match", "round.json"]).refused(&["round.json"]);
}

#[test]
fn an_empty_file_is_refused_and_a_header_alone_is_a_club_of_none() {
    for nothing in ["", "\n\n\n", "\u{feff}", ",,,\n,,,\n"] {
        matching(nothing).refused(&["club.csv", "empty", "header"]);
    }
    let outcome = matching("name,email,offers,asks\n");
    assert_eq!(outcome.code, 0, "{}", outcome.told);
    assert!(outcome.told.contains("0 members read"), "{}", outcome.told);
}

#[test]
fn one_column_of_names_suffices() {
    assert_eq!(n_matched("Name\nAna Testwood\nBo Mockbury\nCy Fauxley\n"), 3);
    matching("Ana Testwood\nBo Mockbury\n").refused(&["club.csv", "name", "--map"]);
}

#[test]
fn duplicates_are_told_with_both_lines_and_matched_once() {
    let file =
        "name,email\nAna Testwood,ana@example.org\nBo Mockbury,bo@example.org\nAna T.,ANA@example.org\n";
    let outcome = matching(file);
    assert_eq!((outcome.code, n_matched(file)), (0, 2));
    assert!(outcome.told.contains("line 4") && outcome.told.contains("line 2"), "{}", outcome.told);
}

#[test]
fn rows_without_a_name_and_blank_rows_are_told() {
    let file = "name,email\nAna Testwood,\n\n,bo@example.org\n  ,  \nCy Fauxley,\n";
    let outcome = matching(file);
    assert_eq!((outcome.code, n_matched(file)), (0, 2));
    assert!(outcome.told.contains("line 4"), "{}", outcome.told);
}

#[test]
fn a_day_that_can_mean_two_days_is_refused_with_row_column_and_remedy() {
    let refused = matching("Name;Paused until\nAna Testwood;05/06/2027\n");
    refused.refused(&["club.csv", "line 2", "Paused until", "2027-06-05", "2027-05-06"]);
}

#[test]
fn a_folder_or_nothing_at_all_is_refused() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("members")).unwrap();
    folder.goodword(&["match", "members"]).refused(&["members", "folder", "name a file in it"]);
    folder.goodword(&["match", "membres.csv"]).refused(&["membres.csv", "no such file", "Check the name"]);
    let members = folder.file("members.csv", invented(2));
    for option in ["--history", "--avoid", "--lexicon"] {
        folder
            .goodword(&["match", &members, option, "missing.csv"])
            .refused(&["missing.csv", "no such file"]);
        folder.goodword(&["match", &members, option, "members"]).refused(&["members", "folder"]);
    }
}

#[test]
fn messy_histories_and_avoid_files_are_refused_too() {
    let folder = Folder::new();
    let members = folder.file("members.csv", invented(4));
    let noise = folder.file("noise.csv", noise(20_000));
    let workbook = folder.file("last.xlsx", b"PK\x03\x04\x14\0\x06\0");
    for option in ["--history", "--avoid"] {
        folder.goodword(&["match", &members, option, &noise]).refused(&["noise.csv", "CSV"]);
        folder.goodword(&["match", &members, option, &workbook]).refused(&[
            "last.xlsx",
            "Excel",
            "save it as CSV",
        ]);
    }
}

#[test]
fn cells_that_a_spreadsheet_would_run_come_out_as_text() {
    let folder = Folder::new();
    let file = folder
        .file("club.csv", "name,profession,asks\n=cmd|' /C calc'!A0,@SUM(A1),+1\nBo Mockbury,-2,=1+1\n");
    let outcome = folder.goodword(&["match", &file, "--on", DAY, "--format", "csv"]);
    assert_eq!(outcome.code, 0, "{}", outcome.told);
    let cells = outcome.text().trim_start_matches('\u{feff}').split([',', '\n', '"']);
    let running: Vec<&str> = cells.filter(|cell| cell.starts_with(['=', '+', '-', '@'])).collect();
    assert_eq!(running, [""; 0], "{}", outcome.text());
    assert!(outcome.text().contains("'=cmd"), "{}", outcome.text());
}

#[test]
fn a_name_with_terminal_codes_cannot_paint_the_terminal() {
    let folder = Folder::new();
    let file = folder.file("club.csv", "name,wat\x1b[31m\nAna \x1b[2JTestwood,\nBo Mockbury,\n");
    let outcome = folder.goodword(&["match", &file, "--on", DAY]);
    assert_eq!(outcome.code, 0, "{}", outcome.told);
    assert!(!outcome.out.contains(&0x1b) && !outcome.told.contains('\u{1b}'));
}
