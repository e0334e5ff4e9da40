//! Lists of members brought in from a spreadsheet, as JSON. Organisers do.

use axum::Json;
use axum::extract::State;
use goodword_app::App;
use goodword_app::imports::{self, Import, Row};
use goodword_domain::communities::CommunityId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Done, File, Made, Path, Query, limit};
use crate::caller::Caller;

use super::operation::{Operation, act, end, see};

/// What can be done with imports.
pub fn operations() -> Vec<Operation> {
    vec![
        act(
            "/api/communities/{community}/imports",
            "imports.preview",
            "Reads a spreadsheet, and says what it would change. Nothing is changed yet.",
            preview,
        )
        .asking::<FileQuery>()
        .taking_file("text/csv")
        .making::<Import>(),
        see("/api/communities/{community}/imports", "imports.all", "The latest imports.", all)
            .giving::<Vec<Import>>(),
        see(
            "/api/communities/{community}/imports/{import}",
            "imports.find",
            "An import, and how far it is.",
            find,
        )
        .giving::<Import>(),
        see(
            "/api/communities/{community}/imports/{import}/rows",
            "imports.rows",
            "What becomes, or became, of each row.",
            rows,
        )
        .asking::<RowsQuery>()
        .giving::<Rows>(),
        act(
            "/api/communities/{community}/imports/{import}/applied",
            "imports.apply",
            "Begins to bring the rows in. Nobody gets a mail by it.",
            apply,
        )
        .giving::<Import>(),
        act(
            "/api/communities/{community}/imports/{import}/stopped",
            "imports.stop",
            "Stops bringing rows in. What is in stays until it is undone.",
            stop,
        )
        .giving::<Import>(),
        act(
            "/api/communities/{community}/imports/{import}/undone",
            "imports.undo",
            "Begins to take back what the import did, where nothing was changed since.",
            undo,
        )
        .giving::<Import>(),
        end(
            "/api/communities/{community}/imports/{import}",
            "imports.forget",
            "Forgets the import's report. Members stay as they are.",
            forget,
        ),
    ]
}

/// About a file.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct FileQuery {
    /// What the file is called.
    #[schemars(length(min = 1, max = 200))]
    file_name: String,
    /// Which column is which, where the headers do not tell: `name=Full name,email=Mail`.
    columns: Option<String>,
}

impl FileQuery {
    fn columns(&self) -> Vec<(String, String)> {
        let pairs = self.columns.as_deref().unwrap_or_default().split(',');
        let pairs = pairs.filter_map(|pair| pair.split_once('='));
        pairs.map(|(ours, theirs)| (ours.trim().to_owned(), theirs.trim().to_owned())).collect()
    }
}

/// Which rows.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RowsQuery {
    /// Only rows with this outcome.
    outcome: Option<String>,
    /// After this line: `next` of an earlier answer.
    after: Option<u32>,
    /// At most so many, 100 unless said.
    #[schemars(range(min = 1, max = 1000))]
    limit: Option<u32>,
}

/// Some rows.
#[derive(Serialize, JsonSchema)]
struct Rows {
    rows: Vec<Row>,
    /// Where the next ones begin; absent at the end.
    next: Option<u32>,
}

async fn preview(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
    Query(query): Query<FileQuery>,
    File(bytes): File,
) -> Answer<Made<Import>> {
    let columns = query.columns();
    let file = imports::File { name: query.file_name, bytes: bytes.into(), columns };
    Ok(Made(imports::preview(&app, &actor, &community, file).await?))
}

async fn all(
    State(app): State<App>,
    Caller(actor): Caller,
    Path(community): Path<CommunityId>,
) -> Answer<Json<Vec<Import>>> {
    Ok(Json(imports::all(&app, &actor, &community).await?))
}

type Place = Path<(CommunityId, String)>;

async fn find(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Place,
) -> Answer<Json<Import>> {
    Ok(Json(imports::find(&app, &actor, &community, &id).await?))
}

async fn rows(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Place,
    Query(query): Query<RowsQuery>,
) -> Answer<Json<Rows>> {
    let limit = limit(query.limit, 100, 1000)?;
    let (outcome, after) = (query.outcome.as_deref(), query.after.unwrap_or(0));
    let rows = imports::rows(&app, &actor, &community, &id, outcome, after, limit).await?;
    let next = rows.last().filter(|_| rows.len() == limit as usize).map(|row| row.line);
    Ok(Json(Rows { rows, next }))
}

async fn apply(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Place,
) -> Answer<Json<Import>> {
    Ok(Json(imports::apply(&app, &actor, &community, &id).await?))
}

async fn stop(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Place,
) -> Answer<Json<Import>> {
    Ok(Json(imports::stop(&app, &actor, &community, &id).await?))
}

async fn undo(
    State(app): State<App>,
    Caller(actor): Caller,
    Path((community, id)): Place,
) -> Answer<Json<Import>> {
    Ok(Json(imports::undo(&app, &actor, &community, &id).await?))
}

async fn forget(State(app): State<App>, Caller(actor): Caller, Path((community, id)): Place) -> Answer<Done> {
    imports::forget(&app, &actor, &community, &id).await?;
    Ok(Done)
}
