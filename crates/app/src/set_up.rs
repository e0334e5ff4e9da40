//! Setting up: the one link by which the first person comes in, as operator, and as owner of the first community.

use goodword_domain::communities::CommunityId;
use goodword_domain::people::{MailAddress, Person, PersonId};
use goodword_domain::words;
use goodword_store::{instance, people};

use crate::actor::Actor;
use crate::communities::{self, Terms};
use crate::error::{Error, Result};
use crate::house::App;
use crate::outside::Secret;
use crate::sessions::{self, Session};

/// The fact that holds the hash of the link's secret.
const LINK: &str = "set_up_link";

/// Makes the link's secret, in place of an earlier one; none, once somebody is here.
pub async fn link(app: &App) -> Result<Option<Secret>> {
    let mut change = app.change(&Actor::OPERATOR, LINK).await?;
    if people::count(&mut change.tx).await? > 0 {
        return Ok(None);
    }
    let secret = app.chance.secret();
    instance::set(&mut change.tx, LINK, &secret.hash()).await?;
    change.commit().await?;
    Ok(Some(secret))
}

/// What the page behind the link shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Peeked {
    /// The form.
    Open,
    /// That another link has taken this one's place.
    Over,
    /// That all is set up.
    Done,
}

/// Looks at a link without touching it.
pub async fn peek(app: &App, secret: &Secret) -> Result<Peeked> {
    let mut tx = app.look().await?;
    if people::count(&mut tx).await? > 0 {
        return Ok(Peeked::Done);
    }
    let holds = instance::fact(&mut tx, LINK).await?.is_some_and(|hash| hash == secret.hash());
    Ok(if holds { Peeked::Open } else { Peeked::Over })
}

/// What setting up made.
#[derive(Clone, Debug)]
pub struct SetUp {
    /// The first person.
    pub person: Person,
    /// Their community.
    pub community: CommunityId,
    /// Where they are signed in.
    pub session: Session,
    /// What opens that session.
    pub secret: Secret,
}

/// Makes the first person and the first community. Once, by whoever is first with the link.
pub async fn finish(
    app: &App,
    secret: &Secret,
    address: &MailAddress,
    name: &str,
    terms: Terms,
    device: &str,
) -> Result<SetUp> {
    let mut change = app.change(&Actor::STRANGER, LINK).await?;
    if people::count(&mut change.tx).await? > 0 {
        return Err(Error::refused("set_up_already", "All is set up here already. Sign in instead."));
    }
    let holds = instance::fact(&mut change.tx, LINK).await?.is_some_and(|hash| hash == secret.hash());
    if !holds || !instance::forget(&mut change.tx, LINK).await? {
        let sentence = "This link holds no longer. Take the one that Goodword printed when it last started.";
        return Err(Error::refused("link_over", sentence));
    }
    let person =
        Person { id: PersonId(change.id()), address: address.clone(), name: words::name("name", name)? };
    let now = change.now;
    people::add(&mut change.tx, &person, now).await?;
    people::make_operator(&mut change.tx, &person.id, now).await?;
    change.happened("house.set_up", None, &person.id.0, ()).await?;
    let community = terms.of(CommunityId(change.id()))?;
    communities::add_with_owner(&mut change, &community, &person).await?;
    let (session, secret) = sessions::open(&mut change, &person.id, device).await?;
    change.commit().await?;
    Ok(SetUp { person, community: community.id, session, secret })
}
