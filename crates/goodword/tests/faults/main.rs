//! Nothing that was acknowledged is lost: a real `goodword serve` under faults, on both engines, with clients that remember
//! what they were told. `docs/trust.md` says what is promised, and what came of the long runs.

#[path = "../served/mod.rs"]
mod served;

mod clients;
mod ground;
mod kept;
mod postgres;

mod full_disk;
mod kills;
mod outages;
mod stopping;
