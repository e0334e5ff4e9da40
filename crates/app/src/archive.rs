//! One person's archive: everything that is theirs, out of one installation and into another.
//!
//! What comes out holds nothing that belongs to others: whom one would rather not meet is an id, not a name. What comes in is
//! kept for its owner alone ([`kept`]): no community learns of it. Exported again, it gives the same archive.

mod introductions;
pub(crate) mod one_to_ones;
mod promises;

use std::collections::BTreeSet;

use goodword_domain::communities::{Community, CommunityId, Membership, Role, Standing};
use goodword_domain::help::HelpKind;
use goodword_domain::members::Entry;
use goodword_domain::people::PersonId;
use goodword_domain::profiles::{Profile, checked_entry};
use goodword_domain::words;
use goodword_formats::archive as format;
use goodword_store::archive::{self, Kept};
use goodword_store::{Tx, communities, events, members, people, wishes};
use jiff::Timestamp;
use serde::Serialize;
use sha2::Digest;

use crate::actor::Actor;
use crate::change::Change;
use crate::error::{Error, Result};
use crate::house::App;

/// An archive with profiles as they are here.
pub type Archive = format::Archive<Profile>;
type Seat = format::Membership<Profile>;

/// The most memberships and the most events that somebody can keep.
const MOST_KEPT: (usize, usize) = (1_000, 200_000);
/// The most asks, offers and wishes of one membership that are read.
const MOST_SAID: usize = 10_000;

/// What an import brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Brought {
    /// Memberships that are kept now and were not before.
    pub n_memberships: usize,
    /// Memberships that were here already: the person is in that community, or kept the same.
    pub n_here: usize,
    /// Events that are kept now and were not before.
    pub n_events: usize,
    /// Promises that are kept now and were not before.
    pub n_promises: usize,
    /// Introductions that are kept now and were not before.
    pub n_introductions: usize,
}

/// A membership that somebody keeps of a community that they left or brought along.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptSeat {
    /// By which it can be forgotten.
    pub id: String,
    /// What is kept.
    pub seat: Seat,
}

/// Everything of the actor's, as one zip file. The same state gives the same bytes.
pub async fn export(app: &App, actor: &Actor) -> Result<Vec<u8>> {
    let archive = gather(&mut app.look().await?, actor.person()?, app.now()).await?;
    let written = tokio::task::spawn_blocking(move || format::write(&archive));
    let written = written.await.map_err(|error| Error::Broken(format!("writing an archive: {error}")))?;
    written.map_err(|error| Error::Broken(error.to_string()))
}

/// Everything of a person's.
pub(crate) async fn gather(tx: &mut Tx, person: &PersonId, now: Timestamp) -> Result<Archive> {
    let me = people::find(tx, person).await?.ok_or(Error::NotFound)?;
    let mut seats = Vec::new();
    for member in members::seats(tx, person).await? {
        seats.push(seat(tx, &member).await?);
    }
    let mut done: Vec<format::Event> = Vec::new();
    for event in events::all_by(tx, &format!("person:{person}")).await? {
        let Some(community) = event.community else { continue };
        done.push(format::Event {
            id: event.id,
            at: event.at.to_string(),
            community: community.0,
            what: event.what,
            subject: event.subject,
            facts: serde_json::from_str(&event.facts)?,
        });
    }
    let mut promised = promises::gather(tx, person).await?;
    let mut introduced = introductions::gather(tx, person, now).await?;
    for part in archive::kept(tx, person).await? {
        match part.kind.as_str() {
            promises::KIND => promised.push(serde_json::from_str(&part.content)?),
            introductions::KIND => introduced.push(serde_json::from_str(&part.content)?),
            "membership" => seats.push(serde_json::from_str(&part.content)?),
            _ => done.push(serde_json::from_str(&part.content)?),
        }
    }
    let key = |seat: &Seat| (seat.community.clone(), seat.member.clone(), seat.since.clone());
    seats.sort_by_cached_key(|seat| (key(seat), serde_json::to_string(seat).unwrap_or_default()));
    done.sort_by_cached_key(|event| (event.at.parse::<Timestamp>().unwrap_or_default(), event.id.clone()));
    done.dedup_by(|a, b| a.id == b.id);
    promised.sort_by(|a, b| (&a.given, &a.id).cmp(&(&b.given, &b.id)));
    promised.dedup_by(|a, b| a.id == b.id);
    let me = format::Me { name: me.name, address: me.address.as_str().to_owned() };
    introduced.sort_by(|a, b| (&a.made, &a.id).cmp(&(&b.made, &b.id)));
    introduced.dedup_by(|a, b| a.id == b.id);
    Ok(Archive { promises: promised, introductions: introduced, ..Archive::new(me, seats, done) })
}

