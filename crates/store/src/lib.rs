//! What is written down: one SQL text for SQLite and PostgreSQL.
//!
//! Functions here find, save and delete; they decide nothing. Whoever reads on somebody's behalf says for whom:
//! `find_for(tx, viewer, …)` has the permission in its `where`, so that what one may not see is not found.
//! SQL lives here and nowhere else.

pub mod answers;
pub mod archive;
pub mod backup;
pub mod budgets;
pub mod checks;
pub mod communities;
pub mod directory;
pub mod entries;
pub mod erase;
pub mod events;
pub mod imports;
pub mod instance;
pub mod introductions;
pub mod invitations;
pub mod jobs;
pub mod links;
pub mod matches;
pub mod meetings;
pub mod members;
pub mod once;
pub mod outbox;
pub mod over;
pub mod people;
pub mod promises;
pub mod roll;
pub mod round_members;
pub mod rounds;
pub mod sessions;
pub mod sign_ins;
pub mod suppressions;
pub mod tallies;
pub mod tokens;
pub mod wishes;

mod engine;
mod error;
mod heralds;
mod migrations;
mod query;
mod room;
mod server;
mod writer;

pub use engine::{Db, Place, Tx};
pub use error::{Error, Result};
pub use migrations::{Pending, newest as newest_step};
