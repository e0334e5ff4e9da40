//! What tests of stored and served things share: a house on either engine, a clock that is told the time,
//! chance that repeats itself.
//!
//! ```no_run
//! # #[tokio::main] async fn main() {
//! goodword_testkit::on_both(async |house| {
//!     let ada = house.person("Ada Samplewright", "ada@example.org").await;
//!     let guild = house.community("Guild of Samples", &ada).await;
//!     house.clock.forward_days(3);
//! }).await;
//! # }
//! ```

mod clock;
mod database;
mod house;
pub mod mail_sink;
mod site;
mod world;

pub use clock::{RepeatingChance, ToldClock};
pub use database::{Database, Engine};
pub use house::{TestHouse, on_both, person_actor};
pub use site::{Shown, TestSite, Told};
pub use world::{Where, World};
