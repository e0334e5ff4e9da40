//! Introductions: drafting one, asking both sides one after the other, joining them, hearing what came of it.
//!
//! | verb | for whom, and when |
//! |---|---|
//! | [`make`] | the introducer: from scratch, from a promise of theirs, or from an ask that they see; nobody is asked yet |
//! | [`reword`], [`send`], [`take_back`] | the introducer: other words (everybody is asked anew), ask, no more |
//! | [`forward`] | the introducer: the link for somebody without an address, to hand on |
//! | [`answer`] | a side that is here: yes, no, not now |
//! | [`peek`], [`answer_by_link`], [`tell_by_link`] | a side, from a letter or a link that was handed on, without signing in |
//! | [`tell`] | a side, once joined: what came of it |
//! | [`find`], [`page`] | one of mine; all of mine, newest first, those that wait for my answer among them |
//! | [`suggestions`] | a member: "you may know someone", three pairs a week, with why |
//! | [`for_whom`] | a member who is about to meet somebody: whom could I offer? |
//! | [`thanks`] | the introducer: what came of it, and whose introductions made it possible |
//!
//! Nothing of one side stands in anything that the other side gets, but the introducer's words, before both said yes. Who must not be
//! asked (they, or the two, would rather not meet; they said no before; they want no letters) is not asked, and to everybody else
//! it looks as if they did not answer. No organiser and no operator finds an introduction.

mod answering;
mod letters;
mod making;
mod suggesting;
mod trail;

use goodword_domain::communities::CommunityId;
pub use goodword_domain::introductions::{Answer, IntroductionId, Outcome, Seen, Which};
use goodword_domain::introductions::{Introduction, Party, Refusal, Viewer, Who};
use goodword_domain::people::PersonId;
use goodword_store::Tx;
use goodword_store::introductions::{self, Kept};
use jiff::Timestamp;

use crate::actor::Actor;
use crate::error::{Error, Result};
use crate::house::App;

pub use answering::{Linked, Told, answer, answer_by_link, peek, tell, tell_by_link};
pub(crate) use letters::{ask_later, wait};
pub use making::{Guest, New, forward, make, reword, send, take_back};
pub use suggesting::{Suggested, for_whom, suggestions};
pub use trail::{Thanks, Upstream, thanks};

/// An introduction as one of its three people sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Which.
    pub id: IntroductionId,
    /// Which of the three looks at it: none for the introducer.
    pub side: Option<Which>,
    /// What the introducer is called.
    pub introducer: String,
    /// Since when.
    pub made_at: Timestamp,
    /// How far it has come, as they may know it.
    pub seen: Seen,
    /// Whether it waits for their answer.
    pub asks_me: bool,
    /// The introducer's words to this side. For the introducer, see [`Shown::sides`].
    pub told: Option<String>,
    /// Once joined, the other one.
    pub other: Option<Reach>,
    /// Both, for the introducer.
    pub sides: Vec<SideShown>,
    /// The promise that it comes from, for the introducer.
    pub promise: Option<String>,
    /// The ask that it comes from, and its community, for the introducer.
    pub ask: Option<(CommunityId, String)>,
}

/// A side as its introducer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideShown {
    /// Asked first, or second.
    pub which: Which,
    /// What the introducer calls them; empty when they were erased.
    pub name: String,
    /// The introducer's words to them.
    pub told: String,
    /// Whether the introducer must hand them the link: they are not here, and have no address.
    pub by_hand: bool,
    /// What came of it, as they told it.
    pub outcome: Outcome,
}

/// How somebody can be reached, once both said yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// What they are called.
    pub name: String,
    /// Their address, if they have one.
    pub address: Option<String>,
    /// What they want one to have beside it.
    pub reach: String,
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::refused(refusal.code(), refusal.sentence())
    }
}

/// An introduction as somebody sees it; nothing, if they do not know of it yet.
pub(crate) async fn shown(tx: &mut Tx, kept: Kept, viewer: Viewer, now: Timestamp) -> Result<Option<Shown>> {
    let introduction = &kept.introduction;
    let Some(seen) = introduction.seen_by(viewer, now) else { return Ok(None) };
    let side = if let Viewer::Side(which) = viewer { Some(which) } else { None };
    let other = match side.and_then(|which| introduction.shown_to(which)) {
        Some(party) => Some(reach(tx, party).await?),
        None => None,
    };
    let mine = viewer == Viewer::Introducer;
    let sides = Which::BOTH.iter().filter(|_| mine).map(|which| {
        let party = introduction.side(*which);
        SideShown {
            which: *which,
            name: party.name.clone(),
            told: party.told.clone(),
            by_hand: party.who == Who::Outside(None),
            outcome: party.outcome.clone(),
        }
    });
    Ok(Some(Shown {
        id: introduction.id.clone(),
        side,
        introducer: kept.introducer_name.clone(),
        made_at: introduction.made_at,
        seen,
        asks_me: side.is_some() && seen == Seen::Asked && introduction.asked().map(|asked| asked.0) == side,
        told: side.map(|which| introduction.side(which).told.clone()),
        other,
        sides: sides.collect(),
        promise: kept.promise.filter(|_| mine),
        ask: kept.ask.filter(|_| mine),
    }))
}

/// How a party can be reached.
async fn reach(tx: &mut Tx, party: &Party) -> Result<Reach> {
    let address = making::address_of(tx, &party.who).await?.map(|address| address.as_str().to_owned());
    Ok(Reach { name: party.name.clone(), address, reach: party.reach.clone() })
}

/// Which of the three somebody is.
pub(crate) fn viewer(introduction: &Introduction, person: &PersonId) -> Option<Viewer> {
    if introduction.introducer == *person {
        return Some(Viewer::Introducer);
    }
    let is = |which: &Which| introduction.side(*which).who == Who::Person(person.clone());
    Which::BOTH.into_iter().find(is).map(Viewer::Side)
}

/// One of the actor's introductions: made by them, or between them and somebody else.
pub async fn find(app: &App, actor: &Actor, id: &IntroductionId) -> Result<Shown> {
    let person = actor.person()?;
    let mut tx = app.look().await?;
    let kept = introductions::find_for(&mut tx, person, id).await?.ok_or(Error::NotFound)?;
    let viewer = viewer(&kept.introduction, person).ok_or(Error::NotFound)?;
    shown(&mut tx, kept, viewer, app.now()).await?.ok_or(Error::NotFound)
}

/// All of the actor's introductions that they know of, newest first, from before the given one. At most 100.
pub async fn page(
    app: &App,
    actor: &Actor,
    before: Option<(Timestamp, &IntroductionId)>,
    limit: u32,
) -> Result<Vec<Shown>> {
    let person = actor.person()?;
    let (mut tx, now) = (app.look().await?, app.now());
    let mut all = Vec::new();
    for kept in introductions::page_for(&mut tx, person, before, limit.min(100)).await? {
        if let Some(viewer) = viewer(&kept.introduction, person)
            && let Some(shown) = shown(&mut tx, kept, viewer, now).await?
        {
            all.push(shown);
        }
    }
    Ok(all)
}
