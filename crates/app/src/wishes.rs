//! Whom a member would rather not meet: no round brings the two together, and nobody but that member learns why.
//!
//! When one of the two leaves, the wish rests as keyed hashes of both addresses, and holds again when they come back with
//! the same address. Whoever is erased takes their own wishes along; what others wish about them stays with those others.

use std::collections::BTreeMap;

use goodword_domain::communities::{CommunityId, Membership, Role};
use goodword_domain::members::MemberId;
use goodword_domain::people::MailAddress;
use goodword_store::wishes::{self, Resting};
use goodword_store::{Tx, members, people};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::actor::Actor;
use crate::change::Change;
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;
use crate::keyed;

/// The most wishes of one member.
const MOST: usize = 200;
/// The purpose of the hashes.
const PURPOSE: &str = "kept apart";

/// Somebody whom one would rather not meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Wish {
    /// Who.
    pub member: MemberId,
    /// What they are called; empty while one may not see them.
    pub name: String,
    /// Since when.
    #[schemars(with = "String")]
    pub since: Timestamp,
}

/// Whom the actor would rather not meet, oldest wish first.
pub async fn mine(app: &App, actor: &Actor, community: &CommunityId) -> Result<Vec<Wish>> {
    let mut tx = app.look().await?;
    let seat = seat_as(&mut tx, actor, community, Role::Member).await?;
    let mut all = Vec::new();
    for wish in wishes::of(&mut tx, community, &seat.id).await? {
        let seen = members::find_for(&mut tx, actor.person()?, community, &wish.other).await?;
        let name = seen.map(|member| member.profile.name).unwrap_or_default();
        all.push(Wish { member: wish.other, name, since: wish.since });
    }
    Ok(all)
}

/// Wishes not to meet somebody. Wishing it twice is wishing it once.
pub async fn add(app: &App, actor: &Actor, community: &CommunityId, other: &MemberId) -> Result<()> {
    let mut change = app.change(actor, &community.0).await?;
    let seat = seat_as(&mut change.tx, actor, community, Role::Member).await?;
    let found = members::find_for(&mut change.tx, actor.person()?, community, other).await?;
    let other = found.ok_or(Error::NotFound)?.id;
    if other == seat.id {
        return Err(Error::refused("oneself", "That is you."));
    }
    let before = wishes::of(&mut change.tx, community, &seat.id).await?;
    if before.len() >= MOST && before.iter().all(|wish| wish.other != other) {
        return Err(Error::refused("enough", "200 are on your list already. Take somebody off it first."));
    }
    let wish = wishes::Wish { member: seat.id.clone(), other, since: change.now };
    if wishes::add(&mut change.tx, community, &wish).await? {
        // Of no community: its organisers read that log.
        change.happened("wish.added", None, &seat.id.0, ()).await?;
    }
    change.commit().await
}

/// Takes such a wish back.
pub async fn remove(app: &App, actor: &Actor, community: &CommunityId, other: &MemberId) -> Result<()> {
    let mut change = app.change(actor, &community.0).await?;
    let seat = seat_as(&mut change.tx, actor, community, Role::Member).await?;
    if !wishes::remove(&mut change.tx, community, &seat.id, other).await? {
        return Err(Error::NotFound);
    }
    change.happened("wish.removed", None, &seat.id.0, ()).await?;
    change.commit().await
}

/// Whether one of two would rather not meet the other, in whichever community they said so, and also while that wish rests.
pub(crate) async fn apart(tx: &mut Tx, app: &App, one: &MailAddress, another: &MailAddress) -> Result<bool> {
    let (one, another) = (one.key(), another.key());
    if wishes::between(tx, &one, &another).await? {
        return Ok(true);
    }
    let hashes = (hash(tx, app, &one).await?, hash(tx, app, &another).await?);
    Ok(wishes::rests_between(tx, &hashes.0, &hashes.1).await?)
}

/// Lets all wishes around somebody rest who is about to go.
pub(crate) async fn rest(change: &mut Change, seat: &Membership) -> Result<()> {
    let around = wishes::around(&mut change.tx, &seat.community, &seat.id).await?;
    if around.is_empty() {
        return Ok(());
    }
    let hashes = hashes(change, &seat.community).await?;
    let by_member: BTreeMap<&MemberId, &String> =
        hashes.iter().map(|(hash, member)| (member, hash)).collect();
    for wish in around {
        if let (Some(wisher), Some(other)) = (by_member.get(&wish.member), by_member.get(&wish.other)) {
            let (wisher_hash, other_hash) = ((*wisher).clone(), (*other).clone());
            let resting = Resting { wisher_hash, other_hash, since: wish.since };
            wishes::rest(&mut change.tx, &seat.community, &resting).await?;
        }
    }
    Ok(())
}

/// Wakes the wishes around somebody who has come, or come back. Those whose other side is not here rest on.
pub(crate) async fn wake(change: &mut Change, seat: &Membership) -> Result<()> {
    let Some(person) = &seat.person else { return Ok(()) };
    let Some(person) = people::find(&mut change.tx, person).await? else { return Ok(()) };
    let mine = hash(&mut change.tx, &change.app, &person.address.key()).await?;
    let woken = wishes::wake(&mut change.tx, &seat.community, &mine).await?;
    if woken.is_empty() {
        return Ok(());
    }
    let hashes = hashes(change, &seat.community).await?;
    for resting in woken {
        match (hashes.get(&resting.wisher_hash), hashes.get(&resting.other_hash)) {
            (Some(member), Some(other)) => {
                let wish =
                    wishes::Wish { member: member.clone(), other: other.clone(), since: resting.since };
                wishes::add(&mut change.tx, &seat.community, &wish).await?;
            }
            _ => wishes::rest(&mut change.tx, &seat.community, &resting).await?,
        }
    }
    Ok(())
}

/// Forgets the wishes of somebody who is erased, wherever they rest.
pub(crate) async fn forget(tx: &mut Tx, app: &App, address: &MailAddress) -> Result<()> {
    let hash = hash(tx, app, &address.key()).await?;
    Ok(wishes::forget_wisher(tx, &hash).await?)
}

/// Who sits in a community, by the keyed hash of their address.
async fn hashes(change: &mut Change, community: &CommunityId) -> Result<BTreeMap<String, MemberId>> {
    let mut all = BTreeMap::new();
    for (member, key) in wishes::addresses(&mut change.tx, community).await? {
        all.insert(hash(&mut change.tx, &change.app, &key).await?, member);
    }
    Ok(all)
}

async fn hash(tx: &mut Tx, app: &App, address_key: &str) -> Result<String> {
    keyed::word(tx, app, PURPOSE, address_key).await
}
