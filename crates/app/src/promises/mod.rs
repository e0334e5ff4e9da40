//! Promises: giving one, seeing one's own, saying what became of it, and what one's word is worth.
//!
//! | verb | for whom, and when |
//! |---|---|
//! | [`before`] | the giver, before they save: how many are open, and when each kind is usually due |
//! | [`make`] | the giver; both see it from then on |
//! | [`say`] | either side: what became of it ([`Deed`]) |
//! | [`peek`], [`say_by_link`] | the same from a letter, without signing in: the page that the link shows, and its one button |
//! | [`today`] | what I promised, what was promised to me, what waits for my answer |
//! | [`find`], [`page`] | one of mine; all of mine, newest first |
//! | [`to_whom`] | the giver: where its receiver sits, to introduce somebody to them |
//! | [`word_kept`] | my own page: what my word is worth, with the facts behind it |
//! | [`share`], [`band_of`] | showing others a band, and seeing theirs where they show it |
//!
//! A promise belongs to its two people. No organiser and no operator finds it, no community keeps it, the log holds its id.

mod letters;
mod links;
mod saying;
mod word;

use goodword_domain::communities::{CommunityId, Membership, Standing};
use goodword_domain::help::HelpKind;
use goodword_domain::members::MemberId;
use goodword_domain::people::PersonId;
use goodword_domain::promises::{
    Answer, Due, Promise, Refusal, Word, before_promising, checked_what, usual_day,
};
pub use goodword_domain::promises::{PromiseId, Side, Stage};
use goodword_store::promises::{self, Kept};
use goodword_store::{Tx, communities, members, people};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::actor::Actor;
use crate::budgets::{self, Budget, DAY};
use crate::change::{Change, Once};
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;
use crate::wishes;

pub(crate) use letters::remind;
pub use links::{Linked, peek, say_by_link};
pub use saying::{Deed, say};
pub(crate) use word::weigh;
pub use word::{MyWord, WordFact, band_of, share, word_kept};

/// What one person promises in a day.
const PER_DAY: Budget = Budget::new("promises.make", 10, DAY);
/// How many promises to somebody wait for a first sign that they were heard.
const MOST_UNHEARD: i64 = 3;

/// A promise that somebody is about to give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New {
    /// In which community they know each other.
    pub community: CommunityId,
    /// To whom.
    pub member: MemberId,
    /// Which kind of help.
    pub kind: HelpKind,
    /// What, in one line of at most 200 characters.
    pub what: String,
    /// By when, where the giver is; without, the usual day of its kind.
    pub due_on: Option<Date>,
    /// From which meeting it is, if from one.
    pub meeting: Option<String>,
}

/// A promise as one of the two sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Which.
    pub id: PromiseId,
    /// Which of the two looks at it.
    pub side: Side,
    /// What the other one is called; empty when they are not here any more.
    pub other: String,
    /// Which kind of help.
    pub kind: HelpKind,
    /// What.
    pub what: String,
    /// Since when.
    pub given_at: Timestamp,
    /// By when.
    pub due_on: Date,
    /// When that day ends, where the giver is.
    pub due_at: Timestamp,
    /// How often the day was moved.
    pub n_moves: u32,
    /// What stands, as this side may know it.
    pub stage: Stage,
    /// When the receiver said that this is what was said.
    pub read_back: Option<Timestamp>,
    /// The giver's words when they gave it back.
    pub words: Option<String>,
    /// The receiver's thanks.
    pub thanks: Option<String>,
    /// How much it mattered, 1 to 3, where the receiver said.
    pub size: Option<u8>,
    /// In which community they knew each other then.
    pub community: Option<CommunityId>,
    /// From which meeting it is.
    pub meeting: Option<String>,
    /// Whether its giver is reminded; nothing for the receiver.
    pub reminds: Option<bool>,
}

/// What a giver should know before they promise more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// What they have promised and not yet kept, by when it is due.
    pub open: Vec<Shown>,
    /// How many of these are due within seven days, or were before.
    pub n_this_week: usize,
    /// All that as a sentence.
    pub sentence: String,
    /// The usual day of each kind, if promised now.
    pub usual: Vec<(HelpKind, Date)>,
}

/// What concerns somebody now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Today {
    /// What they promised, by when it is due.
    pub given: Vec<Shown>,
    /// What was promised to them and is still to be kept, by when it is due.
    pub received: Vec<Shown>,
    /// What waits for their answer: a day that went by, a promise that is said to be kept, one that was never read back.
    pub to_answer: Vec<Shown>,
}

