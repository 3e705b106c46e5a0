-- Templates of results: what a paper of a kind says, with fields that are filled from the dossier. A published version is never changed.
create table document.template (
    node         text        not null,
    code         text        not null check (code ~ '^[a-z0-9-]{2,60}$'),
    version      integer     not null check (version >= 1),
    body         jsonb       not null,
    procedures   text[]      not null,
    outcome      text        not null check (outcome in ('approved', 'refused')),
    -- First day it is used, and first day it no longer is.
    valid_from   date        not null,
    valid_to     date,
    -- Where it came from: the country pack, or an administrator. What an administrator published is never replaced by a pack.
    origin       text        not null check (origin in ('pack', 'office')),
    published_at timestamptz not null,
    published_by uuid,
    primary key (node, code, version)
);
create index template_of_procedure on document.template using gin (procedures);

-- What an administrator is writing: every saved change is a step, so that each can be taken back. Gone once it is published.
create table document.template_step (
    node     text        not null,
    code     text        not null,
    step     integer     not null check (step >= 1),
    body     jsonb       not null,
    saved_at timestamptz not null,
    saved_by uuid        not null,
    primary key (node, code, step)
);

-- How the numbers of a series are written. The newest version counts; earlier ones stay, because papers bear their numbers.
create table document.series_pattern (
    node       text        not null,
    symbol     text        not null check (symbol <> ''),
    version    integer     not null check (version >= 1),
    pattern    text        not null,
    name       text        not null,
    changed_at timestamptz not null,
    changed_by uuid,
    primary key (node, symbol, version)
);

-- Until when a result counts; nothing when it has no end.
alter table document.result add column valid_until date;

grant select, insert on document.template to motcua_app;
grant update (valid_to) on document.template to motcua_app;
grant select, insert, delete on document.template_step to motcua_app;
grant select, insert on document.series_pattern to motcua_app;
