//! The sentence encoder with the weights that people use. `./test` fetches them and says where they lie in
//! `GOODWORD_TEST_MODEL`; where that is not set, or `none`, only the refusals are tested.
#![cfg(feature = "encoder")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use goodword_language::{Direction, Encoder, EncoderError, Language};

/// The model's folder, if there is one.
fn folder() -> Option<PathBuf> {
    let said = std::env::var("GOODWORD_TEST_MODEL").ok()?;
    (!matches!(said.as_str(), "" | "none")).then(|| said.into())
}

fn encoder() -> Option<&'static Encoder> {
    static ENCODER: OnceLock<Option<Encoder>> = OnceLock::new();
    ENCODER.get_or_init(|| Some(Encoder::load(folder()?).expect("a model"))).as_ref()
}

/// What transformers makes of the same sentences; see the file's head.
fn reference() -> Vec<(&'static str, Vec<f32>)> {
    let lines = include_str!("reference/minilm.tsv").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let (sentence, numbers) = line.split_once('\t').expect("a tab");
        (sentence, numbers.split(' ').map(|x| x.parse().expect("a number")).collect())
    };
    lines.map(row).collect()
}

#[test]
fn vectors_are_those_of_transformers() {
    let Some(encoder) = encoder() else { return };
    let reference = reference();
    assert!(reference.len() >= 5 && reference.iter().all(|(_, vector)| vector.len() == encoder.width()));
    for (sentence, expected) in reference {
        for (at, (is, should)) in encoder.vector(sentence).iter().zip(&expected).enumerate() {
            assert!((is - should).abs() < 1e-4, "{sentence}: number {at} is {is}, not {should}");
        }
    }
}

#[test]
fn neither_threads_nor_company_change_a_bit_of_a_vector() {
    let Some(folder) = folder() else { return };
    let sentences: Vec<&str> = gold().iter().take(60).map(|pair| pair.offer).collect();
    let fresh = || Encoder::load(&folder).expect("a model");
    let alone = fresh();
    let alone: Vec<_> = sentences.iter().map(|sentence| alone.vector(sentence)).collect();
    for threads in [1, 2, 5] {
        assert_eq!(fresh().vectors(&sentences, threads), alone, "{threads} threads");
    }
}

#[test]
fn the_model_passes_its_own_check_and_one_with_other_words_does_not() {
    let Some(folder) = folder() else { return };
    encoder().expect("a model").check().expect("understands sentences");
    let other = Copied::of(&folder, "words");
    let path = other.0.join("vocab.txt");
    let text = std::fs::read_to_string(&path).expect("words");
    let (marks, words) =
        text.split_once("##").map_or((text.as_str(), ""), |_| text.split_at(text.find("\nthe\n").unwrap()));
    let turned: Vec<&str> = words.lines().rev().collect();
    std::fs::write(&path, format!("{marks}\n{}", turned.join("\n"))).expect("written");
    let error = Encoder::load(&other.0).and_then(|encoder| encoder.check()).expect_err("nonsense");
    assert!(matches!(error, EncoderError::Unfit { .. }), "{error}");
}

