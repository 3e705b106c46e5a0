-- Procedures are edited on the node: drafts, and versions that an administrator, not the pack, has brought. Owned by the crate `catalogue`.
--
-- Who decides about a procedure is read from its newest version that was not undone: while that version, or its end, comes from an administrator,
-- loads of the pack leave the procedure alone.
alter table catalogue.procedure
    -- Who brought the version.
    add column origin       text        not null default 'pack' check (origin in ('pack', 'administrator')),
    -- Who ended it: replaced by the next version, or withdrawn.
    add column ended_by     text        check (ended_by in ('pack', 'administrator')),
    -- The act that published the version, and the one that withdrew the procedure.
    add column published_by text        not null default '',
    add column withdrawn_by text        not null default '',
    -- Publication was taken back before anybody had applied under the version; its span is empty.
    add column undone       boolean     not null default false;
create index procedure_of_administrators on catalogue.procedure (code, version) where origin = 'administrator' or ended_by = 'administrator';

-- What is being written: at most one draft of a procedure. A draft is no rule and no history; publishing makes both.
create table catalogue.procedure_draft (
    code       text        primary key,
    -- The version it was begun from; null for a procedure that did not exist.
    base       integer,
    content    jsonb       not null check (jsonb_typeof(content) = 'object'),
    -- Grows with every save, so that two people do not overwrite each other unknowingly.
    revision   integer     not null check (revision > 0),
    started_at timestamptz not null,
    saved_at   timestamptz not null,
    saved_by   uuid        not null
);
grant select, insert, update, delete on catalogue.procedure_draft to motcua_app;
