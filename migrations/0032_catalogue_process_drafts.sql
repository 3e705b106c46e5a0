-- Internal processes are edited on the node, as procedures are (0031). Owned by the crate `catalogue`.
alter table catalogue.process
    add column origin       text    not null default 'pack' check (origin in ('pack', 'administrator')),
    add column published_by text    not null default '',
    add column undone       boolean not null default false,
    -- Its name for people, which the file name of the pack does not tell.
    add column title        text    not null default '';

-- The step table as typed, sound or not: rows of texts, in the order of the columns of the step table.
create table catalogue.process_draft (
    id         text        primary key,
    base       integer,
    title      text        not null,
    rows       jsonb       not null check (jsonb_typeof(rows) = 'array'),
    revision   integer     not null check (revision > 0),
    started_at timestamptz not null,
    saved_at   timestamptz not null,
    saved_by   uuid        not null
);
grant select, insert, update, delete on catalogue.process_draft to motcua_app;

-- Which process a procedure uses may be decided on the node too; such rows survive loads of the pack.
alter table catalogue.binding add column origin text not null default 'pack' check (origin in ('pack', 'administrator'));
