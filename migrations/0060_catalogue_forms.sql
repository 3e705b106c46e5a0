-- Forms are built in the pages too. Who made a version is remembered, so that loading the pack again never takes an administrator's place.
alter table catalogue.form
    add column source       text not null default 'pack' check (source in ('pack', 'administrator')),
    -- The act or decision a version was published under; what the pack brings says so in its own text.
    add column legal_basis  text not null default '',
    add column published_by uuid;
alter table catalogue.binding
    add column source text not null default 'pack' check (source in ('pack', 'administrator'));

-- A form that is being changed: one at a time for each form. `step` is what is seen now, up to `last_step` can be done again.
create table catalogue.form_draft (
    form       text        primary key,
    -- The version it was begun from; 0 for a form that is new.
    base       integer     not null check (base >= 0),
    step       integer     not null check (step >= 0),
    last_step  integer     not null check (last_step >= step),
    -- Rises with every change, undoing included: a page that saw an older one does not write over a newer one.
    revision   integer     not null check (revision > 0),
    begun_by   uuid        not null,
    begun_at   timestamptz not null,
    changed_at timestamptz not null
);

-- Every saved change of a draft, whole: undoing is going back one. Gone with the draft, because only what is published is history.
create table catalogue.form_step (
    form    text        not null references catalogue.form_draft on delete cascade,
    step    integer     not null check (step >= 0),
    json    json        not null,
    -- What was done, as the end of a message key, and to what.
    what    text        not null check (what <> ''),
    subject text        not null,
    by      uuid        not null,
    at      timestamptz not null,
    primary key (form, step)
);

grant select, insert, update, delete on catalogue.form_draft, catalogue.form_step to motcua_app;
