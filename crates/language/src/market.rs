//! What somebody does and for whom, and whether two such people could serve the same customers together.
//!
//! The `Aud`, `co` and `subst` of a collaboration: shared audience (a weighted Jaccard index), services
//! that go together, services that are the same. All three in 0..1 and symmetric.

use std::collections::BTreeMap;

use crate::Language;
use crate::lexicon::ConceptId;
use crate::reading::Reading;

/// What somebody does (concepts) and whom they serve (audiences), each with a weight; all ascending.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Market {
    concepts: Vec<(u16, f64)>,
    /// The weight of each audience of the lexicon, in thousandths, by its number.
    audiences: Box<[u16]>,
    /// Audiences that the lexicon has no word for, folded.
    others: Vec<(String, f64)>,
    /// A bit for each concept of this market, and for each that goes together with one of them: most pairs of
    /// markets have nothing to do with each other, and two bit sets tell that at once.
    own: Vec<u64>,
    reach: Vec<u64>,
}

impl Market {
    /// Nothing is known of what they do or for whom.
    pub fn is_empty(&self) -> bool {
        self.concepts.is_empty() && self.others.is_empty() && self.audiences.iter().all(|&weight| weight == 0)
    }

    /// What they do, surest or not, by number.
    pub fn services(&self) -> impl Iterator<Item = ConceptId> {
        self.concepts.iter().map(|(concept, _)| ConceptId(*concept))
    }

    /// The services that go together with one of theirs, by number.
    pub fn goes_with(&self) -> impl Iterator<Item = ConceptId> {
        let bits = |(place, bits): (usize, &u64)| {
            let bits = *bits;
            (0..64)
                .filter(move |bit| bits >> bit & 1 == 1)
                .map(move |bit| ConceptId((64 * place + bit) as u16))
        };
        self.reach.iter().enumerate().flat_map(bits)
    }

    /// Whether some service of one goes together with some service of the other.
    fn reaches(&self, other: &Market) -> bool {
        self.reach.iter().zip(&other.own).any(|(reach, own)| reach & own != 0)
    }
}

/// What two markets have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Partnership {
    /// How far they serve the same people, 0 to 1.
    pub audience: f64,
    /// How far their services are bought or delivered together, 0 to 1.
    pub together: f64,
    /// How far their services are the same, 0 to 1.
    pub same: f64,
}

/// A market is told by its surest services; more would make everybody everyone's partner.
const SERVICES: usize = 8;
/// What an audience counts that follows from the service rather than from the person's own words.
const IMPLIED: f64 = 0.4;

/// See [`Language::market`].
pub(crate) fn market<'a>(
    language: &Language,
    does: impl IntoIterator<Item = &'a Reading>,
    serves: &[String],
) -> Market {
    let (mut concepts, mut audiences, mut others) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for reading in does {
        for (concept, sure) in reading.concepts().iter().take(3) {
            raise(&mut concepts, concept.0, *sure);
            for audience in language.relations.audiences(concept.0) {
                raise(&mut audiences, *audience, IMPLIED * sure);
            }
        }
        for audience in &reading.audiences {
            raise(&mut audiences, *audience, 1.0);
        }
    }
    for text in serves {
        let named = language.audiences_in(text);
        if named.is_empty() && !crate::text::fold(text).is_empty() {
            others.insert(crate::text::fold(text), 1.0);
        }
        named.into_iter().for_each(|audience| raise(&mut audiences, audience, 1.0));
    }
    let concepts = surest(concepts);
    let n = language.n_concepts();
    let reached = concepts.iter().flat_map(|&(concept, _)| language.relations.together(concept));
    Market {
        own: bits(n, concepts.iter().map(|(concept, _)| concept)),
        reach: bits(n, reached),
        concepts,
        audiences: by_number(language.audiences.len(), &audiences),
        others: others.into_iter().collect(),
    }
}

fn surest(concepts: BTreeMap<u16, f64>) -> Vec<(u16, f64)> {
    let mut concepts: Vec<(u16, f64)> = concepts.into_iter().collect();
    concepts.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    concepts.truncate(SERVICES);
    concepts.sort_unstable_by_key(|&(concept, _)| concept);
    concepts
}

fn by_number(n: usize, weights: &BTreeMap<u16, f64>) -> Box<[u16]> {
    let mut row = vec![0; n];
    weights.iter().for_each(|(&number, weight)| row[usize::from(number)] = (weight * 1000.0).round() as u16);
    row.into()
}

