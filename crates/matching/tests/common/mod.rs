//! Random problems of many shapes, and slow obvious answers to them.
#![allow(dead_code)] // each test file uses a part

use goodword_matching::{Objective, Problem};
use std::collections::BTreeMap;

pub type Edges = Vec<(u32, u32, i64)>;

/// A small seeded source of numbers (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as u64) as i64
    }
}

/// The greatest (pairs, weight) by objective, by dynamic programming over edges and remaining capacities.
pub fn best_by_force(n: usize, edges: &Edges, capacities: &[u32], objective: Objective) -> (usize, i64) {
    let worth = |(pairs, weight): (usize, i64)| match objective {
        Objective::EverybodyFirst => (pairs as i64, weight),
        Objective::WeightOnly => (weight, 0),
    };
    let mut heaviest = BTreeMap::new();
    for &(u, v, w) in edges {
        let e = heaviest.entry((u.min(v), u.max(v))).or_insert(w);
        *e = w.max(*e);
    }
    let mut states = BTreeMap::from([(capacities.to_vec(), (0usize, 0i64))]);
    for ((u, v), w) in heaviest {
        for (left, value) in states.clone() {
            if left[u as usize] > 0 && left[v as usize] > 0 {
                let (mut next, with) = (left, (value.0 + 1, value.1 + w));
                next[u as usize] -= 1;
                next[v as usize] -= 1;
                let best = states.entry(next).or_insert(with);
                if worth(with) > worth(*best) {
                    *best = with;
                }
            }
        }
    }
    assert_eq!(capacities.len(), n);
    states.into_values().max_by_key(|&v| worth(v)).unwrap()
}

/// A graph of one of eleven shapes, with weights of one of five kinds.
pub fn random_edges(chance: &mut Chance, n: u32) -> Edges {
    let shape = chance.below(11);
    let share = 1 + chance.below(9);
    let ends: Vec<(u32, u32)> = match shape {
        0 => (1..n).map(|v| (v - 1, v)).collect(),
        1 => (1..n).map(|v| (0, v)).collect(),
        2 => (0..n).map(|v| (v, (v + 1) % n)).filter(|e| e.0 != e.1).collect(),
        3 => complete(0, n),
        4 => complete(0, n / 2).into_iter().chain(complete(n / 2, n)).collect(),
        5 => (0..n)
            .step_by(3)
            .flat_map(|v| complete(v, (v + 3).min(n)))
            .chain((3..n).map(|v| (v - 3, v)))
            .collect(),
        6 => complete(0, n).into_iter().filter(|e| e.0 % 2 != e.1 % 2).collect(),
        7 => complete(0, n).into_iter().filter(|e| e.0 < n / 4).collect(),
        _ => complete(0, n).into_iter().filter(|_| chance.below(10) < share).collect(),
    };
    let kind = chance.below(5);
    let mut edges: Edges = ends
        .into_iter()
        .map(|(u, v)| {
            let w = match kind {
                0 => chance.between(1, 100),
                1 => 1,
                2 => chance.between(1, 3),
                3 => chance.between(-20, 20),
                _ => 1000 - (i64::from(u) - i64::from(v)).pow(2),
            };
            if chance.below(2) == 0 { (u, v, w) } else { (v, u, w) }
        })
        .collect();
    for i in 0..edges.len() as u64 {
        edges.swap(i as usize, chance.below(i + 1) as usize);
    }
    if chance.below(5) == 0 && !edges.is_empty() {
        let (u, v, w) = edges[0];
        edges.push((v, u, w + chance.between(-5, 5)));
    }
    edges
}

fn complete(from: u32, to: u32) -> Vec<(u32, u32)> {
    (from..to).flat_map(|u| (u + 1..to).map(move |v| (u, v))).collect()
}

/// A sparse random problem with `degree` edges per vertex on average; weights in `0..=top`.
pub fn sparse(chance: &mut Chance, n: u32, degree: u32, top: i64) -> Edges {
    (0..n * degree / 2)
        .map(|_| {
            let u = chance.below(u64::from(n)) as u32;
            let v = (u + 1 + chance.below(u64::from(n) - 1) as u32) % n;
            (u, v, chance.between(0, top))
        })
        .collect()
}

/// Points in a square, each joined with its nearest neighbours; the nearer the heavier. Full of triangles.
pub fn geometric(chance: &mut Chance, n: u32, degree: usize) -> Edges {
    let points: Vec<(i64, i64)> =
        (0..n).map(|_| (chance.between(0, 9999), chance.between(0, 9999))).collect();
    let mut edges = vec![];
    for u in 0..n as usize {
        let far = |v: usize| (points[u].0 - points[v].0).pow(2) + (points[u].1 - points[v].1).pow(2);
        let mut others: Vec<usize> = (0..n as usize).filter(|&v| v != u).collect();
        others.sort_by_key(|&v| far(v));
        edges.extend(
            others[..degree.min(others.len())].iter().map(|&v| (u as u32, v as u32, 20_000 - far(v).isqrt())),
        );
    }
    edges
}

pub fn problem(n: u32, edges: &Edges, objective: Objective) -> Problem {
    Problem::new(n as usize, edges).unwrap().with_objective(objective)
}

pub const OBJECTIVES: [Objective; 2] = [Objective::EverybodyFirst, Objective::WeightOnly];
