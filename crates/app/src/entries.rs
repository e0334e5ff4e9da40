//! Asks and offers of one's own: saying one, saying it in other words, putting them in order, closing one with thanks, opening
//! it again.

use goodword_domain::communities::{CommunityId, Membership, Role};
use goodword_domain::members::Entry;
use goodword_domain::profiles::checked_entry;
use goodword_domain::words;
use goodword_store::entries as store;
pub use goodword_store::entries::{Kept, Side};

use crate::actor::Actor;
use crate::change::{Change, Once};
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;

/// How many of each may be open.
const MOST_OPEN: usize = 20;
/// How many closed ones are shown.
const SHOWN_CLOSED: u32 = 50;

/// A closed ask or offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// What it was.
    pub kept: Kept,
    /// The thanks with which it was closed.
    pub thanks: Option<String>,
}

/// Where an entry goes among those of its side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Towards {
    /// One nearer to the first.
    First,
    /// One nearer to the last.
    Last,
}

/// Adds an ask or an offer of the actor's. At most 20 of each are open.
pub async fn say(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    side: Side,
    entry: Entry,
) -> Result<Kept> {
    let mut change = app.change(actor, &community.0).await?;
    let seat = seat_as(&mut change.tx, actor, community, Role::Member).await?;
    let given = (side.word(), entry.kind.map(|kind| kind.word()), &entry.text, &community.0);
    let open = store::open_of(&mut change.tx, community, &seat.id).await?;
    let id = match change.once("entries.say", given).await? {
        Once::First(id) => id,
        Once::Again(id) => return open.into_iter().find(|kept| kept.id == id).ok_or(Error::NotFound),
    };
    refuse_more(&open, side)?;
    let entry = checked_entry(entry)?;
    let kept = Kept { id, member: seat.id, side, entry, since: change.now, closed: None };
    store::add(&mut change.tx, community, &kept).await?;
    change.happened(&format!("{}.said", side.word()), Some(community), &kept.id, ()).await?;
    change.commit().await?;
    Ok(kept)
}

/// Closes an ask or an offer of the actor's, with thanks if they like.
pub async fn close(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &str,
    thanks: Option<&str>,
) -> Result<()> {
    let mut change = app.change(actor, &community.0).await?;
    let seat = seat_as(&mut change.tx, actor, community, Role::Member).await?;
    let thanks = thanks.map(|text| words::paragraph("thanks", text, 500)).transpose()?;
    let closed = store::close(&mut change.tx, community, &seat.id, id, thanks.as_deref(), change.now).await?;
    if !closed {
        return Err(Error::NotFound);
    }
    change.happened("entry.closed", Some(community), id, ()).await?;
    change.commit().await
}

/// No more are open than somebody else would read.
fn refuse_more(open: &[Kept], side: Side) -> Result<()> {
    if open.iter().filter(|kept| kept.side == side).count() < MOST_OPEN {
        return Ok(());
    }
    Err(Error::refused("enough_open", "20 are open already. Close one that is no longer true."))
}

/// The actor's closed asks and offers, latest first.
pub async fn closed(app: &App, actor: &Actor, community: &CommunityId) -> Result<Vec<Closed>> {
    let mut tx = app.look().await?;
    let seat = seat_as(&mut tx, actor, community, Role::Member).await?;
    let all = store::closed_of(&mut tx, community, &seat.id, SHOWN_CLOSED).await?;
    Ok(all.into_iter().map(|(kept, thanks)| Closed { kept, thanks }).collect())
}

/// Opens a closed ask or offer of the actor's again.
pub async fn reopen(app: &App, actor: &Actor, community: &CommunityId, id: &str) -> Result<Kept> {
    let (mut change, seat) = begin(app, actor, community).await?;
    let before = store::open_of(&mut change.tx, community, &seat.id).await?;
    if !store::reopen(&mut change.tx, community, &seat.id, id).await? {
        return Err(Error::NotFound);
    }
    let kept = open(&mut change, &seat, id).await?;
    refuse_more(&before, kept.side)?;
    change.happened("entry.reopened", Some(community), id, ()).await?;
    change.commit().await?;
    Ok(kept)
}

/// Says an open ask or offer of the actor's in other words.
pub async fn reword(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &str,
    entry: Entry,
) -> Result<Kept> {
    let (mut change, seat) = begin(app, actor, community).await?;
    open(&mut change, &seat, id).await?;
    store::reword(&mut change.tx, community, &seat.id, id, &checked_entry(entry)?).await?;
    let kept = open(&mut change, &seat, id).await?;
    change.happened("entry.reworded", Some(community), id, ()).await?;
    change.commit().await?;
    Ok(kept)
}

/// Moves an open ask or offer of the actor's by one place among those of its side; what is at the end stays there.
pub async fn shift(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &str,
    towards: Towards,
) -> Result<()> {
    let (mut change, seat) = begin(app, actor, community).await?;
    let side = open(&mut change, &seat, id).await?.side;
    let all = store::open_of(&mut change.tx, community, &seat.id).await?;
    let mut ids: Vec<&str> =
        all.iter().filter(|kept| kept.side == side).map(|kept| kept.id.as_str()).collect();
    let at = ids.iter().position(|other| *other == id).ok_or(Error::NotFound)?;
    let to = match towards {
        Towards::First => at.saturating_sub(1),
        Towards::Last => (at + 1).min(ids.len() - 1),
    };
    ids.swap(at, to);
    store::order(&mut change.tx, community, &seat.id, &ids).await?;
    change.happened("entry.shifted", Some(community), id, ()).await?;
    change.commit().await
}

async fn begin(app: &App, actor: &Actor, community: &CommunityId) -> Result<(Change, Membership)> {
    let mut change = app.change(actor, &community.0).await?;
    let seat = seat_as(&mut change.tx, actor, community, Role::Member).await?;
    Ok((change, seat))
}

/// An open entry of this member.
async fn open(change: &mut Change, seat: &Membership, id: &str) -> Result<Kept> {
    let all = store::open_of(&mut change.tx, &seat.community, &seat.id).await?;
    all.into_iter().find(|kept| kept.id == id).ok_or(Error::NotFound)
}
