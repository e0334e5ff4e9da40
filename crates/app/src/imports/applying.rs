//! Applying the rows of an import, and taking back what they did, some in one transaction.
//!
//! What a row did and what became of it are written together: however often a worker dies half way, each row is applied
//! once. Each part queues the next in the same transaction.

use goodword_domain::communities::{CommunityId, Membership, Role, Standing};
use goodword_domain::members::{Entry, MemberId};
use goodword_domain::people::MailAddress;
use goodword_domain::profiles::Profile;
use goodword_store::entries::{self, Kept, Side};
use goodword_store::imports::{self, Import, Outcome, Row, Stage};
use goodword_store::{Tx, members};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::Digest;

use super::merging::{Content, Known, Merged, Said, merge};
use crate::change::Change;
use crate::error::Result;

/// How many rows one transaction takes: others write in between.
const PART: u32 = 100;

/// Which import a job works on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Which {
    pub(crate) community: CommunityId,
    pub(crate) import: String,
}

/// A member as a row found them, or left them.
#[derive(Debug, Serialize, Deserialize)]
struct Snapshot {
    profile: Profile,
    address: Option<String>,
    listed_as: Option<String>,
    role: Role,
    standing: String,
    n_invitations: i64,
    entries: Vec<Open>,
}

/// An open ask or offer.
#[derive(Debug, Serialize, Deserialize)]
struct Open {
    id: String,
    is_ask: bool,
    since: i64,
    said: Said,
}

impl Snapshot {
    async fn of(tx: &mut Tx, member: &Membership) -> Result<Snapshot> {
        let (community, id) = (&member.community, &member.id);
        let open = entries::open_of(tx, community, id).await?;
        Ok(Snapshot {
            profile: member.profile.clone(),
            address: member.invited_address.as_ref().map(|address| address.as_str().to_owned()),
            listed_as: imports::listed_as(tx, community, id).await?,
            role: member.role,
            standing: member.standing.word().to_owned(),
            n_invitations: imports::n_invitations(tx, community, id).await?,
            entries: open.into_iter().map(Open::from).collect(),
        })
    }

    fn hash(&self) -> Result<String> {
        Ok(data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(serde_json::to_vec(self)?)))
    }
}

impl From<Kept> for Open {
    fn from(kept: Kept) -> Open {
        let said = Said { kind: kept.entry.kind.map(|kind| kind.word().to_owned()), text: kept.entry.text };
        Open { id: kept.id, is_ask: kept.side == Side::Ask, since: kept.since.as_microsecond(), said }
    }
}

impl Open {
    fn kept(&self, member: &MemberId) -> Kept {
        Kept {
            id: self.id.clone(),
            member: member.clone(),
            side: if self.is_ask { Side::Ask } else { Side::Offer },
            entry: self.said.entry(),
            since: Timestamp::from_microsecond(self.since).unwrap_or_default(),
            closed: None,
        }
    }
}

/// What is known about the member whom a row is about.
pub(super) async fn known(tx: &mut Tx, community: &CommunityId, row: &Content) -> Result<Option<Known>> {
    let key = row.address.as_ref().map(|address| address.to_lowercase());
    let Some(id) = imports::known(tx, community, key.as_deref(), &row.id).await? else { return Ok(None) };
    let Some(member) = members::find(tx, community, &id).await? else { return Ok(None) };
    let open = entries::open_of(tx, community, &id).await?;
    let spoke = imports::spoke(tx, community, &id).await?;
    Ok(Some(Known { member, open, spoke }))
}

/// Applies some of the rows that are left. Whether there are more.
pub(super) async fn apply_some(change: &mut Change, import: &mut Import) -> Result<bool> {
    let todo = (Outcome::New, Outcome::Changed);
    let rows = imports::first_rows(&mut change.tx, &import.community, &import.id, todo, PART).await?;
    for mut row in rows {
        apply(change, import, &mut row).await?;
        imports::save_row(&mut change.tx, &import.community, &import.id, &row).await?;
        import.n_done += 1;
    }
    go_on(change, import, todo, Stage::Applied).await
}

/// Takes back what some of the rows did. Whether there are more.
pub(super) async fn undo_some(change: &mut Change, import: &mut Import) -> Result<bool> {
    let todo = (Outcome::Added, Outcome::Updated);
    let rows = imports::first_rows(&mut change.tx, &import.community, &import.id, todo, PART).await?;
    for mut row in rows {
        take_back(change, import, &mut row).await?;
        imports::save_row(&mut change.tx, &import.community, &import.id, &row).await?;
        import.n_done += 1;
    }
    go_on(change, import, todo, Stage::Undone).await
}

async fn go_on(
    change: &mut Change,
    import: &mut Import,
    todo: (Outcome, Outcome),
    end: Stage,
) -> Result<bool> {
    let left = imports::first_rows(&mut change.tx, &import.community, &import.id, todo, 1).await?;
    if left.is_empty() {
        import.stage = end;
    }
    import.changed = change.now;
    imports::save(&mut change.tx, import).await?;
    Ok(!left.is_empty())
}

