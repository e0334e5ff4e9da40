//! The fractional optimum, by auction.
//!
//! # Definitions
//! A fractional matching gives every edge x >= 0 with sum at most 1 at every vertex; the greatest sum of W x (weights W
//! lifted, see [`certificate`](crate::certificate)) is the linear programme's bound. On the *bipartite double cover* each
//! vertex is once a bidder and once an object, and the object of its own name means staying single, worth 0. An assignment
//! of bidders to objects, seen in the graph, consists of pairs (2-cycles), longer cycles taken by half, and single
//! vertices: fractional optima are half-integral (Balinski 1965).
//!
//! # The idea
//! ```text
//!            value of v to u  =  W(u, v) - price(v)
//!   u bids for its best object so much that it is only eps better off than with the second best,
//!   and whoever held the object must bid again.
//! ```
//! When nobody is left to bid, everybody holds an object within eps of its best. Weights are multiplied by n + 1 and eps
//! sinks from phase to phase to 1: then the assignment is optimal, and the prices, rounded at a residue modulo n + 1 that
//! none of them has, become exact duals ([`duals`]).
//!
//! Two things make it fast. A bidder keeps a *shortlist* of its best objects and the best value outside ([`shortlist`]):
//! as prices only rise, most bids need to look at the list alone. And bids are computed in batches against the prices at
//! the start of the batch, by all threads at once, then taken in order ([`floor`]): the outcome depends on the size of
//! the queue alone, never on timing.
//!
//! # Reference
//! Bertsekas, *The auction algorithm*, 1988; Bertsekas and Castañón, *Parallel synchronous and asynchronous
//! implementations of the auction algorithm*, 1991; eps scaling for assignment: Goldberg and Kennedy 1995.
//!
//! # Cost
//! O(n m log(n W)) at worst with scaling, near O(m) observed; 64 bytes per vertex besides the graph.

mod crew;
mod cycles;
mod duals;
mod floor;
mod shortlist;

pub(crate) use cycles::cycles;
pub(crate) use floor::Auction;
