//! What can be wrong with a model's folder, said with the remedy.

use std::fmt;
use std::path::Path;

/// Why a model was not loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EncoderError {
    /// A file could not be read or written.
    File {
        /// Which file.
        path: String,
        /// What the system says.
        what: String,
    },
    /// A file is there and does not hold what it should.
    Broken {
        /// Which file.
        path: String,
        /// What is wrong.
        what: String,
    },
    /// A model of a kind that this program cannot run.
    OtherModel {
        /// What is different.
        what: String,
    },
    /// The weights are there in a form that is not read.
    OtherWeights {
        /// The folder.
        folder: String,
        /// The file that is there.
        found: String,
    },
    /// The model runs and makes no sense.
    Unfit {
        /// What it gets wrong.
        what: String,
    },
}

impl EncoderError {
    pub(super) fn file(path: &Path, error: &std::io::Error) -> EncoderError {
        EncoderError::File { path: path.display().to_string(), what: error.to_string() }
    }

    pub(super) fn broken(path: &Path, what: impl fmt::Display) -> EncoderError {
        EncoderError::Broken { path: path.display().to_string(), what: what.to_string() }
    }
}

impl fmt::Display for EncoderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, what } => write!(
                f,
                "{path} could not be read or written: {what}. A model's folder holds config.json, model.safetensors and vocab.txt."
            ),
            Self::Broken { path, what } => {
                write!(f, "{path} does not hold what it should: {what}. Fetch the model again.")
            }
            Self::OtherModel { what } => {
                write!(
                    f,
                    "This model cannot be used: {what}. Choose a MiniLM model of sentence-transformers."
                )
            }
            Self::OtherWeights { folder, found } => write!(
                f,
                "{folder} holds {found} but no model.safetensors, the only form of weights that is read. Save the model \
                 again with sentence-transformers: SentenceTransformer(\"{folder}\").save(\"NEW_FOLDER\")."
            ),
            Self::Unfit { what } => write!(
                f,
                "This model runs, but does not understand sentences: {what}. Its files may belong to different models: \
                 fetch them again together."
            ),
        }
    }
}

impl std::error::Error for EncoderError {}
