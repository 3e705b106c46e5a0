-- How the person proved that they took the result: a signature drawn on the screen, kept as a picture, or a code from their account.
create table dossier.handover_proof (
    node     text        not null,
    dossier  uuid        not null,
    -- The picture of the signature; nothing when a code was told.
    document uuid,
    receiver text        not null,
    proved_at timestamptz not null,
    officer  uuid        not null,
    primary key (node, dossier)
);

-- The code an applicant reads in their account and tells at the counter. One at a time, for a short while, with few tries.
create table dossier.handover_code (
    node       text        not null,
    dossier    uuid        not null,
    code       text        not null check (code ~ '^[0-9]{6}$'),
    expires_at timestamptz not null,
    tries      integer     not null default 0,
    primary key (node, dossier)
);
grant select, insert on dossier.handover_proof to motcua_app;
grant select, insert, update, delete on dossier.handover_code to motcua_app;
