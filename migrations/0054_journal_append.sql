-- Writing entries as a function, so that a statement can write its rows and their entries in one round trip. Entries are numbered in the order of
-- the arrays. Heads are locked in the order of the subjects' identifiers, running numbers are drawn after all of them are locked;
-- `materialized` keeps the order of the rows and of the numbers the same.
create function journal.append(entries uuid[], instants timestamptz[], offices uuid[], actors uuid[], kinds text[], subject_kinds text[],
    subjects uuid[], facts jsonb[], writing_node text, version smallint)
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
        select n.id, n.at, writing_node, n.office, n.actor, n.kind, n.subject, n.subject_kind, n.data, version, n.last_transaction,
               n.subject_sequence
        from numbered as n order by n.ordinal
        returning entry.id, entry.transaction, entry.sequence, entry.subject_sequence
    )
    select w.transaction::text::bigint, w.sequence, w.subject_sequence from written as w join numbered as n using (id) order by n.ordinal;
end $$;
grant execute on function journal.append to motcua_app;
