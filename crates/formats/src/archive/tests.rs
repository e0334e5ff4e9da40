use std::io::{Cursor, Write};

use serde_json::{Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn sample() -> Archive<Value> {
    let community = Community {
        id: "c1".into(),
        name: "Guild of <b>Samples</b>".into(),
        place: String::new(),
        time_zone: "Europe/Berlin".into(),
    };
    let ask = Entry {
        id: "e1".into(),
        kind: Some("advice".into()),
        text: "<script>alert(1)</script> on pensions".into(),
        since: "2026-06-01T12:00:00Z".into(),
        closed: Some("2026-07-01T12:00:00Z".into()),
        thanks: Some("Thank you, all".into()),
    };
    let seat = Membership {
        community,
        member: "m1".into(),
        role: "member".into(),
        standing: "active".into(),
        since: "2026-06-01T12:00:00Z".into(),
        profile: json!({ "name": "Zoë Samplewright", "years": 3, "serves": ["cafés", "bakers"], "news": "" }),
        asks: vec![ask],
        offers: Vec::new(),
        rather_not_meet: vec![Wish { member: "m2".into(), since: "2026-06-02T12:00:00Z".into() }],
        one_to_ones: vec![OneToOne {
            id: "x1".into(),
            on: "2026-06-02".into(),
            stage: "on".into(),
            with: vec!["Bo Exampleson".into()],
            reasons: vec!["Bo can help Ada.".into()],
            at: Some("2026-06-09T10:00:00Z".into()),
            place: "Café Sample".into(),
            said: Some(SaidAfter {
                met: "yes".into(),
                useful: Some(true),
                gave: vec!["advice".into()],
                got: Vec::new(),
                thanks: String::new(),
                note: "Knows the wind.".into(),
            }),
        }],
    };
    let me = Me { name: "Zoë Samplewright".into(), address: "zoe@example.org".into() };
    Archive::new(me, vec![seat], Vec::new())
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn an_archive_reads_back_and_writes_the_same_bytes() {
    let bytes = write(&sample()).unwrap();
    let back: Archive<Value> = read(&bytes).unwrap();
    assert_eq!(back, sample());
    assert_eq!(write(&back).unwrap(), bytes);
}

#[test]
fn the_page_shows_what_was_written_and_runs_none_of_it() {
    let page = page::page(&serde_json::to_value(sample()).unwrap());
    for shown in
        ["Zoë Samplewright", "cafés, bakers", "on pensions (advice), closed, with thanks: Thank you, all"]
    {
        assert!(page.contains(shown), "{shown} is missing in {page}");
    }
    assert!(!page.contains("<script") && !page.contains("<b>"), "{page}");
    assert!(!page.contains("m2"), "{page}");
}

#[test]
fn what_is_no_archive_is_refused_with_a_remedy() {
    let refused = |bytes: &[u8]| read::<Value>(bytes).unwrap_err();
    assert!(matches!(refused(b""), ArchiveError::NoZip(_)));
    assert!(matches!(refused(b"name,email\nAda,ada@example.org"), ArchiveError::NoZip(_)));
    assert_eq!(refused(&zipped(&[("photo.jpg", b"x")])), ArchiveError::NotOurs);
    assert!(matches!(refused(&zipped(&[(JSON, b"{")])), ArchiveError::Json { line: 1, .. }));
    let newer = br#"{ "format": "goodword-archive", "version": 2, "you": 1 }"#;
    assert_eq!(refused(&zipped(&[(JSON, newer)])), ArchiveError::Newer(2));
    let other = br#"{ "format": "postcard", "version": 1 }"#;
    assert_eq!(refused(&zipped(&[(JSON, other)])), ArchiveError::NotOurs);
    let deep = "[".repeat(100_000);
    assert!(matches!(refused(&zipped(&[(JSON, deep.as_bytes())])), ArchiveError::Json { .. }));
    let bytes = write(&sample()).unwrap();
    for n in [1, bytes.len() / 2, bytes.len() - 1] {
        assert!(read::<Value>(&bytes[..n]).is_err(), "cut to {n} bytes");
    }
    for error in [refused(b""), refused(&zipped(&[])), ArchiveError::TooLarge, ArchiveError::Newer(2)] {
        assert!(error.to_string().ends_with('.'), "{error}");
    }
}

/// A hundred thousand times as much comes out as went in: unpacking stops at the bound.
#[test]
fn a_bomb_is_refused() {
    let zeros = vec![b' '; MOST_BYTES as usize + 10];
    let bomb = zipped(&[(JSON, &zeros)]);
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(read::<Value>(&bomb).unwrap_err(), ArchiveError::TooLarge);
}
