//! Which blossoms there are and what they hold.
//!
//! A blossom is an odd ring of kids (vertices or smaller blossoms) joined by tight edges, all but one of the kids matched
//! along the ring; the odd one holds the *base*, the only vertex that may be matched outside. Ids `0..n` are vertices,
//! ids from `n` on are blossoms and are used again.
//!
//! The vertices of one outermost blossom are a *group*. When groups are joined the largest kid's group stays and the
//! others move into it; when they part again the largest keeps the group and the others move out. So a vertex moves
//! O(log n) times per vertex joined, and a deep nest, in which each blossom adds two vertices to the one before, is joined
//! and parted in constant time a level. Duals of vertices are stored relative to an *offset* of their group, so that a
//! whole blossom's duals change at once.

use crate::graph::NONE;
use std::collections::BTreeSet;

/// An edge, seen from its first end.
pub(super) type Edge = (u32, u32);

pub(super) fn flip(e: Edge) -> Edge {
    (e.1, e.0)
}

pub(super) struct Forest {
    n: usize,
    mate: Vec<u32>,
    /// Vertices that got another mate, each with the one before, in order of time.
    moves: Vec<(u32, u32)>,
    parent: Vec<u32>,
    base: Vec<u32>,
    rings: Vec<Ring>,
    spare: Vec<u32>,
    /// Number of vertices in each id.
    size: Vec<u32>,
    members: Vec<Member>,
    groups: Vec<Group>,
    spare_groups: Vec<u32>,
}

/// What is kept of a vertex: side by side, because both are always wanted together.
#[derive(Clone, Copy)]
struct Member {
    /// Dual less the offset of the group.
    rest: i64,
    group: u32,
}

#[derive(Clone, Copy)]
struct Group {
    /// Added to the duals of all its vertices.
    offset: i64,
    /// The outermost blossom that it is.
    top: u32,
}

/// The inside of a blossom: kid i is joined with kid i + 1 (the last with the first) by edge i; kid 0 holds the base.
#[derive(Default)]
pub(super) struct Ring {
    pub kids: Vec<u32>,
    pub edges: Vec<Edge>,
}

impl Forest {
    pub fn new(mate: Vec<u32>, duals: Vec<i64>) -> Forest {
        let n = mate.len();
        let own: Vec<u32> = (0..n as u32).collect();
        Forest {
            n,
            mate,
            moves: vec![],
            parent: vec![NONE; n],
            base: own.clone(),
            rings: vec![],
            spare: vec![],
            size: vec![1; n],
            members: duals.into_iter().zip(own.iter()).map(|(rest, &group)| Member { rest, group }).collect(),
            groups: own.iter().map(|&top| Group { offset: 0, top }).collect(),
            spare_groups: vec![],
        }
    }

    pub fn n(&self) -> usize {
        self.n
    }

    /// One more than the greatest id used so far.
    pub fn ids(&self) -> usize {
        self.parent.len()
    }

    #[inline]
    pub fn is_blossom(&self, id: u32) -> bool {
        id as usize >= self.n
    }

    /// The vertex of `id` that is or may be matched outside.
    #[inline]
    pub fn base(&self, id: u32) -> u32 {
        self.base[id as usize]
    }

    #[inline]
    pub fn parent(&self, id: u32) -> u32 {
        self.parent[id as usize]
    }

    pub fn is_outermost(&self, id: u32) -> bool {
        self.parent[id as usize] == NONE && (!self.is_blossom(id) || !self.ring(id).kids.is_empty())
    }

    pub fn ring(&self, id: u32) -> &Ring {
        &self.rings[id as usize - self.n]
    }

    /// The outermost blossom of vertex v, or v itself.
    #[inline]
    pub fn top(&self, v: u32) -> u32 {
        self.groups[self.members[v as usize].group as usize].top
    }

    /// The dual of v as last written down.
    #[inline]
    pub fn dual(&self, v: u32) -> i64 {
        let member = self.members[v as usize];
        member.rest + self.groups[member.group as usize].offset
    }

    /// Raises the duals of all vertices of an outermost blossom.
    #[inline]
    pub fn raise(&mut self, id: u32, by: i64) {
        let group = self.group(id);
        self.groups[group as usize].offset += by;
    }

    /// The group of an outermost blossom.
    #[inline]
    fn group(&self, id: u32) -> u32 {
        self.members[self.base[id as usize] as usize].group
    }

