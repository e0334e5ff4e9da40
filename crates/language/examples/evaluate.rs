//! How well the judgement ranks and tells apart: nDCG@10 over the pool, P@1, AUC on judged pairs.
//!
//! `cargo run -p goodword-language --release --example evaluate [--features encoder] --example evaluate
//! [-- --misses --pairs --model FOLDER]`. Reads the gold set that
//! lies beside the repository when it is there, and our own judged pairs. Unjudged pairs count 0; gains
//! are 2^relevance - 1; ties keep the order of the pool. AUC: a useful pair (1 or 2) against one that is not.
#![allow(clippy::print_stdout, missing_docs)]

use std::collections::BTreeMap;
use std::path::Path;

use goodword_language::{Direction, Language};

/// With the sentence model of the folder that `--model FOLDER` names.
fn with_model(language: Language) -> Language {
    let folder = std::env::args().skip_while(|a| a != "--model").nth(1);
    match folder {
        #[cfg(feature = "encoder")]
        Some(folder) => {
            let encoder = goodword_language::Encoder::load(&folder).expect("a model's folder");
            let language = language.with_encoder(encoder);
            language
                .encoder()
                .expect("was given")
                .keep(Path::new(&folder))
                .expect("the folder can be written");
            language
        }
        _ => language,
    }
}

struct Judged {
    ask: String,
    offer: String,
    relevance: u8,
    subset: String,
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let language = with_model(Language::standard());
    println!("{} concepts", language.n_concepts());
    let gold = root.join("../shared/data/gold");
    let show = std::env::args().any(|a| a == "--misses");
    if let Some(pairs) =
        table(&gold.join("ask_offer_dev.tsv"), ["ask_text", "offer_text", "relevance", "subset"])
    {
        let pool: Vec<String> = column(&gold.join("offer_pool_dev.tsv"), "offer_text");
        report(&language, "gold", &pairs, &pool, show);
    }
    let own = root.join("crates/language/gold/pairs.tsv");
    if let Some(pairs) = table(&own, ["ask", "offer", "relevance", "trade"]) {
        let mut pool: Vec<String> = pairs.iter().map(|p| p.offer.clone()).collect();
        pool.sort();
        pool.dedup();
        let pairs: Vec<Judged> = pairs.into_iter().map(|p| Judged { subset: String::new(), ..p }).collect();
        report(&language, "own", &pairs, &pool, show);
    }
}

fn table(path: &Path, columns: [&str; 4]) -> Option<Vec<Judged>> {
    let text = std::fs::read_to_string(path).ok()?;
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next()?.split('\t').collect();
    let at: Vec<usize> = columns.iter().filter_map(|c| head.iter().position(|h| h == c)).collect();
    let cell = |row: &[&str], i: usize| row.get(at[i]).unwrap_or(&"").to_string();
    let rows = lines.filter(|l| !l.is_empty()).map(|line| {
        let row: Vec<&str> = line.split('\t').collect();
        Judged {
            ask: cell(&row, 0),
            offer: cell(&row, 1),
            relevance: cell(&row, 2).parse().unwrap_or(0),
            subset: cell(&row, 3),
        }
    });
    Some(rows.collect())
}

fn column(path: &Path, name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let at = text.lines().next().and_then(|h| h.split('\t').position(|c| c == name)).unwrap_or(0);
    text.lines().skip(1).filter_map(|l| l.split('\t').nth(at).map(String::from)).collect()
}

