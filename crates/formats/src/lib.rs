//! Bytes to plain structs and back: spreadsheets in; JSON, spreadsheet, page and calendar out.
//!
//! Nothing here opens a file, looks at the clock or knows the rules of matching: bytes come in,
//! plain structs go out, and the other way round. Every reader says in a report what it used,
//! what it left unused and why, so that no row is lost without a word.

#![warn(missing_docs)]

pub mod archive;
pub mod avoid;
pub mod error;
pub mod history;
pub mod invitation;
pub mod match_report;
pub mod members;
pub mod sheet;
pub mod table_plan;

mod dates;
mod fingerprint;
mod names;
mod neutral;

pub use error::FileError;
