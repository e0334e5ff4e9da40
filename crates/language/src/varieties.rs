//! Names of things that do not stand in for one another.
//!
//! Definitions. A *variety* is a name such as "Python", "French" or "AWS"; varieties of one *family* serve the same
//! purpose, yet an ask for one is not answered by another. Two sentences *differ in variety* when each names some
//! and they share none.
//!
//! Idea. Longer names are found first and use up their words, so that "Microsoft SQL Server" is not also "SQL".
//! Cost: one look-up per word.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::vocabulary::{Vocabulary, WordId};

const STANDARD: &str = include_str!("../varieties.toml");

/// An entry of at most so many words is taken for a bare name.
const BARE: usize = 3;

/// The number of a variety, and whether its name counts in bare entries only.
#[derive(Clone, Copy, Debug)]
struct Name {
    variety: u16,
    family: u16,
    bare_only: bool,
}

/// One named thing in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Variety {
    number: u16,
    family: u16,
}

/// What a sentence names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Named {
    varieties: Box<[Variety]>,
    bare: bool,
}

/// All names, by their first word.
#[derive(Clone, Debug)]
pub(crate) struct Varieties {
    by_first: FxHashMap<WordId, Vec<(Vec<WordId>, Name)>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    names: Vec<String>,
    alone: Vec<String>,
}

impl Varieties {
    /// The embedded families.
    pub fn standard(vocabulary: &Vocabulary) -> Varieties {
        let families: BTreeMap<String, Family> =
            toml::from_str(STANDARD).expect("the embedded varieties are read by a test");
        let mut varieties = Varieties { by_first: FxHashMap::default() };
        let mut next = 0;
        for (family, lists) in (0..).zip(families.values()) {
            for (names, bare_only) in [(&lists.names, false), (&lists.alone, true)] {
                for name in names {
                    name.split('|').for_each(|alias| {
                        varieties.add(vocabulary.ids(alias), Name { variety: next, family, bare_only })
                    });
                    next += 1;
                }
            }
        }
        // Longer names come first.
        varieties
            .by_first
            .values_mut()
            .for_each(|names| names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
        varieties
    }

    fn add(&mut self, words: Vec<WordId>, name: Name) {
        if let Some(first) = words.first().copied() {
            self.by_first.entry(first).or_default().push((words, name));
        }
    }

    /// What a sentence names, told by its words in order.
    pub fn named(&self, words: &[WordId]) -> Named {
        let bare = words.len() <= BARE;
        let (mut at, mut found) = (0, Vec::new());
        while at < words.len() {
            let known = self.by_first.get(&words[at]).into_iter().flatten();
            let longest =
                known.filter(|(name, _)| words[at..].starts_with(name)).find(|(_, n)| bare || !n.bare_only);
            if let Some((_, name)) = longest {
                found.push(Variety { number: name.variety, family: name.family });
            }
            at += longest.map_or(1, |(name, _)| name.len());
        }
        found.sort_unstable();
        found.dedup();
        Named { varieties: found.into(), bare }
    }
}

impl Named {
    /// Do both name something, and nothing that is the same? A long ask differs only within one family: what else
    /// it says may matter more.
    pub fn differs(&self, offer: &Named) -> bool {
        let mut pairs = self.varieties.iter().flat_map(|a| offer.varieties.iter().map(move |b| (a, b)));
        let both = !self.varieties.is_empty() && !offer.varieties.is_empty();
        let shared = pairs.clone().any(|(a, b)| a.number == b.number);
        both && !shared && (self.bare || pairs.any(|(a, b)| a.family == b.family))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differ(ask: &str, offer: &str) -> bool {
        let vocabulary = Vocabulary::default();
        let varieties = Varieties::standard(&vocabulary);
        let named = |text: &str| varieties.named(&vocabulary.ids(text));
        named(ask).differs(&named(offer))
    }

    #[test]
    fn one_variety_does_not_stand_in_for_another() {
        assert!(differ("Python", "Java"));
        assert!(differ("AWS", "Docker"));
        assert!(differ("SQL", "Microsoft SQL Server"), "a longer name uses up its words");
        assert!(differ("a letter put into French", "translations into Polish and Czech"));
    }

    #[test]
    fn aliases_and_shared_names_are_the_same_thing() {
        assert!(!differ("AWS", "Amazon Web Services (AWS)"));
        assert!(!differ("React.js", "React and Vue front ends"));
        assert!(!differ("HTML/CSS", "CSS"));
    }

    #[test]
    fn everyday_words_name_nothing_in_a_sentence() {
        assert!(!differ("I work 70 hours and cannot let go", "Python courses for beginners"));
    }
}
