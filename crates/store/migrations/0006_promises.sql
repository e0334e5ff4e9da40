-- Promises. Each belongs to the two people between whom it is, and to no community: whoever leaves one keeps them.
-- An erased receiver is left as an id that names nobody, without words; what an erased giver promised goes with them.
create table promises (
    id text not null primary key,
    giver_id text not null references people (id) on delete cascade,
    receiver_id text not null,
    -- As they were called where they knew each other then, and where that was, for counts.
    giver_name text not null,
    receiver_name text not null,
    community_id text,
    meeting_id text,
    -- Not shown to its receiver: who would rather not meet somebody hears nothing from them.
    unheard_at {int},
    kind text not null,
    what text not null,
    given_at {int} not null,
    due_on text not null,
    due_at {int} not null,
    counts_from {int} not null,
    n_moves {int} not null,
    time_zone text not null,
    read_back_at {int},
    -- What its giver said, and what its receiver said.
    word text not null check (word in ('nothing', 'asked', 'lapsed', 'kept', 'released')),
    word_at {int},
    words text not null,
    answer text not null check (answer in ('nothing', 'confirmed', 'missed', 'declined')),
    answer_at {int},
    thanks text,
    size {int} not null,
    -- Since when its giver wants no reminders of it.
    quiet_at {int}
) {strict};
create index promises_by_giver on promises (giver_id, due_at, id);
create index promises_by_receiver on promises (receiver_id, due_at, id);
create index promises_by_community on promises (community_id, given_at, id);

-- Links in letters about a promise: what one side may say without signing in. Secrets are kept as hashes.
create table promise_links (
    secret_hash text not null primary key,
    promise_id text not null references promises (id) on delete cascade,
    side text not null check (side in ('giver', 'receiver')),
    ends_at {int} not null
) {strict};
create index promise_links_by_promise on promise_links (promise_id);
create index promise_links_by_end on promise_links (ends_at);

-- What the word of somebody about others weighs, in millionths: worked out once a day. Of an erased receiver it stays as it was.
create table trusts (
    person_id text not null primary key,
    weight {int} not null
) {strict};

-- Where somebody shares how well they keep their word.
create table word_shared (
    community_id text not null,
    member_id text not null,
    since {int} not null,
    primary key (community_id, member_id),
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade
) {strict};