impl Shown {
    pub(crate) fn of(kept: Kept, side: Side, now: Timestamp) -> Shown {
        let Kept { promise, giver_name, receiver_name, community, meeting, quiet, .. } = kept;
        let promise = promise.seen_by(side, now);
        let stage = promise.stage();
        let (thanks, size) = match promise.answer {
            Answer::Confirmed { thanks, size, .. } => (thanks, Some(size)),
            _ => (None, None),
        };
        let words = match promise.word {
            Word::Released { words, .. } if !words.is_empty() => Some(words),
            _ => None,
        };
        Shown {
            id: promise.id,
            side,
            other: if side == Side::Giver { receiver_name } else { giver_name },
            kind: promise.kind,
            what: promise.what,
            given_at: promise.given_at,
            due_on: promise.due.on,
            due_at: promise.due.at,
            n_moves: promise.due.n_moves,
            stage,
            read_back: promise.read_back,
            words,
            thanks,
            size,
            community,
            meeting,
            reminds: (side == Side::Giver).then_some(quiet.is_none()),
        }
    }

    fn for_viewer(kept: Kept, viewer: &PersonId, now: Timestamp) -> Shown {
        let side = if kept.promise.giver == *viewer { Side::Giver } else { Side::Receiver };
        Shown::of(kept, side, now)
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::refused(refusal.code(), refusal.sentence())
    }
}

/// What the actor should know before they promise more. `community` says in whose time zone days end; without it, in
/// universal time.
pub async fn before(app: &App, actor: &Actor, community: Option<&CommunityId>) -> Result<Before> {
    let person = actor.person()?;
    let (mut tx, now) = (app.look().await?, app.now());
    let zone = match community {
        Some(community) => zone_of(&mut tx, person, community).await?.0,
        None => TimeZone::UTC,
    };
    let open = promises::open_of(&mut tx, person).await?;
    let open: Vec<Shown> = open.into_iter().map(|kept| Shown::of(kept, Side::Giver, now)).collect();
    let open: Vec<Shown> = open.into_iter().filter(|shown| shown.stage.is_open()).collect();
    let week = now + SignedDuration::from_hours(7 * 24);
    let n_this_week = open.iter().filter(|shown| shown.due_at <= week).count();
    let today = now.to_zoned(zone).date();
    Ok(Before {
        n_this_week,
        sentence: before_promising(open.len(), n_this_week),
        usual: HelpKind::ALL.map(|kind| (kind, usual_day(kind, today))).to_vec(),
        open,
    })
}

/// Somebody's time zone in a community, and its name.
async fn zone_of(tx: &mut Tx, person: &PersonId, community: &CommunityId) -> Result<(TimeZone, String)> {
    let seat = members::seat(tx, person, community).await?.ok_or(Error::NotFound)?;
    let name = match seat.profile.time_zone.is_empty() {
        false => seat.profile.time_zone,
        true => communities::find(tx, community).await?.ok_or(Error::NotFound)?.time_zone,
    };
    Ok((zone(&name), name))
}

/// A time zone by its name; universal time, should the name not be known any more.
fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// Gives a promise to a member of a common community. Both see it from now on; no letter goes out for it.
pub async fn make(app: &App, actor: &Actor, new: New) -> Result<Shown> {
    let person = actor.person()?.clone();
    let mut change = app.change(actor, &person.0).await?;
    let due = new.due_on.map(|on| on.to_string());
    let given = (&new.community.0, &new.member.0, new.kind.word(), &new.what, due, &new.meeting);
    let id = match change.once("promises.make", given).await? {
        Once::First(id) => PromiseId(id),
        Once::Again(id) => return find(app, actor, &PromiseId(id)).await,
    };
    let me =
        seat_as(&mut change.tx, actor, &new.community, goodword_domain::communities::Role::Member).await?;
    let other = receiver(&mut change.tx, &person, &new).await?;
    let (zone, time_zone) = zone_of(&mut change.tx, &person, &new.community).await?;
    let on = new.due_on.unwrap_or_else(|| usual_day(new.kind, change.now.to_zoned(zone.clone()).date()));
    let promise = Promise {
        id,
        giver: person,
        receiver: other.1,
        kind: new.kind,
        what: checked_what(&new.what)?,
        given_at: change.now,
        due: Due::by(on, &zone, change.now)?,
        read_back: None,
        word: Word::Nothing,
        answer: Answer::Nothing,
    };
    let kept = Kept {
        unheard: unheard(&mut change, &promise).await?,
        promise,
        giver_name: me.profile.name,
        receiver_name: other.0.profile.name,
        community: Some(new.community),
        meeting: new.meeting,
        time_zone,
        quiet: None,
    };
    let (app, now) = (change.app.clone(), change.now);
    budgets::spend(&mut change.tx, &app, PER_DAY, &kept.promise.giver.0, now).await?;
    promises::add(&mut change.tx, &kept).await?;
    letters::remind_of(&mut change, &kept).await?;
    let facts = serde_json::json!({ "kind": kept.promise.kind.word() });
    change.happened("promise.given", None, &kept.promise.id.0, facts).await?;
    change.commit().await?;
    Ok(Shown::of(kept, Side::Giver, now))
}

