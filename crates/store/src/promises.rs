//! Promises between two people, and the links by which they answer.
//!
//! `…_for` finds for one of the two, and nobody else; its receiver does not find what is not to be heard by them.

use goodword_domain::communities::CommunityId;
use goodword_domain::people::PersonId;
use goodword_domain::promises::{Answer, Due, Promise, PromiseId, Side, Word};
use jiff::Timestamp;

use crate::query::{Query, at, instant, q, text};
use crate::{Error, Result, Tx};

/// A promise as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The promise.
    pub promise: Promise,
    /// Its giver, as they were called when they gave it.
    pub giver_name: String,
    /// Its receiver, likewise; empty when they were erased.
    pub receiver_name: String,
    /// In which community they knew each other then.
    pub community: Option<CommunityId>,
    /// From which meeting it is.
    pub meeting: Option<String>,
    /// Not shown to its receiver.
    pub unheard: Option<Timestamp>,
    /// The giver's time zone, in which its day ends.
    pub time_zone: String,
    /// Since when its giver wants no reminders of it.
    pub quiet: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    giver_id: String,
    receiver_id: String,
    giver_name: String,
    receiver_name: String,
    community_id: Option<String>,
    meeting_id: Option<String>,
    unheard_at: Option<i64>,
    kind: String,
    what: String,
    given_at: i64,
    due_on: String,
    due_at: i64,
    counts_from: i64,
    n_moves: i64,
    time_zone: String,
    read_back_at: Option<i64>,
    word: String,
    word_at: Option<i64>,
    words: String,
    answer: String,
    answer_at: Option<i64>,
    thanks: Option<String>,
    size: i64,
    quiet_at: Option<i64>,
}

impl TryFrom<Row> for Kept {
    type Error = Error;

    fn try_from(row: Row) -> Result<Kept> {
        let odd = |what: &str| Error::Broken(format!("promise {} has an unknown {what}", row.id));
        let word_at = row.word_at.map_or(Timestamp::UNIX_EPOCH, at);
        let answer_at = row.answer_at.map_or(Timestamp::UNIX_EPOCH, at);
        let promise = Promise {
            giver: PersonId(row.giver_id),
            receiver: PersonId(row.receiver_id),
            kind: row.kind.parse().map_err(|_| odd("kind"))?,
            what: row.what,
            given_at: at(row.given_at),
            due: Due {
                on: row.due_on.parse().map_err(|_| odd("day"))?,
                at: at(row.due_at),
                counts_from: at(row.counts_from),
                n_moves: u32::try_from(row.n_moves).unwrap_or(u32::MAX),
            },
            read_back: row.read_back_at.map(at),
            word: match row.word.as_str() {
                "nothing" => Word::Nothing,
                "asked" => Word::Asked { at: word_at },
                "lapsed" => Word::Lapsed { at: word_at },
                "kept" => Word::Kept { at: word_at },
                "released" => Word::Released { at: word_at, words: row.words },
                _ => return Err(odd("word")),
            },
            answer: match row.answer.as_str() {
                "nothing" => Answer::Nothing,
                "confirmed" => {
                    let size = u8::try_from(row.size).unwrap_or(1);
                    Answer::Confirmed { at: answer_at, thanks: row.thanks, size }
                }
                "missed" => Answer::Missed { at: answer_at },
                "declined" => Answer::Declined { at: answer_at },
                _ => return Err(odd("answer")),
            },
            id: PromiseId(row.id),
        };
        Ok(Kept {
            promise,
            giver_name: row.giver_name,
            receiver_name: row.receiver_name,
            community: row.community_id.map(CommunityId),
            meeting: row.meeting_id,
            unheard: row.unheard_at.map(at),
            time_zone: row.time_zone,
            quiet: row.quiet_at.map(at),
        })
    }
}

