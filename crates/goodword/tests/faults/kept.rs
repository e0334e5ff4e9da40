//! What must be true of the data whatever happened: acknowledged calls are there once, the others wholly or not at all.

use std::collections::BTreeMap;

use goodword_store::{Place, checks};
use sqlx::postgres::PgConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection};

use crate::clients::Told;

/// Rows of a text and a number.
pub async fn rows(place: &Place, sql: &str) -> Vec<(String, i64)> {
    let query = sqlx::query_as(AssertSqlSafe(sql.to_owned()));
    match place {
        Place::Sqlite(file) => {
            let options = SqliteConnectOptions::new().filename(file);
            let mut db = SqliteConnection::connect_with(&options).await.unwrap();
            query.fetch_all(&mut db).await.unwrap()
        }
        Place::Postgres(url) => {
            let mut db = PgConnection::connect(url).await.unwrap();
            sqlx::query_as(AssertSqlSafe(sql.to_owned())).fetch_all(&mut db).await.unwrap()
        }
    }
}

/// How often each mark is there.
async fn marks(place: &Place) -> BTreeMap<String, i64> {
    let mut found = BTreeMap::new();
    for sql in [
        "select text, count(*) from entries group by text",
        "select name, count(*) from communities where name like 'mark-%' group by name",
        "select replace(invited_address, '@example.org', ''), count(*) from members
         where invited_address is not null group by invited_address",
    ] {
        found.extend(rows(place, sql).await);
    }
    found
}

/// What each of these finds would be half of a call: nothing must be found.
const HALVES: [(&str, &str); 8] = [
    (
        "an entry has one event",
        "select e.text, count(v.id) from entries e
         left join events v on v.subject = e.id and v.what in ('ask.said', 'offer.said')
         group by e.id, e.text having count(v.id) <> 1",
    ),
    (
        "a community has one owner and one event",
        "select c.name, count(v.id) from communities c left join members m on m.community_id = c.id and m.role = 'owner'
         left join events v on v.subject = c.id and v.what = 'community.founded'
         where c.name like 'mark-%' group by c.id, c.name having count(v.id) <> 1 or count(m.id) <> 1",
    ),
    (
        "a guest has one invitation and one event",
        "select m.invited_address, count(v.id) from members m
         left join invitations i on i.community_id = m.community_id and i.member_id = m.id
         left join events v on v.subject = m.id and v.what = 'member.invited'
         where m.standing = 'invited' group by m.id, m.invited_address
         having count(v.id) <> 1 or count(i.member_id) <> 1",
    ),
    (
        "whatever was made is remembered by its key",
        "select x.id, 0 from (select id from entries
                              union all select id from communities where name like 'mark-%'
                              union all select id from members where standing = 'invited') x
         where not exists (select 1 from once o where o.made = x.id)",
    ),
    (
        "whatever a key remembers is there",
        "select o.key, 0 from once o where not exists (select 1 from entries where id = o.made)
         and not exists (select 1 from communities where id = o.made)
         and not exists (select 1 from members where id = o.made) and o.what <> 'tokens.make'",
    ),
    (
        "no event is about what is not there",
        "select v.what, count(*) from events v where v.what in ('ask.said', 'offer.said', 'community.founded', 'member.invited')
         and not exists (select 1 from entries where id = v.subject)
         and not exists (select 1 from communities where id = v.subject)
         and not exists (select 1 from members where id = v.subject) group by v.what",
    ),
    (
        "each invitation is a job that waits or a letter",
        "select 'invitations', i.n - j.n - o.n from (select count(*) n from invitations) i,
         (select count(*) n from jobs where kind = 'invitations.letter') j,
         (select count(*) n from outbox where what = 'invitation') o where i.n <> j.n + o.n",
    ),
    ("no job was given up", "select kind, 0 from jobs where failed_at is not null"),
];

/// Acknowledged calls are there once, all others once or not at all; nothing is there by half, and the file is whole.
pub async fn check(place: &Place, all: &[Told]) {
    let found = marks(place).await;
    for told in all {
        let n = found.get(&told.deed.mark).copied().unwrap_or(0);
        match told.acknowledged() {
            true => assert_eq!(n, 1, "acknowledged, and there {n} times: {told:?}"),
            false => assert!(n <= 1, "there {n} times: {told:?}"),
        }
    }
    assert!(found.keys().all(|mark| all.iter().any(|told| told.deed.mark == *mark)), "from nowhere");
    for (what, sql) in HALVES {
        let half = rows(place, sql).await;
        assert!(half.is_empty(), "{what}: {half:?}");
    }
    let looked = checks::look(place).await.unwrap();
    assert_eq!(looked.wrong, Vec::<String>::new());
}

/// The same after everything was asked for again until it was acknowledged: each is there once.
pub async fn check_settled(place: &Place, all: &[Told]) {
    check(place, all).await;
    let found = marks(place).await;
    for told in all {
        assert_eq!(found.get(&told.deed.mark), Some(&1), "asked for again: {told:?}");
    }
}

/// How many calls of each outcome: acknowledged, answered otherwise, not answered; and how many of the last two are there.
pub async fn tally(place: &Place, all: &[Told]) -> (usize, usize, usize, usize) {
    let found = marks(place).await;
    let acknowledged = all.iter().filter(|told| told.acknowledged()).count();
    let unheard = all.iter().filter(|told| told.answer.is_none()).count();
    let there = |told: &&Told| !told.acknowledged() && found.contains_key(&told.deed.mark);
    let there = all.iter().filter(there).count();
    (acknowledged, all.len() - acknowledged - unheard, unheard, there)
}
