//! Rounds that follow each other, and the rules that hold in every one: nobody is left out without a word, and no
//! pair meets twice within the window.

mod common;

use std::collections::BTreeSet;

use common::{
    DAY, Folder, Pair, days_later, id, invented, left_out, matched, name, pairs, tables, week, with_column,
};
use serde_json::{Value, json};

/// How each round's outcome is handed to the next ones.
#[derive(Clone, Copy, PartialEq)]
enum Memory {
    Files(&'static str),
    OneFile(&'static str),
}

impl Memory {
    fn ending(self) -> &'static str {
        let (Memory::Files(ending) | Memory::OneFile(ending)) = self;
        ending
    }
}

/// Holds so many weekly rounds, each with the outcome of all former ones as its history, and gives them as JSON.
fn rounds_in_a_row(n_rounds: usize, members: &str, memory: Memory, said: &[&str]) -> Vec<Value> {
    let folder = Folder::new();
    let members = folder.file("members.csv", members);
    let (mut rounds, mut histories) = (Vec::new(), Vec::new());
    for n in 0..n_rounds {
        let (on, out) = (week(n), format!("round-{n:02}.{}", memory.ending()));
        let mut words = vec!["match", &members, "--on", &on, "--out", &out];
        words.extend(said);
        words.extend(histories.iter().flat_map(|file: &String| ["--history", file]));
        let written = folder.goodword(&words);
        assert_eq!(written.code, 0, "{}", written.told);
        assert!(!written.told.contains("not used"), "our own files are read whole: {}", written.told);
        rounds.push(round_of(&folder.read(&out)));
        if matches!(memory, Memory::OneFile(_)) && n > 0 {
            let all = [folder.read(&histories[0]), folder.read(&out)].concat();
            folder.file(&histories[0], all);
        } else {
            histories.push(out);
        }
    }
    rounds
}

/// A written round as JSON, of which a spreadsheet has but the ids, the day and the notes.
fn round_of(bytes: &[u8]) -> Value {
    let Some(spreadsheet) = bytes.strip_prefix("\u{feff}".as_bytes()) else {
        return serde_json::from_slice(bytes).unwrap();
    };
    let mut file = csv::Reader::from_reader(spreadsheet);
    let header = file.headers().unwrap().clone();
    let (mut on, mut matches, mut left_out) = (String::new(), Vec::new(), Vec::new());
    for row in file.records().map(Result::unwrap) {
        let ids =
            header.iter().zip(&row).filter(|(heading, cell)| heading.starts_with("id ") && !cell.is_empty());
        let ids: Vec<&str> = ids.map(|(_, cell)| cell).collect();
        on = row[0].to_owned();
        match ids[..] {
            [alone] => left_out.push(json!({"member": alone, "why": &row[row.len() - 1]})),
            _ => matches.push(json!({"members": ids})),
        }
    }
    json!({"round": {"on": on}, "matches": matches, "left_out": left_out})
}

/// Nobody shares a table with the same person twice in all these rounds; gives all pairs.
fn no_pair_twice(rounds: &[Value]) -> BTreeSet<Pair> {
    let mut seen = BTreeSet::new();
    for round in rounds {
        for pair in pairs(round) {
            assert!(seen.insert(pair.clone()), "{pair:?} meet again on {}", round["round"]["on"]);
        }
    }
    seen
}

/// All 30 meet someone new each week.
fn twelve_rounds_in_a_row(memory: Memory) {
    let rounds = rounds_in_a_row(12, &invented(30), memory, &[]);
    assert_eq!(no_pair_twice(&rounds).len(), 12 * 15);
}

#[test]
fn twelve_rounds_in_a_row_repeat_no_pair() {
    twelve_rounds_in_a_row(Memory::Files("json"));
}

#[test]
fn twelve_rounds_remembered_in_spreadsheets_repeat_no_pair() {
    twelve_rounds_in_a_row(Memory::Files("csv"));
}

#[test]
fn twelve_rounds_in_one_file_that_grows_repeat_no_pair() {
    twelve_rounds_in_a_row(Memory::OneFile("json"));
}

#[test]
fn a_history_in_one_file_leads_to_the_same_next_round() {
    let last = |memory| tables(&rounds_in_a_row(3, &invented(13), memory, &[])[2]);
    assert_eq!(last(Memory::OneFile("csv")), last(Memory::Files("csv")));
}

#[test]
fn a_table_of_three_counts_as_three_pairs() {
    let rounds = rounds_in_a_row(6, &invented(31), Memory::Files("csv"), &[]);
    assert!(tables(&rounds[0]).iter().any(|table| table.len() == 3), "31 is odd");
    assert_eq!(no_pair_twice(&rounds).len(), 6 * (14 + 3));
    let five = rounds_in_a_row(2, &invented(5), Memory::Files("json"), &[]);
    assert_eq!(no_pair_twice(&five).len(), 4 + 2, "no second table of three is free of a repeated pair");
    let [(_, why)] = &left_out(&five[1])[..] else { panic!("one of five is left over: {}", five[1]) };
    assert!(why.contains("--repeat-weeks"), "only the organiser may relax the window: {why}");
}

#[test]
fn the_window_ends_after_its_weeks_and_only_then() {
    let folder = Folder::new();
    let members = folder.file("members.csv", invented(2));
    let history = folder.file("history.csv", format!("a,b,date\n{},{},{DAY}\n", id(0), id(1)));
    let on = |day: &str, weeks: &str| {
        let said = [&members, "--history", &history, "--on", day, "--repeat-weeks", weeks];
        tables(&folder.round(&said)).len()
    };
    assert_eq!((on(&days_later(83), "12"), on(&week(12), "12")), (0, 1));
    assert_eq!((on(&days_later(1), "0"), on(DAY, "1")), (1, 0));
}

#[test]
fn a_history_may_name_people_as_they_are_known() {
    let folder = Folder::new();
    let members = folder.file("members.csv", invented(4));
    let names = folder.file(
        "names.csv",
        format!("who,whom,met on\n{},{},1 \n", name(0), name(1)).replace("1 ", "22.2.2027"),
    );
    let mails = folder.file(
        "mails.tsv",
        format!("email a\temail b\tdate\nM00@EXAMPLE.org\t{}@example.org\t2027-02-15\n", id(2)),
    );
    let round = folder.round(&[&members, "--history", &names, "--history", &mails]);
    let expected = BTreeSet::from([(id(0), id(3)), (id(1), id(2))]);
    assert_eq!(pairs(&round), expected, "0 has met 1 and 2, so that only 3 is left");
}

#[test]
fn a_history_grown_by_hand_without_a_header_is_read() {
    let folder = Folder::new();
    let members = folder.file("members.csv", invented(2));
    let history = folder.file("history.csv", format!("{},{},2027-02-22\n", id(0), id(1)));
    assert_eq!(tables(&folder.round(&[&members, "--history", &history])).len(), 0);
}

#[test]
fn a_history_that_cannot_be_read_is_refused_with_its_line() {
    let folder = Folder::new();
    let members = folder.file("members.csv", invented(4));
    for (name, text, told) in [
        ("day.csv", "a,b,date\nm00,m01,05/06/2026\n", ["line 2", "2026-06-05"]),
        ("no-day.csv", "a,b\nm00,m01\n", ["day", "a,b,date"]),
        ("cut.json", "{\"round\": {\"on\": \"2026-0", ["line 1", "JSON"]),
        ("other.json", "{\"hello\": 1}", ["line 1", "goodword match --format json"]),
    ] {
        let file = folder.file(name, text);
        folder.goodword(&["match", &members, "--history", &file]).refused(&[&[name], &told[..]].concat());
    }
}

#[test]
fn people_who_have_left_are_passed_over_and_named() {
    let folder = Folder::new();
    let members = folder.file("members.csv", invented(4));
    let history = folder.file("history.csv", format!("a,b,date\n{},Olga Gone,2027-02-22\n", id(0)));
    let outcome =
        folder.goodword(&["match", &members, "--history", &history, "--format", "json", "--on", DAY]);
    assert_eq!(outcome.code, 0, "{}", outcome.told);
    assert!(outcome.told.contains("Olga Gone") && outcome.told.contains("no longer"), "{}", outcome.told);
}

#[test]
fn a_new_e_mail_address_makes_nobody_a_stranger() {
    let folder = Folder::new();
    let list = |mail: &str| format!("name,email\nAbby Testwood,{mail}\nBert Sampleford,bert@example.org\n");
    let old = folder.file("old.csv", list("abby@example.org"));
    let new = folder.file("new.csv", list("abby@example.com"));
    for (form, history) in [("json", "last.json"), ("csv", "last.csv")] {
        let written = folder.goodword(&["match", &old, "--on", DAY, "--format", form, "--out", history]);
        assert_eq!(written.code, 0, "{}", written.told);
        let next = folder.round(&[&new, "--on", &week(1), "--history", history]);
        assert_eq!(tables(&next).len(), 0, "{form}: the id has changed with the address, the name has not");
    }
}

#[test]
fn seven_members_sit_at_two_tables_of_two_and_one_of_three() {
    let folder = Folder::new();
    let round = folder.round(&[&folder.file("members.csv", invented(7))]);
    let mut sizes: Vec<usize> = tables(&round).iter().map(Vec::len).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [2, 2, 3]);
    assert!(round.to_string().contains("nobody is left out"), "the three are told why they are three");
}

