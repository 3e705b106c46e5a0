-- What the law says about silence, per procedure: of the office that solves, or of one that was asked for its opinion. Owner: crates/catalogue.
create table catalogue.silence (
    procedure   text not null,
    subject     text not null check (subject in ('decision', 'consultation')),
    meaning     text not null check (meaning in ('approved', 'refused')),
    legal_basis text not null check (legal_basis <> ''),
    valid_from  date not null,
    valid_to    date check (valid_to > valid_from),
    primary key (procedure, subject, valid_from)
);
grant select, insert, delete on catalogue.silence to motcua_app;
