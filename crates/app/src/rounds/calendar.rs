//! Rounds by the calendar: every so many weeks on a weekday at an hour, in the community's own time.
//!
//! Days before a round its draft appears, and members are told by one letter in which they can skip it, or say that they come. At
//! the hour the round is planned; then organisers are told, or it is released by itself. A period makes one round, whatever
//! clocks and instances do: its name is a key of the table.

use goodword_domain::communities::{Community, CommunityId, Role};
use goodword_domain::members::MemberId;
use goodword_domain::people::MailAddress;
use goodword_domain::rounds::stages::{Round, RoundId, Stage};
use goodword_domain::rounds::{Joining, Terms};
use goodword_domain::times::{instant, next_of};
use goodword_domain::words::BadText;
use goodword_store::links::{self, Link};
use goodword_store::{communities, jobs, round_members, rounds};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{begin, begin_planning, look_after};
use crate::actor::Actor;
use crate::change::Change;
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;
use crate::jobs::{Outcome, Task};
use crate::mail::{Block, Class, Letter, Line};

/// How many letters one transaction posts.
const PART: usize = 100;
/// How long to wait before looking again whether a round is planned.
const LOOK_AGAIN: SignedDuration = SignedDuration::from_mins(2);

/// When a community holds rounds by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// The first day; its weekday is that of all rounds.
    pub first: Date,
    /// Weeks from one round to the next, 1 to 52.
    pub every_weeks: u32,
    /// The time of day at which a round is planned, in minutes after midnight of the community's own time.
    #[serde(default = "nine")]
    pub minute: u16,
    /// How many days before, 0 to 14, members are told that a round comes. 0 tells nobody.
    #[serde(default = "three")]
    pub told_days: u32,
    /// Whether a planned round is released by itself; else organisers look at it first.
    #[serde(default)]
    pub releases: bool,
    /// By which terms; the day is that of the calendar.
    #[serde(default)]
    pub terms: Terms,
}

fn nine() -> u16 {
    540
}

fn three() -> u32 {
    3
}

impl Calendar {
    fn checked(self) -> Result<Calendar> {
        let refused =
            |field, sentence: &str| Err(Error::from(BadText { field, sentence: sentence.to_owned() }));
        if !(1..=52).contains(&self.every_weeks) {
            return refused("every_weeks", "Rounds can be 1 to 52 weeks apart.");
        }
        if self.minute >= 1440 {
            return refused("minute", "A day has 1440 minutes: say 0 to 1439.");
        }
        if self.told_days > 14 {
            return refused("told_days", "Members can be told 0 to 14 days before.");
        }
        let terms = Terms { on: self.first, ..self.terms }.checked()?;
        Ok(Calendar { terms, ..self })
    }

    /// The next round that begins after an instant: its day, when members are told, when it is planned.
    fn next(&self, zone: &TimeZone, after: Timestamp) -> Option<(Date, Timestamp, Timestamp)> {
        let (day, planned) = next_of(self.first, self.every_weeks, self.minute, zone, after)?;
        let told = day.checked_sub(i64::from(self.told_days).days()).ok()?;
        let told = instant(told, self.minute, zone).unwrap_or(planned);
        Some((day, told.min(planned), planned))
    }
}

/// The community's calendar, and the day of the next round. Organisers see it.
pub async fn calendar(app: &App, actor: &Actor, community: &CommunityId) -> Result<Option<Calendar>> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    let text = rounds::calendar(&mut tx, community).await?;
    Ok(text.as_deref().map(serde_json::from_str).transpose()?)
}

/// Has rounds held by a calendar. Organisers do.
pub async fn set_calendar(
    app: &App,
    actor: &Actor,
    community: &CommunityId,
    calendar: Calendar,
) -> Result<Calendar> {
    let mut change = begin(app, actor, community).await?;
    let (calendar, now) = (calendar.checked()?, change.now);
    rounds::set_calendar(&mut change.tx, community, &serde_json::to_string(&calendar)?, now).await?;
    change.happened("calendar.set", Some(community), &community.0, ()).await?;
    queue(&mut change, community, now).await?;
    change.commit().await?;
    Ok(calendar)
}

