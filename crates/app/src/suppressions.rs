//! Addresses that never want mail from here again.
//!
//! Each letter to somebody who is not here carries a link of their own. Its secret is computed from the address and the
//! installation's key: so the link works for ever, whatever became of what it came with, and only those who got a
//! letter have it. Kept is a hash of that secret: it outlasts the erasure of everything else, and names nobody.

use data_encoding::BASE64URL_NOPAD;
use goodword_domain::people::MailAddress;
use goodword_store::{Tx, suppressions};

use crate::actor::Actor;
use crate::error::{Error, Result};
use crate::house::App;
use crate::keyed;
use crate::outside::Secret;

const ADDRESS: &str = "never again";
const SEAL: &str = "never again, sealed";

/// The secret of the link by which whoever reads this box ends all mail.
pub(crate) async fn secret(tx: &mut Tx, app: &App, address: &MailAddress) -> Result<Secret> {
    let name = BASE64URL_NOPAD.encode(&keyed::hash(tx, app, ADDRESS, &address.key()).await?);
    sealed(tx, app, &name).await
}

/// A name with the sign that it is from here: nobody else can fill the table with names of their own.
async fn sealed(tx: &mut Tx, app: &App, name: &str) -> Result<Secret> {
    let seal = keyed::hash(tx, app, SEAL, name).await?;
    Ok(Secret::shown(&format!("{name}{}", BASE64URL_NOPAD.encode(&seal[..15]))))
}

/// Whether nothing may be written to this address, sign-in links that its owner asks for aside.
pub(crate) async fn holds(tx: &mut Tx, app: &App, address: &MailAddress) -> Result<bool> {
    let secret = secret(tx, app, address).await?;
    Ok(suppressions::holds(tx, &secret.hash()).await?)
}

/// Never writes again to the address that got this link. Doing it twice is doing it once.
pub async fn never_again(app: &App, secret: &Secret) -> Result<()> {
    let mut change = app.change(&Actor::STRANGER, "suppressions").await?;
    let name = secret.reveal().get(..43).unwrap_or_default();
    if sealed(&mut change.tx, app, name).await?.hash() != secret.hash() {
        return Err(Error::NotFound);
    }
    suppressions::add(&mut change.tx, &secret.hash(), change.now).await?;
    change.happened("address.suppressed", None, "address", ()).await?;
    change.commit().await
}
