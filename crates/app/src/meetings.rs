//! When and where the people of a match meet: times that all have free, choosing among three, and telling their calendars.
//!
//! Each gets a mail with a calendar entry of their own; later words about it, another time or that it is off, have the same id
//! and a higher sequence. Nobody's address is told to another.

mod letters;

use std::collections::BTreeSet;

use goodword_domain::communities::CommunityId;
use goodword_domain::matches::{Match, MatchId, Stage as MatchStage};
use goodword_domain::meetings::{MOST_OPTIONS, Meeting, Refusal, Stage};
use goodword_domain::members::MemberId;
use goodword_domain::rounds::stages::{Round, Stage as RoundStage};
use goodword_domain::times::{Free, Slot, Wanted, suggested};
use goodword_domain::words;
use goodword_formats::invitation::{self, Method};
use goodword_store::matches::Kept;
use goodword_store::{Tx, answers, communities, matches, meetings, members};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use schemars::JsonSchema;
use serde::Serialize;

use crate::change::Change;
use crate::error::{Error, Result};
use crate::house::App;
use crate::matches::{By, Found, begin, found};

use letters::{ask_the_others, calendar_letter, entry};

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::refused(refusal.code(), refusal.sentence())
    }
}

/// How long a meeting takes unless its people say otherwise.
const MINUTES: u32 = 60;
/// The time of day that suits a lunch best.
const NOON: u16 = 12 * 60 + 15;
/// Minutes to get to a place in the same town.
const TRAVEL: u32 = 20;
/// Nobody is asked to be somewhere at once.
const NOT_BEFORE: SignedDuration = SignedDuration::from_hours(36);
/// How far ahead times are looked for where the round does not say.
const AHEAD: SignedDuration = SignedDuration::from_hours(28 * 24);
/// How long after a meeting its people are asked how it was.
const ASKED_AFTER: SignedDuration = SignedDuration::from_hours(2);

/// A meeting as somebody in it sees it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Meeting")]
pub struct Planned {
    /// Of which match.
    pub of: MatchId,
    /// open, agreed or called_off.
    pub stage: String,
    /// When, once that is agreed.
    pub at: Option<Slot>,
    /// Where, or the link of a call.
    pub place: String,
    /// Times to choose among.
    pub options: Vec<TimeToChoose>,
    /// Times that all have free as far as they said when they can, to be offered.
    pub suggested: Vec<Slot>,
    /// The time zone in which one lives: an IANA name.
    pub zone: String,
    /// How often calendars were told.
    pub sequence: u32,
}

/// A time to choose.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TimeToChoose {
    /// When.
    pub at: Slot,
    /// Whether one said that one can.
    pub mine: bool,
    /// How many of the others said that they can.
    pub n_others: usize,
}

/// The meeting of a match of one's own.
pub async fn find(app: &App, by: &By<'_>) -> Result<Planned> {
    let mut tx = app.look().await?;
    let now = app.now();
    let found = found(&mut tx, by, now).await?;
    let meeting = of(&mut tx, &found.me.community, &found.kept.of.id).await?;
    shown(&mut tx, &found, meeting, now).await
}

/// The agreed time as a file for somebody's calendar.
pub async fn calendar_file(app: &App, by: &By<'_>) -> Result<String> {
    let mut tx = app.look().await?;
    let now = app.now();
    let found = found(&mut tx, by, now).await?;
    let meeting = of(&mut tx, &found.me.community, &found.kept.of.id).await?;
    let at = meeting.at().ok_or(Error::NotFound)?;
    let known = communities::find(&mut tx, &found.me.community).await?.ok_or(Error::NotFound)?;
    Ok(invitation::feed(&known.name, &[entry(app, &found.kept, &meeting, at, &found.me.id, now)]))
}

/// Gives one to three times to choose among; whoever gives them can at all of them.
pub async fn offer(app: &App, by: &By<'_>, times: Vec<Slot>) -> Result<Planned> {
    let (mut change, found) = begin(app, by).await?;
    let meeting = offered(&mut change, &found, times).await?;
    finish(change, &found, meeting).await
}

pub(crate) async fn offered(change: &mut Change, found: &Found, times: Vec<Slot>) -> Result<Meeting> {
    let now = change.now;
    alter(change, found, |meeting| Ok(meeting.offered(&found.me.id, times, now)?)).await
}

