//! `goodword tables` as a host meets it: the sample of members, ten tables, five rounds.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Folder, example, invented};
use unicode_width::UnicodeWidthStr;

const EVENT: [&str; 4] = ["--tables", "10", "--rounds", "5"];

/// The plan in this form, from the sample.
fn planned(format: &str) -> Vec<u8> {
    let outcome = Folder::new().goodword(&[&["tables", &example(), "--format", format], &EVENT[..]].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.told);
    outcome.out
}

/// Rows of the spreadsheet: round, table, seat, id, name.
fn rows(bytes: &[u8]) -> Vec<[String; 5]> {
    let mut reader = csv::Reader::from_reader(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap());
    reader.records().map(|row| row.unwrap().deserialize(None).unwrap()).collect()
}

/// Who sits together, by round and table.
fn tables(rows: &[[String; 5]]) -> BTreeMap<(&str, &str), Vec<&str>> {
    let mut tables = BTreeMap::<_, Vec<&str>>::new();
    for [round, table, _, id, _] in rows {
        tables.entry((round.as_str(), table.as_str())).or_default().push(id);
    }
    tables
}

#[test]
fn sixty_people_sit_once_a_round_and_nobody_meets_anybody_twice() {
    let rows = rows(&planned("csv"));
    let seated: BTreeSet<(&str, &str)> =
        rows.iter().map(|[round, _, _, id, _]| (round.as_str(), id.as_str())).collect();
    assert_eq!((rows.len(), seated.len()), (300, 300), "sixty people, five rounds");
    let mut pairs = BTreeSet::new();
    for table in tables(&rows).values() {
        assert_eq!(table.len(), 6);
        for (i, a) in table.iter().enumerate() {
            for b in &table[i + 1..] {
                assert!(pairs.insert((a.min(b), a.max(b))), "{a} and {b} sit together twice");
            }
        }
    }
}

#[test]
fn the_terminal_shows_rounds_ways_and_what_was_reached() {
    let page = String::from_utf8(planned("table")).unwrap();
    for told in
        ["Round 5", "Table 10", "Everybody’s tables", "In short", "60 people at 10 tables for 5 rounds."]
    {
        assert!(page.contains(told), "“{told}” is missing in: {page}");
    }
    assert!(page.contains("Nobody sits with the same person twice.") && page.contains("drawn by lot"));
    // Once at a table in each round, and once on the way through them.
    assert_eq!(page.matches("Ana Quillfeather").count(), 6, "{page}");
}

#[test]
fn a_narrow_terminal_is_kept_to() {
    for columns in [40, 60, 100] {
        let folder = Folder::new();
        let mut command = folder.command(&[&["tables", &example()], &EVENT[..]].concat());
        let output = command.env("COLUMNS", columns.to_string()).output().unwrap();
        let page = String::from_utf8(output.stdout).unwrap();
        let widest = page.lines().map(UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= columns, "{widest} columns in a terminal of {columns}: {page}");
    }
}

#[test]
fn the_page_has_a_card_for_everybody_and_no_address() {
    let page = String::from_utf8(planned("html")).unwrap();
    assert_eq!(page.matches("<article class=\"card\"").count(), 60);
    assert_eq!(page.matches("<article class=\"table\"").count(), 50);
    assert!(page.contains("Don’t miss") && !page.contains("@example."), "addresses lie around in no hall");
}

#[test]
fn the_same_list_gives_the_same_bytes_on_any_number_of_threads() {
    let folder = Folder::new();
    let list = folder.file("attendees.csv", invented(24));
    let said = ["tables", &list, "--size", "4", "--rounds", "3", "--format", "html", "--threads"];
    let [one, again, more] = ["1", "1", "3"].map(|n| folder.goodword(&[&said[..], &[n]].concat()).out);
    assert!(!one.is_empty() && one == again && one == more);
}

#[test]
fn the_name_of_the_file_decides_its_form() {
    let folder = Folder::new();
    let list = folder.file("attendees.csv", invented(8));
    for (name, start) in
        [("plan.csv", "\u{feff}round,table"), ("plan.HTML", "<!DOCTYPE"), ("plan.txt", "Round 1")]
    {
        let outcome = folder.goodword(&["tables", &list, "--tables", "2", "--out", name]);
        assert!(outcome.code == 0 && outcome.out.is_empty(), "{}", outcome.told);
        assert!(String::from_utf8(folder.read(name)).unwrap().starts_with(start), "{name}");
    }
}

#[test]
fn pairs_to_be_kept_apart_never_share_a_table_and_are_not_named() {
    let folder = Folder::new();
    let list = folder.file("attendees.csv", invented(16));
    let avoid = folder.file("avoid.csv", "a,b\nm00,m01\nm02@example.org,m09\n");
    let said = ["tables", &list, "--tables", "4", "--rounds", "5", "--avoid", &avoid, "--format"];
    let rows = rows(&folder.goodword(&[&said[..], &["csv"]].concat()).out);
    for table in tables(&rows).values() {
        assert!(!(table.contains(&"m00") && table.contains(&"m01")), "{table:?}");
        assert!(!(table.contains(&"m02") && table.contains(&"m09")), "{table:?}");
    }
    let page = folder.goodword(&[&said[..], &["table"]].concat());
    assert!(page.text().contains("share a table again"), "all others meet in five rounds: {}", page.text());
    assert!(!page.text().contains("apart") && !page.told.contains("m01"), "{}", page.told);
}

#[test]
fn columns_of_other_names_can_be_said() {
    let folder = Folder::new();
    let list = folder.file("attendees.csv", "Badge\nAna Testwood\nBert Mockbury\n");
    let outcome = folder.goodword(&["tables", &list, "--tables", "1", "--map", "name=Badge"]);
    assert!(outcome.code == 0 && outcome.text().contains("Bert Mockbury"), "{}", outcome.told);
    assert!(outcome.text().contains("2 people at 1 table for 1 round."), "{}", outcome.text());
}

#[test]
fn what_cannot_be_seated_is_refused_with_the_remedy() {
    let folder = Folder::new();
    let list = folder.file("attendees.csv", invented(12));
    let refused = |said: &[&str], with: &[&str]| folder.goodword(&[&["tables"], said].concat()).refused(with);
    refused(&[&list, "--tables", "7"], &["attendees.csv", "12 people cannot fill 7 tables", "1 to 6 tables"]);
    refused(&[&list, "--tables", "2", "--size", "5"], &["Take 3 tables, or tables of 6."]);
    refused(&["nobody.csv", "--tables", "2"], &["nobody.csv", "no such file"]);
    let alone = folder.file("alone.csv", invented(1));
    refused(&[&alone, "--size", "4"], &["one person only", "add more"]);
    let avoid = folder.file("avoid.csv", "m00,m01\n");
    refused(&[&list, "--tables", "1", "--avoid", &avoid], &["one pair to be kept apart", "Take more tables"]);
    let stranger = folder.file("stranger.csv", "m00,Nobody Atall\n");
    refused(&[&list, "--tables", "2", "--avoid", &stranger], &["stranger.csv", "line 1", "Nobody Atall"]);
}

#[test]
fn a_call_that_says_too_little_is_a_usage_error() {
    let folder = Folder::new();
    let list = folder.file("attendees.csv", invented(12));
    for said in [&[][..], &["--tables", "0"], &["--size", "1"], &["--tables", "3", "--rounds", "0"]] {
        let outcome = folder.goodword(&[&["tables", &list], said].concat());
        assert!(outcome.code == 2 && outcome.out.is_empty(), "{said:?}: {}", outcome.told);
    }
}
