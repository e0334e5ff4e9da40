//! One's own matches: seeing them, and answering, by signing in or by the link in a letter.
//!
//! Whoever is on their way to decline sees the reasons and the six kinds of help once; then it goes through without a question
//! more, and the others hear no more than "not this time".

mod shown;

use goodword_domain::answers::Met;
use goodword_domain::communities::{CommunityId, Membership, Role};
use goodword_domain::help::HelpKind;
use goodword_domain::matches::{MatchId, Refusal, Stage, Turned};
use goodword_domain::members::MemberId;
use goodword_domain::rounds::stages::{Round, RoundId};
use goodword_domain::times::Slot;
use goodword_store::matches::{self, Kept};
use goodword_store::{Tx, links, members, round_members, rounds};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::change::Change;
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;
use crate::outside::Secret;
use crate::rounds::{InMatch, Reason, Said, set_free};

pub(crate) use shown::shown;

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        match refusal {
            Refusal::NotInIt | Refusal::NotAsked => Error::NotFound,
            Refusal::IsOff | Refusal::IsAnswered => Error::refused(refusal.code(), refusal.sentence()),
        }
    }
}

/// How somebody shows that a match is theirs.
#[derive(Clone, Debug)]
pub enum By<'a> {
    /// By the link in a letter: no account needed.
    Link(&'a Secret),
    /// By having come in, and a seat in the community.
    Seat {
        /// Who.
        actor: &'a Actor,
        /// Where.
        community: &'a CommunityId,
        /// Which match.
        id: &'a MatchId,
    },
}

/// A match as somebody in it sees it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Match")]
pub struct Mine {
    /// Which.
    pub id: MatchId,
    /// Where.
    pub community: CommunityId,
    /// What the community is called.
    pub community_name: String,
    /// Of which round.
    pub round: RoundId,
    /// The day of the round.
    pub on: Date,
    /// asked, on or off.
    pub stage: String,
    /// What comes next for whoever looks.
    pub next: Next,
    /// Who one is in it.
    pub me: MemberId,
    /// What one said.
    pub said: Said,
    /// The others, and what they said: a *no* and silence sound the same.
    pub others: Vec<InMatch>,
    /// What each could give each, both ways.
    pub reasons: Vec<Reason>,
    /// What else there is to say about the match.
    pub note: Option<String>,
    /// Until when one answers.
    #[schemars(with = "Option<String>")]
    pub answer_by: Option<Timestamp>,
    /// The six kinds of help: what a meeting can be good for.
    pub kinds: Vec<HelpKind>,
    /// When they meet, once that is agreed.
    pub at: Option<Slot>,
    /// Where, or the link of a call; empty if nobody has said.
    pub place: String,
    /// What one said about whether they met.
    pub met: Option<Met>,
    /// Until when one who meets nobody by this match can still be matched with somebody else in the round.
    #[schemars(with = "Option<String>")]
    pub again_until: Option<Timestamp>,
    /// Whether somebody else is looked for.
    pub waits: bool,
}

/// What comes next in a match for somebody in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// To say whether they come.
    Answer,
    /// To wait for what others say.
    Wait,
    /// To find a time.
    FindTime,
    /// To meet.
    Meet,
    /// To say whether they met.
    Tell,
    /// Nothing: they said whether they met.
    Nothing,
    /// Nothing: it is off, for them or for all.
    Off,
}

impl Next {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Next::Answer => "answer",
            Next::Wait => "wait",
            Next::FindTime => "find_time",
            Next::Meet => "meet",
            Next::Tell => "tell",
            Next::Nothing => "nothing",
            Next::Off => "off",
        }
    }
}

/// When somebody who says yes can meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// At these of the times to choose among, by when they begin; at none, if one has not looked.
    Can(Vec<Timestamp>),
    /// At none of them: at these.
    At(Vec<Slot>),
}

