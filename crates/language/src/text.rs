//! From a sentence as typed to plain words: case, accents, compatibility forms and punctuation away,
//! the marks that make a name (`c++`, `c#`, `node.js`, `.net`) kept.
//!
//! Knows nothing of meaning. The cost is one pass; sentences that are plain ASCII take no table look-up.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Names that people write with and without `js`; both become the longer one.
const SCRIPT_NAMES: &[&str] = &["react", "node", "vue", "next", "nuxt", "express", "angular", "three", "d3"];

/// Endings that belong to the word before the dot, as in `node.js` and `asp.net`.
const DOT_ENDINGS: &[&str] = &["js", "net", "io", "ai", "py"];

/// The sentence folded for comparison: lower case, no accents, one space between words, no outer space.
/// Two texts with the same folded form are the same text to every part of this crate.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in folded_chars(text) {
        if c.is_whitespace() || c.is_control() {
            gap = !out.is_empty();
        } else {
            if gap {
                out.push(' ');
                gap = false;
            }
            out.push(c);
        }
    }
    out
}

fn folded_chars(text: &str) -> Box<dyn Iterator<Item = char> + '_> {
    if text.is_ascii() {
        return Box::new(text.chars().map(|c| c.to_ascii_lowercase()));
    }
    Box::new(
        text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).flat_map(plain_letters),
    )
}

/// Letters that decomposition leaves alone although people type them plainly.
fn plain_letters(c: char) -> impl Iterator<Item = char> {
    let two = match c {
        'ß' => ['s', 's'],
        'æ' => ['a', 'e'],
        'œ' => ['o', 'e'],
        'ø' => ['o', '\0'],
        'ł' => ['l', '\0'],
        'đ' => ['d', '\0'],
        'ı' => ['i', '\0'],
        '’' | '‘' => ['\'', '\0'],
        '–' | '—' | '‐' | '‑' => ['-', '\0'],
        other => [other, '\0'],
    };
    two.into_iter().filter(|c| *c != '\0')
}

/// The words of a folded sentence, in order. Emoji and punctuation give none; a Chinese, Japanese or
/// Korean letter is a word by itself.
pub fn words(folded: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut rest = folded.chars().peekable();
    let mut before = ' ';
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        if is_ideograph(c) {
            finish(&mut word, &mut words);
            words.push(c.to_string());
        } else if c.is_alphanumeric() || joins(&word, c, before, next, rest.clone()) {
            word.push(c);
        } else {
            finish(&mut word, &mut words);
            if c == '\'' && before.is_alphanumeric() {
                skip_clipped_ending(&mut rest);
            }
        }
        before = c;
    }
    finish(&mut word, &mut words);
    words
}

/// What English hangs on with an apostrophe (`owner's`, `we've`) is no word of its own.
fn skip_clipped_ending(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    let tail: String = rest.clone().take_while(|c| c.is_alphanumeric()).collect();
    if matches!(tail.as_str(), "s" | "t" | "m" | "d" | "ll" | "re" | "ve") {
        for _ in 0..tail.len() {
            rest.next();
        }
    }
}

/// Whether a mark belongs to the name that it stands in.
fn joins(
    word: &str,
    c: char,
    before: char,
    next: Option<char>,
    rest: std::iter::Peekable<std::str::Chars<'_>>,
) -> bool {
    let ends = |n: Option<char>| n.is_none_or(|n| !n.is_alphanumeric());
    match c {
        '#' => matches!(word, "c" | "f") && ends(next),
        '+' => (word == "c" || word == "c+") && (next == Some('+') || before == '+') && !word.is_empty(),
        '.' => {
            let tail: String = rest.take_while(|c| c.is_alphanumeric()).collect();
            if word.is_empty() { tail == "net" } else { DOT_ENDINGS.contains(&tail.as_str()) }
        }
        _ => false,
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

fn finish(word: &mut String, words: &mut Vec<String>) {
    if word.is_empty() {
        return;
    }
    let mut done = std::mem::take(word);
    if let Some(stem) = done.strip_suffix(".js") {
        done = format!("{stem}js");
    } else if SCRIPT_NAMES.contains(&done.as_str()) {
        done.push_str("js");
    }
    words.push(done);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        words(&fold(text)).join("|")
    }

    #[test]
    fn case_accents_and_spaces_fold_away() {
        assert_eq!(fold("  Café\tÉLÉGANT "), "cafe elegant");
        assert_eq!(fold("Straße"), "strasse");
        assert_eq!(fold("ﬁrm’s"), "firm's");
    }

    #[test]
    fn names_with_marks_stay_apart() {
        assert_eq!(read("C, C++, C# and F#"), "c|c++|c#|and|f#");
        assert_eq!(read("React.js / Node.js / React"), "reactjs|nodejs|reactjs");
        assert_eq!(read("ASP.NET, .NET. Sold"), "asp.net|.net|sold");
    }

    #[test]
    fn punctuation_and_emoji_give_no_words() {
        assert_eq!(read("👩‍💻 … !!"), "");
        assert_eq!(read("owner's e-mail (new), l'entreprise"), "owner|e|mail|new|l|entreprise");
    }

    #[test]
    fn ideographs_are_words_by_themselves() {
        assert_eq!(read("翻译ok"), "翻|译|ok");
    }
}
