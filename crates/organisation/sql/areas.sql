-- The units in which the node $1 has offices on the day $2, each with the communes that went into it.
select unit.code, unit.full_name, unit.name_en, unit.province,
       array(select distinct former.full_name
             from organisation.unit_successor as edge
             join organisation.unit as former
               on former.code = edge.predecessor
              and former.level = 3
              and former.valid_from < edge.effective_on and (former.valid_to is null or edge.effective_on <= former.valid_to)
             where edge.successor = unit.code and edge.effective_on <= $2
             order by former.full_name) as "former!"
from organisation.unit as unit
where unit.valid_from <= $2 and (unit.valid_to is null or $2 < unit.valid_to)
  and unit.code in (select office.unit from organisation.office as office where office.node = $1)