    /// Puts the vertices of `id` into a group, their duals unchanged.
    fn regroup(&mut self, id: u32, group: u32) {
        let mut inside = vec![];
        self.vertices(id, &mut inside);
        for &v in &inside {
            let rest = self.dual(v) - self.groups[group as usize].offset;
            self.members[v as usize] = Member { rest, group };
        }
    }

    fn largest(&self, kids: &[u32]) -> u32 {
        kids.iter().copied().max_by_key(|&k| self.size[k as usize]).unwrap_or(NONE)
    }

    /// Appends the vertices of `id`.
    pub fn vertices(&self, id: u32, out: &mut Vec<u32>) {
        if !self.is_blossom(id) {
            out.push(id);
            return;
        }
        let mut stack = vec![id];
        while let Some(x) = stack.pop() {
            if self.is_blossom(x) {
                stack.extend_from_slice(&self.ring(x).kids);
            } else {
                out.push(x);
            }
        }
    }

    /// Makes an outermost blossom of outermost kids; kid 0 gives the base.
    pub fn join(&mut self, ring: Ring) -> u32 {
        let id = self.spare.pop().unwrap_or_else(|| {
            self.parent.push(NONE);
            self.base.push(NONE);
            self.size.push(0);
            self.rings.push(Ring::default());
            (self.parent.len() - 1) as u32
        });
        self.parent[id as usize] = NONE;
        self.base[id as usize] = self.base[ring.kids[0] as usize];
        self.size[id as usize] = ring.kids.iter().map(|&k| self.size[k as usize]).sum();
        let largest = self.largest(&ring.kids);
        let group = self.group(largest);
        for &kid in &ring.kids {
            self.parent[kid as usize] = id;
            if kid != largest {
                self.spare_groups.push(self.group(kid));
                self.regroup(kid, group);
            }
        }
        self.groups[group as usize].top = id;
        self.rings[id as usize - self.n] = ring;
        id
    }

    /// Takes an outermost blossom apart: its kids become outermost, its id free for another.
    pub fn part(&mut self, id: u32) -> Ring {
        let ring = std::mem::take(&mut self.rings[id as usize - self.n]);
        let largest = self.largest(&ring.kids);
        let own = self.group(largest);
        for &kid in &ring.kids {
            self.parent[kid as usize] = NONE;
            if kid == largest {
                self.groups[own as usize].top = kid;
            } else if let Some(group) = self.spare_groups.pop() {
                self.groups[group as usize] = Group { offset: 0, top: kid };
                self.regroup(kid, group);
            }
        }
        self.spare.push(id);
        ring
    }

    /// True when the edge between two vertices is in the ring of a blossom.
    pub fn is_ringed(&self, u: u32, v: u32) -> bool {
        let above = |v: u32| {
            let up = |&id: &u32| Some(self.parent(id)).filter(|&id| id != NONE);
            std::iter::successors(up(&v), up)
        };
        let around: BTreeSet<u32> = above(u).collect();
        let common = above(v).find(|id| around.contains(id));
        common.is_some_and(|id| self.ring(id).edges.iter().any(|&e| e == (u, v) || e == (v, u)))
    }

    /// Moves the matched edges of blossom `id` (and of those inside) so that v becomes its base. Without recursion: nests may
    /// be deeper than a stack.
    #[inline]
    pub fn rebase(&mut self, id: u32, v: u32) {
        if self.base[id as usize] == v {
            return;
        }
        let (mut wanted, mut around) = (vec![(id, v)], vec![]);
        while let Some((id, v)) = wanted.pop() {
            around.clear();
            let up = |&at: &u32| Some(at).filter(|&at| at != id).map(|at| self.parent[at as usize]);
            around.extend(std::iter::successors(Some(v), up));
            // from the outermost in; where v is the base already, it is the base of all that is inside
            for level in (1..around.len()).rev() {
                if self.base[around[level] as usize] == v {
                    break;
                }
                self.turn(around[level], around[level - 1], v, &mut wanted);
            }
        }
    }

