-- Administrative units, agencies, offices over time and who is competent for what. Owned by the crate `organisation`.
--
-- Spans of days are half open: valid_from <= day < valid_to; no valid_to means the row still holds.
create schema organisation;
grant usage on schema organisation to motcua_app;

-- Which state of the country pack stands in the tables below, so that loading the same pack twice changes nothing.
create table organisation.pack (
    part      text        primary key,
    digest    bytea       not null check (length(digest) = 32),
    loaded_at timestamptz not null
);

-- Provinces, districts, communes. National facts, the same on every node. A code may come back with another meaning.
create table organisation.unit (
    code        text    not null,
    valid_from  date    not null,
    valid_to    date    check (valid_to > valid_from),
    name        text    not null,
    full_name   text    not null,
    name_en     text    not null,
    kind        text    not null check (kind in ('province', 'city', 'urban_district', 'district', 'town', 'provincial_city', 'municipal_city',
                                                 'commune', 'ward', 'township', 'special_zone')),
    level       smallint not null check (level between 1 and 3),
    parent      text,
    province    text    not null,
    certainty   text    not null check (certainty in ('exact', 'observed', 'latest')),
    legal_basis text    not null,
    source      text    not null,
    primary key (code, valid_from)
);
create index unit_parent on organisation.unit (parent, code, valid_from);

-- Which unit went into which.
create table organisation.unit_successor (
    predecessor  text    not null,
    successor    text    not null,
    effective_on date    not null,
    share        text    not null check (share in ('whole', 'part')),
    is_default   boolean not null,
    confidence   text    not null check (confidence in ('high', 'low')),
    legal_basis  text    not null,
    source       text    not null,
    primary key (predecessor, successor, effective_on)
);
create index unit_successor_backwards on organisation.unit_successor (successor, effective_on);

-- Agencies with a code of level 1: ministries, provincial committees, courts. National facts.
create table organisation.agency (
    code        text primary key,
    name        text not null,
    branch      text not null,
    province    text,
    valid_from  date not null,
    valid_to    date check (valid_to > valid_from),
    successor   text,
    confidence  text not null check (confidence in ('high', 'medium', 'low')),
    legal_basis text not null,
    source      text not null
);

-- Offices of the node, one row for each version. The identifier is made from node and code and never changes.
create table organisation.office (
    node        text not null,
    id          uuid not null,
    valid_from  date not null,
    valid_to    date check (valid_to > valid_from),
    code        text not null,
    name        text not null,
    name_en     text not null,
    kind        text not null check (kind in ('committee', 'department', 'centre', 'police', 'division', 'vertical')),
    function    text not null,
    parent      uuid,
    unit        text not null,
    line_agency text,
    address     text,
    calendar    text not null,
    code_status text not null check (code_status in ('published', 'assigned_for_demo')),
    certainty   text not null check (certainty in ('high', 'observed', 'recalled')),
    legal_basis text not null,
    source      text not null,
    primary key (node, id, valid_from)
);
create index office_code on organisation.office (node, code, valid_from);
create index office_parent on organisation.office (node, parent, code);
create index office_unit on organisation.office (node, unit, code);

-- Which office took over from which, by which act.
create table organisation.office_successor (
    node         text not null,
    predecessor  uuid not null,
    successor    uuid not null,
    effective_on date not null,
    operation    text not null check (operation in ('establish', 'merge', 'consolidate', 'split', 'demote', 'rename', 'transfer', 'dissolve')),
    legal_basis  text not null,
    source       text not null,
    primary key (node, predecessor, successor, effective_on)
);
create index office_successor_backwards on organisation.office_successor (node, successor, effective_on);

-- Who receives and who solves. Null columns match everything; `ordinal` is the place in the file and decides between equals.
create table organisation.competence_rule (
    node        text    not null,
    ordinal     integer not null,
    procedure   text,
    agency      text,
    field       text,
    executing   text,
    level       text    check (level in ('commune', 'province', 'ministry', 'other')),
    receive     text    not null,
    solve       text    not null,
    valid_from  date    not null,
    valid_to    date    check (valid_to > valid_from),
    legal_basis text    not null,
    source      text    not null,
    primary key (node, ordinal)
);

grant select, insert, update, delete on all tables in schema organisation to motcua_app;
