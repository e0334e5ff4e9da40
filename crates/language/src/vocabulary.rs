//! The words that the lexicon knows: a number and a rarity for each, and forgiveness for misspelt ones.
//!
//! Rarity comes from the lexicon and the list of everyday words alone, never from a community's texts:
//! adding an offer must not change how near two others are. `rarity(w) = ceiling(w) ln(1 + C/df(w)) / ln(1 + C)`
//! with C concepts, df(w) of which use w (inverse document frequency, Spärck Jones 1972, scaled to 0..1).

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::everyday;
use crate::stem::stem;
use crate::text;

/// The number of a word. Words that the lexicon lacks get one from a hash of their letters, with the
/// highest bit set, so that two sentences which share an unknown word still meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WordId(pub(crate) u32);

const UNKNOWN: u32 = 1 << 31;

impl WordId {
    /// Whether the lexicon has it.
    pub(crate) fn is_known(self) -> bool {
        self.0 & UNKNOWN == 0
    }
}

/// Known stems with numbers and rarities.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    ids: FxHashMap<Box<str>, u32>,
    rarity: Vec<f32>,
    /// Rarity before the ceiling.
    idf: Vec<f32>,
    /// Known stems of five letters and more, sorted.
    long: Vec<(Box<str>, u32)>,
    /// Known stems with one letter left out, to the least number that gives them.
    clipped: FxHashMap<Box<str>, u32>,
    ceilings: FxHashMap<String, f64>,
    /// Words as they are written, for those that have been met: saves stemming them again.
    written: FxHashMap<Box<str>, Token>,
}

/// One word of a sentence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Token {
    /// The word as it stands there.
    pub(crate) exact: WordId,
    /// The word that it was probably meant to be.
    pub(crate) id: WordId,
    /// Its weight by itself.
    pub(crate) weight: f64,
    /// The weight is that of a known word, whatever stands around it.
    pub(crate) plain: bool,
}

impl Token {
    /// The same in a clause beside the core of the sentence.
    pub(crate) fn aside(self) -> Token {
        Token { weight: ASIDE * self.weight, plain: false, ..self }
    }
}

/// A slip is forgiven from this many letters on: below, another letter is mostly another word.
const LONG_ENOUGH: usize = 7;
/// What a word counts that had to be guessed from its spelling.
const GUESSED: f64 = 0.6;
/// What a word counts that gives a reason or a purpose.
const ASIDE: f64 = 0.6;

impl Vocabulary {
    /// From how many concepts use each stem.
    pub(crate) fn new(uses: &BTreeMap<String, usize>, n_concepts: usize) -> Vocabulary {
        let ceilings: FxHashMap<String, f64> =
            everyday::all().map(|(word, ceiling)| (stem(word), ceiling)).collect();
        let mut vocabulary = Vocabulary { ceilings, ..Vocabulary::default() };
        for (stem, df) in uses {
            let number = vocabulary.rarity.len() as u32;
            let idf = rarity_of(*df, n_concepts);
            vocabulary.idf.push(idf as f32);
            vocabulary.rarity.push(vocabulary.ceiling(stem) as f32 * idf as f32);
            vocabulary.ids.insert(stem.as_str().into(), number);
            if forgivable(stem) && vocabulary.ceiling(stem) == 1.0 {
                vocabulary.long.push((stem.as_str().into(), number));
                each_clipping(stem, |clipped| {
                    vocabulary.clipped.entry(clipped.into()).or_insert(number);
                });
            }
        }
        vocabulary
    }

    /// Remembers how a word is written, so that it needs no stemming again.
    pub(crate) fn remember(&mut self, word: &str) {
        if !self.written.contains_key(word) {
            let token = self.token(word);
            self.written.insert(word.into(), token);
        }
    }

    /// One word as [`crate::text::words`] gives it.
    pub(crate) fn token(&self, word: &str) -> Token {
        if let Some(token) = self.written.get(word) {
            return *token;
        }
        let stem = stem(word);
        let exact = self.id(&stem);
        match self.meant(&stem) {
            Some(meant) if !exact.is_known() && self.ceiling(&stem) == 1.0 => {
                Token { exact, id: meant, weight: GUESSED * self.rarity(meant, &stem), plain: false }
            }
            _ => Token { exact, id: exact, weight: self.rarity(exact, &stem), plain: exact.is_known() },
        }
    }

    /// The numbers of a text's words, in order.
    pub(crate) fn ids(&self, text: &str) -> Vec<WordId> {
        let mut ids = Vec::new();
        text::each_word(&text::fold(text), |word| ids.push(self.token(word).exact));
        ids
    }

    /// The number of a stem.
    pub(crate) fn id(&self, stem: &str) -> WordId {
        WordId(self.ids.get(stem).copied().unwrap_or_else(|| UNKNOWN | hash(stem)))
    }

    /// How rare a known word is among the concepts, whatever it says.
    pub(crate) fn idf(&self, id: WordId) -> f32 {
        self.idf.get(id.0 as usize).copied().unwrap_or(1.0)
    }

