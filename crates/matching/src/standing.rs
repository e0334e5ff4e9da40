//! A round that stands and takes small changes: declines, late joiners, people who leave.
//!
//! # The idea
//! [`resolve`](crate::resolve) reads a former plan and writes a new one, which alone takes longer than most changes need.
//! Here the state of the blossom phase stays: a change touches the vertices that it concerns and those that two alternating
//! trees reach. The trees take turns, the cheaper one first; see `blossom/agenda.rs`.
//!
//! # Cost
//! A decline: the two trees, the smaller of which decides how far the larger has to go. [`Standing::plan`]: O(n).

use crate::blossom::Phase;
use crate::graph::NONE;
use crate::plan::{Budget, Plan};
use crate::problem::{Invalid, Problem};
use crate::resolve::reopened;
use crate::solve::{conclude, solve};
use crate::verify::verify;
use std::collections::BTreeMap;
use std::fmt;

/// Why a plan cannot stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsteady {
    /// The problem has capacities other than 1.
    Capacities,
    /// The plan is not proven optimal for this problem.
    NotProven,
}

impl fmt::Display for Unsteady {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Unsteady::Capacities => {
                "the problem has capacities: solve it anew after a change, or give everybody the capacity 1"
            }
            Unsteady::NotProven => {
                "the plan is not proven optimal for this problem: solve the problem without a time limit"
            }
        })
    }
}

impl std::error::Error for Unsteady {}

/// What a change did to the pairs.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Change {
    /// Pairs `(u, v)` with `u < v` that are no more, ascending.
    pub ended: Vec<(u32, u32)>,
    /// Pairs `(u, v)` with `u < v` that are new, ascending.
    pub begun: Vec<(u32, u32)>,
}

/// From about so many declines on, at 2,000 to 100,000 vertices, solving anew is quicker than mending one after the other.
const MANY: usize = 100;

/// A problem with its optimum, which stays optimal while edges and vertices come and go.
///
/// Pairs are those of an optimum at any time; which one of several of equal value depends on the changes made so far (and on
/// nothing else).
///
/// ```
/// use goodword_matching::{Budget, Problem, Standing, solve, verify};
/// let square = Problem::new(4, &[(0, 1, 5), (1, 2, 4), (2, 3, 5), (3, 0, 4)])?;
/// let plan = solve(&square, &Budget::default());
/// let mut round = Standing::new(square, &plan)?;
/// let change = round.decline(0, 1);
/// assert_eq!(change.ended, [(0, 1), (2, 3)]);
/// assert_eq!(change.begun, [(0, 3), (1, 2)]);
/// round.leave(2);
/// round.join(&[(1, 7)])?;
/// assert_eq!((round.pairs(), round.weight()), (2, 11));
/// assert!(verify(round.problem(), &round.plan())?.optimal);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Standing {
    problem: Problem,
    phase: Phase,
    weight: i64,
    pairs: usize,
    /// Edges that the present change has dropped, with their weights.
    dropped: BTreeMap<(u32, u32), i64>,
}

impl Standing {
    /// Goes on from a proven optimum. Takes time linear in the problem, for the proof is checked.
    ///
    /// # Errors
    /// [`Unsteady`] for capacities, and when the plan is not a proven optimum of this problem.
    pub fn new(problem: Problem, plan: &Plan) -> Result<Standing, Unsteady> {
        if !problem.is_plain() {
            return Err(Unsteady::Capacities);
        }
        let proven = verify(&problem, plan).is_ok_and(|verdict| verdict.optimal);
        let phase = if proven { reopened(&problem, plan) } else { None };
        let mut standing = Standing {
            phase: phase.ok_or(Unsteady::NotProven)?,
            weight: plan.weight,
            pairs: plan.pairs.len(),
            problem,
            dropped: BTreeMap::new(),
        };
        standing.settle(); // nothing to do unless the lift has grown
        Ok(standing)
    }

    /// The problem as it is now.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    /// Sum of the weights of the pairs.
    pub fn weight(&self) -> i64 {
        self.weight
    }

    /// Number of pairs.
    pub fn pairs(&self) -> usize {
        self.pairs
    }

    /// The mate of `u`; none if it is left out or does not exist.
    pub fn mate(&self, u: u32) -> Option<u32> {
        self.phase.mates().get(u as usize).copied().filter(|&v| v != NONE)
    }

    /// The pairs with their proof, for [`verify`](crate::verify) and for everybody. O(n).
    pub fn plan(&self) -> Plan {
        conclude(&self.problem, self.phase.mates().to_vec(), self.phase.certificate(), None)
    }

