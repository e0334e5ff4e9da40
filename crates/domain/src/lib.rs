//! The words and rules of networking by helping: members, asks, offers, rounds.
