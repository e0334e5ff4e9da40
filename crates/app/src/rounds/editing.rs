//! Edits by hand of what was planned, each with what it costs; what other terms would give; the same outcome again.

use std::collections::{BTreeMap, BTreeSet};

use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::matches::MatchId;
use goodword_domain::members::MemberId;
use goodword_domain::rounds::stages::{Round, RoundId, Stage};
use goodword_domain::rounds::{Snapshot, Terms, Weighed, weigh};
use goodword_language::Language;
use goodword_store::matches::{self, Kept};
use goodword_store::{Tx, round_members, rounds};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::change::Change;
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;

use super::shown::{Numbers, Shown};
use super::{begin_planning, finish, part, reading, thinking};

/// Up to so many members other terms are tried out while one waits.
const TRIED_AT_ONCE: usize = 3_000;

/// An edit of what was planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Edit {
    /// Two members of different matches take each other's place.
    Swap {
        /// One.
        one: MemberId,
        /// The other.
        other: MemberId,
    },
    /// A match is taken apart; its people are free.
    Split {
        /// Which.
        id: MatchId,
    },
    /// These two to six meet; whoever they leave alone is free.
    Join {
        /// Who.
        members: Vec<MemberId>,
    },
    /// A match stays as it is when the round is planned anew.
    Lock {
        /// Which.
        id: MatchId,
    },
    /// It need not stay.
    Unlock {
        /// Which.
        id: MatchId,
    },
    /// These two are kept apart in this round, which is planned anew around the matches that are locked.
    Apart {
        /// One.
        one: MemberId,
        /// The other.
        other: MemberId,
    },
}

/// What matches are worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Worth {
    /// How many there are.
    pub matches: usize,
    /// How many people in them are usefully helped by somebody there.
    pub helped: usize,
    /// What their people can do for each other, added up.
    pub mutual: f64,
}

/// What an edit costs: the matches that it touches, before and after.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Cost {
    /// Before.
    pub before: Worth,
    /// After.
    pub after: Worth,
    /// Who would meet nobody by it.
    pub freed: Vec<MemberId>,
}

/// An edit that was made, or tried.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Edited {
    /// What it costs.
    pub cost: Cost,
    /// The round after it; none if it was only tried.
    pub round: Option<Shown>,
}

/// Edits what was planned, or only tries to: the cost is told in both cases. Organisers do.
pub async fn edit(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &RoundId,
    edit: Edit,
    only_try: bool,
) -> Result<Edited> {
    if !only_try {
        actor.may_write()?;
    }
    match edit {
        Edit::Lock { id: of } => lock(app, actor, community, id, &of, true, only_try).await,
        Edit::Unlock { id: of } => lock(app, actor, community, id, &of, false, only_try).await,
        Edit::Apart { one, other } => apart(app, actor, community, id, (one, other), only_try).await,
        edit => move_people(app, actor, community, id, &edit, only_try).await,
    }
}

async fn lock(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &RoundId,
    of: &MatchId,
    locks: bool,
    only_try: bool,
) -> Result<Edited> {
    let (mut change, round) = part(app, actor, community, id).await?;
    round.can_be_edited()?;
    let kept = matches::find(&mut change.tx, community, of).await?.ok_or(Error::NotFound)?;
    if kept.of.round != *id {
        return Err(Error::NotFound);
    }
    if only_try {
        return Ok(Edited { cost: Cost::default(), round: None });
    }
    let since = locks.then_some(change.now);
    matches::lock(&mut change.tx, community, of, since).await?;
    change.happened("round.edited", Some(community), &id.0, ()).await?;
    Ok(Edited { cost: Cost::default(), round: Some(finish(change, round).await?) })
}

/// Keeps two apart in this round, and plans it anew.
async fn apart(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &RoundId,
    pair: (MemberId, MemberId),
    only_try: bool,
) -> Result<Edited> {
    let (mut change, mut round) = part(app, actor, community, id).await?;
    round.can_be_edited()?;
    for member in [&pair.0, &pair.1] {
        round_members::find(&mut change.tx, community, id, member).await?.ok_or(Error::NotFound)?;
    }
    if only_try {
        return Ok(Edited { cost: Cost::default(), round: None });
    }
    for kept in matches::of_member(&mut change.tx, community, id, &pair.0).await? {
        if kept.of.answer_of(&pair.1).is_some() {
            matches::remove(&mut change.tx, community, &kept.of.id).await?;
        }
    }
    round.terms.apart.push(pair);
    round.terms = round.terms.checked()?;
    let round = begin_planning(&mut change, round).await?;
    change.happened("round.edited", Some(community), &id.0, ()).await?;
    Ok(Edited { cost: Cost::default(), round: Some(finish(change, round).await?) })
}