#[test]
fn one_member_is_told_and_none_is_no_fault() {
    let folder = Folder::new();
    for size in ["2", "3"] {
        for odd in ["trio", "rest"] {
            let alone = folder.round(&[&folder.file("one.csv", invented(1)), "--size", size, "--odd", odd]);
            assert!(matches!(&left_out(&alone)[..], [(_, why)] if why.contains("Nobody else")), "{alone}");
            let nobody = folder.round(&[&folder.file("none.csv", invented(0)), "--size", size, "--odd", odd]);
            assert_eq!((tables(&nobody).len(), left_out(&nobody).len()), (0, 0));
        }
    }
    for form in ["table", "csv", "html", "ics"] {
        for file in ["one.csv", "none.csv"] {
            assert_eq!(folder.goodword(&["match", file, "--format", form]).code, 0, "{file} as {form}");
        }
    }
}

/// A file in which everybody of the first `n` avoids everybody.
fn all_apart(n: usize) -> String {
    let pairs = (0..n).flat_map(|i| (i + 1..n).map(move |j| format!("{},{}\n", id(i), id(j))));
    format!("a,b\n{}", pairs.collect::<String>())
}

#[test]
fn where_all_avoid_each_other_all_are_told_without_a_secret() {
    let folder = Folder::new();
    let members = folder.file("members.csv", invented(5));
    let avoid = folder.file("apart.csv", all_apart(5));
    for said in [&["--size", "2"][..], &["--size", "3"], &["--odd", "rest"], &["--meetings", "3"]] {
        let round = folder.round(&[&[members.as_str(), "--avoid", &avoid], said].concat());
        assert_eq!((tables(&round).len(), left_out(&round).len()), (0, 5), "{said:?}");
        for (member, why) in left_out(&round) {
            assert!(!why.to_lowercase().contains("avoid"), "{why}");
            let told = why.contains("organiser") || why.contains("turn to rest");
            assert!(told, "{member} is told what can be done: {why}");
        }
    }
}

