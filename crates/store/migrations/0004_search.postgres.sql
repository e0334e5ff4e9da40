-- Words to find members by. They are folded and cut at spaces before they come here: the same words as in the file.
create index members_search on members using gin (
    array_to_tsvector(array_remove(string_to_array(search_text || ' ' || said_text, ' '), ''))
);
