//! Promises in an archive: those of this house, as their owner may see them, and those that were brought along.

use goodword_domain::help::HelpKind;
use goodword_domain::people::PersonId;
use goodword_domain::promises::{Side, checked_what};
use goodword_domain::words;
use goodword_formats::archive as format;
use goodword_store::archive::Kept as Part;
use goodword_store::{Tx, promises};
use jiff::Timestamp;
use jiff::civil::Date;

use super::{bad, id, instant};
use crate::error::Result;
use crate::promises::Shown;

/// The kind under which they are kept.
pub(super) const KIND: &str = "promise";

/// All promises of a person in this house, given and received.
pub(super) async fn gather(tx: &mut Tx, person: &PersonId) -> Result<Vec<format::Promise>> {
    let all = promises::all_of(tx, person).await?;
    Ok(all.into_iter().map(|kept| written(kept, person)).collect())
}

fn written(kept: promises::Kept, person: &PersonId) -> format::Promise {
    let side = if kept.promise.giver == *person { Side::Giver } else { Side::Receiver };
    // As if it were the first day: what is sealed for its giver is sealed in their archive.
    let shown = Shown::of(kept, side, Timestamp::UNIX_EPOCH);
    format::Promise {
        id: shown.id.0,
        side: side.word().to_owned(),
        other: shown.other,
        kind: shown.kind.word().to_owned(),
        what: shown.what,
        given: shown.given_at.to_string(),
        due: shown.due_on.to_string(),
        stage: shown.stage.word().to_owned(),
        words: shown.words,
        thanks: shown.thanks,
        community: shown.community.map(|community| community.0),
    }
}

/// A promise as it is kept for its owner alone.
pub(super) fn part(promise: &format::Promise) -> Result<Part> {
    let content = serde_json::to_string(promise)?;
    Ok(Part { kind: KIND.to_owned(), id: promise.id.clone(), content })
}

/// A promise fit to be shown, or what is not.
pub(super) fn checked(promise: format::Promise, at: &str) -> Result<format::Promise> {
    let said = |field: &str, error: words::BadText| bad(&format!("{at}.{field}"), &error.sentence);
    let text = |field: &'static str, text: Option<String>| {
        let checked = text.map(|text| words::paragraph(field, &text, 500)).transpose();
        checked.map_err(|error| said(field, error))
    };
    const STAGES: [&str; 9] =
        ["open", "asked", "kept", "confirmed", "released", "lapsed", "missed", "disputed", "declined"];
    if !["giver", "receiver"].contains(&promise.side.as_str()) {
        return Err(bad(&format!("{at}.side"), "this is neither giver nor receiver."));
    }
    if !STAGES.contains(&promise.stage.as_str()) {
        return Err(bad(&format!("{at}.stage"), "this is no stage of a promise."));
    }
    let kind =
        promise.kind.parse::<HelpKind>().map_err(|error| bad(&format!("{at}.kind"), &format!("{error}.")))?;
    let due: Date = promise.due.parse().map_err(|_| bad(&format!("{at}.due"), "this is no day."))?;
    // Without words, where the other one was erased.
    let what = match promise.what.as_str() {
        "" => String::new(),
        what => checked_what(what).map_err(|error| said("what", error))?,
    };
    Ok(format::Promise {
        id: id(&format!("{at}.id"), promise.id)?,
        side: promise.side,
        other: words::line("other", &promise.other, 80).map_err(|error| said("other", error))?,
        kind: kind.word().to_owned(),
        what,
        given: instant(&format!("{at}.given"), &promise.given)?,
        due: due.to_string(),
        stage: promise.stage,
        words: text("words", promise.words)?,
        thanks: text("thanks", promise.thanks)?,
        community: promise
            .community
            .map(|community| id(&format!("{at}.community"), community))
            .transpose()?,
    })
}
