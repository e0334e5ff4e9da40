//! When two ways of writing mean the same: headers, names, e-mail addresses.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A header or keyword without case, accents and punctuation: `"Ich suche: "` is `"ich suche"`.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let letters = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    for c in letters {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'ø' => folded.push('o'),
            'œ' => folded.push_str("oe"),
            c if c.is_alphanumeric() => folded.push(c),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// One line without marks that cannot be seen and without control characters, spaces collapsed: fit for a name or a place.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let before = line.len();
        if before > 0 {
            line.push(' ');
        }
        let spaced = line.len();
        line.extend(word.chars().filter(|c| !is_invisible(*c) && !c.is_control()));
        if line.len() == spaced {
            line.truncate(before);
        }
    }
    line
}

/// Zero-width marks and direction overrides: they come along when text is copied from pages, make
/// equal names differ and can make a name read as another.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The form in which two names are compared: accents count, case and spacing do not.
pub(crate) fn same_name(name: &str) -> String {
    one_line(&name.nfkc().collect::<String>()).to_lowercase()
}

/// The form in which two e-mail addresses are compared.
pub(crate) fn same_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// True for cells by which people say that they have nothing to say.
pub(crate) fn is_nothing(cell: &str) -> bool {
    const WORDS: [&str; 19] = [
        "", "n a", "none", "nothing", "nil", "null", "tbd", "keine", "keiner", "nichts", "nada", "ninguno",
        "ninguna", "aucun", "aucune", "rien", "geen", "nessuno", "niente",
    ];
    let folded = fold(cell);
    // A cell of symbols only ("-", "?", "...") folds to nothing; "🌱" or "C++" must not.
    if folded.is_empty() {
        cell.chars().all(|c| c.is_ascii() || "–—…".contains(c) || c.is_whitespace())
    } else {
        WORDS.contains(&folded.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_fold_to_their_letters() {
        for (header, folded) in [
            ("  E-Mail ", "e mail"),
            ("Tätigkeit:", "tatigkeit"),
            ("PRÉNOM", "prenom"),
            ("Straße", "strasse"),
            ("Nr.", "nr"),
            ("#", ""),
            ("¿A qué te dedicas?", "a que te dedicas"),
        ] {
            assert_eq!(fold(header), folded);
        }
    }

    #[test]
    fn names_keep_their_letters_on_one_line() {
        assert_eq!(one_line(" Ana\u{200b}\n  Exämple \u{feff} "), "Ana Exämple");
        assert_eq!(same_name("ANA\u{a0}Exämple"), same_name("Ana exämple"));
        assert_ne!(same_name("Müller"), same_name("Muller"), "they are two names");
    }

    #[test]
    fn nothing_is_told_from_something() {
        for cell in ["", " ", "-", "--", "n/a", "N/A", "none", "Keine.", "?", "…"] {
            assert!(is_nothing(cell), "{cell:?}");
        }
        for cell in ["C", "R", "🌱", "会計", "none of the usual", "no"] {
            assert!(!is_nothing(cell), "{cell:?}");
        }
    }
}
