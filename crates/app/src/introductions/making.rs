//! What the introducer does.

use goodword_domain::communities::{CommunityId, Standing};
use goodword_domain::introductions::{
    ANSWERS, Introduction, IntroductionId, Outcome, Party, Refusal, Stage, Viewer, Which, Who, checked_told,
};
use goodword_domain::members::MemberId;
use goodword_domain::people::{MailAddress, Person, PersonId};
use goodword_domain::promises::PromiseId;
use goodword_domain::words;
use goodword_store::introductions::{self, Kept};
use goodword_store::{Tx, entries, members, people, promises};
use jiff::SignedDuration;

use super::{Shown, letters, shown};
use crate::actor::Actor;
use crate::budgets::{self, Budget, DAY};
use crate::change::{Change, Once};
use crate::error::{Error, Result};
use crate::house::App;
use crate::outside::Secret;
use crate::wishes;

/// How many people one asks on a day.
const PER_DAY: Budget = Budget::new("introductions.send", 10, DAY);
/// How many questions of one introducer wait for an answer at a time.
const MOST_ASKING: i64 = 5;
/// How long the link shows what became of it.
const LINK_HOLDS: SignedDuration = SignedDuration::from_hours(60 * 24);
/// How long a no holds, for the same two and the same introducer.
const NO_HOLDS: SignedDuration = SignedDuration::from_hours(180 * 24);

/// Somebody whom one brings together with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guest {
    /// A member of a common community.
    Member {
        /// Where.
        community: CommunityId,
        /// Who.
        member: MemberId,
    },
    /// Somebody outside. Without an address, the introducer hands them a link.
    Outside {
        /// What the introducer calls them.
        name: String,
        /// Where mail reaches them.
        address: Option<String>,
    },
}

/// An introduction that somebody drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New {
    /// The two. The first is asked first, unless the promise or the ask tells that it is theirs: who asked for it is asked last.
    pub guests: [Guest; 2],
    /// What each is told about the other, at most 1,000 characters.
    pub told: [String; 2],
    /// The introducer's own promise that it keeps.
    pub promise: Option<PromiseId>,
    /// The ask of one of the two, in a community of the introducer's, that it answers.
    pub ask: Option<(CommunityId, String)>,
}

/// Drafts an introduction. Nobody is asked yet.
pub async fn make(app: &App, actor: &Actor, new: New) -> Result<Shown> {
    let person = actor.person()?.clone();
    let mut change = app.change(actor, &person.0).await?;
    let given = format!("{:?}", (&new.guests, &new.told, &new.promise, &new.ask));
    let id = match change.once("introductions.make", given).await? {
        Once::First(id) => IntroductionId(id),
        Once::Again(id) => return super::find(app, actor, &IntroductionId(id)).await,
    };
    let [a, b] = &new.guests;
    let mut two = [
        party(&mut change.tx, &person, a, &new.told[0]).await?,
        party(&mut change.tx, &person, b, &new.told[1]).await?,
    ];
    let known_again = key(&two[0].who).is_some_and(|known| key(&two[1].who) == Some(known));
    if known_again || two.iter().any(|party| party.who == Who::Person(person.clone())) {
        return Err(Error::field("guests", "An introduction brings two other people together."));
    }
    if let Some(asker) = asker(&mut change.tx, &person, &new).await?
        && two[0].who == Who::Person(asker)
    {
        two.reverse();
    }
    let introduction = Introduction {
        id,
        introducer: person.clone(),
        sides: two,
        version: 1,
        made_at: change.now,
        stage: Stage::Drafted,
    };
    let introducer = people::find(&mut change.tx, &person).await?.ok_or(Error::NotFound)?;
    let kept = Kept {
        unheard: None,
        introducer_name: called(&mut change.tx, &introducer, &new).await?,
        promise: new.promise.map(|promise| promise.0),
        ask: new.ask,
        introduction,
    };
    introductions::add(&mut change.tx, &kept).await?;
    remember_chain(&mut change.tx, &kept.introduction).await?;
    change.happened("introduction.drafted", None, &kept.introduction.id.0, ()).await?;
    finish(change, kept).await
}

