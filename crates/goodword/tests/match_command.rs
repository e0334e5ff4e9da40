//! `goodword match` as a person meets it first: on the sample of members, in every form, with every mistake that
//! a shell makes easy.

mod common;

use std::process::Stdio;

use common::{DAY, Folder, example, left_out, matched, tables, text};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

const FORMATS: [&str; 5] = ["table", "csv", "json", "html", "ics"];

#[test]
fn the_first_run_names_everybody_and_tells_the_gain() {
    let outcome = Folder::new().goodword(&["match", &example(), "--on", DAY]);
    assert_eq!(outcome.code, 0, "{}", outcome.told);
    let page = outcome.text();
    for told in ["In short", "this round", "pairs drawn by lot", "Proven", "60 members"] {
        assert!(page.contains(told), "“{told}” is missing in: {page}");
    }
    let round = Folder::new().round(&[&example()]);
    for person in round["people"].as_array().unwrap() {
        let name = text(&person["name"]);
        // A long name may be broken over two lines; its first word stands whole.
        let first = name.split_whitespace().next().unwrap();
        assert!(page.contains(first), "{name} is not on the page");
    }
    assert!(page.contains("Ragnhild Otterskär has paused until 2030-01-07"), "{page}");
}

#[test]
fn a_pipe_gets_no_colours() {
    for said in [vec!["match"], vec!["match", "--dry-run"]] {
        let outcome = Folder::new().goodword(&[&said[..], &[&example()]].concat());
        assert!(!outcome.out.contains(&0x1b), "escape codes in a pipe");
        assert!(!outcome.told.contains('\u{1b}'), "escape codes in the messages: {}", outcome.told);
    }
}

#[test]
fn every_active_member_of_the_sample_is_matched_once() {
    let round = Folder::new().round(&[&example()]);
    let seats: Vec<String> = tables(&round).concat();
    assert_eq!(seats.len(), 59, "one of 60 has paused");
    assert_eq!(matched(&round).len(), 59, "nobody sits at two tables");
    assert_eq!(
        tables(&round).iter().filter(|table| table.len() == 3).count(),
        1,
        "59 is odd: one table of three"
    );
    let [(_, why)] = &left_out(&round)[..] else { panic!("only the paused one is left out: {round}") };
    assert!(why.contains("2030-01-07"), "{why}");
}

#[test]
fn every_match_has_reasons_in_both_directions() {
    let round = Folder::new().round(&[&example()]);
    for table in round["matches"].as_array().unwrap() {
        let seats = table["members"].as_array().unwrap();
        for (from, to) in seats.iter().flat_map(|a| seats.iter().map(move |b| (a, b))).filter(|(a, b)| a != b)
        {
            let help = table["help"].as_array().unwrap();
            let said = help.iter().find(|help| help["from"] == *from && help["to"] == *to);
            let said = said.unwrap_or_else(|| panic!("no reason from {from} to {to} in {table}"));
            assert!(text(&said["sentence"]).ends_with('.'), "{said} is no sentence");
        }
    }
}

#[test]
fn the_page_keeps_to_the_width_of_the_window() {
    let folder = Folder::new();
    for columns in [40, 60, 89, 90, 120] {
        let mut command = folder.command(&["match", &example(), "--on", DAY]);
        let output = command.env("COLUMNS", columns.to_string()).output().unwrap();
        let page = String::from_utf8(output.stdout).unwrap();
        let widest = page.lines().max_by_key(|line| line.width()).unwrap();
        assert!(widest.width() <= columns, "{} columns of {columns}: {widest}", widest.width());
        assert!(widest.width() > columns * 3 / 4, "{columns} columns are hardly used: {widest}");
    }
}

#[test]
fn each_form_is_what_it_says() {
    let folder = Folder::new();
    let in_form = |form: &str| {
        let outcome = folder.goodword(&["match", &example(), "--on", DAY, "--format", form]);
        assert_eq!(outcome.code, 0, "{form}: {}", outcome.told);
        outcome.text().to_owned()
    };
    let round: Value = serde_json::from_str(&in_form("json")).unwrap();
    let n_matches = round["matches"].as_array().unwrap().len();
    assert_eq!((&round["round"]["on"], &round["round"]["size"]), (&DAY.into(), &2.into()));
    let csv = in_form("csv");
    assert!(csv.starts_with("\u{feff}date,id A,name A,"), "{csv}");
    assert_eq!(csv.lines().count(), 1 + n_matches + 1, "a header, a row per match, a row for the paused one");
    let html = in_form("html");
    assert!(html.starts_with("<!DOCTYPE html>") && html.matches("<article").count() == n_matches);
    assert!(
        !html.contains("http://") && !html.contains("https://"),
        "the page asks for nothing from outside"
    );
    let ics = in_form("ics");
    assert!(ics.starts_with("BEGIN:VCALENDAR\r\n") && ics.matches("BEGIN:VEVENT").count() == n_matches);
}

