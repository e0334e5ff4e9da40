//! How near one short business sentence is to another, and why.
//!
//! Words shared or not shared decide nothing: "someone to do my books" must meet "monthly bookkeeping"
//! and miss "book publishing". A [`Language`] reads a sentence into the concepts of a business lexicon
//! ([`Language::read`]), and judges an ask and an offer by them ([`Language::near`]).
//!
//! No network, no clock, no files at run time unless a path is given; the same answer on every machine.

mod aside;
mod audiences;
#[cfg(feature = "encoder")]
mod encoder;
mod everyday;
mod index;
mod lexicon;
mod lint;
mod market;
#[cfg(feature = "encoder")]
mod meaning;
mod nearness;
mod phrases;
mod reader;
mod reading;
mod relations;
mod rows;
mod signs;
mod stem;
mod text;
mod varieties;
mod vocabulary;
mod why;
mod wordings;

#[cfg(feature = "encoder")]
pub use encoder::{Encoder, EncoderError, Told};
pub use index::{Hit, OfferIndex};
pub use lexicon::{Audience, Concept, ConceptId, Lexicon, LexiconError, Side, Wordings as OtherWordings};
pub use lint::{Finding, lint};
pub use market::{Market, Partnership};
pub use nearness::{Evidence, Nearness, Relation};
pub use reading::Reading;
pub use signs::{Direction, Kind, Seniority};

use aside::Aside;
use audiences::Audiences;
use relations::Relations;
use signs::SignReader;
use varieties::Varieties;
use vocabulary::{Token, WordId};
use wordings::Wordings;

/// A lexicon made ready to read with. Immutable; share one between threads.
#[derive(Clone, Debug)]
pub struct Language {
    lexicon: Lexicon,
    pub(crate) wordings: Wordings,
    pub(crate) relations: Relations,
    signs: SignReader,
    named_audiences: Audiences,
    varieties: Varieties,
    concepts: Vec<Concept>,
    audiences: Vec<Audience>,
    #[cfg(feature = "encoder")]
    meaning: Option<meaning::Meaning>,
}

impl Language {
    /// The embedded lexicon, without a sentence model.
    pub fn standard() -> Language {
        Language::from_lexicon(Lexicon::standard())
    }

    /// A language of this lexicon alone.
    pub fn from_lexicon(lexicon: Lexicon) -> Language {
        let concepts = lexicon.concepts().cloned().collect();
        let audiences = lexicon.audiences().cloned().collect();
        let wordings = Wordings::new(&lexicon);
        let relations = Relations::new(&lexicon);
        Language {
            signs: SignReader::new(),
            named_audiences: Audiences::new(&lexicon, &wordings.vocabulary),
            varieties: Varieties::standard(&wordings.vocabulary),
            lexicon,
            wordings,
            relations,
            concepts,
            audiences,
            #[cfg(feature = "encoder")]
            meaning: None,
        }
    }

    /// The same with a sentence model as a second witness. Encodes every wording of the lexicon, on
    /// two threads: half a minute, unless the encoder has kept the vectors ([`Encoder::keep`]).
    #[cfg(feature = "encoder")]
    pub fn with_encoder(self, encoder: Encoder) -> Language {
        self.with_encoder_on(encoder, 2, &|_, _| ())
    }

    /// The same on as many threads as asked for, telling as wordings are encoded.
    #[cfg(feature = "encoder")]
    pub fn with_encoder_on(mut self, encoder: Encoder, threads: usize, told: Told<'_>) -> Language {
        let encoder = std::sync::Arc::new(encoder);
        let n_concepts = self.concepts.len();
        self.meaning = Some(meaning::Meaning::new(encoder, &self.wordings, n_concepts, threads, told));
        self
    }

    /// The sentence model, where there is one.
    #[cfg(feature = "encoder")]
    pub fn encoder(&self) -> Option<&Encoder> {
        self.meaning.as_ref().map(|meaning| meaning.encoder().as_ref())
    }

    /// The same with the entries of a TOML text added; an id that is known takes the new entry.
    pub fn with_lexicon(self, toml_text: &str) -> Result<Language, LexiconError> {
        let mut lexicon = self.lexicon;
        lexicon.add("the lexicon", toml_text, true)?;
        #[cfg_attr(not(feature = "encoder"), expect(unused_mut, reason = "only a model is added"))]
        let mut language = Language::from_lexicon(lexicon);
        #[cfg(feature = "encoder")]
        if let Some(meaning) = self.meaning {
            let (encoder, n_concepts) = (meaning.encoder().clone(), language.concepts.len());
            let meaning = meaning::Meaning::new(encoder, &language.wordings, n_concepts, 2, &|_, _| ());
            language.meaning = Some(meaning);
        }
        Ok(language)
    }

    /// Reads one sentence for the side that it stands on.
    pub fn read(&self, text: &str, direction: Direction) -> Reading {
        #[cfg_attr(not(feature = "encoder"), expect(unused_mut, reason = "only a model adds something"))]
        let mut reading = self.read_words(text, direction);
        #[cfg(feature = "encoder")]
        if let Some(meaning) = &self.meaning {
            meaning.add_to(std::slice::from_mut(&mut reading));
        }
        reading
    }

