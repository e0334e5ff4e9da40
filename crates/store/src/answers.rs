//! What became of matches, in the words of those who were in them.

use goodword_domain::answers::{Answer, Met};
use goodword_domain::communities::CommunityId;
use goodword_domain::matches::MatchId;
use goodword_domain::members::MemberId;
use goodword_domain::rounds::stages::RoundId;
use jiff::Timestamp;

use crate::query::{Value, at, instant, q};
use crate::{Error, Result, Tx};

#[derive(sqlx::FromRow)]
struct Row {
    match_id: String,
    member_id: String,
    met: String,
    useful: Option<i64>,
    helps: String,
    thanks: String,
    note: String,
    at: i64,
}

impl Row {
    fn answer(self) -> Result<(MatchId, Answer)> {
        let met = Met::of(&self.met);
        let odd = || Error::Broken(format!("an answer to match {} is not understood", self.match_id));
        let answer = Answer {
            met: met.ok_or_else(odd)?,
            by: MemberId(self.member_id),
            useful: self.useful.map(|useful| useful > 0),
            helps: serde_json::from_str(&self.helps)?,
            thanks: self.thanks,
            note: self.note,
            at: at(self.at),
        };
        Ok((MatchId(self.match_id), answer))
    }
}

macro_rules! select {
    ($rest:literal) => {
        q(concat!("select a.match_id, a.member_id, a.met, a.useful, a.helps, a.thanks, a.note, a.at from answers a ", $rest))
    };
}

/// Writes an answer down; what the same member said before goes.
pub async fn put(tx: &mut Tx, community: &CommunityId, of: &MatchId, answer: &Answer) -> Result<()> {
    let sql = "insert into answers (community_id, match_id, member_id, met, useful, helps, thanks, note, at)
               values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
               on conflict (community_id, match_id, member_id) do update set met = excluded.met, useful = excluded.useful,
                 helps = excluded.helps, thanks = excluded.thanks, note = excluded.note, at = excluded.at";
    q(sql)
        .bind(community)
        .bind(of)
        .bind(&answer.by)
        .bind(answer.met.word())
        .bind(Value::Int(answer.useful.map(i64::from)))
        .bind(serde_json::to_string(&answer.helps)?)
        .bind(&answer.thanks)
        .bind(&answer.note)
        .bind(answer.at)
        .run(tx)
        .await
        .map(drop)
}

/// What the people of a match said.
pub async fn of_match(tx: &mut Tx, community: &CommunityId, of: &MatchId) -> Result<Vec<Answer>> {
    let query = select!("where a.community_id = $1 and a.match_id = $2 order by a.member_id");
    let rows: Vec<Row> = query.bind(community).bind(of).all(tx).await?;
    rows.into_iter().map(|row| row.answer().map(|answer| answer.1)).collect()
}

/// What was said about a round's matches, match by match.
pub async fn of_round(
    tx: &mut Tx,
    community: &CommunityId,
    round: &RoundId,
) -> Result<Vec<(MatchId, Answer)>> {
    let query = select!(
        "join matches x on x.community_id = a.community_id and x.id = a.match_id and x.round_id = $2
         where a.community_id = $1 order by a.match_id, a.member_id"
    );
    let rows: Vec<Row> = query.bind(community).bind(round).all(tx).await?;
    rows.into_iter().map(Row::answer).collect()
}

/// When somebody is asked whether they met; none is never.
pub async fn ask_at(
    tx: &mut Tx,
    community: &CommunityId,
    of: &MatchId,
    member: &MemberId,
    when: Option<Timestamp>,
) -> Result<()> {
    let sql = "update match_members set met_due_at = $4
               where community_id = $1 and match_id = $2 and member_id = $3";
    q(sql).bind(community).bind(of).bind(member).bind(instant(when)).run(tx).await.map(drop)
}

/// Writes down that somebody was asked. How often now.
pub async fn asked(tx: &mut Tx, community: &CommunityId, of: &MatchId, member: &MemberId) -> Result<()> {
    let sql = "update match_members set met_due_at = null, n_met_asked = n_met_asked + 1
               where community_id = $1 and match_id = $2 and member_id = $3";
    q(sql).bind(community).bind(of).bind(member).run(tx).await.map(drop)
}

/// How often somebody was asked.
pub async fn n_asked(tx: &mut Tx, community: &CommunityId, of: &MatchId, member: &MemberId) -> Result<i64> {
    let sql = "select n_met_asked from match_members
               where community_id = $1 and match_id = $2 and member_id = $3";
    q(sql).bind(community).bind(of).bind(member).number(tx).await
}

/// Who of a round is to be asked now.
pub async fn due(
    tx: &mut Tx,
    community: &CommunityId,
    round: &RoundId,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<(MatchId, MemberId)>> {
    let sql = "select mm.match_id, mm.member_id from match_members mm
               join matches x on x.community_id = mm.community_id and x.id = mm.match_id and x.round_id = $2
                 and x.stage = 'on'
               where mm.community_id = $1 and mm.met_due_at <= $3 and mm.answer = 'accepted'
               order by mm.met_due_at, mm.match_id, mm.member_id limit $4";
    let rows: Vec<(String, String)> =
        q(sql).bind(community).bind(round).bind(now).bind(limit).all(tx).await?;
    Ok(rows.into_iter().map(|(of, member)| (MatchId(of), MemberId(member))).collect())
}

/// When somebody of a round is to be asked next.
pub async fn next_due(tx: &mut Tx, community: &CommunityId, round: &RoundId) -> Result<Option<Timestamp>> {
    let sql = "select min(mm.met_due_at) from match_members mm
               join matches x on x.community_id = mm.community_id and x.id = mm.match_id and x.round_id = $2
                 and x.stage = 'on'
               where mm.community_id = $1 and mm.answer = 'accepted'";
    let row: Option<(Option<i64>,)> = q(sql).bind(community).bind(round).maybe(tx).await?;
    Ok(row.and_then(|row| row.0).map(at))
}

/// The last match of these two, before this one, that took place: its id, and the note that the first one made.
pub async fn last_note(
    tx: &mut Tx,
    community: &CommunityId,
    me: &MemberId,
    other: &MemberId,
    without: &MatchId,
) -> Result<Option<(Timestamp, String)>> {
    let sql = "select a.at, a.note from answers a
               join match_members mm on mm.community_id = a.community_id and mm.match_id = a.match_id and mm.member_id = $3
               where a.community_id = $1 and a.member_id = $2 and a.match_id <> $4 and a.met = 'yes'
               order by a.at desc, a.match_id limit 1";
    let row: Option<(i64, String)> =
        q(sql).bind(community).bind(me).bind(other).bind(without).maybe(tx).await?;
    Ok(row.map(|(when, note)| (at(when), note)))
}

/// Removes what somebody wrote: their answers go with them, and what others said of help stays without them.
pub async fn forget(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<()> {
    q("delete from answers where community_id = $1 and member_id = $2")
        .bind(community)
        .bind(member)
        .run(tx)
        .await
        .map(drop)
}
