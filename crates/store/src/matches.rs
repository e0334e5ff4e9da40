//! Matches of rounds, and who is in them.

use goodword_domain::communities::CommunityId;
use goodword_domain::matches::{Answer, Match, MatchId, Seat, Stage};
use goodword_domain::members::MemberId;
use goodword_domain::rounds::stages::RoundId;
use jiff::Timestamp;

use crate::query::{Query, Value, at, instant, q, text};
use crate::{Error, Result, Tx};

/// A match as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Who, how far, what they said.
    pub of: Match,
    /// Best first.
    pub position: u32,
    /// planned, edited or rematched.
    pub made_by: String,
    /// Reasons, as JSON.
    pub reasons: String,
    /// What they can do for each other, in millionths.
    pub mutual: i64,
    /// The chance with which they were drawn, if they were, in millionths.
    pub drawn: Option<i64>,
    /// What is said to them about their match.
    pub note: Option<String>,
    /// Kept as it is when the round is planned anew, since when.
    pub locked: Option<Timestamp>,
    /// Since when it is.
    pub made: Timestamp,
    /// When its people were asked.
    pub asked: Option<Timestamp>,
    /// Until when they answer.
    pub answer_by: Option<Timestamp>,
    /// What else there is about its people, in the order of the seats.
    pub people: Vec<Guest>,
}

/// What else there is about somebody in a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// As they were called when they were matched; empty once they are erased.
    pub name: String,
    /// When they said what they said.
    pub answered: Option<Timestamp>,
    /// When they were reminded.
    pub reminded: Option<Timestamp>,
    /// When they were shown the reasons once more, on their way to decline.
    pub shown: Option<Timestamp>,
    /// Help that the others hold out to them, in millionths.
    pub receives: i64,
    /// Help that they hold out to the others.
    pub gives: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    round_id: String,
    position: i64,
    stage: String,
    made_by: String,
    reasons: String,
    mutual: i64,
    drawn: Option<i64>,
    note: Option<String>,
    locked_at: Option<i64>,
    made_at: i64,
    asked_at: Option<i64>,
    answer_by: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct GuestRow {
    match_id: String,
    member_id: String,
    name: String,
    answer: String,
    answered_at: Option<i64>,
    reminded_at: Option<i64>,
    shown_at: Option<i64>,
    receives: i64,
    gives: i64,
}

impl Row {
    fn kept(self) -> Result<Kept> {
        let odd = || Error::Broken(format!("match {} has an unknown stage", self.id));
        Ok(Kept {
            position: u32::try_from(self.position).unwrap_or(u32::MAX),
            of: Match {
                stage: Stage::of(&self.stage).ok_or_else(odd)?,
                id: MatchId(self.id),
                round: RoundId(self.round_id),
                seats: Vec::new(),
            },
            made_by: self.made_by,
            reasons: self.reasons,
            mutual: self.mutual,
            drawn: self.drawn,
            note: self.note,
            locked: self.locked_at.map(at),
            made: at(self.made_at),
            asked: self.asked_at.map(at),
            answer_by: self.answer_by.map(at),
            people: Vec::new(),
        })
    }
}

impl GuestRow {
    fn take_seat(self, kept: &mut Kept) -> Result<()> {
        let answer = Answer::of(&self.answer);
        let answer =
            answer.ok_or_else(|| Error::Broken(format!("match {} has an odd answer", self.match_id)))?;
        kept.of.seats.push(Seat { member: MemberId(self.member_id), answer });
        kept.people.push(Guest {
            name: self.name,
            answered: self.answered_at.map(at),
            reminded: self.reminded_at.map(at),
            shown: self.shown_at.map(at),
            receives: self.receives,
            gives: self.gives,
        });
        Ok(())
    }
}

macro_rules! select {
    ($rest:literal) => {
        q(concat!(
            "select x.id, x.round_id, x.position, x.stage, x.made_by, x.reasons, x.mutual, x.drawn, x.note, x.locked_at, \
             x.made_at, x.asked_at, x.answer_by from matches x ",
            $rest
        ))
    };
}

