-- The tracking book of each one-stop shop (form 07 of Circular 03/2025/TT-VPCP), one for each year. It follows the journal in the order of
-- receipts, so that receiving never waits for the next ordinal of a shop.
create table dossier.book (
    node      text    not null,
    office    uuid    not null,
    year      integer not null,
    -- The ordinal the next receipt gets.
    next      integer not null check (next >= 1),
    -- Office-local day of the first receipt in it.
    opened_on date    not null,
    primary key (node, office, year)
);

-- A line of a book. Ordinals are given once and never change; what happens to the dossier later is added to its line.
create table dossier.book_line (
    node        text        not null,
    office      uuid        not null,
    year        integer     not null,
    ordinal     integer     not null check (ordinal >= 1),
    dossier     uuid        not null,
    -- Office-local day of the receipt.
    day         date        not null,
    received_at timestamptz not null,
    -- When it ended: handed over, withdrawn, stopped.
    ended_at    timestamptz,
    -- `returned`, `withdrawn`, `stopped`; nothing while it is open.
    ended       text,
    -- How the result was handed over, and who took it, as the officer wrote it.
    way         text,
    receiver    text,
    primary key (node, office, year, ordinal),
    unique (node, dossier)
);
create index book_line_day on dossier.book_line (node, office, day, ordinal);

grant select, insert, update on dossier.book, dossier.book_line to motcua_app;
