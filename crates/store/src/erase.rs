//! Removing every trace of a person, or of a community.
//!
//! Rows that hang on a person or a member go with them (`on delete cascade`); what is named here is what does not.

use goodword_domain::communities::CommunityId;
use goodword_domain::members::MemberId;
use goodword_domain::people::{MailAddress, PersonId};
use jiff::Timestamp;

use crate::query::q;
use crate::{Result, Tx, answers, once, outbox, people, round_members};

/// Who is to be forgotten.
#[derive(Clone, Debug)]
pub struct Trace<'a> {
    /// The person.
    pub person: &'a PersonId,
    /// Their address.
    pub address: &'a MailAddress,
    /// Their names, folded: as they call themselves here and there.
    pub name_keys: &'a [String],
    /// Their seats, those that they left included.
    pub seats: &'a [(CommunityId, MemberId)],
}

/// Removes a person and everything that names them.
pub async fn person(tx: &mut Tx, trace: &Trace<'_>) -> Result<()> {
    let Trace { person, address, name_keys, seats } = trace;
    letters(tx, trace).await?;
    rows_of_imports(tx, trace).await?;
    for (community, member) in *seats {
        matches(tx, community, member).await?;
        for name_key in *name_keys {
            let sql = "delete from import_rows where community_id = $1 and name_key = $2";
            q(sql).bind(community).bind(name_key).run(tx).await?;
        }
    }
    q("delete from members where person_id = $1 or address_key = $2")
        .bind(*person)
        .bind(address.key())
        .run(tx)
        .await?;
    once::forget_caller(tx, &format!("person:{person}")).await?;
    q("update imports set person_id = null, file_name = '' where person_id = $1")
        .bind(*person)
        .run(tx)
        .await?;
    people::remove(tx, person).await
}

/// Letters to them, and letters that say who they are: invitations that they sent and that still wait.
async fn letters(tx: &mut Tx, trace: &Trace<'_>) -> Result<()> {
    outbox::forget_person(tx, trace.person, &trace.address.key()).await?;
    jobs(tx, trace.address).await?;
    for (community, member) in trace.seats {
        q("delete from outbox where what = 'invitation' and stage in ('queued', 'sending') and community_id = $1
           and lower(to_address) in (select m.address_key from members m
             join invitations i on i.community_id = m.community_id and i.member_id = m.id
             where m.community_id = $1 and i.inviter_id = $2 and m.address_key is not null)")
        .bind(community)
        .bind(member)
        .run(tx)
        .await?;
    }
    Ok(())
}

/// What rounds and matches hold of a member: what was read of them, their name, reasons that quote them, what they answered;
/// and letters to others that name them and have not gone out.
async fn matches(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<()> {
    q("delete from outbox where community_id = $1 and stage in ('queued', 'sending')
         and (what like 'match%' or what like 'meeting%' or what = 'did_you_meet')
         and exists (select 1 from match_members mm
                     where mm.community_id = $1 and mm.member_id = $2 and mm.name <> ''
                       and outbox.plain like '%' || replace(replace(mm.name, '%', '\\%'), '_', '\\_') || '%' escape '\\')")
    .bind(community)
    .bind(member)
    .run(tx)
    .await?;
    round_members::forget(tx, community, member).await?;
    answers::forget(tx, community, member).await?;
    crate::matches::forget(tx, community, member).await
}

/// Jobs that were given the address: letters to be written.
async fn jobs(tx: &mut Tx, address: &MailAddress) -> Result<()> {
    let given = within(&format!("\"{}\"", address.key()));
    q("delete from jobs where lower(body) like $1 escape '\\'").bind(given).run(tx).await.map(drop)
}

/// The pattern of texts that hold this one.
fn within(text: &str) -> String {
    format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// Rows that are about them, or at their address, or that were set aside with it; and files as they came, whoever stands in them.
async fn rows_of_imports(tx: &mut Tx, trace: &Trace<'_>) -> Result<()> {
    q("delete from import_files").run(tx).await?;
    let key = trace.address.key();
    q("delete from import_rows where address_key = $1").bind(&key).run(tx).await?;
    q("delete from import_rows where exists
         (select 1 from members m where m.community_id = import_rows.community_id
          and m.id = import_rows.member_id and (m.person_id = $1 or m.address_key = $2))")
    .bind(trace.person)
    .bind(&key)
    .run(tx)
    .await?;
    q("delete from import_rows where outcome = 'set_aside'
       and (lower(content) like $1 escape '\\' or lower(notes) like $1 escape '\\')")
    .bind(within(&key))
    .run(tx)
    .await
    .map(drop)
}

/// Removes what an address alone names and what is from before an instant: seats that wait for it, letters, rows of lists.
pub async fn address(tx: &mut Tx, address: &MailAddress, before: Timestamp) -> Result<()> {
    let key = address.key();
    q("delete from outbox where lower(to_address) = $1 and created_at <= $2")
        .bind(&key)
        .bind(before)
        .run(tx)
        .await?;
    jobs(tx, address).await?;
    q("delete from import_files").run(tx).await?;
    q("delete from members where address_key = $1 and person_id is null and since <= $2")
        .bind(&key)
        .bind(before)
        .run(tx)
        .await?;
    q("delete from import_rows where address_key = $1 and exists
         (select 1 from imports i where i.community_id = import_rows.community_id
          and i.id = import_rows.import_id and i.created_at <= $2)")
    .bind(&key)
    .bind(before)
    .run(tx)
    .await
    .map(drop)
}

/// All addresses at which somebody is known or waited for.
pub async fn addresses(tx: &mut Tx) -> Result<Vec<String>> {
    let sql = "select address_key from (
                 select address_key from members where address_key is not null
                 union select address_key from import_rows where address_key is not null
                 union select lower(to_address) as address_key from outbox
               ) known order by address_key";
    let rows: Vec<(String,)> = q(sql).all(tx).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// All people.
pub async fn everybody(tx: &mut Tx) -> Result<Vec<PersonId>> {
    let rows: Vec<(String,)> = q("select id from people order by id").all(tx).await?;
    Ok(rows.into_iter().map(|row| PersonId(row.0)).collect())
}

/// Removes last letters that have ended, or were written before `cutoff`. How many still wait.
pub async fn farewells(tx: &mut Tx, cutoff: Timestamp) -> Result<i64> {
    q("delete from outbox where what = 'farewell'
       and (stage in ('sent', 'failed', 'unknown') or created_at < $1)")
    .bind(cutoff)
    .run(tx)
    .await?;
    q("select count(*) from outbox where what = 'farewell'").number(tx).await
}

/// Removes a community with everything in it.
pub async fn community(tx: &mut Tx, id: &CommunityId) -> Result<()> {
    q("delete from outbox where community_id = $1").bind(id).run(tx).await?;
    q("delete from members where community_id = $1").bind(id).run(tx).await?;
    q("delete from communities where id = $1").bind(id).run(tx).await.map(drop)
}

/// Everybody who has taken a seat in a community.
pub async fn seated(tx: &mut Tx, community: &CommunityId) -> Result<Vec<MemberId>> {
    let sql = "select id from members where community_id = $1 and person_id is not null order by id";
    let rows: Vec<(String,)> = q(sql).bind(community).all(tx).await?;
    Ok(rows.into_iter().map(|row| MemberId(row.0)).collect())
}
