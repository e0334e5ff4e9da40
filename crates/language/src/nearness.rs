//! One judgement of an ask and an offer: how likely a careful human would call the offer useful.
//!
//! Definitions. A reading's shares say what it is about, as a distribution over concepts. `alike` is how far
//! two of them overlap (Bhattacharyya's coefficient, the sum of the square roots of products); `served` is how
//! well a concept drawn from the offer serves one drawn from the ask, by the lexicon's relations; `words` is
//! the cosine of the words by rarity; `close` is the cosine of a sentence model's vectors, where there is one.
//!
//! Idea. Witnesses that may be wrong each in its own way, joined so that any of them can raise and none can
//! lower. Shared words count for less when both sentences are surely about different things. What comes out is
//! read off a monotone line that was fitted to human judgements (0.5: useful to a careful human;
//! `docs/language.md`), and rounded to thousandths, so that platforms agree.
//!
//! Cost: some hundred look-ups for a pair.

use crate::reading::{Beside, Offered, Reading};
use crate::relations::Relations;
use crate::signs::{Direction, Kind};

/// The judgement of one ask and one offer.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearness {
    /// 0 to 1 in thousandths; 0.5 means that a careful human would call the offer useful.
    pub strength: f64,
    /// What the two are to one another.
    pub relation: Relation,
    /// The kind of help that passes, where the wording tells.
    pub kind: Option<Kind>,
    /// One plain clause that a good host could say.
    pub why: String,
}

/// What an offer is to an ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// It answers the ask.
    Answers,
    /// It is a neighbour in the same market: useful to know, no answer.
    SameMarket,
    /// It shares words and not the matter.
    SameWords,
    /// A sentence model finds them alike; nothing else does.
    AlikeToModel,
    /// Both need something; nobody gives.
    BothAsk,
    /// Nothing connects them.
    Unrelated,
}

/// What the witnesses say of one pair, each 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// How far both are about the same concepts.
    pub alike: f64,
    /// How well what is offered serves what is asked.
    pub served: f64,
    /// How surely both were read.
    pub sure: f64,
    /// Shared words by rarity.
    pub words: f64,
    /// How close a sentence model finds them; 0 without one.
    pub close: f64,
    /// Whether a sentence model had its say.
    pub modelled: bool,
    /// The same words on both sides.
    pub same: bool,
    /// Which concepts met, as places in the two readings, and how well the one serves the other.
    pub pair: Option<(usize, usize, f64)>,
}

/// What words count where nothing else speaks.
const WORDS: f64 = 0.27;
/// How much of that is left for sentences about surely different things.
const WORDS_APART: f64 = 0.06;
/// Sentences read at least 1 / 2.4 surely are taken to be about what was read.
pub(crate) const SURELY: f64 = 2.4;
/// How much of being apart is taken back by concepts that meet.
const STILL_APART: f64 = 0.55;
/// What sums of short floats and rounding to thousandths may be off by.
const SLACK: f64 = 0.002;
/// Next to a model, words count for less and its closeness for some.
#[cfg(feature = "encoder")]
const CLOSE: f64 = 0.3;
const WORDS_BESIDE_MODEL: f64 = 0.1;
/// Sentences that have nothing in common are up to this close to a model.
#[cfg(feature = "encoder")]
const STRANGERS: f64 = 0.3;
/// What an offer counts that is worded as an ask.
const ASKED_TOO: f64 = 0.6;
/// What the person themselves count to whom somebody asks to be introduced, next to those who know such people.
const IN_PERSON: f64 = 0.85;
/// What an offer of another variety can count at most: a neighbour, no answer.
const OTHER_VARIETY: f64 = 0.4;

/// An ask made ready to be compared with many offers: how well every concept, offered, would serve it.
#[derive(Clone, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) reading: &'a Reading,
    /// By concept number; 0 where nothing is served.
    pub(crate) served_by: Vec<f64>,
}

