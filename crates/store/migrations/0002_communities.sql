-- Communities, their members, and what these ask and offer. community_id comes first in every key.
create table communities (
    id text not null primary key,
    name text not null,
    place text not null,
    time_zone text not null,
    round_every_weeks {int} not null,
    repeat_window_weeks {int} not null,
    created_at {int} not null
) {strict};

create table members (
    community_id text not null references communities (id) on delete cascade,
    id text not null,
    person_id text references people (id),
    invited_address text,
    address_key text,
    role text not null check (role in ('member', 'organiser', 'owner')),
    standing text not null check (standing in ('invited', 'active', 'suspended')),
    since {int} not null,
    profile text not null,
    name_key {key} not null,
    -- The words of the profile, and those of open asks and offers.
    search_text text not null,
    said_text text not null,
    -- The id in the organiser's own list, when the member came from one.
    listed_as text,
    primary key (community_id, id),
    unique (community_id, person_id),
    unique (community_id, address_key)
) {strict};
create index members_by_person on members (person_id);
create index members_by_name on members (community_id, name_key, id);
create index members_by_age on members (community_id, since);
create index members_by_list on members (community_id, listed_as);
create index members_by_address on members (address_key);

create table entries (
    community_id text not null,
    id text not null,
    member_id text not null,
    side text not null check (side in ('ask', 'offer')),
    kind text,
    text text not null,
    position {int} not null,
    since {int} not null,
    closed_at {int},
    thanks text,
    primary key (community_id, id),
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade
) {strict};
create index entries_by_member on entries (community_id, member_id, side, position);
create index entries_by_age on entries (community_id, side, since);

-- Whom a member would rather not meet. Shown to nobody but that member.
create table kept_apart (
    community_id text not null,
    member_id text not null,
    other_id text not null,
    since {int} not null,
    primary key (community_id, member_id, other_id),
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade,
    foreign key (community_id, other_id) references members (community_id, id) on delete cascade
) {strict};
create index kept_apart_by_other on kept_apart (community_id, other_id);

-- Such wishes while one of the two is gone: both as keyed hashes of their addresses, until they come back.
create table resting_wishes (
    community_id text not null references communities (id) on delete cascade,
    wisher_hash text not null,
    other_hash text not null,
    since {int} not null,
    primary key (community_id, wisher_hash, other_hash)
) {strict};
create index resting_wishes_by_other on resting_wishes (community_id, other_hash);
create index resting_wishes_by_wisher on resting_wishes (wisher_hash);

-- How a member was asked in, by whom and when; stays when they came. One for a seat: asking again renews it. The link is
-- made when the letter is written, and nothing of it shows: whether a letter was written is nobody's to know.
create table invitations (
    community_id text not null,
    member_id text not null,
    inviter_id text not null,
    made_seat {int} not null,
    created_at {int} not null,
    lettered_at {int},
    secret_hash text unique,
    link_at {int},
    link_until {int},
    primary key (community_id, member_id),
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade
) {strict};
create index invitations_by_link on invitations (link_until);

-- A spreadsheet of members on its way in, and what became of each row.
create table imports (
    community_id text not null references communities (id) on delete cascade,
    id text not null,
    person_id text,
    file_name text not null,
    stage text not null check (stage in ('reading', 'previewed', 'applying', 'stopped', 'applied', 'undoing', 'undone')),
    n_rows {int} not null,
    n_done {int} not null,
    report text not null,
    created_at {int} not null,
    changed_at {int} not null,
    primary key (community_id, id)
) {strict};
create index imports_by_person on imports (person_id);
create index imports_by_age on imports (changed_at);

-- The file itself, packed and in parts, until it is applied: it may be read once more with other columns.
create table import_files (
    community_id text not null,
    import_id text not null,
    part {int} not null,
    body text not null,
    primary key (community_id, import_id, part),
    foreign key (community_id, import_id) references imports (community_id, id) on delete cascade
) {strict};
create table import_rows (
    community_id text not null,
    import_id text not null,
    line {int} not null,
    outcome text not null check (outcome in
        ('new', 'changed', 'same', 'set_aside', 'added', 'updated', 'taken_back', 'kept')),
    member_id text,
    address_key text,
    name_key text not null,
    listed_as text,
    -- What the row says, as JSON.
    content text not null,
    -- Which fields it changes, and what there is to say about it, as JSON lists.
    fields text not null,
    notes text not null,
    -- The member before and a hash of the member after it was applied: what undoing needs.
    before text,
    after_hash text,
    primary key (community_id, import_id, line),
    foreign key (community_id, import_id) references imports (community_id, id) on delete cascade
) {strict};
create index import_rows_by_outcome on import_rows (community_id, import_id, outcome, line);
create index import_rows_by_member on import_rows (community_id, member_id);
create index import_rows_by_address on import_rows (address_key);
create index import_rows_by_name on import_rows (community_id, name_key);

-- Whose profile a person opened, and when first: what bounds how many new people one sees in a day.
create table openings (
    person_id text not null references people (id) on delete cascade,
    community_id text not null,
    member_id text not null,
    at {int} not null,
    primary key (person_id, community_id, member_id),
    foreign key (community_id, member_id) references members (community_id, id) on delete cascade
) {strict};
create index openings_by_age on openings (person_id, at);
create index openings_by_member on openings (community_id, member_id);

-- What a person keeps of communities that they left, or brought along from another installation: parts of their archive.
create table kept (
    person_id text not null references people (id) on delete cascade,
    kind text not null check (kind in ('membership', 'event', 'promise', 'introduction')),
    id text not null,
    content text not null,
    primary key (person_id, kind, id)
) {strict};
