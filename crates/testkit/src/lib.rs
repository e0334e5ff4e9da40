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

mod canaries;
mod clock;
mod database;
mod heard;
mod house;
pub mod mail_sink;
pub mod manners;
pub mod pairs;
mod private;
pub mod simulation;
mod site;
mod village;
mod world;

pub use canaries::Canaries;
pub use clock::{RepeatingChance, ToldClock};
pub use database::{Database, Engine};
pub use heard::Heard;
pub use house::{TestHouse, on_both, person_actor};
pub use site::{Shown, TestSite, Told};
pub use village::Village;
pub use world::{Where, World};
