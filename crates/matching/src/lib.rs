//! Exact weighted matching in general graphs, each plan with a proof of its optimality.
#![doc = include_str!("../README.md")]

pub mod certificate;
mod fractional;
mod graph;
mod plan;
mod problem;
mod solve;
mod verify;

pub use certificate::Certificate;
pub use fractional::{Fractional, fractional};
pub use plan::{Budget, Plan};
pub use problem::{Invalid, Objective, Problem};
pub use solve::solve;
pub use verify::{Flaw, Verdict, verify};
