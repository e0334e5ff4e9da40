//! The business lexicon: concepts, how people offer and ask for each of them, and how they hang together.
//!
//! Plain TOML that an organiser can read and extend; `docs/language.md` describes it. Links that lead
//! nowhere are left out here and reported by [`crate::lint`]. This room parses and links, it reads no sentence.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

/// The embedded files, by name; `build.rs` lists the folder.
const STANDARD_FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/lexicon_files.rs"));

/// A concept's number within one [`crate::Language`]; numbers change when the lexicon does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConceptId(pub u16);

/// One service, trade, skill, resource or turn in the life of a business.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// The key that links use: kebab-case, unique.
    #[serde(skip)]
    pub id: String,
    /// As a host would say it: "Ana can help with *bookkeeping*".
    pub name: String,
    /// The trade that it belongs to, in plain words.
    #[serde(default)]
    pub trade: String,
    /// Ways people offer it.
    #[serde(default)]
    pub offer: Vec<String>,
    /// Ways people ask for it: wishes, symptoms, idioms, consequences.
    #[serde(default)]
    pub ask: Vec<String>,
    /// Single words or short terms that point here all alone.
    #[serde(default)]
    pub words: Vec<String>,
    /// Ids of wider concepts.
    #[serde(default)]
    pub broader: Vec<String>,
    /// How well this concept, offered, serves an ask for that one, 0 to 1.
    #[serde(default)]
    pub near: BTreeMap<String, f64>,
    /// Ids of what the same customer buys along with it.
    #[serde(default)]
    pub with: Vec<String>,
    /// Audience ids.
    #[serde(default)]
    pub serves: Vec<String>,
    /// German wordings.
    #[serde(default)]
    pub de: Wordings,
    /// Spanish wordings.
    #[serde(default)]
    pub es: Wordings,
    /// French wordings.
    #[serde(default)]
    pub fr: Wordings,
}

/// The wordings of a concept in one more language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wordings {
    /// Ways people offer it.
    #[serde(default)]
    pub offer: Vec<String>,
    /// Ways people ask for it.
    #[serde(default)]
    pub ask: Vec<String>,
    /// Words that point here all alone.
    #[serde(default)]
    pub words: Vec<String>,
}

/// A group of people that somebody serves.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// The key that links use.
    #[serde(skip)]
    pub id: String,
    /// As a host would say it.
    pub name: String,
    /// Words and phrases by which a profile says that it serves them.
    #[serde(default)]
    pub words: Vec<String>,
}

/// Which list a wording stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// How people offer it.
    Offer,
    /// How people ask for it.
    Ask,
    /// A word that points to it alone, or its name.
    Word,
}

impl Concept {
    /// Every wording in every language: the list that it stands in, and the text.
    pub fn wordings(&self) -> impl Iterator<Item = (Side, &str)> {
        let own = wordings(&self.offer, &self.ask, &self.words);
        let name = std::iter::once((Side::Word, self.name.as_str()));
        let others = [&self.de, &self.es, &self.fr];
        name.chain(own).chain(others.into_iter().flat_map(|w| wordings(&w.offer, &w.ask, &w.words)))
    }
}

fn wordings<'a>(
    offer: &'a [String],
    ask: &'a [String],
    words: &'a [String],
) -> impl Iterator<Item = (Side, &'a str)> {
    let offer = offer.iter().map(|text| (Side::Offer, text.as_str()));
    let ask = ask.iter().map(|text| (Side::Ask, text.as_str()));
    offer.chain(ask).chain(words.iter().map(|text| (Side::Word, text.as_str())))
}

/// Concepts and audiences in the order of their ids.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    concepts: BTreeMap<String, Concept>,
    audiences: BTreeMap<String, Audience>,
}

