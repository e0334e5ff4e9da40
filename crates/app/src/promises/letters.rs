//! Letters about promises, few and in time: two reminders before the day ends, one question after, one letter to the receiver
//! when its giver calls it kept or gives it back, one with their thanks.
//!
//! A receiver gets letters only about what they have read back: so nobody writes to strangers by promising them something.

use goodword_domain::people::PersonId;
use goodword_domain::promises::{PromiseId, Side, Word};
use goodword_store::people;
use goodword_store::promises::{self, Kept};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Deed, zone};
use crate::change::Change;
use crate::error::Result;
use crate::jobs::{Outcome, Task};
use crate::mail::{Block, Class, Letter, Line, PROMISE};
use crate::suppressions;

/// How long a link in a letter works.
const HOLDS: SignedDuration = SignedDuration::from_hours(60 * 24);
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// How long a question waits for an answer.
const ASKS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A step on the way of a promise that is still to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    HalfTime,
    DayBefore,
    After,
    Lapse,
}

/// What the job is given. A promise that was moved has other steps.
#[derive(Serialize, Deserialize)]
struct Wish {
    promise: String,
    n_moves: u32,
    step: Step,
}

/// Queues the steps of a promise from now on.
pub(super) async fn remind_of(change: &mut Change, kept: &Kept) -> Result<()> {
    let (half, before) = kept.promise.reminders(change.now);
    let steps = [(Step::HalfTime, half), (Step::DayBefore, before), (Step::After, Some(kept.promise.due.at))];
    for (step, due) in steps {
        if let Some(due) = due {
            queue(change, kept, step, due).await?;
        }
    }
    Ok(())
}

async fn queue(change: &mut Change, kept: &Kept, step: Step, due: Timestamp) -> Result<()> {
    let wish = Wish { promise: kept.promise.id.0.clone(), n_moves: kept.promise.due.n_moves, step };
    change.job("promises.remind", wish, due, None).await
}

/// The job: takes one step, if it is still to be taken.
pub(crate) async fn remind(task: &Task) -> Outcome {
    let wish: Wish = task.body()?;
    let mut change = task.change(&wish.promise).await?;
    let kept = promises::find(&mut change.tx, &PromiseId(wish.promise)).await?;
    if let Some(kept) = kept
        && kept.promise.due.n_moves == wish.n_moves
        && kept.quiet.is_none()
    {
        step(&mut change, kept, wish.step).await?;
    }
    Ok(change.commit().await?)
}

async fn step(change: &mut Change, kept: Kept, step: Step) -> Result<()> {
    let (id, now) = (kept.promise.id.clone(), change.now);
    match step {
        Step::HalfTime | Step::DayBefore => {
            // Who slept through one reminder sends the next one only.
            let until = if step == Step::HalfTime { kept.promise.due.at - DAY } else { kept.promise.due.at };
            if kept.promise.is_awaited() && kept.promise.word == Word::Nothing && now < until {
                write_reminder(change, &kept).await?;
            }
        }
        Step::After => {
            if let Some(promise) = kept.promise.clone().asked(now) {
                let kept = Kept { promise, ..kept };
                promises::save(&mut change.tx, &kept).await?;
                change.happened("promise.asked", None, &id.0, ()).await?;
                write_question(change, &kept).await?;
                queue(change, &kept, Step::Lapse, now + ASKS).await?;
            }
        }
        Step::Lapse => {
            if let Some(promise) = kept.promise.clone().lapsed(now) {
                promises::save(&mut change.tx, &Kept { promise, ..kept }).await?;
                change.happened("promise.lapsed", None, &id.0, ()).await?;
            }
        }
    }
    Ok(())
}

/// Writes what follows from what somebody said.
pub(super) async fn follow(change: &mut Change, kept: &Kept, deed: &Deed) -> Result<()> {
    match deed {
        Deed::Move { .. } => remind_of(change, kept).await,
        Deed::Keep => write_kept(change, kept).await,
        Deed::Release { words } => write_released(change, kept, words).await,
        Deed::Confirm { thanks: Some(thanks), .. } => write_thanks(change, kept, thanks).await,
        _ => Ok(()),
    }
}

fn day(kept: &Kept) -> String {
    kept.promise.due.on.strftime("%A, %-d %B %Y").to_string()
}

