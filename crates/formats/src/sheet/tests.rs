use super::*;

fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let sheet = read(bytes).unwrap_or_else(|error| panic!("{error}"));
    std::iter::once(sheet.header).chain(sheet.rows.into_iter().map(|row| row.cells)).collect()
}

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

#[test]
fn every_encoding_gives_the_same_letters() {
    let text = "name,place\nAna Exämple,Málaga\n";
    let expected = [["name", "place"], ["Ana Exämple", "Málaga"]];
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), Encoding::Utf8),
        (format!("\u{feff}{text}").into_bytes(), Encoding::Utf8),
        (windows.into_owned(), Encoding::Windows1252),
        (utf16(text, u16::to_le_bytes), Encoding::Utf16Le),
        (utf16(text, u16::to_be_bytes), Encoding::Utf16Be),
        (utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), Encoding::Utf16Le),
        (utf16(&format!("\u{feff}{text}"), u16::to_be_bytes), Encoding::Utf16Be),
    ] {
        assert_eq!(cells(&bytes), expected, "{encoding:?}");
        assert_eq!(read(&bytes).map(|sheet| sheet.dialect.encoding), Ok(encoding));
    }
}

#[test]
fn one_spoilt_letter_does_not_turn_utf8_into_another_encoding() {
    let mut bytes = "name\nÄnne\nÖzil\nÜmit\nßtein\nÉva\nR".as_bytes().to_vec();
    bytes.extend([0xe9, b'\n']);
    let sheet = read(&bytes).expect("reads");
    assert_eq!(sheet.rows[0].cells, ["Änne"]);
    assert_eq!(sheet.rows[5].cells, ["R\u{fffd}"]);
    assert!(sheet.repairs[0].contains("line 7"), "{:?}", sheet.repairs);
}

#[test]
fn a_file_cut_in_the_middle_of_a_letter_stays_utf8() {
    let whole = "name\nÄnne\nÖ".as_bytes();
    let sheet = read(&whole[..whole.len() - 1]).expect("reads");
    assert_eq!(sheet.dialect.encoding, Encoding::Utf8);
    assert_eq!(sheet.rows[0].cells, ["Änne"]);
}

#[test]
fn every_line_break_ends_a_row_and_counts_as_one_line() {
    for (end, name) in [("\n", "LF"), ("\r\n", "CRLF"), ("\r", "CR")] {
        let text = ["name,offers", "Ana,\"one", "two\"", "", "Ben,three", ""].join(end);
        let sheet = read(text.as_bytes()).expect(name);
        let lines: Vec<usize> = sheet.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 5], "{name}");
        assert_eq!(sheet.rows[0].cells, ["Ana", "one\ntwo"], "{name}");
        assert_eq!(sheet.n_blank, 1, "{name}");
    }
}

#[test]
fn the_delimiter_is_the_one_that_cuts_header_and_rows_alike() {
    for (text, delimiter) in [
        ("a,b,c\n1,2,3\n", ','),
        ("a;b;c\n1, 2, 3;x;y\n1, 2, 3;x;y\n", ';'),
        ("a\tb\n1,2;3\t4\n", '\t'),
        ("What is your name?,Offers (separate with ;)\nAna,a;b;c\n", ','),
        ("name\nAna\n", ','),
        ("name,offers,asks\nAna\nBen\nCy\n", ','),
        ("Name;What can you offer (tax, law, web, design, IT)?\nAna;tax\nBen;\n", ';'),
        ("name\nExample, Ana\nSample, Ben\n", ';'),
        ("sep=;\r\na,b;c\r\n1;2\r\n", ';'),
    ] {
        assert_eq!(read(text.as_bytes()).map(|sheet| sheet.dialect.delimiter), Ok(delimiter), "{text:?}");
    }
}

#[test]
fn the_line_that_names_the_delimiter_is_counted_but_no_row() {
    let sheet = read(b"sep=;\r\nname;place\r\nAna;Here\r\n").expect("reads");
    assert_eq!((sheet.header_line, sheet.rows[0].line), (2, 3));
    assert_eq!(sheet.header, ["name", "place"]);
}

