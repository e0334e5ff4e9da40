//! What members say about a round before and shortly after its release: whether they come.

use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::members::MemberId;
use goodword_domain::rounds::Joining;
use goodword_domain::rounds::stages::{Round, RoundId, Stage};
use goodword_store::entries::{self, Side};
use goodword_store::round_members::{self, Seen};
use goodword_store::{Tx, communities, links, matches, rounds};
use jiff::Timestamp;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::actor::Actor;
use crate::change::Change;
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;
use crate::outside::Secret;

use super::look_after;

/// A round as a member sees it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Upcoming {
    /// Which.
    pub id: RoundId,
    /// Where.
    pub community: CommunityId,
    /// What the community is called.
    pub community_name: String,
    /// Its day.
    pub on: Date,
    /// Whether the member comes.
    pub coming: Coming,
    /// Whether members know their matches already: then coming means to join late.
    pub released: bool,
    /// Until when one can join late.
    #[schemars(with = "Option<String>")]
    pub until: Option<Timestamp>,
}

/// Whether a member comes to a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Coming {
    /// They said so, or everybody comes who does not skip it.
    Yes,
    /// They skip it, or did not say that they come.
    No,
    /// They are matched.
    Matched,
    /// They wait for somebody who is free.
    Waiting,
}

/// Rounds to come, and released ones that can still be joined, as the actor sees them.
pub async fn upcoming(app: &App, actor: &Actor, community: &CommunityId) -> Result<Vec<Upcoming>> {
    let mut tx = app.look().await?;
    let me = seat_as(&mut tx, actor, community, Role::Member).await?;
    let now = app.now();
    let mut all = Vec::new();
    for kept in rounds::open_for(&mut tx, actor.person()?, community).await? {
        if !matches!(kept.round.stage, Stage::Released { .. }) || kept.round.matches_anew(now) {
            all.push(shown(&mut tx, &kept.round, &me.id).await?);
        }
    }
    Ok(all)
}

/// Says whether the actor comes to a round: skips it, or comes after all; once it is released, joins it late, or does not
/// wait any more.
pub async fn choose(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &RoundId,
    comes: bool,
) -> Result<Upcoming> {
    let mut change = app.change(actor, &community.0).await?;
    let me = seat_as(&mut change.tx, actor, community, Role::Member).await?;
    let upcoming = chosen(&mut change, community, id, &me.id, comes).await?;
    change.commit().await?;
    Ok(upcoming)
}

/// The same by the link in a letter, without an account.
pub async fn choose_by_link(app: &App, secret: &Secret, comes: bool) -> Result<Upcoming> {
    let link = link(&mut app.look().await?, secret, app.now()).await?;
    let mut change = app.change(&Actor::STRANGER, &link.community.0).await?;
    // Once more, in the turn: somebody may have left meanwhile.
    let link = self::link(&mut change.tx, secret, app.now()).await?;
    let id = RoundId(link.subject);
    let upcoming = chosen(&mut change, &link.community, &id, &link.member, comes).await?;
    change.commit().await?;
    Ok(upcoming)
}

/// What the link in a letter is about. Looking changes nothing.
pub async fn coming_by_link(app: &App, secret: &Secret) -> Result<Upcoming> {
    let mut tx = app.look().await?;
    let link = link(&mut tx, secret, app.now()).await?;
    let kept = rounds::find(&mut tx, &link.community, &RoundId(link.subject)).await?;
    shown(&mut tx, &kept.ok_or(Error::NotFound)?.round, &link.member).await
}

async fn link(tx: &mut Tx, secret: &Secret, now: Timestamp) -> Result<links::Link> {
    links::find(tx, &secret.hash(), "round", now).await?.ok_or(Error::NotFound)
}

