//! Communities: founding one, seeing and changing one's own.

use goodword_domain::communities::{Community, CommunityId, Membership, Role, Standing};
use goodword_domain::members::MemberId;
use goodword_domain::people::Person;
use goodword_domain::profiles::Profile;
use goodword_store::events::{self, Event};
use goodword_store::{Tx, communities, members, people};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Who};
use crate::change::{Change, Once};
use crate::error::{Error, Result};
use crate::house::App;

/// What one says about a community.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// What its members call it.
    pub name: String,
    /// Where most of them meet.
    #[serde(default)]
    pub place: String,
    /// A name of the IANA time zone database.
    pub time_zone: String,
    /// Weeks from one round to the next, 1 to 52.
    #[serde(default = "four")]
    pub round_every_weeks: u32,
    /// Weeks within which no pair meets again.
    #[serde(default = "twelve")]
    pub repeat_window_weeks: u32,
}

impl Default for Terms {
    fn default() -> Terms {
        Terms {
            name: String::new(),
            place: String::new(),
            time_zone: String::new(),
            round_every_weeks: four(),
            repeat_window_weeks: twelve(),
        }
    }
}

fn four() -> u32 {
    4
}

fn twelve() -> u32 {
    12
}

impl Terms {
    pub(crate) fn of(self, id: CommunityId) -> Result<Community> {
        let Terms { name, place, time_zone, round_every_weeks, repeat_window_weeks } = self;
        Ok(Community { id, name, place, time_zone, round_every_weeks, repeat_window_weeks }.checked()?)
    }
}

/// Founds a community, with the actor as its first owner.
pub async fn found(app: &App, actor: &Actor, terms: Terms) -> Result<Community> {
    let person = actor.person()?;
    let mut change = app.change(actor, person.to_string()).await?;
    let id = match change.once("communities.found", &terms).await? {
        Once::First(id) => CommunityId(id),
        Once::Again(id) => return find(app, actor, &CommunityId(id)).await,
    };
    if !people::is_operator(&mut change.tx, person).await? {
        return Err(Error::NotAllowed("Only an operator of this installation founds communities."));
    }
    let founder = people::find(&mut change.tx, person).await?.ok_or(Error::NotFound)?;
    let community = terms.of(id)?;
    add_with_owner(&mut change, &community, &founder).await?;
    change.commit().await?;
    Ok(community)
}

/// Adds a community, and a seat for its first owner.
pub(crate) async fn add_with_owner(change: &mut Change, community: &Community, owner: &Person) -> Result<()> {
    communities::add(&mut change.tx, community, change.now).await?;
    let called = if owner.name.is_empty() { "Owner" } else { &owner.name };
    let seat = Membership {
        community: community.id.clone(),
        id: MemberId(change.id()),
        person: Some(owner.id.clone()),
        invited_address: None,
        role: Role::Owner,
        standing: Standing::Active { since: change.now },
        profile: Profile::named(called),
    };
    members::add(&mut change.tx, &seat).await?;
    change.happened("community.founded", Some(&community.id), &community.id.0, ()).await
}

/// The communities that the actor is active in.
pub async fn mine(app: &App, actor: &Actor) -> Result<Vec<Community>> {
    let person = actor.person()?;
    Ok(communities::all_for(&mut app.look().await?, person).await?)
}

/// A seat of the actor's, and where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Seat {
    /// Where.
    pub community: Community,
    /// Who they are there.
    pub member: Membership,
}

/// The seats that the actor has taken, in the order of the communities' names.
pub async fn seats(app: &App, actor: &Actor) -> Result<Vec<Seat>> {
    let person = actor.person()?;
    let mut tx = app.look().await?;
    let mut seats = members::seats(&mut tx, person).await?;
    let communities = communities::all_for(&mut tx, person).await?.into_iter();
    let with_seat = |community: Community| {
        let at = seats.iter().position(|seat| seat.community == community.id)?;
        Some(Seat { community, member: seats.swap_remove(at) })
    };
    Ok(communities.filter_map(with_seat).collect())
}

/// One of the actor's communities.
pub async fn find(app: &App, actor: &Actor, id: &CommunityId) -> Result<Community> {
    let person = actor.person()?;
    communities::find_for(&mut app.look().await?, person, id).await?.ok_or(Error::NotFound)
}

/// Changes what is said about a community. Its owners do.
pub async fn change(app: &App, actor: &Actor, id: &CommunityId, terms: Terms) -> Result<Community> {
    let mut change = app.change(actor, &id.0).await?;
    seat_as(&mut change.tx, actor, id, Role::Owner).await?;
    let community = terms.of(id.clone())?;
    communities::save(&mut change.tx, &community).await?;
    change.happened("community.changed", Some(id), &id.0, ()).await?;
    change.commit().await?;
    Ok(community)
}

/// A community's log, newest first. Its organisers see it.
pub async fn log(
    app: &App,
    actor: &Actor,
    id: &CommunityId,
    before: Option<(Timestamp, &str)>,
    limit: u32,
) -> Result<Vec<Event>> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, id, Role::Organiser).await?;
    Ok(events::page_for(&mut tx, actor.person()?, id, before, limit.min(200)).await?)
}

/// The actor's own seat in a community, if it has at least this role. Whoever has no seat finds nothing there.
pub(crate) async fn seat_as(
    tx: &mut Tx,
    actor: &Actor,
    community: &CommunityId,
    role: Role,
) -> Result<Membership> {
    let seat = members::seat(tx, actor.person()?, community).await?.ok_or(Error::NotFound)?;
    match seat.role >= role {
        true => Ok(seat),
        false if role == Role::Owner => Err(Error::NotAllowed("Only an owner of the community can do this.")),
        false => Err(Error::NotAllowed("Only an organiser of the community can do this.")),
    }
}

/// Whether the actor keeps the whole installation, so that pages can show the way to what operators do.
pub async fn is_operator(app: &App, actor: &Actor) -> Result<bool> {
    operates(&mut app.look().await?, actor).await
}

/// Whether the actor keeps the whole installation.
pub(crate) async fn operates(tx: &mut Tx, actor: &Actor) -> Result<bool> {
    match &actor.who {
        Who::Operator => Ok(true),
        Who::Person { id, .. } => Ok(people::is_operator(tx, id).await?),
        Who::Stranger | Who::Goodword => Ok(false),
    }
}