macro_rules! select {
    ($rest:literal) => {
        q(concat!(
            "select p.id, p.giver_id, p.receiver_id, p.giver_name, p.receiver_name, p.community_id, p.meeting_id, \
             p.unheard_at, p.kind, p.what, p.given_at, p.due_on, p.due_at, p.counts_from, p.n_moves, p.time_zone, \
             p.read_back_at, p.word, p.word_at, p.words, p.answer, p.answer_at, p.thanks, p.size, p.quiet_at \
             from promises p ",
            $rest
        ))
    };
}

/// Adds a promise.
pub async fn add(tx: &mut Tx, kept: &Kept) -> Result<()> {
    let Promise { id, giver, receiver, kind, what, given_at, .. } = &kept.promise;
    let sql = "insert into promises (due_on, due_at, counts_from, n_moves, read_back_at, word, word_at, words, answer,
               answer_at, thanks, size, quiet_at, id, giver_id, receiver_id, giver_name, receiver_name, community_id,
               meeting_id, unheard_at, kind, what, given_at, time_zone)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
               $22, $23, $24, $25)";
    changing(q(sql), kept)
        .bind(&id.0)
        .bind(giver)
        .bind(receiver)
        .bind(&kept.giver_name)
        .bind(&kept.receiver_name)
        .bind(text(kept.community.as_ref()))
        .bind(text(kept.meeting.as_ref()))
        .bind(instant(kept.unheard))
        .bind(kind.word())
        .bind(what)
        .bind(*given_at)
        .bind(&kept.time_zone)
        .run(tx)
        .await
        .map(drop)
}

/// Writes down what changed about a promise.
pub async fn save(tx: &mut Tx, kept: &Kept) -> Result<()> {
    let sql =
        "update promises set due_on = $1, due_at = $2, counts_from = $3, n_moves = $4, read_back_at = $5,
               word = $6, word_at = $7, words = $8, answer = $9, answer_at = $10, thanks = $11, size = $12,
               quiet_at = $13 where id = $14";
    changing(q(sql), kept).bind(&kept.promise.id.0).run(tx).await.map(drop)
}

/// Binds what changes in the life of a promise.
fn changing(query: Query, kept: &Kept) -> Query {
    let Promise { due, read_back, word, answer, .. } = &kept.promise;
    let (word, word_at, words) = match word {
        Word::Nothing => ("nothing", None, ""),
        Word::Asked { at } => ("asked", Some(*at), ""),
        Word::Lapsed { at } => ("lapsed", Some(*at), ""),
        Word::Kept { at } => ("kept", Some(*at), ""),
        Word::Released { at, words } => ("released", Some(*at), words.as_str()),
    };
    let (answer, answer_at, thanks, size) = match answer {
        Answer::Nothing => ("nothing", None, None, 0),
        Answer::Confirmed { at, thanks, size } => ("confirmed", Some(*at), thanks.as_deref(), *size),
        Answer::Missed { at } => ("missed", Some(*at), None, 0),
        Answer::Declined { at } => ("declined", Some(*at), None, 0),
    };
    query
        .bind(due.on.to_string())
        .bind(due.at)
        .bind(due.counts_from)
        .bind(due.n_moves)
        .bind(instant(*read_back))
        .bind(word)
        .bind(instant(word_at))
        .bind(words)
        .bind(answer)
        .bind(instant(answer_at))
        .bind(text(thanks))
        .bind(i64::from(size))
        .bind(instant(kept.quiet))
}

/// A promise, for one of the two between whom it is.
pub async fn find_for(tx: &mut Tx, viewer: &PersonId, id: &PromiseId) -> Result<Option<Kept>> {
    let query =
        select!("where p.id = $1 and (p.giver_id = $2 or (p.receiver_id = $2 and p.unheard_at is null))");
    one(query.bind(&id.0).bind(viewer), tx).await
}

/// A promise, for a verb that knows by whose right it asks.
pub async fn find(tx: &mut Tx, id: &PromiseId) -> Result<Option<Kept>> {
    one(select!("where p.id = $1").bind(&id.0), tx).await
}

