//! Where letters go out.

use std::fmt;

use goodword_domain::people::MailAddress;

/// The mail server that takes our letters, and who we are there.
#[derive(Clone)]
pub struct Post {
    /// Its name.
    pub server: String,
    /// Its port: 587 as a rule, 465 with [`Tls::Implicit`], 25 on the same machine.
    pub port: u16,
    /// How the way there is kept private.
    pub tls: Tls,
    /// Who signs in there, if one must.
    pub user: Option<String>,
    /// With what. Shows itself in no log.
    pub password: Option<String>,
    /// From which address letters come.
    pub from: MailAddress,
    /// From whom they come, as people read it.
    pub from_name: String,
    /// How they are signed.
    pub dkim: Option<Dkim>,
}

/// How the way to the mail server is kept private.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls {
    /// Not at all: for a server on the same machine.
    None,
    /// It begins open and must turn private before anything is said.
    Starttls,
    /// It is private from the first byte.
    Implicit,
}

/// How letters are signed (RFC 6376), so that others can tell that they are ours.
#[derive(Clone)]
pub struct Dkim {
    /// The domain of the address that letters come from.
    pub domain: String,
    /// Under which name the public key stands in the DNS: `selector._domainkey.domain`.
    pub selector: String,
    /// The private key, RSA or Ed25519, as PEM. Shows itself in no log.
    pub key: String,
}

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Post({}:{}, {:?}, from {}, {:?})", self.server, self.port, self.tls, self.from, self.dkim)
    }
}

impl fmt::Debug for Dkim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dkim({}._domainkey.{})", self.selector, self.domain)
    }
}
