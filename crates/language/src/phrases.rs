//! How much of each wording a sentence holds, without a look at the wordings that it cannot mean.
//!
//! Definitions. A wording is *found* by its keys, the rarest of its words. Its *evidence* grows with the share of its
//! weight that the sentence covers. A wording is heard *alone* where the sentence holds one of its words only.
//!
//! Idea. Most wordings that a common word finds are held by that word alone, and what they say is then known before
//! any sentence is read: one entry for each word and concept, that of its best wording, takes the place of all.
//! Wordings of which a sentence holds two words stand in lists by pairs of words, which are short. The outcome is
//! the same as that of looking at every wording.
//!
//! Cost: the concepts of each word, the wordings of each pair of words; memory linear in the lexicon.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::rows::Rows;
use crate::vocabulary::{Token, Vocabulary, WordId};

/// A wording that is covered less than this is not heard.
const COVERED: f64 = 0.4;
/// What a word of a wording counts beyond its own weight.
const BEYOND: f64 = 0.36;

/// There are two to this power marks: several for each pair of a full lexicon, in 64 KiB.
const MARK_BITS: u32 = 19;

/// A phrase as words with weights, and which of them find it.
pub(crate) struct Phrase {
    pub(crate) concept: u16,
    pub(crate) words: Box<[(WordId, f32)]>,
    /// The rarest of the words; at most two.
    pub(crate) keys: Vec<WordId>,
}

/// What is needed of a wording before its words are.
#[derive(Clone, Copy, Debug)]
struct Head {
    concept: u16,
    /// All its words are keys.
    all_keys: bool,
    /// The sum of its words' weights.
    weight: f32,
}

/// What a concept's best wording says to a sentence that holds one word of it alone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Heard {
    pub(crate) concept: u16,
    pub(crate) wording: u32,
    /// 0 to 1.
    pub(crate) evidence: f64,
}

impl Heard {
    /// Of two wordings of a concept the one that says more; of equal ones the one that stands first.
    pub(crate) fn beats(&self, evidence: f64, wording: u32) -> bool {
        self.evidence > evidence || self.evidence == evidence && self.wording < wording
    }
}

/// All wordings of a lexicon by their words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Phrases {
    heads: Vec<Head>,
    words: Rows<(WordId, f32)>,
    /// By word: what it says alone, as a known word, to each concept.
    alone: Rows<Heard>,
    /// By word: the wordings of which it is a key.
    found: Rows<u32>,
    /// By pair of words, one of them a key: the row of `together` that holds the wordings of both.
    pairs: FxHashMap<u64, u32>,
    together: Rows<u32>,
    /// Bits of the pairs by a hash: tells most pairs that stand nowhere from few bytes, which stay in the cache.
    marks: Vec<u64>,
}

impl Phrases {
    /// Wordings by the numbers of their places.
    pub(crate) fn new(phrases: &[Phrase], vocabulary: &Vocabulary) -> Phrases {
        let n_words = phrases.iter().flat_map(|p| p.words.iter()).map(|w| w.0.0 + 1).max().unwrap_or(0);
        let mut found = vec![Vec::new(); n_words as usize];
        let mut together: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
        for (number, phrase) in (0..).zip(phrases) {
            for key in &phrase.keys {
                found[key.0 as usize].push(number);
                for (other, _) in phrase.words.iter().filter(|(other, _)| other != key) {
                    together.entry(pair(*key, *other)).or_default().push(number);
                }
            }
        }
        together.values_mut().for_each(|list| list.dedup());
        let mut all = Phrases {
            heads: phrases.iter().map(Head::of).collect(),
            words: phrases.iter().map(|phrase| phrase.words.iter().copied()).collect(),
            found: found.into_iter().collect(),
            pairs: together.keys().copied().zip(0..).collect(),
            together: together.into_values().collect(),
            ..Phrases::default()
        };
        all.marks = vec![0; 1 << (MARK_BITS - 6)];
        all.pairs.keys().map(|pair| mark(*pair)).for_each(|bit| all.marks[bit >> 6] |= 1 << (bit & 63));
        all.alone = (0..n_words).map(|word| all.alone(WordId(word), vocabulary)).collect();
        all
    }

    /// The best wording of each concept for a sentence that holds this word of it only.
    fn alone(&self, word: WordId, vocabulary: &Vocabulary) -> Vec<Heard> {
        let token = Token { exact: word, id: word, weight: vocabulary.rarity(word, ""), plain: true };
        let mut best: BTreeMap<u16, Heard> = BTreeMap::new();
        for heard in self.found.row(word.0 as usize).iter().filter_map(|n| self.hear(*n, &[token])) {
            let so_far = best.entry(heard.concept).or_insert(heard);
            if heard.beats(so_far.evidence, so_far.wording) {
                *so_far = heard;
            }
        }
        best.into_values().collect()
    }

    /// Tells of every wording that could say most for its concept to this sentence, given as its words by number,
    /// each once. A wording may be told of more than once.
    pub(crate) fn listen(&self, spoken: &[Token], mut tell: impl FnMut(Heard)) {
        for (at, word) in spoken.iter().enumerate().filter(|(_, word)| word.id.is_known()) {
            if word.plain {
                self.alone.row(word.id.0 as usize).iter().for_each(|heard| tell(*heard));
            } else {
                self.hear_all(self.found.row(word.id.0 as usize), spoken, &mut tell);
            }
            for other in spoken[at + 1..].iter().filter(|other| other.id.is_known()) {
                self.hear_all(self.both(pair(word.id, other.id)), spoken, &mut tell);
            }
        }
    }