/// Why a lexicon text was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LexiconError {
    /// The text is no TOML.
    NotToml {
        /// Which text.
        source: String,
        /// What the parser says, with the line.
        what: String,
    },
    /// One entry does not follow the format.
    BadEntry {
        /// Which text.
        source: String,
        /// The entry's id.
        id: String,
        /// What is wrong with it.
        what: String,
    },
    /// An id stands twice within one lexicon.
    Twice {
        /// Which text holds the second.
        source: String,
        /// The id.
        id: String,
    },
    /// More concepts than numbers for them.
    TooMany,
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotToml { source, what } => {
                write!(f, "{source} is not a TOML file: {what} Correct that line and try again.")
            }
            Self::BadEntry { source, id, what } => write!(
                f,
                "{source}: the entry [{id}] does not follow the lexicon's format: {what} See docs/language.md for the format."
            ),
            Self::Twice { source, id } => {
                write!(f, "{source}: the id [{id}] is taken already. Give one of the two another id.")
            }
            Self::TooMany => write!(f, "The lexicon holds more than 65,000 concepts. Leave some out."),
        }
    }
}

impl std::error::Error for LexiconError {}

impl Lexicon {
    /// The lexicon that comes with the program. An entry of it that does not parse is left out (the
    /// linter's test names it), so that one mistake never takes the others away.
    pub fn standard() -> Lexicon {
        let mut lexicon = Lexicon::default();
        for (name, text) in STANDARD_FILES {
            let _ = lexicon.add(name, text, false);
        }
        lexicon
    }

    /// The names and texts of the files that come with the program.
    pub fn standard_files() -> &'static [(&'static str, &'static str)] {
        STANDARD_FILES
    }

    /// Adds the entries of one TOML text; `audiences.toml` (or a text whose entries have neither `offer`
    /// nor `ask`) adds audiences. An id that is known is replaced when `override_known`, else an error.
    /// Good entries are added even when another one is refused; the first refusal is returned.
    pub fn add(&mut self, source: &str, text: &str, override_known: bool) -> Result<(), LexiconError> {
        let table: toml::Table = text.parse().map_err(|e: toml::de::Error| LexiconError::NotToml {
            source: source.into(),
            what: sentence(&e),
        })?;
        let mut first_error = Ok(());
        for (id, value) in table {
            first_error = first_error.and(self.add_entry(source, id, value, override_known));
        }
        if self.concepts.len() > 65_000 { Err(LexiconError::TooMany) } else { first_error }
    }

    fn add_entry(
        &mut self,
        source: &str,
        id: String,
        value: toml::Value,
        override_known: bool,
    ) -> Result<(), LexiconError> {
        if is_audience(&value) {
            let mut audience: Audience = entry(source, &id, value)?;
            audience.id.clone_from(&id);
            claim(&mut self.audiences, source, id, audience, override_known)
        } else {
            let mut concept: Concept = entry(source, &id, value)?;
            concept.id.clone_from(&id);
            claim(&mut self.concepts, source, id, concept, override_known)
        }
    }

    /// Concepts in the order of their ids.
    pub fn concepts(&self) -> impl ExactSizeIterator<Item = &Concept> {
        self.concepts.values()
    }

    /// Audiences in the order of their ids.
    pub fn audiences(&self) -> impl ExactSizeIterator<Item = &Audience> {
        self.audiences.values()
    }

    /// The concept with this id.
    pub fn concept(&self, id: &str) -> Option<&Concept> {
        self.concepts.get(id)
    }

    /// The audience with this id.
    pub fn audience(&self, id: &str) -> Option<&Audience> {
        self.audiences.get(id)
    }
}

/// An entry without wordings of its own is an audience.
fn is_audience(value: &toml::Value) -> bool {
    value.get("offer").is_none() && value.get("ask").is_none() && value.get("trade").is_none()
}

fn entry<T: serde::de::DeserializeOwned>(
    source: &str,
    id: &str,
    value: toml::Value,
) -> Result<T, LexiconError> {
    value.try_into().map_err(|e: toml::de::Error| LexiconError::BadEntry {
        source: source.into(),
        id: id.into(),
        what: sentence(&e),
    })
}

fn claim<T>(
    known: &mut BTreeMap<String, T>,
    source: &str,
    id: String,
    value: T,
    override_known: bool,
) -> Result<(), LexiconError> {
    if !override_known && known.contains_key(&id) {
        return Err(LexiconError::Twice { source: source.into(), id });
    }
    known.insert(id, value);
    Ok(())
}

/// The parser's words on one line, ended with a stop.
fn sentence(error: &toml::de::Error) -> String {
    let text = error.to_string();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}.", line.trim_end_matches('.'))
}
