//! The language that verbs read with: the lexicon, wordings of one's own, and a sentence model where there is one.
//!
//! Which model is active decides the outcome, so it is told with it. Vectors of the lexicon are kept beside an
//! installed model; vectors of people's sentences live in memory only.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{OsStringValueParser, TypedValueParser};
use goodword_domain::members::Member;
use goodword_language::{Direction, Encoder, EncoderError, Language, Reading};

use crate::failure::Failure;
use crate::input;
use crate::model::folder;
use crate::progress::Waiting;
use crate::screen::{QUIET, tell};

/// So few missing vectors are made before anybody wonders what is going on.
const FEW: usize = 1_000;

/// How asks and offers are read, for every verb that reads many.
#[derive(Debug, Args)]
pub struct Reader {
    /// Sentence model to read asks and offers with: a folder, none, or auto for the one that is installed
    #[arg(long, value_name = "DIR|auto|none", env = "GOODWORD_MODEL", default_value = "auto",
          value_parser = OsStringValueParser::new().map(ModelArg::from))]
    pub model: ModelArg,
    /// Threads to work on; the outcome does not depend on it [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
}

/// `--model`: which sentence model reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelArg {
    /// The installed one, or none.
    Auto,
    /// The lexicon alone.
    None,
    /// The one in this folder.
    Folder(PathBuf),
}

impl From<OsString> for ModelArg {
    fn from(said: OsString) -> ModelArg {
        match said.to_str() {
            Some("auto" | "") => ModelArg::Auto,
            Some("none") => ModelArg::None,
            _ => ModelArg::Folder(said.into()),
        }
    }
}

impl ModelArg {
    /// The folder that is meant, if one is.
    pub fn folder(&self) -> Option<PathBuf> {
        match self {
            ModelArg::Auto => folder::standard().filter(|standard| folder::is_model(standard)),
            ModelArg::None => None,
            ModelArg::Folder(folder) => Some(folder.clone()),
        }
    }
}

/// The embedded lexicon with the wordings of these files added, and the model that is meant.
pub fn open(lexicons: &[PathBuf], model: &ModelArg, threads: usize) -> Result<Language, Failure> {
    let mut language = Language::standard();
    for path in lexicons {
        let text = String::from_utf8(input::read(path)?)
            .map_err(|_| Failure::refused(path, "is not UTF-8 text. Save it as UTF-8."))?;
        language = language.with_lexicon(&text).map_err(|error| Failure::refused(path, error))?;
    }
    match model.folder() {
        Some(folder) => with_model(language, &folder, threads),
        None => Ok(language),
    }
}

/// The name of the sentence model that reads, if one does.
pub fn model(language: &Language) -> Option<String> {
    language.encoder().map(Encoder::name)
}

fn with_model(language: Language, folder: &Path, threads: usize) -> Result<Language, Failure> {
    let refused = |error: EncoderError| {
        Failure::Refused(format!("{error} Or say --model none, to read with the lexicon alone."))
    };
    let encoder = Encoder::load(folder).map_err(refused)?;
    encoder.check().map_err(refused)?;
    let is_kept = folder.join(Encoder::KEPT).is_file();
    if !is_kept {
        tell(format_args!(
            "{QUIET}{}: this model reads the lexicon first, which takes a minute. It happens only once with: \
             goodword model add {0}{QUIET:#}",
            folder.display()
        ));
    }
    let before = encoder.n_known();
    let language = teach(language, encoder, threads);
    if let Some(encoder) = language.encoder().filter(|encoder| is_kept && encoder.n_known() > before + FEW) {
        // The lexicon has grown. Where its vectors may not be written they are made again next time.
        let _ = encoder.keep(folder);
    }
    Ok(language)
}

/// Lets a model read the lexicon, with a progress bar for what it has not read yet.
pub fn teach(language: Language, encoder: Encoder, threads: usize) -> Language {
    let waiting = Waiting::begin(1);
    let told = |done: usize, of: usize| waiting.reach("the model reads the lexicon", done, of);
    language.with_encoder_on(encoder, threads, &told)
}

/// Lets the model, where there is one, read what members ask, offer and do, each wording once.
pub fn learn(language: &Language, members: &[Member], threads: usize) {
    let entries = members.iter().flat_map(|member| member.asks.iter().chain(&member.offers));
    let professions = members.iter().filter_map(|member| member.profession.as_deref());
    let texts: Vec<&str> = entries.map(|entry| entry.text.as_str()).chain(professions).collect();
    make_vectors(language, &texts, threads);
}

/// Reads sentences on some threads, with a progress bar where a model makes it long.
pub fn read_all(language: &Language, texts: &[(&str, Direction)], threads: usize) -> Vec<Reading> {
    make_vectors(language, &texts.iter().map(|(text, _)| *text).collect::<Vec<_>>(), threads);
    language.read_all(texts, threads)
}

fn make_vectors(language: &Language, texts: &[&str], threads: usize) {
    if let Some(encoder) = language.encoder() {
        let waiting = Waiting::begin(1);
        encoder.learn(texts, threads, &|done, of| waiting.reach("the model reads sentences", done, of));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_one_of_two_words_or_a_folder() {
        let said = |text: &str| ModelArg::from(OsString::from(text));
        assert_eq!([said("auto"), said(""), said("none")], [ModelArg::Auto, ModelArg::Auto, ModelArg::None]);
        assert_eq!(said("./none"), ModelArg::Folder("./none".into()));
    }
}
