//! What a side says: yes, no, not now; and once joined, what came of it.

use goodword_domain::introductions::{Outcome, Refusal, Stage, Viewer, Which, Who};
use goodword_domain::people::MailAddress;
use goodword_domain::words;
use goodword_store::introductions::{self, Kept};

use super::{Answer, IntroductionId, Shown, letters, making, shown, viewer};
use crate::actor::Actor;
use crate::change::Change;
use crate::error::{Error, Result};
use crate::house::App;
use crate::outside::Secret;

/// What a link shows: the introduction as the side sees it to which it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The introduction.
    pub introduction: Shown,
    /// They are not here, and no address of theirs is known: with a yes they may leave one, or the other one has only what they add.
    pub asks_address: bool,
}

/// What came of an introduction, as a side says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// It helped.
    Helped {
        /// A word of thanks to the introducer, at most 500 characters.
        thanks: Option<String>,
        /// How much, 1 to 3.
        worth: u8,
    },
    /// It did not.
    Not,
}

/// A side that is here answers.
pub async fn answer(app: &App, actor: &Actor, id: &IntroductionId, answer: Answer) -> Result<Shown> {
    let (change, kept, which) = mine(app, actor, id).await?;
    answered(change, kept, which, answer).await
}

/// A side that is here says what came of it.
pub async fn tell(app: &App, actor: &Actor, id: &IntroductionId, told: Told) -> Result<Shown> {
    let (change, kept, which) = mine(app, actor, id).await?;
    tell_it(change, kept, which, told).await
}

/// Begins a change to an introduction in which the actor is a side that knows of it.
async fn mine(app: &App, actor: &Actor, id: &IntroductionId) -> Result<(Change, Kept, Which)> {
    let person = actor.person()?.clone();
    let mut change = app.change(actor, &id.0).await?;
    let kept = introductions::find_for(&mut change.tx, &person, id).await?.ok_or(Error::NotFound)?;
    let viewer = viewer(&kept.introduction, &person).ok_or(Error::NotFound)?;
    let known = kept.introduction.seen_by(viewer, change.now);
    match (viewer, known) {
        (_, None) => Err(Error::NotFound),
        (Viewer::Introducer, _) => {
            Err(Error::NotAllowed("Only the two who are brought together can say this."))
        }
        (Viewer::Side(which), _) => Ok((change, kept, which)),
    }
}

/// What a link shows; nothing, if it is over or never was. Changes nothing, however often it is called.
pub async fn peek(app: &App, secret: &Secret) -> Result<Option<Linked>> {
    let (mut tx, now) = (app.look().await?, app.now());
    let Some((id, which)) = introductions::by_link(&mut tx, &secret.hash(), now).await? else {
        return Ok(None);
    };
    let Some(kept) = introductions::find(&mut tx, &id).await? else { return Ok(None) };
    let asks_address = kept.introduction.side(which).who == Who::Outside(None);
    let seen = shown(&mut tx, kept, Viewer::Side(which), now).await?;
    Ok(seen.map(|introduction| Linked { introduction, asks_address }))
}

/// Answers by a link. Somebody outside whose address is not known may leave one with a yes.
pub async fn answer_by_link(
    app: &App,
    secret: &Secret,
    answer: Answer,
    address: Option<&str>,
) -> Result<Shown> {
    let (change, mut kept, which) = by_link(app, secret).await?;
    let address = address.map(str::trim).filter(|address| !address.is_empty());
    if let (Some(address), Answer::Yes { .. }) = (address, &answer)
        && let Some(party) = kept.introduction.sides.get_mut(which.place())
        && party.who == Who::Outside(None)
    {
        let address = address.parse::<MailAddress>();
        party.who = Who::Outside(Some(address.map_err(|error| Error::field("address", error.to_string()))?));
    }
    answered(change, kept, which, answer).await
}

/// Says by a link what came of it.
pub async fn tell_by_link(app: &App, secret: &Secret, told: Told) -> Result<Shown> {
    let (change, kept, which) = by_link(app, secret).await?;
    tell_it(change, kept, which, told).await
}

async fn by_link(app: &App, secret: &Secret) -> Result<(Change, Kept, Which)> {
    let mut tx = app.look().await?;
    let found = introductions::by_link(&mut tx, &secret.hash(), app.now()).await?;
    let (id, which) = found.ok_or(Error::NotFound)?;
    let seen = introductions::find(&mut tx, &id).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let actor = match seen.introduction.side(which).who.person() {
        Some(person) => Actor::by_link(person.clone()),
        None => Actor::STRANGER,
    };
    let mut change = app.change(&actor, &id.0).await?;
    // Once more, now that nobody else can change it: the words may be others by now.
    introductions::by_link(&mut change.tx, &secret.hash(), app.now()).await?.ok_or(Error::NotFound)?;
    let kept = introductions::find(&mut change.tx, &id).await?.ok_or(Error::NotFound)?;
    Ok((change, kept, which))
}

async fn answered(mut change: Change, kept: Kept, which: Which, answer: Answer) -> Result<Shown> {
    let answer = match answer {
        Answer::Yes { reach } => Answer::Yes { reach: words::line("reach", &reach, 200)? },
        other => other,
    };
    let now = change.now;
    let says_no = answer == Answer::No;
    let introduction = kept.introduction.clone().answered(which, answer, now)?;
    if says_no {
        introductions::said_no(&mut change.tx, &introduction.id, which, now).await?;
    }
    let mut kept = Kept { introduction, ..kept };
    if let Stage::AskedSecond { .. } = kept.introduction.stage {
        kept.unheard = making::must_not_hear(&mut change, &kept.introduction, Which::Second).await?;
        introductions::save(&mut change.tx, &kept).await?;
        letters::ask(&mut change, &kept, Which::Second).await?;
    } else {
        introductions::save(&mut change.tx, &kept).await?;
    }
    if let Stage::Joined { .. } = kept.introduction.stage {
        letters::join(&mut change, &kept).await?;
        change.happened("introduction.joined", None, &kept.introduction.id.0, ()).await?;
    } else {
        // Not what was answered: a no is between them and us.
        change.happened("introduction.answered", None, &kept.introduction.id.0, ()).await?;
    }
    finish(change, kept, which).await
}

async fn tell_it(mut change: Change, kept: Kept, which: Which, told: Told) -> Result<Shown> {
    let now = change.now;
    let outcome = match told {
        Told::Helped { thanks, worth } => {
            let thanks = thanks.map(|thanks| words::paragraph("thanks", &thanks, 500)).transpose()?;
            Outcome::Helped { at: now, thanks: thanks.filter(|thanks| !thanks.is_empty()), worth }
        }
        Told::Not => Outcome::Not { at: now },
    };
    let before = kept.introduction.side(which).outcome.clone();
    if matches!(before, Outcome::Helped { .. }) {
        return Err(Refusal::Over.into());
    }
    let introduction = kept.introduction.clone().told(which, outcome.clone())?;
    let kept = Kept { introduction, ..kept };
    introductions::save(&mut change.tx, &kept).await?;
    if let Outcome::Helped { thanks, .. } = &outcome {
        letters::helped(&mut change, &kept, which, thanks.as_deref()).await?;
        change.happened("introduction.helped", None, &kept.introduction.id.0, ()).await?;
    }
    finish(change, kept, which).await
}

async fn finish(mut change: Change, kept: Kept, which: Which) -> Result<Shown> {
    let now = change.now;
    let shown = shown(&mut change.tx, kept, Viewer::Side(which), now).await?.ok_or(Error::NotFound)?;
    change.commit().await?;
    Ok(shown)
}
