//! A change in the making: the transaction, who makes it, and what follows from it.

use goodword_domain::communities::CommunityId;
use goodword_store::Tx;
use goodword_store::events::{self, Event};
use goodword_store::once::{self, Made};
use jiff::Timestamp;
use serde::Serialize;
use sha2::Digest;

use crate::actor::Actor;
use crate::error::{Error, Result};
use crate::house::App;

/// A change in the making. Dropped, it never was.
pub struct Change {
    /// The transaction.
    pub tx: Tx,
    /// When: one instant for all that it writes.
    pub now: Timestamp,
    /// The house.
    pub app: App,
    actor: Actor,
    wakes: bool,
}

impl Change {
    pub(crate) fn new(app: App, actor: Actor, tx: Tx) -> Change {
        Change { tx, now: app.now(), app, actor, wakes: false }
    }

    /// A new id.
    pub fn id(&self) -> String {
        self.app.chance.id()
    }

    /// Writes down that something happened. `facts` are closed words and numbers, nothing that anybody wrote.
    pub async fn happened(
        &mut self,
        what: &str,
        community: Option<&CommunityId>,
        subject: &str,
        facts: impl Serialize,
    ) -> Result<()> {
        let event = Event {
            id: self.id(),
            community: community.cloned(),
            at: self.now,
            actor: self.actor.name(),
            what: what.to_owned(),
            subject: Some(subject.to_owned()),
            facts: serde_json::to_string(&facts)?,
        };
        Ok(events::add(&mut self.tx, &event).await?)
    }

    /// What an earlier call with the same key made, or the id for what this one will make.
    ///
    /// `what` is the verb and `given` what it was given: a key that comes with another call is refused.
    pub async fn once(&mut self, what: &'static str, given: impl Serialize) -> Result<Once> {
        let Some(key) = self.actor.once.clone() else { return Ok(Once::First(self.id())) };
        let caller = self.actor.name();
        let said = sha2::Sha256::digest(serde_json::to_vec(&given)?);
        let fingerprint = data_encoding::HEXLOWER.encode(&said);
        match once::find(&mut self.tx, &caller, &key).await? {
            Some(made) if made.what == what && made.fingerprint == fingerprint => Ok(Once::Again(made.made)),
            Some(_) => {
                let sentence = "This Idempotency-Key was used for another call. Take a new one.";
                Err(Error::refused("key_used_otherwise", sentence))
            }
            None => {
                let made = Made { what: what.to_owned(), fingerprint, made: self.id() };
                once::remember(&mut self.tx, &caller, &key, &made, self.now).await?;
                Ok(Once::First(made.made))
            }
        }
    }

    /// Says that something was queued: whoever works is woken after the commit.
    pub fn queued(&mut self) {
        self.wakes = true;
    }

    /// Returns when all of it is durable.
    pub async fn commit(self) -> Result<()> {
        self.tx.commit().await?;
        if self.wakes {
            self.app.wake.notify_waiters();
            self.app.db.tell_others();
        }
        Ok(())
    }
}

/// Whether a call with this key came before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Once {
    /// No: this id is free for what is made now.
    First(String),
    /// Yes: this is the id of what it made.
    Again(String),
}
