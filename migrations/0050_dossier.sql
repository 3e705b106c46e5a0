-- An application from draft to result. Owner of everything here: crates/dossier.
create schema dossier;

-- What an applicant is still writing. Not a dossier yet: no office sees it.
create table dossier.draft (
    node        text        not null,
    id          uuid        not null,
    account     uuid        not null,
    procedure   text        not null,
    version     integer     not null default 1,
    content     jsonb       not null,
    started_at  timestamptz not null,
    saved_at    timestamptz not null,
    expires_at  timestamptz not null,
    primary key (node, id)
);
create index draft_of_account on dossier.draft (node, account, saved_at desc);
create index draft_expiry on dossier.draft (expires_at);

-- One row per dossier. `record` is the whole aggregate, the fold of the dossier's journal; the columns beside it are what lists need and are
-- written from the same value in the same statement.
create table dossier.dossier (
    node              text        not null,
    id                uuid        not null,
    version           integer     not null,
    state             smallint    not null check (state between 1 and 10),
    code              text,
    procedure         text        not null,
    channel           smallint    not null check (channel between 1 and 3),
    owner_office      uuid        not null,
    receiving_office  uuid        not null,
    applicant_account uuid,
    applicant_name    text        not null,
    submitted_at      timestamptz not null,
    received_at       timestamptz,
    due_at            timestamptz,
    finished_at       timestamptz,
    record            jsonb       not null,
    primary key (node, id),
    check (code is not null or state in (1, 3, 5, 7))
);
create unique index dossier_code on dossier.dossier (node, code) where code is not null;
create index dossier_of_applicant on dossier.dossier (node, applicant_account, id desc) where applicant_account is not null;

-- Which offices take part in a dossier and may therefore see it. Rights of lists are read from here, in the order lists are shown.
create table dossier.participation (
    node    text not null,
    office  uuid not null,
    dossier uuid not null,
    primary key (node, office, dossier)
);
create index participation_of_dossier on dossier.participation (node, dossier);

-- What was declared, version by version; never changed, so that both versions of a correction stay readable.
create table dossier.content (
    node        text        not null,
    id          uuid        not null,
    dossier     uuid        not null,
    sequence    integer     not null,
    applicant   jsonb       not null,
    declaration jsonb       not null,
    papers      jsonb       not null,
    sha256      bytea       not null,
    made_at     timestamptz not null,
    made_by     uuid,
    primary key (node, id),
    unique (node, dossier, sequence)
);

-- Which dossier a stored file was handed in with: who may open the dossier's data may open its files.
create table dossier.attachment (
    node     text not null,
    document uuid not null,
    dossier  uuid not null,
    primary key (node, document, dossier)
);

-- Work for offices. Everything the inbox shows stands in the row, so that a page of it is one short index scan.
create table dossier.task (
    node           text        not null,
    id             uuid        not null,
    dossier        uuid        not null,
    key            text        not null,
    name           text        not null,
    office         uuid        not null,
    role           text        not null,
    opened_at      timestamptz not null,
    due_at         timestamptz,
    dossier_due_at timestamptz,
    -- Order of the inbox: the dossier's due instant, or the end of time while its clock stands still.
    sort_at        timestamptz not null,
    stopped        boolean     not null,
    -- Office-local day the dossier is due, or the task was opened when nothing is due: the group it is counted in.
    day            date        not null,
    holder         uuid,
    lease_until    timestamptz,
    closed_at      timestamptz,
    code           text,
    procedure      text        not null,
    procedure_name text        not null,
    applicant_name text        not null,
    channel        smallint    not null,
    primary key (node, id)
);
create index task_inbox on dossier.task (node, office, sort_at, id) where closed_at is null;
create index task_all on dossier.task (node, sort_at, id) where closed_at is null;
create index task_holder on dossier.task (node, holder, sort_at, id) where closed_at is null and holder is not null;
create index task_procedure on dossier.task (node, procedure, sort_at, id) where closed_at is null;
create index task_of_dossier on dossier.task (node, dossier);

-- Numbers handed out per office and day. Reserved in a transaction of their own before they are used: a crash loses numbers, never repeats one.
create table dossier.code_series (
    node text    not null,
    unit text    not null,
    day  date    not null,
    next integer not null check (next >= 1),
    primary key (node, unit, day)
);

-- A write that was asked for with a key is done once; asking again gives the dossier of the first time.
create table dossier.idempotency (
    node       text        not null,
    account    uuid        not null,
    key        text        not null,
    operation  text        not null,
    request    bytea       not null,
    dossier    uuid        not null,
    created_at timestamptz not null,
    primary key (node, account, key)
);
create index idempotency_age on dossier.idempotency (created_at);

-- Who opened an applicant's data, and why; shown to the applicant.
create table dossier.reading (
    node    text        not null,
    dossier uuid        not null,
    account uuid        not null,
    purpose text        not null,
    day     date        not null,
    read_at timestamptz not null,
    primary key (node, dossier, account, purpose, day)
);

-- Counters are kept, never counted. Every change adds small rows here in its own transaction (no row is contended);
-- a background job folds them into the sums. Reading adds both.
create table dossier.tally (
    node    text    not null,
    office  uuid    not null,
    measure text    not null,
    day     date    not null,
    amount  bigint  not null,
    primary key (node, office, measure, day)
);
create table dossier.tally_change (
    id      bigint generated always as identity primary key,
    node    text    not null,
    office  uuid    not null,
    measure text    not null,
    day     date    not null,
    amount  integer not null
);

-- The same for the inbox: open tasks per office, holder, due day and whether the clock stands.
create table dossier.inbox (
    node    text    not null,
    office  uuid    not null,
    holder  uuid    not null,
    stopped boolean not null,
    day     date    not null,
    amount  bigint  not null,
    primary key (node, office, holder, stopped, day)
);
create table dossier.inbox_change (
    id      bigint generated always as identity primary key,
    node    text    not null,
    office  uuid    not null,
    holder  uuid    not null,
    stopped boolean not null,
    day     date    not null,
    amount  integer not null
);

create function dossier.note_inbox_change() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' and old.closed_at is null then
        insert into dossier.inbox_change (node, office, holder, stopped, day, amount)
        values (old.node, old.office, coalesce(old.holder, '00000000-0000-0000-0000-000000000000'), old.stopped, old.day, -1);
    end if;
    if tg_op <> 'DELETE' and new.closed_at is null then
        insert into dossier.inbox_change (node, office, holder, stopped, day, amount)
        values (new.node, new.office, coalesce(new.holder, '00000000-0000-0000-0000-000000000000'), new.stopped, new.day, 1);
    end if;
    return null;
end $$;

create trigger inbox_change after insert or update of office, holder, stopped, day, closed_at or delete on dossier.task
    for each row execute function dossier.note_inbox_change();

grant usage on schema dossier to motcua_app;
grant select, insert, update, delete on all tables in schema dossier to motcua_app;
revoke update, delete on dossier.content from motcua_app;
revoke update, delete on dossier.reading from motcua_app;
