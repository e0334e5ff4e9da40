//! How concepts hang together: how well one, offered, serves an ask for another.
//!
//! Linked by hand in the lexicon (`near`, `with`, `broader`, the same trade); one number for each ordered
//! pair, the best of what applies. Sparse: a row holds only what is linked. Cost: linear in the links.

use std::collections::BTreeMap;

use crate::lexicon::Lexicon;

/// How strongly a link of each kind carries.
const WITH: f64 = 0.3;
const OFFERED_BROADER: f64 = 0.7;
const OFFERED_NARROWER: f64 = 0.6;
const SAME_BROADER: f64 = 0.3;
const SAME_TRADE: f64 = 0.2;

/// Rows by asked concept, of (offered concept, how well it serves).
#[derive(Clone, Debug, Default)]
pub(crate) struct Relations {
    serves: Vec<Box<[(u16, f32)]>>,
    together: Vec<Box<[u16]>>,
    audiences: Vec<Box<[u16]>>,
}

type Rows = Vec<BTreeMap<u16, f64>>;

impl Relations {
    /// Links the concepts of a lexicon; links to ids that it lacks are left out.
    pub(crate) fn new(lexicon: &Lexicon) -> Relations {
        let numbers: BTreeMap<&str, u16> =
            lexicon.concepts().enumerate().map(|(number, c)| (c.id.as_str(), number as u16)).collect();
        let mut rows: Rows =
            (0..lexicon.concepts().len()).map(|n| BTreeMap::from([(n as u16, 1.0)])).collect();
        link_near(lexicon, &numbers, &mut rows);
        link_broader(lexicon, &numbers, &mut rows);
        link_trades(lexicon, &mut rows);
        let together = together(lexicon, &numbers, &mut rows);
        Relations { serves: rows.into_iter().map(frozen).collect(), together, audiences: audiences(lexicon) }
    }

    /// How well `offered` serves an ask for `asked`, 0 to 1.
    pub(crate) fn serves(&self, asked: u16, offered: u16) -> f64 {
        let row = &self.serves[usize::from(asked)];
        row.binary_search_by_key(&offered, |(c, _)| *c).map_or(0.0, |at| f64::from(row[at].1))
    }

    /// Every offered concept that serves `asked`, with how well.
    pub(crate) fn row(&self, asked: u16) -> &[(u16, f32)] {
        &self.serves[usize::from(asked)]
    }

    /// Whether the same customer buys both, or firms deliver both together.
    pub(crate) fn go_together(&self, one: u16, other: u16) -> bool {
        self.together[usize::from(one)].binary_search(&other).is_ok()
    }

    /// The concepts that go together with this one, ascending.
    pub(crate) fn together(&self, concept: u16) -> &[u16] {
        &self.together[usize::from(concept)]
    }

    /// The audiences that a concept usually serves, by number.
    pub(crate) fn audiences(&self, concept: u16) -> &[u16] {
        &self.audiences[usize::from(concept)]
    }
}

fn raise(rows: &mut Rows, asked: u16, offered: u16, strength: f64) {
    let cell = rows[usize::from(asked)].entry(offered).or_insert(0.0);
    *cell = cell.max(strength.clamp(0.0, 1.0));
}

/// Own links first; a link that only the other side has holds both ways.
fn link_near(lexicon: &Lexicon, numbers: &BTreeMap<&str, u16>, rows: &mut Rows) {
    for (number, concept) in lexicon.concepts().enumerate() {
        for (id, strength) in &concept.near {
            let Some(asked) = numbers.get(id.as_str()) else { continue };
            raise(rows, *asked, number as u16, *strength);
            let other_says = lexicon.concept(id).is_some_and(|other| other.near.contains_key(&concept.id));
            if !other_says {
                raise(rows, number as u16, *asked, *strength);
            }
        }
    }
}

fn link_broader(lexicon: &Lexicon, numbers: &BTreeMap<&str, u16>, rows: &mut Rows) {
    let mut children: BTreeMap<u16, Vec<u16>> = BTreeMap::new();
    for (number, concept) in lexicon.concepts().enumerate() {
        for id in &concept.broader {
            if let Some(wide) = numbers.get(id.as_str()) {
                raise(rows, number as u16, *wide, OFFERED_BROADER);
                raise(rows, *wide, number as u16, OFFERED_NARROWER);
                children.entry(*wide).or_default().push(number as u16);
            }
        }
    }
    children.values().for_each(|family| link_all(rows, family, SAME_BROADER));
}

fn link_trades(lexicon: &Lexicon, rows: &mut Rows) {
    let mut trades: BTreeMap<&str, Vec<u16>> = BTreeMap::new();
    for (number, concept) in lexicon.concepts().enumerate().filter(|(_, c)| !c.trade.is_empty()) {
        trades.entry(&concept.trade).or_default().push(number as u16);
    }
    trades.values().for_each(|trade| link_all(rows, trade, SAME_TRADE));
}

fn link_all(rows: &mut Rows, family: &[u16], strength: f64) {
    for one in family {
        family.iter().filter(|other| *other != one).for_each(|other| raise(rows, *one, *other, strength));
    }
}

fn together(lexicon: &Lexicon, numbers: &BTreeMap<&str, u16>, rows: &mut Rows) -> Vec<Box<[u16]>> {
    let mut pairs = vec![Vec::new(); rows.len()];
    for (number, concept) in lexicon.concepts().enumerate() {
        for other in concept.with.iter().filter_map(|id| numbers.get(id.as_str())) {
            raise(rows, number as u16, *other, WITH);
            raise(rows, *other, number as u16, WITH);
            pairs[number].push(*other);
            pairs[usize::from(*other)].push(number as u16);
        }
    }
    pairs
        .into_iter()
        .map(|mut list| {
            list.sort_unstable();
            list.dedup();
            list.into()
        })
        .collect()
}

fn audiences(lexicon: &Lexicon) -> Vec<Box<[u16]>> {
    let numbers: BTreeMap<&str, u16> =
        lexicon.audiences().enumerate().map(|(number, a)| (a.id.as_str(), number as u16)).collect();
    lexicon
        .concepts()
        .map(|concept| concept.serves.iter().filter_map(|id| numbers.get(id.as_str()).copied()).collect())
        .collect()
}

fn frozen(row: BTreeMap<u16, f64>) -> Box<[(u16, f32)]> {
    row.into_iter().map(|(concept, strength)| (concept, strength as f32)).collect()
}
