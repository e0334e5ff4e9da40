//! A match as somebody in it sees it, and what comes next for them.

use goodword_domain::answers::Met;
use goodword_domain::communities::CommunityId;
use goodword_domain::help::HelpKind;
use goodword_domain::matches::Stage;
use goodword_domain::members::MemberId;
use goodword_domain::rounds::stages::{Round, Stage as RoundStage};
use goodword_domain::times::Slot;
use goodword_store::matches::Kept;
use goodword_store::{Tx, answers, communities, meetings, round_members, rounds};
use jiff::Timestamp;

use super::{Mine, Next};
use crate::error::{Error, Result};
use crate::rounds::{InMatch, Said};

pub(crate) async fn shown(
    tx: &mut Tx,
    community: &CommunityId,
    me: &MemberId,
    kept: Kept,
    now: Timestamp,
) -> Result<Mine> {
    let known = communities::find(tx, community).await?.ok_or(Error::NotFound)?;
    let round = rounds::find(tx, community, &kept.of.round).await?.ok_or(Error::NotFound)?.round;
    let meeting = meetings::find(tx, community, &kept.of.id).await?;
    let at = meeting.as_ref().and_then(|meeting| meeting.at());
    let given = answers::of_match(tx, community, &kept.of.id).await?;
    let met = given.iter().find(|answer| answer.by == *me).map(|answer| answer.met);
    let said = kept.of.answer_of(me).map_or(Said::Waiting, Said::from);
    let next = next(kept.of.stage, said, at, met, &round, now);
    let (again_until, waits) = again(tx, &round, me, next, now).await?;
    let others = kept.of.seats.iter().zip(&kept.people).filter(|(seat, _)| seat.member != *me);
    let others = others.map(|(seat, guest)| InMatch {
        member: seat.member.clone(),
        name: guest.name.clone(),
        said: seat.answer.into(),
    });
    Ok(Mine {
        others: others.collect(),
        reasons: serde_json::from_str(&kept.reasons)?,
        community: known.id,
        community_name: known.name,
        on: round.terms.on,
        round: round.id,
        stage: kept.of.stage.word().to_owned(),
        me: me.clone(),
        id: kept.of.id,
        note: kept.note,
        answer_by: kept.answer_by,
        kinds: HelpKind::ALL.to_vec(),
        place: meeting.map(|meeting| meeting.place).unwrap_or_default(),
        said,
        next,
        at,
        met,
        again_until,
        waits,
    })
}

/// What comes next for somebody.
fn next(stage: Stage, said: Said, at: Option<Slot>, met: Option<Met>, round: &Round, now: Timestamp) -> Next {
    let time_is_over = match &round.stage {
        RoundStage::Released { meet_by, .. } => now >= *meet_by,
        _ => true,
    };
    match (stage, said, at) {
        (Stage::Off, ..) | (_, Said::NotThisTime, _) => Next::Off,
        (Stage::Proposed | Stage::Asked, Said::Waiting, _) => Next::Answer,
        (Stage::Proposed | Stage::Asked, Said::Yes, _) => Next::Wait,
        _ if matches!(met, Some(Met::Yes | Met::No)) => Next::Nothing,
        (Stage::On, _, Some(at)) if now < at.to => Next::Meet,
        (Stage::On, _, None) if !time_is_over => Next::FindTime,
        (Stage::On, ..) => Next::Tell,
    }
}

/// Until when somebody who meets nobody can be matched with somebody else, and whether they wait for that.
async fn again(
    tx: &mut Tx,
    round: &Round,
    me: &MemberId,
    next: Next,
    now: Timestamp,
) -> Result<(Option<Timestamp>, bool)> {
    let RoundStage::Released { cut_off, .. } = round.stage else { return Ok((None, false)) };
    if next != Next::Off || !round.matches_anew(now) {
        return Ok((None, false));
    }
    let known = round_members::find(tx, &round.community, &round.id, me).await?.map(|seen| seen.state);
    match known.as_deref() {
        Some("waiting") => Ok((Some(cut_off), true)),
        Some("matched") => Ok((None, false)),
        _ => Ok((Some(cut_off), false)),
    }
}
