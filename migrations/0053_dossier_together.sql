-- Receipts are written many at once. Changes of counters wait as one row per transaction, whatever number of counters they move, and no row
-- that only waits to be added up is indexed.
insert into dossier.tally as kept (node, office, measure, day, amount)
select node, office, measure, day, sum(amount) from dossier.tally_change group by node, office, measure, day
on conflict (node, office, measure, day) do update set amount = kept.amount + excluded.amount;

drop table dossier.tally_change;
create table dossier.tally_change (
    node     text      not null,
    -- Counter by counter: office, measure, office-local day, by how much.
    offices  uuid[]    not null,
    measures text[]    not null,
    days     date[]    not null,
    amounts  integer[] not null,
    check (cardinality(offices) = cardinality(measures) and cardinality(offices) = cardinality(days)
        and cardinality(offices) = cardinality(amounts))
);
grant select, insert, update, delete on dossier.tally_change to motcua_app;

alter table dossier.inbox_change drop column id;

-- New tasks are counted statement by statement, changed ones row by row.
drop trigger inbox_change on dossier.task;
create or replace function dossier.note_inbox_change() returns trigger language plpgsql as $$
begin
    if old.closed_at is null then
        insert into dossier.inbox_change (node, office, holder, stopped, day, amount)
        values (old.node, old.office, coalesce(old.holder, '00000000-0000-0000-0000-000000000000'), old.stopped, old.day, -1);
    end if;
    if tg_op = 'UPDATE' and new.closed_at is null then
        insert into dossier.inbox_change (node, office, holder, stopped, day, amount)
        values (new.node, new.office, coalesce(new.holder, '00000000-0000-0000-0000-000000000000'), new.stopped, new.day, 1);
    end if;
    return null;
end $$;
create trigger inbox_change after update of office, holder, stopped, day, closed_at or delete on dossier.task
    for each row execute function dossier.note_inbox_change();

create function dossier.note_inbox_opened() returns trigger language plpgsql as $$
begin
    insert into dossier.inbox_change (node, office, holder, stopped, day, amount)
    select node, office, coalesce(holder, '00000000-0000-0000-0000-000000000000'), stopped, day, count(*)
    from opened where closed_at is null group by 1, 2, 3, 4, 5;
    return null;
end $$;
create trigger inbox_opened after insert on dossier.task referencing new table as opened
    for each statement execute function dossier.note_inbox_opened();

-- Who takes part is always asked by office.
drop index dossier.participation_of_dossier;

-- Keys are thrown away by age, in the order they were written.
drop index dossier.idempotency_age;
create index idempotency_age on dossier.idempotency using brin (created_at) with (autosummarize = on);
