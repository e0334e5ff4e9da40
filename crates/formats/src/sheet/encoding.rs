//! Bytes to letters.
//!
//! A byte order mark decides. Without one: zero bytes in every other place are UTF-16; bytes that
//! are valid UTF-8 (or were, before the file was cut short or one cell was spoilt) are UTF-8;
//! everything else is Windows-1252, in which every byte means something, so that what is not text
//! at all must be told by its control characters.

use super::{Encoding, SheetError};

/// A file as letters.
#[derive(Debug)]
pub(crate) struct Decoded {
    /// The text without byte order mark and without control characters.
    pub(crate) text: String,
    pub(crate) encoding: Encoding,
    /// What was repaired, as sentences.
    pub(crate) repairs: Vec<String>,
}

/// The letters of `bytes`, or why they have none.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded, SheetError> {
    if let Some(kind) = other_kind(bytes) {
        return Err(SheetError::OtherFile(kind));
    }
    let (encoding, body) = encoding_of(bytes);
    let codec = match encoding {
        Encoding::Utf8 => encoding_rs::UTF_8,
        Encoding::Utf16Le => encoding_rs::UTF_16LE,
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
    };
    let (text, _) = codec.decode_without_bom_handling(body);
    // Files that were put one behind another have byte order marks in the middle.
    let text = if text.contains('\u{feff}') { text.replace('\u{feff}', "").into() } else { text };
    let (text, repairs) = without_controls(&text, encoding)?;
    if text.trim().is_empty() {
        return Err(SheetError::Empty);
    }
    Ok(Decoded { text, encoding, repairs })
}

/// Files that people hand in instead of a CSV, by their first bytes.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 12] = [
        (b"PK\x03\x04", "an Excel workbook (XLSX), an OpenDocument spreadsheet or another ZIP archive"),
        (b"PK\x05\x06", "an empty ZIP archive"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Excel workbook (XLS)"),
        (b"\x09\x08\x10\x00", "an old Excel workbook (XLS)"),
        (b"%PDF-", "a PDF"),
        (b"{\\rtf", "a rich text document"),
        (b"\x1F\x8B", "a compressed file (gzip)"),
        (b"\x89PNG\r\n\x1A\n", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (b"BEGIN:VCARD", "an address book (vCard)"),
        (b"<?xml", "an XML document"),
    ];
    let known = KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind);
    known.or_else(|| {
        let start: Vec<u8> = bytes.trim_ascii_start().iter().take(9).map(u8::to_ascii_lowercase).collect();
        let is_page = [&b"<!doctype"[..], b"<html", b"<table"].iter().any(|tag| start.starts_with(tag));
        is_page.then_some("a web page (some programs give it the ending .xls)")
    })
}

/// The encoding, and the bytes after the byte order mark.
fn encoding_of(bytes: &[u8]) -> (Encoding, &[u8]) {
    const MARKS: [(&[u8], Encoding); 3] = [
        (b"\xEF\xBB\xBF", Encoding::Utf8),
        (b"\xFF\xFE", Encoding::Utf16Le),
        (b"\xFE\xFF", Encoding::Utf16Be),
    ];
    for (mark, encoding) in MARKS {
        if let Some(body) = bytes.strip_prefix(mark) {
            return (encoding, body);
        }
    }
    let encoding =
        utf16_by_zeros(bytes).unwrap_or(if is_utf8(bytes) { Encoding::Utf8 } else { Encoding::Windows1252 });
    (encoding, bytes)
}

/// Latin letters, digits and delimiters have one zero byte each in UTF-16, always on the same side.
fn utf16_by_zeros(bytes: &[u8]) -> Option<Encoding> {
    let n_zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (n_zeros(0), n_zeros(1));
    let enough = bytes.len() / 2 / 10;
    match (even, odd) {
        (even, odd) if odd > enough && even * 20 <= odd => Some(Encoding::Utf16Le),
        (even, odd) if even > enough && odd * 20 <= even => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Valid, or so nearly valid that reading it as Windows-1252 would spoil far more letters.
fn is_utf8(bytes: &[u8]) -> bool {
    let (mut n_letters, mut n_broken) = (0_usize, 0_usize);
    let mut ends_broken = false;
    for chunk in bytes.utf8_chunks() {
        n_letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        ends_broken = !chunk.invalid().is_empty();
        n_broken += usize::from(ends_broken);
    }
    n_broken == 0 || n_letters > 4 * n_broken || (n_broken == 1 && ends_broken && n_letters > 0)
}

/// Drops control characters, which a spreadsheet never means and a terminal would obey; too many
/// of them, and it is no text.
fn without_controls(text: &str, encoding: Encoding) -> Result<(String, Vec<String>), SheetError> {
    let text = text.trim_end_matches('\u{1a}');
    let (mut n_letters, mut n_controls, mut n_unreadable) = (0_usize, 0_usize, 0_usize);
    for c in text.chars() {
        n_letters += 1;
        n_controls += usize::from(is_control(c));
        n_unreadable += usize::from(c == char::REPLACEMENT_CHARACTER);
    }
    // Noise read as UTF-16 is full of halves of letters; UTF-8 with many unreadable letters may just
    // have been spoilt by another program.
    let n_halves = if matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be) { n_unreadable } else { 0 };
    if n_controls + n_halves > 4 + n_letters / 100 {
        return Err(SheetError::NotText);
    }
    let mut repairs = Vec::new();
    if n_unreadable > 0 {
        let line = line_of(text, |c| c == char::REPLACEMENT_CHARACTER);
        repairs.push(format!(
            "{n_unreadable} unreadable character(s), the first in line {line}, are shown as \u{fffd}; \
             save the file again as CSV UTF-8."
        ));
    }
    if n_controls == 0 {
        return Ok((text.to_owned(), repairs));
    }
    let line = line_of(text, is_control);
    repairs.push(format!("{n_controls} control character(s), the first in line {line}, were left out."));
    Ok((text.chars().filter(|c| !is_control(*c)).collect(), repairs))
}

/// Tab and line breaks are no controls here, nor is the vertical tab that some databases write
/// for a line break inside a cell.
fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{85}')
}

/// 1-based line of the first character that `is_it`.
fn line_of(text: &str, is_it: impl Fn(char) -> bool) -> usize {
    let before = text.find(is_it).and_then(|at| text.get(..at)).unwrap_or("");
    let n_cr = before.bytes().filter(|b| *b == b'\r').count();
    let n_lone_lf = before
        .bytes()
        .zip(std::iter::once(b' ').chain(before.bytes()))
        .filter(|(b, last)| *b == b'\n' && *last != b'\r')
        .count();
    1 + n_cr + n_lone_lf
}
