//! The one job that looks after a released round.
//!
//! Each turn does a part of the first thing that is due, in one transaction, and queues itself: at once if there is more, else
//! for when something is due next. Everything that it does follows from rows: stopped anywhere, by whomever, it goes on.

use goodword_domain::communities::CommunityId;
use goodword_domain::matches::{Match, Stage as MatchStage};
use goodword_domain::members::MemberId;
use goodword_domain::rounds::stages::{Round, RoundId, Stage};
use goodword_store::matches::{self, Kept};
use goodword_store::{Tx, answers, jobs, members, round_members, rounds};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::change::Change;
use crate::error::Result;
use crate::jobs::{Outcome, Task};
use crate::meetings;

use super::letters::{self, About, match_letter};
use super::rematching;

/// How many matches one transaction takes.
const PART: u32 = 50;
/// How long whoever is free again waits for others who become so.
pub(super) const GATHER: SignedDuration = SignedDuration::from_mins(15);
/// The least time that people have to answer who are matched anew.
const LEAST_TO_ANSWER: SignedDuration = SignedDuration::from_hours(3 * 24);
/// How long after the last day to meet a round is closed.
const CLOSES_AFTER: SignedDuration = SignedDuration::from_hours(28 * 24);

/// Which round.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Which {
    community: CommunityId,
    round: RoundId,
}

/// Has a round looked after, at the latest at this instant.
pub(crate) async fn look_after(
    change: &mut Change,
    community: &CommunityId,
    round: &RoundId,
    due: Timestamp,
) -> Result<()> {
    let key = format!("rounds.watch:{round}");
    if jobs::hasten(&mut change.tx, &key, due).await? {
        change.queued();
        return Ok(());
    }
    let which = Which { community: community.clone(), round: round.clone() };
    change.job("rounds.watch", which, due, Some(&key)).await
}

/// The job.
pub(crate) async fn watch(task: &Task) -> Outcome {
    let which: Which = task.body()?;
    let thought = rematching::think(&task.app, &which.community, &which.round).await?;
    let mut change = task.change(&which.community.0).await?;
    let kept = rounds::find(&mut change.tx, &which.community, &which.round).await?;
    if let Some(round) = kept.map(|kept| kept.round)
        && let Stage::Released { cut_off, meet_by, .. } = round.stage
    {
        let now = change.now;
        let more = ask(&mut change, &round).await?
            || tell(&mut change, &round).await?
            || let_go(&mut change, &round).await?
            || remind(&mut change, &round).await?
            || rematching::write(&mut change, &round, thought).await?
            || crate::answers::ask(&mut change, &round, PART).await?;
        let closes = meet_by + CLOSES_AFTER;
        if !more && now >= closes {
            close(&mut change, round).await?;
        } else {
            let due = if more { now } else { next(&mut change.tx, &round, cut_off, closes, now).await? };
            look_after(&mut change, &which.community, &which.round, due).await?;
        }
    }
    Ok(change.commit().await?)
}

/// When something is due next.
async fn next(
    tx: &mut Tx,
    round: &Round,
    cut_off: Timestamp,
    closes: Timestamp,
    now: Timestamp,
) -> Result<Timestamp> {
    let mut due = closes;
    if let Some(first) = matches::next_due(tx, &round.community, &round.id).await? {
        due = due.min(first);
    }
    if let Some(first) = answers::next_due(tx, &round.community, &round.id).await? {
        due = due.min(first);
    }
    let waiting = round_members::of_state(tx, &round.community, &round.id, "waiting", None, 2).await?;
    if !waiting.is_empty() {
        // Alone one waits for the cut-off, and is looked at again when somebody else comes.
        due = due.min(cut_off.max(now));
        if let [first, _] = waiting.as_slice() {
            due = due.min(first.since + GATHER);
        }
    }
    Ok(due.max(now + SignedDuration::from_secs(60)))
}

/// Asks the people of some matches.
async fn ask(change: &mut Change, round: &Round) -> Result<bool> {
    let (community, id) = (&round.community, &round.id);
    let proposed = Some(MatchStage::Proposed);
    let some = matches::of_round(&mut change.tx, community, id, proposed, None, PART).await?;
    for kept in &some {
        ask_one(change, round, kept, About::Invitation).await?;
    }
    Ok(!some.is_empty())
}

/// Asks the people of a match, as far as they are still here, have not paused, and nobody would rather not meet another.
pub(super) async fn ask_one(change: &mut Change, round: &Round, kept: &Kept, about: About) -> Result<()> {
    let (community, now) = (&round.community, change.now);
    let Stage::Released { answer_by, .. } = round.stage else { return Ok(()) };
    let until = answer_by.max(now + LEAST_TO_ANSWER);
    let asked = kept.of.clone().asked();
    matches::save(&mut change.tx, community, &kept.of, &asked, now).await?;
    matches::answer_by(&mut change.tx, community, &asked.id, until).await?;
    let mut kept = Kept { of: asked, answer_by: Some(until), asked: Some(now), ..kept.clone() };
    for member in kept.of.still_in().cloned().collect::<Vec<_>>() {
        if !may_be_asked(&mut change.tx, round, &kept.of, &member).await? {
            let before = kept.of.clone();
            let turned = before.clone().left(&member);
            matches::save(&mut change.tx, community, &before, &turned.now, now).await?;
            set_free(change, round, &turned.freed).await?;
            kept.of = turned.now;
        }
    }
    if kept.of.stage == MatchStage::Off {
        return Ok(());
    }
    meetings::open(change, round, &kept).await?;
    for member in kept.of.still_in().cloned().collect::<Vec<_>>() {
        match_letter(change, round, &kept, &member, about).await?;
    }
    Ok(())
}

