-- One page of the inbox of somebody who may see every office.
select id, dossier, key, name, office, role, opened_at, due_at, dossier_due_at, sort_at, stopped, day, holder, lease_until, code,
       procedure, procedure_name, applicant_name, channel
from dossier.task
where node = $1 and closed_at is null and (sort_at, id) > ($2, $3) and sort_at < $12
  and ($4::text is null or procedure = $4) and ($5::text is null or key = $5) and ($6::smallint is null or channel = $6)
  and ($7::boolean is null or stopped = $7) and ($8::date is null or day <= $8)
  and ($9::uuid is null or holder = $9) and (not $10::boolean or holder is null)
order by sort_at, id limit $11
