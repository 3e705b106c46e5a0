-- Provinces and communes of a day; for each commune the communes that went into it, named with the district and province of their last day.
select unit.code as "code!", unit.province as "province!", unit.full_name as "name!", unit.name_en as "name_en!",
       coalesce(array_agg(distinct concat_ws(', ', old.full_name, district.full_name, province.full_name)) filter (where old.code is not null), '{}') as "former!"
from organisation.unit
left join organisation.unit_successor succession
    on unit.level = 3 and succession.successor = unit.code and succession.effective_on <= $1 and succession.is_default
left join lateral (
    select code, full_name, parent, province from organisation.unit
    where code = succession.predecessor and level = 3 and valid_from < succession.effective_on order by valid_from desc limit 1
) old on true
left join lateral (
    select full_name from organisation.unit where code = old.parent and valid_from < succession.effective_on order by valid_from desc limit 1
) district on true
left join lateral (
    select full_name from organisation.unit where code = old.province and valid_from < succession.effective_on order by valid_from desc limit 1
) province on true
where unit.level in (1, 3) and unit.valid_from <= $1 and (unit.valid_to is null or $1 < unit.valid_to)
group by unit.code, unit.province, unit.full_name, unit.name_en
order by unit.code