async fn write_reminder(change: &mut Change, kept: &Kept) -> Result<()> {
    let given = kept.promise.given_at.to_zoned(zone(&kept.time_zone)).strftime("%-d %B").to_string();
    let body = vec![
        say(format!("On {given} you promised {}:", kept.receiver_name)),
        Block::Quote(kept.promise.what.clone()),
        say(format!(
            "By {}. If it is done, say so; if it no longer fits, take another day or give it back: that is honourable.",
            day(kept)
        )),
        button(change, kept, Side::Giver, "Kept, another day, or give it back").await?,
        say("The same page ends reminders of this promise.".to_owned()),
    ];
    let subject = format!("Your promise to {}: {}", kept.receiver_name, kept.promise.what);
    post(change, &kept.promise.giver, &subject, body).await
}

async fn write_question(change: &mut Change, kept: &Kept) -> Result<()> {
    let body = vec![
        say(format!("You promised {} by {}:", kept.receiver_name, day(kept))),
        Block::Quote(kept.promise.what.clone()),
        say("Is it kept? Is it still on, by another day? Or do you give it back? This is the last letter about it; \
             no answer counts against nobody."
            .to_owned()),
        button(change, kept, Side::Giver, "Say what becomes of it").await?,
    ];
    let subject = format!("Still on? Your promise to {}", kept.receiver_name);
    post(change, &kept.promise.giver, &subject, body).await
}

async fn write_kept(change: &mut Change, kept: &Kept) -> Result<()> {
    if kept.promise.read_back.is_none() || kept.unheard.is_some() {
        return Ok(());
    }
    let body = vec![
        say(format!("{} says that this promise to you is kept:", kept.giver_name)),
        Block::Quote(kept.promise.what.clone()),
        button(change, kept, Side::Receiver, "Say whether it is, and thank you").await?,
        say("We ask once. Without an answer it stays unconfirmed, and counts neither way.".to_owned()),
    ];
    let subject = format!("Kept? What {} promised you", kept.giver_name);
    post(change, &kept.promise.receiver, &subject, body).await
}

async fn write_released(change: &mut Change, kept: &Kept, words: &str) -> Result<()> {
    if kept.promise.read_back.is_none() || kept.unheard.is_some() {
        return Ok(());
    }
    let mut body = vec![
        say(format!("{} gives back what they promised you:", kept.giver_name)),
        Block::Quote(kept.promise.what.clone()),
    ];
    if !words.is_empty() {
        body.extend([say("In their words:".to_owned()), Block::Quote(words.to_owned())]);
    }
    let subject = format!("{} gives a promise back", kept.giver_name);
    post(change, &kept.promise.receiver, &subject, body).await
}

async fn write_thanks(change: &mut Change, kept: &Kept, thanks: &str) -> Result<()> {
    let body = vec![
        say(format!("{} thanks you for keeping your promise:", kept.receiver_name)),
        Block::Quote(kept.promise.what.clone()),
        Block::Quote(thanks.to_owned()),
    ];
    let subject = format!("Thank you, from {}", kept.receiver_name);
    post(change, &kept.promise.giver, &subject, body).await
}

fn say(text: String) -> Block {
    Block::Paragraph(text)
}

/// A button with a link of its own.
async fn button(change: &mut Change, kept: &Kept, side: Side, label: &str) -> Result<Block> {
    let (secret, until) = (change.app.chance.secret(), change.now + HOLDS);
    promises::link(&mut change.tx, &kept.promise.id, side, &secret.hash(), until).await?;
    let url = format!("{}/promises/answer/{}", change.app.house.url, secret.reveal());
    Ok(Block::Button { label: label.to_owned(), url })
}

/// Posts a letter to somebody who is here and wants mail.
async fn post(change: &mut Change, to: &PersonId, subject: &str, body: Vec<Block>) -> Result<()> {
    let Some(person) = people::find(&mut change.tx, to).await? else { return Ok(()) };
    let app = change.app.clone();
    if suppressions::holds(&mut change.tx, &app, &person.address).await? {
        return Ok(());
    }
    let letter = Letter {
        class: Class::HumanVisible,
        what: PROMISE,
        community: None,
        person: Some(person.id),
        to: person.address,
        subject: Line::new(subject),
        body,
    };
    change.post(&letter).await
}
