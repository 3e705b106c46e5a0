-- Counts of the inbox of the whole node, for those who may see all of it: kept under the office of zeros when changes are folded in, so that
-- nobody adds up every office to open a page. Held tasks are counted together under the last identifier: whose they are is not asked there.
insert into dossier.inbox (node, office, holder, stopped, day, amount)
select node, '00000000-0000-0000-0000-000000000000'::uuid,
       case when holder = '00000000-0000-0000-0000-000000000000' then holder else 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid end,
       stopped, day, sum(amount)
from dossier.inbox group by 1, 2, 3, 4, 5;
