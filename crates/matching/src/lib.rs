//! Exact weighted matching in general graphs, each plan with a proof of its optimality.
#![doc = include_str!("../README.md")]

mod auction;
mod blossom;
mod capacity;
pub mod certificate;
mod fetch;
mod fractional;
mod graph;
mod plan;
mod problem;
mod resolve;
pub mod rotations;
mod solve;
mod standing;
mod start;
pub mod tables;
mod verify;

pub use certificate::Certificate;
pub use fractional::{Fractional, fractional};
pub use plan::{Budget, Plan};
pub use problem::{Invalid, Objective, Problem};
pub use resolve::resolve;
pub use solve::solve;
pub use standing::{Change, Standing, Unsteady};
pub use verify::{Flaw, Verdict, verify};
