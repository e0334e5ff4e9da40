//! People: who can sign in.

use goodword_domain::people::{MailAddress, Person, PersonId};
use jiff::Timestamp;

use crate::query::q;
use crate::{Error, Result, Tx};

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    address: String,
    name: String,
}

impl TryFrom<Row> for Person {
    type Error = Error;

    fn try_from(row: Row) -> Result<Person> {
        let address =
            row.address.parse().map_err(|_| Error::Broken(format!("person {} has no address", row.id)))?;
        Ok(Person { id: PersonId(row.id), address, name: row.name })
    }
}

/// Adds a person; taken when somebody has the address.
pub async fn add(tx: &mut Tx, person: &Person, now: Timestamp) -> Result<()> {
    q("insert into people (id, address, address_key, name, created_at) values ($1, $2, $3, $4, $5)")
        .bind(&person.id)
        .bind(person.address.as_str())
        .bind(person.address.key())
        .bind(&person.name)
        .bind(now)
        .run(tx)
        .await
        .map(drop)
}

/// Writes the name down that a person calls themselves.
pub async fn rename(tx: &mut Tx, person: &PersonId, name: &str) -> Result<()> {
    q("update people set name = $2 where id = $1").bind(person).bind(name).run(tx).await.map(drop)
}

/// The person.
pub async fn find(tx: &mut Tx, id: &PersonId) -> Result<Option<Person>> {
    let row: Option<Row> = q("select id, address, name from people where id = $1").bind(id).maybe(tx).await?;
    row.map(Person::try_from).transpose()
}

/// Whoever has this address.
pub async fn by_address(tx: &mut Tx, address: &MailAddress) -> Result<Option<Person>> {
    let sql = "select id, address, name from people where address_key = $1";
    let row: Option<Row> = q(sql).bind(address.key()).maybe(tx).await?;
    row.map(Person::try_from).transpose()
}

/// Makes somebody an operator of the whole installation.
pub async fn make_operator(tx: &mut Tx, person: &PersonId, now: Timestamp) -> Result<()> {
    let sql = "update people set operator_since = coalesce(operator_since, $2) where id = $1";
    q(sql).bind(person).bind(now).run(tx).await.map(drop)
}

/// Whether somebody operates the whole installation.
pub async fn is_operator(tx: &mut Tx, person: &PersonId) -> Result<bool> {
    let sql = "select count(*) from people where id = $1 and operator_since is not null";
    Ok(q(sql).bind(person).number(tx).await? > 0)
}

/// How many there are.
pub async fn count(tx: &mut Tx) -> Result<i64> {
    q("select count(*) from people").number(tx).await
}

/// Removes a person, with their sessions and tokens.
pub async fn remove(tx: &mut Tx, person: &PersonId) -> Result<()> {
    q("delete from people where id = $1").bind(person).run(tx).await.map(drop)
}