/// What somebody promised and has not said kept or given back, by when it is due.
pub async fn open_of(tx: &mut Tx, giver: &PersonId) -> Result<Vec<Kept>> {
    let query = select!(
        "where p.giver_id = $1 and p.word in ('nothing', 'asked', 'lapsed') and p.answer in ('nothing', 'missed') \
         order by p.due_at, p.id"
    );
    many(query.bind(giver), tx).await
}

/// What was promised to somebody and waits: to be kept, or for their answer; by when it is due.
pub async fn waiting_for(tx: &mut Tx, receiver: &PersonId) -> Result<Vec<Kept>> {
    let query = select!(
        "where p.receiver_id = $1 and p.unheard_at is null and p.word <> 'released' and p.answer = 'nothing' \
         order by p.due_at, p.id"
    );
    many(query.bind(receiver), tx).await
}

/// All promises of somebody, given and received, newest first, from before `before`.
pub async fn page_for(
    tx: &mut Tx,
    viewer: &PersonId,
    before: Option<(Timestamp, &PromiseId)>,
    limit: u32,
) -> Result<Vec<Kept>> {
    let (when, id) = before.map_or((i64::MAX, ""), |(at, id)| (at.as_microsecond(), id.0.as_str()));
    let query = select!(
        "where (p.giver_id = $1 or (p.receiver_id = $1 and p.unheard_at is null)) and (p.given_at, p.id) < ($2, $3) \
         order by p.given_at desc, p.id desc limit $4"
    );
    many(query.bind(viewer).bind(when).bind(id).bind(limit), tx).await
}

/// All promises of somebody, given and received, oldest first: for their archive.
pub async fn all_of(tx: &mut Tx, person: &PersonId) -> Result<Vec<Kept>> {
    let query = select!(
        "where p.giver_id = $1 or (p.receiver_id = $1 and p.unheard_at is null) order by p.given_at, p.id"
    );
    many(query.bind(person), tx).await
}

/// All that somebody gave, oldest first: for their word kept.
pub async fn given_by(tx: &mut Tx, giver: &PersonId) -> Result<Vec<Kept>> {
    many(select!("where p.giver_id = $1 order by p.given_at, p.id").bind(giver), tx).await
}

/// Whether what one gave the other was ever read back or answered, and how many they have not answered.
pub async fn between(tx: &mut Tx, giver: &PersonId, receiver: &PersonId) -> Result<(bool, i64)> {
    let sql = "select count(*) from promises where giver_id = $1 and receiver_id = $2
               and (read_back_at is not null or answer = 'confirmed')";
    let heard = q(sql).bind(giver).bind(receiver).number(tx).await? > 0;
    let sql = "select count(*) from promises where giver_id = $1 and receiver_id = $2";
    Ok((heard, q(sql).bind(giver).bind(receiver).number(tx).await?))
}

async fn one(query: Query, tx: &mut Tx) -> Result<Option<Kept>> {
    query.maybe::<Row>(tx).await?.map(Kept::try_from).transpose()
}

async fn many(query: Query, tx: &mut Tx) -> Result<Vec<Kept>> {
    query.all::<Row>(tx).await?.into_iter().map(Kept::try_from).collect()
}

/// Adds a link by which one side answers.
pub async fn link(tx: &mut Tx, id: &PromiseId, side: Side, hash: &str, until: Timestamp) -> Result<()> {
    q("insert into promise_links (secret_hash, promise_id, side, ends_at) values ($1, $2, $3, $4)")
        .bind(hash)
        .bind(&id.0)
        .bind(side.word())
        .bind(until)
        .run(tx)
        .await
        .map(drop)
}

/// The promise that a link is about, and for which side it speaks, if it holds at `now`.
pub async fn by_link(tx: &mut Tx, hash: &str, now: Timestamp) -> Result<Option<(PromiseId, Side)>> {
    let sql = "select promise_id, side from promise_links where secret_hash = $1 and ends_at > $2";
    let row: Option<(String, String)> = q(sql).bind(hash).bind(now).maybe(tx).await?;
    Ok(row.map(|(id, side)| {
        let side = if side == "giver" { Side::Giver } else { Side::Receiver };
        (PromiseId(id), side)
    }))
}

