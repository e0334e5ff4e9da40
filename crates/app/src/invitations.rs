//! Invitations: asking somebody in, and coming in by the link.
//!
//! *No oracle.* Inviting does and answers the same for everybody: it makes a seat that waits, and queues a job. The job knows
//! whether a letter may be written; nobody else learns it. Somebody who is not here gets at most one letter a year in
//! one person's name and two from this installation; whoever lost theirs asks for it where one signs in.
//!
//! *No way into an account.* A link that holds for two weeks makes a new person, or gives a seat to one who is signed in. It
//! never signs anybody in to an account that is there already (`docs/decisions/0012-invitations.md`).

mod everybody;
mod letters;
mod seats;

use goodword_domain::communities::{CommunityId, Membership, Role, Standing};
use goodword_domain::members::MemberId;
use goodword_domain::people::{MailAddress, PersonId};
use goodword_domain::profiles::Profile;
use goodword_domain::words;
use goodword_store::invitations::{self, Invitation};
use goodword_store::members;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::budgets::{self, Budget, DAY};
use crate::change::{Change, Once};
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;

pub(crate) use everybody::go_on;
pub use everybody::{Unasked, invite_all, stop_inviting, unasked};
pub(crate) use letters::{PER_ADDRESS, letter, write_again};
pub use seats::{Accepted, Mine, Peeked, accept, accept_as, join, mine, peek};

/// What a community invites on one day.
const PER_COMMUNITY: Budget = Budget::new("invitations.community", 500, DAY);
/// What one person has written to one address.
const PER_SENDER: Budget = Budget::new("invitations.sender", 1, 365 * DAY);

/// Whom to ask in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Guest {
    /// Where the invitation goes.
    pub address: String,
    /// What they are called, if the organiser knows.
    #[serde(default)]
    pub name: String,
    /// What they may do when they come: `member` unless said otherwise.
    #[serde(default = "member")]
    pub role: Role,
}

fn member() -> Role {
    Role::Member
}

/// Somebody who is asked in: the seat that waits, and the invitation to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Invited {
    /// The seat.
    pub member: Membership,
    /// The invitation. It says when a letter was last asked for in its inviter's name, not whether one was written.
    pub invitation: Invitation,
}

/// Asks somebody in by mail. Asking in again whoever has not come renews the invitation. Organisers do; only owners ask
/// in organisers, and not by a token.
pub async fn invite(app: &App, actor: &Actor, community: &CommunityId, guest: Guest) -> Result<Invited> {
    let mut change = app.change(actor, &community.0).await?;
    let me = seat_as(&mut change.tx, actor, community, Role::Organiser).await?;
    may_give(actor, me.role, guest.role)?;
    let address: MailAddress =
        guest.address.parse().map_err(|error| Error::field("address", format!("{error}")))?;
    let again = members::invited_at(&mut change.tx, community, &address).await?;
    let id = match change.once("invitations.invite", (&community.0, &guest)).await? {
        Once::First(id) => MemberId(id),
        Once::Again(id) => {
            let id = again.map_or(MemberId(id), |seat| seat.id);
            return find(&mut change, community, &id).await;
        }
    };
    let (seat, made) = match again {
        Some(seat) => (seat, false),
        None => (new_seat(&mut change, community, id, &guest, address).await?, true),
    };
    let id = seat.id.clone();
    ask_in(&mut change, actor.person()?, &me, seat, made).await?;
    let invited = find(&mut change, community, &id).await?;
    change.commit().await?;
    Ok(invited)
}

/// Asks in somebody who is in the community's list already, by import, and has not come.
pub async fn invite_member(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &MemberId,
) -> Result<Invited> {
    let mut change = app.change(actor, &community.0).await?;
    let me = seat_as(&mut change.tx, actor, community, Role::Organiser).await?;
    let seat = members::find(&mut change.tx, community, id).await?.ok_or(Error::NotFound)?;
    may_give(actor, me.role, seat.role)?;
    ask_in(&mut change, actor.person()?, &me, seat, false).await?;
    let invited = find(&mut change, community, id).await?;
    change.commit().await?;
    Ok(invited)
}

fn may_give(actor: &Actor, mine: Role, role: Role) -> Result<()> {
    match role {
        Role::Member => Ok(()),
        Role::Organiser if mine == Role::Owner => actor.signed_in().map(drop),
        Role::Organiser => Err(Error::NotAllowed("Only an owner of the community can do this.")),
        Role::Owner => {
            Err(Error::field("role", "Ask them in first, and make them an owner when they have come."))
        }
    }
}

