//! Finding members by words, and whose profile somebody opened.
//!
//! The words lie in `members` already folded and cut at spaces, so that both engines know the same ones: SQLite keeps them
//! in an FTS5 table, PostgreSQL in an index over `array_to_tsvector`. This is the one place where the two search
//! in their own dialects.

use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::help::HelpKind;
use goodword_domain::members::MemberId;
use goodword_domain::people::PersonId;
use goodword_domain::profiles::Profile;
use jiff::Timestamp;

use crate::entries::Side;
use crate::query::{Query, at, either, q};
use crate::{Error, Result, Tx};

/// A member in the directory.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Who.
    pub id: MemberId,
    /// What the directory is sorted by; then by id.
    pub name_key: String,
    /// What they may do.
    pub role: Role,
    /// What others may see.
    pub profile: Profile,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    name_key: String,
    role: String,
    profile: String,
}

impl TryFrom<Row> for Listed {
    type Error = Error;

    fn try_from(row: Row) -> Result<Listed> {
        Ok(Listed {
            role: row.role.parse().map_err(|()| Error::Broken(format!("member {} has no role", row.id)))?,
            profile: serde_json::from_str(&row.profile)?,
            id: MemberId(row.id),
            name_key: row.name_key,
        })
    }
}

/// Who looks for whom, and where.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// On whose behalf: whoever is not active in the community finds nobody.
    pub viewer: &'a PersonId,
    /// Where.
    pub community: &'a CommunityId,
    /// Beginnings of words, folded; all must be there. None finds everybody.
    pub words: &'a [String],
    /// Only those with an open ask, or offer.
    pub side: Option<Side>,
    /// Only those with an open ask or offer of this kind; with `side`, one that is both.
    pub kind: Option<HelpKind>,
}

/// Who has something open of the side and the kind that are looked for.
macro_rules! saying {
    () => {
        "and ('' = $4 and '' = $5 or exists (
               select 1 from entries e where e.community_id = m.community_id and e.member_id = m.id
                 and e.closed_at is null and ('' = $4 or e.side = $4) and ('' = $5 or e.kind = $5))) "
    };
}

macro_rules! seen {
    ($what:literal, $rest:literal, $search:ident) => {
        match $search.words.is_empty() {
            true => q(concat!(
                "select ",
                $what,
                " from members m join members me
                   on me.community_id = m.community_id and me.person_id = $2 and me.standing = 'active'
                 where m.community_id = $1 and m.standing = 'active' and '' = $3 ",
                saying!(),
                $rest
            )),
            false => either(
                concat!(
                    "select ",
                    $what,
                    " from members_search join members m on m.rowid = members_search.rowid join members me
                       on me.community_id = m.community_id and me.person_id = $2 and me.standing = 'active'
                     where m.community_id = $1 and m.standing = 'active' and members_search match $3 ",
                    saying!(),
                    $rest
                ),
                concat!(
                    "select ",
                    $what,
                    " from members m join members me
                       on me.community_id = m.community_id and me.person_id = $2 and me.standing = 'active'
                     where m.community_id = $1 and m.standing = 'active'
                       and array_to_tsvector(array_remove(
                             string_to_array(m.search_text || ' ' || m.said_text, ' '), ''))
                           @@ cast($3 as tsquery) ",
                    saying!(),
                    $rest
                ),
            ),
        }
    };
}

impl Search<'_> {
    fn bound(&self, query: Query, tx: &Tx) -> Query {
        let query = query.bind(self.community).bind(self.viewer).bind(self.pattern(tx));
        query.bind(self.side.map_or("", Side::word)).bind(self.kind.map_or("", HelpKind::word))
    }

    /// The words hold letters and digits only: nothing in them can end a quotation.
    pub(crate) fn pattern(&self, tx: &Tx) -> String {
        let plain =
            |word: &&String| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() && c != '\'');
        let words = self.words.iter().filter(plain);
        match tx {
            Tx::Sqlite(_) => words.map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" "),
            Tx::Postgres(_) => words.map(|word| format!("'{word}':*")).collect::<Vec<_>>().join(" & "),
        }
    }

    /// Active members in the order of their names, after `after` (a folded name and an id).
    pub async fn page(&self, tx: &mut Tx, after: (&str, &str), limit: u32) -> Result<Vec<Listed>> {
        let query = seen!(
            "m.id, m.name_key, m.role, m.profile",
            "and (m.name_key, m.id) > ($6, $7) order by m.name_key, m.id limit $8",
            self
        );
        let rows: Vec<Row> = self.bound(query, tx).bind(after.0).bind(after.1).bind(limit).all(tx).await?;
        rows.into_iter().map(Listed::try_from).collect()
    }

    /// How many there are, counted up to `most`.
    pub async fn count(&self, tx: &mut Tx, most: u32) -> Result<u32> {
        self.count_to(tx, None, most).await
    }

    /// How many there are up to and with `last`, counted up to `most`.
    pub async fn count_to(&self, tx: &mut Tx, last: Option<(&str, &str)>, most: u32) -> Result<u32> {
        let rows: Vec<(String,)> = match last {
            None => {
                let query = seen!("m.id", "limit $6", self);
                self.bound(query, tx).bind(most).all(tx).await?
            }
            Some((name_key, id)) => {
                let query = seen!("m.id", "and (m.name_key, m.id) <= ($6, $7) limit $8", self);
                self.bound(query, tx).bind(name_key).bind(id).bind(most).all(tx).await?
            }
        };
        Ok(u32::try_from(rows.len()).unwrap_or(most))
    }
}

/// Since when a person is known here.
pub async fn known_since(tx: &mut Tx, person: &PersonId) -> Result<Timestamp> {
    Ok(at(q("select created_at from people where id = $1").bind(person).number(tx).await?))
}

/// Whether somebody opened this member's profile before.
pub async fn has_opened(
    tx: &mut Tx,
    viewer: &PersonId,
    community: &CommunityId,
    id: &MemberId,
) -> Result<bool> {
    let sql = "select count(*) from openings where person_id = $1 and community_id = $2 and member_id = $3";
    Ok(q(sql).bind(viewer).bind(community).bind(id).number(tx).await? > 0)
}

/// When somebody opened new people since `since`: the latest `limit`, latest first.
pub async fn opened_since(
    tx: &mut Tx,
    viewer: &PersonId,
    since: Timestamp,
    limit: u32,
) -> Result<Vec<Timestamp>> {
    let sql = "select at from openings where person_id = $1 and at > $2
               order by at desc, community_id, member_id limit $3";
    let rows: Vec<(i64,)> = q(sql).bind(viewer).bind(since).bind(limit).all(tx).await?;
    Ok(rows.into_iter().map(|row| at(row.0)).collect())
}

/// Writes down that somebody opened a profile for the first time.
pub async fn open(
    tx: &mut Tx,
    viewer: &PersonId,
    community: &CommunityId,
    id: &MemberId,
    now: Timestamp,
) -> Result<()> {
    let sql = "insert into openings (person_id, community_id, member_id, at) values ($1, $2, $3, $4)
               on conflict (person_id, community_id, member_id) do nothing";
    q(sql).bind(viewer).bind(community).bind(id).bind(now).run(tx).await.map(drop)
}
