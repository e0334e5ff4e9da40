//! Rounds, from the organiser's draft to everybody's answer. On both engines.

mod answering;
mod editing;
mod planning;
mod support;
