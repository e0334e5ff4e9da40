//! Keyed hashes: how addresses and networks are remembered without being written down.
//!
//! The key is a fact about this installation, made when it is first needed. Without it, nobody can try out addresses
//! against the hashes; whoever has the whole database has the key as well, and can.

use goodword_store::{Tx, instance};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::error::{Error, Result};
use crate::house::App;

/// The fact that holds the key.
const KEY: &str = "hash_key";

/// Whether the key is made.
pub(crate) async fn is_settled(tx: &mut Tx) -> Result<bool> {
    Ok(instance::fact(tx, KEY).await?.is_some())
}

/// The hash of a text for one purpose: the same text has another for another purpose.
pub(crate) async fn hash(tx: &mut Tx, app: &App, purpose: &str, text: &str) -> Result<[u8; 32]> {
    let key = match instance::fact(tx, KEY).await? {
        Some(key) => key,
        None => instance::settle(tx, KEY, app.chance.secret().reveal()).await?,
    };
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes())
        .map_err(|error| Error::Broken(format!("the key for hashes: {error}")))?;
    mac.update(purpose.as_bytes());
    mac.update(&[0]);
    mac.update(text.as_bytes());
    Ok(mac.finalize().into_bytes().into())
}

/// The same as text.
pub(crate) async fn word(tx: &mut Tx, app: &App, purpose: &str, text: &str) -> Result<String> {
    Ok(data_encoding::HEXLOWER.encode(&hash(tx, app, purpose, text).await?))
}