#[test]
fn every_broken_folder_is_refused_by_the_name_of_its_file() {
    let empty = Copied(std::env::temp_dir().join(format!("goodword-empty-{}", std::process::id())));
    std::fs::create_dir_all(&empty.0).expect("made");
    let refused = |file: &str| {
        let said = Encoder::load(&empty.0).expect_err("no model").to_string();
        assert!(said.contains(file), "{file} is not named: {said}");
    };
    let put = |name: &str, text: &str| std::fs::write(empty.0.join(name), text).expect("written");
    refused("config.json");
    put("config.json", "{");
    refused("config.json");
    put(
        "config.json",
        r#"{"hidden_size":32,"intermediate_size":64,"num_attention_heads":2,"num_hidden_layers":1,"model_type":"gpt2"}"#,
    );
    refused("gpt2");
    put(
        "config.json",
        r#"{"hidden_size":32,"intermediate_size":64,"num_attention_heads":2,"num_hidden_layers":1}"#,
    );
    refused("tokenizer.json");
    put("vocab.txt", "word\n");
    refused("vocab.txt");
    put("vocab.txt", "[UNK]\n[CLS]\n[SEP]\nword\n");
    refused("model.safetensors");
    put("pytorch_model.bin", "");
    refused("SentenceTransformer");
    put("model.safetensors", "no weights");
    refused("model.safetensors");
    put("tokenizer_config.json", r#"{"do_lower_case":false}"#);
    refused("capital letters");
}

struct Judged {
    ask: &'static str,
    offer: &'static str,
    useful: bool,
}

/// Our own judged pairs.
fn gold() -> Vec<Judged> {
    let row = |line: &'static str| {
        let cells: Vec<&str> = line.split('\t').collect();
        Judged { ask: cells[0], offer: cells[1], useful: cells[2] != "0" }
    };
    include_str!("../gold/pairs.tsv").lines().skip(1).map(row).collect()
}

/// How often a useful pair stands above one that is not.
fn auc(language: &Language, pairs: &[Judged], threads: usize) -> (f64, Vec<f64>) {
    let asks: Vec<_> = pairs.iter().map(|pair| (pair.ask, Direction::Ask)).collect();
    let offers: Vec<_> = pairs.iter().map(|pair| (pair.offer, Direction::Offer)).collect();
    let read = language.read_all(&asks, threads).into_iter().zip(language.read_all(&offers, threads));
    let strengths: Vec<f64> = read.map(|(ask, offer)| language.strength(&ask, &offer)).collect();
    let side =
        |useful| pairs.iter().zip(&strengths).filter(move |(pair, _)| pair.useful == useful).map(|(_, s)| *s);
    let wins = side(true).flat_map(|yes| {
        side(false).map(move |no| if yes > no { 1.0 } else { f64::from(u8::from(yes == no)) / 2.0 })
    });
    (wins.sum::<f64>() / (side(true).count() * side(false).count()) as f64, strengths)
}

#[test]
fn rare_trades_are_told_apart_better_with_the_model_and_the_same_on_any_thread() {
    let Some(folder) = folder() else { return };
    let pairs = gold();
    let (without, _) = auc(&Language::standard(), &pairs, 2);
    let language = Language::standard().with_encoder(Encoder::load(&folder).expect("a model"));
    let encoder = language.encoder().expect("was given");
    if encoder.n_kept() < encoder.n_known() {
        encoder.keep(&folder).expect("the next run is quicker");
    }
    let (with, strengths) = auc(&language, &pairs, 2);
    assert!(with > without + 0.1, "{with} with the model, {without} without");
    assert_eq!(auc(&language, &pairs, 1).1, strengths, "on one thread");
    let alone: BTreeMap<&str, f64> =
        pairs.iter().take(20).map(|pair| (pair.offer, one(&language, pair))).collect();
    for (pair, strength) in pairs.iter().zip(&strengths).take(20) {
        assert_eq!(alone[pair.offer], *strength, "read alone: {} / {}", pair.ask, pair.offer);
    }
}

fn one(language: &Language, pair: &Judged) -> f64 {
    language.strength(&language.read(pair.ask, Direction::Ask), &language.read(pair.offer, Direction::Offer))
}

/// A folder that vanishes with the test.
struct Copied(PathBuf);

impl Copied {
    fn of(folder: &Path, name: &str) -> Copied {
        let to = std::env::temp_dir().join(format!("goodword-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&to).expect("made");
        for file in ["config.json", "vocab.txt", "model.safetensors"] {
            std::fs::copy(folder.join(file), to.join(file)).expect("copied");
        }
        Copied(to)
    }
}

impl Drop for Copied {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
