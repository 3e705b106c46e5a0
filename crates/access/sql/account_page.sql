-- Accounts of one kind that the scope ($1, $2) opens, ordered by name, one page after ($10, $11). The words $5 must all be in the name, or the
-- login be $6; $7 and $8 ask for a role or an office held at $9. The roles shown are those in force at $9.
select account.id, account.name, account.kind, account.created_at, account.disabled_at,
       array(select login from access.login where login.account = account.id order by login) as "logins!",
       coalesce((select jsonb_agg(jsonb_build_object('id', held.id, 'role', held.role, 'office', held.office, 'valid_from', held.valid_from,
                                                     'valid_until', held.valid_until) order by held.valid_from, held.id)
                 from access.role_grant as held
                 where held.account = account.id and held.valid_from <= $9 and (held.valid_until is null or held.valid_until > $9)),
                '[]') as "grants!: Json<Vec<GrantRow>>"
from access.account
where ($1 or account.id = $2)
  and account.kind = $3
  and (account.disabled_at is not null) = $4
  and (account.words @> $5 or exists (select from access.login where login.login = $6 and login.account = account.id))
  and (($7::text is null and $8::uuid is null)
       or exists (select from access.role_grant as asked
                  where asked.account = account.id and ($7 is null or asked.role = $7) and ($8 is null or asked.office = $8)
                    and asked.valid_from <= $9 and (asked.valid_until is null or asked.valid_until > $9)))
  and ($10::text is null or (account.name, account.id) > ($10, $11))
order by account.name, account.id
limit $12
