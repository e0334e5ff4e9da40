//! Who is in a round, as it read them; and what it reads: members, wishes, earlier matches.

use goodword_domain::communities::{CommunityId, Membership};
use goodword_domain::members::MemberId;
use goodword_domain::people::PersonId;
use goodword_domain::rounds::stages::RoundId;
use jiff::Timestamp;

use crate::query::{Value, at, q, text};
use crate::{Result, Tx};

/// Somebody in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Who.
    pub member: MemberId,
    /// In the order in which they were read, where they were.
    pub position: Option<u32>,
    /// away, left_out, matched, waiting or gone.
    pub state: String,
    /// Why they meet nobody, a closed word.
    pub why: Option<String>,
    /// The same as a sentence.
    pub sentence: Option<String>,
    /// Since when.
    pub since: Timestamp,
    /// The member as they were read, as JSON.
    pub content: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    member_id: String,
    position: Option<i64>,
    state: String,
    why: Option<String>,
    sentence: Option<String>,
    since: i64,
    content: Option<String>,
}

impl From<Row> for Seen {
    fn from(row: Row) -> Seen {
        Seen {
            member: MemberId(row.member_id),
            position: row.position.and_then(|position| u32::try_from(position).ok()),
            state: row.state,
            why: row.why,
            sentence: row.sentence,
            since: at(row.since),
            content: row.content,
        }
    }
}

macro_rules! select {
    ($rest:literal) => {
        q(concat!(
            "select s.member_id, s.position, s.state, s.why, s.sentence, s.since, s.content from round_members s ",
            $rest
        ))
    };
}

/// Adds somebody, or says anew how they stand; what was read of them stays if none is given.
pub async fn put(tx: &mut Tx, community: &CommunityId, round: &RoundId, seen: &Seen) -> Result<()> {
    let sql = "insert into round_members (community_id, round_id, member_id, position, state, why, sentence, since, content)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
               on conflict (community_id, round_id, member_id) do update set
                 position = coalesce(excluded.position, round_members.position), state = excluded.state,
                 why = excluded.why, sentence = excluded.sentence, since = excluded.since,
                 content = coalesce(excluded.content, round_members.content)";
    q(sql)
        .bind(community)
        .bind(round)
        .bind(&seen.member)
        .bind(Value::Int(seen.position.map(i64::from)))
        .bind(seen.state.as_str())
        .bind(text(seen.why.as_ref()))
        .bind(text(seen.sentence.as_ref()))
        .bind(seen.since)
        .bind(text(seen.content.as_ref()))
        .run(tx)
        .await
        .map(drop)
}

/// How somebody stands from now on. Whether they are in the round.
pub async fn stand(
    tx: &mut Tx,
    community: &CommunityId,
    round: &RoundId,
    member: &MemberId,
    state: &str,
    why: Option<&str>,
    now: Timestamp,
) -> Result<bool> {
    let sql = "update round_members set state = $4, why = $5, sentence = null, since = $6
               where community_id = $1 and round_id = $2 and member_id = $3";
    let query = q(sql).bind(community).bind(round).bind(member).bind(state).bind(text(why)).bind(now);
    Ok(query.run(tx).await? > 0)
}

/// Forgets who is in a round: it is planned anew.
pub async fn clear(tx: &mut Tx, community: &CommunityId, round: &RoundId) -> Result<()> {
    let sql = "delete from round_members where community_id = $1 and round_id = $2";
    q(sql).bind(community).bind(round).run(tx).await.map(drop)
}

/// Those whom the round read, in their order.
pub async fn read(tx: &mut Tx, community: &CommunityId, round: &RoundId) -> Result<Vec<Seen>> {
    let query = select!(
        "where s.community_id = $1 and s.round_id = $2 and s.position is not null order by s.position, s.member_id"
    );
    let rows: Vec<Row> = query.bind(community).bind(round).all(tx).await?;
    Ok(rows.into_iter().map(Seen::from).collect())
}

/// One of them.
pub async fn find(
    tx: &mut Tx,
    community: &CommunityId,
    round: &RoundId,
    member: &MemberId,
) -> Result<Option<Seen>> {
    let query = select!("where s.community_id = $1 and s.round_id = $2 and s.member_id = $3");
    let row: Option<Row> = query.bind(community).bind(round).bind(member).maybe(tx).await?;
    Ok(row.map(Seen::from))
}

/// Those of one state, who are so longest first, after somebody.
pub async fn of_state(
    tx: &mut Tx,
    community: &CommunityId,
    round: &RoundId,
    state: &str,
    after: Option<(Timestamp, &MemberId)>,
    limit: u32,
) -> Result<Vec<Seen>> {
    let (since, member) = after.map_or((i64::MIN, ""), |(since, member)| (since.as_microsecond(), &member.0));
    let query = select!(
        "where s.community_id = $1 and s.round_id = $2 and s.state = $3 and (s.since, s.member_id) > ($4, $5)
         order by s.since, s.member_id limit $6"
    );
    let query = query.bind(community).bind(round).bind(state).bind(since).bind(member).bind(limit);
    let rows: Vec<Row> = query.all(tx).await?;
    Ok(rows.into_iter().map(Seen::from).collect())
}

