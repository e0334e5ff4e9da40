//! Whom a sentence speaks of as customers: "for small firms", "wedding couples".
//!
//! Phrases of the lexicon's audiences, found word by word. Cost: one look-up per word.

use rustc_hash::FxHashMap;

use crate::lexicon::Lexicon;
use crate::vocabulary::{Vocabulary, WordId};

/// Phrases that begin with one word, each with the number of its audience.
type Phrases = Vec<Phrase>;

/// A phrase and the number of its audience.
type Phrase = (Box<[WordId]>, u16);

/// The audiences' phrases, by their first word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Audiences {
    by_first: FxHashMap<WordId, Phrases>,
}

impl Audiences {
    /// All phrases of all audiences, numbered in the order of their ids.
    pub(crate) fn new(lexicon: &Lexicon, vocabulary: &Vocabulary) -> Audiences {
        let mut audiences = Audiences::default();
        for (number, audience) in lexicon.audiences().enumerate() {
            for phrase in audience.words.iter().chain([&audience.name, &audience.id]) {
                let words = vocabulary.ids(phrase);
                if let Some(first) = words.first() {
                    audiences.by_first.entry(*first).or_default().push((words.into(), number as u16));
                }
            }
        }
        audiences
    }

    /// The audiences that a sentence names, told by its words in order; ascending.
    pub(crate) fn named(&self, words: &[WordId]) -> Vec<u16> {
        let mut named = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let phrases = self.by_first.get(word).into_iter().flatten();
            named.extend(
                phrases.filter(|(phrase, _)| words[at..].starts_with(phrase)).map(|(_, number)| *number),
            );
        }
        named.sort_unstable();
        named.dedup();
        named
    }
}
