//! How much somebody's confirmation weighs: EigenTrust.
//!
//! *Definitions.* Whoever confirms a promise trusts its giver; C is the matrix of these trusts, each row made to sum to 1. Anchors are
//! people of whom the house knows by itself that they are real: p is even on them and 0 elsewhere. *Idea.* Trust is what a walker
//! finds who starts at an anchor, follows confirmations, and starts anew with probability a: t = (1 − a) Cᵀt + a p. A ring of accounts
//! that confirm each other gets only what leads into it from outside: mass(ring) ≤ (1 − a)/a · inflow.
//! *Reference.* Kamvar, Schlosser, Garcia-Molina: "The EigenTrust algorithm" (WWW 2003). *Cost.* 150 rounds over the pairs.
//!
//! No rule of this kind withstands every ring that has real friends; so nobody is ranked by it, and it only says whose word about
//! others weighs how much.

use std::collections::BTreeMap;

/// How often the walker starts anew.
const ANEW: f64 = 0.15;
/// What the confirmation of somebody weighs whom no anchor leads to. Twenty of them are one.
pub const LEAST: f64 = 0.05;
/// After so many rounds what is left to walk is below 10⁻¹⁰.
const ROUNDS: usize = 150;

/// Who confirmed promises of whom, and how much these weigh.
pub type Confirmations = Vec<(usize, usize, f64)>;

/// The share of trust of each of `n` people; they sum to 1 if there are anchors, and are 0 without.
pub fn shares(n: usize, confirmations: &Confirmations, anchors: &[usize]) -> Vec<f64> {
    let mut start = vec![0.0; n];
    for &anchor in anchors.iter().filter(|anchor| **anchor < n) {
        start[anchor] = 1.0 / anchors.len() as f64;
    }
    let mut given = vec![0.0; n];
    let fits = |from: &usize, to: &usize| *from < n && *to < n && from != to;
    let confirmations: Vec<_> = confirmations.iter().filter(|(from, to, _)| fits(from, to)).collect();
    for (from, _, weight) in &confirmations {
        given[*from] += weight;
    }
    let mut trust = start.clone();
    for _ in 0..ROUNDS {
        let mut next = vec![0.0; n];
        // Who confirmed nothing leads back to the anchors.
        let stuck: f64 = (0..n).filter(|person| given[*person] <= 0.0).map(|person| trust[person]).sum();
        for (from, to, weight) in &confirmations {
            if given[*from] > 0.0 {
                next[*to] += (1.0 - ANEW) * trust[*from] * weight / given[*from];
            }
        }
        for (person, next) in next.iter_mut().enumerate() {
            *next += (ANEW + (1.0 - ANEW) * stuck) * start[person];
        }
        trust = next;
    }
    trust
}

/// What each one's confirmation weighs, [`LEAST`] to 1. Anchors weigh fully.
pub fn weights(n: usize, confirmations: &Confirmations, anchors: &[usize]) -> Vec<f64> {
    let shares = shares(n, confirmations, anchors);
    // Against the even share of those whom an anchor leads to: that others sign up lowers nobody.
    let reached = shares.iter().filter(|share| **share > 0.0).count() as f64;
    let mut weights: Vec<f64> = shares.iter().map(|share| (share * reached).clamp(LEAST, 1.0)).collect();
    for anchor in anchors.iter().filter(|anchor| **anchor < n) {
        weights[*anchor] = 1.0;
    }
    weights
}

/// Adds up what the pairs of one person weigh, for a list of confirmations by name.
pub fn by_name<'a, I>(confirmations: I, anchors: &[&'a str]) -> BTreeMap<&'a str, f64>
where
    I: IntoIterator<Item = (&'a str, &'a str, f64)>,
{
    let confirmations: Vec<(&str, &str, f64)> = confirmations.into_iter().collect();
    let mut people: BTreeMap<&str, usize> = BTreeMap::new();
    let named = confirmations.iter().flat_map(|(from, to, _)| [*from, *to]).chain(anchors.iter().copied());
    for name in named {
        people.insert(name, 0);
    }
    for (at, place) in people.values_mut().enumerate() {
        *place = at;
    }
    let numbered =
        confirmations.iter().map(|(from, to, weight)| (people[from], people[to], *weight)).collect();
    let anchors: Vec<usize> = anchors.iter().map(|name| people[name]).collect();
    let weights = weights(people.len(), &numbered, &anchors);
    people.into_iter().map(|(name, at)| (name, weights[at])).collect()
}