#[test]
fn whoever_rests_is_promised_nothing_that_the_rules_forbid() {
    let folder = Folder::new();
    let members = folder.file("members.csv", invented(5));
    let avoid = folder.file("apart.csv", all_apart(5));
    let round = folder.round(&[&members, "--avoid", &avoid, "--odd", "rest"]);
    assert!(left_out(&round).iter().all(|(_, why)| !why.contains("would join")), "{round}");
}

#[test]
fn private_avoidance_shows_in_no_form() {
    let folder = Folder::new();
    let members = folder.file("members.csv", invented(8));
    let rows = format!("who,whom\n{},{}\n{},{}@example.org\n", id(0), name(1), name(2), id(3));
    let avoid = folder.file("secret-9d1.csv", rows);
    for form in ["table", "csv", "json", "html", "ics"] {
        let said = ["match", &members, "--avoid", &avoid, "--on", DAY, "--format", form];
        let outcome = folder.goodword(&said);
        assert_eq!(outcome.code, 0, "{}", outcome.told);
        for shown in [outcome.text(), &outcome.told] {
            let shown = shown.to_lowercase().replace("break-inside: avoid", "");
            assert!(
                !shown.contains("avoid") && !shown.contains("secret-9d1") && !shown.contains("apart"),
                "{shown}"
            );
        }
    }
    let round = folder.round(&[&members, "--avoid", &avoid, "--meetings", "6", "--repeat-weeks", "0"]);
    assert!(!pairs(&round).contains(&(id(0), id(1))) && !pairs(&round).contains(&(id(2), id(3))));
    assert!(!folder.goodword(&["match", &members, "--avoid", &avoid, "--dry-run"]).text().contains(&name(1)));
}