    /// Makes v, which is in this kid, the base of one blossom; says which bases its other kids want now.
    fn turn(&mut self, id: u32, kid: u32, v: u32, wanted: &mut Vec<(u32, u32)>) {
        let mut ring = std::mem::take(&mut self.rings[id as usize - self.n]);
        let len = ring.kids.len();
        let at = ring.kids.iter().position(|&k| k == kid).unwrap_or(0);
        // From the new base the ring is walked the way that takes an even number of steps to the old one; on it the kids
        // change partners: first with second, third with fourth.
        let (mut j, forward) = (at, at % 2 == 1);
        while j != 0 {
            let first = if forward { (j + 1) % len } else { j - 1 };
            let second = if forward { (first + 1) % len } else { (first + len - 1) % len };
            let (a, b) = if forward { ring.edges[first] } else { flip(ring.edges[second]) };
            wanted.extend([(ring.kids[first], a), (ring.kids[second], b)]);
            self.pair(a, b);
            j = second;
        }
        ring.kids.rotate_left(at);
        ring.edges.rotate_left(at);
        self.rings[id as usize - self.n] = ring;
        self.base[id as usize] = v;
    }

    #[inline]
    pub fn mate(&self, v: u32) -> u32 {
        self.mate[v as usize]
    }

    pub fn mates(&self) -> &[u32] {
        &self.mate
    }

    pub fn set_mate(&mut self, v: u32, mate: u32) {
        let before = std::mem::replace(&mut self.mate[v as usize], mate);
        self.moves.push((v, before));
    }

    fn pair(&mut self, a: u32, b: u32) {
        self.set_mate(a, b);
        self.set_mate(b, a);
    }

    /// Who had whom before, for all vertices whose mates were set since this was asked last; by vertex.
    pub fn take_moves(&mut self) -> Vec<(u32, u32)> {
        let mut moves = std::mem::take(&mut self.moves);
        moves.sort_by_key(|m| m.0); // stable: the first of each vertex stays the first
        moves.dedup_by_key(|m| m.0);
        moves
    }
}

#[cfg(test)]
mod tests {
    use super::{Forest, Ring};
    use crate::graph::NONE;

    /// Five vertices in a ring of which three are a blossom of their own: whatever vertex becomes the base, the other four
    /// are matched along edges of the rings; duals change with the group and stay when it parts.
    #[test]
    fn any_vertex_can_be_the_base_and_duals_follow_their_group() {
        let edges = [(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (1, 4)];
        for base in [4, 1, 3, 0, 2, 1, 0, 3, 2, 4] {
            let mut forest = Forest::new(vec![NONE, 2, 1, 4, 3], vec![5, 6, 7, 8, 9]);
            let inner = forest.join(Ring { kids: vec![0, 1, 2], edges: vec![(0, 1), (1, 2), (2, 0)] });
            let outer = forest.join(Ring { kids: vec![inner, 3, 4], edges: vec![(2, 3), (3, 4), (4, 1)] });
            assert!((0..5).all(|v| forest.top(v) == outer));
            forest.raise(outer, 10);
            forest.rebase(outer, base);
            for v in (0..5).filter(|&v| v != base) {
                let m = forest.mate(v);
                assert!(edges.contains(&(v.min(m), v.max(m))), "{v} with {m}");
                assert_eq!(forest.mate(m), v);
            }
            forest.part(outer);
            assert_eq!([forest.top(1), forest.top(3), forest.top(4)], [inner, 3, 4]);
            forest.raise(inner, 100);
            assert_eq!((0..5).map(|v| forest.dual(v)).collect::<Vec<_>>(), [115, 116, 117, 18, 19]);
        }
    }

    /// A hundred thousand blossoms, each with one pair more around the one before: the base moves from the outermost pair to
    /// the innermost vertex and back, on any stack.
    #[test]
    fn nests_may_be_deeper_than_a_stack() {
        let depth = 100_000;
        let pair = |k: u32| (2 * k + 1, 2 * k + 2);
        let mut mate = vec![NONE];
        (0..depth).map(pair).for_each(|(a, b)| mate.extend([b, a]));
        let n = mate.len();
        let mut forest = Forest::new(mate, vec![0; n]);
        let mut inner = 0;
        for (a, b) in (0..depth).map(pair) {
            inner = forest.join(Ring { kids: vec![inner, a, b], edges: vec![(0, a), (a, b), (b, 0)] });
        }
        for (base, mate) in [(2 * depth, 0), (0, 2 * depth - 1)] {
            forest.rebase(inner, base);
            assert_eq!(
                (forest.base(inner), forest.mate(2 * depth - 1)),
                (base, if base == 0 { 2 * depth } else { mate })
            );
        }
    }
}
