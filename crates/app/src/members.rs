//! Members: seeing each other, one's own profile, roles, who is kept out. What they ask and offer: [`entries`](crate::entries).

use goodword_domain::communities::{CommunityId, Membership, Role};
use goodword_domain::members::MemberId;
use goodword_domain::profiles::Profile;
use goodword_domain::words::folded;
use goodword_store::{Tx, entries, members};

use crate::actor::Actor;
use crate::change::Change;
use crate::communities::seat_as;
pub use crate::entries::{Kept, Side, close, say};
use crate::error::{Error, Result};
use crate::house::App;
use crate::{matches, sessions};

/// A member with what they ask and offer, as the actor may see them.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The member.
    pub member: Membership,
    /// Open asks and offers, in their order.
    pub entries: Vec<Kept>,
}

/// The actor's own card.
pub async fn mine(app: &App, actor: &Actor, community: &CommunityId) -> Result<Card> {
    let mut tx = app.look().await?;
    let member = seat_as(&mut tx, actor, community, Role::Member).await?;
    card(&mut tx, member).await
}

/// A member's card, for [`directory::open`](crate::directory::open), which counts whom one opens.
pub(crate) async fn find(app: &App, actor: &Actor, community: &CommunityId, id: &MemberId) -> Result<Card> {
    let mut tx = app.look().await?;
    let found = members::find_for(&mut tx, actor.person()?, community, id).await?;
    card(&mut tx, found.ok_or(Error::NotFound)?).await
}

/// Members in the order of their names, after the given one, those who are kept out or have not come among them. For
/// organisers: others look into the [directory](crate::directory), which counts whom one opens.
pub async fn page(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    after: Option<&Membership>,
    limit: u32,
) -> Result<Vec<Membership>> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    let key = after.map(|member| (folded(&member.profile.name), member.id.0.clone())).unwrap_or_default();
    let after = (key.0.as_str(), key.1.as_str());
    Ok(members::page_for(&mut tx, actor.person()?, community, after, limit.min(100)).await?)
}

/// How many members there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// In the list, and not come yet.
    pub n_invited: u32,
    /// Here.
    pub n_active: u32,
    /// Kept out.
    pub n_suspended: u32,
}

/// How many members of each standing the community has. Organisers see it.
pub async fn heads(app: &App, actor: &Actor, community: &CommunityId) -> Result<Heads> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    let counted = members::heads_for(&mut tx, actor.person()?, community).await?;
    let of = |standing: &str| counted.iter().find(|(word, _)| word == standing).map_or(0, |(_, n)| *n as u32);
    Ok(Heads { n_invited: of("invited"), n_active: of("active"), n_suspended: of("suspended") })
}

/// Says anew what others may see of the actor.
pub async fn describe(app: &App, actor: &Actor, community: &CommunityId, profile: Profile) -> Result<Card> {
    retouch(app, actor, community, |known| *known = profile).await
}

/// Says a part of it anew; the rest stays.
pub async fn retouch(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    said: impl FnOnce(&mut Profile),
) -> Result<Card> {
    let mut change = app.change(actor, &community.0).await?;
    let mut seat = seat_as(&mut change.tx, actor, community, Role::Member).await?;
    said(&mut seat.profile);
    let seat = Membership { profile: seat.profile.checked()?, ..seat };
    members::save(&mut change.tx, &seat).await?;
    change.happened("member.described", Some(community), &seat.id.0, ()).await?;
    let card = card(&mut change.tx, seat).await?;
    change.commit().await?;
    Ok(card)
}

/// Gives a member another role. Owners do.
pub async fn appoint(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &MemberId,
    role: Role,
) -> Result<Membership> {
    let (mut change, me, member) = part(app, actor, community, id, Role::Owner).await?;
    let n_owners = members::n_owners(&mut change.tx, community).await?;
    let member = member.with_role(role, me.role, n_owners)?;
    finish(change, "member.appointed", member).await
}

/// Keeps a member out, who loses nothing by it. Organisers do.
pub async fn suspend(app: &App, actor: &Actor, community: &CommunityId, id: &MemberId) -> Result<Membership> {
    let (mut change, me, member) = part(app, actor, community, id, Role::Organiser).await?;
    let n_owners = members::n_owners(&mut change.tx, community).await?;
    let now = change.now;
    let member = member.suspended(me.role, n_owners, now)?;
    members::save(&mut change.tx, &member).await?;
    if let Some(person) = &member.person {
        sessions::end_if_kept_out(&mut change, person).await?;
    }
    matches::part_from(&mut change, &member).await?;
    finish(change, "member.suspended", member).await
}

/// Lets a suspended member in again. Organisers do.
pub async fn restore(app: &App, actor: &Actor, community: &CommunityId, id: &MemberId) -> Result<Membership> {
    let (change, _, member) = part(app, actor, community, id, Role::Organiser).await?;
    let now = change.now;
    let member = member.restored(now)?;
    finish(change, "member.restored", member).await
}

/// Begins a change to a member by somebody of at least this role.
pub(crate) async fn part(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &MemberId,
    role: Role,
) -> Result<(Change, Membership, Membership)> {
    let mut change = app.change(actor, &community.0).await?;
    let me = seat_as(&mut change.tx, actor, community, role).await?;
    let found = members::find_for(&mut change.tx, actor.person()?, community, id).await?;
    Ok((change, me, found.ok_or(Error::NotFound)?))
}

async fn finish(mut change: Change, what: &str, member: Membership) -> Result<Membership> {
    members::save(&mut change.tx, &member).await?;
    let facts = serde_json::json!({ "role": member.role.word(), "standing": member.standing.word() });
    change.happened(what, Some(&member.community), &member.id.0, facts).await?;
    change.commit().await?;
    Ok(member)
}

async fn card(tx: &mut Tx, member: Membership) -> Result<Card> {
    let entries = entries::open_of(tx, &member.community, &member.id).await?;
    Ok(Card { member, entries })
}
