//! The doors of the house: setting up, signing in, sessions and tokens, invitations. On both engines.

mod invitations;
mod sessions_and_tokens;
mod set_up;
mod sign_in;
mod support;