/// What somebody says to a match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "say", rename_all = "snake_case", deny_unknown_fields)]
pub enum Say {
    /// Yes.
    Accept {},
    /// Not this time. Saying it the first time without having `seen` the reasons shows them instead.
    NotThisTime {
        /// Whether the reasons and the kinds of help were shown with the button.
        #[serde(default)]
        seen: bool,
    },
    /// Not this time, and not matched again before a day: in eight weeks unless said.
    Pause {
        /// The day on which one may be matched again.
        #[serde(default)]
        until: Option<Date>,
    },
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Answered {
    /// Whether it was done; if not, the reasons and the kinds of help are to be shown, once.
    pub done: bool,
    /// The match as it is now.
    pub now: Mine,
}

/// For how long whoever pauses without a day does.
const PAUSE_WEEKS: i64 = 8;

/// The actor's matches in a community, the latest first.
pub async fn mine(app: &App, actor: &Actor, community: &CommunityId) -> Result<Vec<Mine>> {
    latest(app, actor, community, 100).await
}

/// A few of them, the latest first.
pub async fn latest(app: &App, actor: &Actor, community: &CommunityId, few: u32) -> Result<Vec<Mine>> {
    let mut tx = app.look().await?;
    let me = seat_as(&mut tx, actor, community, Role::Member).await?;
    let mut all = Vec::new();
    for kept in matches::all_for(&mut tx, community, &me.id, few).await? {
        all.push(shown(&mut tx, community, &me.id, kept, app.now()).await?);
    }
    Ok(all)
}

/// A match of one's own. Looking changes nothing.
pub async fn find(app: &App, by: &By<'_>) -> Result<Mine> {
    let mut tx = app.look().await?;
    let mine = found(&mut tx, by, app.now()).await?;
    shown(&mut tx, &mine.me.community, &mine.me.id, mine.kept, app.now()).await
}

/// Answers a match. Saying the same twice is saying it once.
pub async fn answer(app: &App, by: &By<'_>, say: Say) -> Result<Answered> {
    let (mut change, found) = begin(app, by).await?;
    let done = match say {
        Say::Accept {} => accept(&mut change, &found).await?,
        Say::NotThisTime { seen } => decline(&mut change, &found, seen).await?,
        Say::Pause { until } => {
            pause(&mut change, &found, until).await?;
            decline(&mut change, &found, true).await?
        }
    };
    finish(change, &found, done).await
}

/// Says yes, and when one can.
pub async fn accept_at(app: &App, by: &By<'_>, when: When) -> Result<Answered> {
    let (mut change, found) = begin(app, by).await?;
    match when {
        When::Can(can) if can.is_empty() => {}
        When::Can(can) => drop(crate::meetings::ticked(&mut change, &found, &can).await?),
        When::At(times) => drop(crate::meetings::offered(&mut change, &found, times).await?),
    }
    accept(&mut change, &found).await?;
    finish(change, &found, true).await
}

/// Has somebody whose match is off, or who said no to it, wait for somebody else in the same round.
pub async fn wait_again(app: &App, by: &By<'_>) -> Result<Answered> {
    let (mut change, found) = begin(app, by).await?;
    crate::rounds::come(&mut change, &found.round, &found.me.id).await?;
    finish(change, &found, true).await
}

async fn finish(mut change: Change, found: &Found, done: bool) -> Result<Answered> {
    let (community, at) = (&found.me.community, change.now);
    let kept = matches::find(&mut change.tx, community, &found.kept.of.id).await?.ok_or(Error::NotFound)?;
    let now = shown(&mut change.tx, community, &found.me.id, kept, at).await?;
    change.commit().await?;
    Ok(Answered { done, now })
}

/// A match, and who has it in hand.
pub(crate) struct Found {
    pub me: Membership,
    pub kept: Kept,
    pub round: Round,
}

/// Begins a change to a match by somebody in it, in the community's turn.
pub(crate) async fn begin(app: &App, by: &By<'_>) -> Result<(Change, Found)> {
    let (actor, turn) = match by {
        By::Link(secret) => {
            let link = links::find(&mut app.look().await?, &secret.hash(), "match", app.now()).await?;
            (&Actor::STRANGER, link.ok_or(Error::NotFound)?.community)
        }
        By::Seat { actor, community, .. } => (*actor, (*community).clone()),
    };
    let mut change = app.change(actor, &turn.0).await?;
    let now = change.now;
    let found = found(&mut change.tx, by, now).await?;
    Ok((change, found))
}

pub(crate) async fn found(tx: &mut Tx, by: &By<'_>, now: Timestamp) -> Result<Found> {
    let (me, id) = match by {
        By::Link(secret) => {
            let link = links::find(tx, &secret.hash(), "match", now).await?.ok_or(Error::NotFound)?;
            let me = members::find(tx, &link.community, &link.member).await?.ok_or(Error::NotFound)?;
            (me, MatchId(link.subject))
        }
        By::Seat { actor, community, id } => {
            (seat_as(tx, actor, community, Role::Member).await?, (*id).clone())
        }
    };
    let kept = matches::find_for(tx, &me.community, &me.id, &id).await?.ok_or(Error::NotFound)?;
    let round = rounds::find(tx, &me.community, &kept.of.round).await?.ok_or(Error::NotFound)?.round;
    Ok(Found { me, kept, round })
}

async fn accept(change: &mut Change, found: &Found) -> Result<bool> {
    let turned = found.kept.of.clone().accepted(&found.me.id)?;
    turn(change, found, turned).await?;
    Ok(true)
}

/// Whether it went through; the first time it shows the reasons instead, unless they were seen.
async fn decline(change: &mut Change, found: &Found, seen: bool) -> Result<bool> {
    let (community, me, now) = (&found.me.community, &found.me.id, change.now);
    let turned = found.kept.of.clone().declined(me)?;
    let mut own = found.kept.of.seats.iter().zip(&found.kept.people);
    let shown = own.any(|(seat, guest)| seat.member == *me && guest.shown.is_some());
    if !seen && !shown && turned.now != found.kept.of {
        matches::shown(&mut change.tx, community, &found.kept.of.id, me, now).await?;
        return Ok(false);
    }
    let (round, state) = (&found.round, "away");
    turn(change, found, turned).await?;
    if matches::of_member(&mut change.tx, community, &round.id, me).await?.is_empty() {
        round_members::stand(&mut change.tx, community, &round.id, me, state, Some("declined"), now).await?;
    }
    Ok(true)
}

/// Writes down how a match turned, and tells whom it concerns.
async fn turn(change: &mut Change, found: &Found, turned: Turned) -> Result<()> {
    let (community, before, now) = (&found.me.community, &found.kept.of, change.now);
    if turned.now == *before {
        return Ok(());
    }
    matches::save(&mut change.tx, community, before, &turned.now, now).await?;
    crate::meetings::follow(change, &found.round, &found.kept, &turned.now).await?;
    set_free(change, &found.round, &turned.freed).await?;
    change.happened("match.answered", Some(community), &before.id.0, ()).await?;
    if turned.now.stage == Stage::On && before.stage != Stage::On {
        let kept = Kept { of: turned.now, ..found.kept.clone() };
        crate::rounds::now_on(change, &found.round, &kept).await?;
    }
    Ok(())
}

async fn pause(change: &mut Change, found: &Found, until: Option<Date>) -> Result<()> {
    let zone = crate::rounds::zone(change, &found.me.community).await?;
    let today = change.now.to_zoned(zone).date();
    let until = until.unwrap_or(today.saturating_add(PAUSE_WEEKS.weeks()));
    let mut me = found.me.clone();
    me.profile.paused_until = Some(until);
    members::save(&mut change.tx, &me).await?;
    change.happened("member.paused", Some(&me.community), &me.id.0, ()).await
}

/// Takes somebody who leaves, is removed or kept out, out of the matches that they are in still.
pub(crate) async fn part_from(change: &mut Change, member: &Membership) -> Result<()> {
    let (community, now) = (&member.community, change.now);
    for kept in matches::open_of(&mut change.tx, community, &member.id).await? {
        let found = rounds::find(&mut change.tx, community, &kept.of.round).await?.ok_or(Error::NotFound)?;
        let turned = kept.of.clone().left(&member.id);
        matches::save(&mut change.tx, community, &kept.of, &turned.now, now).await?;
        if kept.of.stage == Stage::Proposed {
            // Nobody knows of it yet: the organiser sees whom it leaves alone, and at the release they are told.
            for other in &turned.freed {
                let (round, why) = (&kept.of.round, Some("none_free"));
                round_members::stand(&mut change.tx, community, round, other, "left_out", why, now).await?;
            }
            continue;
        }
        crate::meetings::follow(change, &found.round, &kept, &turned.now).await?;
        set_free(change, &found.round, &turned.freed).await?;
    }
    round_members::forget(&mut change.tx, community, &member.id).await?;
    Ok(())
}
