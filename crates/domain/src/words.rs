//! What people write about themselves, made fit to be shown to others.
//!
//! Text is normalised (Unicode NFC), trimmed, and freed of characters that are not seen but act: controls,
//! and marks that turn the direction of everything after them.

use unicode_normalization::UnicodeNormalization;

/// Why a piece of text cannot be taken as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadText {
    /// Which field it stands in, in the glossary's word.
    pub field: &'static str,
    /// A sentence for whoever wrote it.
    pub sentence: String,
}

/// One line of at most `most` characters; line breaks become spaces. Empty stays empty.
pub fn line(field: &'static str, text: &str, most: usize) -> Result<String, BadText> {
    let shown: String =
        text.nfc().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| seen(*c)).collect();
    let joined = shown.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    at_most(field, joined, most)
}

/// Several lines of at most `most` characters together.
pub fn paragraph(field: &'static str, text: &str, most: usize) -> Result<String, BadText> {
    let shown: String = text.nfc().filter(|c| *c == '\n' || seen(*c)).collect();
    at_most(field, shown.trim().to_owned(), most)
}

/// A name: one line, not empty, at most 80 characters, and no address of a page, for names are shown in mails.
pub fn name(field: &'static str, text: &str) -> Result<String, BadText> {
    let name = line(field, text, 80)?;
    if name.is_empty() {
        return Err(BadText { field, sentence: "Please give a name.".to_owned() });
    }
    let lower = name.to_lowercase();
    if lower.contains("://") || lower.contains("www.") || name.contains(['<', '>', '@']) {
        let sentence = "A name cannot hold an address or the signs < > @.".to_owned();
        return Err(BadText { field, sentence });
    }
    Ok(name)
}

/// The same words however they are written: lower case, without accents, one space between words. For comparing
/// and finding, never for showing.
pub fn folded(text: &str) -> String {
    let bare = text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    let lower: String = bare.flat_map(char::to_lowercase).collect();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn at_most(field: &'static str, text: String, most: usize) -> Result<String, BadText> {
    match text.chars().count() {
        n if n > most => {
            let sentence = format!("That is {n} characters long; at most {most} fit here.");
            Err(BadText { field, sentence })
        }
        _ => Ok(text),
    }
}

/// Whether a character shows, or joins what shows (in emoji and several scripts).
fn seen(c: char) -> bool {
    let turns =
        matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}');
    let hides = matches!(c, '\u{FEFF}' | '\u{00AD}' | '\u{2028}' | '\u{2029}' | '\u{200B}' | '\u{2060}');
    !(c.is_control() || turns || hides)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_does_not_act() {
        assert_eq!(line("name", " Ada\r\nBcc: x\u{202E} \u{0}Byte ", 80).unwrap(), "Ada Bcc: x Byte");
        assert_eq!(paragraph("news", "one\n\u{200B}two\r\n", 80).unwrap(), "one\ntwo");
    }

    #[test]
    fn names_are_no_bait() {
        for bait in
            ["", " \u{200B} ", "Ada https://win.example", "www.win.example", "<b>Ada</b>", "ada@win.example"]
        {
            assert!(name("name", bait).is_err(), "{bait} was taken for a name");
        }
        assert_eq!(name("name", "Zoë  O’Neil-Müller").unwrap(), "Zoë O’Neil-Müller");
    }

    #[test]
    fn folding_forgets_case_accents_and_signs() {
        assert_eq!(folded("  Zürich, ÉCOLE & co."), "zurich ecole co");
    }
}
