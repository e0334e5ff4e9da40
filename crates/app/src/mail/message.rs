//! A letter as the bytes that travel (RFC 5322): the same bytes, whenever and however often they are sent.

use goodword_store::outbox::Letter;
use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};

use super::dkim;
use super::line::Line;
use super::settings::Post;
use super::thread;

/// From where to where, and the bytes.
pub struct Travelling {
    /// The sender's address, for the server.
    pub from: Address,
    /// The receiver's address, for the server.
    pub to: Address,
    /// Headers and body.
    pub bytes: Vec<u8>,
}

/// The letter, ready to travel; or a word for why it never will be.
pub fn travelling(letter: &Letter, post: &Post) -> Result<Travelling, &'static str> {
    let from: Address = post.from.as_str().parse().map_err(|_| "bad_sender")?;
    let to: Address = letter.to.parse().map_err(|_| "bad_address")?;
    // Whatever stands in the tables: in a header it is one line.
    let name = Line::new(&post.from_name);
    let mut message = Message::builder()
        .from(Mailbox::new(Some(name.as_str().to_owned()), from.clone()))
        .subject(Line::new(&letter.subject).as_str())
        .date(letter.created.into())
        .message_id(Some(format!("<{}>", letter.message_id)))
        .raw_header(header("Auto-Submitted", "auto-generated")?);
    let further: Vec<(String, String)> = serde_json::from_str(&letter.headers).map_err(|_| "bad_headers")?;
    if !thread::is_threaded(&further) {
        message = message.to(Mailbox::new(None, to.clone()));
    }
    for (name, value) in &further {
        message = match thread::put(message.clone(), name, value) {
            Some(put) => put?,
            None => message.raw_header(header(name, value)?),
        };
    }
    // The same boundary each time. Ids stand in no letter but in their own Message-ID.
    let parts = MultiPart::alternative().boundary(format!("part-{}", letter.id));
    let parts = parts.singlepart(SinglePart::plain(letter.plain.clone()));
    let mut parts = parts.singlepart(SinglePart::html(letter.html.clone()));
    if let Some(calendar) = &letter.calendar {
        parts = parts.singlepart(calendar_part(calendar)?);
    }
    let mut bytes = message.multipart(parts).map_err(|_| "cannot_be_built")?.formatted();
    if let Some(key) = &post.dkim {
        let signature = dkim::signature(key, &bytes).map_err(|_| "cannot_be_signed")?;
        bytes.splice(..0, signature.into_bytes());
    }
    Ok(Travelling { from, to, bytes })
}

/// What calendars are told: the method stands in the part's header as in the calendar, or Outlook shows no buttons.
fn calendar_part(calendar: &str) -> Result<SinglePart, &'static str> {
    let method = calendar.lines().find_map(|line| line.strip_prefix("METHOD:")).unwrap_or("PUBLISH").trim();
    let kind = ContentType::parse(&format!("text/calendar; charset=utf-8; method={method}"));
    Ok(SinglePart::builder().header(kind.map_err(|_| "bad_calendar")?).body(calendar.to_owned()))
}

fn header(name: &str, value: &str) -> Result<HeaderValue, &'static str> {
    let name = HeaderName::new_from_ascii(name.to_owned()).map_err(|_| "bad_headers")?;
    Ok(HeaderValue::new(name, Line::new(value).as_str().to_owned()))
}
