//! Word kept: how much somebody's promises can be relied on, from what the receivers said.
//!
//! *Definitions.* A promise that its receiver confirmed has y = 1 when it was on time, and max(0.3, 2^(−days late / 7)) when late; one of
//! which the receiver says that it did not happen, and its giver nothing else, has y = 0. Nothing else counts: not what was released,
//! moved in time, lapsed, disputed, or only called kept by its giver; nor what was promised and done within the hour, nor the same
//! words over again. Its weight w is its size times 2^(−age / 365 days). *Idea.* What one pair did in one quarter of a year weighs at most
//! 1, and one pair at most 3; then the receiver's own weight ([`super::trust`]) is multiplied in. Over all, with a prior of 4 promises
//! at 0.7, R = (4 · 0.7 + Σ w y) / (4 + Σ w): a newcomer has 0.7. Bounds are those of a Beta distribution.
//! *Reference.* Beta reputation: Jøsang and Ismail, Bled 2002. *Cost.* One pass and a sort.
//!
//! The mean R is for matching; nobody sees anybody else's number. A [`Band`] shows where its owner shares it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{Answer, Promise, Stage, Word, beta};
use crate::words::folded;

/// What is assumed of somebody of whom nothing is known.
pub const PRIOR: f64 = 0.7;
/// How many promises that assumption is worth.
const PRIOR_WEIGHT: f64 = 4.0;
/// After so many days a promise weighs half.
const HALF_LIFE_DAYS: f64 = 365.0;
/// What one pair can weigh in a quarter of a year, and in all.
const MOST: (f64, f64) = (1.0, 3.0);
/// Days of what is called a quarter.
const QUARTER_DAYS: i64 = 90;
/// From how many promises on a number is shown to its owner.
const SHOWN_FROM: f64 = 3.0;
/// From how many people on a band can be shared, and what the word of each must weigh.
const SHARED_FROM: (usize, f64) = (5, 0.5);
/// What is done within this time was no promise.
const TRIFLE_SECONDS: i64 = 3600;
const DAY: f64 = 86_400.0;

/// One promise that counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// To whom.
    pub counterpart: String,
    /// How well it was kept, 0 to 1.
    pub kept: f64,
    /// How much it mattered, 1 to 3.
    pub size: u8,
    /// When it was settled.
    pub at: Timestamp,
}

/// How much somebody's word can be relied on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WordKept {
    /// The mean, for matching.
    pub mean: f64,
    /// With a probability of 10 % it is less than this.
    pub low: f64,
    /// With a probability of 10 % it is more than this.
    pub high: f64,
    /// How many promises the facts are worth.
    pub weight: f64,
    /// How many people whose own word is known said something.
    pub n_known: usize,
}

/// What is shown to others, where its owner shares it: never a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Mostly keeps promises.
    Mostly,
    /// Keeps promises.
    Keeps,
    /// Keeps promises nearly always.
    NearlyAlways,
}

impl Band {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Band::Mostly => "mostly",
            Band::Keeps => "keeps",
            Band::NearlyAlways => "nearly_always",
        }
    }

    /// The words on pages.
    pub fn sentence(self) -> &'static str {
        match self {
            Band::Mostly => "mostly keeps promises",
            Band::Keeps => "keeps promises",
            Band::NearlyAlways => "nearly always keeps promises",
        }
    }
}

/// What a promise says about its giver, if it says anything.
pub fn fact(promise: &Promise) -> Option<Fact> {
    let (kept, size, at) = match (&promise.answer, promise.stage()) {
        (Answer::Confirmed { at, size, .. }, _) => {
            let done = if let Word::Kept { at } = promise.word { at } else { *at };
            (timeliness(done, promise.due.counts_from), *size, *at)
        }
        (Answer::Missed { at }, Stage::Missed) => (0.0, 1, *at),
        _ => return None,
    };
    let lasted = at.as_second() - promise.given_at.as_second();
    let counterpart = promise.receiver.0.clone();
    (lasted >= TRIFLE_SECONDS).then_some(Fact { counterpart, kept, size, at })
}

