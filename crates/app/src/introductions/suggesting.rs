//! Who do I know for this? From asks and offers that the actor may see, and from whom they know themselves; shown to them alone.

use std::collections::{BTreeMap, BTreeSet};

use goodword_domain::communities::{CommunityId, Membership, Role};
use goodword_domain::community::{Community, Seat};
use goodword_domain::introductions::suggestions::{self, Mine, SAME_COMMUNITY, Suggestion};
use goodword_domain::members::{Entry, Member, MemberId};
use goodword_domain::people::PersonId;
use goodword_domain::scoring::Dials;
use goodword_store::entries::{Kept, Side};
use goodword_store::{Tx, entries, introductions, members};
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::actor::Actor;
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;
use crate::readings;

/// The most members of a community who are looked at: those with the first names.
const MOST_READ: usize = 1_000;

/// Two members whom the actor could bring together, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// Who asks, and what they are called.
    pub asker: (MemberId, String),
    /// Their ask: its id, and its words.
    pub ask: (String, String),
    /// Who could help, and what they are called.
    pub helper: (MemberId, String),
    /// The words of their offer.
    pub offer: String,
    /// Why, as a sentence.
    pub why: String,
}

/// What was read of a community.
struct Room {
    seats: Vec<Membership>,
    /// The asks and offers of each seat, in their order.
    said: Vec<Vec<Kept>>,
    ties: Vec<f64>,
    together: BTreeSet<(Seat, Seat)>,
    me: Seat,
}

/// "You may know someone": at most three pairs in a community, the same all week. Asks of this week come up on Monday.
pub async fn suggestions(app: &App, actor: &Actor, community: &CommunityId) -> Result<Vec<Suggested>> {
    let room = room(app, actor, community, Some(monday(app.now()))).await?;
    think(room, None).await
}

/// Whom the actor could offer to a member whom they are about to meet: at most three.
pub async fn for_whom(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    member: &MemberId,
) -> Result<Vec<Suggested>> {
    let room = room(app, actor, community, None).await?;
    let asker = room.seats.iter().position(|seat| seat.id == *member).ok_or(Error::NotFound)?;
    think(room, Some(asker)).await
}

/// When this week began, in universal time.
fn monday(now: Timestamp) -> Timestamp {
    let today = now.to_zoned(TimeZone::UTC).date();
    let since = i32::from(today.weekday().since(Weekday::Monday));
    let monday = today.saturating_sub(since.days()).to_zoned(TimeZone::UTC);
    monday.map_or(now, |monday| monday.timestamp())
}

async fn room(app: &App, actor: &Actor, community: &CommunityId, before: Option<Timestamp>) -> Result<Room> {
    let person = actor.person()?;
    let mut tx = app.look().await?;
    let mine = seat_as(&mut tx, actor, community, Role::Member).await?;
    let seats = active(&mut tx, person, community).await?;
    let me = seats.iter().position(|seat| seat.id == mine.id).ok_or(Error::NotFound)?;
    let mut by_member: BTreeMap<MemberId, Vec<Kept>> = BTreeMap::new();
    for kept in entries::all_open(&mut tx, community).await? {
        let new = kept.side == Side::Ask && before.is_some_and(|before| kept.since >= before);
        if !new {
            by_member.entry(kept.member.clone()).or_default().push(kept);
        }
    }
    let known = introductions::acquaintances(&mut tx, person).await?;
    let knows = |seat: &Membership| seat.person.as_ref().is_some_and(|person| known.contains(person));
    let place = |person: &PersonId| seats.iter().position(|seat| seat.person.as_ref() == Some(person));
    let together = introductions::brought_together(&mut tx, person).await?;
    let together = together.iter().filter_map(|(a, b)| {
        let (a, b) = (place(a)?, place(b)?);
        Some((a.min(b), a.max(b)))
    });
    Ok(Room {
        together: together.collect(),
        ties: seats.iter().map(|seat| if knows(seat) { 1.0 } else { SAME_COMMUNITY }).collect(),
        said: seats.iter().map(|seat| by_member.remove(&seat.id).unwrap_or_default()).collect(),
        seats,
        me,
    })
}

/// Active members, as the actor may see them.
async fn active(tx: &mut Tx, person: &PersonId, community: &CommunityId) -> Result<Vec<Membership>> {
    let (mut all, mut after) = (Vec::<Membership>::new(), (String::new(), String::new()));
    loop {
        let page = members::page_for(tx, person, community, (&after.0, &after.1), 500).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after = (goodword_domain::words::folded(&last.profile.name), last.id.0.clone());
        all.extend(page.into_iter().filter(|seat| crate::archive::is_here(seat.standing)));
        if all.len() >= MOST_READ {
            all.truncate(MOST_READ);
            return Ok(all);
        }
    }
}

/// Thinks outside any transaction.
async fn think(room: Room, asker: Option<Seat>) -> Result<Vec<Suggested>> {
    let thought = tokio::task::spawn_blocking(move || {
        let of = |side: Side, said: &[Kept]| -> Vec<Entry> {
            said.iter().filter(|kept| kept.side == side).map(|kept| kept.entry.clone()).collect()
        };
        let members: Vec<Member> = room
            .seats
            .iter()
            .zip(&room.said)
            .map(|(seat, said)| {
                seat.profile.member(seat.id.clone(), of(Side::Ask, said), of(Side::Offer, said))
            })
            .collect();
        let community = Community::read(readings::language(), &members, Dials::default(), 1);
        let mine = Mine { seat: room.me, ties: &room.ties, together: &room.together };
        let all = match asker {
            Some(asker) => suggestions::for_whom(&community, &mine, asker),
            None => suggestions::suggestions(&community, &mine),
        };
        all.iter().filter_map(|suggestion| shown(&room, suggestion)).collect()
    });
    thought.await.map_err(|error| Error::Broken(format!("thinking about suggestions: {error}")))
}

fn shown(room: &Room, suggestion: &Suggestion) -> Option<Suggested> {
    let (asker, helper) = (&room.seats[suggestion.asker], &room.seats[suggestion.helper]);
    let nth =
        |seat: Seat, side: Side, n: usize| room.said[seat].iter().filter(|kept| kept.side == side).nth(n);
    let ask = nth(suggestion.asker, Side::Ask, suggestion.answer.ask)?;
    let offer = nth(suggestion.helper, Side::Offer, suggestion.answer.offer)?;
    let (name, other) = (&asker.profile.name, &helper.profile.name);
    let why = format!("{name} asks: “{}”. {other} offers: “{}”.", ask.entry.text, offer.entry.text);
    Some(Suggested {
        asker: (asker.id.clone(), name.clone()),
        ask: (ask.id.clone(), ask.entry.text.clone()),
        helper: (helper.id.clone(), other.clone()),
        offer: offer.entry.text.clone(),
        why,
    })
}
