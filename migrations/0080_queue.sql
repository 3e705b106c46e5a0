-- People who wait at a counter: windows, numbers, appointments. Owner of everything here: crates/queue.
create schema queue;
grant usage on schema queue to motcua_app;

-- A window of a one-stop shop, what it serves, and who sits at it now. A window that is taken away keeps its row: tickets point at it.
create table queue.counter_window (
    node       text        not null,
    id         uuid        not null,
    office     uuid        not null,
    number     smallint    not null check (number between 1 and 99),
    -- Codes of the pack's purposes.
    purposes   text[]      not null check (cardinality(purposes) > 0),
    officer    uuid,
    opened_at  timestamptz,
    made_at    timestamptz not null,
    removed_at timestamptz,
    primary key (node, id),
    check ((officer is null) = (opened_at is null)),
    check (removed_at is null or officer is null)
);
create unique index window_number on queue.counter_window (node, office, number) where removed_at is null;
-- Nobody sits at two windows.
create unique index window_officer on queue.counter_window (node, officer) where officer is not null;

-- How an office takes appointments; an office without a row takes them as the program's defaults say.
create table queue.setting (
    node         text     not null,
    office       uuid     not null,
    slot_minutes smallint not null check (slot_minutes between 5 and 240),
    capacity     smallint not null check (capacity between 0 and 100),
    days_ahead   smallint not null check (days_ahead between 1 and 60),
    primary key (node, office)
);

-- The next number of an office and day. Its row is also the lock under which the line of that office moves: two officers never call one ticket.
create table queue.day (
    node   text     not null,
    office uuid     not null,
    day    date     not null,
    next   smallint not null default 1 check (next between 1 and 1000),
    primary key (node, office, day)
);

-- One number. No name: whoever has the code of the slip knows where they stand, and nobody else is told who waits.
create table queue.ticket (
    node        text        not null,
    id          uuid        not null,
    office      uuid        not null,
    day         date        not null,
    number      smallint    not null,
    letter      text        not null,
    code        text        not null,
    purpose     text        not null,
    -- Code of the pack's priority, for those whom the law or the shop's rules let go first.
    priority    text,
    booking     uuid,
    booked_for  timestamptz,
    channel     text        not null check (channel in ('kiosk', 'counter', 'booking')),
    state       text        not null check (state in ('waiting', 'called', 'serving', 'done', 'missed', 'left')),
    -- The only window that calls it, after it was sent there.
    sent_to     uuid,
    counter     uuid,
    officer     uuid,
    calls       smallint    not null default 0,
    issued_at   timestamptz not null,
    -- Since when it stands in the line; later than the issue when it was missed and came back.
    queued_at   timestamptz not null,
    called_at   timestamptz,
    served_at   timestamptz,
    finished_at timestamptz,
    primary key (node, id)
);
create unique index ticket_number on queue.ticket (node, office, day, number);
create unique index ticket_code on queue.ticket (node, code);
create index ticket_line on queue.ticket (node, office, day) where state in ('waiting', 'called', 'serving', 'missed');
create index ticket_at_window on queue.ticket (node, counter) where state in ('called', 'serving');
create index ticket_open on queue.ticket (node, day) where state in ('waiting', 'called', 'serving');

-- An appointment. The person is an account; what they come for is no more than a purpose.
create table queue.booking (
    node       text        not null,
    id         uuid        not null,
    office     uuid        not null,
    account    uuid        not null,
    code       text        not null,
    purpose    text        not null,
    priority   text,
    starts_at  timestamptz not null,
    state      text        not null check (state in ('open', 'arrived', 'cancelled', 'missed')),
    made_at    timestamptz not null,
    changed_at timestamptz not null,
    primary key (node, id)
);
create unique index booking_code on queue.booking (node, code);
-- One open appointment per person and office.
create unique index booking_open on queue.booking (node, account, office) where state = 'open';
create index booking_of_account on queue.booking (node, account, starts_at desc);
create index booking_due on queue.booking (node, starts_at) where state = 'open';

-- How many appointments a slot has taken; kept, so that nobody counts.
create table queue.slot (
    node      text        not null,
    office    uuid        not null,
    starts_at timestamptz not null,
    taken     smallint    not null check (taken >= 0),
    primary key (node, office, starts_at)
);

-- What a window did on a day. Seconds are sums: divided by the counts they give the averages.
create table queue.figure (
    node            text     not null,
    office          uuid     not null,
    day             date     not null,
    counter         smallint not null,
    served          integer  not null default 0,
    missed          integer  not null default 0,
    waited_seconds  bigint   not null default 0,
    serving_seconds bigint   not null default 0,
    primary key (node, office, day, counter)
);

-- How long one person takes for a purpose at an office: a mean in which the newest of about twenty count.
create table queue.pace (
    node    text    not null,
    office  uuid    not null,
    purpose text    not null,
    seconds integer not null check (seconds >= 0),
    served  integer not null check (served >= 1),
    primary key (node, office, purpose)
);

grant select, insert, update on queue.counter_window, queue.setting, queue.day, queue.ticket, queue.booking, queue.slot, queue.figure, queue.pace to motcua_app;
