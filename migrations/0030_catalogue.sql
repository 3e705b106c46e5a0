-- Procedures, their forms and internal processes over time, and the everyday words that find them. Owned by the crate `catalogue`.
--
-- Spans of days are half open: valid_from <= day < valid_to; no valid_to means the row still holds. A version that was replaced on
-- the day it began has an empty span: it is never found by day, but stays for whoever remembered its number.
create schema catalogue;
grant usage on schema catalogue to motcua_app;

-- Which state of the country pack stands in the tables below, so that loading the same pack twice changes nothing.
create table catalogue.pack (
    part      text        primary key,
    digest    bytea       not null check (length(digest) = 32),
    loaded_at timestamptz not null
);

-- One row for each version of a procedure. `content` is the row of the pack; the other columns are what lists and checks need.
create table catalogue.procedure (
    code       text     not null,
    version    integer  not null check (version > 0),
    valid_from date     not null,
    valid_to   date     check (valid_to >= valid_from),
    name       text     not null check (name <> ''),
    field      text     not null,
    agency     text     not null,
    levels     text[]   not null,
    digest     bytea    not null check (length(digest) = 32),
    content    jsonb    not null check (jsonb_typeof(content) = 'object'),
    loaded_at  timestamptz not null,
    primary key (code, version)
);
create unique index procedure_in_force on catalogue.procedure (code) where valid_to is null;
create index procedure_field on catalogue.procedure (field, code) where valid_to is null;

-- E-forms as JSON Schema.
create table catalogue.form (
    id         text     not null,
    version    integer  not null check (version > 0),
    valid_from date     not null,
    valid_to   date     check (valid_to >= valid_from),
    digest     bytea    not null check (length(digest) = 32),
    json       jsonb    not null check (jsonb_typeof(json) = 'object'),
    loaded_at  timestamptz not null,
    primary key (id, version)
);
create unique index form_in_force on catalogue.form (id) where valid_to is null;

-- Internal processes: the compiled definition and the step table it was made from.
create table catalogue.process (
    id         text     not null,
    version    integer  not null check (version > 0),
    valid_from date     not null,
    valid_to   date     check (valid_to >= valid_from),
    digest     bytea    not null check (length(digest) = 32),
    definition jsonb    not null,
    source     text     not null,
    loaded_at  timestamptz not null,
    primary key (id, version)
);
create unique index process_in_force on catalogue.process (id) where valid_to is null;

-- Which form and which process a procedure uses; the procedure '*' stands for all that have no row of their own.
create table catalogue.binding (
    procedure  text not null,
    valid_from date not null,
    valid_to   date check (valid_to >= valid_from),
    form       text not null,
    process    text not null,
    primary key (procedure, valid_from)
);
create unique index binding_in_force on catalogue.binding (procedure) where valid_to is null;

-- Everyday words, abbreviations and foreign words with what they lead to. Rows of the pack are replaced by the next load; rows of
-- administrators stay.
create table catalogue.thesaurus (
    id         uuid        primary key,
    term       text        not null check (term <> ''),
    expansion  text        not null,
    kind       text        not null check (kind <> ''),
    note       text        not null default '',
    source     text        not null check (source in ('pack', 'administrator')),
    added_by   uuid,
    updated_at timestamptz not null
);
create index thesaurus_term on catalogue.thesaurus (term);

grant select, insert, update on catalogue.procedure, catalogue.form, catalogue.process to motcua_app;
grant select, insert, update, delete on catalogue.pack, catalogue.binding, catalogue.thesaurus to motcua_app;
