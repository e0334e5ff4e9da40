//! Tokens: how programs come in on one's behalf.

use askama::Template;
use goodword_app::Error;
use goodword_app::tokens::{self, Scope, Terms, Token};
use jiff::civil::Date;
use serde::Deserialize;

use crate::answer::Path;

use super::super::filters;
use super::super::forms::{Form, Wrong};
use super::super::visit::{Frame, Place, Shown, Visit};
use super::day;

#[derive(Template)]
#[template(path = "own/tokens.html")]
struct Tokens {
    frame: Frame,
    tokens: Vec<One>,
    /// The secret of the one that was just made: shown this once.
    secret: Option<String>,
    form: TokenForm,
    wrong: Wrong,
}

/// A token, without its secret.
struct One {
    token: Token,
    since: Date,
    used: Option<Date>,
    until: Option<Date>,
}

/// What a token is for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct TokenForm {
    name: String,
    writes: Option<String>,
    days: String,
    once: String,
}

/// One's tokens, and the form for another.
pub async fn tokens(visit: Visit) -> Shown {
    Ok(visit.page(&page(&visit, None, TokenForm::default(), Wrong::default()).await?))
}

async fn page(visit: &Visit, secret: Option<String>, form: TokenForm, wrong: Wrong) -> Result<Tokens, Error> {
    let frame = visit.frame(Place::Me).await?;
    let here = frame.here.as_ref();
    let one = |token: Token| One {
        since: day(token.since, here),
        used: token.used.map(|at| day(at, here)),
        until: token.until.map(|at| day(at, here)),
        token,
    };
    let tokens = tokens::mine(&visit.app, &visit.actor).await?.into_iter().map(one).collect();
    let form = TokenForm { once: visit.once(), ..form };
    Ok(Tokens { frame, tokens, secret, form, wrong })
}

/// Makes a token, and shows its secret this once.
pub async fn make_token(visit: Visit, Form(form): Form<TokenForm>) -> Shown {
    let scope = if form.writes.is_some() { Scope::Write } else { Scope::Read };
    let terms = Terms { name: form.name.clone(), scope, days: form.days.parse().ok() };
    match tokens::make(&visit.app, &visit.sending(&form.once), terms).await {
        Ok((_, secret)) => {
            let secret = Some(secret.reveal().to_owned());
            Ok(visit.page(&page(&visit, secret, TokenForm::default(), Wrong::default()).await?))
        }
        Err(error) => {
            let wrong = Wrong::of(error)?;
            Ok(visit.again(&page(&visit, None, form, wrong).await?))
        }
    }
}

/// Ends a token.
pub async fn end_token(visit: Visit, Path(id): Path<String>) -> Shown {
    tokens::end(&visit.app, &visit.actor, &id).await?;
    Ok(visit.done("notice-token-ended", "/me/tokens"))
}
