//! What is asked: weights, sizes, who may not and who must sit together.

use std::fmt;

use super::sizes::{LARGEST, Sizes};
use crate::Problem;

/// Hard rules on who sits with whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Pairs that never share a table.
    pub apart: Vec<(u32, u32)>,
    /// Pairs that always share a table; what hangs together through several pairs is one block.
    pub together: Vec<(u32, u32)>,
}

/// A division to be made: the vertices and weights of a [`Problem`], the sizes and the rules.
///
/// Pairs without an edge weigh 0 and may sit together. Capacities and objective of the problem play no part.
#[derive(Clone, Debug)]
pub struct Room<'p> {
    weights: &'p Problem,
    sizes: Sizes,
    apart: Vec<(u32, u32)>,
    units: Vec<Vec<u32>>,
    unit_of: Vec<u32>,
}

/// Why a [`Room`] cannot be set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// A size that no table can have.
    Size {
        /// The size that was asked for.
        size: usize,
        /// The largest that is allowed there.
        largest: usize,
    },
    /// A rule names a vertex that the problem does not have.
    Vertex {
        /// The vertex that was named.
        vertex: u32,
        /// The number of vertices.
        n: usize,
    },
    /// A rule pairs a vertex with itself.
    Same {
        /// The vertex.
        vertex: u32,
    },
    /// The rules want two vertices both together and apart.
    Contradiction {
        /// One of them.
        first: u32,
        /// The other.
        second: u32,
    },
    /// More vertices must sit together than the largest table holds.
    Block {
        /// One vertex of the block.
        vertex: u32,
        /// How many hang together.
        members: usize,
        /// The seats of the largest table.
        largest: usize,
    },
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match *self {
            Unfit::Size { size, largest } => {
                write!(f, "a table cannot have {size} seats: choose a size from 2 to {largest}")
            }
            Unfit::Vertex { vertex, n } => {
                write!(f, "a rule names {vertex}, but there are only {n}: name one from 0 to n - 1")
            }
            Unfit::Same { vertex } => write!(f, "a rule pairs {vertex} with itself: remove that rule"),
            Unfit::Contradiction { first, second } => write!(
                f,
                "{first} and {second} must sit together and must sit apart: remove one of the two rules"
            ),
            Unfit::Block { vertex, members, largest } => write!(
                f,
                "{members} must sit together around {vertex}, but the largest table has {largest} seats: \
                 remove a rule or take larger tables"
            ),
        }
    }
}

impl std::error::Error for Unfit {}

impl<'p> Room<'p> {
    /// Checks sizes and rules.
    ///
    /// # Errors
    /// [`Unfit`] says what cannot be met and what to change.
    pub fn new(weights: &'p Problem, sizes: Sizes, rules: &Rules) -> Result<Room<'p>, Unfit> {
        check_sizes(&sizes)?;
        let n = weights.n();
        let apart = both_ends(n, &rules.apart)?;
        let (units, unit_of) = blocks(n, &both_ends(n, &rules.together)?);
        let room = Room { weights, sizes, apart, units, unit_of };
        room.check_blocks()?;
        Ok(room)
    }

    /// The problem whose weights are used.
    pub fn weights(&self) -> &'p Problem {
        self.weights
    }

    /// The number of vertices.
    pub fn n(&self) -> usize {
        self.weights.n()
    }

    /// The sizes that were asked for.
    pub fn sizes(&self) -> &Sizes {
        &self.sizes
    }

    /// Forbidden pairs, smaller vertex first, sorted, each once.
    pub fn apart(&self) -> &[(u32, u32)] {
        &self.apart
    }

    /// True when there is anybody whom `u` must not sit with.
    pub(super) fn is_kept_apart(&self, u: u32) -> bool {
        self.apart.iter().any(|&(a, b)| a == u || b == u)
    }

    /// Those that must sit with `u`, itself included, sorted.
    pub fn block(&self, u: u32) -> &[u32] {
        &self.units[self.unit_of[u as usize] as usize]
    }

    /// Every vertex in exactly one block; most blocks have one member.
    pub(super) fn blocks(&self) -> &[Vec<u32>] {
        &self.units
    }

    /// For every vertex those that may not sit with it, sorted.
    pub(super) fn apart_rows(&self) -> Vec<Vec<u32>> {
        let mut rows = vec![vec![]; self.n()];
        for &(u, v) in &self.apart {
            rows[u as usize].push(v);
            rows[v as usize].push(u);
        }
        rows.iter_mut().for_each(|row| row.sort_unstable());
        rows
    }