/// One seat with all that was said in it.
async fn seat(tx: &mut Tx, member: &Membership) -> Result<Seat> {
    let Community { id, name, place, time_zone, .. } =
        communities::find(tx, &member.community).await?.ok_or(Error::NotFound)?;
    let (mut asks, mut offers) = (Vec::new(), Vec::new());
    for said in archive::said(tx, &member.community, &member.id).await? {
        let side = if said.side == "ask" { &mut asks } else { &mut offers };
        side.push(format::Entry {
            since: said.since().to_string(),
            closed: said.closed().map(|at| at.to_string()),
            id: said.id,
            kind: said.kind,
            text: said.text,
            thanks: said.thanks,
        });
    }
    let wishes = wishes::of(tx, &member.community, &member.id).await?;
    let wish = |wish: wishes::Wish| format::Wish { member: wish.other.0, since: wish.since.to_string() };
    Ok(Seat {
        community: format::Community { id: id.0, name, place, time_zone },
        member: member.id.0.clone(),
        role: member.role.word().to_owned(),
        standing: member.standing.word().to_owned(),
        since: member.standing.since().to_string(),
        profile: member.profile.clone(),
        asks,
        offers,
        rather_not_meet: wishes.into_iter().map(wish).collect(),
        one_to_ones: one_to_ones::of(tx, member).await?,
    })
}

/// Keeps a copy of a seat that is about to go, for the person whose it is.
pub(crate) async fn keep_copy(change: &mut Change, member: &Membership) -> Result<()> {
    let Some(person) = &member.person else { return Ok(()) };
    let mut seat = seat(&mut change.tx, member).await?;
    seat.standing = "left".to_owned();
    seat.since = change.now.to_string();
    archive::keep(&mut change.tx, person, &membership(&seat)?).await?;
    Ok(())
}

fn membership(seat: &Seat) -> Result<Kept> {
    let content = serde_json::to_string(seat)?;
    let hash = data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(&content));
    Ok(Kept { kind: "membership".to_owned(), id: hash[..32].to_owned(), content })
}

/// The memberships that the actor keeps of communities that they left or brought along.
pub async fn kept(app: &App, actor: &Actor) -> Result<Vec<KeptSeat>> {
    let all = archive::kept(&mut app.look().await?, actor.person()?).await?;
    let seats = all.into_iter().filter(|part| part.kind == "membership");
    seats.map(|part| Ok(KeptSeat { seat: serde_json::from_str(&part.content)?, id: part.id })).collect()
}

/// Forgets a membership that the actor keeps.
pub async fn forget(app: &App, actor: &Actor, id: &str) -> Result<()> {
    let person = actor.person()?;
    let mut change = app.change(actor, &person.0).await?;
    if !archive::forget(&mut change.tx, person, id).await? {
        return Err(Error::NotFound);
    }
    change.happened("membership.forgotten", None, id, ()).await?;
    change.commit().await
}

/// Brings an archive in, all of it or nothing. Bringing it in twice is bringing it in once.
pub async fn import(app: &App, actor: &Actor, bytes: Vec<u8>) -> Result<Brought> {
    let person = actor.person()?;
    actor.may_write()?;
    let read = tokio::task::spawn_blocking(move || format::read::<Profile>(&bytes));
    let read = read.await.map_err(|error| Error::Broken(format!("reading an archive: {error}")))?;
    let archive = checked(read.map_err(|error| Error::refused("bad_archive", error.to_string()))?)?;
    let mut change = app.change(actor, &person.0).await?;
    let me = people::find(&mut change.tx, person).await?.ok_or(Error::NotFound)?;
    if me.name.is_empty() && !archive.me.name.is_empty() {
        people::rename(&mut change.tx, person, &archive.me.name).await?;
    }
    let brought = bring(&mut change, person, archive).await?;
    let facts = serde_json::json!({ "memberships": brought.n_memberships, "events": brought.n_events });
    change.happened("archive.imported", None, &person.0, facts).await?;
    change.commit().await?;
    Ok(brought)
}

