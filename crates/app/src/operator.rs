//! What whoever runs the installation does from a shell. Reading what is people's own is written down as an event.

use goodword_domain::communities::{Community, CommunityId, Membership, Role, Standing};
use goodword_domain::members::MemberId;
use goodword_domain::people::{MailAddress, Person, PersonId};
use goodword_domain::profiles::Profile;
use goodword_domain::words;
use goodword_store::{communities, members, people};

use crate::actor::{Actor, Door, Who};
use crate::archive::{self, Brought};
use crate::change::Change;
use crate::communities::Terms;
use crate::error::{Error, Result};
use crate::house::App;
use crate::mail::outbox::{self, Waiting};
use crate::rounds::{self, Shown};
use crate::wishes;

/// Every community, with how many members it has.
pub async fn communities(app: &App, actor: &Actor) -> Result<Vec<(Community, i64)>> {
    has_shell(actor)?;
    Ok(communities::all(&mut app.look().await?).await?)
}

/// Founds a community that the person at this address owns; they sign in by a link to that address.
pub async fn found(
    app: &App,
    actor: &Actor,
    terms: Terms,
    address: &MailAddress,
    name: &str,
) -> Result<Community> {
    has_shell(actor)?;
    let mut change = app.change(actor, "communities").await?;
    let community = terms.of(CommunityId(change.id()))?;
    let owner = person(&mut change, address, name).await?;
    communities::add(&mut change.tx, &community, change.now).await?;
    seat(&mut change, &community.id, &owner, name, Role::Owner).await?;
    change.happened("community.founded", Some(&community.id), &community.id.0, ()).await?;
    change.commit().await?;
    Ok(community)
}

/// The members of a community, in the order of their names.
pub async fn members(app: &App, actor: &Actor, community: &CommunityId) -> Result<Vec<Membership>> {
    has_shell(actor)?;
    let mut change = app.change(actor, &community.0).await?;
    communities::find(&mut change.tx, community).await?.ok_or(Error::NotFound)?;
    change.happened("members.read", Some(community), &community.0, ()).await?;
    let all = members::all(&mut change.tx, community).await?;
    change.commit().await?;
    Ok(all)
}

/// Gives the person at this address a seat in a community; they sign in by a link to that address.
pub async fn add_member(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    address: &MailAddress,
    name: &str,
    role: Role,
) -> Result<Membership> {
    has_shell(actor)?;
    let mut change = app.change(actor, &community.0).await?;
    communities::find(&mut change.tx, community).await?.ok_or(Error::NotFound)?;
    if members::invited_at(&mut change.tx, community, address).await?.is_some() {
        return Err(Error::refused(
            "invited",
            "This address was invited already: they come in by their letter.",
        ));
    }
    let person = person(&mut change, address, name).await?;
    let member = seat(&mut change, community, &person, name, role).await?;
    change.commit().await?;
    Ok(member)
}

/// The latest rounds of a community, in numbers: nobody is named.
pub async fn rounds(app: &App, actor: &Actor, community: &CommunityId) -> Result<Vec<Shown>> {
    has_shell(actor)?;
    let mut tx = app.look().await?;
    communities::find(&mut tx, community).await?.ok_or(Error::NotFound)?;
    rounds::counted(&mut tx, community).await
}

/// A letter that has not gone out; its words, too, while there is no mail server.
pub async fn letter(app: &App, actor: &Actor, id: &str) -> Result<Waiting> {
    has_shell(actor)?;
    let letters = outbox::waiting_for(app, actor).await?;
    let letter = letters.into_iter().find(|letter| letter.id == id).ok_or(Error::NotFound)?;
    let mut change = app.change(actor, "outbox").await?;
    change.happened("letter.read", None, id, ()).await?;
    change.commit().await?;
    Ok(letter)
}

/// A person's archive, on their behalf.
pub async fn export(app: &App, actor: &Actor, address: &MailAddress) -> Result<Vec<u8>> {
    has_shell(actor)?;
    let mut change = app.change(actor, "people").await?;
    let person = people::by_address(&mut change.tx, address).await?.ok_or(Error::NotFound)?;
    change.happened("archive.exported", None, &person.id.0, ()).await?;
    change.commit().await?;
    archive::export(app, &acting_for(person.id)).await
}

/// Brings a person's archive in, on their behalf; they are made where nobody has the address.
pub async fn import(app: &App, actor: &Actor, address: &MailAddress, bytes: Vec<u8>) -> Result<Brought> {
    has_shell(actor)?;
    let mut change = app.change(actor, "people").await?;
    let person = person(&mut change, address, "").await?;
    change.commit().await?;
    archive::import(app, &acting_for(person.id), bytes).await
}

fn has_shell(actor: &Actor) -> Result<()> {
    match actor.who {
        Who::Operator => Ok(()),
        Who::Stranger => Err(Error::SignInFirst),
        _ => Err(Error::NotAllowed("Only whoever runs this installation can do this, from a shell.")),
    }
}

fn acting_for(id: PersonId) -> Actor {
    Actor { who: Who::Person { id, door: Door::Session { id: "operator".to_owned() } }, once: None }
}

/// Whoever has the address; a new person if nobody has.
async fn person(change: &mut Change, address: &MailAddress, name: &str) -> Result<Person> {
    if let Some(person) = people::by_address(&mut change.tx, address).await? {
        return Ok(person);
    }
    let name = match name.trim() {
        "" => String::new(),
        name => words::line("name", name, 80)?,
    };
    let person = Person { id: PersonId(change.id()), address: address.clone(), name };
    people::add(&mut change.tx, &person, change.now).await?;
    change.happened("person.added", None, &person.id.0, ()).await?;
    Ok(person)
}

async fn seat(
    change: &mut Change,
    community: &CommunityId,
    person: &Person,
    name: &str,
    role: Role,
) -> Result<Membership> {
    let called = [name.trim(), &person.name, "Member"].into_iter().find(|name| !name.is_empty());
    let member = Membership {
        community: community.clone(),
        id: MemberId(change.id()),
        person: Some(person.id.clone()),
        invited_address: None,
        role,
        standing: Standing::Active { since: change.now },
        profile: Profile::named(called.unwrap_or_default()).checked()?,
    };
    members::add(&mut change.tx, &member).await?;
    wishes::wake(change, &member).await?;
    let facts = serde_json::json!({ "role": role.word() });
    change.happened("member.added", Some(community), &member.id.0, facts).await?;
    Ok(member)
}
