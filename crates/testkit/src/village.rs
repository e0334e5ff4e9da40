//! Three people in one community: the smallest place for stories of who knows whom.

use goodword_app::Actor;
use goodword_domain::communities::{CommunityId, Role};
use goodword_domain::members::MemberId;

use crate::house::TestHouse;

/// A guild that Ada owns, and Bo and Cy are in.
pub struct Village {
    /// Its owner.
    pub ada: Actor,
    /// A member.
    pub bo: Actor,
    /// A member.
    pub cy: Actor,
    /// Their community.
    pub guild: CommunityId,
    /// Bo's seat.
    pub bo_id: MemberId,
    /// Cy's seat.
    pub cy_id: MemberId,
}

impl Village {
    /// Three who have said nothing yet.
    pub async fn new(house: &TestHouse) -> Village {
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        let bo = house.person("Bo Exampleson", "bo@example.org").await;
        let cy = house.person("Cy Mockford", "cy@example.org").await;
        let guild = house.community("Guild of Samples", &ada).await;
        let bo_id = house.seat(&guild, &bo, Role::Member).await;
        let cy_id = house.seat(&guild, &cy, Role::Member).await;
        Village { ada, bo, cy, guild, bo_id, cy_id }
    }
}
