//! A person: whoever can sign in. A person is no member by that alone.

use std::fmt;
use std::str::FromStr;

use email_address::EmailAddress;

crate::id! {
    /// Names a person across communities. Never shown to other people; they see member ids.
    PersonId
}

/// An e-mail address, as written, and comparable however it was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MailAddress {
    written: String,
}

/// What was written is no e-mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoAddress;

impl fmt::Display for NoAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("That is no e-mail address; it should look like ada@example.org.")
    }
}

impl std::error::Error for NoAddress {}

impl MailAddress {
    /// The address as its owner wrote it.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The same for every way to write the address that reaches the same box in practice: lower case.
    pub fn key(&self) -> String {
        self.written.to_lowercase()
    }
}

impl FromStr for MailAddress {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<MailAddress, NoAddress> {
        let text = text.trim();
        let plain =
            text.is_ascii() && !text.contains(|c: char| c.is_ascii_control() || "\"(),:;<>[\\] ".contains(c));
        let dotted = text.rsplit_once('@').is_some_and(|(_, domain)| domain.contains('.'));
        match plain && dotted && text.len() <= 254 && EmailAddress::is_valid(text) {
            true => Ok(MailAddress { written: text.to_owned() }),
            false => Err(NoAddress),
        }
    }
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

/// Whoever can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Where mail reaches them; whoever reads that box can sign in.
    pub address: MailAddress,
    /// As they call themselves when they join a community; empty until they said it.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_cannot_carry_a_header() {
        for bad in [
            "",
            "ada",
            "ada@host",
            "a b@x.org",
            "ada@x.org\r\nBcc: b@x.org",
            "\"a b\"@x.org",
            "ada@[127.0.0.1]",
            "<ada@x.org>",
        ] {
            assert_eq!(bad.parse::<MailAddress>(), Err(NoAddress), "{bad:?}");
        }
        assert_eq!(" Ada.L+x@Example.org ".parse::<MailAddress>().unwrap().key(), "ada.l+x@example.org");
    }
}
