//! One's matches and what one said about them, for the archive: they stay with whoever had them, also when they leave.

use goodword_domain::answers::Met;
use goodword_domain::communities::Membership;
use goodword_domain::help::HelpKind;
use goodword_domain::people::PersonId;
use goodword_domain::words;
use goodword_formats::archive::{OneToOne, SaidAfter};
use goodword_store::archive as kept;
use goodword_store::matches::Kept;
use goodword_store::{Tx, answers, matches, meetings, rounds};
use jiff::civil::Date;

use super::{Archive, MOST_SAID, Seat, bad, id, instant};
use crate::error::{Error, Result};
use crate::rounds::Reason;

/// A member's matches, oldest first.
pub(super) async fn of(tx: &mut Tx, me: &Membership) -> Result<Vec<OneToOne>> {
    let most = u32::try_from(MOST_SAID).unwrap_or(u32::MAX);
    let mut all = Vec::new();
    for kept in matches::all_for(tx, &me.community, &me.id, most).await?.into_iter().rev() {
        all.push(one(tx, me, kept).await?);
    }
    all.sort_by(|a, b| (&a.on, &a.id).cmp(&(&b.on, &b.id)));
    Ok(all)
}

async fn one(tx: &mut Tx, me: &Membership, kept: Kept) -> Result<OneToOne> {
    let round = rounds::find(tx, &me.community, &kept.of.round).await?.ok_or(Error::NotFound)?.round;
    let meeting = meetings::find(tx, &me.community, &kept.of.id).await?;
    let said = answers::of_match(tx, &me.community, &kept.of.id).await?;
    let mine = said.into_iter().find(|answer| answer.by == me.id);
    let reasons: Vec<Reason> = serde_json::from_str(&kept.reasons)?;
    let others = kept.of.seats.iter().zip(&kept.people).filter(|(seat, _)| seat.member != me.id);
    let kinds = |helps: &[goodword_domain::answers::Help], gave: bool| -> Vec<String> {
        let own = helps.iter().filter(|help| if gave { help.from == me.id } else { help.to == me.id });
        own.map(|help| help.kind.word().to_owned()).collect()
    };
    Ok(OneToOne {
        on: round.terms.on.to_string(),
        stage: kept.of.stage.word().to_owned(),
        with: others.map(|(_, guest)| guest.name.clone()).collect(),
        reasons: reasons.into_iter().map(|reason| reason.sentence).collect(),
        at: meeting.as_ref().and_then(|meeting| meeting.at()).map(|slot| slot.from.to_string()),
        place: meeting.map(|meeting| meeting.place).unwrap_or_default(),
        said: mine.map(|answer| SaidAfter {
            met: answer.met.word().to_owned(),
            useful: answer.useful,
            gave: kinds(&answer.helps, true),
            got: kinds(&answer.helps, false),
            thanks: answer.thanks,
            note: answer.note,
        }),
        id: kept.of.id.0,
    })
}

/// Takes somebody who is erased out of what others keep of communities that they left: their name, and sentences that quote them.
pub(crate) async fn forget(tx: &mut Tx, person: &PersonId, archive: &Archive) -> Result<()> {
    let mut mine: Vec<(String, String)> = Vec::new();
    for seat in &archive.memberships {
        mine.extend(seat.one_to_ones.iter().map(|one| (one.id.clone(), seat.profile.name.clone())));
    }
    for (id, name) in mine {
        for (other, part) in kept::kept_by_others(tx, person, &id).await? {
            let mut seat: Seat = serde_json::from_str(&part.content)?;
            for one in seat.one_to_ones.iter_mut().filter(|one| one.id == id) {
                one.with.retain(|known| *known != name);
                one.reasons.clear();
            }
            let content = serde_json::to_string(&seat)?;
            kept::rewrite(tx, &other, &kept::Kept { content, ..part }).await?;
        }
    }
    Ok(())
}

/// The same from an archive, fit to be shown, or what is not and where.
pub(super) fn checked(all: Vec<OneToOne>, at: &str) -> Result<Vec<OneToOne>> {
    let all = all.into_iter().enumerate();
    all.map(|(n, one)| checked_one(one, &format!("{at}.one_to_ones[{n}]"))).collect()
}

fn checked_one(one: OneToOne, at: &str) -> Result<OneToOne> {
    let told = |error: words::BadText| bad(at, &error.sentence);
    let lines = |all: Vec<String>, most: usize| -> Result<Vec<String>> {
        if all.len() > 100 {
            return Err(bad(at, "there is more than one match can have."));
        }
        all.iter().map(|text| words::line("text", text, most).map_err(told)).collect()
    };
    if one.on.parse::<Date>().is_err() || goodword_domain::matches::Stage::of(&one.stage).is_none() {
        return Err(bad(at, "this is no match."));
    }
    let said = one.said.map(|said| checked_said(said, at)).transpose()?;
    Ok(OneToOne {
        id: id(at, one.id)?,
        with: lines(one.with, 80)?,
        reasons: lines(one.reasons, 2_000)?,
        at: one.at.map(|when| instant(at, &when)).transpose()?,
        place: words::line("place", &one.place, 200).map_err(told)?,
        on: one.on,
        stage: one.stage,
        said,
    })
}

fn checked_said(said: SaidAfter, at: &str) -> Result<SaidAfter> {
    let told = |error: words::BadText| bad(at, &error.sentence);
    let known =
        |kinds: &[String]| kinds.len() <= 60 && kinds.iter().all(|kind| kind.parse::<HelpKind>().is_ok());
    if Met::of(&said.met).is_none() || !known(&said.gave) || !known(&said.got) {
        return Err(bad(at, "this is nothing that one says about a meeting."));
    }
    Ok(SaidAfter {
        thanks: words::paragraph("thanks", &said.thanks, 500).map_err(told)?,
        note: words::paragraph("note", &said.note, 2000).map_err(told)?,
        ..said
    })
}