/// Says at which of the times one can, by when they begin. The earliest at which all can is agreed, and calendars are told.
pub async fn tick(app: &App, by: &By<'_>, can: Vec<Timestamp>) -> Result<Planned> {
    let (mut change, found) = begin(app, by).await?;
    let meeting = ticked(&mut change, &found, &can).await?;
    finish(change, &found, meeting).await
}

pub(crate) async fn ticked(change: &mut Change, found: &Found, can: &[Timestamp]) -> Result<Meeting> {
    let all: BTreeSet<MemberId> = found.kept.of.still_in().cloned().collect();
    alter(change, found, |meeting| Ok(meeting.ticked(&found.me.id, can, &all)?)).await
}

/// Says where, in one line: a place, or the link of a call.
pub async fn place(app: &App, by: &By<'_>, place: &str) -> Result<Planned> {
    let place = words::line("place", place, 200)?;
    let (mut change, found) = begin(app, by).await?;
    let meeting = alter(&mut change, &found, |meeting| Ok(meeting.moved(place)?)).await?;
    finish(change, &found, meeting).await
}

async fn alter(
    change: &mut Change,
    found: &Found,
    alter: impl FnOnce(Meeting) -> Result<Meeting>,
) -> Result<Meeting> {
    let (community, now) = (found.me.community.clone(), change.now);
    let open = matches!(found.kept.of.stage, MatchStage::Asked | MatchStage::On);
    if !open || !found.kept.of.still_in().any(|member| *member == found.me.id) {
        return Err(goodword_domain::matches::Refusal::IsOff.into());
    }
    let before = of(&mut change.tx, &community, &found.kept.of.id).await?;
    let after = alter(before.clone())?;
    if after != before {
        let offered = after.options != before.options && after.at() == before.at();
        meetings::put(&mut change.tx, &community, &after, now).await?;
        tell(change, &found.round, &found.kept, &before, &after).await?;
        if offered && by_me_alone(&after, &found.me.id) {
            ask_the_others(change, found, &after).await?;
        }
        change.happened("meeting.changed", Some(&community), &found.kept.of.id.0, ()).await?;
    }
    Ok(after)
}

async fn finish(mut change: Change, found: &Found, meeting: Meeting) -> Result<Planned> {
    let now = change.now;
    let planned = shown(&mut change.tx, found, meeting, now).await?;
    change.commit().await?;
    Ok(planned)
}

/// Whether somebody has just given these times.
fn by_me_alone(meeting: &Meeting, me: &MemberId) -> bool {
    !meeting.options.is_empty()
        && meeting.options.iter().all(|choice| choice.can.len() == 1 && choice.can.contains(me))
}

async fn of(tx: &mut Tx, community: &CommunityId, id: &MatchId) -> Result<Meeting> {
    let kept = meetings::find(tx, community, id).await?;
    Ok(kept.unwrap_or_else(|| Meeting::open(id.clone(), Vec::new())))
}

/// Gives a new match times to choose among: such as all have free.
pub(crate) async fn open(change: &mut Change, round: &Round, kept: &Kept) -> Result<Vec<Slot>> {
    let now = change.now;
    let times = times(&mut change.tx, round, &kept.of, now).await?;
    let meeting = Meeting::open(kept.of.id.clone(), times.clone());
    meetings::put(&mut change.tx, &round.community, &meeting, now).await?;
    Ok(times)
}

/// Times that all who are in a match have free.
async fn times(tx: &mut Tx, round: &Round, of: &Match, now: Timestamp) -> Result<Vec<Slot>> {
    let until = match &round.stage {
        RoundStage::Released { meet_by, .. } => *meet_by,
        _ => now + AHEAD,
    };
    let community = communities::find(tx, &round.community).await?.ok_or(Error::NotFound)?;
    let (mut people, mut far) = (Vec::new(), true);
    for member in of.still_in() {
        let Some(seat) = members::find(tx, &round.community, member).await? else { return Ok(Vec::new()) };
        let formats = &seat.profile.formats;
        far &= !formats.is_empty() && formats.iter().all(|format| format.to_lowercase().contains("video"));
        let taken = match &seat.person {
            Some(person) => meetings::taken(tx, person, now).await?,
            None => Vec::new(),
        };
        let zone = zone(&seat.profile.time_zone, &community.time_zone);
        people.push(Free { hours: seat.profile.availability, zone, travel_minutes: TRAVEL, taken });
    }
    if far {
        people.iter_mut().for_each(|free| free.travel_minutes = 0);
    }
    let wanted = Wanted {
        from: now + NOT_BEFORE,
        until: until.max(now + NOT_BEFORE),
        minutes: MINUTES,
        best_minute: NOON,
    };
    Ok(suggested(&people, wanted, MOST_OPTIONS))
}

