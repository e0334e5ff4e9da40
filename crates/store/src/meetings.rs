//! Meetings of matches, as they are kept.

use goodword_domain::communities::CommunityId;
use goodword_domain::matches::MatchId;
use goodword_domain::meetings::{Meeting, Stage};
use goodword_domain::members::MemberId;
use goodword_domain::people::PersonId;
use goodword_domain::rounds::stages::RoundId;
use goodword_domain::times::Slot;
use jiff::Timestamp;

use crate::query::{at, instant, q};
use crate::{Result, Tx};

/// Writes a meeting down, or what changed about it.
pub async fn put(tx: &mut Tx, community: &CommunityId, meeting: &Meeting, now: Timestamp) -> Result<()> {
    let sql = "insert into meetings (community_id, match_id, stage, from_at, to_at, content, changed_at)
               values ($1, $2, $3, $4, $5, $6, $7)
               on conflict (community_id, match_id) do update set stage = excluded.stage, from_at = excluded.from_at,
                 to_at = excluded.to_at, content = excluded.content, changed_at = excluded.changed_at";
    let slot = meeting.at();
    let stage = match meeting.stage {
        Stage::Open => "open",
        Stage::Agreed { .. } => "agreed",
        Stage::CalledOff => "called_off",
    };
    q(sql)
        .bind(community)
        .bind(&meeting.of)
        .bind(stage)
        .bind(instant(slot.map(|slot| slot.from)))
        .bind(instant(slot.map(|slot| slot.to)))
        .bind(serde_json::to_string(meeting)?)
        .bind(now)
        .run(tx)
        .await
        .map(drop)
}

/// The meeting of a match.
pub async fn find(tx: &mut Tx, community: &CommunityId, of: &MatchId) -> Result<Option<Meeting>> {
    let sql = "select content from meetings where community_id = $1 and match_id = $2";
    let row: Option<(String,)> = q(sql).bind(community).bind(of).maybe(tx).await?;
    Ok(row.map(|row| serde_json::from_str(&row.0)).transpose()?)
}

/// How many matches of a round have agreed on a time.
pub async fn n_agreed(tx: &mut Tx, community: &CommunityId, round: &RoundId) -> Result<i64> {
    let sql = "select count(*) from meetings t join matches x on x.community_id = t.community_id and x.id = t.match_id
               where t.community_id = $1 and x.round_id = $2 and t.stage = 'agreed'";
    q(sql).bind(community).bind(round).number(tx).await
}

/// When a person is taken by meetings that are agreed, in whatever community, from an instant on.
pub async fn taken(tx: &mut Tx, person: &PersonId, from: Timestamp) -> Result<Vec<Slot>> {
    let sql = "select t.from_at, t.to_at from meetings t
               join match_members mm on mm.community_id = t.community_id and mm.match_id = t.match_id
                 and mm.answer in ('asked', 'accepted')
               join members m on m.community_id = mm.community_id and m.id = mm.member_id
               where m.person_id = $1 and t.stage = 'agreed' and t.to_at > $2 order by t.from_at, t.match_id";
    let rows: Vec<(i64, i64)> = q(sql).bind(person).bind(from).all(tx).await?;
    Ok(rows.into_iter().map(|(from, to)| Slot { from: at(from), to: at(to) }).collect())
}

/// A meeting of somebody's, for their own calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// The meeting.
    pub meeting: Meeting,
    /// Whose seat it is.
    pub member: MemberId,
    /// When it last changed.
    pub changed: Timestamp,
}

/// A member's agreed meetings from an instant on.
pub async fn agreed_of(
    tx: &mut Tx,
    community: &CommunityId,
    member: &MemberId,
    from: Timestamp,
) -> Result<Vec<Own>> {
    let sql = "select t.content, t.changed_at from meetings t
               join match_members mm on mm.community_id = t.community_id and mm.match_id = t.match_id
                 and mm.member_id = $2 and mm.answer in ('asked', 'accepted')
               where t.community_id = $1 and t.stage = 'agreed' and t.to_at > $3
               order by t.from_at, t.match_id limit 500";
    let rows: Vec<(String, i64)> = q(sql).bind(community).bind(member).bind(from).all(tx).await?;
    let own = |(content, changed): (String, i64)| -> Result<Own> {
        Ok(Own { meeting: serde_json::from_str(&content)?, member: member.clone(), changed: at(changed) })
    };
    rows.into_iter().map(own).collect()
}
