//! Personal tokens: how programs come in on a person's behalf.
//!
//! A token opens no doors: with one, nobody makes tokens, sees sessions, leaves or erases. Its secret begins with `gw_`, so that
//! scanners for secrets know it, and is shown once.

use goodword_domain::words;
use goodword_store::tokens;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use goodword_store::tokens::Token;

use crate::actor::{Actor, Door, Who};
use crate::change::Once;
use crate::error::{Error, Result};
use crate::house::App;
use crate::outside::Secret;
use crate::sessions::NOTED;

/// How every token's secret begins.
const BEGINS: &str = "gw_";
/// How many a person may have.
const AT_MOST: usize = 20;

/// What one says about a new token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// What it is for, in its owner's words.
    pub name: String,
    /// What it may do.
    pub scope: Scope,
    /// For how many days, 1 to 365; until it is ended, if nothing is said.
    #[serde(default)]
    pub days: Option<u32>,
}

/// What a token may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// See what its owner sees.
    Read,
    /// Change what its owner may change, the doors aside.
    Write,
}

/// Makes a token. The secret is shown this once; repeating the call with its key gives the same token another secret, for the one
/// that got lost on the way opens nothing then.
pub async fn make(app: &App, actor: &Actor, terms: Terms) -> Result<(Token, Secret)> {
    let person = actor.signed_in()?;
    let mut change = app.change(actor, &person.0).await?;
    let secret = Secret::shown(&format!("{BEGINS}{}", app.chance.secret().reveal()));
    let all = tokens::all_of(&mut change.tx, person).await?;
    let id = match change.once("tokens.make", &terms).await? {
        Once::First(id) => id,
        Once::Again(id) => {
            let token = all.into_iter().find(|token| token.id == id).ok_or(Error::NotFound)?;
            tokens::renew(&mut change.tx, person, &id, &secret.hash()).await?;
            change.commit().await?;
            return Ok((token, secret));
        }
    };
    if all.iter().filter(|token| holds(token, change.now)).count() >= AT_MOST {
        return Err(Error::refused("enough_tokens", "You have 20 tokens. End one that you no longer use."));
    }
    let token = Token {
        id,
        person: person.clone(),
        name: words::name("name", &terms.name)?,
        writes: terms.scope == Scope::Write,
        since: change.now,
        used: None,
        until: terms.days.map(|days| until(change.now, days)).transpose()?,
    };
    tokens::add(&mut change.tx, &token, &secret.hash()).await?;
    change.happened("token.made", None, &token.id, serde_json::json!({ "writes": token.writes })).await?;
    change.commit().await?;
    Ok((token, secret))
}

fn until(now: Timestamp, days: u32) -> Result<Timestamp> {
    match days {
        1..=365 => Ok(now + SignedDuration::from_hours(24 * i64::from(days))),
        _ => Err(Error::field("days", "A token can last 1 to 365 days.")),
    }
}

fn holds(token: &Token, now: Timestamp) -> bool {
    token.until.is_none_or(|until| now < until)
}

/// Who comes in by this secret; nobody if it opens no token, or none any more.
pub async fn actor_by_token(app: &App, secret: &Secret) -> Result<Option<Actor>> {
    if !secret.reveal().starts_with(BEGINS) {
        return Ok(None);
    }
    let Some(token) = tokens::by_secret(&mut app.look().await?, &secret.hash()).await? else {
        return Ok(None);
    };
    let now = app.now();
    let held = holds(&token, now);
    if !held || token.used.is_none_or(|used| used + NOTED <= now) {
        note(app, &token, held.then_some(now)).await;
    }
    let door = Door::Token { id: token.id, writes: token.writes };
    Ok(held.then_some(Actor { who: Who::Person { id: token.person, door }, once: None }))
}

/// Writes down that a token was used, or ends it for good: no clock that is set back revives it.
async fn note(app: &App, token: &Token, used: Option<Timestamp>) {
    let noted = async {
        let mut tx = app.db.write(&token.person.0).await?;
        match used {
            Some(now) => tokens::used(&mut tx, &token.id, now).await?,
            None => tokens::end(&mut tx, &token.person, &token.id).await.map(drop)?,
        }
        tx.commit().await
    };
    if let Err(error) = noted.await {
        tracing::warn!(token = token.id, %error, "the use of a token was not written down");
    }
}

/// The actor's tokens, newest first, without their secrets.
pub async fn mine(app: &App, actor: &Actor) -> Result<Vec<Token>> {
    let person = actor.signed_in()?;
    let all = tokens::all_of(&mut app.look().await?, person).await?;
    let now = app.now();
    Ok(all.into_iter().filter(|token| holds(token, now)).collect())
}

/// Ends one of the actor's tokens.
pub async fn end(app: &App, actor: &Actor, id: &str) -> Result<()> {
    let person = actor.signed_in()?;
    let mut change = app.take_away(actor, &person.0).await?;
    if !tokens::end(&mut change.tx, person, id).await? {
        return Err(Error::NotFound);
    }
    change.happened("token.ended", None, id, ()).await?;
    change.commit().await
}
