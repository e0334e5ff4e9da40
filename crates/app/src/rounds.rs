//! Rounds: the organiser's verbs, from a draft to the day when everybody knows whom they meet.
//!
//! A round is drafted, [planned](plan) by a job, looked at and [edited](edit), and [released](release). From then on one job,
//! `watching`, looks after it: it asks, reminds, lets go what nobody answered, matches anew whoever is free again, and closes.
//! What the plan read is kept, so that it can be [replayed](replay) with the same outcome (`docs/rounds.md`).

mod calendar;
mod choosing;
mod editing;
mod exporting;
mod letters;
mod reading;
mod rematching;
mod shown;
mod thinking;
mod watching;

use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::matches::MatchId;
use goodword_domain::members::MemberId;
use goodword_domain::rounds::Terms;
use goodword_domain::rounds::stages::{Refusal, Round, RoundId, Stage};
use goodword_store::{Tx, communities, matches, members, round_members, rounds};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::actor::Actor;
use crate::change::{Change, Once};
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;

pub use calendar::{Calendar, calendar, end_calendar, set_calendar};
pub(crate) use calendar::{announce, at_hour, by_calendar};
pub(crate) use choosing::come;
pub use choosing::{Coming, Upcoming, choose, choose_by_link, coming_by_link, upcoming};
pub use editing::{Cost, Edit, Edited, Worth, edit, replay, what_if};
pub use exporting::{Export, export};
pub(crate) use letters::{did_you_meet, match_link, others};
pub use shown::{InMatch, Numbers, Reason, Said, Shown, ShownMatch, Without};
pub(crate) use thinking::think;
pub(crate) use watching::{look_after, now_on, set_free, watch};

use thinking::Which;

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::refused(refusal.code(), refusal.sentence())
    }
}

/// Drafts a round. Members can say whether they come; nothing else happens yet. Organisers do.
pub async fn draft(app: &App, actor: &Actor, community: &CommunityId, terms: Terms) -> Result<Shown> {
    let mut change = begin(app, actor, community).await?;
    let id = match change.once("rounds.draft", (&community.0, &terms)).await? {
        Once::First(id) => RoundId(id),
        Once::Again(id) => {
            drop(change);
            return find(app, actor, community, &RoundId(id)).await;
        }
    };
    let terms = terms.checked()?;
    let round = Round { community: community.clone(), id, terms, stage: Stage::Draft { since: change.now } };
    let now = change.now;
    rounds::add(&mut change.tx, &round, None, now).await?;
    change.happened("round.drafted", Some(community), &round.id.0, ()).await?;
    finish(change, round).await
}

/// Says anew by which terms a round is held. What was planned goes. Organisers do.
pub async fn change(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &RoundId,
    terms: Terms,
) -> Result<Shown> {
    let (mut change, round) = part(app, actor, community, id).await?;
    let round = round.changed(terms.checked()?, change.now)?;
    rounds::save(&mut change.tx, &round).await?;
    matches::clear(&mut change.tx, community, id, true).await?;
    round_members::clear(&mut change.tx, community, id).await?;
    change.happened("round.changed", Some(community), &id.0, ()).await?;
    finish(change, round).await
}

/// Has a round planned, or planned anew around the matches that are locked. Organisers do.
pub async fn plan(app: &App, actor: &Actor, community: &CommunityId, id: &RoundId) -> Result<Shown> {
    let (mut change, round) = part(app, actor, community, id).await?;
    if matches!(round.stage, Stage::Planning { .. }) {
        return finish(change, round).await;
    }
    let round = begin_planning(&mut change, round).await?;
    finish(change, round).await
}

/// Begins to plan, and queues the job that thinks.
pub(super) async fn begin_planning(change: &mut Change, round: Round) -> Result<Round> {
    let (attempt, now) = (change.id(), change.now);
    let round = round.planning(attempt.clone(), now)?;
    rounds::save(&mut change.tx, &round).await?;
    let which = Which { community: round.community.clone(), round: round.id.clone(), attempt };
    change.job("rounds.think", which, now, None).await?;
    change.happened("round.planning", Some(&round.community), &round.id.0, ()).await?;
    Ok(round)
}

/// Stops planning: the round is a draft again. Organisers do.
pub async fn stop(app: &App, actor: &Actor, community: &CommunityId, id: &RoundId) -> Result<Shown> {
    let (mut change, round) = part(app, actor, community, id).await?;
    let round = round.stopped(change.now)?;
    rounds::save(&mut change.tx, &round).await?;
    matches::clear(&mut change.tx, community, id, true).await?;
    change.happened("round.stopped", Some(community), &id.0, ()).await?;
    finish(change, round).await
}

