//! The matches as a calendar.
//!
//! One event per match, from noon to one on the round's day, in floating time: noon wherever the
//! reader is. Nobody is an attendee, so that no program sends invitations on import. The same
//! round is the same calendar, byte for byte; imported twice, an event is not doubled.

use icalendar::{Calendar, Component, Event};

use super::{Match, MatchReport, People, names_in_a_row};
use crate::fingerprint::fingerprint;
use crate::names::one_line;

/// One calendar with an event per match.
pub fn ics(report: &MatchReport, people: &People) -> Vec<u8> {
    let mut calendar = Calendar::empty();
    for property in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Goodword//Round//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", "Goodword round"),
    ] {
        calendar.append_property(property);
    }
    for table in &report.matches {
        calendar.push(event(report, table, people));
    }
    calendar.to_string().into_bytes()
}

fn event(report: &MatchReport, table: &Match, people: &People) -> Event {
    let day = report.round.on.strftime("%Y%m%d").to_string();
    let mut event = Event::new();
    event
        .uid(&uid(report, table))
        .add_property("DTSTAMP", format!("{day}T000000Z"))
        .add_property("DTSTART", format!("{day}T120000"))
        .add_property("DTEND", format!("{day}T130000"))
        .summary(&format!("Lunch: {}", names_in_a_row(people, &table.members)))
        .description(&description(table))
        .done()
}

/// The same for the same people in the same round, whatever their order; another in another round.
fn uid(report: &MatchReport, table: &Match) -> String {
    let mut members = table.members.clone();
    members.sort();
    let members = fingerprint(&members.join("\n"));
    format!("{}-{}-{members:016x}@goodword", report.round.on.strftime("%Y%m%d"), report.round.seed)
}

fn description(table: &Match) -> String {
    let sentences = table.help.iter().map(|help| one_line(&help.sentence));
    let lines: Vec<String> =
        sentences.chain(table.note.as_deref().map(one_line)).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}
