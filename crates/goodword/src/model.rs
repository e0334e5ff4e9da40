//! `goodword model`: a sentence model checked, installed, shown and removed.

pub mod folder;
mod install;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use goodword_language::Encoder;

use crate::failure::Failure;
use crate::output;
use crate::screen::tell;

/// What `goodword model` takes.
#[derive(Debug, Subcommand)]
pub enum ModelVerb {
    /// Check a model and install it: from then on it reads asks and offers, unless --model none is said
    Add(AddArgs),
    /// Say which model is installed, and where
    Show(Place),
    /// Remove the installed model: the lexicon reads alone again
    Remove(Place),
}

/// What `goodword model add` takes.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// Folder with config.json, model.safetensors, and vocab.txt or tokenizer.json, as sentence-transformers saves
    /// a MiniLM model
    pub from: PathBuf,
    /// Where the model is installed.
    #[command(flatten)]
    pub place: Place,
    /// Threads to work on [default: all cores]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
}

/// Where a model is installed.
#[derive(Debug, Args)]
pub struct Place {
    /// Where the model is installed [default: $GOODWORD_MODEL, else goodword/model in your folder of data]
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
}

/// Does what was said.
pub fn run(verb: &ModelVerb) -> Result<(), Failure> {
    match verb {
        ModelVerb::Add(args) => add(args),
        ModelVerb::Show(place) => show(place),
        ModelVerb::Remove(place) => remove(place),
    }
}

fn add(args: &AddArgs) -> Result<(), Failure> {
    let to = folder::named(args.place.to.as_ref())?;
    let name = install::install(&args.from, &to, crate::matches::threads(args.threads))?;
    output::print(format!("The sentence model {name} is installed in {}.\n", to.display()).as_bytes())?;
    tell(format_args!("From now on it reads asks and offers; --model none leaves it out."));
    if folder::standard().as_ref() != Some(&to) {
        tell(format_args!("Found by: --model {0}, or the variable GOODWORD_MODEL={0}", to.display()));
    }
    Ok(())
}

fn show(place: &Place) -> Result<(), Failure> {
    let folder = folder::named(place.to.as_ref())?;
    if !folder::is_model(&folder) {
        let said = format!(
            "No sentence model is installed in {}. Install one with: goodword model add DIR\n",
            folder.display()
        );
        return output::print(said.as_bytes());
    }
    let encoder = Encoder::load(&folder).map_err(|error| Failure::Refused(error.to_string()))?;
    encoder.check().map_err(|error| Failure::Refused(error.to_string()))?;
    let said = format!(
        "name          {}\nfingerprint   {:016x}\nfolder        {}\nwidth         {}\nkept vectors  {}\n",
        encoder.name(),
        encoder.fingerprint(),
        folder.display(),
        encoder.width(),
        encoder.n_kept()
    );
    output::print(said.as_bytes())
}

fn remove(place: &Place) -> Result<(), Failure> {
    let folder = folder::named(place.to.as_ref())?;
    install::remove(&folder)?;
    output::print(format!("The sentence model in {} is removed.\n", folder.display()).as_bytes())
}
