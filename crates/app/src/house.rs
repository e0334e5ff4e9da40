//! What every verb is handed.

use std::path::PathBuf;
use std::sync::Arc;

use goodword_store::{Db, Tx};
use jiff::Timestamp;
use tokio::sync::Notify;

use crate::actor::Actor;
use crate::change::Change;
use crate::error::Result;
use crate::mail::Post;
use crate::outside::{Chance, Clock};
use crate::readings::Readings;

/// An open house. Clones share it.
#[derive(Clone)]
pub struct App {
    /// Where everything is written down.
    pub db: Db,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Ids and secrets.
    pub chance: Arc<dyn Chance>,
    /// What the operator decided.
    pub house: Arc<House>,
    /// Told when there is work to do.
    pub wake: Arc<Notify>,
    /// Sentences that were read lately.
    pub readings: Arc<Readings>,
}

/// What the operator decided about this installation.
#[derive(Clone, Debug, Default)]
pub struct House {
    /// Where people reach it, without a slash at the end: `https://goodword.example`.
    pub url: String,
    /// Where letters go out. Without it they wait, and an operator can read them.
    pub post: Option<Post>,
    /// Where erasures are written down, beside the database and not in it: a restored backup is told by it whom to forget.
    pub erasures: Option<PathBuf>,
}

impl App {
    /// Now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Begins to read.
    pub async fn look(&self) -> Result<Tx> {
        Ok(self.db.read().await?)
    }

    /// Begins to change something on an actor's behalf. Changes that name the same `turn` happen one after another.
    pub async fn change(&self, actor: &Actor, turn: impl AsRef<str>) -> Result<Change> {
        actor.may_write()?;
        Ok(Change::new(self.clone(), actor.clone(), self.db.write(turn.as_ref()).await?))
    }

    /// The same where it takes access away: that must be possible on a full disk, too.
    pub async fn take_away(&self, actor: &Actor, turn: impl AsRef<str>) -> Result<Change> {
        actor.may_write()?;
        Ok(Change::new(self.clone(), actor.clone(), self.db.take_away(turn.as_ref()).await?))
    }
}
