//! What a mail server wants before it takes a letter: privacy, a password.
//!
//! Its certificates hold for a hundred years, its key opens nothing: it lies here for everybody to read.

use std::sync::Arc;

use data_encoding::BASE64;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The certificate by which the sink proves that it is the one, if one trusts who signed it.
pub const AUTHORITY: &str = include_str!("certificates/authority.pem");
/// Who signs in where a password is wanted.
pub const USER: &str = "goodword";
/// The password.
pub const PASSWORD: &str = "an invented password";

/// What a mail server wants before it takes a letter.
#[derive(Default)]
pub struct Manners {
    pub(crate) private: Option<TlsAcceptor>,
    pub(crate) at_once: bool,
    pub(crate) password: Option<&'static str>,
}

impl Manners {
    /// Private from the first byte.
    pub fn private_at_once() -> Manners {
        Manners { at_once: true, ..Manners::turning_private() }
    }

    /// Private after STARTTLS.
    pub fn turning_private() -> Manners {
        Manners { private: Some(acceptor(include_bytes!("certificates/sink.pem"))), ..Manners::default() }
    }

    /// The same with a certificate that was made out to somebody else.
    #[must_use]
    pub fn as_somebody_else(self) -> Manners {
        Manners { private: Some(acceptor(include_bytes!("certificates/elsewhere.pem"))), ..self }
    }

    /// The same for those only who know the password.
    #[must_use]
    pub fn with_password(self) -> Manners {
        Manners { password: Some(PASSWORD), ..self }
    }

    /// How it greets.
    pub(crate) fn greeting(&self, in_private: bool) -> String {
        let mut lines = vec!["sink.example"];
        if self.private.is_some() && !in_private {
            lines.push("STARTTLS");
        }
        if self.password.is_some() {
            lines.push("AUTH PLAIN");
        }
        let last = lines.len() - 1;
        let line = |(at, line): (usize, &&str)| format!("250{}{line}", if at == last { ' ' } else { '-' });
        lines.iter().enumerate().map(line).collect::<Vec<_>>().join("\r\n")
    }

    /// Whether this line shows the right password.
    pub(crate) fn is_right(&self, line: &str) -> bool {
        let wanted = format!("\0{USER}\0{}", self.password.unwrap_or_default());
        line.rsplit(' ').next() == Some(&BASE64.encode(wanted.as_bytes()))
    }
}

fn acceptor(certificate: &[u8]) -> TlsAcceptor {
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("certificates/key.pem")).expect("a key");
    let certificate = CertificateDer::from_pem_slice(certificate).expect("a certificate");
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|config| config.with_no_client_auth().with_single_cert(vec![certificate], key))
        .expect("a key that fits the certificate");
    TlsAcceptor::from(Arc::new(config))
}
