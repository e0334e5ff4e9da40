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
//! Three things make it fast. Prices start where duals would be if all vertices were alike ([`prices`]). A bidder keeps a
//! *shortlist* of its best objects and the best value outside ([`lists`]): as prices only rise, most bids need to look at
//! the list alone. And bids are computed in batches against the prices at the start of the batch, by all threads at once,
//! then taken in order ([`floor`]): the outcome depends on the size of the queue alone, never on timing.
//!
//! # Capacities
//! A vertex of capacity b has b seats ([`seats`]): as a bidder it wants b *different* objects (or to stay single, as often
//! as it likes), and as an object it sells b units ([`units`]), each at a price of its own. An object costs what its
//! cheapest unit costs, and a bid takes that unit. A bidder with k open seats bids so much that it is no better off than
//! with the best object left over when all k are filled. Whoever holds objects must not be worse off with any of them, by
//! more than eps, than with the best that it does not hold. That can fail while bids go on (after it has lost an object
//! better than one that it keeps), so the last phase is repeated until nobody is found unhappy; with capacity 1 nobody
//! ever is.
//!
//! # Reference
//! Bertsekas, *The auction algorithm*, 1988; Bertsekas and Castañón, *Parallel synchronous and asynchronous
//! implementations of the auction algorithm*, 1991; eps scaling for assignment: Goldberg and Kennedy 1995. Units: Bertsekas
//! and Castañón, *The auction algorithm for the transportation problem*, 1989, has the same difficulty and another way out.
//!
//! # Cost
//! O(n m log(n W)) at worst with scaling, near O(m) observed; about 80 bytes per vertex besides the graph, 24 more per further seat.

mod crew;
mod cycles;
mod duals;
mod floor;
mod lists;
mod loose;
mod prices;
mod seats;
mod units;

pub(crate) use cycles::cycles;
pub(crate) use floor::{Auction, Outcome};
pub(crate) use seats::{One, Several};
