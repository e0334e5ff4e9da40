//! Coming in by an invitation.

use goodword_domain::communities::{CommunityId, Membership, Standing};
use goodword_domain::people::{MailAddress, Person, PersonId};
use goodword_domain::profiles::Profile;
use goodword_domain::words;
use goodword_store::invitations::{self, Invitation};
use goodword_store::{Tx, communities, members, people};

use crate::actor::Actor;
use crate::change::Change;
use crate::error::{Error, Result};
use crate::house::App;
use crate::outside::Secret;
use crate::sessions::{self, Session};
use crate::sign_in;
use crate::wishes;

/// What the page behind a link shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peeked {
    /// What the community is called.
    pub community: String,
    /// Who asked them in.
    pub inviter: String,
    /// What the inviter said that they are called; may be empty.
    pub name: String,
}

/// Looks at a link without touching it; nothing, if it was used, taken back, or is too old.
pub async fn peek(app: &App, secret: &Secret) -> Result<Option<Peeked>> {
    let mut tx = app.look().await?;
    let Some(invitation) = invitations::by_link(&mut tx, &secret.hash(), app.now()).await? else {
        return Ok(None);
    };
    let Some((seat, _)) = awaited(&mut tx, &invitation).await? else { return Ok(None) };
    let community = communities::find(&mut tx, &invitation.community).await?.ok_or(Error::NotFound)?;
    let inviter = inviter(&mut tx, &invitation).await?;
    Ok(Some(Peeked { community: community.name, inviter, name: seat.profile.name }))
}

/// What the inviter is called, where they still are.
pub(super) async fn inviter(tx: &mut Tx, invitation: &Invitation) -> Result<String> {
    let inviter = members::find(tx, &invitation.community, &invitation.inviter).await?;
    let name = inviter.map(|member| member.profile.name).filter(|name| !name.is_empty());
    Ok(name.unwrap_or_else(|| "An organiser".to_owned()))
}

/// The seat that waits, and for whom.
async fn awaited(tx: &mut Tx, invitation: &Invitation) -> Result<Option<(Membership, MailAddress)>> {
    let seat = members::find(tx, &invitation.community, &invitation.member).await?;
    let waits =
        seat.filter(|seat| matches!(seat.standing, Standing::Invited { .. }) && seat.person.is_none());
    Ok(waits.and_then(|seat| seat.invited_address.clone().map(|address| (seat, address))))
}

/// What became of accepting.
#[derive(Clone, Debug)]
pub enum Accepted {
    /// They are new, are in, and are signed in.
    Joined {
        /// Who.
        person: Person,
        /// The seat.
        member: Box<Membership>,
        /// Where they are signed in.
        session: Session,
        /// What opens that session.
        secret: Secret,
    },
    /// Somebody has this address already: a link to sign in goes there, and they accept as the one they are.
    SignInSent {
        /// For the browser that asked, as [`sign_in::ask`] gives it.
        here: Secret,
    },
}

fn over() -> Error {
    let sentence = "This invitation was used, was taken back, or is too old. Type your address where one signs in, and you \
                    get a new link if you are still invited.";
    Error::refused("link_over", sentence)
}

/// Accepts as somebody who is not signed in.
pub async fn accept(app: &App, secret: &Secret, name: &str, device: &str, network: &str) -> Result<Accepted> {
    let (mut change, seat, address) = begin(app, &Actor::STRANGER, secret).await?;
    if people::by_address(&mut change.tx, &address).await?.is_some() {
        let here = sign_in::wish(&mut change, &address, network).await?;
        change.commit().await?;
        return Ok(Accepted::SignInSent { here });
    }
    let called = if name.trim().is_empty() { &seat.profile.name } else { name };
    let person = Person { id: PersonId(change.id()), address, name: words::name("name", called)? };
    use_up(&mut change, secret).await?;
    people::add(&mut change.tx, &person, change.now).await?;
    let member = take(&mut change, seat, &person).await?;
    let (session, secret) = sessions::open(&mut change, &person.id, device).await?;
    change.commit().await?;
    Ok(Accepted::Joined { person, member: Box::new(member), session, secret })
}

/// Accepts as the person who is signed in: with their own address, or with another one that nobody else signs in by.
pub async fn accept_as(app: &App, actor: &Actor, secret: &Secret) -> Result<Membership> {
    let person = actor.signed_in()?.clone();
    let (mut change, seat, address) = begin(app, actor, secret).await?;
    let owner = people::by_address(&mut change.tx, &address).await?;
    if owner.is_some_and(|owner| owner.id != person) {
        let sentence =
            "This invitation is for somebody else's address. Sign in with that address to accept it.";
        return Err(Error::refused("for_somebody_else", sentence));
    }
    let person = people::find(&mut change.tx, &person).await?.ok_or(Error::SignInFirst)?;
    free_for(&mut change.tx, &seat, &person.id).await?;
    use_up(&mut change, secret).await?;
    let member = take(&mut change, seat, &person).await?;
    change.commit().await?;
    Ok(member)
}