macro_rules! guests {
    ($rest:literal) => {
        q(concat!(
            "select mm.match_id, mm.member_id, mm.name, mm.answer, mm.answered_at, mm.reminded_at, mm.shown_at, mm.receives, \
             mm.gives from match_members mm ",
            $rest
        ))
    };
}

/// Adds a match with its people.
pub async fn add(tx: &mut Tx, community: &CommunityId, kept: &Kept) -> Result<()> {
    q("insert into matches (community_id, id, round_id, position, stage, made_by, reasons, mutual, drawn, note, locked_at,
       made_at, asked_at, answer_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)")
    .bind(community)
    .bind(&kept.of.id)
    .bind(&kept.of.round)
    .bind(kept.position)
    .bind(kept.of.stage.word())
    .bind(&kept.made_by)
    .bind(&kept.reasons)
    .bind(kept.mutual)
    .bind(Value::Int(kept.drawn))
    .bind(text(kept.note.as_ref()))
    .bind(instant(kept.locked))
    .bind(kept.made)
    .bind(instant(kept.asked))
    .bind(instant(kept.answer_by))
    .run(tx)
    .await?;
    for (position, (seat, guest)) in kept.of.seats.iter().zip(&kept.people).enumerate() {
        q("insert into match_members (community_id, match_id, member_id, position, name, answer, receives, gives)
           values ($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(community)
        .bind(&kept.of.id)
        .bind(&seat.member)
        .bind(i64::try_from(position).unwrap_or(i64::MAX))
        .bind(&guest.name)
        .bind(seat.answer.word())
        .bind(guest.receives)
        .bind(guest.gives)
        .run(tx)
        .await?;
    }
    Ok(())
}

/// Writes down how far a match is, and the answers that differ from those before.
pub async fn save(
    tx: &mut Tx,
    community: &CommunityId,
    before: &Match,
    after: &Match,
    now: Timestamp,
) -> Result<()> {
    if before.stage != after.stage {
        q("update matches set stage = $3,
             asked_at = case when $3 = 'asked' then coalesce(asked_at, $4) else asked_at end,
             ended_at = case when $3 = 'off' then $4 else ended_at end
           where community_id = $1 and id = $2")
        .bind(community)
        .bind(&after.id)
        .bind(after.stage.word())
        .bind(now)
        .run(tx)
        .await?;
    }
    for seat in after.seats.iter().filter(|seat| before.answer_of(&seat.member) != Some(seat.answer)) {
        q("update match_members set answer = $4, answered_at = $5
           where community_id = $1 and match_id = $2 and member_id = $3")
        .bind(community)
        .bind(&after.id)
        .bind(&seat.member)
        .bind(seat.answer.word())
        .bind(now)
        .run(tx)
        .await?;
    }
    Ok(())
}

/// The match.
pub async fn find(tx: &mut Tx, community: &CommunityId, id: &MatchId) -> Result<Option<Kept>> {
    Ok(seated(select!("where x.community_id = $1 and x.id = $2").bind(community).bind(id), community, tx)
        .await?
        .pop())
}

/// The match, for a member who is in it and was told.
pub async fn find_for(
    tx: &mut Tx,
    community: &CommunityId,
    member: &MemberId,
    id: &MatchId,
) -> Result<Option<Kept>> {
    let query = select!(
        "join match_members me on me.community_id = x.community_id and me.match_id = x.id and me.member_id = $3
         where x.community_id = $1 and x.id = $2 and x.stage <> 'proposed'"
    );
    Ok(seated(query.bind(community).bind(id).bind(member), community, tx).await?.pop())
}

/// A member's matches, those of the latest rounds first.
pub async fn all_for(
    tx: &mut Tx,
    community: &CommunityId,
    member: &MemberId,
    limit: u32,
) -> Result<Vec<Kept>> {
    let query = select!(
        "join match_members me on me.community_id = x.community_id and me.match_id = x.id and me.member_id = $2
         where x.community_id = $1 and x.stage <> 'proposed' order by x.asked_at desc,
           case when x.stage = 'off' then 1 else 0 end, x.id limit $3"
    );
    seated(query.bind(community).bind(member).bind(limit), community, tx).await
}

/// A round's matches in their order, after a position and an id; of one stage, or all.
pub async fn of_round(
    tx: &mut Tx,
    community: &CommunityId,
    round: &RoundId,
    stage: Option<Stage>,
    after: Option<(u32, &MatchId)>,
    limit: u32,
) -> Result<Vec<Kept>> {
    let (position, id) = after.map_or((-1, ""), |(position, id)| (i64::from(position), &id.0));
    let query = select!(
        "where x.community_id = $1 and x.round_id = $2 and (x.position, x.id) > ($3, $4)
           and ($5 is null or x.stage = $5) order by x.position, x.id limit $6"
    );
    let query = query.bind(community).bind(round).bind(position).bind(id);
    seated(query.bind(text(stage.map(Stage::word))).bind(limit), community, tx).await
}

/// The matches of a round in which a member is still.
pub async fn of_member(
    tx: &mut Tx,
    community: &CommunityId,
    round: &RoundId,
    member: &MemberId,
) -> Result<Vec<Kept>> {
    let query = select!(
        "join match_members me on me.community_id = x.community_id and me.match_id = x.id and me.member_id = $3
           and me.answer in ('unasked', 'asked', 'accepted')
         where x.community_id = $1 and x.round_id = $2 and x.stage <> 'off' order by x.position, x.id"
    );
    seated(query.bind(community).bind(round).bind(member), community, tx).await
}

/// All matches that a member is in still, of whatever round.
pub async fn open_of(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<Vec<Kept>> {
    let query = select!(
        "join match_members me on me.community_id = x.community_id and me.match_id = x.id and me.member_id = $2
           and me.answer in ('unasked', 'asked', 'accepted')
         join rounds r on r.community_id = x.community_id and r.id = x.round_id and r.stage in ('previewed', 'released')
         where x.community_id = $1 and x.stage <> 'off' order by x.round_id, x.position, x.id"
    );
    seated(query.bind(community).bind(member), community, tx).await
}

async fn seated(query: Query, community: &CommunityId, tx: &mut Tx) -> Result<Vec<Kept>> {
    let rows: Vec<Row> = query.all(tx).await?;
    let mut all = rows.into_iter().map(Row::kept).collect::<Result<Vec<Kept>>>()?;
    for kept in &mut all {
        let guests =
            guests!("where mm.community_id = $1 and mm.match_id = $2 order by mm.position, mm.member_id");
        let guests: Vec<GuestRow> = guests.bind(community).bind(&kept.of.id).all(tx).await?;
        guests.into_iter().try_for_each(|guest| guest.take_seat(kept))?;
    }
    Ok(all)
}

/// Who is in each match of a round, whatever became of it: (match, member), match by match.
pub async fn people(
    tx: &mut Tx,
    community: &CommunityId,
    round: &RoundId,
) -> Result<Vec<(MatchId, MemberId)>> {
    let sql = "select mm.match_id, mm.member_id from match_members mm
               join matches x on x.community_id = mm.community_id and x.id = mm.match_id and x.round_id = $2
               where mm.community_id = $1 order by mm.match_id, mm.position, mm.member_id";
    let rows: Vec<(String, String)> = q(sql).bind(community).bind(round).all(tx).await?;
    Ok(rows.into_iter().map(|(of, member)| (MatchId(of), MemberId(member))).collect())
}

/// The members of matches that only organisers know and that are locked.
pub async fn locked(tx: &mut Tx, community: &CommunityId, round: &RoundId) -> Result<Vec<MemberId>> {
    let sql = "select mm.member_id from match_members mm
               join matches x on x.community_id = mm.community_id and x.id = mm.match_id and x.round_id = $2
                 and x.stage = 'proposed' and x.locked_at is not null
               where mm.community_id = $1 order by mm.member_id";
    let rows: Vec<(String,)> = q(sql).bind(community).bind(round).all(tx).await?;
    Ok(rows.into_iter().map(|row| MemberId(row.0)).collect())
}

/// How many matches of a round are at each stage.
pub async fn counts(tx: &mut Tx, community: &CommunityId, round: &RoundId) -> Result<Vec<(String, i64)>> {
    let sql = "select stage, count(*) from matches where community_id = $1 and round_id = $2
               group by stage order by stage";
    q(sql).bind(community).bind(round).all(tx).await
}

/// How many answers of each kind there are in matches of a round that are not off.
pub async fn answers(tx: &mut Tx, community: &CommunityId, round: &RoundId) -> Result<Vec<(String, i64)>> {
    let sql = "select mm.answer, count(*) from match_members mm
               join matches x on x.community_id = mm.community_id and x.id = mm.match_id
               where x.community_id = $1 and x.round_id = $2 and x.stage <> 'proposed'
               group by mm.answer order by mm.answer";
    q(sql).bind(community).bind(round).all(tx).await
}

/// Removes the matches that only organisers know, all or those that are not locked.
pub async fn clear(tx: &mut Tx, community: &CommunityId, round: &RoundId, locked: bool) -> Result<()> {
    let sql = "delete from matches where community_id = $1 and round_id = $2 and stage = 'proposed'
               and ($3 = 1 or locked_at is null)";
    q(sql).bind(community).bind(round).bind(i64::from(locked)).run(tx).await.map(drop)
}

/// Removes a match that only organisers know.
pub async fn remove(tx: &mut Tx, community: &CommunityId, id: &MatchId) -> Result<()> {
    let sql = "delete from matches where community_id = $1 and id = $2 and stage = 'proposed'";
    q(sql).bind(community).bind(id).run(tx).await.map(drop)
}

/// Locks a match that only organisers know, or lets go of it.
pub async fn lock(
    tx: &mut Tx,
    community: &CommunityId,
    id: &MatchId,
    since: Option<Timestamp>,
) -> Result<()> {
    let sql = "update matches set locked_at = $3 where community_id = $1 and id = $2 and stage = 'proposed'";
    q(sql).bind(community).bind(id).bind(instant(since)).run(tx).await.map(drop)
}

/// Somebody joins a match as one more.
pub async fn join(
    tx: &mut Tx,
    community: &CommunityId,
    id: &MatchId,
    seat: &Seat,
    guest: &Guest,
) -> Result<()> {
    q("insert into match_members (community_id, match_id, member_id, position, name, answer, receives, gives)
       select $1, $2, $3, cast(coalesce(max(position), 0) + 1 as bigint), $4, $5, $6, $7
       from match_members where community_id = $1 and match_id = $2")
    .bind(community)
    .bind(id)
    .bind(&seat.member)
    .bind(&guest.name)
    .bind(seat.answer.word())
    .bind(guest.receives)
    .bind(guest.gives)
    .run(tx)
    .await
    .map(drop)
}

/// Until when the people of a match answer.
pub async fn answer_by(tx: &mut Tx, community: &CommunityId, id: &MatchId, until: Timestamp) -> Result<()> {
    let sql = "update matches set answer_by = $3 where community_id = $1 and id = $2";
    q(sql).bind(community).bind(id).bind(until).run(tx).await.map(drop)
}

/// Matches of a round whose time to answer is over.
pub async fn overdue(
    tx: &mut Tx,
    community: &CommunityId,
    round: &RoundId,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Kept>> {
    let query = select!(
        "where x.community_id = $1 and x.round_id = $2 and x.stage = 'asked' and x.answer_by <= $3
         order by x.answer_by, x.id limit $4"
    );
    seated(query.bind(community).bind(round).bind(now).bind(limit), community, tx).await
}

/// Matches of a round in which half the time to answer is over, and somebody who was not reminded has not answered.
pub async fn to_remind(
    tx: &mut Tx,
    community: &CommunityId,
    round: &RoundId,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Kept>> {
    let query = select!(
        "where x.community_id = $1 and x.round_id = $2 and x.stage = 'asked'
           and (x.asked_at + x.answer_by) / 2 <= $3 and x.answer_by > $3
           and exists (select 1 from match_members mm where mm.community_id = x.community_id and mm.match_id = x.id
                       and mm.answer = 'asked' and mm.reminded_at is null)
         order by x.answer_by, x.id limit $4"
    );
    seated(query.bind(community).bind(round).bind(now).bind(limit), community, tx).await
}

/// When a round's matches have to be looked after next: the first reminder, the first end of a time to answer.
pub async fn next_due(tx: &mut Tx, community: &CommunityId, round: &RoundId) -> Result<Option<Timestamp>> {
    let sql = "select min(due) from (
                 select x.answer_by as due from matches x
                 where x.community_id = $1 and x.round_id = $2 and x.stage = 'asked'
                 union all
                 select (x.asked_at + x.answer_by) / 2 as due from matches x
                 join match_members mm on mm.community_id = x.community_id and mm.match_id = x.id
                   and mm.answer = 'asked' and mm.reminded_at is null
                 where x.community_id = $1 and x.round_id = $2 and x.stage = 'asked'
               ) dues";
    let row: Option<(Option<i64>,)> = q(sql).bind(community).bind(round).maybe(tx).await?;
    Ok(row.and_then(|row| row.0).map(at))
}

/// Writes down other reasons for a match, and what it is worth now.
pub async fn reason(
    tx: &mut Tx,
    community: &CommunityId,
    id: &MatchId,
    reasons: &str,
    mutual: i64,
    note: Option<&str>,
) -> Result<()> {
    let sql = "update matches set reasons = $3, mutual = $4, note = $5 where community_id = $1 and id = $2";
    q(sql).bind(community).bind(id).bind(reasons).bind(mutual).bind(text(note)).run(tx).await.map(drop)
}

/// Writes down that somebody was reminded.
pub async fn reminded(
    tx: &mut Tx,
    community: &CommunityId,
    id: &MatchId,
    member: &MemberId,
    now: Timestamp,
) -> Result<()> {
    let sql = "update match_members set reminded_at = $4
               where community_id = $1 and match_id = $2 and member_id = $3";
    q(sql).bind(community).bind(id).bind(member).bind(now).run(tx).await.map(drop)
}

/// Writes down that somebody was shown the reasons on their way to decline.
pub async fn shown(
    tx: &mut Tx,
    community: &CommunityId,
    id: &MatchId,
    member: &MemberId,
    now: Timestamp,
) -> Result<()> {
    let sql = "update match_members set shown_at = coalesce(shown_at, $4)
               where community_id = $1 and match_id = $2 and member_id = $3";
    q(sql).bind(community).bind(id).bind(member).bind(now).run(tx).await.map(drop)
}

/// Somebody's place in an earlier match: on which day of a round, in which match, what was held out to them and by them,
/// how the match ended.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Before {
    /// The match.
    pub match_id: String,
    /// Somebody in it.
    pub member_id: String,
    /// The day of its round.
    pub on_day: String,
    /// Its stage.
    pub stage: String,
    /// Help held out to them, in millionths.
    pub receives: i64,
    /// Help that they hold out.
    pub gives: i64,
}

/// Everybody in matches of the community's released rounds, match by match; `without` is one round that is left out.
pub async fn before(tx: &mut Tx, community: &CommunityId, without: &RoundId) -> Result<Vec<Before>> {
    let sql = "select mm.match_id, mm.member_id, r.on_day, x.stage, mm.receives, mm.gives from match_members mm
               join matches x on x.community_id = mm.community_id and x.id = mm.match_id and x.stage <> 'proposed'
               join rounds r on r.community_id = x.community_id and r.id = x.round_id
               where mm.community_id = $1 and r.id <> $2
               order by r.on_day, mm.match_id, mm.position, mm.member_id";
    q(sql).bind(community).bind(without).all(tx).await
}

/// Blanks what matches hold of somebody who is erased: their name, and reasons that quote them.
pub async fn forget(tx: &mut Tx, community: &CommunityId, member: &MemberId) -> Result<()> {
    q("update matches set reasons = '[]' where community_id = $1 and id in
         (select match_id from match_members where community_id = $1 and member_id = $2)")
    .bind(community)
    .bind(member)
    .run(tx)
    .await?;
    q("update match_members set name = '' where community_id = $1 and member_id = $2")
        .bind(community)
        .bind(member)
        .run(tx)
        .await
        .map(drop)
}