#[test]
fn the_ending_of_the_file_decides_the_form_unless_it_is_said() {
    let folder = Folder::new();
    let starts = |said: &[&str], start: &str| {
        let out = said[0];
        let outcome = folder.goodword(&[&["match", &example(), "--on", DAY, "--out"], said].concat());
        assert_eq!((outcome.code, outcome.out.len()), (0, 0), "{said:?}: {}", outcome.told);
        let written = String::from_utf8(folder.read(out)).unwrap();
        assert!(written.starts_with(start), "{said:?} begins with {:?}", written.lines().next());
        assert!(!written.contains('\u{1b}'), "escape codes in {out}");
    };
    starts(&["round.csv"], "\u{feff}date");
    starts(&["ROUND.CSV"], "\u{feff}date");
    starts(&["round.json"], "{");
    starts(&["round.html"], "<!DOCTYPE html>");
    starts(&["round.htm"], "<!DOCTYPE html>");
    starts(&["round.ics"], "BEGIN:VCALENDAR");
    starts(&["round.txt"], "   1  ");
    starts(&["round"], "   1  ");
    starts(&["odd.txt", "--format", "json"], "{");
    starts(&["odd.csv", "--format", "table"], "   1  ");
}

#[test]
fn the_same_input_gives_the_same_bytes_on_any_number_of_threads() {
    let folder = Folder::new();
    for form in FORMATS {
        let run = |threads: &str| {
            let said = ["match", &example(), "--on", DAY, "--format", form, "--threads", threads];
            folder.goodword(&said).out
        };
        let once = run("1");
        assert!(!once.is_empty());
        // Two of the forms show all that a round computes.
        let n_threads: &[&str] = if ["table", "json"].contains(&form) { &["1", "2", "4"] } else { &["4"] };
        for threads in n_threads {
            assert!(run(threads) == once, "{form} differs with {threads} threads");
        }
    }
}

#[test]
fn another_seed_is_told_in_the_outcome() {
    let round = Folder::new().round(&[&example(), "--seed", "7", "--explore", "50"]);
    assert_eq!(round["round"]["seed"], 7);
    let other = Folder::new().round(&[&example(), "--seed", "8", "--explore", "50"]);
    assert_ne!(tables(&round), tables(&other), "what is drawn by lot depends on the seed");
}

#[test]
fn a_dry_run_tells_what_would_be_used_and_writes_nothing() {
    let folder = Folder::new();
    let outcome = folder.goodword(&["match", &example(), "--on", DAY, "--dry-run", "--out", "round.json"]);
    assert_eq!(outcome.code, 0, "{}", outcome.told);
    for told in ["offers", "Members: 60 of 60 rows", "paused on 2027-03-01: 1", "dry run"] {
        assert!(outcome.text().contains(told), "“{told}” is missing in: {}", outcome.text());
    }
    assert_eq!(folder.names(), [""; 0], "nothing is written");
}

#[test]
fn a_dry_run_refuses_what_a_round_would_refuse() {
    let folder = Folder::new();
    let members = folder.file("members.csv", "name,capacity\nAna Testwood,many\n");
    folder.goodword(&["match", &members, "--dry-run"]).refused(&["members.csv", "line 2", "capacity"]);
}

#[test]
fn members_come_from_standard_input_too() {
    let folder = Folder::new();
    let said = ["match", "-", "--on", DAY, "--format", "json"];
    let piped = folder.goodword_reading(&said, &std::fs::read(example()).unwrap());
    assert_eq!(piped.code, 0, "{}", piped.told);
    let named = folder.goodword(&["match", &example(), "--on", DAY, "--format", "json"]);
    assert!(piped.out == named.out, "the same members, the same round");
    folder.goodword_reading(&["match", "-"], b"").refused(&["standard input", "empty"]);
}

