//! Rounds, from the organiser's draft to everybody's answer. On both engines.

mod answering;
mod calendar;
mod editing;
mod meeting;
mod planning;
mod seasons;
mod support;
