//! Where letters go out.

use std::fmt;
use std::time::Duration;

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
    /// Certificates (PEM) by which the server may prove that it is the one, beside those that browsers know.
    pub authority: Option<String>,
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
    /// How long the server has for each part of the talk: a minute as a rule.
    pub patience: Duration,
}

impl Post {
    /// A server on this machine that wants no password: port 25, not private, not signed.
    pub fn at(server: &str, from: MailAddress) -> Post {
        Post {
            server: server.to_owned(),
            port: 25,
            tls: Tls::None,
            authority: None,
            user: None,
            password: None,
            from,
            from_name: "Goodword".to_owned(),
            dkim: None,
            patience: Duration::from_secs(60),
        }
    }

    /// What cannot work, said to the operator: a key that is none, a password that would go over the wire in the open.
    pub fn check(&self) -> Result<(), String> {
        if self.user.is_some() != self.password.is_some() {
            return Err("The mail server's user and password must both be set, or neither.".to_owned());
        }
        if self.user.is_some() && self.tls == Tls::None && !self.is_near() {
            return Err(
                "A mail password must not go over the network in the open: set TLS to starttls or implicit."
                    .to_owned(),
            );
        }
        if self.tls != Tls::None && super::delivery::privacy(self).is_err() {
            return Err("The mail server's authority is not a certificate as PEM text.".to_owned());
        }
        match &self.dkim {
            Some(dkim) => super::dkim::check(dkim),
            None => Ok(()),
        }
    }

    fn is_near(&self) -> bool {
        let loopback = |address: std::net::IpAddr| address.is_loopback();
        self.server == "localhost" || self.server.parse().is_ok_and(loopback)
    }
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

impl Dkim {
    /// The name and the value of the DNS record (TXT) by which others find the public key.
    pub fn record(&self) -> Result<(String, String), String> {
        Ok((format!("{}._domainkey.{}", self.selector, self.domain), super::dkim::record(self)?))
    }
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
