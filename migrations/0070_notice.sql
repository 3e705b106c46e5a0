-- Who is told what, by which way, and whether it arrived. Owner of everything here: crates/notice.
create schema notice;

-- Something a person was told. Holds no personal data: the words are made from topic and facts when they are shown or sent.
create table notice.notice (
    node       text        not null,
    id         uuid        not null,
    -- Null: the applicant of `subject` has no account; the address is in the dossier and is asked for when it is sent.
    account    uuid,
    topic      text        not null check (topic <> ''),
    subject    uuid,
    code       text,
    link       text        not null check (link like '/%'),
    due_at     timestamptz,
    -- How many things of this kind wait; more than one only for topics that are gathered while unread.
    amount     integer     not null default 1 check (amount >= 1),
    -- Shown in the account; false when the person switched the account off for this kind.
    in_account boolean     not null,
    at         timestamptz not null,
    -- The journal entry it follows from.
    entry      uuid        not null,
    read_at    timestamptz,
    primary key (node, id)
);
-- Reading an entry of the journal again tells nobody a second time.
create unique index notice_once on notice.notice (node, entry, topic, account) nulls not distinct;
create index notice_of_account on notice.notice (node, account, at desc, id desc) where account is not null and in_account;
create index notice_of_subject on notice.notice (node, subject, at, id) where subject is not null;
-- New work is gathered: an official has at most one unread notice of it.
create unique index notice_gathered on notice.notice (node, account, topic) where read_at is null and topic = 'work';

-- Unread notices per account: kept, not counted.
create table notice.unread (
    node    text    not null,
    account uuid    not null,
    amount  integer not null check (amount >= 0),
    primary key (node, account)
);

create function notice.keep_unread() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if new.account is not null and new.in_account and new.read_at is null then
            insert into notice.unread as kept (node, account, amount) values (new.node, new.account, 1)
            on conflict (node, account) do update set amount = kept.amount + 1;
        end if;
    elsif old.read_at is null and new.read_at is not null and new.account is not null and new.in_account then
        update notice.unread set amount = amount - 1 where node = new.node and account = new.account;
    end if;
    return null;
end $$;
create trigger keep_unread after insert or update of read_at on notice.notice
    for each row execute function notice.keep_unread();

-- One message on its way over one channel: about one notice, or about all of a day.
create table notice.delivery (
    node        text        not null,
    id          uuid        not null,
    account     uuid,
    -- The dossier whose applicant is written to, when there is no account.
    subject     uuid,
    channel     text        not null check (channel in ('email', 'phone')),
    -- sending: somebody is at it until lease_until. failed: tried and to be tried again at next_at. given_up: nobody tries any more.
    state       text        not null check (state in ('waiting', 'sending', 'sent', 'failed', 'given_up')),
    attempts    integer     not null default 0,
    next_at     timestamptz not null,
    lease_until timestamptz,
    -- The text was about to be handed to the mail server: after a crash it may have arrived and is not sent again by itself.
    handed_over boolean     not null default false,
    -- Day of a daily summary.
    day         date,
    -- Why it failed, as a stable code; the server's number beside it, never its words: they may repeat an address.
    problem     text,
    answer      integer,
    -- The address with all but its ends hidden.
    sent_to     text,
    made_at     timestamptz not null,
    done_at     timestamptz,
    primary key (node, id)
);
create index delivery_due on notice.delivery (node, next_at, id) where state in ('waiting', 'failed');
create index delivery_interrupted on notice.delivery (node, lease_until) where state = 'sending';
create index delivery_newest on notice.delivery (node, id desc);
create index delivery_of_state on notice.delivery (node, state, id desc);
create unique index delivery_summary on notice.delivery (node, account, channel, day) where day is not null;

create table notice.delivered (
    node     text not null,
    delivery uuid not null,
    notice   uuid not null,
    primary key (node, delivery, notice)
);
create index delivered_notice on notice.delivered (node, notice);

-- Deliveries per channel and state: kept, not counted.
create table notice.tally (
    node    text   not null,
    channel text   not null,
    state   text   not null,
    amount  bigint not null,
    primary key (node, channel, state)
);

-- Statement by statement and in the order of the key, so that two writers never wait for each other in a circle.
create function notice.keep_tally() returns trigger language plpgsql as $$
begin
    insert into notice.tally as kept (node, channel, state, amount)
    select node, channel, state, sum(change) from (
        select node, channel, state, 1 as change from after
        union all
        select node, channel, state, -1 from before
    ) changes group by node, channel, state having sum(change) <> 0 order by node, channel, state
    on conflict (node, channel, state) do update set amount = kept.amount + excluded.amount;
    return null;
end $$;
create function notice.keep_tally_of_new() returns trigger language plpgsql as $$
begin
    insert into notice.tally as kept (node, channel, state, amount)
    select node, channel, state, count(*) from after group by node, channel, state order by node, channel, state
    on conflict (node, channel, state) do update set amount = kept.amount + excluded.amount;
    return null;
end $$;
create trigger keep_tally after update on notice.delivery referencing old table as before new table as after
    for each statement execute function notice.keep_tally();
create trigger keep_tally_of_new after insert on notice.delivery referencing new table as after
    for each statement execute function notice.keep_tally_of_new();

-- What a person wants to be told by which way; what is not here is as the program proposes it.
create table notice.preference (
    node    text not null,
    account uuid not null,
    kind    text not null check (kind in ('legal', 'message', 'work', 'reminder')),
    channel text not null check (channel in ('account', 'email', 'phone')),
    mode    text not null check (mode in ('at_once', 'daily', 'never')),
    primary key (node, account, kind, channel),
    -- What the law wants told is always in the account.
    check (kind <> 'legal' or channel <> 'account' or mode = 'at_once')
);

-- Where to write to, once confirmed; until then the address given at registration is used.
create table notice.address (
    node         text        not null,
    account      uuid        not null,
    channel      text        not null check (channel in ('email', 'phone')),
    address      text        not null check (length(address) between 3 and 254),
    confirmed_at timestamptz not null,
    primary key (node, account, channel)
);

-- A code that was sent to an address. Only its SHA-256 is kept; a new one replaces it.
create table notice.confirmation (
    node       text        not null,
    account    uuid        not null,
    channel    text        not null check (channel in ('email', 'phone')),
    address    text        not null,
    code_hash  bytea       not null check (length(code_hash) = 32),
    sent_at    timestamptz not null,
    expires_at timestamptz not null,
    tries      integer     not null default 0,
    -- How many codes were asked for on this day: nobody may have a stranger's mailbox filled.
    day        date        not null,
    codes      integer     not null,
    primary key (node, account, channel)
);

grant usage on schema notice to motcua_app;
grant select, insert, update on notice.notice, notice.unread, notice.delivery, notice.tally, notice.address to motcua_app;
grant select, insert on notice.delivered to motcua_app;
grant select, insert, update, delete on notice.preference, notice.confirmation to motcua_app;
