//! Erase me: every trace of a person goes, in one transaction.
//!
//! What others keep is theirs and names nobody: events hold ids. A line of keyed hashes is appended to a file beside the
//! database *before* the commit, so that a restored backup can be told whom to forget again ([`replay`]); should the commit
//! fail, the line stands for a wish that was uttered. A last letter says that it is done; it is erased once it is
//! sent. Afterwards what was deleted is wiped from where it still lies on the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use goodword_domain::communities::CommunityId;
use goodword_domain::members::MemberId;
use goodword_domain::people::{MailAddress, Person, PersonId};
use goodword_domain::words::folded;
use goodword_store::erase::{self, Trace};
use goodword_store::{introductions, members, people, promises};
use jiff::{SignedDuration, Timestamp};
use tokio::fs::OpenOptions;
use tokio::io::AsyncWriteExt;

use crate::actor::{Actor, Who};
use crate::change::Change;
use crate::error::{Error, Result};
use crate::house::App;
use crate::jobs::{Outcome, Task, Trouble};
use crate::keyed;
use crate::leave::refuse_last_owner;
use crate::mail::{Block, Class, Letter, Line};
use crate::{archive, budgets, matches, wishes};

/// The purpose of the hashes in the file.
const PURPOSE: &str = "erasure";
/// How long a last letter is tried.
const FAREWELL: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How often, and how far apart, wiping waits for those who still read.
const WIPES: (u32, Duration) = (20, Duration::from_millis(50));

/// What replaying erasures did to a restored copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Erasures in the file.
    pub n_lines: usize,
    /// People who were there again, and are not any more.
    pub n_people: usize,
    /// Communities that have no owner now: name one.
    pub ownerless: Vec<CommunityId>,
}

/// Erases the actor, who confirms it by writing their own address. The last owner of a community is refused.
pub async fn erase(app: &App, actor: &Actor, confirmation: &str) -> Result<()> {
    let person = actor.signed_in()?;
    let mut change = begin(app, actor, person).await?;
    let me = people::find(&mut change.tx, person).await?.ok_or(Error::NotFound)?;
    if confirmation.trim().to_lowercase() != me.address.key() {
        return Err(Error::field("confirmation", "To erase everything, write your own e-mail address."));
    }
    for seat in members::seats(&mut change.tx, person).await? {
        refuse_last_owner(&mut change.tx, &seat).await?;
    }
    forget(&mut change, &me).await?;
    farewell(&mut change, &me).await?;
    change.happened("person.erased", None, &me.id.0, ()).await?;
    let now = change.now;
    change.job("erase.finish", (), now, Some("erase.finish")).await?;
    write_line(&mut change, &me).await?;
    change.commit().await?;
    wipe_soon(app).await;
    Ok(())
}

/// Takes the turns of all communities that the person is in, in their order, and then the person's own.
async fn begin(app: &App, actor: &Actor, person: &PersonId) -> Result<Change> {
    let seats = members::seats(&mut app.look().await?, person).await?;
    let mut turns = seats.into_iter().map(|seat| seat.community.0).chain([person.0.clone()]);
    let mut change = app.change(actor, turns.next().unwrap_or_default()).await?;
    for turn in turns {
        change.tx.queue(&turn).await?;
    }
    Ok(change)
}

/// Removes everything that names the person.
async fn forget(change: &mut Change, me: &Person) -> Result<()> {
    for seat in members::seats(&mut change.tx, &me.id).await? {
        matches::part_from(change, &seat).await?;
    }
    // All seats, those that they left included: lists that they stood in may still be there.
    let now = change.now;
    let archive = archive::gather(&mut change.tx, &me.id, now).await?;
    archive::one_to_ones::forget(&mut change.tx, &me.id, &archive).await?;
    let names = archive.memberships.iter().map(|seat| seat.profile.name.as_str()).chain([me.name.as_str()]);
    let names: BTreeSet<String> = names.map(folded).filter(|name| !name.is_empty()).collect();
    let seats = archive.memberships.iter();
    let seats = seats.map(|seat| (CommunityId(seat.community.id.clone()), MemberId(seat.member.clone())));
    let trace = Trace {
        person: &me.id,
        address: &me.address,
        name_keys: &names.into_iter().collect::<Vec<_>>(),
        seats: &seats.collect::<Vec<_>>(),
    };
    let nobody = PersonId(change.id());
    promises::forget(&mut change.tx, &me.id, &nobody).await?;
    introductions::forget(&mut change.tx, &me.id, &me.address.key(), &nobody).await?;
    for seat in members::seats(&mut change.tx, &me.id).await? {
        wishes::rest(change, &seat).await?;
    }
    erase::person(&mut change.tx, &trace).await?;
    let app = change.app.clone();
    wishes::forget(&mut change.tx, &app, &me.address).await?;
    budgets::forget(&mut change.tx, &app, &me.address.key()).await
}

/// A last letter, where letters go out at all: one that waits for ever would keep the address for ever.
async fn farewell(change: &mut Change, me: &Person) -> Result<()> {
    if change.app.house.post.is_none() {
        return Ok(());
    }
    let done = "Everything that you entrusted to this Goodword was erased, as you asked. This letter is the last trace of \
                your address here, and is erased once it has gone out.";
    let not_you = "If it was not you who asked for it, please write to whoever runs this installation.";
    let letter = Letter {
        class: Class::MustArrive,
        what: "farewell",
        community: None,
        person: None,
        to: me.address.clone(),
        subject: Line::new("You were erased, as you asked"),
        body: vec![Block::Paragraph(done.to_owned()), Block::Paragraph(not_you.to_owned())],
    };
    change.post(&letter).await
}