async fn chosen(
    change: &mut Change,
    community: &CommunityId,
    id: &RoundId,
    me: &MemberId,
    comes: bool,
) -> Result<Upcoming> {
    let kept = rounds::find(&mut change.tx, community, id).await?.ok_or(Error::NotFound)?;
    let (round, now) = (kept.round, change.now);
    match &round.stage {
        Stage::Draft { .. } | Stage::Planning { .. } | Stage::Previewed { .. } => {
            rounds::choose(&mut change.tx, community, id, me, comes, now).await?;
        }
        Stage::Released { .. } if round.matches_anew(now) => match comes {
            true => join_late(change, &round, me).await?,
            false => wait_no_more(change, &round, me).await?,
        },
        Stage::Released { .. } | Stage::Closed { .. } => {
            return Err(Error::refused("too_late", "It is too late for this round. Come to the next one."));
        }
    }
    change.happened("round.chosen", Some(community), &id.0, ()).await?;
    shown(&mut change.tx, &round, me).await
}

/// Somebody joins a round whose members know their matches already.
async fn join_late(change: &mut Change, round: &Round, me: &MemberId) -> Result<()> {
    let (community, id, now) = (&round.community, &round.id, change.now);
    let known = round_members::find(&mut change.tx, community, id, me).await?;
    if known.is_some_and(|seen| matches!(seen.state.as_str(), "matched" | "waiting")) {
        return Ok(());
    }
    let seat = goodword_store::members::find(&mut change.tx, community, me).await?.ok_or(Error::NotFound)?;
    let open = entries::open_of(&mut change.tx, community, me).await?;
    let said = |side: Side| {
        let own = open.iter().filter(move |kept| kept.side == side);
        own.map(|kept| kept.entry.clone()).collect()
    };
    let member = seat.profile.member(me.clone(), said(Side::Ask), said(Side::Offer));
    let seen = Seen {
        member: me.clone(),
        position: None,
        state: "waiting".to_owned(),
        why: Some("late".to_owned()),
        sentence: None,
        since: now,
        content: Some(serde_json::to_string(&member)?),
    };
    round_members::put(&mut change.tx, community, id, &seen).await?;
    rounds::choose(&mut change.tx, community, id, me, true, now).await?;
    look_after(change, community, id, now).await
}

/// Somebody who meets nobody in a released round waits for somebody who is free.
pub(crate) async fn come(change: &mut Change, round: &Round, me: &MemberId) -> Result<()> {
    chosen(change, &round.community, &round.id, me, true).await.map(drop)
}

async fn wait_no_more(change: &mut Change, round: &Round, me: &MemberId) -> Result<()> {
    let (community, id, now) = (&round.community, &round.id, change.now);
    let known = round_members::find(&mut change.tx, community, id, me).await?;
    match known.map(|seen| seen.state) {
        Some(state) if state == "matched" => Err(Error::refused(
            "is_matched",
            "You are matched in this round: say “not this time” to your match.",
        )),
        Some(state) if state == "waiting" => {
            round_members::stand(&mut change.tx, community, id, me, "away", Some("skipped"), now).await?;
            Ok(())
        }
        _ => Ok(()),
    }
}

async fn shown(tx: &mut Tx, round: &Round, me: &MemberId) -> Result<Upcoming> {
    let (community, id) = (&round.community, &round.id);
    let (released, until) = match &round.stage {
        Stage::Released { cut_off, .. } => (true, Some(*cut_off)),
        Stage::Closed { .. } => (true, None),
        _ => (false, None),
    };
    let seen = match released {
        true => round_members::find(tx, community, id, me).await?.map(|seen| seen.state),
        false => None,
    };
    let matched = released && !matches::of_member(tx, community, id, me).await?.is_empty();
    let said = rounds::choice(tx, community, id, me).await?;
    let coming = match (released, seen.as_deref()) {
        (true, Some("waiting")) => Coming::Waiting,
        (true, _) if matched => Coming::Matched,
        (true, _) => Coming::No,
        (false, _) if said.unwrap_or(round.terms.joining == Joining::Everybody) => Coming::Yes,
        (false, _) => Coming::No,
    };
    let known = communities::find(tx, community).await?.ok_or(Error::NotFound)?;
    Ok(Upcoming {
        id: id.clone(),
        community: community.clone(),
        community_name: known.name,
        on: round.terms.on,
        coming,
        released,
        until,
    })
}
