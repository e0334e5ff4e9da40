//! What the documents say of the formats is what the formats do.

use goodword_formats::match_report::{self, MatchReport, People, Person};
use goodword_formats::{history, members};

const MEMBERS_FILE: &str = include_str!("../../../docs/members-file.md");
const MATCH_JSON: &str = include_str!("../../../docs/match-json.md");

/// The rows of the document's table of columns: our name, and headers that stand for it.
fn documented_columns() -> Vec<(String, Vec<String>)> {
    let rows = MEMBERS_FILE.lines().filter(|line| line.starts_with("| `"));
    rows.filter_map(|row| {
        let cells: Vec<&str> = row.split(" | ").collect();
        let [name, _, headers] = cells.as_slice() else { return None };
        let name = name.trim_start_matches("| ").trim_matches('`').to_owned();
        let headers = headers.trim_end_matches(" |").split(", ").map(str::to_owned).collect();
        Some((name, headers))
    })
    .collect()
}

#[test]
fn every_header_in_the_document_is_found() {
    let columns = documented_columns();
    assert_eq!(columns.len(), 17, "the table has a row per column");
    for (ours, headers) in columns {
        assert!(members::FIELDS.contains(&ours.as_str()), "{ours}");
        for header in headers {
            let with_name =
                if ours == "name" { header.replace(" + ", ";") } else { format!("{header};Name") };
            let read =
                members::read(with_name.as_bytes(), &[]).unwrap_or_else(|error| panic!("{header}: {error}"));
            let found: Vec<&str> = read.report.mapping.iter().map(|(ours, _)| ours.as_str()).collect();
            if ours != "name" {
                assert_eq!(found, [ours.as_str(), "name"], "{header}");
            }
            assert!(read.report.unused_columns.is_empty(), "{header}");
        }
    }
}

#[test]
fn the_made_id_in_the_document_has_the_form_of_a_made_id() {
    let read = members::read(b"name\nAna Example\n", &[]).expect("reads");
    let form = |id: &str| id.rsplit_once('-').map(|(name, mark)| (name.to_owned(), mark.len()));
    let documented =
        MEMBERS_FILE.split('`').find(|code| code.starts_with("ana-example-")).expect("an example");
    assert_eq!(form(&read.members[0].id), form(documented));
}

#[test]
fn the_json_in_the_document_is_what_is_written_and_read() {
    let start = MATCH_JSON.find("```json\n").expect("an example") + "```json\n".len();
    let end = start + MATCH_JSON[start..].find("```").expect("its end");
    let example = &MATCH_JSON[start..end];
    let report: MatchReport = serde_json::from_str(example).expect("reads");
    let names = [("17", "Ben Sample"), ("23", "Cy Muster"), ("ana-example-1f6d2c09b7a4", "Ana Example")];
    let people: People = names
        .into_iter()
        .map(|(id, name)| (id.to_owned(), Person { name: name.to_owned(), ..Person::default() }))
        .collect();
    assert_eq!(String::from_utf8(match_report::json(&report, &people)).as_deref(), Ok(example));
    assert_eq!(history::read(example.as_bytes()).expect("reads").met.len(), 1);
}
