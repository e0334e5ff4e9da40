//! Whom one would rather not meet: one's own list, shown to nobody else, and kept to by every round.

use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::members::MemberId;
use goodword_store::{archive, members, wishes};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::actor::Actor;
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;

/// So many fit on one's list.
const MOST: i64 = 100;

/// Somebody whom one would rather not meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Wish {
    /// Who.
    pub member: MemberId,
    /// What they are called.
    pub name: String,
    /// Since when.
    #[schemars(with = "String")]
    pub since: Timestamp,
}

/// The actor's own list.
pub async fn mine(app: &App, actor: &Actor, community: &CommunityId) -> Result<Vec<Wish>> {
    let mut tx = app.look().await?;
    let me = seat_as(&mut tx, actor, community, Role::Member).await?;
    let mut all = Vec::new();
    for (member, since) in archive::wishes(&mut tx, community, &me.id).await? {
        let name = members::find(&mut tx, community, &member).await?.map(|seat| seat.profile.name);
        all.push(Wish { member, name: name.unwrap_or_default(), since });
    }
    Ok(all)
}

/// Puts a member on the actor's list. Rounds to come keep to it, and matches that are not released yet.
pub async fn add(app: &App, actor: &Actor, community: &CommunityId, other: &MemberId) -> Result<()> {
    let mut change = app.change(actor, &community.0).await?;
    let me = seat_as(&mut change.tx, actor, community, Role::Member).await?;
    members::find_for(&mut change.tx, actor.person()?, community, other).await?.ok_or(Error::NotFound)?;
    if *other == me.id {
        return Err(Error::refused("oneself", "That is you."));
    }
    if wishes::n_of(&mut change.tx, community, &me.id).await? >= MOST {
        return Err(Error::refused("enough", "100 are on your list already. Take somebody off it first."));
    }
    let now = change.now;
    if wishes::add(&mut change.tx, community, &me.id, other, now).await? {
        change.happened("wish.added", Some(community), &me.id.0, ()).await?;
    }
    change.commit().await
}

/// Takes a member off the actor's list.
pub async fn remove(app: &App, actor: &Actor, community: &CommunityId, other: &MemberId) -> Result<()> {
    let mut change = app.change(actor, &community.0).await?;
    let me = seat_as(&mut change.tx, actor, community, Role::Member).await?;
    if !wishes::remove(&mut change.tx, community, &me.id, other).await? {
        return Err(Error::NotFound);
    }
    change.happened("wish.removed", Some(community), &me.id.0, ()).await?;
    change.commit().await
}
