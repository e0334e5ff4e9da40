//! How fast it reads, and how long the candidates of 100,000 members take: 300,000 asks, 500,000 offers.
//!
//! `cargo run -p goodword-language --release --example scale [-- MEMBERS [ASKS]]`; with ASKS only so many are searched for, evenly spread. Sentences are put together from
//! the lexicon's own wordings, most of them different. Also: how many of the true best 30 are found, by a sample.
#![allow(clippy::print_stdout, missing_docs)]

use std::time::Instant;

use goodword_language::{Direction, Language, Lexicon, OfferIndex, Reading};

/// A generator of even numbers (SplitMix64), so that every run is the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}

/// Seconds of processor time so far, where the system tells them (hundredths, on Linux).
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks = stat.rsplit(')').next().unwrap_or("").split_whitespace().skip(11).take(2);
    ticks.filter_map(|t| t.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// A stop watch for wall and processor time.
struct Watch(Instant, f64);

impl Watch {
    fn start() -> Watch {
        Watch(Instant::now(), cpu())
    }

    fn told(&self) -> String {
        format!("{:.2} s wall, {:.2} s processor", self.0.elapsed().as_secs_f64(), cpu() - self.1)
    }
}

fn number(nth: usize) -> Option<usize> {
    std::env::args().nth(nth)?.parse().ok()
}

fn main() {
    let members = number(1).unwrap_or(100_000);
    let start = Watch::start();
    let language = Language::standard();
    println!("start: {}, {} concepts", start.told(), language.n_concepts());
    let (asks, offers) = sentences(members);
    one_core(&language, &offers);
    let start = Watch::start();
    let asks = read(&language, &asks, Direction::Ask);
    let offers = read(&language, &offers, Direction::Offer);
    println!("read {} + {}: {}", asks.len(), offers.len(), start.told());
    let start = Watch::start();
    let index = OfferIndex::new(&language, &offers);
    println!("index: {}", start.told());
    let step = asks.len().div_ceil(number(2).unwrap_or(usize::MAX)).max(1);
    let asked: Vec<Reading> = asks.iter().step_by(step).cloned().collect();
    let start = Watch::start();
    let found: usize = candidates(&language, &index, &asked);
    println!("30 best for each of {} asks: {}, {found} hits", asked.len(), start.told());
    recall(&language, &index, &asked, &offers);
}

fn sentences(members: usize) -> (Vec<String>, Vec<String>) {
    let lexicon = Lexicon::standard();
    let asks: Vec<&String> = lexicon.concepts().flat_map(|c| &c.ask).collect();
    let offers: Vec<&String> = lexicon.concepts().flat_map(|c| &c.offer).collect();
    let whom: Vec<&String> = lexicon.audiences().map(|a| &a.name).collect();
    let mut dice = Dice(7);
    let mut one = |list: &[&String], other: &[&String], n: usize| -> Vec<String> {
        let mut make = || match dice.roll(3) {
            0 => list[dice.roll(list.len())].clone(),
            1 => format!("{} for {}", list[dice.roll(list.len())], whom[dice.roll(whom.len())]),
            _ => format!("{}, also {}", list[dice.roll(list.len())], other[dice.roll(other.len())]),
        };
        (0..n).map(|_| make()).collect()
    };
    (one(&asks, &asks, 3 * members), one(&offers, &offers, 5 * members))
}

fn one_core(language: &Language, offers: &[String]) {
    let some = &offers[..offers.len().min(50_000)];
    let start = Watch::start();
    let readings: Vec<Reading> = some.iter().map(|o| language.read(o, Direction::Offer)).collect();
    let reading = cpu() - start.1;
    let start = Watch::start();
    let sum: f64 = readings.windows(2).map(|pair| language.strength(&pair[0], &pair[1])).sum();
    let n = some.len() as f64;
    println!("one core: {:.0} sentences read a second", n / reading);
    println!("one core: {:.0} pairs judged a second (mean {:.4})", n / (cpu() - start.1), sum / n);
}

fn read(language: &Language, texts: &[String], direction: Direction) -> Vec<Reading> {
    let texts: Vec<(&str, Direction)> = texts.iter().map(|t| (t.as_str(), direction)).collect();
    language.read_all(&texts, 2)
}

fn candidates(language: &Language, index: &OfferIndex, asks: &[Reading]) -> usize {
    std::thread::scope(|scope| {
        let half = asks.len().div_ceil(2).max(1);
        let count = |part: &[Reading]| {
            part.iter().map(|ask| index.nearest(language, ask, 30, 0.0).len()).sum::<usize>()
        };
        let parts: Vec<_> = asks.chunks(half).map(|part| scope.spawn(move || count(part))).collect();
        parts.into_iter().filter_map(|part| part.join().ok()).sum()
    })
}

/// Of the true best 30 (and all that are as strong as the thirtieth), how many of 30 are found.
fn recall(language: &Language, index: &OfferIndex, asks: &[Reading], offers: &[Reading]) {
    let sample: Vec<&Reading> = asks.iter().step_by((asks.len() / 100).max(1)).collect();
    let (mut found, mut wanted) = (0, 0);
    for ask in sample {
        let mut all: Vec<f64> =
            offers.iter().map(|o| language.strength(ask, o)).filter(|s| *s > 0.0).collect();
        all.sort_by(|a, b| b.total_cmp(a));
        let n = all.len().min(30);
        let Some(least) = n.checked_sub(1).map(|last| all[last]) else { continue };
        found += index.nearest(language, ask, n, 0.0).iter().filter(|hit| hit.strength >= least).count();
        wanted += n;
    }
    println!("recall of the best 30: {:.4}", f64::from(found as u32) / f64::from(wanted.max(1) as u32));
}