/// The seat to which a promise is given, and who sits there.
async fn receiver(tx: &mut Tx, giver: &PersonId, new: &New) -> Result<(Membership, PersonId)> {
    let seat = members::find_for(tx, giver, &new.community, &new.member).await?;
    let seat = seat.filter(|seat| matches!(seat.standing, Standing::Active { .. })).ok_or(Error::NotFound)?;
    let person = seat.person.clone().ok_or(Error::NotFound)?;
    match person == *giver {
        true => Err(Error::field("member", "A promise is given to somebody else.")),
        false => Ok((seat, person)),
    }
}

/// Since when the receiver is not to hear of it, if one of the two would rather not meet the other. To its giver it looks like a
/// promise that nobody answers; and of those only a few wait, whatever the reason.
async fn unheard(change: &mut Change, promise: &Promise) -> Result<Option<Timestamp>> {
    let Promise { giver, receiver, .. } = promise;
    let (heard, n) = promises::between(&mut change.tx, giver, receiver).await?;
    if !heard && n >= MOST_UNHEARD {
        let sentence = "Three promises to them wait to be read back. Give the next one when they have been.";
        return Err(Error::refused("not_read_back", sentence));
    }
    let giver = people::find(&mut change.tx, giver).await?.ok_or(Error::NotFound)?.address;
    let receiver = people::find(&mut change.tx, receiver).await?.ok_or(Error::NotFound)?.address;
    let apart = wishes::apart(&mut change.tx, &change.app, &giver, &receiver).await?;
    Ok(apart.then_some(change.now))
}

/// One of the actor's promises, given or received.
pub async fn find(app: &App, actor: &Actor, id: &PromiseId) -> Result<Shown> {
    let person = actor.person()?;
    let kept = promises::find_for(&mut app.look().await?, person, id).await?.ok_or(Error::NotFound)?;
    Ok(Shown::for_viewer(kept, person, app.now()))
}

/// The seat of the one to whom the actor gave a promise, where they knew each other then; nothing, if it is theirs no more.
pub async fn to_whom(app: &App, actor: &Actor, id: &PromiseId) -> Result<Option<MemberId>> {
    let (mut tx, person) = (app.look().await?, actor.person()?);
    let kept = promises::find_for(&mut tx, person, id).await?;
    let kept = kept.filter(|kept| kept.promise.giver == *person).ok_or(Error::NotFound)?;
    let Some(community) = &kept.community else { return Ok(None) };
    let seat = members::seat(&mut tx, &kept.promise.receiver, community).await?;
    Ok(seat.map(|seat| seat.id))
}

/// All of the actor's promises, given and received, newest first, from before the given one. At most 100.
pub async fn page(
    app: &App,
    actor: &Actor,
    before: Option<(Timestamp, &PromiseId)>,
    limit: u32,
) -> Result<Vec<Shown>> {
    let person = actor.person()?;
    let all = promises::page_for(&mut app.look().await?, person, before, limit.min(100)).await?;
    let now = app.now();
    Ok(all.into_iter().map(|kept| Shown::for_viewer(kept, person, now)).collect())
}

/// What concerns the actor now.
pub async fn today(app: &App, actor: &Actor) -> Result<Today> {
    let person = actor.person()?;
    let (mut tx, now) = (app.look().await?, app.now());
    let mut today = Today::default();
    for kept in promises::open_of(&mut tx, person).await? {
        let shown = Shown::of(kept, Side::Giver, now);
        match shown.stage {
            Stage::Open => today.given.push(shown),
            _ => today.to_answer.push(shown),
        }
    }
    for kept in promises::waiting_for(&mut tx, person).await? {
        let shown = Shown::of(kept, Side::Receiver, now);
        let asks = shown.stage == Stage::Kept || shown.read_back.is_none() || shown.due_at <= now;
        if asks { &mut today.to_answer } else { &mut today.received }.push(shown);
    }
    Ok(today)
}
