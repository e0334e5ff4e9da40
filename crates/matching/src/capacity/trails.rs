//! Rounding a half-integral solution: edges held from one side only are cut into closed trails, and of each trail every
//! other edge is taken.
//!
//! At every vertex the edges held by half are even in number (as many are held by it as hold it), so each connected part
//! of them is one closed trail (Euler; found as by Hierholzer 1873). A trail of even length is rounded without loss. One of
//! odd length leaves its start a unit short: that is where the blossom phase begins.

use crate::graph::NONE;

pub(super) struct Rounded {
    /// The edges taken, `u < v`, ascending.
    pub taken: Vec<(u32, u32)>,
    /// The odd trails, as the vertices along them.
    pub odd: Vec<Vec<u32>>,
}

pub(super) fn round(holds: &[Vec<u32>]) -> Rounded {
    let (mut taken, mut halves) = (vec![], vec![]);
    for (u, held) in holds.iter().enumerate() {
        let u = u as u32;
        for &v in held {
            match (holds[v as usize].contains(&u), u < v) {
                (true, true) => taken.push((u, v)),
                (true, false) => {}
                (false, _) => halves.push((u, v)),
            }
        }
    }
    let mut odd = vec![];
    for trail in closed_trails(holds.len(), &halves) {
        let edges = trail.windows(2).map(|e| (e[0].min(e[1]), e[0].max(e[1])));
        taken.extend(edges.skip(1).step_by(2));
        if trail.len() % 2 == 0 {
            odd.push(trail[1..].to_vec());
        }
    }
    taken.sort_unstable();
    Rounded { taken, odd }
}

/// Closed trails (first vertex = last) that use every edge once, one per connected part.
fn closed_trails(n: usize, edges: &[(u32, u32)]) -> Vec<Vec<u32>> {
    let mut last = vec![NONE; n]; // the latest edge end at a vertex; end 2 e is at edges[e].0, end 2 e + 1 at edges[e].1
    let mut before = vec![NONE; 2 * edges.len()];
    for (e, &(u, v)) in edges.iter().enumerate() {
        before[2 * e] = std::mem::replace(&mut last[u as usize], 2 * e as u32);
        before[2 * e + 1] = std::mem::replace(&mut last[v as usize], 2 * e as u32 + 1);
    }
    let (mut used, mut trails) = (vec![false; edges.len()], vec![]);
    for &(start, _) in edges {
        let (mut stack, mut trail) = (vec![start], vec![]);
        while let Some(&at) = stack.last() {
            let end = last[at as usize];
            if end == NONE {
                trail.push(at);
                stack.pop();
                continue;
            }
            last[at as usize] = before[end as usize];
            if !std::mem::replace(&mut used[end as usize / 2], true) {
                let (u, v) = edges[end as usize / 2];
                stack.push(if end.is_multiple_of(2) { v } else { u });
            }
        }
        if trail.len() > 1 {
            trails.push(trail);
        }
    }
    trails
}

#[cfg(test)]
mod tests {
    use super::round;

    /// Rounding may cost one unit per odd part and nothing anywhere else.
    #[test]
    fn only_odd_parts_lose_a_unit() {
        // a bow tie (two triangles at 0: six halves, even), a triangle 5-6-7, and the whole edge 8-9
        let mut holds =
            vec![vec![1, 3], vec![2], vec![0], vec![4], vec![0], vec![6], vec![7], vec![5], vec![9], vec![8]];
        let rounded = round(&holds);
        let degree = |v: u32| rounded.taken.iter().filter(|e| e.0 == v || e.1 == v).count();
        assert_eq!((0..10).map(degree).collect::<Vec<_>>()[..5], [2, 1, 1, 1, 1]);
        assert_eq!((5..8).map(degree).sum::<usize>(), 2);
        assert_eq!([degree(8), degree(9)], [1, 1]);
        assert_eq!(rounded.odd.len(), 1);
        assert_eq!(rounded.odd[0].len(), 3);
        holds.truncate(0);
        assert!(round(&holds).taken.is_empty());
    }
}
