//! The blossom phase: from feasible duals and a matching on tight edges to the optimum.
//!
//! # Definitions
//! Weights are lifted (see [`certificate`](crate::certificate)), so staying single is worth 0. All duals are times four:
//! Y\[u\] + Y\[v\] + sum of z over the blossoms that hold both >= 4 W(u, v), tight when equal; Y >= 0, z >= 0. Matched edges are
//! tight, blossoms with z > 0 are full. The plan is optimal when every single vertex has Y = 0; those with Y > 0 are *roots*.
//!
//! # The idea
//! Every root becomes an alternating tree; the vertices an even number of steps from it are *outer*, those an odd number
//! *inner*. All trees grow at one speed: time passes, duals of outer vertices sink by it, those of inner ones rise, until
//! something becomes tight:
//!
//! ```text
//!   grow     outer u - unlabelled v     v becomes inner, its mate outer
//!   shrink   outer u - outer v, same tree: the odd cycle becomes a blossom, outer as a whole
//!   augment  outer u - outer v, two trees: flip both paths to the roots; both trees go
//!   single   an outer dual reaches 0: flip the path to the root; the tree goes
//!   expand   z of an inner blossom reaches 0: it is taken apart, the tree goes on through it
//! ```
//!
//! Events wait in one queue ordered by time; duals are brought up to date only when a label changes. All roots start with
//! even duals, tight edges join duals of equal parity, so every event falls on an integer.
//!
//! # Reference
//! Edmonds, *Maximum matching and a polyhedron with 0,1-vertices*, 1965; Galil, *Efficient algorithms for finding maximum
//! matching in graphs*, 1986; many trees at once: Kolmogorov, *Blossom V*, 2009.
//!
//! # Cost
//! O(r (m + events) log) for r roots in the worst case; in practice trees stay small, because the start from the fractional
//! optimum leaves one root per odd cycle.

mod agenda;
mod forest;
mod heap;
mod labels;
mod mend;
mod search;
mod state;
mod trees;

pub(crate) use search::Phase;
pub(crate) use state::Search;
