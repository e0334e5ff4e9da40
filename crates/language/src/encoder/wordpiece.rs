//! From a sentence to the pieces that a BERT model knows (uncased WordPiece).
//!
//! Lower case, accents away, split at white space, punctuation and Chinese letters; then, word by word, the
//! longest known beginning, and the longest known continuation (`##ing`) until nothing is left. A word that
//! cannot be pieced is `[UNK]`. Reference: Wu and others, "Google's Neural Machine Translation System",
//! 2016; the BERT authors' rules for cleaning. Cost: linear in the text, quadratic in a word.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// Words longer than this are unknown.
const LONGEST_WORD: usize = 100;

/// The pieces of one model.
#[derive(Clone, Debug)]
pub(crate) struct WordPieces {
    ids: FxHashMap<String, u32>,
    unknown: u32,
    start: u32,
    end: u32,
}

impl WordPieces {
    /// From the model's pieces in the order of their numbers; `None` without BERT's three marks.
    pub(crate) fn new(pieces: impl IntoIterator<Item = String>) -> Option<WordPieces> {
        let ids: FxHashMap<String, u32> =
            pieces.into_iter().enumerate().map(|(number, piece)| (piece, number as u32)).collect();
        let mark = |name: &str| ids.get(name).copied();
        let (unknown, start, end) = (mark("[UNK]")?, mark("[CLS]")?, mark("[SEP]")?);
        Some(WordPieces { ids, unknown, start, end })
    }

    /// The greatest number of a piece.
    pub(crate) fn greatest(&self) -> u32 {
        self.ids.values().copied().max().unwrap_or(0)
    }

    /// The numbers of a sentence's pieces between the start and the end mark, at most `most` in all.
    pub(crate) fn read(&self, text: &str, most: usize) -> Vec<u32> {
        let mut ids = vec![self.start];
        for word in basic_words(text) {
            self.piece(&word, &mut ids);
            if ids.len() >= most {
                break;
            }
        }
        ids.truncate(most.saturating_sub(1).max(1));
        ids.push(self.end);
        ids
    }

    fn piece(&self, word: &str, ids: &mut Vec<u32>) {
        let before = ids.len();
        let mut rest = word;
        while !rest.is_empty() && word.chars().count() <= LONGEST_WORD {
            let Some((id, length)) = self.longest(rest, rest.len() < word.len()) else {
                ids.truncate(before);
                break;
            };
            ids.push(id);
            rest = &rest[length..];
        }
        if ids.len() == before {
            ids.push(self.unknown);
        }
    }

    fn longest(&self, rest: &str, continues: bool) -> Option<(u32, usize)> {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
        for end in ends {
            let found = if continues {
                self.ids.get(&format!("##{}", &rest[..end]))
            } else {
                self.ids.get(&rest[..end])
            };
            if let Some(id) = found {
                return Some((*id, end));
            }
        }
        None
    }
}

/// Words and marks of punctuation, cleaned.
fn basic_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let letters = text.chars().filter(|c| !is_dropped(*c)).flat_map(char::to_lowercase).nfd();
    for c in letters {
        let category = c.general_category_group();
        if c.is_whitespace() || is_chinese(c) || is_punctuation(c, category) {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if !c.is_whitespace() {
                words.push(c.to_string());
            }
        } else if category != GeneralCategoryGroup::Mark {
            word.push(c);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

fn is_dropped(c: char) -> bool {
    c == '\u{fffd}'
        || c.general_category_group() == GeneralCategoryGroup::Other && !matches!(c, '\t' | '\n' | '\r')
}

fn is_punctuation(c: char, category: GeneralCategoryGroup) -> bool {
    c.is_ascii_punctuation() || category == GeneralCategoryGroup::Punctuation
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2ceaf}' | '\u{f900}'..='\u{faff}'
        | '\u{2f800}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> WordPieces {
        let list = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "book", "##keep", "##er", "cafe", ",", "中"];
        WordPieces::new(list.map(String::from)).expect("has the marks")
    }

    #[test]
    fn words_fall_into_their_longest_pieces() {
        assert_eq!(pieces().read("Bookkeeper, CAFÉ 中zz", 64), [2, 4, 5, 6, 8, 7, 9, 1, 3]);
    }

    #[test]
    fn long_texts_are_cut_and_keep_their_end() {
        assert_eq!(pieces().read("book book book book", 4), [2, 4, 4, 3]);
    }
}