/// Ends links whose time was over at `now`. How many.
pub async fn end_links_before(tx: &mut Tx, now: Timestamp) -> Result<u64> {
    q("delete from promise_links where ends_at <= $1").bind(now).run(tx).await
}

/// What is left of promises to somebody who is erased: an id that names nobody, how they ended, and what their word weighed.
/// Those that were still open go, and letters about them; what they gave goes with them.
pub async fn forget(tx: &mut Tx, person: &PersonId, nobody: &PersonId) -> Result<()> {
    q("delete from outbox where what = 'promise' and stage in ('queued', 'sending') and person_id in
         (select giver_id from promises where receiver_id = $1
          union select receiver_id from promises where giver_id = $1)")
    .bind(person)
    .run(tx)
    .await?;
    q("update trusts set person_id = $2 where person_id = $1").bind(person).bind(nobody).run(tx).await?;
    q("delete from promises where receiver_id = $1 and answer = 'nothing'").bind(person).run(tx).await?;
    q("update promises set receiver_id = $2, receiver_name = '', what = '', words = '', thanks = null
       where receiver_id = $1")
    .bind(person)
    .bind(nobody)
    .run(tx)
    .await
    .map(drop)
}

/// Who confirmed promises of whom, and how many.
pub async fn confirmations(tx: &mut Tx) -> Result<Vec<(String, String, i64)>> {
    q("select receiver_id, giver_id, count(*) from promises where answer = 'confirmed'
       group by receiver_id, giver_id order by receiver_id, giver_id")
    .all(tx)
    .await
}

/// People of whom the house knows by itself that they are real: who owns or organises a community.
pub async fn anchors(tx: &mut Tx) -> Result<Vec<String>> {
    let sql = "select distinct person_id from members
               where role in ('owner', 'organiser') and standing = 'active' and person_id is not null
               order by person_id";
    let rows: Vec<(String,)> = q(sql).all(tx).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

/// Writes down anew what each one's word weighs, in millionths.
pub async fn weigh(tx: &mut Tx, weights: &[(String, i64)]) -> Result<()> {
    q("delete from trusts where person_id in (select id from people)").run(tx).await?;
    for (person, weight) in weights {
        q("insert into trusts (person_id, weight) select id, $2 from people where id = $1")
            .bind(person)
            .bind(*weight)
            .run(tx)
            .await?;
    }
    Ok(())
}

/// What the word of those to whom somebody promised weighs, in millionths.
pub async fn weights_for(tx: &mut Tx, giver: &PersonId) -> Result<Vec<(String, i64)>> {
    let sql = "select t.person_id, t.weight from trusts t
               where t.person_id in (select receiver_id from promises where giver_id = $1) order by t.person_id";
    q(sql).bind(giver).all(tx).await
}

/// Shares how well somebody keeps their word in a community, or shares it no more.
pub async fn share(
    tx: &mut Tx,
    community: &CommunityId,
    member: &str,
    since: Option<Timestamp>,
) -> Result<()> {
    let (sql, query) = match since {
        Some(_) => (
            "insert into word_shared (community_id, member_id, since) values ($1, $2, $3)
                     on conflict (community_id, member_id) do nothing",
            since,
        ),
        None => ("delete from word_shared where community_id = $1 and member_id = $2", None),
    };
    let bound = q(sql).bind(community).bind(member);
    let bound = if query.is_some() { bound.bind(instant(since)) } else { bound };
    bound.run(tx).await.map(drop)
}

/// Whether a member shares it.
pub async fn shares(tx: &mut Tx, community: &CommunityId, member: &str) -> Result<bool> {
    let sql = "select count(*) from word_shared where community_id = $1 and member_id = $2";
    Ok(q(sql).bind(community).bind(member).number(tx).await? > 0)
}
