-- Words to find members by. Kept in step with members by triggers; what is deleted is overwritten here, too.
-- They are folded and cut at spaces before they come here; "ascii" takes every other letter for a part of a word.
create virtual table members_search using fts5 (
    search_text, said_text, content = 'members', content_rowid = 'rowid', tokenize = 'ascii', prefix = '2 3'
);
insert into members_search (members_search, rank) values ('secure-delete', 1);
create trigger members_search_in after insert on members begin
    insert into members_search (rowid, search_text, said_text) values (new.rowid, new.search_text, new.said_text);
end;
create trigger members_search_out after delete on members begin
    insert into members_search (members_search, rowid, search_text, said_text)
    values ('delete', old.rowid, old.search_text, old.said_text);
end;
create trigger members_search_new after update of search_text, said_text on members
when old.search_text <> new.search_text or old.said_text <> new.said_text begin
    insert into members_search (members_search, rowid, search_text, said_text)
    values ('delete', old.rowid, old.search_text, old.said_text);
    insert into members_search (rowid, search_text, said_text) values (new.rowid, new.search_text, new.said_text);
end;
