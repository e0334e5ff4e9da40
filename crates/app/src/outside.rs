//! Time and chance come through this door, and no other.

use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD};
use jiff::Timestamp;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in whole microseconds.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
pub struct MachineClock;

impl Clock for MachineClock {
    #[expect(clippy::disallowed_methods, reason = "this is where the time comes in")]
    fn now(&self) -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}

/// Gives bytes that nobody can guess.
pub trait Chance: Send + Sync {
    /// Fills the bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// The machine's own source of chance.
pub struct MachineChance;

impl Chance for MachineChance {
    fn fill(&self, bytes: &mut [u8]) {
        // A machine without a source of chance cannot keep secrets: better to stop than to go on.
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

impl dyn Chance {
    /// A new id: 120 random bits as 24 letters and digits.
    pub fn id(&self) -> String {
        let mut bytes = [0; 15];
        self.fill(&mut bytes);
        BASE32_NOPAD.encode(&bytes).to_lowercase()
    }

    /// A new secret for a link, a session or a token: 256 random bits as 43 signs that fit into a URL.
    pub fn secret(&self) -> Secret {
        let mut bytes = [0; 32];
        self.fill(&mut bytes);
        Secret(BASE64URL_NOPAD.encode(&bytes))
    }
}

/// What opens a door. It is kept as a hash only, and shows itself in no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A secret that somebody showed.
    pub fn shown(text: &str) -> Secret {
        Secret(text.to_owned())
    }

    /// For the link, the cookie, the one answer that carries it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it: its SHA-256. It has 256 random bits, so that no slow hash is needed.
    pub fn hash(&self) -> String {
        use sha2::Digest;
        data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(self.0.as_bytes()))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}