fn zone(own: &str, community: &str) -> TimeZone {
    let name = if own.is_empty() { community } else { own };
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

async fn shown(tx: &mut Tx, found: &Found, meeting: Meeting, now: Timestamp) -> Result<Planned> {
    let me = &found.me.id;
    let community = communities::find(tx, &found.me.community).await?.ok_or(Error::NotFound)?;
    let option = |choice: &goodword_domain::meetings::Choice| TimeToChoose {
        at: choice.at,
        mine: choice.can.contains(me),
        n_others: choice.can.iter().filter(|member| *member != me).count(),
    };
    let own = &found.me.profile.time_zone;
    Ok(Planned {
        stage: match meeting.stage {
            Stage::Open => "open",
            Stage::Agreed { .. } => "agreed",
            Stage::CalledOff => "called_off",
        }
        .to_owned(),
        at: meeting.at(),
        options: meeting.options.iter().map(option).collect(),
        suggested: times(tx, &found.round, &found.kept.of, now).await?,
        zone: if own.is_empty() { community.time_zone } else { own.clone() },
        sequence: meeting.sequence,
        place: meeting.place,
        of: meeting.of,
    })
}

/// What follows from a match's turn for its meeting: whoever is not in it any more is told that it is off for them; all are, if it is
/// off.
pub(crate) async fn follow(change: &mut Change, round: &Round, before: &Kept, after: &Match) -> Result<()> {
    let (community, now) = (&round.community, change.now);
    let Some(meeting) = meetings::find(&mut change.tx, community, &after.id).await? else { return Ok(()) };
    if after.stage == MatchStage::Off {
        let off = meeting.clone().called_off();
        meetings::put(&mut change.tx, community, &off, now).await?;
        return tell(change, round, before, &meeting, &off).await;
    }
    let all: BTreeSet<MemberId> = after.still_in().cloned().collect();
    let gone = before.of.still_in().filter(|member| !all.contains(*member)).cloned().collect::<Vec<_>>();
    if gone.is_empty() {
        return Ok(());
    }
    let mut changed = meeting.clone();
    for member in &gone {
        changed = changed.without(member, &all);
        if let Some(at) = meeting.at() {
            let off = Meeting { sequence: meeting.sequence + 1, ..meeting.clone() };
            calendar_letter(change, round, before, &off, at, member, Method::Cancel).await?;
        }
    }
    meetings::put(&mut change.tx, community, &changed, now).await?;
    let now_in = Kept { of: after.clone(), ..before.clone() };
    tell(change, round, &now_in, &meeting, &changed).await
}

/// Tells everybody's calendar what changed, if anything did.
async fn tell(
    change: &mut Change,
    round: &Round,
    kept: &Kept,
    before: &Meeting,
    after: &Meeting,
) -> Result<()> {
    if after.sequence == before.sequence {
        return Ok(());
    }
    let (method, at) = match (after.at(), before.at()) {
        (Some(at), _) => (Method::Request, at),
        (None, Some(at)) => (Method::Cancel, at),
        (None, None) => return Ok(()),
    };
    for member in kept.of.still_in().cloned().collect::<Vec<_>>() {
        calendar_letter(change, round, kept, after, at, &member, method).await?;
        let due = (method == Method::Request).then(|| at.to + ASKED_AFTER);
        answers::ask_at(&mut change.tx, &round.community, &after.of, &member, due).await?;
    }
    if method == Method::Request {
        crate::rounds::look_after(change, &round.community, &round.id, at.to + ASKED_AFTER).await?;
    }
    Ok(())
}

/// A member's agreed meetings as their calendar fetches them: names only, no address of anybody.
pub(crate) async fn feed(tx: &mut Tx, app: &App, community: &CommunityId, me: &MemberId) -> Result<String> {
    let known = communities::find(tx, community).await?.ok_or(Error::NotFound)?;
    let from = app.now() - SignedDuration::from_hours(90 * 24);
    let mut entries = Vec::new();
    for own in meetings::agreed_of(tx, community, me, from).await? {
        let Some(kept) = matches::find(tx, community, &own.meeting.of).await? else { continue };
        if let Some(at) = own.meeting.at() {
            entries.push(entry(app, &kept, &own.meeting, at, me, own.changed));
        }
    }
    Ok(invitation::feed(&known.name, &entries))
}
