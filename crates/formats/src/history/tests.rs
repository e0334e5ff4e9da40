use super::*;
use jiff::civil::date;

fn pairs(text: &str) -> Vec<(String, String)> {
    let history = read(text.as_bytes()).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    history.met.into_iter().map(|met| (met.a, met.b)).collect()
}

fn pair(a: &str, b: &str) -> (String, String) {
    (a.to_owned(), b.to_owned())
}

#[test]
fn two_people_and_a_day_are_found_under_many_headers() {
    for text in [
        "a,b,date\nana,ben,2026-05-01\n",
        "Date;Person 1;Person 2\n1.5.2026;ana;ben\n",
        "Member A\tMember B\tMet on\nana\tben\t2026-05-01\n",
        "datum,wer,mit wem\n01.05.2026,ana,ben\n",
        "ana,ben,2026-05-01\n",
        "date,name a,name b\n2026-05-01,ana,ben\n",
        "on,e-mail a,e-mail b,remarks\n2026-05-01,ana,ben,nice\n",
    ] {
        assert_eq!(pairs(text), [pair("ana", "ben")], "{text:?}");
        let history = read(text.as_bytes()).expect("reads");
        assert_eq!(history.met[0].on, date(2026, 5, 1), "{text:?}");
    }
}

#[test]
fn a_table_of_three_counts_as_three_pairs() {
    let three = [pair("ana", "ben"), pair("ana", "cy"), pair("ben", "cy")];
    assert_eq!(pairs("a,b,c,date\nana,ben,cy,2026-05-01\n"), three);
    assert_eq!(pairs("ana,ben,cy,2026-05-01\n"), three, "without header");
    assert_eq!(pairs(&document("ana\",\"ben\",\"cy", "2026-05-01")), three);
}

#[test]
fn a_missing_or_doubtful_day_refuses_the_file_by_line() {
    let error = read(b"a,b,date\nana,ben,2026-05-01\nana,cy,\nben,cy,05/06/2026\n").expect_err("refused");
    let sentence = error.to_string();
    assert!(sentence.contains("line 3, column \"date\": the day is missing"), "{sentence}");
    assert!(sentence.contains("line 4") && sentence.contains("2026-06-05 or 2026-05-06"), "{sentence}");
}

#[test]
fn rows_that_name_no_pair_are_noted() {
    let history = read(b"a,b,date\nana,,2026-05-01\nben,ben,2026-05-01\n").expect("reads");
    assert!(history.met.is_empty());
    let lines: Vec<Option<usize>> = history.notes.iter().map(|note| note.line).collect();
    assert_eq!(lines, [Some(2), Some(3)]);
}

#[test]
fn a_spreadsheet_grows_by_appending_too() {
    let text = "\u{feff}date,id A,id B\n2026-05-01,ana,ben\n\u{feff}date,id A,name A,id B,name B,id C\n2026-06-01,ana,Ana,cy,Cy,dee\n";
    assert_eq!(pairs(text), [pair("ana", "ben"), pair("ana", "cy"), pair("ana", "dee"), pair("cy", "dee")]);
}

#[test]
fn an_empty_history_is_told() {
    let history = read(b"").expect("nobody has met");
    assert!(history.met.is_empty() && history.notes[0].sentence.contains("empty"));
}

#[test]
fn columns_that_say_nothing_are_named_with_the_remedy() {
    let sentence = read(b"firm,town,phone,fax\n1,2,3,4\n").expect_err("refused").to_string();
    assert!(sentence.contains("\"firm\"") && sentence.contains("a,b,date"), "{sentence}");
}

fn document(members: &str, on: &str) -> String {
    format!(
        "{{\"round\":{{\"seed\":1,\"size\":2,\"on\":\"{on}\"}},\"later\":[1],\"matches\":[{{\"members\":[\"{members}\"],\
         \"help\":[{{\"from\":\"ana\",\"to\":\"ben\",\"strength\":0.5}}]}}],\"people\":[{{\"id\":\"ana\",\"name\":\"Ana Example\"}}]}}"
    )
}

#[test]
fn json_grows_by_appending() {
    let (first, second) = (document("ana\",\"ben", "2026-05-01"), document("cy\",\"dee", "2026-06-01"));
    let both = [pair("ana", "ben"), pair("cy", "dee")];
    for text in [
        format!("{first}\n{second}\n"),
        format!("{first}{second}"),
        format!("[{first},{second}]"),
        format!("[{first}]\n[{second}]"),
        format!("\u{feff} {first}\r\n\r\n{second}"),
    ] {
        assert_eq!(pairs(&text), both, "{text}");
    }
    let history = read(first.as_bytes()).expect("reads");
    assert_eq!(history.names["ana"], "Ana Example");
    assert_eq!((history.help[0].strength, history.help[0].on), (0.5, date(2026, 5, 1)));
}

#[test]
fn broken_json_is_named_by_line_and_column() {
    let first = document("ana\",\"ben", "2026-05-01");
    for (text, line, column) in [
        (format!("{first}\n{}", &first[..60]), 2, 60),
        (format!("{first}\n{first}\n\n{{\"round\": 3}}"), 4, 11),
        (document("ana\",\"ben", "2026-02-30"), 1, 45),
        ("{}".to_owned(), 1, 2),
    ] {
        match read(text.as_bytes()) {
            Err(FileError::Json { line: found, column: at, why }) => {
                assert_eq!((found, at), (line, column), "{text}: {why}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}
