-- Rounds, who is in them, the matches that they yield, and what became of these.
create table rounds (
    community_id text not null references communities (id) on delete cascade,
    id text not null,
    -- The period of the community's calendar that made it: each makes one, whatever clocks and instances do.
    period text,
    on_day text not null,
    terms text not null,
    stage text not null check (stage in ('draft', 'planning', 'previewed', 'released', 'closed')),
    facts text not null,
    -- What planning is doing at present, a closed word.
    doing text,
    -- What was read beside the members: ids, days and numbers. Then the outcome in numbers.
    remembered text,
    summary text,
    made_at {int} not null,
    primary key (community_id, id),
    unique (community_id, period)
) {strict};
create index rounds_by_day on rounds (community_id, on_day, id);

-- Whether a member comes to a round, where they said so.
create table round_choices (
    community_id text not null,
    round_id text not null,
    member_id text not null,
    choice text not null check (choice in ('in', 'out')),
    at {int} not null,
    primary key (community_id, round_id, member_id),
    foreign key (community_id, round_id) references rounds (community_id, id) on delete cascade,
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade
) {strict};
create index round_choices_by_member on round_choices (community_id, member_id);

-- The members as the round read them. Who leaves stays as a number: what they said goes.
create table round_members (
    community_id text not null,
    round_id text not null,
    member_id text not null,
    -- In the order in which they were read; none for those who were not.
    position {int},
    state text not null check (state in ('away', 'left_out', 'matched', 'waiting', 'gone')),
    -- Why they meet nobody: a closed word, and its sentence.
    why text,
    sentence text,
    since {int} not null,
    -- When they were told that they meet nobody.
    told_at {int},
    -- The member as they were read, as JSON.
    content text,
    primary key (community_id, round_id, member_id),
    foreign key (community_id, round_id) references rounds (community_id, id) on delete cascade
) {strict};
create index round_members_by_member on round_members (community_id, member_id);
create index round_members_by_state on round_members (community_id, round_id, state, since, member_id);

create table matches (
    community_id text not null,
    id text not null,
    round_id text not null,
    position {int} not null,
    stage text not null check (stage in ('proposed', 'asked', 'on', 'off')),
    -- From where it is: planned, edited, rematched.
    made_by text not null,
    -- What each could give each, both ways, as JSON: so that it can be opened years later.
    reasons text not null,
    -- What they can do for each other, and the chance with which they were drawn, if they were: in millionths.
    mutual {int} not null,
    drawn {int},
    note text,
    locked_at {int},
    made_at {int} not null,
    asked_at {int},
    answer_by {int},
    ended_at {int},
    primary key (community_id, id),
    foreign key (community_id, round_id) references rounds (community_id, id) on delete cascade
) {strict};
create index matches_by_round on matches (community_id, round_id, stage, position, id);
create index matches_by_answer on matches (community_id, round_id, stage, answer_by);

-- Names stay, for those who met them, until somebody is erased. Help that was held out is in millionths.
create table match_members (
    community_id text not null,
    match_id text not null,
    member_id text not null,
    position {int} not null,
    name text not null,
    answer text not null check (answer in ('unasked', 'asked', 'accepted', 'declined', 'expired', 'left')),
    answered_at {int},
    -- When they were reminded, and when they were shown what they decline: each once.
    reminded_at {int},
    shown_at {int},
    -- When they are asked whether they met, and how often they were.
    met_due_at {int},
    n_met_asked {int} not null default 0,
    receives {int} not null,
    gives {int} not null,
    primary key (community_id, match_id, member_id),
    foreign key (community_id, match_id) references matches (community_id, id) on delete cascade
) {strict};
create index match_members_by_member on match_members (community_id, member_id, match_id);

create index match_members_by_met on match_members (community_id, met_due_at);

-- When and where the people of a match meet. The content is the meeting as JSON.
create table meetings (
    community_id text not null,
    match_id text not null,
    stage text not null check (stage in ('open', 'agreed', 'called_off')),
    from_at {int},
    to_at {int},
    content text not null,
    changed_at {int} not null,
    primary key (community_id, match_id),
    foreign key (community_id, match_id) references matches (community_id, id) on delete cascade
) {strict};
create index meetings_by_time on meetings (community_id, stage, to_at);

-- What became of a match, as one of its people says. Who helped whom is a JSON list; notes are for whoever wrote them.
create table answers (
    community_id text not null,
    match_id text not null,
    member_id text not null,
    met text not null check (met in ('yes', 'not_yet', 'no')),
    useful {int},
    helps text not null,
    thanks text not null,
    note text not null,
    at {int} not null,
    primary key (community_id, match_id, member_id),
    foreign key (community_id, match_id) references matches (community_id, id) on delete cascade
) {strict};
create index answers_by_member on answers (community_id, member_id);

-- Links in mails: what a member may do without signing in. Secrets are kept as hashes.
create table links (
    secret_hash text not null primary key,
    community_id text not null,
    member_id text not null,
    what text not null check (what in ('match', 'round', 'feed')),
    subject_id text not null,
    made_at {int} not null,
    ends_at {int},
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade
) {strict};
create index links_by_member on links (community_id, member_id, what);
create index links_by_end on links (ends_at);

-- When a community holds rounds by itself.
create table calendars (
    community_id text not null primary key references communities (id) on delete cascade,
    terms text not null,
    changed_at {int} not null
) {strict};
