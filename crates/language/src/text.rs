//! From a sentence as typed to plain words: case, accents, compatibility forms and punctuation away,
//! the marks that make a name (`c++`, `c#`, `node.js`, `.net`) kept.
//!
//! Knows nothing of meaning. The cost is one pass; sentences that are plain ASCII take no table look-up.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Endings that belong to the word before the dot, as in `node.js` and `asp.net`.
const DOT_ENDINGS: &[&str] = &["js", "net", "io", "ai", "py"];

/// The sentence folded for comparison: lower case, no accents, one space between words, no outer space.
/// Two texts with the same folded form are the same text to every part of this crate.
pub fn fold(text: &str) -> String {
    let mut folded = Folded { out: String::with_capacity(text.len()), gap: false };
    if text.is_ascii() {
        text.bytes().for_each(|b| folded.push(char::from(b.to_ascii_lowercase())));
    } else {
        let plain = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
        plain.flat_map(plain_letters).for_each(|c| folded.push(c));
    }
    folded.out
}

/// A folded sentence so far, and whether a gap follows it.
struct Folded {
    out: String,
    gap: bool,
}

impl Folded {
    fn push(&mut self, c: char) {
        if c.is_whitespace() || c.is_control() {
            self.gap = !self.out.is_empty();
            return;
        }
        if std::mem::take(&mut self.gap) {
            self.out.push(' ');
        }
        self.out.push(c);
    }
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

/// The words of a folded sentence, in order.
pub fn words(folded: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(folded, |word| words.push(word.to_owned()));
    words
}

/// Tells the words of a folded sentence, in order. Emoji and punctuation give none; a Chinese, Japanese or
/// Korean letter is a word by itself.
pub fn each_word(folded: &str, mut tell: impl FnMut(&str)) {
    let mut word = String::with_capacity(24);
    let mut rest = folded.chars();
    let mut before = ' ';
    while let Some(c) = rest.next() {
        if c.is_ascii_lowercase() {
            word.push(c);
        } else if is_ideograph(c) {
            finish(&mut word, &mut tell);
            tell(c.encode_utf8(&mut [0; 4]));
        } else if c.is_alphanumeric() || joins(&word, c, before, rest.as_str()) {
            word.push(c);
        } else {
            finish(&mut word, &mut tell);
            if c == '\'' && before.is_alphanumeric() {
                rest = without_clipped_ending(rest.as_str()).chars();
            }
        }
        before = c;
    }
    finish(&mut word, &mut tell);
}

/// What English hangs on with an apostrophe (`owner's`, `we've`) is no word of its own.
fn without_clipped_ending(rest: &str) -> &str {
    let (tail, left) = rest.split_at(tail_length(rest));
    if matches!(tail, "s" | "t" | "m" | "d" | "ll" | "re" | "ve") { left } else { rest }
}

/// How many bytes of letters and numerals a text begins with.
fn tail_length(rest: &str) -> usize {
    rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())
}

/// Whether a mark belongs to the name that it stands in.
fn joins(word: &str, c: char, before: char, rest: &str) -> bool {
    match c {
        '#' => matches!(word, "c" | "f") && tail_length(rest) == 0,
        '+' => matches!(word, "c" | "c+") && (before == '+' || rest.starts_with('+')),
        '.' => {
            let tail = &rest[..tail_length(rest)];
            if word.is_empty() { tail == "net" } else { DOT_ENDINGS.contains(&tail) }
        }
        _ => false,
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// Names that people write with and without `js`; both become the longer one.
fn is_script_name(word: &str) -> bool {
    matches!(word, "react" | "node" | "vue" | "next" | "nuxt" | "express" | "angular" | "three" | "d3")
}

fn finish(word: &mut String, tell: &mut impl FnMut(&str)) {
    if word.is_empty() {
        return;
    }
    if word.ends_with(".js") {
        word.truncate(word.len() - ".js".len());
        word.push_str("js");
    } else if is_script_name(word) {
        word.push_str("js");
    }
    tell(word);
    word.clear();
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
