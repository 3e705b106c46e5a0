-- Who looks at a dossier, and the texts offices write with. Owner: crates/dossier.

-- A hint for colleagues, of the last minute: losing it in a crash harms nobody, so it costs no log.
create unlogged table dossier.presence (
    node    text        not null,
    dossier uuid        not null,
    account uuid        not null,
    seen_at timestamptz not null,
    primary key (node, dossier, account)
);
create index presence_age on dossier.presence (seen_at);

-- A text an office keeps: reasons, items of a supplement request, apologies, notes. Places for what differs stand in it as {applicant}.
create table dossier.template (
    node    text        not null,
    id      uuid        not null,
    office  uuid        not null,
    kind    text        not null check (kind in ('reason', 'supplement', 'apology', 'note')),
    title   text        not null,
    body    text        not null,
    made_at timestamptz not null,
    primary key (node, id)
);
create index template_of_office on dossier.template (node, office, kind);

grant select, insert, update, delete on dossier.presence, dossier.template to motcua_app;