async fn bring(change: &mut Change, person: &PersonId, archive: Archive) -> Result<Brought> {
    let mut brought = Brought { n_memberships: 0, n_here: 0, n_events: 0, n_promises: 0, n_introductions: 0 };
    let (now, tx) = (change.now, &mut change.tx);
    let here: BTreeSet<(String, String)> =
        members::seats(tx, person).await?.into_iter().map(|seat| (seat.community.0, seat.id.0)).collect();
    for seat in &archive.memberships {
        let known = here.contains(&(seat.community.id.clone(), seat.member.clone()));
        match !known && archive::keep(tx, person, &membership(seat)?).await? {
            true => brought.n_memberships += 1,
            false => brought.n_here += 1,
        }
    }
    let mine = events::all_by(tx, &format!("person:{person}")).await?;
    let mine: BTreeSet<String> = mine.into_iter().map(|event| event.id).collect();
    for event in archive.events.iter().filter(|event| !mine.contains(&event.id)) {
        let content = serde_json::to_string(event)?;
        let part = Kept { kind: "event".to_owned(), id: event.id.clone(), content };
        brought.n_events += usize::from(archive::keep(tx, person, &part).await?);
    }
    let here = promises::gather(tx, person).await?;
    let here: BTreeSet<&str> = here.iter().map(|promise| promise.id.as_str()).collect();
    for promise in archive.promises.iter().filter(|promise| !here.contains(promise.id.as_str())) {
        let kept = archive::keep(tx, person, &promises::part(promise)?).await?;
        brought.n_promises += usize::from(kept);
    }
    let here = introductions::gather(tx, person, now).await?;
    let here: BTreeSet<&str> = here.iter().map(|introduction| introduction.id.as_str()).collect();
    for introduction in archive.introductions.iter().filter(|one| !here.contains(one.id.as_str())) {
        let kept = archive::keep(tx, person, &introductions::part(introduction)?).await?;
        brought.n_introductions += usize::from(kept);
    }
    let all = archive::kept(tx, person).await?;
    let n_seats = all.iter().filter(|part| part.kind == "membership").count();
    if n_seats > MOST_KEPT.0 || all.len() - n_seats > MOST_KEPT.1 {
        let sentence =
            "That would be more than one person can keep here: 1,000 memberships and 200,000 events.";
        return Err(Error::refused("too_much", sentence));
    }
    Ok(brought)
}

/// The archive with everything in it fit to be shown, or what is not and where.
fn checked(archive: Archive) -> Result<Archive> {
    let Archive { format, version, me, memberships, events, promises, introductions } = archive;
    if memberships.len() > MOST_KEPT.0 || events.len() + promises.len() + introductions.len() > MOST_KEPT.1 {
        return Err(bad("memberships, events", "there are more than one person can have"));
    }
    let name = words::line("me.name", &me.name, 80).map_err(|error| bad("me.name", &error.sentence))?;
    let seats = memberships.into_iter().enumerate();
    let memberships: Result<Vec<Seat>> =
        seats.map(|(n, seat)| checked_seat(seat, &format!("memberships[{n}]"))).collect();
    let events = events.into_iter().enumerate();
    let events: Result<Vec<format::Event>> =
        events.map(|(n, event)| checked_event(event, &format!("events[{n}]"))).collect();
    let promises = promises.into_iter().enumerate();
    let promises: Result<Vec<format::Promise>> =
        promises.map(|(n, promise)| promises::checked(promise, &format!("promises[{n}]"))).collect();
    let introductions = introductions.into_iter().enumerate();
    let introductions: Result<Vec<format::Introduction>> =
        introductions.map(|(n, one)| introductions::checked(one, &format!("introductions[{n}]"))).collect();
    let (memberships, events, promises, introductions) = (memberships?, events?, promises?, introductions?);
    let me = format::Me { name, ..me };
    Ok(Archive { format, version, me, memberships, events, promises, introductions })
}

fn bad(at: &str, what: &str) -> Error {
    let sentence = format!("{at}: {what} Nothing was brought in. Give the archive as Goodword made it.");
    Error::refused("bad_archive", sentence)
}

