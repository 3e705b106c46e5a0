-- The ground every capability stands on: who may make things, and which node this is.
--
-- Migrations run as motcua_owner. Each capability makes its own schema and grants motcua_app exactly what the running
-- program needs; nothing is granted here in advance, so a forgotten grant is an error and not a hole.

create schema if not exists platform;
grant usage on schema platform to motcua_app;

-- The nodes this database knows: itself, and those whose signed messages it accepts.
create table platform.node (
    code       text        primary key,
    name       text        not null check (name <> ''),
    -- C2SP verifier key (`name+hash+base64`) of the node's Ed25519 key; null until the node has signed something.
    public_key text,
    -- Exactly one node is the one that runs here.
    is_local   boolean     not null default false,
    created_at timestamptz not null
);
create unique index node_is_local on platform.node (is_local) where is_local;
comment on table platform.node is 'Nodes (provinces and ministries) known here, the local one included.';
grant select, insert, update on platform.node to motcua_app;
