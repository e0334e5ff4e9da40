//! What either side says of a promise, and what follows from it.

use goodword_domain::people::PersonId;
use goodword_domain::promises::{Promise, PromiseId, Side};
use goodword_domain::words;
use goodword_store::promises::{self, Kept};
use jiff::civil::Date;

use super::{Shown, letters, zone};
use crate::actor::Actor;
use crate::change::Change;
use crate::error::{Error, Result};
use crate::house::App;

/// What one side says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The giver: it is kept.
    Keep,
    /// The giver: it is still on, by this day.
    Move {
        /// The day, where the giver is.
        on: Date,
    },
    /// The giver: I give it back.
    Release {
        /// In their own words, at most 500 characters; may be empty.
        words: String,
    },
    /// The giver: no reminders of this one, please.
    Quiet,
    /// The receiver: yes, that is what was said.
    ReadBack,
    /// The receiver: it was kept.
    Confirm {
        /// A word of thanks, at most 500 characters.
        thanks: Option<String>,
        /// How much it mattered, 1 to 3.
        size: u8,
    },
    /// The receiver: it did not happen.
    Miss,
    /// The receiver: I never wanted it.
    Decline,
}

impl Deed {
    /// Who can say this.
    pub fn side(&self) -> Side {
        match self {
            Deed::Keep | Deed::Move { .. } | Deed::Release { .. } | Deed::Quiet => Side::Giver,
            Deed::ReadBack | Deed::Confirm { .. } | Deed::Miss | Deed::Decline => Side::Receiver,
        }
    }

    /// What it is called in the log.
    fn event(&self) -> &'static str {
        match self {
            Deed::Keep => "promise.kept",
            Deed::Move { .. } => "promise.moved",
            Deed::Release { .. } => "promise.released",
            Deed::Quiet => "promise.quieted",
            Deed::ReadBack => "promise.read_back",
            Deed::Confirm { .. } => "promise.confirmed",
            Deed::Miss => "promise.missed",
            Deed::Decline => "promise.declined",
        }
    }

    /// With what people wrote made fit to be shown.
    fn checked(self) -> Result<Deed> {
        Ok(match self {
            Deed::Release { words } => Deed::Release { words: words::paragraph("words", &words, 500)? },
            Deed::Confirm { thanks, size } => {
                let thanks = thanks.map(|thanks| words::paragraph("thanks", &thanks, 500)).transpose()?;
                Deed::Confirm { thanks: thanks.filter(|thanks| !thanks.is_empty()), size }
            }
            other => other,
        })
    }
}

/// Says what became of one of the actor's promises, or of one that was given to them.
pub async fn say(app: &App, actor: &Actor, id: &PromiseId, deed: Deed) -> Result<Shown> {
    let person = actor.person()?.clone();
    let change = app.change(actor, &id.0).await?;
    said(change, &person, id, deed).await
}

/// The same, by whatever door they came.
pub(super) async fn said(mut change: Change, person: &PersonId, id: &PromiseId, deed: Deed) -> Result<Shown> {
    let kept = promises::find_for(&mut change.tx, person, id).await?.ok_or(Error::NotFound)?;
    let mine = if kept.promise.giver == *person { Side::Giver } else { Side::Receiver };
    match (mine, deed.side()) {
        (Side::Giver, Side::Receiver) => {
            return Err(Error::NotAllowed("Only who receives a promise can say this of it."));
        }
        (Side::Receiver, Side::Giver) => {
            return Err(Error::NotAllowed("Only who gave a promise can say this of it."));
        }
        _ => {}
    }
    let deed = deed.checked()?;
    let kept = after(&change, kept, &deed)?;
    promises::save(&mut change.tx, &kept).await?;
    change.happened(deed.event(), None, &id.0, ()).await?;
    letters::follow(&mut change, &kept, &deed).await?;
    let now = change.now;
    change.commit().await?;
    Ok(Shown::of(kept, mine, now))
}

fn after(change: &Change, kept: Kept, deed: &Deed) -> Result<Kept> {
    let now = change.now;
    let Kept { promise, mut quiet, .. } = kept.clone();
    let promise: Promise = match deed.clone() {
        Deed::Keep => promise.kept(now)?,
        Deed::Move { on } => promise.moved(on, &zone(&kept.time_zone), now)?,
        Deed::Release { words } => promise.released(words, now)?,
        Deed::Quiet => {
            quiet = quiet.or(Some(now));
            promise
        }
        Deed::ReadBack => promise.read_back(now)?,
        Deed::Confirm { thanks, size } => promise.confirmed(thanks, size, now)?,
        Deed::Miss => promise.missed(now)?,
        Deed::Decline => promise.declined(now)?,
    };
    Ok(Kept { promise, quiet, ..kept })
}
