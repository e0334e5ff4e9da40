//! What one can do here. One verb, one function, one transaction.
//!
//! A verb is handed the actor, looks things up as that actor, asks the domain, writes down what changed with an
//! [`Event`](goodword_store::events::Event), and what follows from it (mails, jobs) in the same transaction. No HTTP here,
//! and no SQL.

pub mod actor;
pub mod answers;
pub mod archive;
pub mod budgets;
pub mod change;
pub mod communities;
pub mod directory;
pub mod echoes;
pub mod entries;
pub mod erase;
pub mod error;
pub mod feeds;
pub mod first_start;
pub mod guide;
pub mod house;
pub mod imports;
pub mod introductions;
pub mod invitations;
pub mod jobs;
mod keyed;
pub mod leave;
pub mod log;
pub mod mail;
pub mod matches;
pub mod meetings;
pub mod members;
pub mod operator;
pub mod outside;
pub mod people;
pub mod promises;
pub mod readings;
pub mod roll;
pub mod rounds;
pub mod sessions;
pub mod set_up;
pub mod sign_in;
pub mod suppressions;
pub mod tokens;
pub mod wishes;

pub use actor::{Actor, Who};
pub use change::Change;
pub use error::{Error, Result};
pub use house::{App, House};
pub use outside::{Chance, Clock};
