//! Rounds, from the organiser's draft to everybody's answer. On both engines.

mod answering;
mod editing;
mod meeting;
mod planning;
mod support;