    fn check_blocks(&self) -> Result<(), Unfit> {
        let largest = match &self.sizes {
            Sizes::About(_) => self.sizes.fit(self.n()).first().copied().unwrap_or(LARGEST),
            Sizes::Exactly(sizes) => sizes.iter().copied().max().unwrap_or(0),
        };
        if let Some(block) = self.units.iter().find(|b| b.len() > largest.max(1)) {
            return Err(Unfit::Block { vertex: block[0], members: block.len(), largest });
        }
        let torn = |&&(u, v): &&(u32, u32)| self.unit_of[u as usize] == self.unit_of[v as usize];
        match self.apart.iter().find(torn) {
            Some(&(first, second)) => Err(Unfit::Contradiction { first, second }),
            None => Ok(()),
        }
    }
}

fn check_sizes(sizes: &Sizes) -> Result<(), Unfit> {
    let (bad, largest) = match sizes {
        Sizes::About(size) => (Some(*size).filter(|s| !(2..LARGEST).contains(s)), LARGEST - 1),
        Sizes::Exactly(sizes) => (sizes.iter().copied().find(|s| !(2..=LARGEST).contains(s)), LARGEST),
    };
    bad.map_or(Ok(()), |size| Err(Unfit::Size { size, largest }))
}

/// The pairs with the smaller vertex first, sorted, each once.
fn both_ends(n: usize, pairs: &[(u32, u32)]) -> Result<Vec<(u32, u32)>, Unfit> {
    let mut sorted = Vec::with_capacity(pairs.len());
    for &(u, v) in pairs {
        let vertex = u.max(v);
        if vertex as usize >= n {
            return Err(Unfit::Vertex { vertex, n });
        }
        if u == v {
            return Err(Unfit::Same { vertex });
        }
        sorted.push((u.min(v), vertex));
    }
    sorted.sort_unstable();
    sorted.dedup();
    Ok(sorted)
}

/// The connected components of `together`, each sorted, in the order of their first vertex.
fn blocks(n: usize, together: &[(u32, u32)]) -> (Vec<Vec<u32>>, Vec<u32>) {
    let mut root: Vec<u32> = (0..n as u32).collect();
    for &(u, v) in together {
        let (a, b) = (find(&mut root, u), find(&mut root, v));
        root[a.max(b) as usize] = a.min(b);
    }
    let mut unit_of = vec![0; n];
    let mut units: Vec<Vec<u32>> = vec![];
    for u in 0..n as u32 {
        let r = find(&mut root, u);
        if r == u {
            unit_of[u as usize] = units.len() as u32;
            units.push(vec![]);
        }
        unit_of[u as usize] = unit_of[r as usize];
        units[unit_of[u as usize] as usize].push(u);
    }
    (units, unit_of)
}

fn find(root: &mut [u32], mut u: u32) -> u32 {
    while root[u as usize] != u {
        root[u as usize] = root[root[u as usize] as usize];
        u = root[u as usize];
    }
    u
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(sizes: Sizes, apart: &[(u32, u32)], together: &[(u32, u32)]) -> Result<(), Unfit> {
        let problem = Problem::new(8, &[(0, 1, 5)]).unwrap();
        let rules = Rules { apart: apart.to_vec(), together: together.to_vec() };
        Room::new(&problem, sizes, &rules).map(|_| ())
    }

    /// Protects the caller from silent nonsense: each unusable request has its own error.
    #[test]
    fn unusable_requests_are_refused() {
        assert_eq!(room(Sizes::About(7), &[], &[]), Err(Unfit::Size { size: 7, largest: 6 }));
        assert_eq!(room(Sizes::Exactly(vec![4, 1]), &[], &[]), Err(Unfit::Size { size: 1, largest: 7 }));
        assert_eq!(room(Sizes::About(4), &[(1, 8)], &[]), Err(Unfit::Vertex { vertex: 8, n: 8 }));
        assert_eq!(room(Sizes::About(4), &[], &[(3, 3)]), Err(Unfit::Same { vertex: 3 }));
        let chain = [(0, 1), (1, 2), (2, 3), (3, 4)];
        let block = Unfit::Block { vertex: 0, members: 5, largest: 4 };
        assert_eq!(room(Sizes::About(4), &[], &chain), Err(block));
        let torn = Unfit::Contradiction { first: 0, second: 2 };
        assert_eq!(room(Sizes::About(4), &[(2, 0)], &chain[..2]), Err(torn));
        assert_eq!(room(Sizes::About(4), &[(0, 4)], &chain[..3]), Ok(()));
    }
}
