//! The outbox: letters go out, wait, or are held.

use goodword_store::{instance, outbox};
use jiff::Timestamp;

use crate::actor::{Actor, Who};
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
    /// Subject and text, while there is no mail server: then whoever reads this passes it on by hand.
    pub content: Option<(String, String)>,
    /// Since when.
    pub since: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it did not go out, a closed word.
    pub last_error: Option<String>,
}

/// Letters that have not gone out: all of them for an operator, for others the invitations of the communities that they own.
pub async fn waiting_for(app: &App, actor: &Actor) -> Result<Vec<Waiting>> {
    let mut tx = app.look().await?;
    let operates = may_operate(&mut tx, actor).await;
    let letters = match (&actor.who, operates) {
        (_, Ok(())) => outbox::waiting(&mut tx, 500).await?,
        (Who::Person { id, .. }, Err(_)) => outbox::invitations_waiting_for(&mut tx, id, 500).await?,
        (_, Err(error)) => return Err(error),
    };
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
    Ok(letters.into_iter().map(waiting).collect())
}

/// The fact that nothing goes out.
const HELD: &str = "outbox_held";

/// Holds all letters back, until they are released: a restored copy does so before it opens.
pub async fn hold(app: &App) -> Result<()> {
    let mut tx = app.db.write("outbox").await?;
    instance::set(&mut tx, HELD, &app.now().to_string()).await?;
    Ok(tx.commit().await?)
}

/// Whether letters are held back.
pub async fn is_held(app: &App) -> Result<bool> {
    Ok(instance::fact(&mut app.look().await?, HELD).await?.is_some())
}

/// Lets letters go out again. Operators do.
pub async fn release(app: &App, actor: &Actor) -> Result<()> {
    let mut change = app.change(actor, "outbox").await?;
    may_operate(&mut change.tx, actor).await?;
    if instance::forget(&mut change.tx, HELD).await? {
        change.happened("outbox.released", None, "outbox", ()).await?;
        change.queued();
    }
    change.commit().await
}

/// Sends a few letters that are due. The number of those that were tried.
pub(crate) async fn send_due(_app: &App) -> Result<usize> {
    Ok(0)
}
