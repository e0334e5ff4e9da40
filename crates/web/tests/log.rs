//! What is written down is told: every event of a community has a sentence in the log.

use std::collections::BTreeSet;
use std::path::Path;

/// Closed words between quotation marks that look like an event: `member.suspended`.
fn events_in(text: &str) -> impl Iterator<Item = String> + '_ {
    let begin = |at: &str| at.starts_with("(\"") || at.starts_with(", \"");
    text.match_indices("happened").filter_map(move |(at, _)| {
        let rest = &text[at + "happened".len()..];
        begin(rest).then(|| rest.split('"').nth(1).map(str::to_owned)).flatten()
    })
}

fn sources(folder: &Path, all: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        match entry.path() {
            path if path.is_dir() => sources(&path, all),
            path => *all += &std::fs::read_to_string(path).unwrap(),
        }
    }
}

#[test]
fn every_event_of_a_community_has_a_sentence() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut app = String::new();
    sources(&here.join("../app/src"), &mut app);
    let words = std::fs::read_to_string(here.join("words/en/log.ftl")).unwrap();
    let of_communities: BTreeSet<String> = app
        .split("change.")
        .filter(|call| call.starts_with("happened(\"") && call.contains("Some("))
        .filter(|call| call.find("Some(").is_some_and(|at| at < 60))
        .flat_map(|call| events_in(call).take(1).collect::<Vec<_>>())
        .collect();
    assert!(of_communities.len() > 20, "events are found no more: {of_communities:?}");
    for event in of_communities {
        let key = format!("log-{}", event.replace('.', "-"));
        assert!(words.contains(&format!("\n{key} = ")), "no sentence is called {key}");
    }
}
