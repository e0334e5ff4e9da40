//! The words and rules of networking by helping: members, asks, offers, kinds of help, scoring with reasons,
//! rounds.
//!
//! Pure: nothing here reads a file, looks at the clock, throws dice that were not handed in, or knows who is
//! asking. Days and seeds are arguments. Sentences come from [`reasons`], numbers from [`scoring`].

pub mod answers;
pub mod browsing;
pub mod chance;
pub mod coach;
pub mod communities;
pub mod community;
pub mod help;
pub mod ids;
pub mod introductions;
pub mod matches;
pub mod meetings;
pub mod members;
pub mod people;
pub mod profiles;
pub mod promises;
pub mod reasons;
pub mod rounds;
pub mod scoring;
pub mod steps;
pub mod tables;
pub mod times;
pub mod week;
pub mod words;