impl<'a> Asked<'a> {
    /// Sums over the ask's shares in the order of their numbers, as [`evidence`] does.
    pub(crate) fn new(relations: &Relations, reading: &'a Reading, n_concepts: usize) -> Asked<'a> {
        let mut served_by = vec![0.0; n_concepts];
        for (asked, x) in &reading.shares {
            for (offered, serves) in relations.row(*asked) {
                served_by[usize::from(*offered)] += f64::from(*x) * f64::from(*serves);
            }
        }
        Asked { reading, served_by }
    }

    /// The strength of [`crate::Language::strength`]; `None` where it is surely less than asked for.
    pub(crate) fn strength(&self, offer: &Offered<'_>, least: f64) -> Option<f64> {
        let ask = self.reading;
        let mut evidence = meeting(ask, offer, |offered| self.served_by[usize::from(offered)]);
        evidence.same = same(ask, offer);
        let bound = raw(&Evidence { words: 1.0, close: 1.0, ..evidence });
        if !evidence.same && at_most(bound, evidence.modelled) < least {
            return None;
        }
        complete(&mut evidence, ask, offer);
        Some(strength(&evidence, ask, offer.beside))
    }
}

/// At least as much as the strength of any pair whose witnesses, joined, come to no more than this.
pub(crate) fn at_most(raw: f64, modelled: bool) -> f64 {
    calibrated(raw, modelled) + SLACK
}

/// Gathers the evidence for one pair.
pub(crate) fn evidence(relations: &Relations, ask: &Reading, offer: &Offered<'_>) -> Evidence {
    let served_by = |offered: u16| {
        let shares = ask.shares.iter().map(|(asked, x)| f64::from(*x) * relations.serves(*asked, offered));
        shares.fold(0.0, |sum, x| sum + x)
    };
    let mut evidence = meeting(ask, offer, served_by);
    evidence.same = same(ask, offer);
    complete(&mut evidence, ask, offer);
    evidence
}

/// What the concepts say.
fn meeting(ask: &Reading, offer: &Offered<'_>, served_by: impl Fn(u16) -> f64) -> Evidence {
    let served = offer.shares.iter().fold(0.0, |sum, (offered, y)| sum + f64::from(*y) * served_by(*offered));
    Evidence {
        alike: alike(&ask.shares, offer.shares),
        served: served.min(1.0),
        sure: (ask.surest() * offer.beside.surest).sqrt(),
        modelled: ask.vector.is_some() && offer.beside.vector.is_some(),
        ..Evidence::default()
    }
}

/// What the other witnesses say.
fn complete(evidence: &mut Evidence, ask: &Reading, offer: &Offered<'_>) {
    evidence.words = shared_words(ask, offer);
    evidence.close = close(ask, offer.beside);
}

fn same(ask: &Reading, offer: &Offered<'_>) -> bool {
    !ask.is_empty() && ask.words.iter().map(|w| w.0).eq(offer.words.iter().map(|w| w.0))
}

fn alike(ask: &[(u16, f32)], offer: &[(u16, f32)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < ask.len() && j < offer.len() {
        let ((a, x), (b, y)) = (ask[i], offer[j]);
        if a == b {
            sum += (f64::from(x) * f64::from(y)).sqrt();
        }
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    sum.min(1.0)
}

/// The concepts that meet best, as places in the two readings, and how well the one serves the other.
pub(crate) fn best_pair(
    relations: &Relations,
    ask: &Reading,
    offer: &Reading,
) -> Option<(usize, usize, f64)> {
    let mut best = (0.0, None);
    for (i, (asked, sure)) in ask.concepts.iter().enumerate() {
        for (j, (offered, also)) in offer.concepts.iter().enumerate() {
            let serves = relations.serves(asked.0, offered.0);
            let meet = sure * also * serves;
            if meet > best.0 {
                best = (meet, Some((i, j, serves)));
            }
        }
    }
    best.1
}

/// The cosine of the model's vectors, from the closeness of strangers upwards.
#[cfg(feature = "encoder")]
fn close(ask: &Reading, offer: &Beside) -> f64 {
    let (Some(a), Some(b)) = (&ask.vector, &offer.vector) else { return 0.0 };
    ((f64::from(crate::encoder::dot(a, b)) - STRANGERS) / (1.0 - STRANGERS)).clamp(0.0, 1.0)
}

#[cfg(not(feature = "encoder"))]
fn close(_: &Reading, _: &Beside) -> f64 {
    0.0
}

fn shared_words(ask: &Reading, offer: &Offered<'_>) -> f64 {
    let (mut i, mut j, mut shared) = (0, 0, 0.0);
    while i < ask.words.len() && j < offer.words.len() {
        let ((a, x), (b, y)) = (ask.words[i], offer.words[j]);
        if a == b {
            shared += f64::from(x) * f64::from(y);
        }
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    if shared == 0.0 { 0.0 } else { (shared / (ask.length * offer.beside.length).sqrt()).min(1.0) }
}

/// The calibrated strength of the evidence.
pub(crate) fn strength(evidence: &Evidence, ask: &Reading, offer: &Beside) -> f64 {
    if evidence.same {
        return 1.0;
    }
    let turned = if both_ask(ask, offer.asks) { ASKED_TOO } else { 1.0 };
    let turned = if knows_them(ask, offer) { turned } else { IN_PERSON * turned };
    let most = if ask.named.differs(&offer.named) { OTHER_VARIETY } else { 1.0 };
    let strength = (calibrated(raw(evidence), evidence.modelled) * turned).min(most);
    (strength * 1000.0).round() / 1000.0
}

/// The witnesses joined, 0 to 1, before calibration.
fn raw(evidence: &Evidence) -> f64 {
    joined(evidence, firm(evidence.sure), SURELY * evidence.sure)
}

/// The same for what was read at most so firmly ([`firm`]), and is about what was read at least so surely.
pub(crate) fn joined(evidence: &Evidence, firmly: f64, surely: f64) -> f64 {
    let concepts = 0.5 * (evidence.alike + evidence.served);
    let apart = surely.min(1.0) * (1.0 - STILL_APART * evidence.alike.max(evidence.served));
    let words = evidence.words * (1.0 - (1.0 - WORDS_APART) * apart);
    if evidence.modelled {
        beside_model(concepts, evidence.close, words)
    } else {
        either(firmly * concepts, WORDS * words)
    }
}

#[cfg(feature = "encoder")]
fn beside_model(concepts: f64, close: f64, words: f64) -> f64 {
    either((concepts + CLOSE * close) / (1.0 + CLOSE), WORDS_BESIDE_MODEL * words)
}

#[cfg(not(feature = "encoder"))]
fn beside_model(concepts: f64, _: f64, words: f64) -> f64 {
    either(concepts, WORDS_BESIDE_MODEL * words)
}

/// `sure^0.75` by roots alone: the same on every machine.
pub(crate) fn firm(sure: f64) -> f64 {
    sure.sqrt() * sure.sqrt().sqrt()
}

fn either(one: f64, other: f64) -> f64 {
    1.0 - (1.0 - one) * (1.0 - other)
}

/// What a careful human would make of it, as a line through points (raw, share of useful pairs), fitted to the
/// judged pairs and their pools without and with a model; `docs/language.md` shows how well it fits.
const BY_WORDS: &[(f64, f64)] =
    &[(0.0, 0.0), (0.1, 0.14), (0.2, 0.3), (0.3, 0.46), (0.5, 0.55), (0.6, 0.66), (0.75, 0.88), (1.0, 1.0)];
const BY_MODEL: &[(f64, f64)] =
    &[(0.0, 0.0), (0.1, 0.13), (0.2, 0.28), (0.3, 0.36), (0.5, 0.49), (0.6, 0.61), (0.75, 0.84), (1.0, 1.0)];

fn calibrated(raw: f64, modelled: bool) -> f64 {
    let line = if modelled { BY_MODEL } else { BY_WORDS };
    let above = line.iter().position(|(x, _)| raw <= *x).unwrap_or(line.len() - 1).max(1);
    let ((x0, y0), (x1, y1)) = (line[above - 1], line[above]);
    y0 + (y1 - y0) * ((raw - x0) / (x1 - x0)).clamp(0.0, 1.0)
}

/// Whether an offer that is worded as an ask is one more of the same.
fn both_ask(ask: &Reading, offer_asks: bool) -> bool {
    ask.direction == Direction::Ask && ask.worded() != Some(Direction::Offer) && offer_asks
}

/// Where an introduction is asked for: whether the offer is one, or serves those who are to be met.
fn knows_them(ask: &Reading, offer: &Beside) -> bool {
    ask.kind() != Some(Kind::Introduction)
        || offer.introduces
        || ask.audiences.iter().any(|audience| offer.audiences.contains(audience))
}

/// What the offer is to the ask.
pub(crate) fn relation(evidence: &Evidence, strength: f64, ask: &Reading, offer: &Reading) -> Relation {
    let serves = evidence.pair.map_or(0.0, |(_, _, serves)| serves);
    if evidence.same {
        Relation::Answers
    } else if strength == 0.0 {
        Relation::Unrelated
    } else if both_ask(ask, offer.worded() == Some(Direction::Ask)) && serves >= 0.5 {
        Relation::BothAsk
    } else if strength >= 0.5 {
        Relation::Answers
    } else if serves > 0.0 && evidence.alike.max(evidence.served) >= 0.05 {
        Relation::SameMarket
    } else if evidence.words > 0.0 {
        Relation::SameWords
    } else if evidence.close > 0.0 {
        Relation::AlikeToModel
    } else {
        Relation::Unrelated
    }
}
