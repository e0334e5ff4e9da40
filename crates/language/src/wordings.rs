//! The index from words to concepts that a reader looks up.
//!
//! Definitions. A *wording* is one phrase of a concept. A word *points* to a concept as strongly as the
//! concept's share of all wordings that use the word. A wording is *touched* by a sentence that holds one
//! of its content words.
//!
//! Idea. Loose words and whole phrases are two witnesses: words are sure to say something, phrases say it
//! surely ("behind with my books"). In a phrase with at most one content word its small words count too,
//! or "do my books" would be no more than "books".
//!
//! Reference: explicit semantic analysis (Gabrilovich and Markovitch 2007), with a lexicon in the place
//! of the encyclopaedia. Cost: linear in the lexicon to build, in the touched postings to read.

use std::collections::{BTreeMap, BTreeSet};

use crate::everyday;
use crate::lexicon::{Lexicon, Side};
use crate::phrases::{Phrase, Phrases};
use crate::rows::Rows;
use crate::stem::stem;
use crate::text;
use crate::vocabulary::{Vocabulary, WordId};

/// One phrase of one concept.
#[derive(Clone, Debug)]
pub(crate) struct Wording {
    pub(crate) concept: u16,
    pub(crate) side: Side,
    /// The phrase as its writer wrote it.
    pub(crate) text: Box<str>,
}

/// Postings from known words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wordings {
    pub(crate) n_concepts: usize,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) all: Vec<Wording>,
    /// Their words, and which sentences hold them.
    pub(crate) phrases: Phrases,
    /// By word number: concepts and how strongly the word points there.
    pointers: Rows<(u16, f32)>,
}

/// A wording is found by its so many rarest words: the common ones would only find what is not meant.
const KEYS: usize = 2;

/// What a wording counts towards pointing: words that point alone count double.
fn votes(side: Side) -> f64 {
    match side {
        Side::Word => 2.0,
        Side::Ask | Side::Offer => 1.0,
    }
}

impl Wordings {
    /// Indexes every wording of every concept, in the order of their ids.
    pub(crate) fn new(lexicon: &Lexicon) -> Wordings {
        let stemmed = stemmed_wordings(lexicon);
        let mut vocabulary = Vocabulary::new(&uses(&stemmed), lexicon.concepts().len());
        for (_, _, text, _) in &stemmed {
            text::each_word(&text::fold(text), |word| vocabulary.remember(word));
        }
        everyday::all().for_each(|(word, _)| vocabulary.remember(word));
        let mut index = Wordings { n_concepts: lexicon.concepts().len(), vocabulary, ..Wordings::default() };
        let mut phrases = Vec::new();
        for (concept, side, text, stems) in stemmed {
            let words: Box<[(WordId, f32)]> = index.weigh(&stems).into();
            if !words.is_empty() {
                index.all.push(Wording { concept, side, text: text.into() });
                phrases.push(Phrase { concept, keys: index.keys(&words), words });
            }
        }
        index.pointers = index.point(&phrases);
        index.phrases = Phrases::new(&phrases, &index.vocabulary);
        index
    }

    /// The weights of a phrase's words: content words theirs; small words only where content is scarce.
    fn weigh(&self, stems: &[String]) -> Vec<(WordId, f32)> {
        let content = stems.iter().filter(|stem| self.vocabulary.ceiling(stem) == 1.0).count();
        let mut words: BTreeMap<WordId, f32> = BTreeMap::new();
        for stem in stems {
            let id = self.vocabulary.id(stem);
            let own = self.vocabulary.rarity(id, stem) as f32;
            let weight = match (self.vocabulary.ceiling(stem), content) {
                (1.0, _) => own,
                (0.0, 0 | 1) => 0.27,
                (_, 0 | 1) => 0.3,
                (0.0, _) => 0.0,
                _ => own,
            };
            words.insert(id, weight);
        }
        words.into_iter().filter(|(_, weight)| *weight > 0.0).collect()
    }

    /// By word, the concepts that it points to.
    fn point(&self, phrases: &[Phrase]) -> Rows<(u16, f32)> {
        let n_words = phrases.iter().flat_map(|p| p.words.iter()).map(|w| w.0.0 + 1).max().unwrap_or(0);
        let mut votes_for: Vec<BTreeMap<u16, f64>> = vec![BTreeMap::new(); n_words as usize];
        for (phrase, wording) in phrases.iter().zip(&self.all) {
            for (id, _) in &phrase.words {
                let of_concept = votes_for[id.0 as usize].entry(wording.concept).or_default();
                *of_concept = (*of_concept + votes(wording.side)).min(8.0);
            }
        }
        votes_for.iter().map(shares).collect()
    }

    /// The words by which a wording is found: its rarest content words; where these are scarce also faint ones,
    /// and where there is nothing else the rarest of all.
    fn keys(&self, words: &[(WordId, f32)]) -> Vec<WordId> {
        let words = words.iter().copied();
        let idf = |word: &(WordId, f32)| self.vocabulary.idf(word.0);
        let n_content = words.clone().filter(|(id, _)| self.vocabulary.is_content(*id)).count();
        let speaks =
            |id: WordId| self.vocabulary.is_content(id) || n_content < 2 && !self.vocabulary.is_silent(id);
        let mut keys: Vec<(WordId, f32)> = words.clone().filter(|(id, _)| speaks(*id)).collect();
        keys.sort_by(|a, b| idf(b).total_cmp(&idf(a)).then(a.0.cmp(&b.0)));
        keys.truncate(KEYS);
        let rarest = words.max_by(|a, b| idf(a).total_cmp(&idf(b)).then(b.0.cmp(&a.0)));
        let keys = if keys.is_empty() { rarest.into_iter().collect() } else { keys };
        keys.into_iter().map(|(id, _)| id).collect()
    }

    /// The concepts that a word points to and how strongly, at most 1 in sum.
    pub(crate) fn pointers(&self, id: WordId) -> &[(u16, f32)] {
        if id.is_known() { self.pointers.row(id.0 as usize) } else { &[] }
    }
}

fn stemmed_wordings(lexicon: &Lexicon) -> Vec<(u16, Side, &str, Vec<String>)> {
    let mut all = Vec::new();
    for (number, concept) in lexicon.concepts().enumerate() {
        for (side, text) in concept.wordings() {
            let stems = text::words(&text::fold(text)).iter().map(|word| stem(word)).collect();
            all.push((number as u16, side, text, stems));
        }
    }
    all
}

/// How many concepts use each stem.
fn uses(stemmed: &[(u16, Side, &str, Vec<String>)]) -> BTreeMap<String, usize> {
    let mut concepts: BTreeMap<&str, BTreeSet<u16>> = BTreeMap::new();
    for (concept, _, _, stems) in stemmed {
        for stem in stems {
            concepts.entry(stem).or_default().insert(*concept);
        }
    }
    concepts.into_iter().map(|(stem, set)| (stem.to_string(), set.len())).collect()
}

fn shares(votes: &BTreeMap<u16, f64>) -> Vec<(u16, f32)> {
    let sum: f64 = votes.values().sum::<f64>() + 1.0;
    votes.iter().map(|(concept, n)| (*concept, (n / sum) as f32)).collect()
}
