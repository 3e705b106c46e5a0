-- The account $3, if the scope ($1, $2) opens it, with every role it ever had, newest first.
select account.id, account.name, account.kind, account.created_at, account.disabled_at,
       array(select login from access.login where login.account = account.id order by login) as "logins!",
       coalesce((select jsonb_agg(jsonb_build_object('id', held.id, 'role', held.role, 'office', held.office, 'valid_from', held.valid_from,
                                                     'valid_until', held.valid_until) order by held.valid_from desc, held.id desc)
                 from access.role_grant as held where held.account = account.id),
                '[]') as "grants!: Json<Vec<GrantRow>>"
from access.account
where ($1 or account.id = $2) and account.id = $3
