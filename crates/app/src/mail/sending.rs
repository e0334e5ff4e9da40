//! Letters go out.
//!
//! A sender leases a letter, hands it over (see `delivery.rs`), and writes down what became of it, all under the lease's
//! fence. "Exactly once" cannot be had over SMTP: when the server vanishes after the last byte, a letter of
//! [`Class::MustArrive`](super::Class) goes out again with the same Message-ID, one of
//! [`Class::HumanVisible`](super::Class) ends as unknown. Both are counted.

use std::sync::Arc;
use std::time::Duration;

use goodword_store::outbox::{self, End, Leased, Letter};
use goodword_store::tallies;
use jiff::SignedDuration;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::delivery::{Delivery, deliver};
use super::settings::Post;
use super::{SIGN_IN, message, render};
use crate::actor::Actor;
use crate::error::Result;
use crate::house::App;
use crate::jobs::pause_after;
use crate::suppressions;

/// How many letters one sender hands over at a time.
const AT_A_TIME: u32 = 4;
/// How often a letter is tried: about two days.
const TRIES: u32 = 48;
/// How old a link to sign in may be: it opens nothing any more.
const FRESH: SignedDuration = SignedDuration::from_hours(1);

/// Sends a few letters that are due. The number of those that were taken on. Without a mail server they wait.
pub(crate) async fn send_due(app: &App) -> Result<usize> {
    let taken = lease(app, AT_A_TIME).await?;
    let n = taken.len();
    let mut all: JoinSet<()> = taken.into_iter().map(|taken| send(app.clone(), taken)).collect();
    while all.join_next().await.is_some() {}
    Ok(n)
}

/// A letter in the hands of a sender.
pub struct Taken {
    leased: Leased,
    post: Arc<Post>,
}

/// Takes on up to `most` letters that are due; none while there is no mail server, or while they are held.
pub async fn lease(app: &App, most: u32) -> Result<Vec<Taken>> {
    let Some(post) = app.house.post.clone().map(Arc::new) else { return Ok(Vec::new()) };
    let now = app.now();
    if !outbox::any_due(&mut app.look().await?, now).await? {
        return Ok(Vec::new());
    }
    let mut tx = app.db.write(&app.chance.id()).await?;
    let vanished = outbox::end_left_behind(&mut tx, now).await?;
    if vanished > 0 {
        tallies::add(&mut tx, "letters_unknown", vanished).await?;
    }
    // Four parts of the talk, and time to write down what came of it.
    let patience = SignedDuration::try_from(post.patience * 4).unwrap_or(SignedDuration::from_mins(4));
    let until = now + patience + SignedDuration::from_mins(1);
    let leased = outbox::lease(&mut tx, now, until, most).await?;
    tx.commit().await?;
    Ok(leased.into_iter().map(|leased| Taken { leased, post: post.clone() }).collect())
}

/// Sends one letter, and writes down what became of it.
pub async fn send(app: App, taken: Taken) {
    let Taken { leased, post } = taken;
    let outcome = match unwanted(&app, &leased).await {
        Ok(Some(why)) => Delivery::Refused(why.to_owned()),
        Ok(None) => handed_over(&app, &leased, &post).await,
        Err(error) => {
            tracing::warn!(letter = leased.letter.id, %error, "a letter cannot be looked at for now");
            Delivery::NotOurs
        }
    };
    // A database that is away for a moment must not cost the letter the rest of its lease, or send it twice. Should it be away
    // for longer, the lease runs out, and what was written before the last byte tells the next sender.
    let until = Instant::now() + post.patience * 4;
    while let Err(error) = write_down(&app, &leased, &outcome).await {
        tracing::warn!(letter = leased.letter.id, %error, "what became of a letter is not written down yet");
        if Instant::now() > until {
            return;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// Why the letter must not go out at all, if so.
async fn unwanted(app: &App, leased: &Leased) -> Result<Option<&'static str>> {
    let letter = &leased.letter;
    if leased.attempts > TRIES {
        return Ok(Some("sender_vanished"));
    }
    if letter.what == SIGN_IN {
        return Ok((app.now().duration_since(letter.created) > FRESH).then_some("expired"));
    }
    let Ok(address) = letter.to.parse() else { return Ok(Some("bad_address")) };
    let mut tx = app.db.write(&letter.id).await?;
    let suppressed = suppressions::holds(&mut tx, app, &address).await?;
    tx.commit().await?;
    Ok(suppressed.then_some("suppressed"))
}

async fn handed_over(app: &App, leased: &Leased, post: &Post) -> Delivery {
    let letter = match message::travelling(&leased.letter, post) {
        Ok(letter) => letter,
        Err(why) => return Delivery::Refused(why.to_owned()),
    };
    let begin = async { begin_data(app, leased).await.unwrap_or(false) };
    deliver(post, render::host(&app.house.url), &letter, begin).await
}

/// Writes down that the letter may arrive from now on, unless it is somebody else's.
async fn begin_data(app: &App, leased: &Leased) -> Result<bool> {
    let mut tx = app.db.write(&leased.letter.id).await?;
    let ours = outbox::begin_data(&mut tx, &leased.letter.id, leased.fence, app.now()).await?;
    tx.commit().await?;
    Ok(ours)
}

/// What is to be written down.
enum Fate {
    Ended(End, Option<String>, &'static str),
    Again(String, bool, &'static str),
}

fn fate(leased: &Leased, outcome: &Delivery) -> Option<Fate> {
    let again = leased.letter.must_arrive && leased.attempts < TRIES;
    let given_up = if leased.may_have_arrived { End::Unknown } else { End::Failed };
    let counted = |end: End| if end == End::Unknown { "letters_unknown" } else { "letters_failed" };
    Some(match outcome {
        Delivery::NotOurs => return None,
        Delivery::Sent => Fate::Ended(End::Sent, None, "letters_sent"),
        Delivery::Later(why) if leased.attempts < TRIES => {
            Fate::Again(why.clone(), leased.may_have_arrived, "letters_retried")
        }
        Delivery::Later(why) | Delivery::Refused(why) => {
            Fate::Ended(given_up, Some(why.clone()), counted(given_up))
        }
        Delivery::Unknown(why) if again => Fate::Again(why.clone(), true, "letters_resent"),
        Delivery::Unknown(why) => Fate::Ended(End::Unknown, Some(why.clone()), "letters_unknown"),
    })
}

async fn write_down(app: &App, leased: &Leased, outcome: &Delivery) -> Result<()> {
    let Some(fate) = fate(leased, outcome) else { return Ok(()) };
    let Letter { id, what, .. } = &leased.letter;
    let mut change = app.change(&Actor::GOODWORD, id).await?;
    let now = change.now;
    match fate {
        Fate::Again(why, may_have_arrived, count) => {
            let due = now + pause_after(leased.attempts);
            if outbox::put_back(&mut change.tx, id, leased.fence, due, &why, may_have_arrived).await? {
                tallies::add(&mut change.tx, count, 1).await?;
            }
        }
        Fate::Ended(end, why, count) => {
            if !outbox::end(&mut change.tx, id, leased.fence, end, now, why.as_deref()).await? {
                return Ok(());
            }
            tallies::add(&mut change.tx, count, 1).await?;
            if end != End::Sent {
                let facts = serde_json::json!({ "what": what, "why": why });
                let happened = format!("letter.{}", end.word());
                // Of no community: its organisers do not learn whether somebody could be written to.
                change.happened(&happened, None, id, facts).await?;
            }
        }
    }
    change.commit().await
}
