//! From a sentence to the concepts that it speaks of.
//!
//! Definitions. A concept's *loose* evidence is the rarity-weighted sum of what the sentence's words
//! point to; its *phrase* evidence is that of its best covered wording. Both lie in 0..1 and grow with
//! every matching word.
//!
//! Idea. `surety = 1 - (1 - A phrase)(1 - B loose)`: either witness suffices, both together convince.
//! Words are taken as a set in the order of their numbers, so that the order of a list cannot matter.
//!
//! Cost: the postings of the sentence's words; some microseconds.

use std::cell::RefCell;

use crate::lexicon::{ConceptId, Side};
use crate::reading::Reading;
use crate::signs::{self, Direction};
use crate::stem::stem;
use crate::text;
use crate::vocabulary::WordId;
use crate::wordings::{Wording, Wordings};

/// How much of the doubt a fully covered phrase takes away.
const PHRASE: f64 = 0.92;
/// How much of the doubt loose words can take away.
const LOOSE: f64 = 0.75;
/// What a wording of the other side counts: an offer may be worded like an ask, but less often.
const OTHER_SIDE: f64 = 0.9;
/// What a word counts that had to be guessed from its spelling.
const GUESSED: f64 = 0.6;
/// Concepts fainter than this share of the surest are left out.
const FAINTEST: f64 = 0.3;
/// Concepts surer than this are kept at all.
const LEAST: f64 = 0.08;
/// How much of the doubt a sentence model can take away, and what words count next to it.
#[cfg(feature = "encoder")]
const WITNESS: f64 = 0.85;
#[cfg(feature = "encoder")]
const TRUST_IN_WORDS: f64 = 0.9;
/// How many concepts a reading keeps.
const MOST: usize = 8;

/// One word of a sentence with its weight there.
#[derive(Clone, Copy, Debug)]
struct Spoken {
    id: WordId,
    weight: f64,
}

/// Work space of one thread: cleared by what was touched, so that a reading allocates little.
#[derive(Default)]
struct Bench {
    loose: Vec<f64>,
    phrase: Vec<(f64, u32)>,
    concepts: Vec<u16>,
    seen: Vec<bool>,
    touched: Vec<u32>,
}

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::new(Bench::default());
}

/// Reads one sentence for one side.
pub(crate) fn read(wordings: &Wordings, n_concepts: usize, text: &str, direction: Direction) -> Reading {
    let folded = text::fold(text);
    let spoken = spoken_words(wordings, &folded);
    let found = BENCH.with_borrow_mut(|bench| {
        bench.fit(n_concepts, wordings.all.len());
        bench.weigh(wordings, &spoken, direction)
    });
    let words = weighted(&spoken);
    Reading {
        text: text.into(),
        direction,
        worded: signs::direction(&folded),
        kind: signs::kind(&folded),
        seniority: signs::seniority(&folded),
        urgent: signs::is_urgent(&folded),
        concepts: found.iter().map(|(concept, surety, _)| (ConceptId(*concept), *surety)).collect(),
        spoken: found.iter().map(|(_, _, wording)| *wording).collect(),
        words,
        audiences: Box::default(),
        named: Default::default(),
        #[cfg(feature = "encoder")]
        vector: None,
        folded: folded.into(),
    }
}

/// Adds what a sentence model reads, with how surely: two witnesses for the same concepts.
#[cfg(feature = "encoder")]
pub(crate) fn add_witness(reading: &mut Reading, shares: &[(u16, f64)]) {
    let mut found: Vec<(u16, f64, Option<u32>)> = reading
        .concepts
        .iter()
        .zip(&reading.spoken)
        .map(|((concept, surety), wording)| (concept.0, *surety * TRUST_IN_WORDS, *wording))
        .collect();
    for (concept, share) in shares {
        match found.iter_mut().find(|(known, _, _)| known == concept) {
            Some((_, surety, _)) => *surety = 1.0 - (1.0 - *surety) * (1.0 - WITNESS * share),
            None => found.push((*concept, WITNESS * share, None)),
        }
    }
    choose(&mut found);
    reading.concepts = found.iter().map(|(concept, surety, _)| (ConceptId(*concept), *surety)).collect();
    reading.spoken = found.iter().map(|(_, _, wording)| *wording).collect();
}

/// Keeps the surest concepts, surest first.
fn choose(found: &mut Vec<(u16, f64, Option<u32>)>) {
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let surest = found.first().map_or(0.0, |(_, surety, _)| *surety);
    found.retain(|(_, surety, _)| *surety >= LEAST.max(FAINTEST * surest));
    found.truncate(MOST);
}

