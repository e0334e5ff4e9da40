//! The archive as one page that loads nothing and runs nothing.

use askama::Template;
use serde_json::Value;

#[derive(Template)]
#[template(path = "archive.html")]
struct Page {
    name: String,
    address: String,
    seats: Vec<Seat>,
    promises: Vec<String>,
    introductions: Vec<String>,
    events: Vec<String>,
}

/// A membership in words.
struct Seat {
    community: String,
    standing: String,
    facts: Vec<(String, String)>,
    asks: Vec<String>,
    offers: Vec<String>,
    n_wishes: usize,
}

/// The page of an archive given as its own JSON.
pub(super) fn page(archive: &Value) -> String {
    let list = |at: &str| archive.pointer(at).and_then(Value::as_array).into_iter().flatten();
    let page = Page {
        name: text(archive, "/me/name"),
        address: text(archive, "/me/address"),
        seats: list("/memberships").map(Seat::of).collect(),
        promises: list("/promises").map(promise).collect(),
        introductions: list("/introductions").map(introduction).collect(),
        events: list("/events")
            .map(|event| format!("{} {}", text(event, "/at"), text(event, "/what")))
            .collect(),
    };
    // Writing into a String does not fail; should it ever, the JSON is still whole.
    page.render().unwrap_or_default()
}

impl Seat {
    fn of(seat: &Value) -> Seat {
        let profile = seat.get("profile").and_then(Value::as_object).into_iter().flatten();
        let facts = profile.filter_map(|(field, value)| Some((field.replace('_', " "), in_words(value)?)));
        let entries = |side: &str| {
            let entries = seat.get(side).and_then(Value::as_array).into_iter().flatten();
            entries.map(entry).collect()
        };
        Seat {
            community: text(seat, "/community/name"),
            standing: format!(
                "{}, {} since {}",
                text(seat, "/role"),
                text(seat, "/standing"),
                text(seat, "/since").split('T').next().unwrap_or_default()
            ),
            facts: facts.collect(),
            asks: entries("asks"),
            offers: entries("offers"),
            n_wishes: seat.get("rather_not_meet").and_then(Value::as_array).map_or(0, Vec::len),
        }
    }
}

fn entry(entry: &Value) -> String {
    let (words, kind, thanks) = (text(entry, "/text"), text(entry, "/kind"), text(entry, "/thanks"));
    let kind = if kind.is_empty() { String::new() } else { format!(" ({kind})") };
    let closed = if text(entry, "/closed").is_empty() { "" } else { ", closed" };
    let thanks = if thanks.is_empty() { String::new() } else { format!(", with thanks: {thanks}") };
    format!("{words}{kind}{closed}{thanks}")
}

fn promise(promise: &Value) -> String {
    let said = |at: &str| text(promise, at);
    let other = match said("/other") {
        name if name.is_empty() => "somebody who is not there any more".to_owned(),
        name => name,
    };
    let whose = if said("/side") == "giver" { format!("to {other}") } else { format!("from {other}") };
    let thanks = match said("/thanks") {
        thanks if thanks.is_empty() => String::new(),
        thanks => format!(", with thanks: {thanks}"),
    };
    format!("{whose}, by {}: {} ({}), {}{thanks}", said("/due"), said("/what"), said("/kind"), said("/stage"))
}

fn introduction(introduction: &Value) -> String {
    let said = |at: &str| text(introduction, at);
    let with = introduction.get("with").and_then(in_words).unwrap_or_else(|| "somebody".to_owned());
    let day = said("/made").split('T').next().unwrap_or_default().to_owned();
    format!("{day}, by {}: {with}, {}", said("/introducer"), said("/stage").replace('_', " "))
}

fn text(value: &Value, at: &str) -> String {
    value.pointer(at).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A field's value in words; nothing for one that is empty.
fn in_words(value: &Value) -> Option<String> {
    let said = match value {
        Value::Null | Value::Bool(false) => return None,
        Value::Bool(true) => "yes".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => items.iter().filter_map(in_words).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            let pairs = fields.iter().filter_map(|(field, value)| Some((field, in_words(value)?)));
            pairs
                .map(|(field, said)| format!("{} {said}", field.replace('_', " ")))
                .collect::<Vec<_>>()
                .join(" ")
        }
    };
    (!said.is_empty()).then_some(said)
}
