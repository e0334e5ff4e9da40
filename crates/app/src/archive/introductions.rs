//! Introductions in an archive: those of this house, as their owner may see them, and those that were brought along.

use goodword_domain::introductions::{Viewer, Which};
use goodword_domain::people::PersonId;
use goodword_domain::words;
use goodword_formats::archive as format;
use goodword_store::archive::Kept as Part;
use goodword_store::{Tx, introductions};
use jiff::Timestamp;

use super::{bad, id, instant};
use crate::error::Result;
use crate::introductions::{shown, viewer};

/// The kind under which they are kept.
pub(super) const KIND: &str = "introduction";

/// All introductions in this house that a person made, or in which they are a side and know of it.
pub(super) async fn gather(
    tx: &mut Tx,
    person: &PersonId,
    now: Timestamp,
) -> Result<Vec<format::Introduction>> {
    let mut all = Vec::new();
    for kept in introductions::all_of(tx, person).await? {
        let Some(viewer) = viewer(&kept.introduction, person) else { continue };
        let Some(shown) = shown(tx, kept, viewer, now).await? else { continue };
        let with = match viewer {
            Viewer::Introducer => shown.sides.iter().map(|side| side.name.clone()).collect(),
            Viewer::Side(_) => shown.other.iter().map(|other| other.name.clone()).collect(),
        };
        all.push(format::Introduction {
            id: shown.id.0,
            side: shown.side.map_or("introducer", Which::word).to_owned(),
            introducer: shown.introducer,
            with,
            told: shown.told.into_iter().chain(shown.sides.into_iter().map(|side| side.told)).collect(),
            made: shown.made_at.to_string(),
            stage: shown.seen.word().to_owned(),
        });
    }
    Ok(all)
}

/// An introduction as it is kept for its owner alone.
pub(super) fn part(introduction: &format::Introduction) -> Result<Part> {
    let content = serde_json::to_string(introduction)?;
    Ok(Part { kind: KIND.to_owned(), id: introduction.id.clone(), content })
}

/// An introduction fit to be shown, or what is not.
pub(super) fn checked(introduction: format::Introduction, at: &str) -> Result<format::Introduction> {
    const STAGES: [&str; 6] = ["drafted", "asked", "asked_second", "joined", "not_now", "taken_back"];
    let name = |field: &str, text: &str| {
        words::line("name", text, 80).map_err(|error| bad(&format!("{at}.{field}"), &error.sentence))
    };
    if !["introducer", "first", "second"].contains(&introduction.side.as_str()) {
        return Err(bad(&format!("{at}.side"), "this is no side of an introduction."));
    }
    if !STAGES.contains(&introduction.stage.as_str()) {
        return Err(bad(&format!("{at}.stage"), "this is no stage of an introduction."));
    }
    if introduction.with.len() > 2 || introduction.told.len() > 2 {
        return Err(bad(at, "an introduction is of two people."));
    }
    let with = introduction.with.iter().map(|text| name("with", text)).collect::<Result<Vec<String>>>()?;
    let told = introduction.told.iter().map(|text| {
        words::paragraph("told", text, 1000).map_err(|error| bad(&format!("{at}.told"), &error.sentence))
    });
    Ok(format::Introduction {
        id: id(&format!("{at}.id"), introduction.id)?,
        side: introduction.side,
        introducer: name("introducer", &introduction.introducer)?,
        with,
        told: told.collect::<Result<Vec<String>>>()?,
        made: instant(&format!("{at}.made"), &introduction.made)?,
        stage: introduction.stage,
    })
}
