//! Leaving a community with everything; being removed from one; closing one.
//!
//! For everybody else a membership is gone at once. Whoever had it keeps a copy of their own, whether they left,
//! were removed, or the community closed.

use goodword_domain::communities::{CommunityId, Membership, Role};
use goodword_domain::members::MemberId;
use goodword_domain::words::folded;
use goodword_store::{Tx, communities, erase, members};

use crate::actor::Actor;
use crate::archive;
use crate::change::Change;
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;
use crate::members::part;
use crate::{matches, wishes};

/// Leaves a community, with a copy of everything. By signing in only: no token leaves for somebody.
pub async fn leave(app: &App, actor: &Actor, community: &CommunityId) -> Result<()> {
    let person = actor.signed_in()?;
    let mut change = app.change(actor, &community.0).await?;
    let seats = members::seats(&mut change.tx, person).await?;
    let seat = seats.into_iter().find(|seat| seat.community == *community).ok_or(Error::NotFound)?;
    refuse_last_owner(&mut change.tx, &seat).await?;
    part_from(&mut change, seat, "member.left").await?;
    change.commit().await
}

/// Removes a member, who keeps a copy of everything they said. Organisers remove members, owners everybody but the last
/// owner.
pub async fn remove(app: &App, actor: &Actor, community: &CommunityId, id: &MemberId) -> Result<()> {
    let (mut change, me, seat) = part(app, actor, community, id, Role::Organiser).await?;
    seat.may_be_parted(me.role, members::n_owners(&mut change.tx, community).await?)?;
    part_from(&mut change, seat, "member.removed").await?;
    change.commit().await
}

/// Closes a community for good. Its owners do, by saying its name. Every member keeps a copy of their own seat.
pub async fn close(app: &App, actor: &Actor, community: &CommunityId, name: &str) -> Result<()> {
    actor.signed_in()?;
    let mut change = app.change(actor, &community.0).await?;
    seat_as(&mut change.tx, actor, community, Role::Owner).await?;
    let there = communities::find(&mut change.tx, community).await?.ok_or(Error::NotFound)?;
    if folded(name) != folded(&there.name) {
        let sentence = format!("To close the community, write its name: {}.", there.name);
        return Err(Error::field("name", sentence));
    }
    for id in erase::seated(&mut change.tx, community).await? {
        if let Some(seat) = members::find(&mut change.tx, community, &id).await? {
            archive::keep_copy(&mut change, &seat).await?;
        }
    }
    erase::community(&mut change.tx, community).await?;
    change.happened("community.closed", Some(community), &community.0, ()).await?;
    change.commit().await
}

/// A community keeps an owner, or is closed.
pub(crate) async fn refuse_last_owner(tx: &mut Tx, seat: &Membership) -> Result<()> {
    let owns = seat.role == Role::Owner && archive::is_here(seat.standing);
    if !owns || members::n_owners(tx, &seat.community).await? > 1 {
        return Ok(());
    }
    let name = archive::name_of(tx, &seat.community).await?;
    let sentence = format!(
        "You are the last owner of {name}. Make somebody else an owner first, or close the community."
    );
    Err(Error::refused("last_owner", sentence))
}

async fn part_from(change: &mut Change, seat: Membership, what: &str) -> Result<()> {
    archive::keep_copy(change, &seat).await?;
    matches::part_from(change, &seat).await?;
    wishes::rest(change, &seat).await?;
    members::remove(&mut change.tx, &seat.community, &seat.id).await?;
    change.happened(what, Some(&seat.community), &seat.id.0, ()).await
}