/// One line of the file: when, and keyed hashes of the id and the address.
async fn write_line(change: &mut Change, me: &Person) -> Result<()> {
    let Some(file) = change.app.house.erasures.clone() else { return Ok(()) };
    let app = change.app.clone();
    let id = keyed::word(&mut change.tx, &app, PURPOSE, &me.id.0).await?;
    let address = keyed::word(&mut change.tx, &app, PURPOSE, &me.address.key()).await?;
    let line = format!("{} {id} {address}\n", change.now);
    let written = async {
        let mut file = OpenOptions::new().append(true).create(true).open(&file).await?;
        file.write_all(line.as_bytes()).await?;
        file.sync_all().await
    };
    written.await.map_err(|error| Error::Busy(format!("the file of erasures cannot be written: {error}")))
}

/// Wipes what was deleted; whoever still reads is waited for a little. The job goes on trying.
async fn wipe_soon(app: &App) {
    for _ in 0..WIPES.0 {
        match app.db.wipe().await {
            Ok(()) => return,
            Err(_) => tokio::time::sleep(WIPES.1).await,
        }
    }
}

/// The job after an erasure: the last letter goes when it is sent, and what was deleted is wiped.
pub(crate) async fn finish(task: &Task) -> Outcome {
    let mut change = task.change("erase").await?;
    let (now, cutoff) = (change.now, change.now - FAREWELL);
    if erase::farewells(&mut change.tx, cutoff).await? > 0 {
        change.job("erase.finish", (), now + SignedDuration::from_mins(1), Some("erase.finish")).await?;
    }
    change.job("erase.wipe", (), now, Some("erase.wipe")).await?;
    Ok(change.commit().await?)
}

/// The job that wipes, until nobody reads what was there before.
pub(crate) async fn wipe(task: &Task) -> Outcome {
    task.app.db.wipe().await.map_err(|_| Trouble::Retry("still_read"))
}

/// Erases once more whom the file names: after a backup from before their erasure was restored. Whoever has a shell does.
pub async fn replay(app: &App, actor: &Actor, file: &Path) -> Result<Replayed> {
    if actor.who != Who::Operator {
        return Err(Error::NotAllowed("Only whoever runs this installation can do this."));
    }
    let text = match tokio::fs::read_to_string(file).await {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Replayed::default()),
        Err(error) => return Err(Error::Busy(format!("the file of erasures cannot be read: {error}"))),
    };
    let lines: Vec<(Timestamp, &str, &str)> = text.lines().filter_map(line).collect();
    let mut replayed = Replayed { n_lines: lines.len(), ..Replayed::default() };
    let by_id: BTreeSet<&str> = lines.iter().map(|line| line.1).collect();
    let by_address: BTreeMap<&str, Timestamp> = lines.iter().map(|line| (line.2, line.0)).collect();
    for person in named(app, &by_id).await? {
        replay_one(begin(app, actor, &person).await?, &person, &mut replayed).await?;
    }
    forget_addresses(app, actor, &by_address).await?;
    wipe_soon(app).await;
    Ok(replayed)
}

/// People whom the file names.
async fn named(app: &App, by_id: &BTreeSet<&str>) -> Result<Vec<PersonId>> {
    let mut tx = app.look().await?;
    if !keyed::is_settled(&mut tx).await? && !by_id.is_empty() {
        let sentence = "The file of erasures does not belong to this copy: the key that it was written with is not there.";
        return Err(Error::refused("no_key", sentence));
    }
    let mut named = Vec::new();
    for person in erase::everybody(&mut tx).await? {
        if !by_id.is_empty() && by_id.contains(keyed::word(&mut tx, app, PURPOSE, &person.0).await?.as_str())
        {
            named.push(person);
        }
    }
    Ok(named)
}

fn line(line: &str) -> Option<(Timestamp, &str, &str)> {
    let mut parts = line.split_ascii_whitespace();
    Some((parts.next()?.parse().ok()?, parts.next()?, parts.next()?))
}

async fn replay_one(mut change: Change, person: &PersonId, replayed: &mut Replayed) -> Result<()> {
    let Some(me) = people::find(&mut change.tx, person).await? else { return Ok(()) };
    let seats = members::seats(&mut change.tx, person).await?;
    forget(&mut change, &me).await?;
    for seat in seats {
        if members::n_owners(&mut change.tx, &seat.community).await? == 0 {
            replayed.ownerless.push(seat.community);
        }
    }
    change.happened("person.erased", None, &me.id.0, ()).await?;
    change.commit().await?;
    replayed.n_people += 1;
    Ok(())
}

/// Seats, letters and rows from before the erasure of whoever they were for.
async fn forget_addresses(app: &App, actor: &Actor, by_address: &BTreeMap<&str, Timestamp>) -> Result<()> {
    let mut change = app.change(actor, "erase").await?;
    for known in erase::addresses(&mut change.tx).await? {
        let hash = keyed::word(&mut change.tx, app, PURPOSE, &known).await?;
        if let (Some(at), Ok(address)) = (by_address.get(hash.as_str()), known.parse::<MailAddress>()) {
            erase::address(&mut change.tx, &address, *at).await?;
            budgets::forget(&mut change.tx, app, &known).await?;
        }
    }
    change.commit().await
}
