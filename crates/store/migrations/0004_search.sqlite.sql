-- Words to find members by. Kept in step with members by triggers; what is deleted is overwritten here, too.
create virtual table members_search using fts5 (
    search_text, community_id unindexed, content = 'members', content_rowid = 'rowid',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
insert into members_search (members_search, rank) values ('secure-delete', 1);
create trigger members_search_in after insert on members begin
    insert into members_search (rowid, search_text, community_id)
    values (new.rowid, new.search_text, new.community_id);
end;
create trigger members_search_out after delete on members begin
    insert into members_search (members_search, rowid, search_text, community_id)
    values ('delete', old.rowid, old.search_text, old.community_id);
end;
create trigger members_search_new after update of search_text on members begin
    insert into members_search (members_search, rowid, search_text, community_id)
    values ('delete', old.rowid, old.search_text, old.community_id);
    insert into members_search (rowid, search_text, community_id)
    values (new.rowid, new.search_text, new.community_id);
end;
