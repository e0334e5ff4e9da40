//! Oneself: the person behind the seats.

use goodword_domain::people::Person;
use goodword_domain::words;
use goodword_store::people;

use crate::actor::Actor;
use crate::error::{Error, Result};
use crate::house::App;

/// The actor, and whether they operate the installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Me {
    /// Who.
    pub person: Person,
    /// Whether they keep the whole installation.
    pub operates: bool,
}

/// The actor themselves.
pub async fn me(app: &App, actor: &Actor) -> Result<Me> {
    let mut tx = app.look().await?;
    let person = people::find(&mut tx, actor.person()?).await?.ok_or(Error::NotFound)?;
    let operates = people::is_operator(&mut tx, &person.id).await?;
    Ok(Me { person, operates })
}

/// Says anew what the actor calls themselves where they join a community from now on. Profiles stay as they are.
pub async fn rename(app: &App, actor: &Actor, name: &str) -> Result<Me> {
    let person = actor.person()?;
    let name = words::name("name", name)?;
    let mut change = app.change(actor, &person.0).await?;
    people::rename(&mut change.tx, person, &name).await?;
    change.happened("person.renamed", None, &person.0, ()).await?;
    change.commit().await?;
    me(app, actor).await
}
