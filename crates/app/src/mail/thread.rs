//! A letter that joins several people: each gets it by themselves, and to their mail programs it is one and the same, so that an
//! answer to all reaches all and stays in one thread.

use goodword_domain::people::MailAddress;
use goodword_store::outbox as kept;
use lettre::message::{Mailbox, Mailboxes, MessageBuilder, header};

use super::{Letter, Line, render};
use crate::change::Change;
use crate::error::{Error, Result};

/// Who is in a thread: names as they are shown, and addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// Names the thread: the same for all its letters, and nothing else.
    pub id: String,
    /// Whom it is to.
    pub to: Vec<(Line, MailAddress)>,
    /// Who reads along.
    pub cc: Vec<(Line, MailAddress)>,
}

impl Change {
    /// Posts a letter to everybody in a thread.
    pub async fn post_to_all(&mut self, letter: &Letter, thread: &Thread) -> Result<()> {
        let host = render::host(&self.app.house.url).to_owned();
        let boxes = |people: &[(Line, MailAddress)]| -> Result<String> {
            let boxes = people.iter().map(|(name, address)| {
                let address =
                    address.as_str().parse().map_err(|_| Error::Broken("an address that is none".into()))?;
                Ok(Mailbox::new(Some(name.as_str().to_owned()), address))
            });
            Ok(boxes.collect::<Result<Vec<Mailbox>>>()?.into_iter().collect::<Mailboxes>().to_string())
        };
        let everybody: Vec<(Line, MailAddress)> = thread.to.iter().chain(&thread.cc).cloned().collect();
        let headers = [
            ("Message-ID", format!("<{}@{host}>", thread.id)),
            ("To", boxes(&thread.to)?),
            ("Cc", boxes(&thread.cc)?),
            ("Reply-To", boxes(&everybody)?),
        ];
        let headers = serde_json::to_string(&headers)?;
        for (_, address) in &everybody {
            let letter = Letter { to: address.clone(), ..letter.clone() };
            let row = kept::Letter { headers: headers.clone(), ..self.row(&letter)? };
            self.put_out(row).await?;
        }
        Ok(())
    }
}

/// Whether a letter says itself whom it is to.
pub(super) fn is_threaded(headers: &[(String, String)]) -> bool {
    headers.iter().any(|(name, _)| name == "To")
}

/// A header that holds people, or names the letter; nothing for any other.
pub(super) fn put(
    message: MessageBuilder,
    name: &str,
    value: &str,
) -> Option<std::result::Result<MessageBuilder, &'static str>> {
    let boxes = || value.parse::<Mailboxes>().map_err(|_| "bad_headers");
    Some(match name {
        "To" => boxes().map(|boxes| message.header(header::To::from(boxes))),
        "Cc" => boxes().map(|boxes| message.header(header::Cc::from(boxes))),
        "Reply-To" => boxes().map(|boxes| message.header(header::ReplyTo::from(boxes))),
        "Message-ID" => Ok(message.message_id(Some(value.to_owned()))),
        _ => return None,
    })
}
