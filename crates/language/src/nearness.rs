//! One judgement of an ask and an offer: how likely a careful human would call the offer useful.
//!
//! Definitions. `meet` is the surest pair of concepts, weighed by how well the offered one serves the
//! asked one; `kin` compares all concepts at once (a cosine with the relations between them); `words` is
//! the cosine of the words by rarity.
//!
//! Idea. Three witnesses that may be wrong each in its own way, joined so that any of them can raise and
//! none can lower: `raw = 1 - (1 - a meet)(1 - b kin)(1 - c words)`. Shared words count for less when both
//! sentences are surely about unrelated things. `raw` is then read off a monotone line that was fitted to
//! human judgements (0.5: useful to a careful human). Rounded to thousandths, so that platforms agree.
//!
//! Cost: some hundred look-ups for a pair.

use crate::reading::Reading;
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
    /// Both need something; nobody gives.
    BothAsk,
    /// Nothing connects them.
    Unrelated,
}

/// What the witnesses say of one pair, each 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// The surest pair of concepts.
    pub meet: f64,
    /// How well the offered concept of that pair serves the asked one.
    pub serves: f64,
    /// All concepts at once.
    pub kin: f64,
    /// Shared words by rarity.
    pub words: f64,
    /// How close a sentence model finds them; 0 without one.
    pub close: f64,
    /// The same words on both sides.
    pub same: bool,
    /// Which concepts met, as places in the two readings.
    pub pair: Option<(usize, usize)>,
}

const MEET: f64 = 0.85;
const KIN: f64 = 0.5;
const WORDS: f64 = 0.7;
const CLOSE: f64 = 0.8;
/// Sentences that have nothing in common are about this close to a model.
#[cfg(feature = "encoder")]
const STRANGERS: f64 = 0.1;
/// What an offer counts that is worded as an ask.
const ASKED_TOO: f64 = 0.6;
/// What an offer of another variety can count at most: a neighbour, no answer.
const OTHER_VARIETY: f64 = 0.4;

/// Gathers the evidence for one pair.
pub(crate) fn evidence(relations: &Relations, ask: &Reading, offer: &Reading) -> Evidence {
    let words = shared_words(ask, offer);
    let same = !ask.is_empty() && ask.words.iter().map(|w| w.0).eq(offer.words.iter().map(|w| w.0));
    let (meet, serves, pair) = best_pair(relations, ask, offer);
    Evidence { meet, serves, kin: kin(relations, ask, offer), words, close: close(ask, offer), same, pair }
}

/// The cosine in the model's sharpened space, from the closeness of unrelated sentences upwards.
#[cfg(feature = "encoder")]
fn close(ask: &Reading, offer: &Reading) -> f64 {
    let (Some(a), Some(b)) = (&ask.vector, &offer.vector) else { return 0.0 };
    ((f64::from(crate::encoder::dot(a, b)) - STRANGERS) / (1.0 - STRANGERS)).clamp(0.0, 1.0)
}

#[cfg(not(feature = "encoder"))]
fn close(_: &Reading, _: &Reading) -> f64 {
    0.0
}

fn best_pair(relations: &Relations, ask: &Reading, offer: &Reading) -> (f64, f64, Option<(usize, usize)>) {
    let mut best = (0.0, 0.0, None);
    for (i, (asked, sure)) in ask.concepts.iter().enumerate() {
        for (j, (offered, also)) in offer.concepts.iter().enumerate() {
            let serves = relations.serves(asked.0, offered.0);
            let meet = (sure * also).sqrt() * serves;
            if meet > best.0 {
                best = (meet, serves, Some((i, j)));
            }
        }
    }
    best
}

fn kin(relations: &Relations, ask: &Reading, offer: &Reading) -> f64 {
    let across = mass(relations, ask, offer);
    if across == 0.0 {
        return 0.0;
    }
    (across / (mass(relations, ask, ask) * mass(relations, offer, offer)).sqrt()).min(1.0)
}

fn mass(relations: &Relations, one: &Reading, other: &Reading) -> f64 {
    let mut sum = 0.0;
    for (asked, sure) in &one.concepts {
        for (offered, also) in &other.concepts {
            sum += sure * also * relations.serves(asked.0, offered.0);
        }
    }
    sum
}

fn shared_words(ask: &Reading, offer: &Reading) -> f64 {
    let (mut i, mut j, mut shared) = (0, 0, 0.0);
    while i < ask.words.len() && j < offer.words.len() {
        let ((a, x), (b, y)) = (ask.words[i], offer.words[j]);
        if a == b {
            shared += f64::from(x) * f64::from(y);
        }
        i += usize::from(a <= b);
        j += usize::from(b <= a);
    }
    if shared == 0.0 { 0.0 } else { (shared / (length(ask) * length(offer)).sqrt()).min(1.0) }
}

fn length(reading: &Reading) -> f64 {
    reading.words.iter().map(|(_, w)| f64::from(*w) * f64::from(*w)).sum()
}

/// The calibrated strength of the evidence.
pub(crate) fn strength(evidence: &Evidence, ask: &Reading, offer: &Reading) -> f64 {
    if evidence.same {
        return 1.0;
    }
    let apart = surest(ask).min(surest(offer)) * (1.0 - evidence.serves);
    let words = evidence.words * (1.0 - 0.7 * apart);
    let raw = 1.0
        - (1.0 - MEET * evidence.meet)
            * (1.0 - KIN * evidence.kin)
            * (1.0 - WORDS * words)
            * (1.0 - CLOSE * evidence.close);
    let turned = if both_ask(ask, offer) { ASKED_TOO } else { 1.0 };
    let most = if ask.named.differs(&offer.named) { OTHER_VARIETY } else { 1.0 };
    ((raw * turned).min(most) * 1000.0).round() / 1000.0
}

fn surest(reading: &Reading) -> f64 {
    reading.concepts.first().map_or(0.0, |(_, sure)| *sure)
}

/// Whether the offer is worded as one more ask.
pub(crate) fn both_ask(ask: &Reading, offer: &Reading) -> bool {
    ask.direction == Direction::Ask
        && ask.worded != Some(Direction::Offer)
        && offer.worded == Some(Direction::Ask)
}

/// What the offer is to the ask.
pub(crate) fn relation(evidence: &Evidence, strength: f64, ask: &Reading, offer: &Reading) -> Relation {
    if evidence.same {
        Relation::Answers
    } else if strength == 0.0 {
        Relation::Unrelated
    } else if both_ask(ask, offer) && evidence.serves >= 0.5 {
        Relation::BothAsk
    } else if strength >= 0.5 && evidence.serves >= 0.5 {
        Relation::Answers
    } else if evidence.serves > 0.0 && evidence.meet >= 0.1 {
        Relation::SameMarket
    } else if evidence.words > 0.0 {
        Relation::SameWords
    } else {
        Relation::Unrelated
    }
}
