//! Letters about a meeting: that there is a time, another one, or none any more, each with an entry for the reader's own calendar;
//! and that somebody gave times to choose among.

use goodword_domain::meetings::Meeting;
use goodword_domain::members::MemberId;
use goodword_domain::rounds::stages::Round;
use goodword_domain::times::Slot;
use goodword_formats::invitation::{self, Between, Invitation, Method};
use goodword_store::matches::Kept;
use goodword_store::{communities, members, round_members};
use jiff::Timestamp;

use super::zone;
use crate::change::Change;
use crate::error::{Error, Result};
use crate::house::App;
use crate::mail::{self, Block, Class, Letter, Line};
use crate::matches::Found;

/// The entry of one person's calendar.
pub(super) fn entry(
    app: &App,
    kept: &Kept,
    meeting: &Meeting,
    at: Slot,
    to: &MemberId,
    stamp: Timestamp,
) -> Invitation {
    Invitation {
        uid: format!("{}@{}", meeting.of, mail::host(&app.house.url)),
        sequence: meeting.sequence,
        stamp,
        from: at.from,
        to: at.to,
        summary: format!("Meet {}", crate::rounds::others(kept, to)),
        description: format!("Arranged by Goodword: {}", app.house.url),
        place: meeting.place.clone(),
    }
}

pub(super) async fn calendar_letter(
    change: &mut Change,
    round: &Round,
    kept: &Kept,
    meeting: &Meeting,
    at: Slot,
    to: &MemberId,
    method: Method,
) -> Result<()> {
    let (community, now) = (&round.community, change.now);
    let known = communities::find(&mut change.tx, community).await?.ok_or(Error::NotFound)?;
    let Some(seat) = members::find(&mut change.tx, community, to).await? else { return Ok(()) };
    let Some((person, address)) = round_members::address(&mut change.tx, community, to).await? else {
        return Ok(());
    };
    let others = crate::rounds::others(kept, to);
    let local = at.from.to_zoned(zone(&seat.profile.time_zone, &known.time_zone));
    let when = local.strftime("%A, %-d %B, at %H:%M").to_string();
    let (subject, said) = match (method, meeting.sequence) {
        (Method::Cancel, _) => {
            ("Called off", format!("Your meeting on {when} with {others} does not take place."))
        }
        (Method::Request, 1) => (
            "Agreed",
            format!("You meet {others} on {when} ({}).", local.time_zone().iana_name().unwrap_or("UTC")),
        ),
        (Method::Request, _) => {
            ("Changed", format!("You meet {others} on {when}: please take note of the change."))
        }
    };
    let mut body = vec![Block::Paragraph(said)];
    if method == Method::Request && !meeting.place.is_empty() {
        body.push(Block::Paragraph(format!("Where: {}", meeting.place)));
    }
    if method == Method::Request {
        let url = crate::rounds::match_link(change, round, to, &meeting.of).await?;
        body.push(Block::Button { label: "What to talk about".to_owned(), url: format!("{url}?see=guide") });
        body.push(Block::Button { label: "Another time or place".to_owned(), url });
    }
    let letter = Letter {
        class: Class::HumanVisible,
        what: "meeting",
        community: Some(community.clone()),
        person: Some(person),
        to: address.parse().map_err(|_| Error::Broken(format!("member {to} has no address")))?,
        subject: Line::new(&format!("{subject}: {others} and you ({})", known.name)),
        body,
    };
    let house = &change.app.house;
    let sender = house
        .post
        .as_ref()
        .map_or_else(|| format!("goodword@{}", mail::host(&house.url)), |post| post.from.as_str().to_owned());
    let between =
        Between { organiser: (known.name.clone(), sender), guest: (seat.profile.name.clone(), address) };
    let calendar = invitation::write(method, &entry(&change.app, kept, meeting, at, to, now), &between);
    change.post_with_calendar(&letter, calendar).await
}

/// Writes to the others that somebody gave times to choose among.
pub(super) async fn ask_the_others(change: &mut Change, found: &Found, meeting: &Meeting) -> Result<()> {
    let (community, round) = (&found.me.community, &found.round);
    let known = communities::find(&mut change.tx, community).await?.ok_or(Error::NotFound)?;
    for member in
        found.kept.of.still_in().filter(|member| **member != found.me.id).cloned().collect::<Vec<_>>()
    {
        let Some(seat) = members::find(&mut change.tx, community, &member).await? else { continue };
        let Some((person, address)) = round_members::address(&mut change.tx, community, &member).await?
        else {
            continue;
        };
        let zone = zone(&seat.profile.time_zone, &known.time_zone);
        let times = meeting
            .options
            .iter()
            .map(|choice| choice.at.from.to_zoned(zone.clone()).strftime("%A, %-d %B, %H:%M").to_string());
        let url = crate::rounds::match_link(change, round, &member, &meeting.of).await?;
        let name = &found.me.profile.name;
        let letter = Letter {
            class: Class::HumanVisible,
            what: "meeting_times",
            community: Some(community.clone()),
            person: Some(person),
            to: address.parse().map_err(|_| Error::Broken(format!("member {member} has no address")))?,
            subject: Line::new(&format!("{name} can at these times ({})", known.name)),
            body: vec![
                Block::Paragraph(format!("{name} would like to meet you, and can:")),
                Block::Paragraph(times.collect::<Vec<_>>().join("\n")),
                Block::Button { label: "Say when you can".to_owned(), url },
            ],
        };
        change.post(&letter).await?;
    }
    Ok(())
}
