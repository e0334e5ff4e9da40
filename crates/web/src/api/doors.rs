//! Sessions and tokens as JSON: the doors by which somebody comes in.

use axum::Json;
use axum::extract::State;
use goodword_app::App;
use goodword_app::sessions::{self, Session};
use goodword_app::tokens::{self, Terms, Token};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::answer::{Answer, Done, Given, Made, Path};
use crate::caller::Caller;

use super::operation::{Operation, act, end, see};

/// What can be done with doors.
pub fn operations() -> Vec<Operation> {
    vec![
        see("/api/sessions", "sessions.mine", "Where you are signed in.", my_sessions)
            .for_sessions()
            .giving::<Vec<SessionJson>>(),
        end("/api/sessions/{session}", "sessions.end", "Signs you out there, at once.", end_session)
            .for_sessions(),
        end("/api/sessions", "sessions.end_others", "Signs you out everywhere else.", end_others)
            .for_sessions()
            .giving::<Ended>(),
        see("/api/tokens", "tokens.mine", "Your personal tokens, without their secrets.", my_tokens)
            .for_sessions()
            .giving::<Vec<TokenJson>>(),
        act("/api/tokens", "tokens.make", "Makes a token. Its secret is shown this once.", make_token)
            .for_sessions()
            .taking::<Terms>()
            .making::<NewTokenJson>(),
        end("/api/tokens/{token}", "tokens.end", "Ends a token, at once.", end_token).for_sessions(),
    ]
}

/// A place where somebody is signed in.
#[derive(Serialize, JsonSchema)]
struct SessionJson {
    id: String,
    /// A short description of browser and system.
    device: String,
    since: Timestamp,
    /// Last used, within ten minutes.
    seen: Timestamp,
    until: Timestamp,
    /// Whether this request came by it.
    this: bool,
}

impl SessionJson {
    fn of(session: Session, this: &str) -> SessionJson {
        let Session { id, device, since, seen, until, .. } = session;
        SessionJson { this: id == this, id, device, since, seen, until }
    }
}

/// How many were ended.
#[derive(Serialize, JsonSchema)]
struct Ended {
    n_ended: u64,
}

/// A token.
#[derive(Serialize, JsonSchema)]
struct TokenJson {
    id: String,
    name: String,
    /// `read` or `write`.
    scope: &'static str,
    since: Timestamp,
    /// Last used, within ten minutes.
    used: Option<Timestamp>,
    until: Option<Timestamp>,
}

impl From<Token> for TokenJson {
    fn from(token: Token) -> TokenJson {
        let Token { id, name, writes, since, used, until, .. } = token;
        TokenJson { id, name, scope: if writes { "write" } else { "read" }, since, used, until }
    }
}

/// A new token.
#[derive(Serialize, JsonSchema)]
struct NewTokenJson {
    #[serde(flatten)]
    token: TokenJson,
    /// Send it as `Authorization: Bearer …`. It cannot be shown again.
    secret: String,
}

async fn my_sessions(State(app): State<App>, Caller(actor): Caller) -> Answer<Json<Vec<SessionJson>>> {
    let (all, this) = sessions::mine(&app, &actor).await?;
    Ok(Json(all.into_iter().map(|session| SessionJson::of(session, &this)).collect()))
}

async fn end_session(State(app): State<App>, Caller(actor): Caller, Path(id): Path<String>) -> Answer<Done> {
    sessions::end(&app, &actor, &id).await?;
    Ok(Done)
}

async fn end_others(State(app): State<App>, Caller(actor): Caller) -> Answer<Json<Ended>> {
    Ok(Json(Ended { n_ended: sessions::end_others(&app, &actor).await? }))
}

async fn my_tokens(State(app): State<App>, Caller(actor): Caller) -> Answer<Json<Vec<TokenJson>>> {
    let all = tokens::mine(&app, &actor).await?;
    Ok(Json(all.into_iter().map(TokenJson::from).collect()))
}

async fn make_token(
    State(app): State<App>,
    Caller(actor): Caller,
    Given(terms): Given<Terms>,
) -> Answer<Made<NewTokenJson>> {
    let (token, secret) = tokens::make(&app, &actor, terms).await?;
    Ok(Made(NewTokenJson { token: token.into(), secret: secret.reveal().to_owned() }))
}

async fn end_token(State(app): State<App>, Caller(actor): Caller, Path(id): Path<String>) -> Answer<Done> {
    tokens::end(&app, &actor, &id).await?;
    Ok(Done)
}
