//! Who is asking.

use goodword_domain::people::PersonId;

use crate::error::{Error, Result};

/// Who is asking, and what came with the question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub who: Who,
    /// The caller's own name for this call, so that repeating it creates nothing twice.
    pub once: Option<String>,
}

/// Who is asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Somebody who has not said who they are.
    Stranger,
    /// A person, known by one of their sessions or tokens.
    Person {
        /// Who.
        id: PersonId,
        /// How they came in.
        door: Door,
    },
    /// Whoever has a shell on the machine.
    Operator,
    /// Goodword itself: jobs.
    Goodword,
}

/// How a person came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Door {
    /// By signing in.
    Session {
        /// Its id, not its secret.
        id: String,
    },
    /// By a personal token.
    Token {
        /// Its id, not its secret.
        id: String,
        /// Whether it may change things.
        writes: bool,
    },
    /// By a link in a letter, for the one thing that it is about.
    Link,
}

impl Actor {
    /// Somebody who has not said who they are.
    pub const STRANGER: Actor = Actor { who: Who::Stranger, once: None };
    /// Whoever has a shell on the machine.
    pub const OPERATOR: Actor = Actor { who: Who::Operator, once: None };
    /// Goodword itself.
    pub const GOODWORD: Actor = Actor { who: Who::Goodword, once: None };

    /// Whoever holds a link in a letter to this person: for verbs that looked the link up.
    pub(crate) fn by_link(id: PersonId) -> Actor {
        Actor { who: Who::Person { id, door: Door::Link }, once: None }
    }

    /// The person who asks; anybody else must sign in first.
    pub fn person(&self) -> Result<&PersonId> {
        match &self.who {
            Who::Person { id, .. } => Ok(id),
            Who::Stranger | Who::Operator | Who::Goodword => Err(Error::SignInFirst),
        }
    }

    /// The person who asks, come in by signing in: a token does not open the doors themselves.
    pub fn signed_in(&self) -> Result<&PersonId> {
        match &self.who {
            Who::Person { door: Door::Token { .. }, .. } => {
                Err(Error::NotAllowed("A token cannot do this. Sign in instead."))
            }
            Who::Person { door: Door::Link, .. } => Err(Error::SignInFirst),
            _ => self.person(),
        }
    }

    /// Refuses whoever may only read.
    pub(crate) fn may_write(&self) -> Result<()> {
        match &self.who {
            Who::Person { door: Door::Token { writes: false, .. }, .. } => {
                Err(Error::NotAllowed("This token may read only. Make one that may write."))
            }
            _ => Ok(()),
        }
    }

    /// The actor's name in the audit log: an id or a word, never what somebody is called.
    pub fn name(&self) -> String {
        match &self.who {
            Who::Stranger => "stranger".to_owned(),
            Who::Person { id, .. } => format!("person:{id}"),
            Who::Operator => "operator".to_owned(),
            Who::Goodword => "goodword".to_owned(),
        }
    }
}