    /// Reads many sentences, on as many threads as asked for; the same readings as one by one, and much
    /// quicker with a model.
    pub fn read_all(&self, texts: &[(&str, Direction)], threads: usize) -> Vec<Reading> {
        #[cfg(feature = "encoder")]
        if let Some(meaning) = &self.meaning {
            let texts: Vec<&str> = texts.iter().map(|(text, _)| *text).collect();
            meaning.encoder().learn(&texts, threads, &|_, _| ());
        }
        let share = texts.len().div_ceil(threads.max(1)).max(1);
        std::thread::scope(|scope| {
            let parts: Vec<_> =
                texts.chunks(share).map(|part| scope.spawn(|| self.read_part(part))).collect();
            let join = |part: std::thread::ScopedJoinHandle<'_, Vec<Reading>>| {
                part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            parts.into_iter().flat_map(join).collect()
        })
    }

    fn read_part(&self, texts: &[(&str, Direction)]) -> Vec<Reading> {
        let read = texts.iter().map(|(text, direction)| self.read_words(text, *direction));
        #[cfg_attr(not(feature = "encoder"), expect(unused_mut, reason = "only a model adds something"))]
        let mut readings: Vec<Reading> = read.collect();
        #[cfg(feature = "encoder")]
        if let Some(meaning) = &self.meaning {
            meaning.add_to(&mut readings);
        }
        readings
    }

    fn read_words(&self, text: &str, direction: Direction) -> Reading {
        let folded = text::fold(text);
        let vocabulary = &self.wordings.vocabulary;
        // Few sentences have more words.
        let mut tokens: Vec<Token> = Vec::with_capacity(24);
        let mut aside = Aside::default();
        text::each_word(&folded, |word| {
            let token = vocabulary.token(word);
            tokens.push(if aside.hear(word, token.weight) { token.aside() } else { token });
        });
        let exact: Vec<WordId> = tokens.iter().map(|token| token.exact).collect();
        let mut reading = reader::read(&self.wordings, self.signs.read(&folded), &tokens, text, direction);
        reading.audiences = self.named_audiences.named(&exact).into();
        reading.named = self.varieties.named(&exact);
        reading
    }

    /// How near an offer is to an ask, 0 to 1 in thousandths: [`Nearness::strength`] without the why.
    pub fn strength(&self, ask: &Reading, offer: &Reading) -> f64 {
        let beside = offer.beside();
        nearness::strength(&nearness::evidence(&self.relations, ask, &offer.offered(&beside)), ask, &beside)
    }

    /// The whole judgement of an ask and an offer.
    pub fn near(&self, ask: &Reading, offer: &Reading) -> Nearness {
        let mut evidence = self.evidence(ask, offer);
        evidence.pair = nearness::best_pair(&self.relations, ask, offer);
        let strength = nearness::strength(&evidence, ask, &offer.beside());
        let relation = nearness::relation(&evidence, strength, ask, offer);
        let why = why::clause(self, &evidence, relation, ask, offer);
        Nearness { strength, relation, kind: ask.kind().or(offer.kind()), why }
    }

    /// What the witnesses say of an ask and an offer, before they are joined.
    pub fn evidence(&self, ask: &Reading, offer: &Reading) -> Evidence {
        nearness::evidence(&self.relations, ask, &offer.offered(&offer.beside()))
    }

    /// What somebody does, told by their offers and other sentences, and for whom, in their own words.
    pub fn market<'a>(&self, does: impl IntoIterator<Item = &'a Reading>, serves: &[String]) -> Market {
        market::market(self, does, serves)
    }

    /// Whether two people serve the same customers, with services that go together or that are the same; `None`
    /// when no service of one goes together with one of the other.
    pub fn partnership(&self, a: &Market, b: &Market) -> Option<Partnership> {
        market::partnership(self, a, b)
    }

    /// What two people could do together and for whom, in one plain clause, where there is something to say.
    pub fn partnership_why(&self, a: &Market, b: &Market) -> Option<String> {
        market::why(self, a, b)
    }

    /// The concept with this number.
    pub fn concept(&self, id: ConceptId) -> &Concept {
        self.concept_at(id.0)
    }

    /// How many concepts there are.
    pub fn n_concepts(&self) -> usize {
        self.concepts.len()
    }

    pub(crate) fn concept_at(&self, number: u16) -> &Concept {
        &self.concepts[usize::from(number)]
    }

    pub(crate) fn audience_at(&self, number: u16) -> &Audience {
        &self.audiences[usize::from(number)]
    }

    /// The audiences that a sentence names.
    pub fn audiences_named<'a>(&'a self, reading: &'a Reading) -> impl Iterator<Item = &'a Audience> {
        reading.audiences.iter().map(|number| self.audience_at(*number))
    }

    /// The audiences that a text names, by number.
    pub(crate) fn audiences_in(&self, text: &str) -> Vec<u16> {
        self.named_audiences.named(&self.wordings.vocabulary.ids(text))
    }
}