fn report(language: &Language, name: &str, pairs: &[Judged], pool: &[String], show: bool) {
    let offers: Vec<_> = pool.iter().map(|o| language.read(o, Direction::Offer)).collect();
    let mut asks: BTreeMap<(&str, &str), BTreeMap<&str, u8>> = BTreeMap::new();
    for p in pairs {
        asks.entry((&p.ask, &p.subset)).or_default().insert(&p.offer, p.relevance);
    }
    let mut scores: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
    let mut reliability = [(0_u32, 0_u32, 0.0_f64); 10];
    for ((ask, subset), judged) in &asks {
        let reading = language.read(ask, Direction::Ask);
        let mut ranked: Vec<(f64, usize)> =
            offers.iter().enumerate().map(|(i, o)| (language.strength(&reading, o), i)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let gain = |i: usize| f64::from(judged.get(pool[i].as_str()).map_or(0, |r| (1u32 << r) - 1));
        let ndcg = ndcg(&ranked.iter().map(|(_, i)| gain(*i)).collect::<Vec<_>>(), judged);
        let top = f64::from(u8::from(gain(ranked[0].1) > 0.0));
        scores.entry("all").or_default().push((ndcg, top));
        scores.entry(subset).or_default().push((ndcg, top));
        for (strength, i) in &ranked {
            let bin = &mut reliability[((strength * 10.0) as usize).min(9)];
            *bin = (bin.0 + 1, bin.1 + u32::from(gain(*i) > 0.0), bin.2 + strength);
        }
        if std::env::args().any(|a| a == "--pairs") {
            for (strength, i) in ranked.iter().filter(|(strength, _)| *strength > 0.0) {
                let judged = judged.get(pool[*i].as_str()).map_or("-".into(), ToString::to_string);
                println!("pair\t{name}\t{strength}\t{judged}\t{ask}\t{}", pool[*i]);
            }
        }
        if show && ndcg < 0.6 {
            explain(language, &reading, &ranked, pool, judged, ndcg);
        }
    }
    println!("{name:5} reliability: mean strength of a tenth, share of useful pairs, number of pairs");
    for (n, useful, sum) in reliability.iter().filter(|(n, _, _)| *n > 0) {
        let share = f64::from(*useful) / f64::from(*n);
        println!(
            "      {:.2} {share:.2} {n:6} {}",
            sum / f64::from(*n),
            "#".repeat((share * 40.0).round() as usize)
        );
    }
    for (subset, list) in scores {
        let n = list.len() as f64;
        let (ndcg, top) = list.iter().fold((0.0, 0.0), |s, x| (s.0 + x.0 / n, s.1 + x.1 / n));
        let auc = auc(language, pairs.iter().filter(|p| subset == "all" || p.subset == subset));
        println!("{name:5} {subset:13} asks {:3}  nDCG@10 {ndcg:.3}  P@1 {top:.3}  AUC {auc:.3}", list.len());
    }
}

fn ndcg(gains: &[f64], judged: &BTreeMap<&str, u8>) -> f64 {
    let discount = |list: &[f64]| {
        list.iter().take(10).enumerate().map(|(i, g)| g / (i as f64 + 2.0).log2()).sum::<f64>()
    };
    let mut ideal: Vec<f64> = judged.values().map(|r| f64::from((1u32 << r) - 1)).collect();
    ideal.sort_by(|a, b| b.total_cmp(a));
    let best = discount(&ideal);
    if best > 0.0 { discount(gains) / best } else { 1.0 }
}

fn auc<'a>(language: &Language, pairs: impl Iterator<Item = &'a Judged>) -> f64 {
    let (mut yes, mut no) = (Vec::new(), Vec::new());
    for p in pairs {
        let s = language
            .strength(&language.read(&p.ask, Direction::Ask), &language.read(&p.offer, Direction::Offer));
        if p.relevance > 0 { yes.push(s) } else { no.push(s) }
    }
    let wins: f64 = yes
        .iter()
        .flat_map(|y| {
            no.iter().map(move |n| {
                if y > n {
                    1.0
                } else if y == n {
                    0.5
                } else {
                    0.0
                }
            })
        })
        .sum();
    wins / (yes.len() * no.len()).max(1) as f64
}

fn explain(
    language: &Language,
    ask: &goodword_language::Reading,
    ranked: &[(f64, usize)],
    pool: &[String],
    judged: &BTreeMap<&str, u8>,
    ndcg: f64,
) {
    let concepts = |r: &goodword_language::Reading| {
        let named = r.concepts().iter().take(4).map(|(c, s)| format!("{} {s:.2}", language.concept(*c).id));
        named.collect::<Vec<_>>().join(", ")
    };
    println!("\n{ndcg:.2} {}   [{}]", ask.text(), concepts(ask));
    for (place, (strength, i)) in ranked.iter().enumerate() {
        let relevance = judged.get(pool[*i].as_str()).copied();
        if place < 3 || relevance.unwrap_or(0) > 0 {
            let offer = language.read(&pool[*i], Direction::Offer);
            let mark = relevance.map_or("-".to_string(), |r| r.to_string());
            println!("   {place:3} {mark} {strength:.3} {}   [{}]", pool[*i], concepts(&offer));
        }
    }
}
