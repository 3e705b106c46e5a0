-- What the program writes whole and reads whole is kept as it was written: checked to be JSON, not taken apart and put together again. What is
-- there prints the same as before, so every seal still fits.
drop function journal.append;
alter table journal.entry alter column data type json using data::json;
alter table dossier.dossier alter column record type json using record::json;
alter table dossier.content alter column applicant type json using applicant::json,
    alter column declaration type json using declaration::json,
    alter column papers type json using papers::json;

-- A version is always asked for with its dossier.
alter table dossier.content drop constraint content_pkey;
alter table dossier.content drop constraint content_node_dossier_sequence_key;
alter table dossier.content add primary key (node, dossier, sequence);

-- Work is closed by its identifier: the dossier knows what is open.
drop index dossier.task_of_dossier;

-- As before, with the facts as text.
create function journal.append(entries uuid[], instants timestamptz[], offices uuid[], actors uuid[], kinds text[], subject_kinds text[],
    subjects uuid[], facts text[], writing_node text, version smallint)
returns table (placed_transaction bigint, placed_sequence bigint, placed_subject_sequence bigint) language plpgsql as $$
begin
    return query
    with input as (
        select * from unnest(entries, instants, offices, actors, kinds, subject_kinds, subjects, facts)
            with ordinality as i (id, at, office, actor, kind, subject_kind, subject, data, ordinal)
    ), head as (
        insert into journal.subject as s (subject, last_sequence, last_transaction)
        select input.subject, count(*), pg_current_xact_id() from input group by input.subject order by input.subject
        on conflict (subject) do update set last_sequence = s.last_sequence + excluded.last_sequence,
            last_transaction = greatest(s.last_transaction, pg_current_xact_id())
        returning s.subject, s.last_sequence, s.last_transaction
    ), numbered as materialized (
        select input.*, head.last_transaction,
               head.last_sequence + 1 - row_number() over (partition by input.subject order by input.ordinal desc) as subject_sequence
        from input join head using (subject)
    ), written as (
        insert into journal.entry (id, at, node, office, actor, kind, subject, subject_kind, data, schema_version, transaction,
                                   subject_sequence)
        select n.id, n.at, writing_node, n.office, n.actor, n.kind, n.subject, n.subject_kind, n.data::json, version, n.last_transaction,
               n.subject_sequence
        from numbered as n order by n.ordinal
        returning entry.id, entry.transaction, entry.sequence, entry.subject_sequence
    )
    select w.transaction::text::bigint, w.sequence, w.subject_sequence from written as w join numbered as n using (id) order by n.ordinal;
end $$;
grant execute on function journal.append to motcua_app;

-- The first entries of subjects that nobody knows yet: no other writer can wait for them, so there is nothing to lock and nothing to count. A
-- subject that has entries already refuses the whole statement. Gives how many were written.
create function journal.append_first(entries uuid[], instants timestamptz[], offices uuid[], actors uuid[], kinds text[], about text,
    subjects uuid[], facts text[], writing_node text, version smallint)
returns bigint language plpgsql as $$
declare
    written bigint;
begin
    insert into journal.subject (subject, last_sequence, last_transaction) select new, 1, pg_current_xact_id() from unnest(subjects) as new;
    insert into journal.entry (id, at, node, office, actor, kind, subject, subject_kind, data, schema_version, subject_sequence)
    select i.id, i.at, writing_node, i.office, i.actor, i.kind, i.subject, about, i.data::json, version, 1
    from unnest(entries, instants, offices, actors, kinds, subjects, facts) as i (id, at, office, actor, kind, subject, data);
    get diagnostics written = row_count;
    return written;
end $$;
grant execute on function journal.append_first to motcua_app;
