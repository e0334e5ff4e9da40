//! Graphs to measure on.

use std::fs::File;
use std::io::{BufWriter, Write};

pub type Edges = Vec<(u32, u32, i64)>;

/// SplitMix64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u128::from(z ^ (z >> 31)) * n as u128) >> 64) as usize
    }

    /// Small numbers often, large ones rarely: about as many below 10 as from 10 to 100.
    fn skewed(&mut self, n: usize) -> usize {
        let bits = self.below(n.ilog2() as usize + 1);
        ((1 << bits) + self.below(1 << bits) - 1).min(n - 1)
    }
}

/// Vertices with three to six asks and offers out of 2,000, a few of which are common and most rare; every one proposes the
/// `k` best of those met in the lists of its asks and offers. Weight: how well either's asks are met by the other, rare asks
/// counting more.
pub fn help(n: u32, k: usize) -> Edges {
    const KINDS: usize = 2000;
    let mut chance = Chance(1);
    let mut draw = || -> Vec<u16> { (0..3 + chance.below(4)).map(|_| chance.skewed(KINDS) as u16).collect() };
    let wishes: Vec<[Vec<u16>; 2]> = (0..n).map(|_| [draw(), draw()]).collect();
    let mut lists = vec![[vec![], vec![]]; KINDS];
    for (u, both) in wishes.iter().enumerate() {
        for side in 0..2 {
            both[side].iter().for_each(|&kind| lists[kind as usize][side].push(u as u32));
        }
    }
    let rarity: Vec<i64> =
        lists.iter().map(|l| 20 + 40 * i64::from((n as usize / (1 + l[0].len())).max(1).ilog2())).collect();
    let met = |asks: &[u16], offers: &[u16]| -> i64 {
        asks.iter().filter(|a| offers.contains(a)).map(|&a| rarity[a as usize]).sum()
    };
    let mut edges = vec![];
    let mut found: Vec<(i64, u32)> = vec![];
    for u in 0..n {
        found.clear();
        for side in 0..2 {
            for &kind in &wishes[u as usize][side] {
                let list = &lists[kind as usize][1 - side];
                let first = chance.below(list.len().max(1));
                found.extend(
                    list.iter()
                        .cycle()
                        .skip(first)
                        .take(list.len().min(24))
                        .filter(|&&v| v != u)
                        .map(|&v| (0, v)),
                );
            }
        }
        found.extend((0..3).map(|_| (0, chance.below(n as usize) as u32)).filter(|e| e.1 != u));
        for e in &mut found {
            let (me, other) = (&wishes[u as usize], &wishes[e.1 as usize]);
            let (a, b) = (met(&me[0], &other[1]), met(&other[0], &me[1]));
            e.0 = -(1 + a + b + 3 * a.min(b));
        }
        found.sort_unstable();
        found.dedup();
        edges.extend(found.iter().take(k).map(|&(w, v)| (u.min(v), u.max(v), -w)));
    }
    tidy(edges)
}

/// Points in a square, each joined with (about) its `k` nearest; the nearer the heavier. Full of triangles.
pub fn geometric(n: u32, k: usize) -> Edges {
    let (mut chance, side) = (Chance(2), 1_000_000);
    let points: Vec<(usize, usize)> = (0..n).map(|_| (chance.below(side), chance.below(side))).collect();
    let cells = ((f64::from(n) / 4.0).sqrt() as usize).max(1);
    let cell = |x: usize| x * cells / side;
    let mut grid = vec![vec![]; cells * cells];
    points.iter().enumerate().for_each(|(v, &(x, y))| grid[cell(x) * cells + cell(y)].push(v as u32));
    let reach = 2 + (k as f64).sqrt() as usize / 2;
    let mut edges = vec![];
    for (u, &(x, y)) in points.iter().enumerate() {
        let span = |c: usize| c.saturating_sub(reach)..(c + reach + 1).min(cells);
        let near =
            span(cell(x)).flat_map(|cx| span(cell(y)).map(move |cy| cx * cells + cy)).flat_map(|c| &grid[c]);
        let far = |v: u32| {
            let (a, b) = points[v as usize];
            (a.abs_diff(x).pow(2) + b.abs_diff(y).pow(2)).isqrt()
        };
        let mut near: Vec<(usize, u32)> = near.filter(|&&v| v != u as u32).map(|&v| (far(v), v)).collect();
        near.sort_unstable();
        let unit = side / cells;
        let weight = |d: usize| 10_000i64 - (d * 1000 / unit) as i64;
        edges.extend(
            near.iter().take(k).map(|&(d, v)| ((u as u32).min(v), (u as u32).max(v), weight(d).max(1))),
        );
    }
    tidy(edges)
}

/// Ends and weights at random.
pub fn uniform(n: u32, k: usize) -> Edges {
    let mut chance = Chance(3);
    let mut edge = || {
        (chance.below(n as usize) as u32, chance.below(n as usize) as u32, 1 + chance.below(10_000) as i64)
    };
    let edges = (0..n as usize * k / 2).map(|_| edge()).map(|(u, v, w)| (u.min(v), u.max(v), w));
    tidy(edges.filter(|e| e.0 != e.1).collect())
}

fn tidy(mut edges: Edges) -> Edges {
    edges.sort_unstable();
    edges.dedup_by_key(|e| (e.0, e.1));
    edges
}

/// `n m`, then `u v w` a line.
pub fn write(path: &str, n: u32, edges: &Edges) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(file, "{n} {}", edges.len())?;
    for &(u, v, w) in edges {
        writeln!(file, "{u} {v} {w}")?;
    }
    file.flush()
}
