//! What waits on today's page: promises and introductions that need an answer, and what one promised.

use goodword_app::Error;
use goodword_app::introductions::{self, Shown as Introduction};
use goodword_app::promises::{self, Today};

use super::visit::Visit;

/// Introductions that are looked through for those that need an answer: the newest.
const LOOKED_THROUGH: u32 = 50;

/// What waits.
pub struct Waiting {
    /// Promises.
    pub promises: Today,
    /// Introductions that need an answer.
    pub introductions: Vec<Introduction>,
}

impl Waiting {
    /// For whoever looks.
    pub async fn of(visit: &Visit) -> Result<Waiting, Error> {
        let promises = promises::today(&visit.app, &visit.actor).await?;
        let mut introductions = introductions::page(&visit.app, &visit.actor, None, LOOKED_THROUGH).await?;
        introductions.retain(|introduction| introduction.asks_me);
        Ok(Waiting { promises, introductions })
    }

    /// Whether anything needs an answer.
    pub fn asks(&self) -> bool {
        !self.promises.to_answer.is_empty() || !self.introductions.is_empty()
    }
}
