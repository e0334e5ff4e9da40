use super::*;
use crate::history;
use jiff::civil::date;
use proptest::prelude::*;

fn person(name: &str) -> Person {
    Person {
        name: name.to_owned(),
        email: Some(format!("{}@sample.example", name.to_lowercase())),
        place: Some("Sampletown".to_owned()),
        profession: Some("Bookkeeper".to_owned()),
    }
}

fn help(from: &str, to: &str, sentence: &str) -> Help {
    Help {
        from: from.to_owned(),
        to: to.to_owned(),
        kind: "advice".to_owned(),
        ask: Some("someone to do my books".to_owned()),
        strength: 0.123_456,
        sentence: sentence.to_owned(),
        ..Help::default()
    }
}

/// A pair, a table of three and one left out.
fn village() -> (MatchReport, People) {
    let people = [("m1", "Ana"), ("m2", "Ben"), ("m3", "Cy"), ("m4", "Dee"), ("m5", "Eli"), ("m6", "Flo")]
        .map(|(id, name)| (id.to_owned(), person(name)));
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    let report = MatchReport {
        round: RoundInfo { seed: u64::MAX, size: 2, on: date(2026, 6, 1), model: None },
        matches: vec![
            Match {
                members: ids(&["m1", "m2"]),
                help: vec![help("m1", "m2", "Ana can advise Ben."), help("m2", "m1", "Ben can advise Ana.")],
                mutual: 0.5,
                ..Match::default()
            },
            Match {
                members: ids(&["m3", "m4", "m5"]),
                note: Some("A table of three, because the number is odd.".to_owned()),
                ..Match::default()
            },
        ],
        left_out: vec![LeftOut { member: "m6".to_owned(), why: "Rests in turn.".to_owned(), away: false }],
        summary: Summary { members: 6, matched: 5, left_out: 1, gap: f64::NAN, ..Summary::default() },
    };
    (report, people.into_iter().collect())
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    let history = history::read(bytes).unwrap_or_else(|error| panic!("{error}"));
    assert!(history.met.iter().all(|met| met.on == date(2026, 6, 1)));
    history.met.into_iter().map(|met| (met.a, met.b)).collect()
}

const VILLAGE_PAIRS: [(&str, &str); 4] = [("m1", "m2"), ("m3", "m4"), ("m3", "m5"), ("m4", "m5")];

#[test]
fn the_json_has_exactly_the_documented_names() {
    let (report, people) = village();
    let value: serde_json::Value = serde_json::from_slice(&json(&report, &people)).expect("JSON");
    let keys =
        |value: &serde_json::Value| value.as_object().expect("object").keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&value), ["left_out", "matches", "people", "round", "summary"]);
    assert_eq!(keys(&value["round"]), ["on", "seed", "size"]);
    assert_eq!(keys(&value["matches"][0]), ["help", "members", "mutual"]);
    assert_eq!(
        keys(&value["matches"][0]["help"][0]),
        ["ask", "from", "kind", "offer", "sentence", "strength", "to"]
    );
    assert_eq!(keys(&value["left_out"][0]), ["member", "why"]);
    let mut summary = keys(&value["summary"]);
    summary.sort();
    assert_eq!(
        summary,
        [
            "asking",
            "both_ways",
            "gap",
            "helped",
            "left_out",
            "matched",
            "members",
            "random_both_ways",
            "random_helped",
            "seconds",
            "upper_bound",
            "weight"
        ]
    );
    assert_eq!(
        (value["round"]["on"].as_str(), value["round"]["seed"].as_u64()),
        (Some("2026-06-01"), Some(u64::MAX))
    );
    assert_eq!(value["matches"][0]["help"][0]["strength"], 0.123);
    assert_eq!(value["summary"]["gap"], 0.0, "JSON has no word for what is no number");
    assert!(value["matches"][0]["help"][0]["offer"].is_null());
}

/// A bound over some of the pairs is not passed off as one over all.
#[test]
fn a_bound_over_the_weighed_pairs_only_says_so() {
    let (mut report, people) = village();
    let told = |report: &MatchReport| {
        let value: serde_json::Value = serde_json::from_slice(&json(report, &people)).expect("JSON");
        let page = text(html(report, &people));
        (value["summary"].get("sifted").cloned(), page.contains("of so many members only those were weighed"))
    };
    assert_eq!(told(&report), (None, false));
    report.summary.sifted = true;
    assert_eq!(told(&report), (Some(true.into()), true));
}