    /// `u` and `v` shall not be a pair. No change if there is no such edge.
    pub fn decline(&mut self, u: u32, v: u32) -> Change {
        self.decline_all(&[(u, v)])
    }

    /// None of these shall be a pair. One is mended after the other, unless they are so many that solving anew is
    /// quicker.
    pub fn decline_all(&mut self, pairs: &[(u32, u32)]) -> Change {
        if pairs.len() >= MANY {
            let before = self.phase.mates().to_vec();
            pairs.iter().for_each(|&(u, v)| self.drop_edge(u, v));
            return self.anew(&before);
        }
        for &(u, v) in pairs {
            self.drop_edge(u, v);
            self.phase.run_by_twos(&self.problem.graph, None);
        }
        self.moved()
    }

    /// `u` goes: see [`Standing::leave_all`].
    pub fn leave(&mut self, u: u32) -> Change {
        self.leave_all(&[u])
    }

    /// Drops all edges of some vertices, which stay as vertices that nobody can be matched with. Who does not exist changes
    /// nothing. Two who leave at once cost much less than one after the other: in between, somebody else would have to be
    /// left out, and to prove who takes about as long as solving anew.
    pub fn leave_all(&mut self, leaving: &[u32]) -> Change {
        let n = self.problem.n();
        let before = (leaving.len() >= MANY).then(|| self.phase.mates().to_vec());
        for &u in leaving.iter().filter(|&&u| (u as usize) < n) {
            let edges = self.problem.neighbours(u).map(|(v, w)| ((u.min(v), u.max(v)), w));
            self.dropped.extend(edges.collect::<Vec<_>>());
            self.problem.isolate(u);
            self.phase.retire(u);
        }
        match before {
            Some(before) => self.anew(&before),
            None => self.settle(),
        }
    }

    /// Takes in a vertex with edges `(neighbour, weight)`; its id is the number of vertices before. Takes O(n) besides the
    /// search.
    ///
    /// # Errors
    /// As [`Problem::add_vertex`]; then nothing has changed.
    pub fn join(&mut self, edges: &[(u32, i64)]) -> Result<Change, Invalid> {
        let u = self.problem.add_vertex(edges)?;
        let (certificate, _) = self.phase.certificate();
        let mut mate = self.phase.mates().to_vec();
        mate.push(NONE);
        self.phase = Phase::of_optimum(&certificate, mate, self.problem.lift());
        self.phase.mend(&self.problem.graph, u);
        Ok(self.settle())
    }

    fn drop_edge(&mut self, u: u32, v: u32) {
        if let Some(weight) = self.problem.weight(u, v) {
            self.dropped.insert((u.min(v), u.max(v)), weight);
            self.problem.forbid(u, v);
            self.phase.sever(u, v);
        }
    }

    /// Searches from the vertices that have become single, and tells what has changed.
    fn settle(&mut self) -> Change {
        self.phase.run_by_twos(&self.problem.graph, None);
        self.moved()
    }

    /// Tells what the searches have changed since this was last asked.
    fn moved(&mut self) -> Change {
        let moves = self.phase.take_moves();
        self.tell(moves)
    }

    /// Solves anew, and tells what has changed since everybody had these mates.
    fn anew(&mut self, before: &[u32]) -> Change {
        let plan = solve(&self.problem, &Budget::default());
        let Some(phase) = reopened(&self.problem, &plan) else {
            debug_assert!(false, "a plan of the engine's own, without a limit");
            return self.settle();
        };
        self.phase = phase;
        self.tell((0..).zip(before.iter().copied()))
    }

    /// What has changed for those who had another mate before.
    fn tell(&mut self, former: impl IntoIterator<Item = (u32, u32)>) -> Change {
        let mut change = Change::default();
        for (u, before) in former {
            let now = self.phase.mates()[u as usize];
            if now == before {
                continue;
            }
            if u < before && before != NONE {
                change.ended.push((u, before));
            }
            if u < now && now != NONE {
                change.begun.push((u, now));
            }
        }
        self.count(&change);
        change
    }

    /// Counts out what has ended and in what has begun.
    fn count(&mut self, change: &Change) {
        let dropped = std::mem::take(&mut self.dropped);
        let weight =
            |e: &(u32, u32)| dropped.get(e).copied().or_else(|| self.problem.weight(e.0, e.1)).unwrap_or(0);
        let ended: i64 = change.ended.iter().map(weight).sum();
        let begun: i64 = change.begun.iter().map(weight).sum();
        self.weight += begun - ended;
        self.pairs = self.pairs + change.begun.len() - change.ended.len();
    }
}
