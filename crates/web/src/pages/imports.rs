//! Bringing members in from a spreadsheet: choose a file, see what becomes of every row, set columns right, apply, undo.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Multipart;
use goodword_app::Error;
use goodword_app::imports::{self, COLUMNS, Import, Row};
use goodword_app::invitations::{self, Unasked};
use goodword_domain::communities::CommunityId;
use serde::Deserialize;

use crate::answer::{Path, Query};

use super::filters;
use super::forms::{Form, Wrong};
use super::visit::{Frame, Shown, Visit};

/// Rows on a page.
const ROWS: u32 = 50;
/// What the reader is told of a column that is not to be used.
const UNUSED: &str = "unused";

#[derive(Template)]
#[template(path = "imports/all.html")]
struct All {
    frame: Frame,
    imports: Vec<Import>,
    once: String,
    name_column: String,
    wrong: Wrong,
}

#[derive(Template)]
#[template(path = "imports/import.html")]
struct One {
    frame: Frame,
    import: Import,
    unasked: Unasked,
    headers: Vec<Header>,
    columns: &'static [&'static str],
    outcome: String,
    rows: Vec<Row>,
    next: Option<u32>,
    wrong: Wrong,
}

/// A column of the file, and which of ours it is.
struct Header {
    theirs: String,
    ours: String,
}

impl One {
    /// Whether it goes on by itself.
    fn goes_on(&self) -> bool {
        matches!(self.import.stage.as_str(), "reading" | "applying" | "undoing")
    }

    /// How many rows change something: what there is to do.
    fn n_to_do(&self) -> u32 {
        let of = |outcome: &str| self.import.outcomes.get(outcome).copied().unwrap_or(0);
        ["new", "changed", "added", "updated"]
            .iter()
            .map(|outcome| of(outcome))
            .sum::<u32>()
            .max(self.import.n_done)
    }
}

/// The latest imports, and the form for another.
pub async fn all(visit: Visit, Path(community): Path<CommunityId>) -> Shown {
    let (frame, _) = visit.frame_organising(&community).await?;
    let imports = imports::all(&visit.app, &visit.actor, &community).await?;
    let (once, wrong) = (visit.once(), Wrong::default());
    Ok(visit.page(&All { frame, imports, once, name_column: String::new(), wrong }))
}

/// What the form sends.
#[derive(Default)]
struct Upload {
    once: String,
    name_column: String,
    name: String,
    bytes: Vec<u8>,
}

impl Upload {
    async fn of(mut parts: Multipart) -> Result<Upload, Error> {
        let broken =
            |_| Error::refused("bad_form", "The file did not arrive whole. Please send it once more.");
        let mut upload = Upload::default();
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            match part.name() {
                Some("file") => {
                    upload.name = part.file_name().unwrap_or_default().to_owned();
                    upload.bytes = part.bytes().await.map_err(broken)?.into();
                }
                Some("name_column") => upload.name_column = part.text().await.map_err(broken)?,
                Some("once") => upload.once = part.text().await.map_err(broken)?,
                _ => {}
            }
        }
        Ok(upload)
    }

    fn file(self) -> Result<imports::File, Error> {
        if self.bytes.is_empty() {
            return Err(Error::field("file", "Please choose a file first."));
        }
        let column = self.name_column.trim();
        let columns =
            (!column.is_empty()).then(|| ("name".to_owned(), column.to_owned())).into_iter().collect();
        Ok(imports::File { name: self.name, bytes: self.bytes, columns })
    }
}

/// Reads a file, and shows what it would change. Nothing is changed yet.
pub async fn preview(visit: Visit, Path(community): Path<CommunityId>, parts: Multipart) -> Shown {
    let (frame, _) = visit.frame_organising(&community).await?;
    let upload = Upload::of(parts).await?;
    let (actor, name_column) = (visit.sending(&upload.once), upload.name_column.clone());
    let read = match upload.file() {
        Ok(file) => imports::preview(&visit.app, &actor, &community, file).await,
        Err(error) => Err(error),
    };
    match read {
        Ok(import) => Ok(visit.on_to(&at(&community, &import.id))),
        Err(error) => {
            let wrong = Wrong::of(error)?;
            let imports = imports::all(&visit.app, &visit.actor, &community).await?;
            Ok(visit.again(&All { frame, imports, once: visit.once(), name_column, wrong }))
        }
    }
}