/// Matches that an edit takes away, and those that it makes.
struct Moves {
    round: Round,
    before: Vec<Kept>,
    after: Vec<Vec<MemberId>>,
    freed: Vec<MemberId>,
}

async fn move_people(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &RoundId,
    edit: &Edit,
    only_try: bool,
) -> Result<Edited> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    let found = rounds::find_for(&mut tx, actor.person()?, community, id).await?;
    let moves = moves(&mut tx, found.ok_or(Error::NotFound)?.round, edit).await?;
    let snapshot = reading::kept(&mut tx, &moves.round).await?.0;
    drop(tx);
    let (snapshot, weighed) = weighed(snapshot, &moves).await?;
    let (before, after) = weighed.split_at(moves.before.len());
    if after.iter().any(|table| !table.allowed) {
        return Err(Error::refused(
            "not_possible",
            "These people cannot meet under the rules of this round: repeat window, place, languages, or somebody's own wish.",
        ));
    }
    let cost = Cost { before: worth(before), after: worth(after), freed: moves.freed.clone() };
    if only_try {
        return Ok(Edited { cost, round: None });
    }
    let (mut change, round) = part(app, actor, community, id).await?;
    let now = self::moves(&mut change.tx, round, edit).await?;
    if now.before.iter().map(|kept| &kept.of).ne(moves.before.iter().map(|kept| &kept.of)) {
        return Err(Error::refused("changed", "The round has changed meanwhile. Look at it once more."));
    }
    write(&mut change, &now, after, &snapshot).await?;
    Ok(Edited { cost, round: Some(finish(change, now.round).await?) })
}

