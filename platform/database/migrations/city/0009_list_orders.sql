-- Every list has two indexes, (region, sort, id) and (sort, id): these lacked the second.
create index time_limit_order on time_limit (code, id);
create index calendar_day_order on calendar_day (day, id);
create index setting_order on setting (code, id);
create index region_parameter_name on region_parameter (parameter, id);
create index reported_figure_name on reported_figure (indicator, id);