/// Ends the calendar. Rounds that are there go on. Organisers do.
pub async fn end_calendar(app: &App, actor: &Actor, community: &CommunityId) -> Result<()> {
    let mut change = begin(app, actor, community).await?;
    if !rounds::end_calendar(&mut change.tx, community).await? {
        return Err(Error::NotFound);
    }
    change.happened("calendar.ended", Some(community), &community.0, ()).await?;
    change.commit().await
}

/// Which community.
#[derive(Serialize, Deserialize)]
struct Which {
    community: CommunityId,
}

async fn queue(change: &mut Change, community: &CommunityId, due: Timestamp) -> Result<()> {
    let key = format!("rounds.by_calendar:{community}");
    if jobs::hasten(&mut change.tx, &key, due).await? {
        change.queued();
        return Ok(());
    }
    change.job("rounds.by_calendar", Which { community: community.clone() }, due, Some(&key)).await
}

/// The job that makes the next draft when its time has come, and queues itself for the one after.
pub(crate) async fn by_calendar(task: &Task) -> Outcome {
    let Which { community } = task.body()?;
    let mut change = task.change(&community.0).await?;
    make_due(&mut change, &community).await?;
    Ok(change.commit().await?)
}

async fn make_due(change: &mut Change, community: &CommunityId) -> Result<()> {
    let Some(text) = rounds::calendar(&mut change.tx, community).await? else { return Ok(()) };
    let Some(known) = communities::find(&mut change.tx, community).await? else { return Ok(()) };
    let calendar: Calendar = serde_json::from_str(&text)?;
    let zone = TimeZone::get(&known.time_zone).unwrap_or(TimeZone::UTC);
    let now = change.now;
    let Some((day, told, planned)) = calendar.next(&zone, now) else { return Ok(()) };
    let period = day.to_string();
    let is_made = rounds::has_period(&mut change.tx, community, &period).await?;
    if told > now {
        return queue(change, community, told).await;
    }
    if !is_made {
        let round = Round {
            community: community.clone(),
            id: RoundId(change.id()),
            terms: Terms { on: day, ..calendar.terms.clone() },
            stage: Stage::Draft { since: now },
        };
        rounds::add(&mut change.tx, &round, Some(&period), now).await?;
        change.happened("round.drafted", Some(community), &round.id.0, ()).await?;
        let at =
            AtHour { community: community.clone(), round: round.id.clone(), releases: calendar.releases };
        change.job("rounds.at_hour", at, planned, None).await?;
        if calendar.told_days > 0 {
            let some = Announce { community: community.clone(), round: round.id, after: String::new() };
            change.job("rounds.announce", some, now, None).await?;
        }
    }
    // A minute after the hour the next one is the next.
    queue(change, community, planned + SignedDuration::from_mins(1)).await
}

/// What is done with a drafted round at its hour.
#[derive(Serialize, Deserialize)]
struct AtHour {
    community: CommunityId,
    round: RoundId,
    releases: bool,
}

/// The job at a round's hour: it is planned; once it is, organisers are told, or it is released.
pub(crate) async fn at_hour(task: &Task) -> Outcome {
    let at: AtHour = task.body()?;
    let mut change = task.change(&at.community.0).await?;
    if let Some(kept) = rounds::find(&mut change.tx, &at.community, &at.round).await? {
        go_on(&mut change, kept.round, at).await?;
    }
    Ok(change.commit().await?)
}

async fn go_on(change: &mut Change, round: Round, at: AtHour) -> Result<()> {
    let again = change.now + LOOK_AGAIN;
    match round.stage {
        Stage::Draft { .. } => {
            begin_planning(change, round).await?;
            change.job("rounds.at_hour", at, again, None).await
        }
        Stage::Planning { .. } => change.job("rounds.at_hour", at, again, None).await,
        Stage::Previewed { .. } if at.releases => {
            let zone = super::zone(change, &round.community).await?;
            let now = change.now;
            let round = round.released(&zone, now)?;
            rounds::save(&mut change.tx, &round).await?;
            look_after(change, &round.community, &round.id, now).await?;
            change.happened("round.released", Some(&round.community), &round.id.0, ()).await
        }
        Stage::Previewed { .. } => tell_organisers(change, &round).await,
        Stage::Released { .. } | Stage::Closed { .. } => Ok(()),
    }
}

