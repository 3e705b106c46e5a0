-- Accounts, logins, profiles, sessions, tokens and grants. Owned by the crate `access`; nobody else names these tables.
create schema access;

create table access.account (
    id uuid primary key,
    name text not null check (length(name) between 1 and 200),
    -- The words of the name, folded: how administrators find it.
    words text[] not null,
    kind text not null check (kind in ('person', 'official', 'service')),
    language text not null default 'vi' check (language in ('vi', 'en', 'th')),
    -- Argon2id in PHC notation. Null for programs, which have tokens only.
    password_hash text check (password_hash like '$argon2id$%'),
    created_at timestamptz not null,
    disabled_at timestamptz
);
create index account_kind_name on access.account (kind, name, id);
create index account_words on access.account using gin (words);

-- One account may be reached by an e-mail address, a telephone number and a name. The text is in normal form (access::model::Login).
create table access.login (
    login text primary key,
    kind text not null check (kind in ('email', 'phone', 'name')),
    account uuid not null references access.account (id)
);
create index login_account on access.login (account);

-- Personal data, apart from the account so that no list of accounts carries it along.
create table access.profile (
    account uuid primary key references access.account (id),
    personal_number text check (personal_number ~ '^[0-9]{12}$'),
    phone text,
    email text
);

-- A role in an office (or in none) for a span of time, half open: from <= now < until.
create table access.role_grant (
    id uuid primary key,
    account uuid not null references access.account (id),
    role text not null check (role in ('applicant', 'intake_officer', 'processing_officer', 'unit_head', 'one_stop_head',
                                       'administrator', 'auditor')),
    office uuid,
    valid_from timestamptz not null,
    valid_until timestamptz check (valid_until >= valid_from),
    granted_by uuid references access.account (id)
);
create index role_grant_account on access.role_grant (account);
create index role_grant_office on access.role_grant (office, role) where office is not null;

-- Only the SHA-256 of the cookie is kept: whoever reads this table cannot walk in with it.
create table access.session (
    id_hash bytea primary key check (length(id_hash) = 32),
    account uuid not null references access.account (id),
    data jsonb not null,
    created_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null
);
create index session_account on access.session (account);
create index session_expires_at on access.session (expires_at);

-- API tokens: shown once, only the SHA-256 is kept.
create table access.token (
    id uuid primary key,
    account uuid not null references access.account (id),
    label text not null check (length(label) between 1 and 100),
    secret_hash bytea not null unique check (length(secret_hash) = 32),
    created_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > created_at),
    revoked_at timestamptz
);
create index token_account on access.token (account);

-- Keys made by the node itself on its first start, shared by all its processes.
create table access.secret (
    name text primary key,
    value bytea not null check (length(value) = 32)
);

grant usage on schema access to motcua_app;
grant select, insert, update on access.account, access.profile, access.role_grant, access.token to motcua_app;
grant select, insert, update, delete on access.session to motcua_app;
grant select, insert on access.login, access.secret to motcua_app;
