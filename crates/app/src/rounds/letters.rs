//! Letters of a round: whom one meets and why; that it is "not this time"; that one meets nobody, and why.
//!
//! Each is posted in the transaction in which what it tells happens. Links in them are secrets of one member for one match: they
//! open a page, and the deed is done there.

use goodword_domain::communities::{Community, CommunityId};
use goodword_domain::matches::MatchId;
use goodword_domain::members::MemberId;
use goodword_domain::rounds::stages::{Round, Stage};
use goodword_store::links::{self, Link};
use goodword_store::matches::Kept;
use goodword_store::{communities, meetings, members, round_members};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::change::Change;
use crate::error::{Error, Result};
use crate::mail::{Block, Class, Letter, Line};

use super::shown::Reason;

/// How long after a round's end its links still open a page.
const LINKS_HOLD: SignedDuration = SignedDuration::from_hours(60 * 24);

/// What a letter about a match is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// Whom they meet.
    Invitation,
    /// The same, for somebody who waited.
    Anew,
    /// They have not answered.
    Reminder,
    /// Somebody joins them.
    Grew,
    /// Everybody comes.
    On,
}

impl About {
    /// What it is, for the outbox.
    fn word(self) -> &'static str {
        match self {
            About::Invitation | About::Anew => "match",
            About::Reminder => "match_reminder",
            About::Grew => "match_grew",
            About::On => "match_on",
        }
    }
}

/// Writes to somebody about their match. Whether there was an address to write to.
pub(crate) async fn match_letter(
    change: &mut Change,
    round: &Round,
    kept: &Kept,
    to: &MemberId,
    about: About,
) -> Result<bool> {
    let times = suggested(change, round, kept, to).await?;
    let community = community(change, &round.community).await?;
    let Some((person, address)) = round_members::address(&mut change.tx, &community.id, to).await? else {
        return Ok(false);
    };
    let url = match_link(change, round, to, &kept.of.id).await?;
    let others = others(kept, to);
    let letter = Letter {
        class: Class::HumanVisible,
        what: about.word(),
        community: Some(community.id.clone()),
        person: Some(person),
        to: address.parse().map_err(|_| Error::Broken(format!("member {to} has no address")))?,
        subject: Line::new(&subject(about, &others, &community)),
        body: body(about, kept, to, &others, &community, &url, times)?,
    };
    change.post(&letter).await?;
    Ok(true)
}

fn subject(about: About, others: &str, community: &Community) -> String {
    let name = &community.name;
    match about {
        About::Invitation | About::Anew => format!("Meet {others} ({name})"),
        About::Reminder => format!("Will you meet {others}? ({name})"),
        About::Grew => format!("You are three now ({name})"),
        About::On => format!("{others} and you: it is on ({name})"),
    }
}

fn body(
    about: About,
    kept: &Kept,
    to: &MemberId,
    others: &str,
    community: &Community,
    url: &str,
    times: Vec<String>,
) -> Result<Vec<Block>> {
    let say = |text: String| Block::Paragraph(text);
    let button =
        |label: &str, say: &str| Block::Button { label: label.to_owned(), url: format!("{url}{say}") };
    let first = match about {
        About::Invitation => format!("This time {} would like you to meet {others}.", community.name),
        About::Anew => format!("Somebody is free: {} would like you to meet {others}.", community.name),
        About::Reminder => format!("You have not said yet whether you will meet {others}. We ask this once."),
        About::Grew => format!("Somebody would have met nobody this time, and joins you. You meet {others}."),
        About::On => format!("You all said yes: you meet {others}. Now find a time that suits you."),
    };
    let mut body = vec![say(first)];
    let reasons: Vec<Reason> = serde_json::from_str(&kept.reasons)?;
    let mine = reasons.iter().filter(|reason| reason.to == *to).take(2);
    let theirs = reasons.iter().filter(|reason| reason.from == *to).take(2);
    body.extend(mine.chain(theirs).map(|reason| Block::Quote(reason.sentence.clone())));
    body.extend(kept.note.clone().map(say));
    if !times.is_empty() {
        body.push(say(format!("When you are both free, as far as we know:\n{}", times.join("\n"))));
    }
    if about == About::On {
        body.push(button("See when you are both free", ""));
        return Ok(body);
    }
    if let Some(until) = kept.answer_by {
        body.push(say(format!("Please answer by {}.", day(until, community))));
    }
    body.push(button("Yes, I will", "?say=accept"));
    body.push(button("Yes, at another time", "?say=another_time"));
    body.push(button("Not this time", "?say=not_this_time"));
    body.push(button("Pause for a while", "?say=pause"));
    Ok(body)
}

/// The times to choose among, in the reader's own time.
async fn suggested(change: &mut Change, round: &Round, kept: &Kept, to: &MemberId) -> Result<Vec<String>> {
    let Some(meeting) = meetings::find(&mut change.tx, &round.community, &kept.of.id).await? else {
        return Ok(Vec::new());
    };
    let known = community(change, &round.community).await?;
    let seat = members::find(&mut change.tx, &round.community, to).await?;
    let own = seat.map(|seat| seat.profile.time_zone).filter(|zone| !zone.is_empty());
    let zone = TimeZone::get(&own.unwrap_or(known.time_zone)).unwrap_or(TimeZone::UTC);
    let shown = |at: Timestamp| at.to_zoned(zone.clone()).strftime("%A, %-d %B, %H:%M").to_string();
    Ok(meeting.options.iter().map(|choice| shown(choice.at.from)).collect())
}

