//! What somebody does and for whom, and whether two such people could serve the same customers together.
//!
//! The `Aud`, `co` and `subst` of a collaboration: shared audience (a weighted Jaccard index), services
//! that go together, services that are the same. All three in 0..1 and symmetric.

use std::collections::BTreeMap;

use crate::Language;
use crate::reading::Reading;

/// What somebody does (concepts) and whom they serve (audiences), each with a weight.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Market {
    pub(crate) concepts: BTreeMap<u16, f64>,
    pub(crate) audiences: BTreeMap<u16, f64>,
    /// Audiences that the lexicon has no word for, folded.
    pub(crate) others: BTreeMap<String, f64>,
}

impl Market {
    /// Nothing is known of what they do or for whom.
    pub fn is_empty(&self) -> bool {
        self.concepts.is_empty() && self.audiences.is_empty() && self.others.is_empty()
    }
}

/// What two markets have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Partnership {
    /// How far they serve the same people, 0 to 1.
    pub audience: f64,
    /// How far their services are bought or delivered together, 0 to 1.
    pub together: f64,
    /// How far their services are the same, 0 to 1.
    pub same: f64,
    /// One plain clause, where there is something to say.
    pub why: Option<String>,
}

/// What an audience counts that follows from the service rather than from the person's own words.
const IMPLIED: f64 = 0.4;

/// See [`Language::market`].
pub(crate) fn market<'a>(
    language: &Language,
    does: impl IntoIterator<Item = &'a Reading>,
    serves: &[String],
) -> Market {
    let mut market = Market::default();
    for reading in does {
        for (concept, sure) in reading.concepts().iter().take(3) {
            raise(&mut market.concepts, concept.0, *sure);
            for audience in language.relations.audiences(concept.0) {
                raise(&mut market.audiences, *audience, IMPLIED * sure);
            }
        }
        for audience in &reading.audiences {
            raise(&mut market.audiences, *audience, 1.0);
        }
    }
    for text in serves {
        let named = language.audiences_in(text);
        if named.is_empty() && !crate::text::fold(text).is_empty() {
            market.others.insert(crate::text::fold(text), 1.0);
        }
        named.into_iter().for_each(|audience| raise(&mut market.audiences, audience, 1.0));
    }
    market
}

fn raise<K: Ord>(map: &mut BTreeMap<K, f64>, key: K, weight: f64) {
    let cell = map.entry(key).or_insert(0.0);
    *cell = cell.max(weight);
}

/// See [`Language::partnership`].
pub(crate) fn partnership(language: &Language, a: &Market, b: &Market) -> Partnership {
    let (both, either) = overlap(&a.audiences, &b.audiences);
    let (also, or) = overlap(&a.others, &b.others);
    let audience = if either + or > 0.0 { (both + also) / (either + or) } else { 0.0 };
    let (shared, all) = overlap(&a.concepts, &b.concepts);
    let same = if all > 0.0 { shared / all } else { 0.0 };
    let (together, pair) = together(language, a, b);
    let why = clause(language, a, b, audience, pair);
    Partnership {
        audience: thousandths(audience),
        together: thousandths(together),
        same: thousandths(same),
        why,
    }
}

/// The sums of the lesser and of the greater weights.
fn overlap<K: Ord>(a: &BTreeMap<K, f64>, b: &BTreeMap<K, f64>) -> (f64, f64) {
    let both: f64 = a.iter().map(|(key, x)| b.get(key).map_or(0.0, |y| x.min(*y))).sum();
    let sum: f64 = a.values().sum::<f64>() + b.values().sum::<f64>();
    (both, sum - both)
}

fn together(language: &Language, a: &Market, b: &Market) -> (f64, Option<(u16, u16)>) {
    let mut best = (0.0, None);
    for (one, x) in &a.concepts {
        for (other, y) in &b.concepts {
            let carried = if language.relations.go_together(*one, *other) { 1.0 } else { 0.0 };
            let strength = carried * (x * y).sqrt();
            if strength > best.0 {
                best = (strength, Some((*one, *other)));
            }
        }
    }
    best
}

fn clause(
    language: &Language,
    a: &Market,
    b: &Market,
    audience: f64,
    pair: Option<(u16, u16)>,
) -> Option<String> {
    let whom = shared_audience(language, a, b).filter(|_| audience >= 0.1);
    let what = pair.map(|(one, other)| {
        let (one, other) = (&language.concept_at(one).name, &language.concept_at(other).name);
        format!("{one} often goes together with {other}")
    });
    match (what, whom) {
        (Some(what), Some(whom)) => Some(format!("{what}, and both serve {whom}")),
        (Some(what), None) => Some(what),
        (None, Some(whom)) => Some(format!("both serve {whom}")),
        (None, None) => None,
    }
}

fn shared_audience(language: &Language, a: &Market, b: &Market) -> Option<String> {
    let mut best: Option<(f64, u16)> = None;
    for (audience, x) in &a.audiences {
        let weight = b.audiences.get(audience).map_or(0.0, |y| x.min(*y));
        if weight > best.map_or(0.0, |(w, _)| w) {
            best = Some((weight, *audience));
        }
    }
    let known = best.map(|(_, audience)| language.audience_at(audience).name.clone());
    known.or_else(|| a.others.keys().find(|key| b.others.contains_key(*key)).cloned())
}

fn thousandths(x: f64) -> f64 {
    (x.clamp(0.0, 1.0) * 1000.0).round() / 1000.0
}
