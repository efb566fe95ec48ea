-- 责任约谈: a business reads the interview that it is asked to, and what it promised there.
alter table undertaking add column enterprise uuid references enterprise;
update undertaking u set enterprise = i.enterprise from interview i where i.id = u.interview_id;
create index undertaking_enterprise on undertaking (enterprise);
update undertaking_version v set own_id = u.enterprise from undertaking u where u.id = v.row_id;
update interview_version v set own_id = i.enterprise from interview i where i.id = v.row_id;
drop policy scope on interview;
drop policy scope on interview_version;
drop policy scope on undertaking;
drop policy scope on undertaking_version;
select shian.protect('interview', 'region', 'enterprise');
select shian.protect('interview_version', 'region', 'own_id');
select shian.protect('undertaking', 'region', 'enterprise');
select shian.protect('undertaking_version', 'region', 'own_id');
