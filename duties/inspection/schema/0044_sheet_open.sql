-- 检查要点表: a business reads the sheet by which it was inspected.
drop policy scope on check_sheet;
drop policy scope on check_sheet_version;
select shian.protect('check_sheet', 'city', '*');
select shian.protect('check_sheet_version', 'city', '*');
