//! The house keeps its own rules: stairs go down only, some things are absent, and documents tell the truth.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository's folder")
}

/// Files below a folder, hidden folders and build output aside.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir()
            && !name.starts_with('.')
            && !["target", "node_modules", "proptest-regressions"].contains(&name.as_str())
        {
            found.extend(files(&path, ending));
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Our crates that a crate names in its manifest, tests aside.
fn stairs_from(krate: &str) -> BTreeSet<String> {
    let manifest = text(&root().join("crates").join(krate).join("Cargo.toml"));
    let body = manifest.split("[dev-dependencies]").next().unwrap_or_default();
    let named = body.lines().filter_map(|line| line.strip_prefix("goodword-"));
    named.map(|rest| rest.split(['.', ' ', '=']).next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn stairs_go_down_only() {
    let allowed = [
        ("matching", &[][..]),
        ("language", &[]),
        ("formats", &[]),
        ("domain", &["language", "matching"]),
        ("store", &["domain"]),
        ("app", &["domain", "formats", "language", "matching", "store"]),
        ("web", &["app", "domain"]),
        ("testkit", &["app", "domain", "formats", "store", "web"]),
        ("goodword", &["app", "domain", "formats", "language", "matching", "store", "web"]),
    ];
    for (krate, below) in allowed {
        let below: BTreeSet<String> = below.iter().map(|name| (*name).to_owned()).collect();
        let extra: Vec<String> = stairs_from(krate).difference(&below).cloned().collect();
        assert!(extra.is_empty(), "crates/{krate} may not name {extra:?}: stairs go down only");
    }
    let crates = fs::read_dir(root().join("crates")).unwrap().count();
    assert_eq!(crates, allowed.len(), "a new crate needs a decision record and a line here");
}

#[test]
fn the_domain_reads_no_file_and_no_clock() {
    for krate in ["domain", "matching"] {
        for path in files(&root().join("crates").join(krate).join("src"), ".rs") {
            for word in ["std::fs", "std::net", "SystemTime", "println!", "std::env", "async fn"] {
                assert!(!text(&path).contains(word), "{} says {word}", path.display());
            }
        }
    }
}

#[test]
fn the_engine_knows_no_word_of_our_field() {
    for path in files(&root().join("crates/matching/src"), ".rs") {
        let code: Vec<String> = text(&path)
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .flat_map(|line| {
                line.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect::<Vec<_>>()
            })
            .collect();
        for word in ["lunch", "coffee", "profession", "community", "goodword"] {
            assert!(!code.iter().any(|said| said == word), "{} says {word}", path.display());
        }
    }
}

#[test]
fn nothing_is_named_after_nothing() {
    let empty =
        ["manager", "service", "helper", "util", "utils", "handler", "processor", "misc", "common_utils"];
    for path in files(&root().join("crates"), ".rs") {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        assert!(!empty.contains(&stem.as_str()), "{}: name it after what it is about", path.display());
    }
}

/// Words in backticks that look like a path or a file of ours.
fn paths_named(document: &str) -> Vec<String> {
    let endings = [".md", ".rs", ".toml", ".csv", ".tsv", ".json"];
    let quoted = document
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| !word.contains([' ', '\n', '{', '<', '*', '…', '$']));
    let ours = quoted.filter(|word| {
        ["crates/", "docs/", "examples/", "./", ".ci/"].iter().any(|start| word.starts_with(start))
            || (endings.iter().any(|ending| word.ends_with(ending)) && word.starts_with(char::is_uppercase))
    });
    ours.map(|word| word.split("::").next().unwrap_or_default().trim_end_matches('/').to_owned()).collect()
}

#[test]
fn documents_name_only_what_exists() {
    let mut documents = files(&root().join("docs"), ".md");
    documents.extend(
        ["README.md", "ARCHITECTURE.md", "WORDS.md", "CONTRIBUTING.md"].map(|name| root().join(name)),
    );
    for document in documents {
        for path in paths_named(&text(&document)) {
            let beside = document.parent().unwrap_or(Path::new("")).join(&path);
            assert!(
                root().join(&path).exists() || beside.exists(),
                "{} names {path}, which is not there",
                document.display()
            );
        }
    }
}

#[test]
fn nobody_left_a_machine_path_or_an_unfinished_word() {
    let mut all = files(&root(), ".rs");
    all.extend(files(&root(), ".md"));
    all.extend(files(&root(), ".toml"));
    let words = [concat!("/wo", "rk/"), concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X ")];
    for path in all {
        let text = text(&path);
        for word in words {
            assert!(!text.contains(word), "{} says {word}", path.display());
        }
    }
}
