//! What pages say is said in every language, all of it is used, and nothing is said past the files of words.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::FluentResource;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The names of a language's sentences, each with what stands in it: `$n`.
fn sentences(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut sentences: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in files(&folder("words").join(language), ".ftl") {
        let text = text(&path);
        let broken = FluentResource::try_new(text.clone()).err().map(|(_, errors)| errors);
        assert!(broken.is_none(), "{} is broken: {broken:?}", path.display());
        let mut current = None;
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((key, _)) =
                line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                let before = sentences.insert(key.to_owned(), BTreeSet::new());
                assert!(before.is_none(), "{language} says {key} twice");
                current = Some(key.to_owned());
            }
            let Some(said) = current.as_ref().and_then(|key| sentences.get_mut(key)) else { continue };
            let variables = line.split('$').skip(1);
            said.extend(variables.map(|rest| {
                rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_owned()
            }));
        }
    }
    sentences
}

/// Everything between quotes in templates' expressions, or in the code of pages.
fn literals(text: &str) -> Vec<String> {
    text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// A template cut in two: its HTML, and its expressions one a line. Comments are left out.
fn cut(template: &str) -> (String, String) {
    let (mut html, mut expressions) = (String::new(), String::new());
    let mut rest = template;
    while let Some(at) = ["{{", "{%", "{#"].iter().filter_map(|open| rest.find(open)).min() {
        html.push_str(&rest[..at]);
        let close = match &rest[at..at + 2] {
            "{{" => "}}",
            "{%" => "%}",
            _ => "#}",
        };
        let end = rest[at..].find(close).map_or(rest.len(), |end| at + end + 2);
        if close != "#}" {
            expressions += &rest[at..end];
            expressions.push('\n');
        }
        rest = &rest[end..];
    }
    (html + rest, expressions)
}

fn is_key(literal: &str) -> bool {
    literal.contains('-') && literal.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '-' | '_'))
}

#[test]
fn every_language_says_everything_with_the_same_in_it() {
    let english = sentences("en");
    for language in fs::read_dir(folder("words")).unwrap().flatten() {
        let name = language.file_name().to_string_lossy().into_owned();
        assert_eq!(sentences(&name), english, "{name} and en differ");
    }
}

#[test]
fn what_is_named_is_there_and_what_is_there_is_named() {
    let sentences = sentences("en");
    let mut named: BTreeSet<String> = BTreeSet::new();
    for path in files(&folder("templates"), ".html") {
        named.extend(literals(&cut(&text(&path)).1));
    }
    for path in files(&folder("src/pages"), ".rs").into_iter().chain([folder("src/words.rs")]) {
        let code: Vec<String> = text(&path)
            .lines()
            .filter(|line| {
                !line.trim_start().starts_with("//")
                    && !line.contains("HeaderName")
                    && !line.contains("HeaderValue")
            })
            .map(str::to_owned)
            .collect();
        named.extend(literals(&code.join("\n")));
    }
    // `"role-"|and(word)` and `format!("told-{}")` name all that begin so.
    let starts: Vec<&str> = named
        .iter()
        .filter_map(|literal| literal.split('{').next())
        .filter(|start| start.ends_with('-'))
        .collect();
    for key in sentences.keys() {
        let begun = starts.iter().any(|start| start.len() > 1 && key.starts_with(start));
        assert!(named.contains(key) || begun, "{key} is said nowhere");
    }
    let elsewhere = ["one-time-code", "no-cache"];
    for literal in named.iter().filter(|literal| is_key(literal) && !literal.ends_with('-')) {
        let known = sentences.contains_key(literal) || elsewhere.contains(&literal.as_str());
        assert!(known, "no sentence is called {literal}");
    }
}

#[test]
fn nothing_is_said_past_the_words() {
    for path in
        files(&folder("templates"), ".html").into_iter().filter(|path| !path.ends_with("style/style.html"))
    {
        let (html, _) = cut(&text(&path));
        let mut seen = String::new();
        for (n, part) in html.split('<').enumerate() {
            let (tag, after) = if n == 0 { ("", part) } else { part.split_once('>').unwrap_or((part, "")) };
            for attribute in ["aria-label=\"", "placeholder=\"", "title=\"", "alt=\"", "data-head=\""] {
                let value = tag.split_once(attribute).and_then(|(_, rest)| rest.split('"').next());
                seen.push_str(value.unwrap_or_default());
            }
            seen.push_str(after);
        }
        let said = seen.replace("Goodword", "").replace("data-wide", "");
        let said: String = said.chars().filter(|c| c.is_alphabetic()).collect();
        assert!(said.is_empty(), "{} says “{said}” in one language only", path.display());
    }
}
