-- Orders that their business reported as put right while it could not reach their limits: the limit ended on that day.
update matter_clock c set stopped_on = r.corrected_on from rectification r
where c.matter_id = r.id and c.matter = 'rectification' and c.stopped_on is null and r.state in ('corrected', 'closed') and r.corrected_on is not null;