fn at(community: &CommunityId, import: &str) -> String {
    format!("/communities/{community}/imports/{import}")
}

/// Which rows.
#[derive(Deserialize)]
pub struct RowsQuery {
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    after: u32,
}

type Which = Path<(CommunityId, String)>;

/// An import, how far it is, and what becomes of its rows.
pub async fn import(visit: Visit, Path((community, id)): Which, Query(query): Query<RowsQuery>) -> Shown {
    let page = page(&visit, &community, &id, query, Wrong::default()).await?;
    Ok(visit.page(&page))
}

async fn page(
    visit: &Visit,
    community: &CommunityId,
    id: &str,
    query: RowsQuery,
    wrong: Wrong,
) -> Result<One, Error> {
    let (frame, _) = visit.frame_organising(community).await?;
    let import = imports::find(&visit.app, &visit.actor, community, id).await?;
    let unasked = invitations::unasked(&visit.app, &visit.actor, community).await?;
    let RowsQuery { outcome, after } = query;
    let known = Some(outcome.as_str()).filter(|outcome| import.outcomes.contains_key(*outcome));
    let rows = imports::rows(&visit.app, &visit.actor, community, id, known, after, ROWS).await?;
    let next = rows.last().filter(|_| rows.len() == ROWS as usize).map(|row| row.line);
    let used = import
        .report
        .columns
        .iter()
        .map(|(ours, theirs)| Header { theirs: theirs.clone(), ours: ours.clone() });
    let unused = import.report.unused_columns.iter();
    let unused = unused.map(|theirs| Header { theirs: theirs.clone(), ours: UNUSED.to_owned() });
    let headers = used.chain(unused).collect();
    let outcome = known.unwrap_or_default().to_owned();
    Ok(One { frame, import, unasked, headers, columns: &COLUMNS, outcome, rows, next, wrong })
}

/// Reads the file once more, with the columns as somebody set them.
pub async fn columns(
    visit: Visit,
    Path((community, id)): Which,
    Form(form): Form<BTreeMap<String, String>>,
) -> Shown {
    // Fields come in pairs: the file's own header, and which of ours it is.
    let said = form.iter().filter_map(|(field, theirs)| {
        let ours = form.get(&field.replacen("theirs", "ours", 1))?;
        field.starts_with("theirs").then(|| (ours.clone(), theirs.clone()))
    });
    let said: Vec<(String, String)> = said.filter(|(ours, _)| !ours.is_empty()).collect();
    match imports::read_again(&visit.app, &visit.actor, &community, &id, said).await {
        Ok(import) => Ok(visit.done("notice-columns-set", &at(&community, &import.id))),
        Err(error) => {
            let query = RowsQuery { outcome: String::new(), after: 0 };
            let page = page(&visit, &community, &id, query, Wrong::of(error)?).await?;
            Ok(visit.again(&page))
        }
    }
}

/// Begins to bring the rows in.
pub async fn apply(visit: Visit, Path((community, id)): Which) -> Shown {
    imports::apply(&visit.app, &visit.actor, &community, &id).await?;
    Ok(visit.on_to(&at(&community, &id)))
}

/// Stops bringing rows in.
pub async fn stop(visit: Visit, Path((community, id)): Which) -> Shown {
    imports::stop(&visit.app, &visit.actor, &community, &id).await?;
    Ok(visit.on_to(&at(&community, &id)))
}

/// Begins to take back what was brought in.
pub async fn undo(visit: Visit, Path((community, id)): Which) -> Shown {
    imports::undo(&visit.app, &visit.actor, &community, &id).await?;
    Ok(visit.on_to(&at(&community, &id)))
}

/// Forgets an import; members stay as they are.
pub async fn forget(visit: Visit, Path((community, id)): Which) -> Shown {
    imports::forget(&visit.app, &visit.actor, &community, &id).await?;
    Ok(visit.done("notice-import-forgotten", &format!("/communities/{community}/imports")))
}