/// Those who were left out and not told, if the reason is news to them.
pub async fn untold(tx: &mut Tx, community: &CommunityId, round: &RoundId, limit: u32) -> Result<Vec<Seen>> {
    let query = select!(
        "where s.community_id = $1 and s.round_id = $2 and s.state = 'left_out' and s.told_at is null
           and s.why not in ('paused', 'no_meetings') order by s.member_id limit $3"
    );
    let rows: Vec<Row> = query.bind(community).bind(round).bind(limit).all(tx).await?;
    Ok(rows.into_iter().map(Seen::from).collect())
}

/// Writes down that they were told.
pub async fn told(
    tx: &mut Tx,
    community: &CommunityId,
    round: &RoundId,
    member: &MemberId,
    now: Timestamp,
) -> Result<()> {
    let sql =
        "update round_members set told_at = $4 where community_id = $1 and round_id = $2 and member_id = $3";
    q(sql).bind(community).bind(round).bind(member).bind(now).run(tx).await.map(drop)
}

/// How many there are of each state and why.
pub async fn counts(
    tx: &mut Tx,
    community: &CommunityId,
    round: &RoundId,
) -> Result<Vec<(String, Option<String>, i64)>> {
    let sql = "select state, why, count(*) from round_members where community_id = $1 and round_id = $2
               group by state, why order by state, why";
    q(sql).bind(community).bind(round).all(tx).await
}

/// In which rounds, that were released, members were left over, and on which day.
pub async fn left_over(tx: &mut Tx, community: &CommunityId) -> Result<Vec<(MemberId, String)>> {
    let sql = "select s.member_id, r.on_day from round_members s
               join rounds r on r.community_id = s.community_id and r.id = s.round_id
               where s.community_id = $1 and s.state in ('left_out', 'waiting')
                 and s.why in ('rests_in_turn', 'freed', 'late', 'none_free', 'alone')
                 and r.stage in ('released', 'closed')
               order by r.on_day, s.member_id";
    let rows: Vec<(String, String)> = q(sql).bind(community).all(tx).await?;
    Ok(rows.into_iter().map(|(member, day)| (MemberId(member), day)).collect())
}

/// All who are active in a community, in the order of their ids.
pub async fn active(tx: &mut Tx, community: &CommunityId) -> Result<Vec<Membership>> {
    let mut all = crate::members::all(tx, community).await?;
    all.retain(|member| member.standing.word() == "active");
    all.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(all)
}

/// An open ask or offer: whose, which side, kind, words.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Said {
    /// Whose.
    pub member_id: String,
    /// "ask" or "offer".
    pub side: String,
    /// The kind of help, where it was said.
    pub kind: Option<String>,
    /// The words.
    pub text: String,
}

/// All open asks and offers of a community, by member and in their order.
pub async fn said(tx: &mut Tx, community: &CommunityId) -> Result<Vec<Said>> {
    let sql = "select member_id, side, kind, text from entries where community_id = $1 and closed_at is null
               order by member_id, side, position, id";
    q(sql).bind(community).all(tx).await
}

/// Who would rather not meet whom.
pub async fn apart(tx: &mut Tx, community: &CommunityId) -> Result<Vec<(MemberId, MemberId)>> {
    let sql =
        "select member_id, other_id from kept_apart where community_id = $1 order by member_id, other_id";
    let rows: Vec<(String, String)> = q(sql).bind(community).all(tx).await?;
    Ok(rows.into_iter().map(|(a, b)| (MemberId(a), MemberId(b))).collect())
}

/// The address of a member who is active, and who they are.
pub async fn address(
    tx: &mut Tx,
    community: &CommunityId,
    member: &MemberId,
) -> Result<Option<(PersonId, String)>> {
    let sql = "select p.id, p.address from people p join members m on m.person_id = p.id
               where m.community_id = $1 and m.id = $2 and m.standing = 'active'";
    let row: Option<(String, String)> = q(sql).bind(community).bind(member).maybe(tx).await?;
    Ok(row.map(|(person, address)| (PersonId(person), address)))
}

/// Empties what rounds read of somebody who is not here any more; they stay as gone. Rounds that are released keep whom they
/// matched.
pub async fn forget(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<()> {
    let sql = "update round_members set content = null, sentence = null, state = 'gone', why = null
               where community_id = $1 and member_id = $2";
    q(sql).bind(community).bind(member).run(tx).await.map(drop)
}

/// When somebody was last in a match that was not called off by themselves, as a day.
pub async fn last_matched(tx: &mut Tx, community: &CommunityId) -> Result<Vec<(MemberId, String)>> {
    let sql = "select mm.member_id, max(r.on_day) from match_members mm
               join matches x on x.community_id = mm.community_id and x.id = mm.match_id
               join rounds r on r.community_id = x.community_id and r.id = x.round_id
               where mm.community_id = $1 and x.stage in ('asked', 'on') and mm.answer in ('asked', 'accepted')
               group by mm.member_id order by mm.member_id";
    let rows: Vec<(String, String)> = q(sql).bind(community).all(tx).await?;
    Ok(rows.into_iter().map(|(member, day)| (MemberId(member), day)).collect())
}
