//! One's archive: everything of one's own in a file, out of here and into here.

use askama::Template;
use axum::extract::Multipart;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use goodword_app::Error;
use goodword_app::archive::{self, Brought, KeptSeat};

use crate::answer::{Fault, Path};

use super::super::filters;
use super::super::forms::Wrong;
use super::super::visit::{Frame, Place, Shown, Visit};

#[derive(Template)]
#[template(path = "own/archive.html")]
struct Archive {
    frame: Frame,
    kept: Vec<KeptSeat>,
    brought: Option<Brought>,
    wrong: Wrong,
}

/// What is kept of communities that one left or brought along, the file to take along, and the form to bring one in.
pub async fn archive(visit: Visit) -> Shown {
    Ok(visit.page(&page(&visit, None, Wrong::default()).await?))
}

async fn page(visit: &Visit, brought: Option<Brought>, wrong: Wrong) -> Result<Archive, Error> {
    let frame = visit.frame(Place::Me).await?;
    let kept = archive::kept(&visit.app, &visit.actor).await?;
    Ok(Archive { frame, kept, brought, wrong })
}

/// The file.
pub async fn download(visit: Visit) -> Result<Response, Fault> {
    let bytes = archive::export(&visit.app, &visit.actor).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"goodword.zip\""),
    ];
    Ok((headers, bytes).into_response())
}

/// Brings a file in, all of it or nothing.
pub async fn bring(visit: Visit, mut form: Multipart) -> Shown {
    let mut file = Vec::new();
    while let Ok(Some(field)) = form.next_field().await {
        if field.name() == Some("file") {
            file = field.bytes().await.map(Into::into).unwrap_or_default();
        }
    }
    match archive::import(&visit.app, &visit.actor, file).await {
        Ok(brought) => Ok(visit.page(&page(&visit, Some(brought), Wrong::default()).await?)),
        Err(error) => {
            let wrong = Wrong::of(error)?;
            Ok(visit.again(&page(&visit, None, wrong).await?))
        }
    }
}

/// Forgets what is kept of a community.
pub async fn forget(visit: Visit, Path(id): Path<String>) -> Shown {
    archive::forget(&visit.app, &visit.actor, &id).await?;
    Ok(visit.done("notice-forgotten", "/me/archive"))
}
