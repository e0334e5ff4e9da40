-- What happened, what is to be done, and what is to be sent.

-- Ids and closed words only: nothing that anybody wrote.
create table events (
    id text not null primary key,
    community_id text,
    at {int} not null,
    actor text not null,
    what text not null,
    subject text,
    facts text not null
) {strict};
create index events_by_community on events (community_id, at, id);
create index events_by_actor on events (actor, at, id);

create table jobs (
    id text not null primary key,
    kind text not null,
    body text not null,
    due_at {int} not null,
    attempts {int} not null,
    leased_until {int} not null,
    fence {int} not null,
    once_key text unique,
    failed_at {int},
    last_error text
) {strict};
create index jobs_by_due on jobs (due_at, id);

-- Which period of a schedule has been queued: each once, whatever clocks and instances do.
create table schedules (
    name text not null,
    period text not null,
    primary key (name, period)
) {strict};

create table outbox (
    id text not null primary key,
    community_id text,
    person_id text,
    class text not null check (class in ('must_arrive', 'human_visible')),
    what text not null,
    to_address text not null,
    subject text not null,
    plain text not null,
    html text not null,
    message_id text not null unique,
    headers text not null,
    -- What calendars are told with it.
    calendar text,
    stage text not null check (stage in ('queued', 'sending', 'sent', 'unknown', 'failed')),
    due_at {int} not null,
    attempts {int} not null,
    leased_until {int} not null,
    fence {int} not null,
    data_began_at {int},
    created_at {int} not null,
    ended_at {int},
    last_error text
) {strict};
create index outbox_by_due on outbox (stage, due_at, id);
create index outbox_by_community on outbox (community_id, created_at, id);
create index outbox_by_person on outbox (person_id);

-- How often something was done, ever: for /metrics.
create table tallies (
    name text not null primary key,
    n {int} not null
) {strict};

-- A call that creates something, once: the same key by the same caller finds what it made before.
create table once (
    caller text not null,
    key text not null,
    what text not null,
    fingerprint text not null,
    made text not null,
    created_at {int} not null,
    primary key (caller, key)
) {strict};
create index once_by_age on once (created_at);

-- Facts about this installation: its own secret, the set-up link, whether the outbox is held back.
create table instance (
    key text not null primary key,
    value text not null
) {strict};