/// What the introducer is called: as in the community in which they know one of the two, or as they call themselves.
async fn called(tx: &mut Tx, introducer: &Person, new: &New) -> Result<String> {
    for guest in &new.guests {
        if let Guest::Member { community, .. } = guest
            && let Some(seat) = members::seat(tx, &introducer.id, community).await?
        {
            return Ok(seat.profile.name);
        }
    }
    match introducer.name.is_empty() {
        true => {
            Err(Error::refused("no_name", "Please say first what you are called, under your own account."))
        }
        false => Ok(introducer.name.clone()),
    }
}

/// A guest as a party.
async fn party(tx: &mut Tx, introducer: &PersonId, guest: &Guest, told: &str) -> Result<Party> {
    let (who, name) = match guest {
        Guest::Member { community, member } => {
            let seat = members::find_for(tx, introducer, community, member).await?;
            let seat = seat.filter(|seat| matches!(seat.standing, Standing::Active { .. }));
            let seat = seat.ok_or(Error::NotFound)?;
            (Who::Person(seat.person.ok_or(Error::NotFound)?), seat.profile.name)
        }
        Guest::Outside { name, address } => {
            let address =
                address.as_ref().map(|address| address.trim()).filter(|address| !address.is_empty());
            let address = address.map(str::parse::<MailAddress>).transpose();
            let address = address.map_err(|error| Error::field("address", error.to_string()))?;
            (Who::Outside(address), words::name("name", name)?)
        }
    };
    let told = checked_told("told", told)?;
    Ok(Party { who, name, told, reach: String::new(), outcome: Outcome::Nothing })
}

/// By what the same party is known again; nobody without an address is.
fn key(who: &Who) -> Option<String> {
    match who {
        Who::Person(person) => Some(person.0.clone()),
        Who::Outside(address) => address.as_ref().map(MailAddress::key),
    }
}

/// Who asked for it: to whom the promise was given, or whose ask it is.
async fn asker(tx: &mut Tx, introducer: &PersonId, new: &New) -> Result<Option<PersonId>> {
    if let Some(id) = &new.promise {
        let kept = promises::find_for(tx, introducer, id).await?.ok_or(Error::NotFound)?;
        if kept.promise.giver != *introducer {
            return Err(Error::NotFound);
        }
        return Ok(Some(kept.promise.receiver));
    }
    let Some((community, ask)) = &new.ask else { return Ok(None) };
    members::seat(tx, introducer, community).await?.ok_or(Error::NotFound)?;
    for guest in &new.guests {
        if let Guest::Member { community: theirs, member } = guest
            && theirs == community
            && entries::open_of(tx, community, member).await?.iter().any(|entry| entry.id == *ask)
        {
            return Ok(members::find(tx, community, member).await?.and_then(|seat| seat.person));
        }
    }
    Err(Error::NotFound)
}

/// Remembers by which earlier introductions the introducer knows the two.
async fn remember_chain(tx: &mut Tx, introduction: &Introduction) -> Result<()> {
    for party in &introduction.sides {
        if let Who::Person(person) = &party.who
            && let Some(earlier) =
                introductions::joining(tx, &introduction.introducer, person).await?.into_iter().next()
        {
            introductions::chain(tx, &introduction.id, &earlier).await?;
        }
    }
    Ok(())
}

/// Begins a change to one of the actor's own introductions.
async fn own(app: &App, actor: &Actor, id: &IntroductionId) -> Result<(Change, Kept)> {
    let person = actor.person()?.clone();
    let mut change = app.change(actor, &person.0).await?;
    change.tx.queue(&id.0).await?;
    let kept = introductions::find_for(&mut change.tx, &person, id).await?;
    let kept = kept.filter(|kept| kept.introduction.introducer == person).ok_or(Error::NotFound)?;
    Ok((change, kept))
}

async fn finish(mut change: Change, kept: Kept) -> Result<Shown> {
    let now = change.now;
    let shown = shown(&mut change.tx, kept, Viewer::Introducer, now).await?.ok_or(Error::NotFound)?;
    change.commit().await?;
    Ok(shown)
}

/// Says in other words what each is told. Everybody is asked anew; what they answered counts no more.
pub async fn reword(app: &App, actor: &Actor, id: &IntroductionId, told: [String; 2]) -> Result<Shown> {
    let (mut change, kept) = own(app, actor, id).await?;
    let told = [checked_told("told", &told[0])?, checked_told("told", &told[1])?];
    let ended = matches!(kept.introduction.stage, Stage::Ended { .. });
    let over = kept.introduction.seen_by(Viewer::Introducer, change.now);
    let introduction = match (ended, over) {
        // A no of which they cannot know: begun anew, it is a new question, which nobody hears.
        (true, Some(super::Seen::Asked | super::Seen::AskedSecond)) => {
            let open = Introduction { stage: Stage::AskedFirst { at: change.now }, ..kept.introduction };
            open.reworded(told)?
        }
        _ => kept.introduction.reworded(told)?,
    };
    let kept = Kept { introduction, unheard: None, ..kept };
    introductions::save(&mut change.tx, &kept).await?;
    change.happened("introduction.reworded", None, &id.0, ()).await?;
    finish(change, kept).await
}

