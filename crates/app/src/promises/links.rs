//! Answering from a letter, without signing in: a link opens a page, the page has the buttons.

use goodword_domain::people::PersonId;
use goodword_domain::promises::{PromiseId, Side};
use goodword_store::promises;

use super::{Deed, Shown, saying};
use crate::actor::Actor;
use crate::error::{Error, Result};
use crate::house::App;
use crate::outside::Secret;

/// What a link shows: the promise, as the one sees it to whom the letter went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The promise. Its side says which deeds there are.
    pub promise: Shown,
}

/// What a link is about; nothing, if it is over or never was. Changes nothing, however often it is called.
pub async fn peek(app: &App, secret: &Secret) -> Result<Option<Linked>> {
    let (mut tx, now) = (app.look().await?, app.now());
    let Some((id, side)) = promises::by_link(&mut tx, &secret.hash(), now).await? else { return Ok(None) };
    let kept = promises::find(&mut tx, &id).await?;
    Ok(kept.map(|kept| Linked { promise: Shown::of(kept, side, now) }))
}

/// Says what became of it, as the one to whom the letter went.
pub async fn say_by_link(app: &App, secret: &Secret, deed: Deed) -> Result<Shown> {
    let (id, person) = whose(app, secret).await?.ok_or(Error::NotFound)?;
    let change = app.change(&Actor::by_link(person.clone()), &id.0).await?;
    saying::said(change, &person, &id, deed).await
}

async fn whose(app: &App, secret: &Secret) -> Result<Option<(PromiseId, PersonId)>> {
    let mut tx = app.look().await?;
    let Some((id, side)) = promises::by_link(&mut tx, &secret.hash(), app.now()).await? else {
        return Ok(None);
    };
    Ok(promises::find(&mut tx, &id).await?.map(|kept| {
        let promise = kept.promise;
        (id, if side == Side::Giver { promise.giver } else { promise.receiver })
    }))
}