#[test]
fn a_name_in_the_avoid_file_that_nobody_has_is_refused() {
    let folder = Folder::new();
    let members = folder.file("members.csv", invented(4));
    let avoid = folder.file("apart.csv", format!("a,b\n{},Nobody Known\n", id(0)));
    folder.goodword(&["match", &members, "--avoid", &avoid]).refused(&[
        "apart.csv",
        "line 2",
        "Correct the spelling",
    ]);
}

#[test]
fn ten_people_at_tables_of_three_all_sit() {
    let folder = Folder::new();
    let members = folder.file("members.csv", invented(10));
    let round = folder.round(&[&members, "--size", "3"]);
    let mut sizes: Vec<usize> = tables(&round).iter().map(Vec::len).collect();
    sizes.sort_unstable();
    assert_eq!((sizes, matched(&round).len()), (vec![3, 3, 4], 10));
}

#[test]
fn larger_tables_seat_everybody_and_repeat_no_pair() {
    for (size, n) in [("4", 30), ("5", 31), ("6", 36)] {
        let rounds = rounds_in_a_row(2, &invented(n), Memory::Files("csv"), &["--size", size]);
        no_pair_twice(&rounds);
        let size: usize = size.parse().unwrap();
        for round in &rounds {
            assert_eq!(matched(round).len(), n, "all sit at tables of {size}");
            let near = |table: &Vec<String>| table.len() + 1 >= size && table.len() <= size + 1;
            assert!(tables(round).iter().all(near), "{:?}", tables(round));
        }
    }
}

#[test]
fn whoever_rests_rests_in_turn() {
    for (memory, n, n_rounds) in [(Memory::Files("json"), 9, 9), (Memory::Files("csv"), 5, 4)] {
        let newcomer = |i: usize| if i == 3 { "yes" } else { "" }.to_owned();
        let said = ["--odd", "rest", "--repeat-weeks", "1"];
        let rounds = rounds_in_a_row(n_rounds, &with_column(n, "newcomer", newcomer), memory, &said);
        let mut rested = Vec::new();
        for round in &rounds {
            let [(member, why)] = &left_out(round)[..] else { panic!("one rests: {round}") };
            assert!(why.contains("turn to rest"), "{why}");
            assert_ne!(*member, id(3), "a newcomer does not rest while others can");
            rested.push(member.clone());
        }
        let first: BTreeSet<&String> = rested[..n - 1].iter().collect();
        assert_eq!(first.len(), n - 1, "nobody rests twice before everyone has rested once: {rested:?}");
    }
}

