//! Asking in at once all who are in the list and have not been asked: what an organiser does after an import.
//!
//! A job asks a few at a time, each as [`invite_member`](super::invite_member) would: the same letter, the same limits. When the
//! day's limit is reached it goes on the next day.

use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::people::PersonId;
use goodword_store::{jobs, members, roll};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::ask_in;
use crate::actor::Actor;
use crate::change::Change;
use crate::communities::seat_as;
use crate::error::{Error, Result};
use crate::house::App;
use crate::jobs::{Outcome, Task};

/// How many are asked in by one transaction.
const AT_ONCE: u32 = 20;

/// What the job is given.
#[derive(Serialize, Deserialize)]
struct Wish {
    community: CommunityId,
    by: PersonId,
    /// How many there were to ask in.
    n: u32,
}

/// Who is in the list and has not been asked in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unasked {
    /// How many can be written to.
    pub n: u32,
    /// How many there were when somebody said that all be asked in; none while nobody has.
    pub of: Option<u32>,
}

fn key(community: &CommunityId) -> String {
    format!("invitations.everybody {community}")
}

/// How many have not been asked in, and whether they are being asked at present. Organisers see it.
pub async fn unasked(app: &App, actor: &Actor, community: &CommunityId) -> Result<Unasked> {
    let mut tx = app.look().await?;
    seat_as(&mut tx, actor, community, Role::Organiser).await?;
    let n = roll::n_unasked(&mut tx, community).await?;
    let wish = jobs::body_of(&mut tx, &key(community)).await?;
    let of = wish.and_then(|body| serde_json::from_str::<Wish>(&body).ok()).map(|wish| wish.n.max(n));
    Ok(Unasked { n, of })
}

/// Asks in all who are in the list, can be written to, and have not been asked: each gets one letter in the actor's name.
/// Organisers do.
pub async fn invite_all(app: &App, actor: &Actor, community: &CommunityId) -> Result<Unasked> {
    let mut change = app.change(actor, &community.0).await?;
    seat_as(&mut change.tx, actor, community, Role::Organiser).await?;
    let n = roll::n_unasked(&mut change.tx, community).await?;
    if n == 0 {
        return Err(Error::refused(
            "nobody_to_ask",
            "Everybody in the list who can be written to has been asked in.",
        ));
    }
    let (key, by, now) = (key(community), actor.person()?.clone(), change.now);
    if jobs::body_of(&mut change.tx, &key).await?.is_none() {
        jobs::forget_failed(&mut change.tx, &key).await?;
        let wish = Wish { community: community.clone(), by, n };
        change.job("invitations.everybody", wish, now, Some(&key)).await?;
        let facts = serde_json::json!({ "n": n });
        change.happened("members.invited", Some(community), &community.0, facts).await?;
    }
    change.commit().await?;
    unasked(app, actor, community).await
}

/// Asks nobody else in. Who was asked stays asked. Organisers do.
pub async fn stop_inviting(app: &App, actor: &Actor, community: &CommunityId) -> Result<()> {
    let mut change = app.change(actor, &community.0).await?;
    seat_as(&mut change.tx, actor, community, Role::Organiser).await?;
    if jobs::forget(&mut change.tx, &key(community)).await? {
        change.happened("members.invited_no_more", Some(community), &community.0, ()).await?;
    }
    change.commit().await
}

/// The job: asks in a few, and queues the rest.
pub(crate) async fn go_on(task: &Task) -> Outcome {
    let wish: Wish = task.body()?;
    let mut change = task.change(&wish.community.0).await?;
    let pause = a_few(&mut change, &wish).await?;
    if roll::n_unasked(&mut change.tx, &wish.community).await? > 0
        && let Some(pause) = pause
    {
        let (key, due) = (key(&wish.community), change.now + pause);
        change.job("invitations.everybody", wish, due, Some(&key)).await?;
    }
    Ok(change.commit().await?)
}

/// After how long to go on; never, if whoever wished it organises no more.
async fn a_few(change: &mut Change, wish: &Wish) -> Result<Option<SignedDuration>> {
    let seat = members::seat(&mut change.tx, &wish.by, &wish.community).await?;
    let Some(me) = seat.filter(|seat| seat.role >= Role::Organiser) else { return Ok(None) };
    for id in roll::unasked(&mut change.tx, &wish.community, AT_ONCE).await? {
        let Some(seat) = members::find(&mut change.tx, &wish.community, &id).await? else { continue };
        match ask_in(change, &wish.by, &me, seat, false).await {
            Ok(()) => {}
            Err(Error::TooOften(seconds)) => return Ok(Some(SignedDuration::from_secs(seconds.into()))),
            Err(error) => return Err(error),
        }
    }
    Ok(Some(SignedDuration::ZERO))
}