/// Which matches an edit touches, and what becomes of their people.
async fn moves(tx: &mut Tx, round: Round, edit: &Edit) -> Result<Moves> {
    round.can_be_edited()?;
    let (community, id) = (&round.community, &round.id);
    let mut moves = Moves { before: Vec::new(), after: Vec::new(), freed: Vec::new(), round: round.clone() };
    match edit {
        Edit::Split { id: of } => {
            let kept = matches::find(tx, community, of).await?.ok_or(Error::NotFound)?;
            if kept.of.round != *id {
                return Err(Error::NotFound);
            }
            moves.freed = kept.of.still_in().cloned().collect();
            moves.before.push(kept);
        }
        Edit::Swap { one, other } => {
            let (a, b) = (only(tx, &round, one).await?, only(tx, &round, other).await?);
            let (Some(a), Some(b)) = (a, b) else { return Err(Error::NotFound) };
            if a.of.id == b.of.id {
                return Err(Error::refused("same_match", "These two meet each other already."));
            }
            let put = |kept: &Kept, out: &MemberId, r#in: &MemberId| {
                let members = kept.of.still_in().map(|id| if id == out { r#in } else { id });
                members.cloned().collect::<Vec<_>>()
            };
            moves.after = vec![put(&a, one, other), put(&b, other, one)];
            moves.before = vec![a, b];
        }
        Edit::Join { members } => join(tx, &round, members, &mut moves).await?,
        Edit::Lock { .. } | Edit::Unlock { .. } | Edit::Apart { .. } => {}
    }
    Ok(moves)
}

async fn join(tx: &mut Tx, round: &Round, members: &[MemberId], moves: &mut Moves) -> Result<()> {
    let distinct: BTreeSet<&MemberId> = members.iter().collect();
    if !(2..=6).contains(&distinct.len()) || distinct.len() != members.len() {
        return Err(Error::field("members", "Two to six different people can meet."));
    }
    for member in members {
        round_members::find(tx, &round.community, &round.id, member).await?.ok_or(Error::NotFound)?;
        for kept in matches::of_member(tx, &round.community, &round.id, member).await? {
            if moves.before.iter().all(|known| known.of.id != kept.of.id) {
                moves.before.push(kept);
            }
        }
    }
    for kept in &moves.before {
        let rest: Vec<MemberId> = kept.of.still_in().filter(|id| !distinct.contains(id)).cloned().collect();
        match rest.len() {
            0 | 1 => moves.freed.extend(rest),
            _ => moves.after.push(rest),
        }
    }
    moves.after.push(members.to_vec());
    Ok(())
}

/// The one match that somebody is in.
async fn only(tx: &mut Tx, round: &Round, member: &MemberId) -> Result<Option<Kept>> {
    let mut all = matches::of_member(tx, &round.community, &round.id, member).await?;
    match all.len() {
        0 | 1 => Ok(all.pop()),
        _ => Err(Error::refused("several", "This member is in several matches: split and join instead.")),
    }
}

/// The matches before and after, weighed over the people whom they concern.
async fn weighed(snapshot: Snapshot, moves: &Moves) -> Result<(Snapshot, Vec<Weighed>)> {
    let before = moves.before.iter().map(|kept| kept.of.still_in().cloned().collect());
    let groups: Vec<Vec<MemberId>> = before.chain(moves.after.iter().cloned()).collect();
    let concerned: BTreeSet<&MemberId> = groups.iter().flatten().collect();
    let some = snapshot.of_some(&concerned);
    if some.members.len() < concerned.len() {
        return Err(Error::refused(
            "somebody_left",
            "Somebody in these matches is not here any more. Plan the round anew.",
        ));
    }
    let seats: BTreeMap<MemberId, usize> =
        some.members.iter().enumerate().map(|(seat, member)| (member.id.clone(), seat)).collect();
    let mut tables: Vec<Vec<usize>> =
        groups.iter().map(|group| group.iter().filter_map(|id| seats.get(id).copied()).collect()).collect();
    tables.iter_mut().for_each(|table| table.sort_unstable());
    let weighed = tokio::task::spawn_blocking(move || {
        let weighed = weigh(&Language::standard(), &some, &tables, 1);
        (some, weighed)
    });
    weighed.await.map_err(|error| Error::Broken(format!("weighing an edit: {error}")))
}

fn worth(tables: &[Weighed]) -> Worth {
    Worth {
        matches: tables.len(),
        helped: tables.iter().map(|table| table.helped).sum(),
        mutual: tables.iter().map(|table| table.table.mutual).sum(),
    }
}

async fn write(change: &mut Change, moves: &Moves, after: &[Weighed], snapshot: &Snapshot) -> Result<()> {
    let (community, id, now) = (&moves.round.community, &moves.round.id, change.now);
    let position = moves.before.first().map_or(0, |kept| kept.position);
    for kept in &moves.before {
        matches::remove(&mut change.tx, community, &kept.of.id).await?;
    }
    for weighed in after {
        let new = thinking::kept(change.id(), id, position as usize, &weighed.table, &snapshot.members, now)?;
        let new = Kept { made_by: "edited".to_owned(), locked: Some(now), ..new };
        for seat in &new.of.seats {
            round_members::stand(&mut change.tx, community, id, &seat.member, "matched", None, now).await?;
        }
        matches::add(&mut change.tx, community, &new).await?;
    }
    for member in &moves.freed {
        let why = Some("none_free");
        round_members::stand(&mut change.tx, community, id, member, "left_out", why, now).await?;
    }
    change.happened("round.edited", Some(community), &id.0, ()).await
}

/// What the round would be by other terms, with the members that it read. Nothing is changed. Organisers ask.
pub async fn what_if(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    id: &RoundId,
    terms: Terms,
) -> Result<Numbers> {
    let snapshot = Snapshot { terms: terms.checked()?, ..planned_with(app, actor, community, id).await? };
    numbers(snapshot).await
}

/// Plans a round once more with what it read, and says whether the outcome is the same: the numbers of the replay. Organisers
/// ask.
pub async fn replay(app: &App, actor: &Actor, community: &CommunityId, id: &RoundId) -> Result<Numbers> {
    numbers(planned_with(app, actor, community, id).await?).await
}

async fn planned_with(app: &App, actor: &Actor, community: &CommunityId, id: &RoundId) -> Result<Snapshot> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    let found = rounds::find_for(&mut tx, actor.person()?, community, id).await?;
    let round = found.ok_or(Error::NotFound)?.round;
    if matches!(round.stage, Stage::Draft { .. } | Stage::Planning { .. }) {
        return Err(Error::refused("not_planned", "This round is not planned yet. Plan it first."));
    }
    let (snapshot, seen) = reading::kept(&mut tx, &round).await?;
    let gone = seen.iter().filter(|seen| seen.content.is_none()).count();
    if gone > 0 {
        let sentence = format!(
            "{gone} of those who took part left since, and what they had said went with them: the round cannot be planned once more."
        );
        return Err(Error::refused("somebody_left", sentence));
    }
    if snapshot.members.len() > TRIED_AT_ONCE {
        return Err(Error::refused(
            "too_large",
            "This community is too large to wait for it: draft another round instead.",
        ));
    }
    Ok(snapshot)
}

async fn numbers(snapshot: Snapshot) -> Result<Numbers> {
    let thought = tokio::task::spawn_blocking(move || {
        Numbers::of(&snapshot.plan(&Language::standard(), thinking::threads(), &()))
    });
    thought.await.map_err(|error| Error::Broken(format!("planning a round: {error}")))
}
