//! One letter, handed to the mail server (SMTP, RFC 5321), so that we know on which side of the last byte it failed.
//!
//! Up to and including the answer to `DATA` nothing has arrived, whatever happens. From the first byte of the letter on,
//! only an answer tells. So before that byte `begin` writes durably that the letter may arrive, and may also say that it
//! must not: somebody else sends it by now. No connection is kept for the next letter, and everything has its time.

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use std::time::Duration;
use tokio::time::timeout;

use super::message::Travelling;
use super::settings::{Post, Tls};

/// What became of a letter. Reasons are closed words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The server has it.
    Sent,
    /// It has not arrived; worth trying again.
    Later(String),
    /// It has not arrived, and never will.
    Refused(String),
    /// It may have arrived.
    Unknown(String),
    /// Somebody else has it by now, or that cannot be told: it did not go out.
    NotOurs,
}

/// Hands the letter to the server.
pub async fn deliver(
    post: &Post,
    hello: &str,
    letter: &Travelling,
    begin: impl Future<Output = bool>,
) -> Delivery {
    let mut connection = match within(post, introduced(post, hello)).await {
        Ok(connection) => connection,
        // Whatever is wrong so far is not this letter's fault.
        Err(why) => return Delivery::Later(why.word),
    };
    let outcome = told(&mut connection, post, letter, begin).await;
    // The letter's fate is known; whether the server hears our goodbye is not important.
    let _ = timeout(Duration::from_secs(1), connection.abort()).await;
    outcome
}

async fn told(
    connection: &mut AsyncSmtpConnection,
    post: &Post,
    letter: &Travelling,
    begin: impl Future<Output = bool>,
) -> Delivery {
    if let Err(why) = within(post, addressed(connection, letter)).await {
        return why.before_data();
    }
    if !begin.await {
        return Delivery::NotOurs;
    }
    if let Err(why) = within(post, async { connection.command(Data).await.map_err(Why::from) }).await {
        return why.before_data();
    }
    match within(post, async { connection.message(&letter.bytes).await.map_err(Why::from) }).await {
        Ok(_) => Delivery::Sent,
        Err(why) => why.after_data(),
    }
}

/// A connection that is as private as it should be, and signed in.
async fn introduced(post: &Post, hello: &str) -> Result<AsyncSmtpConnection, Why> {
    let hello = ClientId::Domain(hello.to_owned());
    let at_once = (post.tls == Tls::Implicit).then(|| privacy(post)).transpose()?;
    let server = (post.server.as_str(), post.port);
    let mut connection =
        AsyncSmtpConnection::connect_tokio1(server, Some(post.patience), &hello, at_once, None).await?;
    if post.tls == Tls::Starttls {
        connection.starttls(privacy(post)?, &hello).await?;
    }
    if let (Some(user), Some(password)) = (&post.user, &post.password) {
        let credentials = Credentials::new(user.clone(), password.clone());
        connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await?;
    }
    Ok(connection)
}

/// How the way is kept private, and by what the server proves that it is the one.
pub(super) fn privacy(post: &Post) -> Result<TlsParameters, Error> {
    let mut tls = TlsParameters::builder(post.server.clone());
    if let Some(authority) = &post.authority {
        let certificate = Certificate::from_pem(authority.as_bytes())?;
        tls = tls.add_root_certificate(certificate);
    }
    tls.build_rustls()
}

/// From whom, to whom.
async fn addressed(connection: &mut AsyncSmtpConnection, letter: &Travelling) -> Result<(), Why> {
    connection.command(Mail::new(Some(letter.from.clone()), Vec::new())).await?;
    connection.command(Rcpt::new(letter.to.clone(), Vec::new())).await?;
    Ok(())
}

/// A part of the talk, in the time that it has.
async fn within<T>(post: &Post, part: impl Future<Output = Result<T, Why>>) -> Result<T, Why> {
    let late = Why { code: None, word: "no_answer".to_owned() };
    timeout(post.patience, part).await.unwrap_or(Err(late))
}

/// Why a part of the talk did not go well.
struct Why {
    /// The server's answer, if it gave one.
    code: Option<u16>,
    word: String,
}

impl From<Error> for Why {
    fn from(error: Error) -> Why {
        let code = error.status().map(u16::from);
        let word = match code {
            Some(code) => format!("smtp_{code}"),
            None if error.is_timeout() => "no_answer".to_owned(),
            None if error.is_tls() => "tls".to_owned(),
            None if error.is_client() => "not_offered".to_owned(),
            None if error.is_response() => "answer_not_understood".to_owned(),
            None => "connection_lost".to_owned(),
        };
        Why { code, word }
    }
}

impl Why {
    /// 5xx is for ever, except where the server wants to know first who we are: that is the operator's to set right.
    fn before_data(self) -> Delivery {
        match self.code {
            Some(530 | 534 | 535 | 538) => Delivery::Later(self.word),
            Some(500..) => Delivery::Refused(self.word),
            _ => Delivery::Later(self.word),
        }
    }

    fn after_data(self) -> Delivery {
        match self.code {
            Some(400..500) => Delivery::Later(self.word),
            Some(500..) => Delivery::Refused(self.word),
            _ => Delivery::Unknown(self.word),
        }
    }
}
