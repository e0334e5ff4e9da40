//! More at once than the house can do: told when to come again, and never kept waiting without end.

use axum::http::StatusCode;
use goodword_testkit::on_both;

#[tokio::test]
async fn too_many_at_once_are_told_when_to_come_again() {
    on_both(async |house| {
        let ada = house.person("Ada Samplewright", "ada@example.org").await;
        let (site, shown) = (house.site(), house.session(&ada).await);
        let mut held = Vec::new();
        while let Ok(tx) = house.app.look().await {
            held.push(tx);
        }
        assert!(held.len() >= 4, "{}", held.len());
        let told = site.get(&shown, "/api/communities").await;
        assert_eq!(told.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(told.headers["retry-after"], "2");
        assert_eq!(told.json()["code"], "busy");
        drop(held);
        assert_eq!(site.get(&shown, "/api/communities").await.status, StatusCode::OK);
    })
    .await;
}
