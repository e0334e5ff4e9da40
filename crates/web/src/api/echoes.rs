//! Who could answer an ask, who needs an offer, and whom one could help, as JSON.

use axum::Json;
use axum::extract::State;
use goodword_app::App;
use goodword_app::directory::Total;
use goodword_app::echoes::{self, Echo, Echoes};
use goodword_app::entries::Side;
use goodword_domain::communities::CommunityId;
use goodword_domain::members::MemberId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Path, Query, limit};
use crate::caller::Caller;

use super::members::EntryJson;
use super::operation::{Operation, see};

/// What can be done with echoes.
pub fn operations() -> Vec<Operation> {
    vec![
        see(
            "/api/communities/{community}/echoes",
            "echoes.find",
            "Who could answer an ask, or needs an offer; without words, whose asks your own offers answer.",
            find,
        )
        .asking::<EchoQuery>()
        .giving::<EchoesJson>(),
    ]
}

/// What should find an echo.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct EchoQuery {
    /// Whether `text` is an ask, as it is unless said, or an offer.
    side: Option<Side>,
    /// One short sentence; without it, your own offers.
    text: Option<String>,
    /// At most so many are named, 3 unless said.
    #[schemars(range(min = 1, max = 20))]
    limit: Option<u32>,
}

/// The nearest of them, one of each member.
#[derive(Serialize, JsonSchema)]
struct EchoesJson {
    few: Vec<EchoJson>,
    total: Total,
}

/// Somebody's open ask or offer that meets one of yours.
#[derive(Serialize, JsonSchema)]
struct EchoJson {
    member: MemberId,
    name: String,
    theirs: EntryJson,
    /// Your own words that it meets.
    yours: String,
    /// 0 to 1; from 0.5 on a careful human would call it useful.
    strength: f64,
}

impl From<Echo> for EchoJson {
    fn from(echo: Echo) -> EchoJson {
        EchoJson {
            name: echo.member.profile.name,
            member: echo.member.id,
            theirs: echo.theirs.into(),
            yours: echo.mine,
            strength: echo.strength,
        }
    }
}

async fn find(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
    Query(query): Query<EchoQuery>,
) -> Answer<Json<EchoesJson>> {
    let few = limit(query.limit, 3, 20)? as usize;
    let side = query.side.unwrap_or(Side::Ask);
    let Echoes { few, total } = match &query.text {
        Some(text) => echoes::find(&app, &actor, &community, (side, text), few).await?,
        None => echoes::to_help(&app, &actor, &community, few).await?,
    };
    Ok(Json(EchoesJson { few: few.into_iter().map(EchoJson::from).collect(), total }))
}
