-- One page of the inbox of somebody who may see every office.
select id, dossier, key, name, office, role, opened_at, due_at, dossier_due_at, sort_at, stopped, day, holder, lease_until, code,
       procedure, procedure_name, applicant_name, channel
from dossier.task
where node = $1 and closed_at is null and (sort_at, id) > ($2, $3) and sort_at < $14
  and (cardinality($4::text[]) = 0 or procedure = any ($4)) and (cardinality($5::text[]) = 0 or key = any ($5))
  and (cardinality($6::smallint[]) = 0 or channel = any ($6))
  and ($7::boolean is null or stopped = $7) and ($8::date is null or day <= $8)
  and (cardinality($9::uuid[]) = 0 or coalesce(holder, '00000000-0000-0000-0000-000000000000') = any ($9))
  and (cardinality($10::date[]) = 0 or exists (select from unnest($10::date[], $11::date[]) as span (first, last)
      where case when stopped then '9999-12-31'::date else day end between span.first and span.last))
  and (cardinality($12::uuid[]) = 0 or exists (select from dossier.labelled
      where labelled.node = $1 and labelled.dossier = task.dossier and labelled.label = any ($12)))
order by sort_at, id limit $13
