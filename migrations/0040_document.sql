-- Files, the register of results and their numbers. Owner of everything here: crates/document.
create schema document;

-- One row per stored file. Equal content is one object in the store but as many documents as there were uploads.
create table document.document (
    node        text        not null,
    id          uuid        not null,
    sha256      bytea       not null check (length(sha256) = 32),
    size        bigint      not null check (size > 0),
    media_type  text        not null,
    is_signed   boolean     not null,
    file_name   text        not null check (octet_length(file_name) between 1 and 255),
    owner       uuid,
    office      uuid,
    purpose     text        not null check (purpose in ('component', 'working', 'result')),
    created_at  timestamptz not null,
    storage_key text        not null,
    primary key (node, id)
);

-- An upload asked for with a key is done once; asking again with the same bytes gives the document of the first time.
create table document.upload_key (
    node       text        not null,
    account    uuid        not null,
    key        text        not null check (octet_length(key) between 1 and 200),
    document   uuid        not null,
    created_at timestamptz not null,
    primary key (node, account, key)
);
create index upload_key_age on document.upload_key (created_at);

-- The next number of each register: office, kind of document (its symbol), year. The number is taken in the transaction that writes the
-- result, so a number is never repeated and a crash leaves no gap.
create table document.number_series (
    node   text    not null,
    office uuid    not null,
    symbol text    not null,
    year   integer not null,
    next   integer not null check (next >= 1),
    primary key (node, office, symbol, year)
);

-- The register of results. `paper` holds what the file prints; the file may follow after the number was given, from those values alone.
create table document.result (
    node         text        not null,
    id           uuid        not null,
    public_id    text        not null check (length(public_id) = 16),
    office       uuid        not null,
    office_name  text        not null,
    title        text        not null,
    symbol       text        not null check (symbol <> ''),
    year         integer     not null,
    number       integer     not null check (number >= 1),
    issued_on    date        not null,
    dossier      uuid        not null,
    procedure    text        not null,
    signer_title text        not null,
    issued_at    timestamptz not null,
    paper        jsonb       not null,
    document     uuid,
    sha256       bytea       check (length(sha256) = 32),
    revoked_at   timestamptz,
    primary key (node, id),
    unique (node, office, symbol, year, number),
    check ((document is null) = (sha256 is null))
);
create unique index result_public_id on document.result (public_id);
create index result_of_dossier on document.result (node, dossier);
create index result_of_document on document.result (node, document) where document is not null;
create index result_unfinished on document.result (node, id) where document is null;

grant usage on schema document to motcua_app;
grant select, insert on document.document to motcua_app;
grant select, insert, delete on document.upload_key to motcua_app;
grant select, insert, update on document.number_series to motcua_app;
grant select, insert, update on document.result to motcua_app;