async fn tell_organisers(change: &mut Change, round: &Round) -> Result<()> {
    let known = communities::find(&mut change.tx, &round.community).await?.ok_or(Error::NotFound)?;
    let url = format!("{}/communities/{}/rounds/{}", change.app.house.url, round.community, round.id);
    for seat in round_members::active(&mut change.tx, &round.community).await? {
        if seat.role < Role::Organiser {
            continue;
        }
        let said = vec![
            Block::Paragraph(format!(
                "The round of {} is planned. Nobody knows of it before you release it.",
                round.terms.on
            )),
            Block::Button { label: "Look at it".to_owned(), url: url.clone() },
        ];
        post(change, &known, &seat.id, "round_planned", "A round is planned", said).await?;
    }
    Ok(())
}

/// Who is told that a round comes.
#[derive(Serialize, Deserialize)]
struct Announce {
    community: CommunityId,
    round: RoundId,
    /// The last one who was.
    after: String,
}

/// The job that tells some members, in the order of their ids, and queues the next part.
pub(crate) async fn announce(task: &Task) -> Outcome {
    let mut some: Announce = task.body()?;
    let mut change = task.change(&some.community.0).await?;
    let kept = rounds::find(&mut change.tx, &some.community, &some.round).await?;
    let known = communities::find(&mut change.tx, &some.community).await?;
    if let (Some(kept), Some(known)) = (kept, known)
        && matches!(kept.round.stage, Stage::Draft { .. })
    {
        let all = round_members::active(&mut change.tx, &some.community).await?;
        let next: Vec<_> = all.into_iter().filter(|seat| seat.id.0 > some.after).take(PART).collect();
        for seat in &next {
            let away = seat.profile.paused_until.is_some_and(|until| until > kept.round.terms.on);
            if !away && seat.profile.capacity != Some(0) {
                announce_to(&mut change, &known, &kept.round, &seat.id).await?;
            }
        }
        if let Some(last) = next.last().filter(|_| next.len() == PART) {
            some.after = last.id.0.clone();
            let now = change.now;
            change.job("rounds.announce", some, now, None).await?;
        }
    }
    Ok(change.commit().await?)
}

async fn announce_to(change: &mut Change, known: &Community, round: &Round, to: &MemberId) -> Result<()> {
    let (secret, now) = (change.app.chance.secret(), change.now);
    let link = Link { community: known.id.clone(), member: to.clone(), subject: round.id.0.clone() };
    let ends = now + SignedDuration::from_hours(60 * 24);
    links::add(&mut change.tx, &secret.hash(), "round", &link, now, Some(ends)).await?;
    let day = round.terms.on.strftime("%A, %-d %B");
    let (text, label) = match round.terms.joining {
        Joining::Everybody => {
            (format!("The next round is on {day}, and you are in. Not this time?"), "Skip this round")
        }
        Joining::WhoSaysSo => {
            (format!("The next round is on {day}. Would you like to meet somebody?"), "I am in")
        }
    };
    let url = format!("{}/rounds/{}", change.app.house.url, secret.reveal());
    let said = vec![Block::Paragraph(text), Block::Button { label: label.to_owned(), url }];
    post(change, known, to, "round_soon", &format!("The next round: {day}"), said).await
}

async fn post(
    change: &mut Change,
    known: &Community,
    to: &MemberId,
    what: &'static str,
    subject: &str,
    body: Vec<Block>,
) -> Result<()> {
    let Some((person, address)) = round_members::address(&mut change.tx, &known.id, to).await? else {
        return Ok(());
    };
    let to: MailAddress =
        address.parse().map_err(|_| Error::Broken(format!("member {to} has no address")))?;
    let letter = Letter {
        class: Class::HumanVisible,
        what,
        community: Some(known.id.clone()),
        person: Some(person),
        to,
        subject: Line::new(&format!("{subject} ({})", known.name)),
        body,
    };
    change.post(&letter).await
}