/// The sentence's words by number, each once, everyday words included (phrases need them).
fn spoken_words(wordings: &Wordings, folded: &str) -> Vec<Spoken> {
    let vocabulary = &wordings.vocabulary;
    let mut spoken: Vec<Spoken> = text::words(folded)
        .iter()
        .map(|word| {
            let stem = stem(word);
            let id = vocabulary.id(&stem);
            match vocabulary.meant(&stem) {
                Some(meant) if !id.is_known() && vocabulary.ceiling(&stem) == 1.0 => {
                    Spoken { id: meant, weight: GUESSED * vocabulary.rarity(meant, &stem) }
                }
                _ => Spoken { id, weight: vocabulary.rarity(id, &stem) },
            }
        })
        .collect();
    spoken.sort_by(|a, b| a.id.cmp(&b.id).then(b.weight.total_cmp(&a.weight)));
    spoken.dedup_by_key(|word| word.id);
    spoken
}

/// The words that count; a sentence of everyday words alone counts by them.
fn weighted(spoken: &[Spoken]) -> Box<[(WordId, f32)]> {
    let heavy = spoken.iter().any(|word| word.weight > 0.0);
    let least = if heavy { 0.0 } else { 0.1 };
    let words = spoken.iter().map(|word| (word.id, word.weight.max(least) as f32));
    words.filter(|(_, weight)| *weight > 0.0).collect()
}

impl Bench {
    fn fit(&mut self, n_concepts: usize, n_wordings: usize) {
        if self.loose.len() != n_concepts || self.seen.len() != n_wordings {
            *self = Bench {
                loose: vec![0.0; n_concepts],
                phrase: vec![(0.0, 0); n_concepts],
                seen: vec![false; n_wordings],
                ..Bench::default()
            };
        }
    }

    /// Concepts with surety and the wording that spoke most for each, surest first.
    fn weigh(
        &mut self,
        wordings: &Wordings,
        spoken: &[Spoken],
        direction: Direction,
    ) -> Vec<(u16, f64, Option<u32>)> {
        for word in spoken {
            for (concept, share) in wordings.pointers(word.id) {
                self.touch_concept(*concept);
                self.loose[usize::from(*concept)] += word.weight * f64::from(*share);
            }
            for number in wordings.touched(word.id) {
                if !self.seen[*number as usize] {
                    self.seen[*number as usize] = true;
                    self.touched.push(*number);
                }
            }
        }
        for at in 0..self.touched.len() {
            let number = self.touched[at];
            self.hear(&wordings.all[number as usize], number, spoken, direction);
        }
        self.conclude()
    }

    fn touch_concept(&mut self, concept: u16) {
        let at = usize::from(concept);
        if self.loose[at] == 0.0 && self.phrase[at].0 == 0.0 {
            self.concepts.push(concept);
        }
    }

    fn hear(&mut self, wording: &Wording, number: u32, spoken: &[Spoken], direction: Direction) {
        let evidence = evidence(wording, spoken) * side_weight(wording.side, direction);
        let best = &mut self.phrase[usize::from(wording.concept)];
        if evidence > best.0 || evidence == best.0 && evidence > 0.0 && number < best.1 {
            *best = (evidence, number);
        }
    }

    fn conclude(&mut self) -> Vec<(u16, f64, Option<u32>)> {
        let mut found: Vec<(u16, f64, Option<u32>)> = Vec::with_capacity(self.concepts.len());
        self.concepts.sort_unstable();
        self.concepts.dedup();
        for concept in std::mem::take(&mut self.concepts) {
            let at = usize::from(concept);
            let (phrase, number) = self.phrase[at];
            let loose = 1.0 - libm::exp(-1.5 * self.loose[at]);
            let surety = 1.0 - (1.0 - PHRASE * phrase) * (1.0 - LOOSE * loose);
            found.push((concept, surety, (phrase > 0.25).then_some(number)));
            self.loose[at] = 0.0;
            self.phrase[at] = (0.0, 0);
        }
        for number in self.touched.drain(..) {
            self.seen[number as usize] = false;
        }
        choose(&mut found);
        found
    }
}

/// How surely a wording was meant: the square of the covered share, times how much was covered.
fn evidence(wording: &Wording, spoken: &[Spoken]) -> f64 {
    let (mut covered, mut content) = (0.0, 0.0);
    for (id, weight) in &wording.words {
        if let Ok(at) = spoken.binary_search_by_key(id, |word| word.id) {
            covered += f64::from(*weight);
            content += spoken[at].weight.min(f64::from(*weight));
        }
    }
    let share = covered / f64::from(wording.weight);
    if share < 0.45 {
        return 0.0;
    }
    share * share * (1.0 - libm::exp(-2.2 * (content + 0.2 * (covered - content))))
}

fn side_weight(side: Side, direction: Direction) -> f64 {
    match (side, direction) {
        (Side::Ask, Direction::Offer) | (Side::Offer, Direction::Ask) => OTHER_SIDE,
        _ => 1.0,
    }
}
