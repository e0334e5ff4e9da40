//! Reading a model's folder: `config.json`, `model.safetensors`, `vocab.txt` or `tokenizer.json`.
//!
//! Every number is checked against the shape that the configuration promises before anything is run, and what
//! other files of the folder say about the model is believed: whether it knows capital letters, and which
//! vectors it makes one of.

use std::path::Path;

use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;

use super::bert::{Bert, Norm, Stage};
use super::error::EncoderError;
use super::product::Layer;
use super::wordpiece::WordPieces;

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
    #[serde(default, rename = "_name_or_path")]
    name: String,
}

/// A model must take sentences of at least so many pieces.
const FEWEST_PLACES: usize = 16;

fn twelve_zeros() -> f32 {
    1e-12
}

/// A model as it stands in its folder.
pub(super) struct Loaded {
    pub(super) bert: Bert,
    pub(super) pieces: WordPieces,
    /// What its configuration calls it.
    pub(super) name: String,
    /// A hash of the weights and the pieces.
    pub(super) fingerprint: u64,
}

/// The model and its word pieces.
pub(super) fn load(folder: &Path) -> Result<Loaded, EncoderError> {
    let config = config(folder)?;
    let (pieces, listed) = pieces(folder)?;
    let path = folder.join("model.safetensors");
    let bytes =
        std::fs::read(&path).map_err(|e| other_weights(folder).unwrap_or(EncoderError::file(&path, &e)))?;
    let tensors = SafeTensors::deserialize(&bytes).map_err(|e| EncoderError::broken(&path, e))?;
    let bert = bert(&Numbers { tensors, path: &path }, &config)?;
    if pieces.greatest() as usize >= bert.words.len() / bert.width {
        return Err(EncoderError::broken(&path, "it has fewer word vectors than the vocabulary has words"));
    }
    let fingerprint = hash(hash(FIRST, &bytes), listed.as_bytes());
    Ok(Loaded { bert, pieces, name: plain(&config.name), fingerprint })
}

/// Weights in a form that others write.
fn other_weights(folder: &Path) -> Option<EncoderError> {
    let others = ["pytorch_model.bin", "tf_model.h5", "model.onnx", "onnx", "model.safetensors.index.json"];
    let found = others.into_iter().find(|name| folder.join(name).exists())?;
    Some(EncoderError::OtherWeights { folder: folder.display().to_string(), found: found.to_owned() })
}

const FIRST: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a over words of eight bytes: quick enough for a hundred megabytes at every start.
fn hash(before: u64, bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks();
    let last = rest.iter().fold(rest.len() as u64, |word, byte| word << 8 | u64::from(*byte));
    let words = words.iter().map(|word| u64::from_le_bytes(*word)).chain([last]);
    words.fold(before, |h, word| (h ^ word).wrapping_mul(0x0100_0000_01b3).rotate_left(29))
}

/// The last part of a name, in plain letters: it goes into files and terminals.
fn plain(name: &str) -> String {
    let last = name.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name: String = last.chars().filter(plain).take(60).collect();
    if name.is_empty() { "unnamed".to_owned() } else { name }
}

fn config(folder: &Path) -> Result<Config, EncoderError> {
    let path = folder.join("config.json");
    let text = std::fs::read_to_string(&path).map_err(|e| EncoderError::file(&path, &e))?;
    let config: Config = serde_json::from_str(&text).map_err(|e| EncoderError::broken(&path, e))?;
    let (width, heads) = (config.hidden_size, config.num_attention_heads);
    let odd = !Layer::fits(width)
        || !Layer::fits(config.intermediate_size)
        || heads == 0
        || !width.is_multiple_of(heads);
    let beside = |name: &str, key: &str| told(&folder.join(name), key);
    let what = if !matches!(config.model_type.as_str(), "bert" | "") {
        format!("its type is {}, not bert", config.model_type)
    } else if !matches!(config.hidden_act.as_str(), "gelu" | "") {
        format!("its activation is {}, not gelu", config.hidden_act)
    } else if odd {
        "its widths are no multiples of 32".to_owned()
    } else if beside("tokenizer_config.json", "do_lower_case") == Some(false) {
        "it tells capital letters from small ones".to_owned()
    } else if beside("1_Pooling/config.json", "pooling_mode_mean_tokens") == Some(false) {
        "its sentences are not the means of their words".to_owned()
    } else {
        return Ok(config);
    };
    Err(EncoderError::OtherModel { what })
}

/// What a file beside the model says yes or no to; nothing when it is not there or says nothing.
fn told(path: &Path, key: &str) -> Option<bool> {
    let text = std::fs::read_to_string(path).ok()?;
    serde_json::from_str::<serde_json::Value>(&text).ok()?[key].as_bool()
}

/// The model's pieces, and the text that lists them.
fn pieces(folder: &Path) -> Result<(WordPieces, String), EncoderError> {
    let plain = folder.join("vocab.txt");
    if let Ok(text) = std::fs::read_to_string(&plain) {
        let found = WordPieces::new(text.lines().map(String::from));
        let found = found.ok_or_else(|| EncoderError::broken(&plain, "it lacks [UNK], [CLS] or [SEP]"))?;
        return Ok((found, text));
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
    let text: String = listed.iter().map(|(_, piece)| format!("{piece}\n")).collect();
    let found = WordPieces::new(listed.into_iter().map(|(_, piece)| piece)).filter(|_| dense);
    let found = found.ok_or_else(|| EncoderError::broken(&path, "it holds no WordPiece vocabulary"))?;
    Ok((found, text))
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
    if positions.len() < FEWEST_PLACES * width {
        return Err(EncoderError::broken(numbers.path, "it has places for hardly a word"));
    }
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
