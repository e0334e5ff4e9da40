//! Letters are signed (DKIM, RFC 6376), so that whoever gets one can tell that it is from here and was not changed.

use mail_auth::common::crypto::{Ed25519Key, RsaKey, Sha256};
use mail_auth::common::headers::HeaderWriter;
use mail_auth::dkim::{Canonicalization, DkimSigner};
use rustls_pki_types::PrivateKeyDer;
use rustls_pki_types::pem::PemObject;

use super::settings::Dkim;

/// Headers that nobody may change or add on the way.
const SIGNED: [&str; 10] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "Auto-Submitted",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];

enum Key {
    Rsa(RsaKey<Sha256>),
    Ed25519(Ed25519Key),
}

/// The header that signs a message, with its line's end; it goes before all others.
pub fn signature(dkim: &Dkim, message: &[u8]) -> Result<String, String> {
    macro_rules! signed {
        ($key:expr) => {
            DkimSigner::from_key($key)
                .domain(dkim.domain.as_str())
                .selector(dkim.selector.as_str())
                .headers(SIGNED)
                .header_canonicalization(Canonicalization::Relaxed)
                .body_canonicalization(Canonicalization::Relaxed)
                .sign(message)
        };
    }
    let signed = match key(&dkim.key)? {
        Key::Rsa(key) => signed!(key),
        Key::Ed25519(key) => signed!(key),
    };
    let header = signed.map_err(|error| format!("the letter cannot be signed: {error}"))?.to_header();
    // Space around the signature counts for nothing (RFC 6376, 3.7), but dkimpy 1.1.8 trips over a line that is broken
    // between the signature and its semicolon, as it is with an RSA key of 2048 bits.
    Ok(header.replace("\r\n\t;\r\n", ";\r\n"))
}

/// Whether the key can be used, or what is wrong with it.
pub fn check(dkim: &Dkim) -> Result<(), String> {
    key(&dkim.key).map(drop)
}

/// The value of the DNS record `selector._domainkey.domain` that belongs to the key.
pub fn record(dkim: &Dkim) -> Result<String, String> {
    let base64 = |bytes: &[u8]| data_encoding::BASE64.encode(bytes);
    Ok(match key(&dkim.key)? {
        Key::Rsa(key) => format!("v=DKIM1; k=rsa; p={}", base64(&public_info(&key.public_key()))),
        Key::Ed25519(key) => format!("v=DKIM1; k=ed25519; p={}", base64(&key.public_key())),
    })
}

fn key(pem: &str) -> Result<Key, String> {
    let wrong = "The DKIM key cannot be read. It must be a private key in PEM: Ed25519, or RSA with 2048 bits or more.";
    let der = PrivateKeyDer::from_pem_slice(pem.as_bytes()).map_err(|_| wrong.to_owned())?;
    if let PrivateKeyDer::Pkcs8(der) = &der
        && let Ok(key) = Ed25519Key::from_pkcs8_maybe_unchecked_der(der.secret_pkcs8_der())
    {
        return Ok(Key::Ed25519(key));
    }
    RsaKey::<Sha256>::from_key_der(der).map(Key::Rsa).map_err(|_| wrong.to_owned())
}

/// An RSA public key as the DNS wants it: the bare numbers within a SubjectPublicKeyInfo (RFC 5280, 8017).
fn public_info(bare: &[u8]) -> Vec<u8> {
    const ALGORITHM: [u8; 15] =
        [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    let bits = tagged(0x03, &[&[0], bare].concat());
    tagged(0x30, &[&ALGORITHM, bits.as_slice()].concat())
}

/// A value with its tag and length (DER).
fn tagged(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = value.len().to_be_bytes();
    let significant = length.iter().position(|byte| *byte != 0).map_or(&[][..], |at| &length[at..]);
    let mut out = vec![tag];
    match value.len() {
        short @ 0..128 => out.push(short as u8),
        _ => {
            out.push(0x80 | significant.len() as u8);
            out.extend_from_slice(significant);
        }
    }
    out.extend_from_slice(value);
    out
}