async fn may_be_asked(tx: &mut Tx, round: &Round, of: &Match, member: &MemberId) -> Result<bool> {
    let Some(seat) = members::find(tx, &round.community, member).await? else { return Ok(false) };
    let paused = seat.profile.paused_until.is_some_and(|until| until > round.terms.on);
    if seat.standing.word() != "active" || paused {
        return Ok(false);
    }
    let wishes = goodword_store::wishes::of(tx, &round.community, member).await?;
    Ok(!wishes.iter().any(|wish| of.still_in().any(|id| *id == wish.other)))
}

/// What becomes of people whose match is off through no word of theirs: they wait for somebody else, before all who come late, as
/// long as the round matches anew.
pub(crate) async fn set_free(change: &mut Change, round: &Round, freed: &[MemberId]) -> Result<()> {
    let (community, id, now) = (&round.community, &round.id, change.now);
    for member in freed {
        let seat = members::find(&mut change.tx, community, member).await?;
        if seat.is_none_or(|seat| seat.standing.word() != "active") {
            continue;
        }
        let others = matches::of_member(&mut change.tx, community, id, member).await?;
        let waits = round.matches_anew(now) && others.is_empty();
        if others.is_empty() {
            let (state, why) = if waits { ("waiting", "freed") } else { ("left_out", "none_free") };
            round_members::stand(&mut change.tx, community, id, member, state, Some(why), now).await?;
            if !waits {
                round_members::told(&mut change.tx, community, id, member, now).await?;
            }
        }
        letters::freed(change, round, member, waits).await?;
    }
    if !freed.is_empty() {
        look_after(change, community, id, now + GATHER).await?;
    }
    Ok(())
}

/// Tells some of those who meet nobody.
async fn tell(change: &mut Change, round: &Round) -> Result<bool> {
    let (community, id, now) = (&round.community, &round.id, change.now);
    let some = round_members::untold(&mut change.tx, community, id, PART).await?;
    for seen in &some {
        round_members::told(&mut change.tx, community, id, &seen.member, now).await?;
        letters::left_out(change, round, &seen.member, seen.why.as_deref().unwrap_or_default()).await?;
    }
    Ok(!some.is_empty())
}

/// Lets go of some matches that were not answered in time.
async fn let_go(change: &mut Change, round: &Round) -> Result<bool> {
    let (community, id, now) = (&round.community, &round.id, change.now);
    let some = matches::overdue(&mut change.tx, community, id, now, PART).await?;
    for kept in &some {
        let turned = kept.of.clone().expired();
        matches::save(&mut change.tx, community, &kept.of, &turned.now, now).await?;
        meetings::follow(change, round, kept, &turned.now).await?;
        for seat in turned.now.seats.iter().filter(|seat| !seat.answer.is_in()) {
            let others = matches::of_member(&mut change.tx, community, id, &seat.member).await?;
            if others.is_empty() {
                let (member, why) = (&seat.member, Some("no_answer"));
                round_members::stand(&mut change.tx, community, id, member, "away", why, now).await?;
            }
        }
        set_free(change, round, &turned.freed).await?;
        change.happened("match.expired", Some(community), &kept.of.id.0, ()).await?;
        if turned.now.stage == MatchStage::On {
            now_on(change, round, &Kept { of: turned.now, ..kept.clone() }).await?;
        }
    }
    Ok(!some.is_empty())
}

/// Everybody who is left in a match comes: they are told.
pub(crate) async fn now_on(change: &mut Change, round: &Round, kept: &Kept) -> Result<()> {
    let Stage::Released { meet_by, .. } = round.stage else { return Ok(()) };
    let community = &round.community;
    let meeting = goodword_store::meetings::find(&mut change.tx, community, &kept.of.id).await?;
    let is_set = meeting.is_some_and(|meeting| meeting.at().is_some());
    for member in kept.of.still_in().cloned().collect::<Vec<_>>() {
        // Whoever has the time in their calendar need not be asked to find one.
        if !is_set {
            match_letter(change, round, kept, &member, About::On).await?;
            answers::ask_at(&mut change.tx, community, &kept.of.id, &member, Some(meet_by)).await?;
        }
    }
    change.happened("match.on", Some(&round.community), &kept.of.id.0, ()).await
}

/// Reminds some of those who have not answered, once.
async fn remind(change: &mut Change, round: &Round) -> Result<bool> {
    let (community, id, now) = (&round.community, &round.id, change.now);
    let some = matches::to_remind(&mut change.tx, community, id, now, PART).await?;
    for kept in &some {
        let people = kept.of.seats.iter().zip(&kept.people);
        let silent = people.filter(|(seat, guest)| {
            seat.answer == goodword_domain::matches::Answer::Asked && guest.reminded.is_none()
        });
        for (seat, _) in silent {
            matches::reminded(&mut change.tx, community, &kept.of.id, &seat.member, now).await?;
            match_letter(change, round, kept, &seat.member, About::Reminder).await?;
        }
    }
    Ok(!some.is_empty())
}

async fn close(change: &mut Change, round: Round) -> Result<()> {
    let (community, id) = (round.community.clone(), round.id.clone());
    let now = change.now;
    rounds::save(&mut change.tx, &round.closed(now)?).await?;
    change.happened("round.closed", Some(&community), &id.0, ()).await
}