/// Has the first side asked.
pub async fn send(app: &App, actor: &Actor, id: &IntroductionId) -> Result<Shown> {
    let (mut change, kept) = own(app, actor, id).await?;
    let (app, now) = (change.app.clone(), change.now);
    let introducer = kept.introduction.introducer.clone();
    let introduction = kept.introduction.clone().sent(now)?;
    let since = now - ANSWERS;
    if introductions::n_asking(&mut change.tx, &introducer, since).await? >= MOST_ASKING {
        let sentence =
            "Five of your questions wait for an answer. Ask again when one has come, or a week is over.";
        return Err(Error::refused("enough_asking", sentence));
    }
    budgets::spend(&mut change.tx, &app, PER_DAY, &introducer.0, now).await?;
    let unheard = must_not_hear(&mut change, &introduction, Which::First).await?;
    let kept = Kept { introduction, unheard, ..kept };
    introductions::save(&mut change.tx, &kept).await?;
    letters::ask(&mut change, &kept, Which::First).await?;
    change.happened("introduction.sent", None, &id.0, ()).await?;
    finish(change, kept).await
}

/// A side that must not be asked, if this one must not: they and one of the two others would rather not meet, or they said no to
/// the same before.
pub(super) async fn must_not_hear(
    change: &mut Change,
    introduction: &Introduction,
    which: Which,
) -> Result<Option<Which>> {
    let (asked, other) = (introduction.side(which), introduction.side(which.other()));
    let introducer = Who::Person(introduction.introducer.clone());
    if let Some(address) = address_of(&mut change.tx, &asked.who).await? {
        for another in [&introducer, &other.who] {
            if let Some(another) = address_of(&mut change.tx, another).await?
                && wishes::apart(&mut change.tx, &change.app, &address, &another).await?
            {
                return Ok(Some(which));
            }
        }
    }
    let (Some(asked), Some(other)) = (key(&asked.who), key(&other.who)) else { return Ok(None) };
    let since = change.now - NO_HOLDS;
    let refused =
        introductions::refused(&mut change.tx, &introduction.introducer, &asked, &other, since).await?;
    Ok(refused.then_some(which))
}

/// Where mail reaches a party.
pub(super) async fn address_of(tx: &mut Tx, who: &Who) -> Result<Option<MailAddress>> {
    Ok(match who {
        Who::Person(person) => people::find(tx, person).await?.map(|person| person.address),
        Who::Outside(address) => address.clone(),
    })
}

/// Takes an introduction back.
pub async fn take_back(app: &App, actor: &Actor, id: &IntroductionId) -> Result<Shown> {
    let (mut change, kept) = own(app, actor, id).await?;
    let now = change.now;
    let kept = Kept { introduction: kept.introduction.clone().taken_back(now)?, ..kept };
    introductions::save(&mut change.tx, &kept).await?;
    change.happened("introduction.taken_back", None, &id.0, ()).await?;
    finish(change, kept).await
}

/// The link for the side that is asked now and has no address: the introducer hands it on. Each call makes a new one; all of them
/// open the same page, for as long as the question waits.
pub async fn forward(app: &App, actor: &Actor, id: &IntroductionId) -> Result<Secret> {
    let (mut change, kept) = own(app, actor, id).await?;
    let (which, since) = kept.introduction.asked().ok_or(Refusal::NotAsked)?;
    if kept.introduction.side(which).who != Who::Outside(None) {
        return Err(Error::refused(
            "has_an_address",
            "They get a letter themselves; there is no link to hand on.",
        ));
    }
    let secret = change.app.chance.secret();
    let until = since + LINK_HOLDS;
    introductions::link(&mut change.tx, &kept.introduction, which, &secret.hash(), until).await?;
    change.happened("introduction.forwarded", None, &id.0, ()).await?;
    change.commit().await?;
    Ok(secret)
}
