-- 报告中的图: what a chart shows is kept with its paragraph; Word, PDF and page draw it from there.
alter table report_paragraph drop constraint report_paragraph_kind_check;
alter table report_paragraph add constraint report_paragraph_kind_check check (kind in ('heading', 'paragraph', 'table', 'chart'));
alter table report_paragraph add column chart_content jsonb;
