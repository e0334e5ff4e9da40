//! A meeting as calendars take it from a mail (RFC 5545, 5546), and as a feed that they fetch.
//!
//! What Gmail, Outlook, Apple and Fastmail trip over is avoided: times are universal, so that no zone can be misread; `METHOD` is
//! said; the stamp is there; the id and the organiser of an entry never change, and every further word has a higher
//! sequence. The only guest is the receiver: nobody's address is told to another.

use icalendar::{Calendar, Component, Event, EventLike, Property};
use jiff::Timestamp;

use crate::names::one_line;

/// What a calendar is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// That there is a meeting, or that it is another time or place.
    Request,
    /// That it does not take place.
    Cancel,
}

impl Method {
    /// The word in the calendar and in the mail.
    pub fn word(self) -> &'static str {
        match self {
            Method::Request => "REQUEST",
            Method::Cancel => "CANCEL",
        }
    }
}

/// A meeting as one of its people gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Names the entry for ever.
    pub uid: String,
    /// How often calendars were told before.
    pub sequence: u32,
    /// When this was written.
    pub stamp: Timestamp,
    /// From.
    pub from: Timestamp,
    /// Until.
    pub to: Timestamp,
    /// What stands in the calendar.
    pub summary: String,
    /// What stands below.
    pub description: String,
    /// Where.
    pub place: String,
}

/// Who writes, and who gets it: (name, address).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Between {
    /// The house.
    pub organiser: (String, String),
    /// The one who gets it.
    pub guest: (String, String),
}

/// The part `text/calendar` of a mail to one guest.
pub fn write(method: Method, invitation: &Invitation, between: &Between) -> String {
    let mut calendar = begun(&[("METHOD", method.word())]);
    let mut event = event(invitation);
    let (organiser, guest) = (&between.organiser, &between.guest);
    let mut from = Property::new("ORGANIZER", format!("mailto:{}", bare(&organiser.1)));
    from.add_parameter("CN", &quoted(&organiser.0));
    let mut to = Property::new("ATTENDEE", format!("mailto:{}", bare(&guest.1)));
    to.add_parameter("CN", &quoted(&guest.0)).add_parameter("ROLE", "REQ-PARTICIPANT");
    match method {
        Method::Request => {
            to.add_parameter("PARTSTAT", "ACCEPTED").add_parameter("RSVP", "FALSE");
            event.add_property("STATUS", "CONFIRMED");
        }
        Method::Cancel => {
            event.add_property("STATUS", "CANCELLED");
        }
    }
    event.append_property(from.done()).append_multi_property(to.done());
    calendar.push(event.done());
    calendar.to_string()
}

/// A calendar that somebody fetches again and again: their meetings, nobody invited.
pub fn feed(name: &str, meetings: &[Invitation]) -> String {
    let refresh = ("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
    let mut calendar = begun(&[
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", &one_line(name)),
        ("X-PUBLISHED-TTL", "PT1H"),
        refresh,
    ]);
    for meeting in meetings {
        calendar.push(event(meeting).add_property("STATUS", "CONFIRMED").done());
    }
    calendar.to_string()
}

fn begun(further: &[(&str, &str)]) -> Calendar {
    let mut calendar = Calendar::empty();
    let always = [("VERSION", "2.0"), ("PRODID", "-//Goodword//Meetings//EN"), ("CALSCALE", "GREGORIAN")];
    for property in always.iter().chain(further) {
        calendar.append_property(*property);
    }
    calendar
}

fn event(invitation: &Invitation) -> Event {
    let mut event = Event::new();
    event
        .uid(&invitation.uid)
        .add_property("DTSTAMP", utc(invitation.stamp))
        .add_property("DTSTART", utc(invitation.from))
        .add_property("DTEND", utc(invitation.to))
        .add_property("SEQUENCE", invitation.sequence.to_string())
        .add_property("TRANSP", "OPAQUE")
        .summary(&one_line(&invitation.summary))
        .description(&shown(&invitation.description));
    if !invitation.place.is_empty() {
        event.location(&one_line(&invitation.place));
    }
    event
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Lines of text without anything that acts.
fn shown(text: &str) -> String {
    text.lines().map(one_line).collect::<Vec<_>>().join("\n")
}

/// An address that cannot carry a parameter or another line.
fn bare(address: &str) -> String {
    address.chars().filter(|c| c.is_ascii_graphic() && !"\"<>;,".contains(*c)).collect()
}

/// A name as the value of a parameter: within quotes there is no way to write a quote.
fn quoted(name: &str) -> String {
    let plain: String = one_line(name).chars().map(|c| if c == '"' { '\'' } else { c }).collect();
    format!("\"{plain}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invitation() -> Invitation {
        Invitation {
            uid: "m1@goodword.example".to_owned(),
            sequence: 2,
            stamp: "2026-06-01T10:00:00Z".parse().unwrap(),
            from: "2026-06-09T10:30:00Z".parse().unwrap(),
            to: "2026-06-09T11:30:00Z".parse().unwrap(),
            summary: "Lunch with Bo Exampleson".to_owned(),
            description: "Bo can help Ada; really:\nask about books.".to_owned(),
            place: "Café Sample, Sampletown".to_owned(),
        }
    }

    fn between() -> Between {
        Between {
            organiser: ("Guild \"of\" Samples".to_owned(), "meet@goodword.example".to_owned()),
            guest: ("Ada\r\nX-EVIL:1".to_owned(), "ada@example.org".to_owned()),
        }
    }

    #[test]
    fn a_request_reads_back_as_it_was_meant() {
        let text = write(Method::Request, &invitation(), &between());
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert!(!text.contains("\nX-EVIL"), "a name begins no line:\n{text}");
        let read: Calendar = text.parse().unwrap();
        assert_eq!(read.property_value("METHOD"), Some("REQUEST"));
        let event = read.components[0].as_event().unwrap();
        for (name, value) in [
            ("UID", "m1@goodword.example"),
            ("SEQUENCE", "2"),
            ("DTSTART", "20260609T103000Z"),
            ("DTEND", "20260609T113000Z"),
            ("DTSTAMP", "20260601T100000Z"),
            ("STATUS", "CONFIRMED"),
        ] {
            assert_eq!(event.property_value(name), Some(value), "{name}");
        }
        assert!(text.contains("mailto:ada@example.org"));
    }

    #[test]
    fn a_cancellation_names_the_same_entry() {
        let text = write(Method::Cancel, &Invitation { sequence: 3, ..invitation() }, &between());
        for line in ["METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3", "UID:m1@goodword.example"] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
    }

    #[test]
    fn a_feed_invites_nobody() {
        let text = feed("Meetings", &[invitation()]);
        assert!(text.contains("METHOD:PUBLISH") && !text.contains("ATTENDEE") && !text.contains("ORGANIZER"));
        assert_eq!(text.parse::<Calendar>().unwrap().components.len(), 1);
    }
}
