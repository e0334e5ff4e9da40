-- Introductions. Each belongs to its three people, and to no community.
create table introductions (
    id text not null primary key,
    introducer_id text not null references people (id) on delete cascade,
    introducer_name text not null,
    -- The promise or the ask that it comes from, if from one.
    promise_id text,
    community_id text,
    ask_id text,
    made_at {int} not null,
    version {int} not null,
    stage text not null check (stage in ('drafted', 'asked_first', 'asked_second', 'joined', 'ended')),
    -- When the side was asked that is asked, or was asked last; when the first said yes; when both had.
    asked_at {int},
    yes_at {int},
    joined_at {int},
    ended_by text check (ended_by in ('first', 'second')),
    why text check (why in ('no', 'not_now', 'silence', 'taken_back')),
    -- A side that is not asked, though it looks so: they and another of the three would rather not meet.
    unheard text check (unheard in ('first', 'second'))
) {strict};
create index introductions_by_introducer on introductions (introducer_id, made_at, id);
create index introductions_by_promise on introductions (promise_id);

-- The two who are brought together. An erased one is left as an id that names nobody, without words.
create table introduction_sides (
    introduction_id text not null references introductions (id) on delete cascade,
    side text not null check (side in ('first', 'second')),
    person_id text,
    -- Of somebody who is not here, where the introducer knows it or they gave it themselves.
    address text,
    address_key text,
    name text not null,
    told text not null,
    reach text not null,
    outcome text not null check (outcome in ('nothing', 'helped', 'not')),
    outcome_at {int},
    thanks text,
    worth {int} not null,
    -- When they said no, whatever became of it: they are not asked the same again.
    no_at {int},
    primary key (introduction_id, side)
) {strict};
create index introduction_sides_by_person on introduction_sides (person_id, introduction_id);
create index introduction_sides_by_address on introduction_sides (address_key);

-- Links in letters, and those that an introducer hands on: what one side may say without signing in. Kept as hashes.
create table introduction_links (
    secret_hash text not null primary key,
    introduction_id text not null references introductions (id) on delete cascade,
    side text not null check (side in ('first', 'second')),
    version {int} not null,
    ends_at {int} not null
) {strict};
create index introduction_links_by_introduction on introduction_links (introduction_id);
create index introduction_links_by_end on introduction_links (ends_at);

-- By which earlier introductions the introducer knew the two.
create table introduction_chains (
    introduction_id text not null references introductions (id) on delete cascade,
    earlier_id text not null references introductions (id) on delete cascade,
    primary key (introduction_id, earlier_id)
) {strict};
create index introduction_chains_by_earlier on introduction_chains (earlier_id);
