-- People who can sign in, and the ways by which they are known to be themselves. Secrets are kept as hashes.
create table people (
    id text not null primary key,
    address text not null,
    address_key text not null unique,
    name text not null,
    created_at {int} not null,
    operator_since {int}
) {strict};

-- Links to sign in, for ten minutes. `here_hash` is the browser that asked; only there the link, or its code, opens a session.
create table sign_ins (
    id text not null primary key,
    person_id text not null references people (id) on delete cascade,
    secret_hash text not null unique,
    here_hash text,
    code_hash text not null,
    n_guesses {int} not null,
    created_at {int} not null,
    expires_at {int} not null
) {strict};
create index sign_ins_by_person on sign_ins (person_id);
create index sign_ins_by_here on sign_ins (here_hash);
create index sign_ins_by_expiry on sign_ins (expires_at);

create table sessions (
    id text not null primary key,
    person_id text not null references people (id) on delete cascade,
    secret_hash text not null unique,
    device text not null,
    created_at {int} not null,
    seen_at {int} not null,
    expires_at {int} not null
) {strict};
create index sessions_by_person on sessions (person_id);
create index sessions_by_expiry on sessions (expires_at);

create table tokens (
    id text not null primary key,
    person_id text not null references people (id) on delete cascade,
    secret_hash text not null unique,
    name text not null,
    scope text not null check (scope in ('read', 'write')),
    created_at {int} not null,
    used_at {int},
    expires_at {int}
) {strict};
create index tokens_by_person on tokens (person_id);
create index tokens_by_expiry on tokens (expires_at);

-- How often something was done in a short span of time, by whom (a keyed hash), and when that no longer counts.
create table budgets (
    name text not null,
    subject text not null,
    began_at {int} not null,
    ends_at {int} not null,
    n {int} not null,
    -- Whose address stands in the subject: another keyed hash, to find them by when they are erased.
    about text,
    primary key (name, subject, began_at)
) {strict};
create index budgets_by_about on budgets (about);
create index budgets_by_end on budgets (ends_at);

-- Addresses that never want mail from here again, as keyed hashes: they outlast the erasure of everything else.
create table suppressions (
    address_hash text not null primary key,
    since {int} not null
) {strict};