    /// Whether a known word is more than an everyday one.
    pub(crate) fn is_content(&self, id: WordId) -> bool {
        let at = id.0 as usize;
        at < self.idf.len() && self.rarity[at] >= self.idf[at]
    }

    /// Whether a known word says nothing.
    pub(crate) fn is_silent(&self, id: WordId) -> bool {
        self.rarity.get(id.0 as usize).is_some_and(|rarity| *rarity == 0.0)
    }

    /// The weight of a stem by itself, 0 (says nothing) to 1 (says all).
    pub(crate) fn rarity(&self, id: WordId, stem: &str) -> f64 {
        if id.is_known() { f64::from(self.rarity[id.0 as usize]) } else { self.ceiling(stem) }
    }

    /// How much an everyday word may count: 0 for silent, little for faint, 1 for all others.
    pub(crate) fn ceiling(&self, stem: &str) -> f64 {
        let numeral = stem.len() < 3 && stem.bytes().all(|b| b.is_ascii_digit());
        self.ceilings.get(stem).copied().unwrap_or(if numeral { 0.1 } else { 1.0 })
    }

    /// The known stem that an unknown one was probably meant to be: one slip of the finger, or another
    /// ending (which also reads the inflections of other languages).
    pub(crate) fn meant(&self, stem: &str) -> Option<WordId> {
        if !forgivable(stem) {
            return None;
        }
        self.slip(stem).or_else(|| self.other_ending(stem)).map(WordId)
    }

    fn slip(&self, stem: &str) -> Option<u32> {
        if stem.len() < LONG_ENOUGH {
            return None;
        }
        if let Some(id) = self.clipped.get(stem) {
            return Some(*id);
        }
        let (mut missing, mut changed) = (None::<u32>, None::<u32>);
        each_clipping(stem, |clip| {
            missing = least(missing, self.ids.get(clip).filter(|_| forgivable(clip)));
            changed = least(changed, self.clipped.get(clip));
        });
        missing.or(changed)
    }

    fn other_ending(&self, stem: &str) -> Option<u32> {
        let at = self.long.partition_point(|(known, _)| known.as_ref() < stem);
        let around = self.long[at.saturating_sub(2)..(at + 2).min(self.long.len())].iter();
        around
            .map(|(known, id)| (shared_start(known, stem), known.len(), *id))
            .filter(|(shared, len, _)| *shared >= 5 && 4 * shared >= 3 * len && 3 * shared >= 2 * stem.len())
            .max_by_key(|(shared, len, id)| (*shared, std::cmp::Reverse(*len), std::cmp::Reverse(*id)))
            .map(|(_, _, id)| id)
    }
}

/// Rarity before the ceiling.
fn rarity_of(df: usize, n_concepts: usize) -> f64 {
    let n = n_concepts.max(1) as f64;
    libm::log1p(n / df.max(1) as f64) / libm::log1p(n)
}

/// Short words differ by one letter too often to be forgiven.
fn forgivable(stem: &str) -> bool {
    stem.len() >= 5 && stem.bytes().all(|b| b.is_ascii_lowercase())
}

/// The stem with each of its letters but the first left out.
fn each_clipping(stem: &str, mut tell: impl FnMut(&str)) {
    let mut clipped = String::with_capacity(stem.len());
    for at in 1..stem.len() {
        clipped.clear();
        clipped.push_str(&stem[..at]);
        clipped.push_str(&stem[at + 1..]);
        tell(&clipped);
    }
}

fn least(one: Option<u32>, other: Option<&u32>) -> Option<u32> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(*other)),
        (one, other) => one.or(other.copied()),
    }
}

fn shared_start(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count()
}

/// FNV-1a, folded to 31 bits: the same on every machine.
fn hash(text: &str) -> u32 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes() {
        h = (h ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    ((h >> 33) ^ h) as u32 & (UNKNOWN - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let uses = ["bookkeep", "photograph", "florist", "steuerberat", "cat"];
        Vocabulary::new(&uses.iter().map(|s| ((*s).to_string(), 1)).collect(), 10)
    }

    #[test]
    fn one_slip_is_forgiven_in_long_words_only() {
        let v = vocabulary();
        for slip in ["bokkeep", "bookkeeep", "bookkeap", "photograhp"] {
            assert!(v.meant(slip).is_some(), "{slip}");
        }
        assert_eq!(v.meant("cut"), None);
        assert_eq!(v.meant("tourist"), None);
    }

    #[test]
    fn another_ending_is_the_same_word() {
        let v = vocabulary();
        assert_eq!(v.meant("steuerberaterin"), Some(v.id("steuerberat")));
        assert_eq!(v.meant("steuer"), None);
    }

    #[test]
    fn unknown_words_meet_themselves_only() {
        let v = vocabulary();
        assert_eq!(v.id("zzyzx"), v.id("zzyzx"));
        assert_ne!(v.id("zzyzx"), v.id("zzyzy"));
        assert!(!v.id("zzyzx").is_known());
    }
}
