//! What is wrong with a lexicon, told entry by entry, so that its writers can mend it.

use std::collections::BTreeMap;
use std::fmt;

use crate::lexicon::{Concept, Lexicon};
use crate::text;

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// The same phrase stands in two concepts.
    SamePhrase {
        /// The phrase, folded.
        phrase: String,
        /// The two ids.
        ids: (String, String),
    },
    /// A link to an id that does not exist.
    Dangling {
        /// Where it stands.
        id: String,
        /// The field it stands in.
        field: &'static str,
        /// Where it leads.
        to: String,
    },
    /// A list that must not be empty.
    Missing {
        /// Where.
        id: String,
        /// Which list.
        field: &'static str,
    },
    /// So few wordings that most sentences will miss it.
    Few {
        /// Where.
        id: String,
        /// Which list.
        field: &'static str,
        /// How many there are.
        n: usize,
    },
    /// A number outside 0 to 1.
    OutOfRange {
        /// Where.
        id: String,
        /// The link.
        to: String,
    },
}

impl Finding {
    /// Whether the lexicon should not be used like this.
    pub fn is_error(&self) -> bool {
        !matches!(self, Finding::Few { .. })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SamePhrase { phrase, ids: (one, other) } => {
                write!(f, "\"{phrase}\" stands in [{one}] and in [{other}]. Keep it in one of them.")
            }
            Self::Dangling { id, field, to } => {
                write!(
                    f,
                    "[{id}] {field} leads to [{to}], which does not exist. Correct the id or drop the link."
                )
            }
            Self::Missing { id, field } => write!(f, "[{id}] has no `{field}`. Add some wordings."),
            Self::Few { id, field, n } => write!(f, "[{id}] has only {n} wordings in `{field}`. Add some."),
            Self::OutOfRange { id, to } => {
                write!(f, "[{id}] near {to} is not between 0 and 1. Correct the number.")
            }
        }
    }
}

/// Everything to mend in a lexicon, in a fixed order.
pub fn lint(lexicon: &Lexicon) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut phrases: BTreeMap<String, &str> = BTreeMap::new();
    for concept in lexicon.concepts() {
        links(lexicon, concept, &mut findings);
        lists(concept, &mut findings);
        for (_, phrase) in concept.wordings().skip(1) {
            let folded = text::fold(phrase);
            match phrases.get(&folded) {
                Some(other) if *other != concept.id => findings.push(Finding::SamePhrase {
                    phrase: folded,
                    ids: ((*other).to_string(), concept.id.clone()),
                }),
                _ => drop(phrases.insert(folded, &concept.id)),
            }
        }
    }
    findings.sort();
    findings
}

fn links(lexicon: &Lexicon, concept: &Concept, findings: &mut Vec<Finding>) {
    let near = concept.near.keys().map(|to| ("near", to));
    let with = concept.with.iter().map(|to| ("with", to));
    let broader = concept.broader.iter().map(|to| ("broader", to));
    let concepts = near.chain(with).chain(broader).filter(|(_, to)| lexicon.concept(to).is_none());
    let serves =
        concept.serves.iter().map(|to| ("serves", to)).filter(|(_, to)| lexicon.audience(to).is_none());
    findings.extend(concepts.chain(serves).map(|(field, to)| Finding::Dangling {
        id: concept.id.clone(),
        field,
        to: to.clone(),
    }));
    let wrong = concept.near.iter().filter(|(_, x)| !(0.0..=1.0).contains(*x));
    findings.extend(wrong.map(|(to, _)| Finding::OutOfRange { id: concept.id.clone(), to: to.clone() }));
}

fn lists(concept: &Concept, findings: &mut Vec<Finding>) {
    for (field, n, enough) in [("offer", concept.offer.len(), 3), ("ask", concept.ask.len(), 4)] {
        if n == 0 {
            findings.push(Finding::Missing { id: concept.id.clone(), field });
        } else if n < enough {
            findings.push(Finding::Few { id: concept.id.clone(), field, n });
        }
    }
}
