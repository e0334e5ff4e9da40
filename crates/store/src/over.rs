//! What opened a door for a time, and does so no longer: links, sessions, tokens.

use jiff::Timestamp;

use crate::query::q;
use crate::{Result, Tx, introductions, invitations, links, promises, sessions, sign_ins, tokens};

/// Whether the time of anything is over at `now` that is still there.
pub async fn any(tx: &mut Tx, now: Timestamp) -> Result<bool> {
    let sql = "select count(*) from (select 1 from sign_ins where expires_at <= $1
               union all select 1 from invitations where link_until <= $1
               union all select 1 from links where ends_at <= $1
               union all select 1 from promise_links where ends_at <= $1
               union all select 1 from introduction_links where ends_at <= $1
               union all select 1 from sessions where expires_at <= $1
               union all select 1 from tokens where expires_at <= $1 limit 1) found";
    Ok(q(sql).bind(now).number(tx).await? > 0)
}

/// Ends all that is over at `now`.
pub async fn end(tx: &mut Tx, now: Timestamp) -> Result<()> {
    sign_ins::end_before(tx, now).await?;
    invitations::end_links_before(tx, now).await?;
    links::end_before(tx, now).await?;
    promises::end_links_before(tx, now).await?;
    introductions::end_links_before(tx, now).await?;
    sessions::end_before(tx, now).await?;
    tokens::end_before(tx, now).await.map(drop)
}
