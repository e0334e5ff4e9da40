//! Reading the letters that a house has written and not sent: there is no mail server in tests.

use goodword_app::outside::Secret;
use goodword_app::{Actor, Error, jobs, mail};
use goodword_testkit::TestHouse;

/// Does all jobs, then shows every letter that waits, as (address, text), oldest first.
pub async fn letters(house: &TestHouse) -> Vec<(String, String)> {
    jobs::work(&house.app).await.unwrap();
    let mut waiting = mail::waiting_for(&house.app, &Actor::OPERATOR).await.unwrap();
    waiting.sort_by(|a, b| (a.since, &a.id).cmp(&(b.since, &b.id)));
    waiting.into_iter().map(|letter| (letter.to, letter.content.expect("no mail server").1)).collect()
}

/// The letters to one address, oldest first if the clock went on in between.
pub async fn letters_to(house: &TestHouse, address: &str) -> Vec<String> {
    let all = letters(house).await;
    all.into_iter().filter(|(to, _)| to.eq_ignore_ascii_case(address)).map(|(_, text)| text).collect()
}

/// The one letter that is there now and was not before.
pub async fn new_letter(house: &TestHouse, address: &str, before: &[String]) -> String {
    let mut new = letters_to(house, address).await;
    new.retain(|letter| !before.contains(letter));
    assert_eq!(new.len(), 1, "one new letter");
    new.remove(0)
}

/// The secret of the first link in a letter whose path begins like this.
pub fn secret_in(text: &str, path: &str) -> Secret {
    let after = text.split_once(path).unwrap_or_else(|| panic!("no {path} in {text}")).1;
    Secret::shown(after.split(|c: char| c.is_whitespace() || c == ')').next().unwrap_or_default())
}

/// The code of a refusal.
pub fn code<T>(result: Result<T, Error>) -> String {
    match result {
        Err(Error::Refused(refused)) => refused.code.to_owned(),
        Err(other) => format!("{other:?}"),
        Ok(_) => "done".to_owned(),
    }
}
