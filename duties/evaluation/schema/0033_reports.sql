-- 报告: templates as text with places for figures, reports with the figures that stand in them, and their paragraphs.
-- A paragraph is a row of its own, so that two people who edit two of them never meet and each edit is a version.

create table report_template (
  like shian.standard including all,
  name text not null,
  name_en text not null,
  code text not null,
  title text not null,
  mark text not null,
  issuer text not null,
  over text not null check (over in ('year', 'half-year')),
  note text,
  body text not null
);
create index report_template_region on report_template (region, name, id);
create index report_template_order on report_template (name, id);
create unique index report_template_code on report_template (code) where closed_at is null;
select shian.keep_register('report_template', 'city');

create table evaluation_report (
  like shian.standard including all,
  title text not null,
  report_template uuid not null references report_template,
  template_edition integer not null check (template_edition >= 1),
  outline text not null,
  starts_on date not null,
  ends_on date not null,
  day date not null,
  state text not null check (state in ('draft', 'sealing', 'sent')),
  figures jsonb not null default '{}',
  changes jsonb not null default '[]',
  recipients text,
  number text,
  sent_on date,
  hash text,
  -- Files are no register: their ids stand here as text, written by the program.
  file_docx text,
  file_pdf text
);
create index evaluation_report_region on evaluation_report (region, title, id);
create index evaluation_report_order on evaluation_report (title, id);
create index evaluation_report_template on evaluation_report (report_template);
select shian.keep_register('evaluation_report');

create table report_paragraph (
  like shian.standard including all,
  evaluation_report_id uuid not null references evaluation_report,
  text text not null,
  slot text not null,
  sort_order numeric not null,
  kind text not null check (kind in ('heading', 'paragraph', 'table')),
  level integer check (level between 1 and 4),
  pieces jsonb not null default '[]',
  table_content jsonb,
  edited boolean not null default false,
  edited_by uuid references person
);
create index report_paragraph_region on report_paragraph (region, slot, id);
create index report_paragraph_order on report_paragraph (slot, id);
create index report_paragraph_report on report_paragraph (evaluation_report_id, sort_order);
create index report_paragraph_editor on report_paragraph (edited_by);
select shian.keep_register('report_paragraph');