/// The row once more against what is known now: it may have changed since the preview.
async fn apply(change: &mut Change, import: &Import, row: &mut Row) -> Result<()> {
    let content: Content = serde_json::from_str(&row.content)?;
    match known(&mut change.tx, &import.community, &content).await? {
        Some(known) => update(change, import, row, &content, known).await,
        None if row.outcome == Outcome::New => join(change, import, row, &content).await,
        None => {
            row.outcome = Outcome::SetAside;
            row.fields.clear();
            row.notes.push("The member was removed after the preview.".to_owned());
            Ok(())
        }
    }
}

/// Adds a member who is not here yet. No mail goes out: inviting is a deed of its own.
async fn join(change: &mut Change, import: &Import, row: &mut Row, content: &Content) -> Result<()> {
    let member = Membership {
        community: import.community.clone(),
        id: MemberId(change.id()),
        person: None,
        invited_address: content.address.as_deref().and_then(|address| address.parse().ok()),
        role: Role::Member,
        standing: Standing::Invited { since: change.now },
        profile: content.profile.clone(),
    };
    // In the order in which the open ones are read: then the index is written once.
    let said: Vec<&str> = content.asks.iter().chain(&content.offers).map(|said| said.text.as_str()).collect();
    members::add_saying(&mut change.tx, &member, &said).await?;
    say(change, &member, &[Side::Offer, Side::Ask], content).await?;
    let listed_as = Some(content.id.as_str());
    imports::list_as(&mut change.tx, &import.community, &member.id, listed_as).await?;
    row.after_hash = Some(Snapshot::of(&mut change.tx, &member).await?.hash()?);
    row.member = Some(member.id);
    row.outcome = Outcome::Added;
    Ok(())
}

async fn update(
    change: &mut Change,
    import: &Import,
    row: &mut Row,
    content: &Content,
    known: Known,
) -> Result<()> {
    let id = known.member.id.clone();
    let before = Snapshot::of(&mut change.tx, &known.member).await?;
    let had = known.member.invited_address.as_ref().map(MailAddress::key);
    let Merged { member, sides, fields, .. } = merge(known, content);
    row.member = Some(id.clone());
    if fields.is_empty() {
        row.outcome = Outcome::Same;
        row.fields.clear();
        return Ok(());
    }
    let community = &import.community;
    members::save(&mut change.tx, &member).await?;
    if had != member.invited_address.as_ref().map(MailAddress::key) {
        imports::void_invitations(&mut change.tx, community, &id).await?;
    }
    for side in &sides {
        entries::clear(&mut change.tx, community, &id, *side).await?;
    }
    say(change, &member, &sides, content).await?;
    if before.listed_as.is_none() {
        imports::list_as(&mut change.tx, community, &id, Some(&content.id)).await?;
    }
    row.after_hash = Some(Snapshot::of(&mut change.tx, &member).await?.hash()?);
    row.before = Some(serde_json::to_string(&before)?);
    row.outcome = Outcome::Updated;
    row.fields = fields;
    Ok(())
}

async fn say(change: &mut Change, member: &Membership, sides: &[Side], content: &Content) -> Result<()> {
    let mut all = Vec::new();
    for side in sides {
        let said = if *side == Side::Ask { &content.asks } else { &content.offers };
        for said in said {
            let entry: Entry = said.entry();
            let (id, since) = (change.id(), change.now);
            all.push(Kept { id, member: member.id.clone(), side: *side, entry, since, closed: None });
        }
    }
    match all.is_empty() {
        true => Ok(()),
        false => Ok(entries::add_all(&mut change.tx, &member.community, &member.id, &all).await?),
    }
}

/// Takes back what a row did, where nothing was changed since.
async fn take_back(change: &mut Change, import: &Import, row: &mut Row) -> Result<()> {
    let kept = |row: &mut Row, why: &str| {
        row.outcome = Outcome::Kept;
        row.notes.push(why.to_owned());
        Ok(())
    };
    let Some(id) = row.member.clone() else { return kept(row, "Nobody is known for this row.") };
    let Some(member) = members::find(&mut change.tx, &import.community, &id).await? else {
        return kept(row, "The member is not here any more.");
    };
    if row.outcome == Outcome::Added && member.person.is_some() {
        return kept(row, "Kept: they have joined since.");
    }
    let now = Snapshot::of(&mut change.tx, &member).await?;
    if row.after_hash.as_deref() != Some(now.hash()?.as_str()) {
        return kept(row, "Kept: something about this member was changed, or an invitation was sent, since.");
    }
    match row.before.take() {
        None => members::remove(&mut change.tx, &import.community, &id).await?,
        Some(before) => restore(change, member, serde_json::from_str(&before)?).await?,
    }
    row.outcome = Outcome::TakenBack;
    row.after_hash = None;
    Ok(())
}

async fn restore(change: &mut Change, member: Membership, before: Snapshot) -> Result<()> {
    let (community, id) = (member.community.clone(), member.id.clone());
    let invited_address = before.address.and_then(|address| address.parse().ok());
    let member = Membership { profile: before.profile, invited_address, ..member };
    members::save(&mut change.tx, &member).await?;
    imports::list_as(&mut change.tx, &community, &id, before.listed_as.as_deref()).await?;
    for side in [Side::Ask, Side::Offer] {
        entries::clear(&mut change.tx, &community, &id, side).await?;
    }
    let all: Vec<Kept> = before.entries.iter().map(|open| open.kept(&id)).collect();
    Ok(entries::add_all(&mut change.tx, &community, &id, &all).await?)
}