#[test]
fn quotation_marks_hold_delimiters_line_breaks_and_themselves() {
    assert_eq!(
        cells(b"a,b\n\"x, y\",\"say \"\"hi\"\"\"\n  \"spaced\" ,z\n\"\",5\" pipe\n"),
        [["a", "b"], ["x, y", "say \"hi\""], ["spaced", "z"], ["", "5\" pipe"]]
    );
}

#[test]
fn a_quotation_mark_that_belongs_to_a_word_is_text_and_reported() {
    let sheet = read(b"name,firm\nAna,\"Acme\" Example Ltd\nBen,Beta\n").expect("reads");
    assert_eq!(sheet.rows[0].cells, ["Ana", "\"Acme\" Example Ltd"]);
    assert!(sheet.repairs[0].starts_with("Line 2:"), "{:?}", sheet.repairs);
}

#[test]
fn a_quotation_mark_never_closed_is_named_by_its_line() {
    for text in [
        "name,offers\nAna,one\nBen,\"two\nCy,three\n",
        "name,offers\nAna,one\nBen,\"two\nCy,\"three\"\nDee,four\n",
        "name,offers\r\"Ana\",one\rBen,\"two",
    ] {
        assert_eq!(read(text.as_bytes()), Err(SheetError::OpenQuote { line: 3 }), "{text:?}");
    }
    let sentence = SheetError::OpenQuote { line: 3 }.to_string();
    assert!(sentence.starts_with("line 3:") && sentence.contains("close it"), "{sentence}");
}

#[test]
fn nothing_is_told_from_no_members() {
    for bytes in [&b""[..], b"\xEF\xBB\xBF", b"\xFF\xFE", b" \n\n\t\n", b",,,\n\n,,\n"] {
        assert_eq!(read(bytes), Err(SheetError::Empty), "{bytes:?}");
    }
    let sheet = read(b"name,place").expect("a header alone is a sheet");
    assert!(sheet.rows.is_empty());
}

#[test]
fn other_files_are_named_with_the_remedy() {
    for (bytes, kind) in [
        (&b"PK\x03\x04\x14\x00"[..], "XLSX"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00", "XLS"),
        (b"%PDF-1.7\n", "PDF"),
        (b"  <HTML><body>", "web page"),
        (b"\x89PNG\r\n\x1A\n", "picture"),
    ] {
        let sentence = read(bytes).expect_err("refused").to_string();
        assert!(sentence.contains(kind) && sentence.contains("CSV UTF-8"), "{sentence}");
    }
}

#[test]
fn control_characters_are_left_out_or_betray_what_is_no_text() {
    let text = format!("name,place\n{}Ana\u{0},\u{1b}[31mHere\n", "Ben,There\n".repeat(40));
    let sheet = read(text.as_bytes()).expect("reads");
    assert_eq!(sheet.rows[40].cells, ["Ana", "[31mHere"]);
    assert!(sheet.repairs[0].contains("line 42"), "{:?}", sheet.repairs);
    let noise: Vec<u8> = (0..100_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    assert_eq!(read(&noise), Err(SheetError::NotText));
}

#[test]
fn a_file_that_another_program_spoilt_is_still_text() {
    let spoilt = "name\nM\u{fffd}ller\n".repeat(50);
    assert!(read(spoilt.as_bytes()).expect("reads").repairs[0].contains("line 2"));
    let noise: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain((0..20_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8))
        .collect();
    assert_eq!(read(&noise), Err(SheetError::NotText), "noise that begins like UTF-16");
}

#[test]
fn wide_sheets_are_read_and_endless_rows_refused() {
    let header: Vec<String> = (0..5_000).map(|i| format!("c{i}")).collect();
    let sheet = read(header.join(",").as_bytes()).expect("reads");
    assert_eq!(sheet.header.len(), 5_000);
    let endless = ",".repeat(MOST_COLUMNS) + "x";
    assert!(matches!(read(endless.as_bytes()), Err(SheetError::TooManyColumns { line: 1 })));
}

#[test]
fn empty_cells_at_the_end_are_not_cells() {
    assert_eq!(cells(b"a,b,,\n1,,,,,\n"), [vec!["a", "b"], vec!["1"]]);
}