    /// The wordings that hold both words, one of them as a key.
    fn both(&self, pair: u64) -> &[u32] {
        let bit = mark(pair);
        let marked = self.marks.get(bit >> 6).is_some_and(|bits| bits >> (bit & 63) & 1 == 1);
        let row = if marked { self.pairs.get(&pair) } else { None };
        row.map_or(&[], |row| self.together.row(*row as usize))
    }

    fn hear_all(&self, wordings: &[u32], spoken: &[Token], tell: &mut impl FnMut(Heard)) {
        wordings.iter().filter_map(|wording| self.hear(*wording, spoken)).for_each(tell);
    }

    /// What one wording says; `None` when it is covered too little.
    fn hear(&self, wording: u32, spoken: &[Token]) -> Option<Heard> {
        let head = self.heads[wording as usize];
        let (covered, content) = cover(self.words.row(wording as usize), head.all_keys, spoken);
        let share = covered / f64::from(head.weight);
        if share < COVERED {
            return None;
        }
        let said = 1.2 * (content + BEYOND * (covered - content));
        let evidence = share * share * (1.0 - libm::exp(-said));
        (evidence > 0.0).then_some(Heard { concept: head.concept, wording, evidence })
    }
}

impl Head {
    fn of(phrase: &Phrase) -> Head {
        Head {
            concept: phrase.concept,
            all_keys: phrase.keys.len() == phrase.words.len(),
            weight: phrase.words.iter().map(|(_, weight)| weight).sum(),
        }
    }
}

/// Two words in either order.
fn pair(one: WordId, other: WordId) -> u64 {
    u64::from(one.0.min(other.0)) << 32 | u64::from(one.0.max(other.0))
}

/// The place of a pair among the marks (multiplicative hashing; Knuth 1973).
fn mark(pair: u64) -> usize {
    (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - MARK_BITS)) as usize
}

/// How much of a wording a sentence covers, and by how much its own words do it. Sums of two are taken in short
/// floats: the readings that the calibration was fitted to were taken so.
fn cover(words: &[(WordId, f32)], short: bool, spoken: &[Token]) -> (f64, f64) {
    let (mut covered, mut content) = ((0.0_f32, 0.0_f64), (0.0_f32, 0.0_f64));
    for (id, weight) in words {
        if let Ok(at) = spoken.binary_search_by_key(id, |word| word.id) {
            let own = spoken[at].weight;
            covered = (covered.0 + weight, covered.1 + f64::from(*weight));
            content = (content.0 + weight.min(own as f32), content.1 + own.min(f64::from(*weight)));
        }
    }
    if short { (f64::from(covered.0), f64::from(content.0)) } else { (covered.1, content.1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(id: u32, weight: f64) -> Token {
        Token { exact: WordId(id), id: WordId(id), weight, plain: true }
    }

    /// Two concepts, four words; each word weighs 1 by itself.
    fn phrases() -> Phrases {
        let phrase = |concept, words: &[(u32, f32)], keys: &[u32]| Phrase {
            concept,
            words: words.iter().map(|(id, weight)| (WordId(*id), *weight)).collect(),
            keys: keys.iter().map(|id| WordId(*id)).collect(),
        };
        let uses = ["anvil", "forge", "kiln", "loom"].map(|stem| (stem.to_string(), 1));
        let all = [
            phrase(0, &[(0, 0.9), (1, 0.8)], &[0, 1]),
            phrase(0, &[(0, 0.9), (2, 0.3), (3, 0.3)], &[0]),
            phrase(1, &[(1, 0.8), (3, 0.9)], &[3, 1]),
        ];
        Phrases::new(&all, &Vocabulary::new(&uses.into_iter().collect(), 2))
    }

    #[test]
    fn every_wording_that_speaks_is_told_of() {
        let phrases = phrases();
        for said in 0..16_u32 {
            let spoken: Vec<Token> =
                (0..4).filter(|id| said >> id & 1 == 1).map(|id| token(id, 1.0)).collect();
            let mut best: BTreeMap<u16, Heard> = BTreeMap::new();
            phrases.listen(&spoken, |heard| keep(&mut best, heard));
            let mut all: BTreeMap<u16, Heard> = BTreeMap::new();
            let found = |n: &u32| {
                let keys: &[u32] = [&[0, 1][..], &[0], &[3, 1]][*n as usize];
                spoken.iter().any(|word| keys.contains(&word.id.0))
            };
            (0..3).filter(found).filter_map(|n| phrases.hear(n, &spoken)).for_each(|h| keep(&mut all, h));
            assert_eq!(best, all, "{said:04b}");
        }
    }

    fn keep(best: &mut BTreeMap<u16, Heard>, heard: Heard) {
        let so_far = best.entry(heard.concept).or_insert(heard);
        if heard.beats(so_far.evidence, so_far.wording) {
            *so_far = heard;
        }
    }
}
