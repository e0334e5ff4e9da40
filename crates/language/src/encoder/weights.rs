//! Reading a model's folder: `config.json`, `model.safetensors`, `vocab.txt` or `tokenizer.json`.
//!
//! Every number is checked against the shape that the configuration promises before anything is run.

use std::fmt;
use std::path::Path;

use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;

use super::bert::{Bert, Norm, Stage};
use super::product::Layer;
use super::wordpiece::WordPieces;

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
}

impl EncoderError {
    pub(super) fn file(path: &Path, error: &std::io::Error) -> EncoderError {
        EncoderError::File { path: path.display().to_string(), what: error.to_string() }
    }

    fn broken(path: &Path, what: impl fmt::Display) -> EncoderError {
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
        }
    }
}

impl std::error::Error for EncoderError {}

#[derive(Deserialize)]
struct Config {
    hidden_size: usize,
    intermediate_size: usize,
    num_attention_heads: usize,
    num_hidden_layers: usize,
    #[serde(default = "twelve_zeros")]
    layer_norm_eps: f32,
    #[serde(default)]
    model_type: String,
    #[serde(default)]
    hidden_act: String,
}

fn twelve_zeros() -> f32 {
    1e-12
}

/// The model and its word pieces.
pub(super) fn load(folder: &Path) -> Result<(Bert, WordPieces), EncoderError> {
    let config = config(folder)?;
    let pieces = pieces(folder)?;
    let path = folder.join("model.safetensors");
    let bytes = std::fs::read(&path).map_err(|e| EncoderError::file(&path, &e))?;
    let tensors = SafeTensors::deserialize(&bytes).map_err(|e| EncoderError::broken(&path, e))?;
    let bert = bert(&Numbers { tensors, path: &path }, &config)?;
    if pieces.greatest() as usize >= bert.words.len() / bert.width {
        return Err(EncoderError::broken(&path, "it has fewer word vectors than the vocabulary has words"));
    }
    Ok((bert, pieces))
}

fn config(folder: &Path) -> Result<Config, EncoderError> {
    let path = folder.join("config.json");
    let text = std::fs::read_to_string(&path).map_err(|e| EncoderError::file(&path, &e))?;
    let config: Config = serde_json::from_str(&text).map_err(|e| EncoderError::broken(&path, e))?;
    let other = |what: String| Err(EncoderError::OtherModel { what });
    if !matches!(config.model_type.as_str(), "bert" | "") {
        return other(format!("its type is {}, not bert", config.model_type));
    }
    if !matches!(config.hidden_act.as_str(), "gelu" | "") {
        return other(format!("its activation is {}, not gelu", config.hidden_act));
    }
    let (width, heads) = (config.hidden_size, config.num_attention_heads);
    if !Layer::fits(width)
        || !Layer::fits(config.intermediate_size)
        || heads == 0
        || !width.is_multiple_of(heads)
    {
        return other("its widths are no multiples of 32".into());
    }
    Ok(config)
}

fn pieces(folder: &Path) -> Result<WordPieces, EncoderError> {
    let plain = folder.join("vocab.txt");
    if let Ok(text) = std::fs::read_to_string(&plain) {
        let found = WordPieces::new(text.lines().map(String::from));
        return found.ok_or_else(|| EncoderError::broken(&plain, "it lacks [UNK], [CLS] or [SEP]"));
    }
    let path = folder.join("tokenizer.json");
    let text = std::fs::read_to_string(&path).map_err(|e| EncoderError::file(&path, &e))?;
    let json: serde_json::Value = serde_json::from_str(&text).map_err(|e| EncoderError::broken(&path, e))?;
    let listed = json["model"]["vocab"].as_object();
    let mut listed: Vec<(u64, String)> = listed
        .into_iter()
        .flatten()
        .filter_map(|(piece, number)| Some((number.as_u64()?, piece.clone())))
        .collect();
    listed.sort();
    let dense = listed.iter().enumerate().all(|(at, (number, _))| at as u64 == *number);
    let found = WordPieces::new(listed.into_iter().map(|(_, piece)| piece)).filter(|_| dense);
    found.ok_or_else(|| EncoderError::broken(&path, "it holds no WordPiece vocabulary"))
}

struct Numbers<'a> {
    tensors: SafeTensors<'a>,
    path: &'a Path,
}

impl Numbers<'_> {
    /// A tensor of the promised shape, with or without the prefix `bert.`.
    fn get(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, EncoderError> {
        let found = self.tensors.tensor(name).or_else(|_| self.tensors.tensor(&format!("bert.{name}")));
        let view = found.map_err(|_| EncoderError::broken(self.path, format!("{name} is missing")))?;
        let fits = view.shape().len() == shape.len()
            && view.shape().iter().zip(shape).all(|(is, should)| *should == 0 || is == should);
        if view.dtype() != Dtype::F32 || !fits {
            return Err(EncoderError::broken(self.path, format!("{name} has another shape or type")));
        }
        Ok(view.data().chunks_exact(4).map(|x| f32::from_le_bytes([x[0], x[1], x[2], x[3]])).collect())
    }

    fn layer(&self, name: &str, columns: usize, inner: usize) -> Result<Layer, EncoderError> {
        let weights = self.get(&format!("{name}.weight"), &[columns, inner])?;
        Ok(Layer::new(&weights, self.get(&format!("{name}.bias"), &[columns])?, inner))
    }

    fn norm(&self, name: &str, width: usize) -> Result<Norm, EncoderError> {
        let scale = self.get(&format!("{name}.weight"), &[width])?;
        Ok(Norm { scale, shift: self.get(&format!("{name}.bias"), &[width])? })
    }

    fn stage(&self, number: usize, config: &Config) -> Result<Stage, EncoderError> {
        let (width, wide) = (config.hidden_size, config.intermediate_size);
        let at = format!("encoder.layer.{number}");
        let (mut looks, mut biases) = (Vec::new(), Vec::new());
        for part in ["query", "key", "value"] {
            looks.extend(self.get(&format!("{at}.attention.self.{part}.weight"), &[width, width])?);
            biases.extend(self.get(&format!("{at}.attention.self.{part}.bias"), &[width])?);
        }
        Ok(Stage {
            look: Layer::new(&looks, biases, width),
            gather: self.layer(&format!("{at}.attention.output.dense"), width, width)?,
            gathered: self.norm(&format!("{at}.attention.output.LayerNorm"), width)?,
            widen: self.layer(&format!("{at}.intermediate.dense"), wide, width)?,
            narrow: self.layer(&format!("{at}.output.dense"), width, wide)?,
            narrowed: self.norm(&format!("{at}.output.LayerNorm"), width)?,
        })
    }
}

fn bert(numbers: &Numbers<'_>, config: &Config) -> Result<Bert, EncoderError> {
    let width = config.hidden_size;
    let mut positions = numbers.get("embeddings.position_embeddings.weight", &[0, width])?;
    let kinds = numbers.get("embeddings.token_type_embeddings.weight", &[0, width])?;
    for row in positions.chunks_exact_mut(width) {
        row.iter_mut().zip(&kinds).for_each(|(x, kind)| *x += kind);
    }
    let stages =
        (0..config.num_hidden_layers).map(|n| numbers.stage(n, config)).collect::<Result<Vec<_>, _>>()?;
    Ok(Bert {
        words: numbers.get("embeddings.word_embeddings.weight", &[0, width])?,
        positions,
        embedded: numbers.norm("embeddings.LayerNorm", width)?,
        stages,
        width,
        heads: config.num_attention_heads,
        epsilon: config.layer_norm_eps,
    })
}