#[test]
fn a_pause_is_not_a_rest() {
    let folder = Folder::new();
    let paused = with_column(6, "paused_until", |i| if i == 0 { week(1) } else { String::new() });
    let members = folder.file("members.csv", paused);
    for form in ["json", "csv"] {
        let first = format!("first.{form}");
        let written = folder.goodword(&["match", &members, "--on", DAY, "--odd", "rest", "--out", &first]);
        assert_eq!(written.code, 0, "{}", written.told);
        let now = folder.file(
            "now.csv",
            with_column(1, "newcomer", |_| String::new()) + "x,New Person,,,,,yes\ny,New Too,,,,,yes\n",
        );
        let next = folder.round(&[&now, "--on", &week(1), "--odd", "rest", "--history", &first]);
        assert_eq!(
            left_out(&next)[0].0,
            id(0),
            "{form}: of the three only m00 is no newcomer, and m00 paused by choice"
        );
    }
}

#[test]
fn people_of_one_place_stay_there() {
    let folder = Folder::new();
    let place = |i: usize| {
        ["Upper Wickmoor", "upper wickmoor ", "Hazelbridge", "", "Faraway"][if i == 13 { 4 } else { i % 4 }]
            .to_owned()
    };
    let members = folder.file("members.csv", with_column(14, "place", place));
    let round = folder.round(&[&members, "--place", "same"]);
    let group = |member: &String| place(member[1..].parse().unwrap()).trim().to_lowercase();
    for table in tables(&round) {
        assert!(table.iter().all(|member| group(member) == group(&table[0])), "{table:?}");
    }
    let [(member, why)] = &left_out(&round)[..] else { panic!("only one is alone in a place: {round}") };
    assert!(*member == id(13) && why.contains("--place any"), "{why}");
}

#[test]
fn two_meetings_each_are_with_two_people() {
    let folder = Folder::new();
    for n in [8, 9, 3] {
        let members = folder.file("members.csv", invented(n));
        let round = folder.round(&[&members, "--meetings", "2"]);
        let seats = tables(&round).concat();
        for i in 0..n {
            assert_eq!(seats.iter().filter(|member| **member == id(i)).count(), 2, "{n} people: {}", id(i));
        }
        assert_eq!(pairs(&round).len(), n, "nobody meets the same person twice");
    }
}

#[test]
fn capacities_are_kept_and_none_is_a_wish() {
    let folder = Folder::new();
    let members =
        folder.file("members.csv", with_column(9, "capacity", |i| ["", "1", "0"][i % 3].to_owned()));
    let round = folder.round(&[&members, "--meetings", "3"]);
    let seats = tables(&round).concat();
    let n_meetings = |i: usize| seats.iter().filter(|member| **member == id(i)).count();
    assert!(
        (0..9).all(|i| n_meetings(i) <= [3, 1, 0][i % 3] && (i % 3 == 2) == (n_meetings(i) == 0)),
        "{seats:?}"
    );
    let told = left_out(&round);
    assert!(told.len() == 3 && told.iter().all(|(_, why)| why.contains("capacity 0")), "{told:?}");
}

#[test]
fn what_is_drawn_by_lot_says_how_probable_it_was() {
    let folder = Folder::new();
    let members = folder.file("members.csv", invented(30));
    let round = folder.round(&[&members, "--explore", "50"]);
    let drawn: Vec<&Value> =
        round["matches"].as_array().unwrap().iter().filter(|table| table["explore"] == true).collect();
    assert!((7..=8).contains(&drawn.len()), "half of 15 matches, not {}", drawn.len());
    for table in drawn {
        let propensity = table["propensity"].as_f64().unwrap();
        assert!(propensity > 0.0 && propensity <= 1.0, "{table}");
    }
    assert_eq!(matched(&round).len(), 30, "the lot leaves nobody out");
    let chosen = folder.round(&[&members]).to_string();
    assert!(
        !chosen.contains("explore") && !chosen.contains("propensity"),
        "nothing is drawn unless asked for"
    );
}