#[test]
fn a_column_can_be_named_by_hand() {
    let folder = Folder::new();
    let members = folder.file("club.csv", "Spitzname,Wer\nfoo,Ana Testwood\nbar,Bo Mockbury\n");
    folder.goodword(&["match", &members]).refused(&["club.csv", "Wer", "--map"]);
    let round = folder.round(&[&members, "--map", "name=Wer"]);
    assert_eq!(matched(&round).len(), 2);
    folder.goodword(&["match", &members, "--map", "name=Nobody"]).refused(&["Nobody", "Wer"]);
}

#[test]
fn shells_and_readers_are_served() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish"] {
        let outcome = folder.goodword(&["completions", shell]);
        assert_eq!(outcome.code, 0, "{shell}");
        assert!(outcome.text().contains("repeat-weeks") && outcome.text().contains("goodword"), "{shell}");
    }
    let man = folder.goodword(&["man"]);
    assert!(
        man.code == 0 && man.text().contains(".TH") && man.text().contains("repeat\\-weeks"),
        "{}",
        man.text()
    );
    for said in
        [vec!["help"], vec!["--help"], vec!["help", "match"], vec!["match", "--help"], vec!["--version"]]
    {
        let outcome = folder.goodword(&said);
        assert_eq!(outcome.code, 0, "{said:?}");
        assert!(outcome.text().contains("goodword"), "{said:?}");
    }
    assert!(folder.goodword(&["help", "match"]).text().contains("--history"));
}

#[test]
fn a_call_that_contradicts_itself_is_a_matter_of_usage() {
    let folder = Folder::new();
    let example = example();
    let wrong: [&[&str]; 15] = [
        &[],
        &["matches"],
        &["match"],
        &["match", &example, "--wat"],
        &["match", &example, "--size", "1"],
        &["match", &example, "--size", "7"],
        &["match", &example, "--meetings", "0"],
        &["match", &example, "--meetings", "2", "--size", "3"],
        &["match", &example, "--explore", "101"],
        &["match", &example, "--on", "soon"],
        &["match", &example, "--on", "2027-02-30"],
        &["match", &example, "--odd", "duo"],
        &["match", &example, "--map", "name"],
        &["match", &example, "--format", "pdf"],
        &["completions", "cmd"],
    ];
    for said in wrong {
        let outcome = folder.goodword(said);
        assert_eq!(outcome.code, 2, "{said:?}: {}", outcome.told);
        assert!(outcome.out.is_empty() && !outcome.told.is_empty(), "{said:?}");
    }
    let told = folder.goodword(&["match", &example, "--meetings", "2", "--size", "3"]).told;
    assert!(told.contains("--meetings") && told.contains("--size"), "{told}");
}

#[test]
fn a_file_that_cannot_be_written_is_told_and_leaves_nothing() {
    let folder = Folder::new();
    let missing = folder.goodword(&["match", &example(), "--out", "no/such/folder/round.json"]);
    missing.refused(&["no/such/folder/round.json", "cannot be written"]);
    std::fs::create_dir(folder.path("taken.json")).unwrap();
    folder
        .goodword(&["match", &example(), "--out", "taken.json"])
        .refused(&["taken.json", "cannot be written"]);
    assert_eq!(folder.names(), ["taken.json"], "no half-written file stays behind");
}

#[test]
fn an_existing_file_is_replaced_whole_or_left_alone() {
    let folder = Folder::new();
    let long = "old ".repeat(500_000);
    folder.file("round.json", &long);
    folder.file("members.csv", "name\n\"Ana");
    folder.goodword(&["match", "members.csv", "--out", "round.json"]).refused(&["members.csv"]);
    assert_eq!(folder.read("round.json"), long.as_bytes(), "a refused round leaves the old file alone");
    let outcome = folder.goodword(&["match", &example(), "--on", DAY, "--out", "round.json"]);
    assert_eq!(outcome.code, 0, "{}", outcome.told);
    serde_json::from_slice::<Value>(&folder.read("round.json")).unwrap();
    assert_eq!(folder.names(), ["members.csv", "round.json"]);
}

#[test]
fn a_reader_who_has_seen_enough_ends_the_program_in_peace() {
    let folder = Folder::new();
    let mut command = folder.command(&["match", &example()]);
    let mut running = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Both streams are closed at once, as in `goodword match members.csv 2>&1 | head -0`.
    drop((running.stdout.take(), running.stderr.take()));
    assert_eq!(running.wait().unwrap().code(), Some(0), "101 would be a panic");
}
