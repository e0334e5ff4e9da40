//! The private calendar of a member: a link that a calendar program fetches, with their agreed meetings and nobody's address.
//!
//! The link is a secret, shown once when it is made, and kept as a hash. A new one ends the one before.

use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::members::MemberId;
use goodword_store::links::{self, Link};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::actor::Actor;
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;
use crate::meetings;
use crate::outside::Secret;

/// A link for a calendar program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Feed {
    /// Where the calendar is fetched. Shown this once.
    pub url: String,
}

/// Makes the actor's link for a community; the one before holds no longer. By signing in only.
pub async fn make(app: &App, actor: &Actor, community: &CommunityId) -> Result<Feed> {
    actor.signed_in()?;
    let mut change = app.change(actor, &community.0).await?;
    let me = seat_as(&mut change.tx, actor, community, Role::Member).await?;
    links::end(&mut change.tx, community, &me.id, "feed").await?;
    let (secret, now) = (app.chance.secret(), change.now);
    let link = Link { community: community.clone(), member: me.id.clone(), subject: me.id.0.clone() };
    links::add(&mut change.tx, &secret.hash(), "feed", &link, now, None).await?;
    change.happened("feed.made", Some(community), &me.id.0, ()).await?;
    change.commit().await?;
    Ok(Feed { url: format!("{}/api/calendars/{}", app.house.url, secret.reveal()) })
}

/// Since when the actor has a link for a community.
pub async fn made(app: &App, actor: &Actor, community: &CommunityId) -> Result<Option<Timestamp>> {
    let mut tx = app.look().await?;
    let me = seat_as(&mut tx, actor, community, Role::Member).await?;
    Ok(links::made(&mut tx, community, &me.id, "feed").await?)
}

/// Ends the actor's link.
pub async fn end(app: &App, actor: &Actor, community: &CommunityId) -> Result<()> {
    let mut change = app.change(actor, &community.0).await?;
    let me = seat_as(&mut change.tx, actor, community, Role::Member).await?;
    if links::end(&mut change.tx, community, &me.id, "feed").await? == 0 {
        return Err(Error::NotFound);
    }
    change.happened("feed.ended", Some(community), &me.id.0, ()).await?;
    change.commit().await
}

/// The calendar behind a link: iCalendar text.
pub async fn read(app: &App, secret: &Secret) -> Result<String> {
    let mut tx = app.look().await?;
    let link = links::find(&mut tx, &secret.hash(), "feed", app.now()).await?.ok_or(Error::NotFound)?;
    meetings::feed(&mut tx, app, &link.community, &MemberId(link.subject)).await
}
