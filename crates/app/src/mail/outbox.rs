//! The outbox as people see it: what waits, what is held. Letters go out in [`sending`](super::sending).

use goodword_store::{outbox, tallies};
use jiff::Timestamp;

use crate::actor::Actor;
use crate::error::Result;
use crate::house::App;
use crate::jobs::may_operate;

/// A letter that has not gone out, for those who may know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its id.
    pub id: String,
    /// On behalf of which community.
    pub community: Option<String>,
    /// What it is, a closed word.
    pub what: String,
    /// To which address.
    pub to: String,
    /// Subject and text, while there is no mail server: then the operator passes it on by hand.
    pub content: Option<(String, String)>,
    /// Since when.
    pub since: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it did not go out, a closed word.
    pub last_error: Option<String>,
}

/// Letters that have not gone out. Operators see them, and nobody else: whether a letter to somebody was written says
/// whether they are here, or never want mail from here.
pub async fn waiting_for(app: &App, actor: &Actor) -> Result<Vec<Waiting>> {
    let mut tx = app.look().await?;
    may_operate(&mut tx, actor).await?;
    let by_hand = app.house.post.is_none();
    let waiting = |waiting: outbox::Waiting| {
        let letter = waiting.letter;
        Waiting {
            id: letter.id,
            community: letter.community.map(|community| community.0),
            what: letter.what,
            to: letter.to,
            content: by_hand.then_some((letter.subject, letter.plain)),
            since: letter.created,
            attempts: waiting.attempts,
            last_error: waiting.last_error,
        }
    };
    Ok(outbox::waiting(&mut tx, 500).await?.into_iter().map(waiting).collect())
}

pub use goodword_store::outbox::Ended;

/// Letters of the last month that did not arrive, or perhaps did not, newest first. Operators see them.
pub async fn not_arrived(app: &App, actor: &Actor) -> Result<Vec<Ended>> {
    let mut tx = app.look().await?;
    may_operate(&mut tx, actor).await?;
    Ok(outbox::not_arrived(&mut tx, 200).await?)
}

/// Holds all letters back, until they are released: a restored copy does so before it opens.
pub async fn hold(app: &App) -> Result<()> {
    let mut tx = app.db.write("outbox").await?;
    outbox::hold(&mut tx, app.now()).await?;
    Ok(tx.commit().await?)
}

/// Whether letters are held back.
pub async fn is_held(app: &App) -> Result<bool> {
    Ok(outbox::is_held(&mut app.look().await?).await?)
}

/// Lets letters go out again. Operators do.
pub async fn release(app: &App, actor: &Actor) -> Result<()> {
    let mut change = app.change(actor, "outbox").await?;
    may_operate(&mut change.tx, actor).await?;
    if outbox::release(&mut change.tx).await? {
        change.happened("outbox.released", None, "outbox", ()).await?;
        change.queued();
    }
    change.commit().await
}

/// How many letters are waiting, and how many ever were sent, tried again, ended as unknown, or failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not gone out yet.
    pub waiting: i64,
    /// By the names of the metrics: `sent`, `retried`, `resent`, `unknown`, `failed`.
    pub ever: Vec<(String, i64)>,
}

/// What the outbox counts. For metrics: ids and contents do not come into it.
pub async fn counts(app: &App) -> Result<Counts> {
    let mut tx = app.look().await?;
    let ever = tallies::all(&mut tx).await?;
    let ours = ever.into_iter().filter_map(|(name, n)| Some((name.strip_prefix("letters_")?.to_owned(), n)));
    Ok(Counts { waiting: outbox::n_waiting(&mut tx).await?, ever: ours.collect() })
}