/// Asks somebody whether they met.
pub(crate) async fn did_you_meet(
    change: &mut Change,
    round: &Round,
    kept: &Kept,
    to: &MemberId,
) -> Result<()> {
    let community = community(change, &round.community).await?;
    let Some((person, address)) = round_members::address(&mut change.tx, &community.id, to).await? else {
        return Ok(());
    };
    let (others, url) = (others(kept, to), match_link(change, round, to, &kept.of.id).await?);
    let button =
        |label: &str, say: &str| Block::Button { label: label.to_owned(), url: format!("{url}?met={say}") };
    let letter = Letter {
        class: Class::HumanVisible,
        what: "did_you_meet",
        community: Some(community.id.clone()),
        person: Some(person),
        to: address.parse().map_err(|_| Error::Broken(format!("member {to} has no address")))?,
        subject: Line::new(&format!("Did you meet {others}? ({})", community.name)),
        body: vec![
            Block::Paragraph(format!("Did you and {others} meet? Who could help whom? A minute is enough.")),
            button("Yes, we met", "yes"),
            button("Not yet", "not_yet"),
            button("No", "no"),
            Block::Paragraph(
                "What you say is shown to the others only when they have said something, too, or after a week. Your note is \
                 for you alone."
                    .to_owned(),
            ),
        ],
    };
    change.post(&letter).await
}

/// The last day before an instant, in the community's own time.
fn day(until: Timestamp, community: &Community) -> String {
    let zone = TimeZone::get(&community.time_zone).unwrap_or(TimeZone::UTC);
    let last = (until - SignedDuration::from_secs(1)).to_zoned(zone);
    last.strftime("%A, %-d %B").to_string()
}

/// The names of the others who are still in it.
pub(crate) fn others(kept: &Kept, to: &MemberId) -> String {
    let people = kept.of.seats.iter().zip(&kept.people);
    let names: Vec<&str> = people
        .filter(|(seat, _)| seat.member != *to && seat.answer.is_in())
        .map(|(_, guest)| guest.name.as_str())
        .collect();
    match names.split_last() {
        None => "somebody".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
    }
}

/// A link of one member to one match.
pub(crate) async fn match_link(
    change: &mut Change,
    round: &Round,
    to: &MemberId,
    id: &MatchId,
) -> Result<String> {
    let ends = match &round.stage {
        Stage::Released { meet_by, .. } => *meet_by + LINKS_HOLD,
        _ => change.now + LINKS_HOLD,
    };
    let link = Link { community: round.community.clone(), member: to.clone(), subject: id.0.clone() };
    let (secret, now) = (change.app.chance.secret(), change.now);
    links::add(&mut change.tx, &secret.hash(), "match", &link, now, Some(ends)).await?;
    Ok(format!("{}/matches/{}", change.app.house.url, secret.reveal()))
}

/// Tells somebody that their match is off, and what follows. It says no more than "not this time".
pub(super) async fn freed(change: &mut Change, round: &Round, to: &MemberId, waits: bool) -> Result<()> {
    let next = match (waits, &round.stage) {
        (true, Stage::Released { cut_off, .. }) => {
            let community = community(change, &round.community).await?;
            format!("We look for somebody else for you until {}, you first.", day(*cut_off, &community))
        }
        _ => "In the next round you are matched again.".to_owned(),
    };
    let said = vec!["Your match cannot meet you: not this time.".to_owned(), next];
    plain(change, round, to, "match_off", "Not this time", said).await
}

/// Tells somebody that they meet nobody in this round, and why.
pub(super) async fn left_out(change: &mut Change, round: &Round, to: &MemberId, why: &str) -> Result<()> {
    let because = match why {
        "rests_in_turn" => "The number is odd this time, and it is your turn to rest.",
        "alone" => "Nobody else takes part this time.",
        "nobody_allowed" => {
            "There is nobody left for you whom you have not met lately, near you and in your languages."
        }
        _ => "Everybody whom you could meet is needed elsewhere.",
    };
    let said = vec![
        "You meet nobody in this round.".to_owned(),
        because.to_owned(),
        "In the next round you are among the first.".to_owned(),
    ];
    plain(change, round, to, "round_left_out", "No match this time", said).await
}

async fn plain(
    change: &mut Change,
    round: &Round,
    to: &MemberId,
    what: &'static str,
    subject: &str,
    said: Vec<String>,
) -> Result<()> {
    let community = community(change, &round.community).await?;
    let Some((person, address)) = round_members::address(&mut change.tx, &community.id, to).await? else {
        return Ok(());
    };
    let letter = Letter {
        class: Class::HumanVisible,
        what,
        community: Some(community.id.clone()),
        person: Some(person),
        to: address.parse().map_err(|_| Error::Broken(format!("member {to} has no address")))?,
        subject: Line::new(&format!("{subject} ({})", community.name)),
        body: said.into_iter().map(Block::Paragraph).collect(),
    };
    change.post(&letter).await
}

async fn community(change: &mut Change, id: &CommunityId) -> Result<Community> {
    communities::find(&mut change.tx, id).await?.ok_or(Error::NotFound)
}
