//! Oneself as JSON.

use axum::Json;
use axum::extract::State;
use goodword_app::App;
use goodword_app::people::{self, Me};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Given};
use crate::caller::Caller;

use super::operation::{Operation, put, see};

/// What can be done about oneself. Being erased stands with the archive.
pub fn operations() -> Vec<Operation> {
    vec![
        see("/api/me", "people.me", "You, across all communities.", me).giving::<MeJson>(),
        put(
            "/api/me",
            "people.rename",
            "Says what you are called where you join from now on. Your profiles stay as they are.",
            rename,
        )
        .taking::<NameGiven>()
        .giving::<MeJson>(),
    ]
}

/// You.
#[derive(Serialize, JsonSchema)]
struct MeJson {
    address: String,
    name: String,
    /// Whether you keep the whole installation.
    operates: bool,
}

impl From<Me> for MeJson {
    fn from(me: Me) -> MeJson {
        MeJson { address: me.person.address.to_string(), name: me.person.name, operates: me.operates }
    }
}

/// Another name.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NameGiven {
    /// At most 80 characters.
    name: String,
}

async fn me(State(app): State<App>, Caller(actor): Caller) -> Answer<Json<MeJson>> {
    Ok(Json(people::me(&app, &actor).await?.into()))
}

async fn rename(
    State(app): State<App>,
    Caller(actor): Caller,
    Given(given): Given<NameGiven>,
) -> Answer<Json<MeJson>> {
    Ok(Json(people::rename(&app, &actor, &given.name).await?.into()))
}
