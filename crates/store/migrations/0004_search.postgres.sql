-- Words to find members by.
create index members_search on members using gin (to_tsvector('simple', search_text));
