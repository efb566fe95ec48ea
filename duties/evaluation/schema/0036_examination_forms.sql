-- 检查表和抽取配额: editions of check sheets and of quotas. One in force, or that was, never changes; a point keeps the sheet it was drawn with.
create table examination_form (
  like shian.standard including all,
  title text not null,
  title_en text not null,
  kind text not null check (kind in ('sheet', 'quotas')),
  code text not null,
  edition integer not null check (edition >= 1),
  state text not null check (state in ('draft', 'in_force', 'retired')),
  content jsonb not null,
  copied_from uuid references examination_form,
  in_force_on date,
  retired_on date
);
create index examination_form_region on examination_form (region, title, id);
create index examination_form_order on examination_form (title, id);
create index examination_form_copied on examination_form (copied_from);
create unique index examination_form_edition on examination_form (kind, code, edition) where closed_at is null;
create unique index examination_form_in_force on examination_form (kind, code) where closed_at is null and state = 'in_force';
select shian.keep_register('examination_form', 'city');
