//! `goodword model`, `goodword doctor` and `--model`: what is refused on any machine, and the whole journey with the
//! weights that `./test` fetches (`GOODWORD_TEST_MODEL`).

mod common;

use common::{Folder, example};

/// Offers of which the lexicon alone puts the wrong one first.
const POOL: &str = "children's books read aloud\na palaeographer who deciphers parish registers\nwinter tyres for your motorcycle\n";
const ASK: &str = "somebody who reads old German handwriting";

fn first(outcome: &common::Outcome) -> String {
    outcome.text().lines().nth(1).unwrap_or_default().to_owned()
}

#[test]
fn a_folder_that_is_no_model_is_refused_and_nothing_is_installed() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("empty")).unwrap();
    folder.goodword(&["model", "add", "empty"]).refused(&["empty", "config.json"]);
    folder.goodword(&["model", "add", "nowhere"]).refused(&["nowhere", "no such folder"]);
    folder.goodword(&["model", "remove"]).refused(&["no sentence model is installed"]);
    folder.file("a.tsv", "someone to do my books\tmonthly bookkeeping\n");
    folder.goodword(&["near", "a.tsv", "--model", "empty"]).refused(&["config.json", "--model none"]);
    assert_eq!(folder.names(), ["a.tsv", "empty"], "nothing was made");
    let shown = folder.goodword(&["model", "show"]);
    assert!(shown.code == 0 && shown.text().contains("goodword model add"), "{}", shown.text());
}

#[test]
fn a_folder_with_other_files_is_neither_replaced_nor_removed() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("mine")).unwrap();
    folder.file("mine/config.json", "{}");
    folder.file("mine/letters.txt", "dear friend");
    for said in [&["model", "add", "mine", "--to", "mine"][..], &["model", "remove", "--to", "mine"]] {
        folder.goodword(said).refused(&["letters.txt", "left as it is"]);
    }
    assert_eq!(folder.read("mine/letters.txt"), b"dear friend");
}

#[test]
fn the_doctor_tells_what_is_active_and_finds_what_is_broken() {
    let folder = Folder::new();
    let well = folder.goodword(&["doctor"]);
    assert_eq!(well.code, 0, "{}", well.told);
    for told in
        ["version", "lexicon", "hint   sentence model", "goodword model add", "a second", "time zones"]
    {
        assert!(well.text().contains(told), "“{told}” is missing in: {}", well.text());
    }
    let ill = folder.goodword(&["doctor", "--model", "nowhere"]);
    assert_eq!(ill.code, 1, "{}", ill.text());
    assert!(ill.text().contains("wrong  sentence model") && ill.text().contains("nowhere"), "{}", ill.text());
}

#[test]
fn an_installed_model_reads_until_it_is_removed() {
    let Ok(from) = std::env::var("GOODWORD_TEST_MODEL") else { return };
    if from == "none" {
        return;
    }
    let folder = Folder::new();
    folder.file("pool.txt", POOL);
    let near = ["near", "--ask", ASK, "--pool", "pool.txt"];
    let without = folder.goodword(&near);
    assert!(!first(&without).contains("palaeographer"), "needs no model: {}", without.text());

    let added = folder.goodword(&["model", "add", &from]);
    assert_eq!(added.code, 0, "{}", added.told);
    let kept = folder.path("data/goodword");
    assert_eq!(std::fs::read_dir(&kept).unwrap().count(), 1, "nothing half-installed stays behind");
    let with = folder.goodword(&near);
    assert!(first(&with).contains("palaeographer"), "{}", with.text());
    assert!(with.told.contains("sentence model MiniLM"), "{}", with.told);
    assert_eq!(folder.goodword(&[&near[..], &["--threads", "1"]].concat()).out, with.out, "threads");
    assert_eq!(folder.goodword(&[&near[..], &["--model", "none"]].concat()).out, without.out);

    let round = folder.round(&[&example()]);
    assert!(round["round"]["model"].as_str().unwrap().starts_with("MiniLM"), "{}", round["round"]);
    assert!(folder.round(&[&example(), "--model", "none"])["round"]["model"].is_null());
    let doctor = folder.goodword(&["doctor"]);
    assert!(doctor.text().contains("ok     sentence model  MiniLM"), "{}", doctor.text());
    // Adding it again, from its own place, replaces it whole.
    let again = folder.goodword(&["model", "add", kept.join("model").to_str().unwrap()]);
    assert_eq!(again.code, 0, "{}", again.told);
    assert_eq!(folder.goodword(&near).out, with.out);

    assert_eq!(folder.goodword(&["model", "remove"]).code, 0);
    assert_eq!(std::fs::read_dir(&kept).unwrap().count(), 0);
    assert_eq!(folder.goodword(&near).out, without.out);
}