#[test]
fn who_sat_out_is_remembered_and_who_was_away_is_not() {
    let (mut report, people) = village();
    report.left_out.push(LeftOut { member: "m7".to_owned(), why: "Paused.".to_owned(), away: true });
    for written in [json(&report, &people), csv(&report, &people)] {
        let history = history::read(&written).expect("reads");
        let rested: Vec<&str> = history.rested.iter().map(|rested| rested.member.as_str()).collect();
        assert_eq!((rested, &history.notes[..]), (vec!["m6"], &[][..]), "{}", text(written));
    }
}

#[test]
fn the_json_keeps_the_order_of_the_report_and_reads_back() {
    let (report, people) = village();
    let written = text(json(&report, &people));
    let at = |key: &str| written.find(&format!("\n  \"{key}\"")).expect("key");
    assert!(at("round") < at("matches") && at("matches") < at("left_out") && at("left_out") < at("summary"));
    assert!(written.ends_with("}\n"));
    let back: MatchReport = serde_json::from_str(&written).expect("reads back");
    assert_eq!(json(&back, &people), written.into_bytes(), "written, read and written again");
}

#[test]
fn every_history_gives_the_pairs_that_met() {
    let (report, people) = village();
    let expected = VILLAGE_PAIRS.map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(pairs(&json(&report, &people)), expected);
    assert_eq!(pairs(&csv(&report, &people)), expected);
    let history = history::read(&json(&report, &people)).expect("reads");
    assert_eq!((history.help.len(), history.help[0].strength), (2, 0.123));
    assert_eq!(history.names["m3"], "Cy");
    let both = [json(&report, &people), json(&report, &people)].concat();
    assert_eq!(pairs(&both).len(), 8, "appended");
    let both = [csv(&report, &people), csv(&report, &people)].concat();
    assert_eq!(pairs(&both).len(), 8, "appended");
}

#[test]
fn the_spreadsheet_has_one_row_per_match_and_a_column_per_seat() {
    let (report, people) = village();
    let sheet = crate::sheet::read(&csv(&report, &people)).expect("reads");
    assert_eq!(
        &sheet.header[..8],
        ["date", "id A", "name A", "email A", "place A", "profession A", "what A can give", "id B"]
    );
    assert_eq!(sheet.rows.len(), 3, "two matches and one left out");
    assert_eq!(sheet.rows[0].cells[6], "Ana can advise Ben.");
    assert_eq!(sheet.rows[0].cells[12], "Ben can advise Ana.");
    assert_eq!(sheet.rows[0].cells[19], "0.500");
    assert!(sheet.rows[2].cells[20].contains("Rests in turn."));
}

#[test]
fn no_cell_of_the_spreadsheet_runs_as_a_formula() {
    for wicked in
        ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x", "  =1"]
    {
        let (mut report, mut people) = village();
        report.matches[0].help[0].sentence = wicked.to_owned();
        report.matches[0].note = Some(wicked.to_owned());
        people.insert(
            "m1".to_owned(),
            Person {
                name: wicked.to_owned(),
                email: Some(wicked.to_owned()),
                place: Some(wicked.to_owned()),
                profession: Some(wicked.to_owned()),
            },
        );
        let sheet = crate::sheet::read(&csv(&report, &people)).expect("reads");
        let cells = sheet.rows.iter().flat_map(|row| &row.cells);
        let runs = cells.filter(|cell| {
            cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'])
        });
        assert_eq!(runs.count(), 0, "{wicked:?}");
        assert_eq!(sheet.rows[0].cells[2], format!("'{}", crate::names::one_line(wicked)));
    }
}

#[test]
fn the_page_escapes_everything_and_runs_nothing() {
    let wicked = "<script>alert('x')</script>\"&<img src=https://evil.example/>";
    let (mut report, mut people) = village();
    report.matches[0].help[0].sentence = wicked.to_owned();
    report.matches[0].help[0].kind = wicked.to_owned();
    report.matches[0].note = Some(wicked.to_owned());
    report.left_out[0].why = wicked.to_owned();
    for person in people.values_mut() {
        *person = Person {
            name: wicked.to_owned(),
            email: None,
            place: Some(wicked.to_owned()),
            profession: Some(wicked.to_owned()),
        };
    }
    let page = text(html(&report, &people));
    for forbidden in ["<script", "<img", "src=", "href=", "url(", "@import", "onload", "<link", "http"] {
        let allowed = page.matches("src=https://evil").count();
        let n = page.matches(forbidden).count();
        let escaped = if forbidden == "src=" || forbidden == "http" { allowed } else { 0 };
        assert_eq!(n, escaped, "{forbidden}");
    }
    assert!(page.matches("&#60;script&#62;").count() >= 8, "everything is shown, escaped");
}

