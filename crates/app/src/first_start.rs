//! What an installation settles once, before anything else happens in it.

use crate::actor::Actor;
use crate::error::Result;
use crate::house::App;
use crate::keyed;

/// Settles the installation's own secret, if it has none yet. Whatever is kept of the data from then on holds it, so that the
/// keyed hashes of erasures and of addresses mean the same in every copy.
pub async fn settle(app: &App) -> Result<()> {
    if keyed::is_settled(&mut app.look().await?).await? {
        return Ok(());
    }
    let mut change = app.change(&Actor::GOODWORD, "first_start").await?;
    keyed::word(&mut change.tx, app, "first_start", "").await?;
    change.commit().await
}
