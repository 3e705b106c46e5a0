-- Reminders before a limit ends, and messages between applicant and office. Owner of everything here: crates/dossier.

-- One row per rung of the ladder: made when a clock starts or changes, gone when it stops or ends. So nothing walks over dossiers to find what is
-- nearly due.
create table dossier.reminder (
    node     text        not null,
    id       uuid        not null,
    dossier  uuid        not null,
    -- What the limit belongs to: the dossier itself or one of its open tasks.
    thing    uuid        not null,
    rung     text        not null check (rung in ('half', 'most', 'due', 'overdue')),
    at       timestamptz not null,
    -- The limit it was computed for: when that changes, the reminder is another.
    due_at   timestamptz not null,
    fired_at timestamptz,
    primary key (node, thing, rung)
);
create index reminder_next on dossier.reminder (node, at, id) where fired_at is null;
create index reminder_of_dossier on dossier.reminder (node, dossier);

-- What applicant and office wrote to each other about a dossier. Personal; the journal keeps the SHA-256. Never changed; only that it was read is noted.
create table dossier.message (
    node    text        not null,
    id      uuid        not null,
    dossier uuid        not null,
    side    text        not null check (side in ('applicant', 'office')),
    account uuid        not null,
    -- The office that writes.
    office  uuid,
    text    text        not null check (octet_length(text) <= 20000),
    -- Files as [{"document": …, "name": …}].
    files   json        not null,
    sha256  bytea       not null check (length(sha256) = 32),
    -- The key under which a program asked: asking again gives the message of the first time.
    key     text,
    sent_at timestamptz not null,
    -- When the other side saw it first.
    read_at timestamptz,
    primary key (node, id),
    check ((side = 'office') = (office is not null))
);
create index message_of_dossier on dossier.message (node, dossier, id);
create unique index message_key on dossier.message (node, account, key) where key is not null;

-- How many messages a side has not read: kept, not counted.
create table dossier.message_unread (
    node    text    not null,
    dossier uuid    not null,
    -- The side that has to read.
    side    text    not null check (side in ('applicant', 'office')),
    amount  integer not null check (amount >= 0),
    primary key (node, dossier, side)
);

grant select, insert, update, delete on dossier.reminder to motcua_app;
grant select, insert on dossier.message to motcua_app;
grant update (read_at) on dossier.message to motcua_app;
grant select, insert, update on dossier.message_unread to motcua_app;