#[test]
fn the_page_shows_everyone_and_the_reasons_and_no_address() {
    let (report, people) = village();
    let page = text(html(&report, &people));
    for shown in [
        "Monday, 1 June 2026",
        "Ana and Ben",
        "Cy, Dee and Eli",
        "Ana can advise Ben.",
        "Ben can advise Ana.",
        "because the number is odd",
        "Flo",
        "Rests in turn.",
        "lang=\"en\"",
        "prefers-color-scheme: dark",
        "@media print",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
    assert!(!page.contains("sample.example"), "cards lie around on tables");
    assert_eq!(page.matches("<article").count(), 2);
}

#[test]
fn the_calendar_reads_back_and_mails_nobody() {
    use icalendar::{Calendar, Component};
    let (mut report, people) = village();
    report.matches[0].help[0].sentence =
        "Ana can advise Ben; he asks for \"books, kept\" – größte Mühe. ".repeat(5);
    let written = text(ics(&report, &people));
    for line in written.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains('\n'), "{line}");
    }
    assert!(!written.contains("ATTENDEE") && !written.contains("ORGANIZER"));
    assert_eq!(written.as_bytes(), ics(&report, &people), "the same again");

    let calendar: Calendar = written.parse().expect("parses");
    let events: Vec<_> = calendar.components.iter().filter_map(|part| part.as_event()).collect();
    assert_eq!(events.len(), 2);
    assert_eq!(events[0].get_summary(), Some("Lunch: Ana and Ben"));
    assert_eq!(events[1].get_summary(), Some("Lunch: Cy, Dee and Eli"));
    let described = events[0].get_description().expect("description").replace("\\,", ",").replace("\\;", ";");
    assert!(described.contains("he asks for \"books, kept\" – größte Mühe."), "{described}");
    assert!(described.contains("Ben can advise Ana."), "{described}");
    for (key, value) in
        [("DTSTAMP", "20260601T000000Z"), ("DTSTART", "20260601T120000"), ("DTEND", "20260601T130000")]
    {
        assert_eq!(events[0].property_value(key), Some(value));
    }
}

#[test]
fn an_event_keeps_its_uid_unless_round_or_people_change() {
    use icalendar::{Calendar, Component};
    let uid = |report: &MatchReport| {
        let calendar: Calendar = text(ics(report, &People::new())).parse().expect("parses");
        let first = calendar.components[0].as_event().expect("event");
        first.get_uid().expect("uid").to_owned()
    };
    let (report, _) = village();
    let (mut turned, mut other_seed, mut other_people) = (report.clone(), report.clone(), report.clone());
    turned.matches[0].members.reverse();
    turned.matches[0].help.clear();
    other_seed.round.seed = 7;
    other_people.matches[0].members[0] = "m9".to_owned();
    assert_eq!(uid(&turned), uid(&report));
    assert_ne!(uid(&other_seed), uid(&report));
    assert_ne!(uid(&other_people), uid(&report));
}

#[test]
fn a_round_of_nobody_is_written_too() {
    let report = MatchReport {
        round: RoundInfo { seed: 0, size: 2, on: date(2026, 6, 1), model: None },
        matches: vec![],
        left_out: vec![],
        summary: Summary::default(),
    };
    let nobody = People::new();
    assert!(pairs(&json(&report, &nobody)).is_empty());
    assert!(pairs(&csv(&report, &nobody)).is_empty());
    assert!(text(html(&report, &nobody)).contains("0 of 0 members"));
    assert!(text(ics(&report, &nobody)).contains("END:VCALENDAR"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Ids are what a spreadsheet's cell can hold on one line, wicked ones among them.
    #[test]
    fn any_tables_come_back_as_their_pairs(
        tables in proptest::collection::vec(proptest::collection::btree_set("['=+@,;\"a-cé-]{1,5}|[a-f]{1,3}", 2..=6), 1..6),
        name in any::<String>(),
    ) {
        let (mut report, _) = village();
        report.matches = tables
            .iter()
            .map(|table| Match { members: table.iter().cloned().collect(), ..Match::default() })
            .collect();
        let ids = tables.iter().flatten().cloned();
        let people: People = ids.map(|id| (id, Person { name: name.clone(), ..Person::default() })).collect();
        let expected: Vec<(String, String)> = report
            .matches
            .iter()
            .flat_map(|table| {
                let ids = &table.members;
                (0..ids.len()).flat_map(move |a| (a + 1..ids.len()).map(move |b| (ids[a].clone(), ids[b].clone())))
            })
            .collect();
        prop_assert_eq!(pairs(&json(&report, &people)), expected.clone());
        prop_assert_eq!(pairs(&csv(&report, &people)), expected);
        let _ = (html(&report, &people), ics(&report, &people));
    }
}