/// What each of somebody's promises says, by its position; the same words over again say nothing. In any order.
pub fn facts(promises: &[Promise]) -> Vec<Option<Fact>> {
    let mut all: Vec<Option<Fact>> = promises.iter().map(fact).collect();
    let mut order: Vec<usize> = (0..promises.len()).filter(|at| all[*at].is_some()).collect();
    order.sort_by_key(|at| (promises[*at].given_at, &promises[*at].id));
    let mut said = BTreeSet::new();
    for at in order {
        // What did not happen counts however it was worded: else the same words would be a way out.
        let kept = all[at].as_ref().is_some_and(|fact| fact.kept > 0.0);
        if kept && !said.insert(folded(&promises[at].what)) {
            all[at] = None;
        }
    }
    all
}

/// 1 on time; half after a week, and never below 0.3.
fn timeliness(done: Timestamp, counts_from: Timestamp) -> f64 {
    let days = (done.as_second() - counts_from.as_second()) as f64 / DAY;
    if days <= 0.0 { 1.0 } else { libm::exp2(-libm::ceil(days) / 7.0).max(0.3) }
}

/// Word kept at an instant. `trust` says what a counterpart's word weighs, 0 to 1.
pub fn word_kept(facts: &[Fact], trust: impl Fn(&str) -> f64, now: Timestamp) -> WordKept {
    let mut pairs: BTreeMap<&str, BTreeMap<i64, (f64, f64)>> = BTreeMap::new();
    let mut ordered: Vec<&Fact> = facts.iter().collect();
    ordered.sort_by(|a, b| {
        (a.at, a.size, &a.counterpart).cmp(&(b.at, b.size, &b.counterpart)).then(a.kept.total_cmp(&b.kept))
    });
    for fact in ordered {
        let age = (now.as_second() - fact.at.as_second()).max(0) as f64 / DAY;
        let weight = f64::from(fact.size) * libm::exp2(-age / HALF_LIFE_DAYS);
        let quarter = fact.at.as_second().div_euclid(QUARTER_DAYS * 86_400);
        let sums = pairs.entry(&fact.counterpart).or_default().entry(quarter).or_default();
        sums.0 += weight;
        sums.1 += weight * fact.kept;
    }
    let (mut weight, mut kept, mut n_known) = (0.0, 0.0, 0);
    for (counterpart, quarters) in pairs {
        let in_quarters = quarters.values().fold((0.0, 0.0), |sum, quarter| {
            let part = capped(*quarter, MOST.0);
            (sum.0 + part.0, sum.1 + part.1)
        });
        let pair = capped(in_quarters, MOST.1);
        let trust = trust(counterpart).clamp(0.0, 1.0);
        weight += trust * pair.0;
        kept += trust * pair.1;
        n_known += usize::from(trust >= SHARED_FROM.1);
    }
    let (yes, no) = (PRIOR_WEIGHT * PRIOR + kept, PRIOR_WEIGHT * (1.0 - PRIOR) + (weight - kept).max(0.0));
    let (low, high) = (beta::quantile(0.1, yes, no), beta::quantile(0.9, yes, no));
    WordKept { mean: yes / (yes + no), low, high, weight, n_known }
}

/// A weight and what was kept of it, made as small as what it may weigh at most.
fn capped((weight, kept): (f64, f64), most: f64) -> (f64, f64) {
    if weight <= most { (weight, kept) } else { (most, kept * most / weight) }
}

impl WordKept {
    /// Whether there is enough for a number, for its owner's eyes.
    pub fn is_shown(&self) -> bool {
        self.weight >= SHOWN_FROM
    }

    /// The band that its owner can share, if enough people said something.
    pub fn band(&self) -> Option<Band> {
        match self.mean {
            _ if self.n_known < SHARED_FROM.0 => None,
            mean if mean >= 0.85 => Some(Band::NearlyAlways),
            mean if mean >= 0.75 => Some(Band::Keeps),
            mean if mean >= 0.6 => Some(Band::Mostly),
            _ => None,
        }
    }
}