fn checked_seat(seat: Seat, at: &str) -> Result<Seat> {
    let said = |field: &str, error: words::BadText| bad(&format!("{at}.{field}"), &error.sentence);
    let line = |field: &str, text: &str| words::line("", text, 200).map_err(|error| said(field, error));
    let n_said = [seat.asks.len(), seat.offers.len(), seat.rather_not_meet.len(), seat.one_to_ones.len()];
    if n_said.into_iter().max() > Some(MOST_SAID) {
        return Err(bad(at, "there is more than one member can say."));
    }
    if seat.role.parse::<Role>().is_err() {
        return Err(bad(&format!("{at}.role"), "this is no role."));
    }
    if !["active", "suspended", "left"].contains(&seat.standing.as_str()) {
        return Err(bad(&format!("{at}.standing"), "this is no standing."));
    }
    let entries = |side: &str, entries: Vec<format::Entry>| -> Result<Vec<format::Entry>> {
        let all = entries.into_iter().enumerate();
        all.map(|(n, entry)| checked_said(entry, &format!("{at}.{side}[{n}]"))).collect()
    };
    let wishes = seat.rather_not_meet.into_iter().enumerate().map(|(n, wish)| {
        let at = format!("{at}.rather_not_meet[{n}]");
        Ok(format::Wish { member: id(&at, wish.member)?, since: instant(&at, &wish.since)? })
    });
    Ok(Seat {
        community: format::Community {
            id: id(&format!("{at}.community.id"), seat.community.id)?,
            name: line("community.name", &seat.community.name)?,
            place: line("community.place", &seat.community.place)?,
            time_zone: line("community.time_zone", &seat.community.time_zone)?,
        },
        member: id(&format!("{at}.member"), seat.member)?,
        role: seat.role,
        standing: seat.standing,
        since: instant(&format!("{at}.since"), &seat.since)?,
        profile: seat.profile.checked().map_err(|error| said(&format!("profile.{}", error.field), error))?,
        asks: entries("asks", seat.asks)?,
        offers: entries("offers", seat.offers)?,
        rather_not_meet: wishes.collect::<Result<Vec<format::Wish>>>()?,
        one_to_ones: one_to_ones::checked(seat.one_to_ones, at)?,
    })
}

fn checked_said(entry: format::Entry, at: &str) -> Result<format::Entry> {
    let kind = entry.kind.as_deref().map(str::parse::<HelpKind>).transpose();
    let kind = kind.map_err(|error| bad(&format!("{at}.kind"), &format!("{error}.")))?;
    let said = checked_entry(Entry { kind, text: entry.text });
    let said = said.map_err(|error| bad(&format!("{at}.text"), &error.sentence))?;
    let thanks = entry.thanks.map(|thanks| words::paragraph("thanks", &thanks, 500)).transpose();
    Ok(format::Entry {
        id: id(&format!("{at}.id"), entry.id)?,
        kind: said.kind.map(|kind| kind.word().to_owned()),
        text: said.text,
        since: instant(&format!("{at}.since"), &entry.since)?,
        closed: entry.closed.map(|closed| instant(&format!("{at}.closed"), &closed)).transpose()?,
        thanks: thanks.map_err(|error| bad(&format!("{at}.thanks"), &error.sentence))?,
    })
}

fn checked_event(event: format::Event, at: &str) -> Result<format::Event> {
    let closed =
        |text: &str| text.len() <= 80 && text.chars().all(|c| c.is_ascii_lowercase() || ".-_".contains(c));
    if !closed(&event.what) || event.facts.to_string().len() > 4_000 {
        return Err(bad(at, "this is no event."));
    }
    Ok(format::Event {
        id: id(&format!("{at}.id"), event.id)?,
        at: instant(&format!("{at}.at"), &event.at)?,
        community: id(&format!("{at}.community"), event.community)?,
        subject: event.subject.map(|subject| id(&format!("{at}.subject"), subject)).transpose()?,
        ..event
    })
}

/// An id: up to 100 letters, digits and signs that stand in ids.
fn id(at: &str, text: String) -> Result<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c);
    match !text.is_empty() && text.len() <= 100 && text.chars().all(fits) {
        true => Ok(text),
        false => Err(bad(at, "this is no id.")),
    }
}

/// An instant in the form in which we write it.
fn instant(at: &str, text: &str) -> Result<String> {
    let read =
        text.parse::<Timestamp>().map_err(|_| bad(at, "this is no time such as 2026-06-01T12:00:00Z."))?;
    Ok(read.to_string())
}

/// Whether a standing counts as being here.
pub(crate) fn is_here(standing: Standing) -> bool {
    matches!(standing, Standing::Active { .. })
}

/// The community's name, for sentences about it.
pub(crate) async fn name_of(tx: &mut Tx, id: &CommunityId) -> Result<String> {
    Ok(communities::find(tx, id).await?.map(|community| community.name).unwrap_or_default())
}