/// Finds what the link opens and waits for the community's turn, then the address's. What is too old goes for good.
async fn begin(app: &App, actor: &Actor, secret: &Secret) -> Result<(Change, Membership, MailAddress)> {
    let hash = secret.hash();
    let Some(seen) = invitations::by_link(&mut app.look().await?, &hash, app.now()).await? else {
        let mut tx = app.db.write("invitations").await?;
        invitations::end_links_before(&mut tx, app.now()).await?;
        tx.commit().await?;
        return Err(over());
    };
    let mut change = app.change(actor, &seen.community.0).await?;
    let invitation = invitations::by_link(&mut change.tx, &hash, change.now).await?.ok_or_else(over)?;
    let (seat, address) = awaited(&mut change.tx, &invitation).await?.ok_or_else(over)?;
    change.tx.queue(&format!("address:{}", address.key())).await?;
    Ok((change, seat, address))
}

async fn use_up(change: &mut Change, secret: &Secret) -> Result<()> {
    let now = change.now;
    match invitations::take(&mut change.tx, &secret.hash(), now).await? {
        true => Ok(()),
        false => Err(over()),
    }
}

/// One person has one seat in a community.
async fn free_for(tx: &mut Tx, seat: &Membership, person: &PersonId) -> Result<()> {
    let seats = members::seats(tx, person).await?;
    match seats.iter().any(|other| other.community == seat.community) {
        false => Ok(()),
        true => {
            let sentence = "You have a seat in this community already; nothing was changed. An organiser can take the \
                            second invitation back.";
            Err(Error::refused("here_already", sentence))
        }
    }
}

async fn take(change: &mut Change, seat: Membership, person: &Person) -> Result<Membership> {
    let name = if person.name.is_empty() { seat.profile.name.clone() } else { person.name.clone() };
    let seat = Membership { profile: Profile { name, ..seat.profile.clone() }, ..seat };
    let member = seat.joined(person.id.clone(), change.now)?;
    members::save(&mut change.tx, &member).await?;
    invitations::end_link(&mut change.tx, &member.community, &member.id).await?;
    wishes::wake(change, &member).await?;
    let facts = serde_json::json!({ "person": person.id });
    change.happened("member.joined", Some(&member.community), &member.id.0, facts).await?;
    Ok(member)
}

/// An invitation that waits for the actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mine {
    /// Where to.
    pub community: CommunityId,
    /// What it is called.
    pub name: String,
    /// Who asked them in.
    pub inviter: String,
}

/// Invitations that wait at the actor's address, newest first: they need no link.
pub async fn mine(app: &App, actor: &Actor) -> Result<Vec<Mine>> {
    let mut tx = app.look().await?;
    let person = people::find(&mut tx, actor.signed_in()?).await?.ok_or(Error::SignInFirst)?;
    let seats = members::seats(&mut tx, &person.id).await?;
    let mut waiting = invitations::waiting_at(&mut tx, &person.address).await?;
    waiting.retain(|invitation| seats.iter().all(|seat| seat.community != invitation.community));
    let mut all = Vec::new();
    for invitation in waiting {
        if let Some(community) = communities::find(&mut tx, &invitation.community).await? {
            let inviter = inviter(&mut tx, &invitation).await?;
            all.push(Mine { community: community.id, name: community.name, inviter });
        }
    }
    Ok(all)
}

/// Accepts an invitation that waits at the actor's own address.
pub async fn join(app: &App, actor: &Actor, community: &CommunityId) -> Result<Membership> {
    let mut change = app.change(actor, &community.0).await?;
    let person = people::find(&mut change.tx, actor.signed_in()?).await?.ok_or(Error::SignInFirst)?;
    let waiting = invitations::waiting_at(&mut change.tx, &person.address).await?;
    let invitation = waiting.into_iter().find(|one| one.community == *community).ok_or(Error::NotFound)?;
    let (seat, _) = awaited(&mut change.tx, &invitation).await?.ok_or(Error::NotFound)?;
    free_for(&mut change.tx, &seat, &person.id).await?;
    let member = take(&mut change, seat, &person).await?;
    change.commit().await?;
    Ok(member)
}