async fn new_seat(
    change: &mut Change,
    community: &CommunityId,
    id: MemberId,
    guest: &Guest,
    address: MailAddress,
) -> Result<Membership> {
    let name = match guest.name.trim() {
        "" => String::new(),
        name => words::name("name", name)?,
    };
    let seat = Membership {
        community: community.clone(),
        id,
        person: None,
        invited_address: Some(address),
        role: guest.role,
        standing: Standing::Invited { since: change.now },
        profile: Profile::named(&name),
    };
    members::add(&mut change.tx, &seat).await?;
    Ok(seat)
}

/// Writes the invitation down and has the letter written, unless its inviter had one written to this address this year.
async fn ask_in(
    change: &mut Change,
    person: &PersonId,
    me: &Membership,
    seat: Membership,
    made: bool,
) -> Result<()> {
    let waits = matches!(seat.standing, Standing::Invited { .. });
    let (Some(address), true) = (&seat.invited_address, waits) else {
        return Err(Error::refused(
            "waits_for_nobody",
            "Nobody is awaited on this seat: they came, or are kept out.",
        ));
    };
    let (app, now) = (change.app.clone(), change.now);
    budgets::spend(&mut change.tx, &app, PER_COMMUNITY, &seat.community.0, now).await?;
    let subject = format!("{person} {}", address.key());
    let lettered = match budgets::spend_on(&mut change.tx, &app, PER_SENDER, &subject, address, now).await {
        Ok(()) => Some(now),
        Err(Error::TooOften(_)) => None,
        Err(error) => return Err(error),
    };
    let before = invitations::find(&mut change.tx, &seat.community, &seat.id).await?;
    let invitation = Invitation {
        community: seat.community.clone(),
        member: seat.id.clone(),
        inviter: me.id.clone(),
        made_seat: before.as_ref().map_or(made, |before| before.made_seat),
        since: now,
        lettered,
    };
    match (lettered, before) {
        // The letter that they have is the only one they get: its link goes on.
        (None, Some(_)) => {}
        (None, None) => invitations::save(&mut change.tx, &invitation).await?,
        (Some(_), _) => {
            invitations::save(&mut change.tx, &invitation).await?;
            letters::have_written(change, &invitation).await?;
        }
    }
    change.happened("member.invited", Some(&seat.community), &seat.id.0, ()).await
}

async fn find(change: &mut Change, community: &CommunityId, id: &MemberId) -> Result<Invited> {
    let member = members::find(&mut change.tx, community, id).await?.ok_or(Error::NotFound)?;
    let invitation = invitations::find(&mut change.tx, community, id).await?.ok_or(Error::NotFound)?;
    Ok(Invited { member, invitation })
}

/// Who is asked in and has not come, newest first. Organisers see it.
pub async fn page(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    after: Option<(Timestamp, &MemberId)>,
    limit: u32,
) -> Result<Vec<Invited>> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    let person = actor.person()?;
    let mut all = Vec::new();
    for invitation in invitations::page_for(&mut tx, person, community, after, limit.min(100)).await? {
        if let Some(member) = members::find(&mut tx, community, &invitation.member).await? {
            all.push(Invited { member, invitation });
        }
    }
    Ok(all)
}

/// Takes an invitation back: its link opens nothing any more, and a seat that was made for it goes. Organisers do.
pub async fn take_back(app: &App, actor: &Actor, community: &CommunityId, id: &MemberId) -> Result<()> {
    let mut change = app.change(actor, &community.0).await?;
    let me = seat_as(&mut change.tx, actor, community, Role::Organiser).await?;
    let seat = members::find(&mut change.tx, community, id).await?.ok_or(Error::NotFound)?;
    if !matches!(seat.standing, Standing::Invited { .. }) {
        return Err(Error::NotFound);
    }
    seat.may_be_parted(me.role, usize::MAX)?;
    let invitation = invitations::find(&mut change.tx, community, id).await?.ok_or(Error::NotFound)?;
    invitations::remove(&mut change.tx, community, id).await?;
    if invitation.made_seat {
        members::remove(&mut change.tx, community, id).await?;
    }
    change.happened("invitation.taken_back", Some(community), &id.0, ()).await?;
    change.commit().await
}
