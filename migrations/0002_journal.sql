-- The journal: every change of the house, append-only, in an order that no reader can miss, sealed by signed checkpoints.
-- docs/adr/0004-journal.md says why it looks like this.

create schema journal;
grant usage on schema journal to motcua_app;

-- One row per subject. Updating it serialises the writers of one subject and numbers their entries without a gap.
create table journal.subject (
    subject          uuid   primary key,
    last_sequence    bigint not null check (last_sequence > 0),
    last_transaction xid8   not null
) with (fillfactor = 80);
comment on column journal.subject.last_transaction is 'Position of the newest entry; entries of one subject never go backwards.';

create sequence journal.entry_sequence as bigint;

create table journal.entry (
    id               uuid        not null,
    -- Not simply the writing transaction: never less than the position of the subject's previous entry.
    transaction      xid8        not null default pg_current_xact_id(),
    sequence         bigint      not null default nextval('journal.entry_sequence'),
    at               timestamptz not null,
    node             text        not null,
    office           uuid,
    actor            uuid,
    kind             text        not null check (kind <> ''),
    subject_kind     text        not null check (subject_kind <> ''),
    subject          uuid        not null,
    subject_sequence bigint      not null check (subject_sequence > 0),
    data             jsonb       not null,
    schema_version   smallint    not null default 1,
    primary key (id)
) partition by range (id);
create index entry_subject on journal.entry (subject, subject_sequence);
create index entry_position on journal.entry (transaction, sequence);
comment on table journal.entry is 'History, audit trail, outbox and source of every index. Insert and read only.';

-- The last line of defence, against the owner too: only someone who first disables a trigger can change the past, and
-- then the sealed checkpoints tell.
create function journal.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% on %.% is refused: the journal is append-only', tg_op, tg_table_schema, tg_table_name
        using errcode = 'insufficient_privilege';
end $$;

create trigger append_only before update or delete on journal.entry
    for each row execute function journal.refuse_change();
create trigger append_only_truncate before truncate on journal.entry
    for each statement execute function journal.refuse_change();

create table journal.entry_default partition of journal.entry default;
create trigger append_only_truncate before truncate on journal.entry_default
    for each statement execute function journal.refuse_change();

-- The smallest UUIDv7 that can be made at an instant.
create function journal.id_at(instant timestamptz) returns uuid language sql immutable strict as $$
    select (lpad(to_hex(floor(extract(epoch from instant) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;
grant execute on function journal.id_at(timestamptz) to motcua_app;

-- Makes the monthly partitions from first_month on, and says how many were missing. A month whose rows already lie in the
-- default partition stays there: moving them would be a change. Runs as the owner, because the program may not make tables.
create function journal.make_partitions(first_month date, months integer) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    month_start timestamptz;
    month_end   timestamptz;
    part        text;
    made        integer := 0;
begin
    if months not between 0 and 600 then
        raise exception 'cannot make % monthly partitions at once', months;
    end if;
    -- Two programs that start together would otherwise both try.
    perform pg_advisory_xact_lock(hashtext('journal.make_partitions'));
    for offset_months in 0 .. months - 1 loop
        month_start := (date_trunc('month', first_month::timestamp) + make_interval(months => offset_months)) at time zone 'UTC';
        month_end   := (date_trunc('month', first_month::timestamp) + make_interval(months => offset_months + 1)) at time zone 'UTC';
        part := 'entry_' || to_char(month_start at time zone 'UTC', 'YYYY_MM');
        continue when to_regclass('journal.' || part) is not null;
        continue when exists (select from journal.entry_default
                              where id >= journal.id_at(month_start) and id < journal.id_at(month_end));
        execute format('create table journal.%I (like journal.entry including defaults including constraints)', part);
        execute format('alter table journal.entry attach partition journal.%I for values from (%L) to (%L)',
                       part, journal.id_at(month_start), journal.id_at(month_end));
        execute format('create trigger append_only_truncate before truncate on journal.%I
                        for each statement execute function journal.refuse_change()', part);
        made := made + 1;
    end loop;
    return made;
end $$;
grant execute on function journal.make_partitions(date, integer) to motcua_app;

grant select, insert on journal.entry to motcua_app;
grant select, insert, update on journal.subject to motcua_app;
grant usage on sequence journal.entry_sequence to motcua_app;

-- How far each reader has come, and the entries it could not digest.
create table journal.cursor (
    reader      text        primary key check (reader <> ''),
    transaction xid8        not null default '0',
    sequence    bigint      not null default 0,
    moved_at    timestamptz not null
);
create table journal.parked (
    reader      text        not null references journal.cursor (reader),
    entry       uuid        not null,
    transaction xid8        not null,
    sequence    bigint      not null,
    subject     uuid        not null,
    -- Why the reader failed; null when the entry only waits behind an earlier one of its subject.
    reason      text,
    attempts    integer     not null default 0 check (attempts >= 0),
    parked_at   timestamptz not null,
    primary key (reader, entry)
);
create index parked_subject on journal.parked (reader, subject, transaction, sequence);
grant select, insert, update on journal.cursor to motcua_app;
grant select, insert, update, delete on journal.parked to motcua_app;

-- The sealed history: an RFC 6962 tree over the entries in reading order.
create table journal.leaf (
    position    bigint primary key check (position >= 0),
    entry       uuid   not null,
    transaction xid8   not null,
    sequence    bigint not null,
    hash        bytea  not null check (length(hash) = 32)
);
-- Roots of complete subtrees of 256, 65,536, … leaves: with them a proof reads hundreds of rows, not millions.
create table journal.subtree (
    level    smallint not null check (level > 0 and level % 8 = 0),
    position bigint   not null check (position >= 0),
    hash     bytea    not null check (length(hash) = 32),
    primary key (level, position)
);
create table journal.checkpoint (
    size  bigint      primary key check (size > 0),
    root  bytea       not null check (length(root) = 32),
    -- Roots of the complete subtrees that make up `size` leaves, largest first, 32 bytes each: where the sealer goes on.
    range bytea       not null check (length(range) % 32 = 0),
    -- The signed note, to be kept by anyone who wants to check later.
    note  text        not null,
    at    timestamptz not null
);
create unique index leaf_entry on journal.leaf (entry);

create trigger append_only before update or delete or truncate on journal.leaf
    for each statement execute function journal.refuse_change();
create trigger append_only before update or delete or truncate on journal.subtree
    for each statement execute function journal.refuse_change();
create trigger append_only before update or delete or truncate on journal.checkpoint
    for each statement execute function journal.refuse_change();
grant select, insert on journal.leaf, journal.subtree, journal.checkpoint to motcua_app;
