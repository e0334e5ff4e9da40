//! Sessions: opening one, coming in by one, seeing one's own and ending them.
//!
//! A session lasts 30 days after it was last used, and 180 days at most. Its secret is new at each sign-in; what was
//! once over is deleted as soon as it is seen, so that no clock that is set back revives it.

use goodword_domain::communities::Standing;
use goodword_domain::people::PersonId;
use goodword_store::{members, people, sessions, sign_ins, tokens};
use jiff::{SignedDuration, Timestamp};

pub use goodword_store::sessions::Session;

use crate::actor::{Actor, Door, Who};
use crate::change::Change;
use crate::error::{Error, Result};
use crate::house::App;
use crate::outside::Secret;

/// How long a session lasts after its last use.
const UNUSED: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long it lasts at most.
const AT_MOST: SignedDuration = SignedDuration::from_hours(180 * 24);
/// How often its use is written down.
pub(crate) const NOTED: SignedDuration = SignedDuration::from_mins(10);

/// Opens a session for somebody who has shown who they are.
pub async fn open(change: &mut Change, person: &PersonId, device: &str) -> Result<(Session, Secret)> {
    let secret = change.app.chance.secret();
    let now = change.now;
    let session = Session {
        id: change.id(),
        person: person.clone(),
        device: device.chars().take(80).collect(),
        since: now,
        seen: now,
        until: lasts(now, now),
    };
    sessions::add(&mut change.tx, &session, &secret.hash()).await?;
    change.happened("session.opened", None, &session.id, serde_json::json!({ "person": person })).await?;
    Ok((session, secret))
}

fn lasts(since: Timestamp, seen: Timestamp) -> Timestamp {
    (seen + UNUSED).min(since + AT_MOST)
}

/// Who comes in by this secret; nobody if it opens no session, or none any more.
pub async fn actor_by_session(app: &App, secret: &Secret) -> Result<Option<Actor>> {
    let Some(session) = sessions::by_secret(&mut app.look().await?, &secret.hash()).await? else {
        return Ok(None);
    };
    let now = app.now();
    if session.until <= now {
        note(app, &session, None).await;
        return Ok(None);
    }
    if session.seen + NOTED <= now {
        note(app, &session, Some(now)).await;
    }
    let who = Who::Person { id: session.person, door: Door::Session { id: session.id } };
    Ok(Some(Actor { who, once: None }))
}

/// Writes down that a session was used, or ends it. Whoever comes in need not wait for a disk that is full.
async fn note(app: &App, session: &Session, used: Option<Timestamp>) {
    let noted = async {
        let mut tx = app.db.write(&session.person.0).await?;
        match used {
            Some(now) => sessions::seen(&mut tx, &session.id, now, lasts(session.since, now)).await?,
            None => sessions::end(&mut tx, &session.person, &session.id).await.map(drop)?,
        }
        tx.commit().await
    };
    if let Err(error) = noted.await {
        tracing::warn!(session = session.id, %error, "the use of a session was not written down");
    }
}

/// The actor's sessions, last used first, and the id of the one by which they ask.
pub async fn mine(app: &App, actor: &Actor) -> Result<(Vec<Session>, String)> {
    let person = actor.signed_in()?;
    let all = sessions::all_of(&mut app.look().await?, person).await?;
    let now = app.now();
    Ok((all.into_iter().filter(|session| now < session.until).collect(), this(actor).to_owned()))
}

/// Ends one of the actor's sessions: at once, wherever it is open.
pub async fn end(app: &App, actor: &Actor, id: &str) -> Result<()> {
    let person = actor.signed_in()?;
    let mut change = app.take_away(actor, &person.0).await?;
    if !sessions::end(&mut change.tx, person, id).await? {
        return Err(Error::NotFound);
    }
    change.happened("session.ended", None, id, ()).await?;
    change.commit().await
}

/// Ends the session by which the actor asks.
pub async fn sign_out(app: &App, actor: &Actor) -> Result<()> {
    end(app, actor, this(actor)).await
}

/// Ends all of the actor's sessions but the one by which they ask. How many.
pub async fn end_others(app: &App, actor: &Actor) -> Result<u64> {
    let person = actor.signed_in()?;
    let mut change = app.take_away(actor, &person.0).await?;
    let n = sessions::end_all(&mut change.tx, person, this(actor)).await?;
    change.happened("sessions.ended", None, &person.0, serde_json::json!({ "n": n })).await?;
    change.commit().await?;
    Ok(n)
}

/// Ends all sessions, tokens and links of somebody who has just been kept out of the last community that they were active in.
/// They can sign in again, for what is theirs alone. Operators stay.
pub(crate) async fn end_if_kept_out(change: &mut Change, person: &PersonId) -> Result<()> {
    let seats = members::seats(&mut change.tx, person).await?;
    let active = seats.iter().any(|seat| matches!(seat.standing, Standing::Active { .. }));
    if active || people::is_operator(&mut change.tx, person).await? {
        return Ok(());
    }
    let n = sessions::end_all(&mut change.tx, person, "").await?;
    let n = n + tokens::end_all(&mut change.tx, person).await?;
    sign_ins::end_all(&mut change.tx, person).await?;
    change.happened("sessions.ended", None, &person.0, serde_json::json!({ "n": n })).await
}

/// What somebody signed in on, as they would say it: `Firefox on Linux`. From a browser's User-Agent, of which nothing
/// else is kept.
pub fn device(user_agent: &str) -> String {
    let first = |words: &[(&str, &'static str)]| {
        words.iter().find(|(sign, _)| user_agent.contains(sign)).map(|(_, name)| *name)
    };
    let browser = first(BROWSERS).unwrap_or("A browser or program");
    match first(SYSTEMS) {
        Some(system) => format!("{browser} on {system}"),
        None => browser.to_owned(),
    }
}

/// Signs in a User-Agent, the telling ones before those that others imitate.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
];
const SYSTEMS: &[(&str, &str)] = &[
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
];

fn this(actor: &Actor) -> &str {
    match &actor.who {
        Who::Person { door: Door::Session { id }, .. } => id,
        _ => "",
    }
}