/// Releases a round: its members are asked, each by one letter. Organisers do.
pub async fn release(app: &App, actor: &Actor, community: &CommunityId, id: &RoundId) -> Result<Shown> {
    let (mut change, round) = part(app, actor, community, id).await?;
    let zone = zone(&mut change, community).await?;
    let round = round.released(&zone, change.now)?;
    rounds::save(&mut change.tx, &round).await?;
    let now = change.now;
    look_after(&mut change, community, id, now).await?;
    change.happened("round.released", Some(community), &id.0, ()).await?;
    finish(change, round).await
}

/// The community's time zone.
pub(crate) async fn zone(change: &mut Change, community: &CommunityId) -> Result<TimeZone> {
    let known = communities::find(&mut change.tx, community).await?.ok_or(Error::NotFound)?;
    Ok(TimeZone::get(&known.time_zone).unwrap_or(TimeZone::UTC))
}

/// Calls a round off before anybody was told. Organisers do.
pub async fn cancel(app: &App, actor: &Actor, community: &CommunityId, id: &RoundId) -> Result<Shown> {
    let (mut change, round) = part(app, actor, community, id).await?;
    let round = round.cancelled(change.now)?;
    rounds::save(&mut change.tx, &round).await?;
    matches::clear(&mut change.tx, community, id, true).await?;
    round_members::clear(&mut change.tx, community, id).await?;
    change.happened("round.cancelled", Some(community), &id.0, ()).await?;
    finish(change, round).await
}

/// A round. Organisers see it.
pub async fn find(app: &App, actor: &Actor, community: &CommunityId, id: &RoundId) -> Result<Shown> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    let kept = rounds::find_for(&mut tx, actor.person()?, community, id).await?.ok_or(Error::NotFound)?;
    shown::shown(&mut tx, kept).await
}

/// The latest rounds, the newest first. Organisers see them.
pub async fn all(app: &App, actor: &Actor, community: &CommunityId) -> Result<Vec<Shown>> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    let mut all = Vec::new();
    for kept in rounds::all_for(&mut tx, actor.person()?, community, 50).await? {
        all.push(shown::shown(&mut tx, kept).await?);
    }
    Ok(all)
}

/// The latest rounds of a community in numbers, for whoever runs the installation.
pub(crate) async fn counted(tx: &mut Tx, community: &CommunityId) -> Result<Vec<Shown>> {
    let mut all = Vec::new();
    for kept in rounds::all(tx, community, 50).await? {
        all.push(shown::shown(tx, kept).await?);
    }
    Ok(all)
}

/// A round's matches in their order, best first, after a position and an id. Organisers see them.
pub async fn of_round(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &RoundId,
    after: Option<(u32, &MatchId)>,
    limit: u32,
) -> Result<Vec<ShownMatch>> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    rounds::find_for(&mut tx, actor.person()?, community, id).await?.ok_or(Error::NotFound)?;
    let all = matches::of_round(&mut tx, community, id, None, after, limit.clamp(1, 200)).await?;
    all.into_iter().map(ShownMatch::of).collect()
}

/// Members who meet nobody in a round, and why: those of one state, `left_out`, `waiting` or `away`, after the last one seen.
/// Organisers see them.
pub async fn without(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &RoundId,
    state: &str,
    after: Option<(Timestamp, &MemberId)>,
    limit: u32,
) -> Result<Vec<Without>> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    if !["left_out", "waiting", "away"].contains(&state) {
        return Err(Error::field("state", "A state is one of left_out, waiting or away."));
    }
    rounds::find_for(&mut tx, actor.person()?, community, id).await?.ok_or(Error::NotFound)?;
    let mut all = Vec::new();
    for seen in round_members::of_state(&mut tx, community, id, state, after, limit.clamp(1, 200)).await? {
        let seat = members::find(&mut tx, community, &seen.member).await?;
        let name = seat.map(|seat| seat.profile.name).unwrap_or_default();
        let why = seen.why.unwrap_or_default();
        let sentence = shown::left_out_sentence(&why, &name);
        all.push(Without { member: seen.member, state: seen.state, since: seen.since, name, why, sentence });
    }
    Ok(all)
}

pub(super) async fn begin(app: &App, actor: &Actor, community: &CommunityId) -> Result<Change> {
    let mut change = app.change(actor, &community.0).await?;
    seat_as(&mut change.tx, actor, community, Role::Organiser).await?;
    Ok(change)
}

/// Begins a change to a round by one of its organisers.
pub(super) async fn part(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &RoundId,
) -> Result<(Change, Round)> {
    let mut change = begin(app, actor, community).await?;
    let kept = rounds::find_for(&mut change.tx, actor.person()?, community, id).await?;
    Ok((change, kept.ok_or(Error::NotFound)?.round))
}

pub(super) async fn finish(mut change: Change, round: Round) -> Result<Shown> {
    let kept = rounds::find(&mut change.tx, &round.community, &round.id).await?.ok_or(Error::NotFound)?;
    let shown = shown::shown(&mut change.tx, kept).await?;
    change.commit().await?;
    Ok(shown)
}