fn bits<'a>(n: usize, numbers: impl IntoIterator<Item = &'a u16>) -> Vec<u64> {
    let mut bits = vec![0; n.div_ceil(64)];
    numbers.into_iter().for_each(|&number| bits[usize::from(number) / 64] |= 1 << (number % 64));
    bits
}

fn raise<K: Ord>(map: &mut BTreeMap<K, f64>, key: K, weight: f64) {
    let cell = map.entry(key).or_insert(0.0);
    *cell = cell.max(weight);
}

/// See [`Language::partnership`].
pub(crate) fn partnership(language: &Language, a: &Market, b: &Market) -> Option<Partnership> {
    if !a.reaches(b) {
        return None;
    }
    let audience = shared_audience(a, b);
    if audience == 0.0 {
        return None;
    }
    let (shared, all) = overlap(&a.concepts, &b.concepts);
    let same = if all > 0.0 { shared / all } else { 0.0 };
    let (together, _) = together(language, a, b);
    Some(Partnership {
        audience: thousandths(audience),
        together: thousandths(together),
        same: thousandths(same),
    })
}

/// The weighted Jaccard index of the two audiences.
fn shared_audience(a: &Market, b: &Market) -> f64 {
    let (mut both, mut either) = (0_u32, 0_u32);
    for (&x, &y) in a.audiences.iter().zip(&b.audiences) {
        both += u32::from(x.min(y));
        either += u32::from(x.max(y));
    }
    let (also, or) = overlap(&a.others, &b.others);
    let all = f64::from(either) / 1000.0 + or;
    if all > 0.0 { (f64::from(both) / 1000.0 + also) / all } else { 0.0 }
}

/// See [`Language::partnership_why`].
pub(crate) fn why(language: &Language, a: &Market, b: &Market) -> Option<String> {
    let fit = partnership(language, a, b)?;
    let (_, pair) = together(language, a, b);
    clause(language, a, b, fit.audience, pair)
}

/// The sums of the lesser and of the greater weights.
fn overlap<K: Ord>(a: &[(K, f64)], b: &[(K, f64)]) -> (f64, f64) {
    let both: f64 = common(a, b).map(|(_, x, y)| x.min(y)).sum();
    let sum: f64 = a.iter().chain(b).map(|(_, weight)| weight).sum();
    (both, sum - both)
}

/// What stands in both lists, with both weights.
fn common<'a, K: Ord>(a: &'a [(K, f64)], b: &'a [(K, f64)]) -> impl Iterator<Item = (&'a K, f64, f64)> {
    let mut rest = b;
    a.iter().filter_map(move |(key, x)| {
        rest = &rest[rest.partition_point(|(other, _)| other < key)..];
        let (other, y) = rest.first()?;
        (other == key).then_some((key, *x, *y))
    })
}

fn together(language: &Language, a: &Market, b: &Market) -> (f64, Option<(u16, u16)>) {
    let mut best = (0.0, None);
    let reached =
        |&&(concept, _): &&(u16, f64)| b.reach[usize::from(concept) / 64] >> (concept % 64) & 1 == 1;
    for &(one, x) in a.concepts.iter().filter(reached) {
        for &(other, y) in &b.concepts {
            if x * y > best.0 && language.relations.go_together(one, other) {
                best = (x * y, Some((one, other)));
            }
        }
    }
    (best.0.sqrt(), best.1)
}

fn clause(
    language: &Language,
    a: &Market,
    b: &Market,
    audience: f64,
    pair: Option<(u16, u16)>,
) -> Option<String> {
    let whom = common_audience(language, a, b).filter(|_| audience >= 0.1);
    let what = pair.map(|(one, other)| {
        let (one, other) = (&language.concept_at(one).name, &language.concept_at(other).name);
        format!("{one} and {other} often go together")
    });
    match (what, whom) {
        (Some(what), Some(whom)) => Some(format!("{what}, and both serve {whom}")),
        (Some(what), None) => Some(what),
        (None, Some(whom)) => Some(format!("both serve {whom}")),
        (None, None) => None,
    }
}

fn common_audience(language: &Language, a: &Market, b: &Market) -> Option<String> {
    let shared = (0..).zip(a.audiences.iter().zip(&b.audiences)).map(|(number, (x, y))| (number, *x.min(y)));
    let best = shared
        .filter(|&(_, weight)| weight > 0)
        .reduce(|best, next| if next.1 > best.1 { next } else { best });
    let named = best.map(|(audience, _)| language.audience_at(audience).name.clone());
    named.or_else(|| common(&a.others, &b.others).next().map(|(audience, ..)| audience.clone()))
}

fn thousandths(x: f64) -> f64 {
    (x.clamp(0.0, 1.0) * 1000.0).round() / 1000.0
}
