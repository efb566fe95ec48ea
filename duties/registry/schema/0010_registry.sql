-- 一企一档: enterprises, their premises, and what hangs under the premises: licences, food safety staff, certificates.
-- Every list has (region, sort, id) and (sort, id); every foreign key an index. Personal fields hold ciphertext.
-- name_sort is the name in pinyin; grams are its two-character fragments and pinyin initials.
-- enterprise_id on every row below an enterprise is what limits a business to its own records.

create table enterprise (
  like shian.standard including all,
  name text not null,
  name_sort text collate "C" not null,
  uscc text collate "C",
  kind text not null,
  legal_representative text,
  address text,
  registered_on date,
  registration_state text,
  phone text,
  merged_into uuid references enterprise,
  grams text[] not null default '{}'
);
create index enterprise_region on enterprise (region, name_sort, id);
create index enterprise_order on enterprise (name_sort, id);
create unique index enterprise_uscc on enterprise (uscc) where closed_at is null;
create index enterprise_merged on enterprise (merged_into) where merged_into is not null;
create index enterprise_grams on enterprise using gin (grams);
-- The whole city reads enterprises: one may have premises in several counties. Writing is limited by the code.
select shian.keep_register('enterprise', 'city', 'id');

create table premises (
  like shian.standard including all,
  enterprise_id uuid not null references enterprise,
  name text not null,
  name_sort text collate "C" not null,
  type text not null,
  address text,
  lng double precision,
  lat double precision,
  status text not null,
  status_since date,
  opened_on date,
  scope text,
  scale text,
  diners integer,
  area double precision,
  unlicensed boolean not null default false,
  found_on date,
  near_school boolean not null default false,
  in_ledger boolean not null default false,
  duty_level text,
  contact text,
  phone text,
  -- Kept from the licences and staff, so that versions answer "licensed on that day?".
  licensed_until date,
  needs_director boolean not null default false,
  has_director boolean not null default false,
  has_officer boolean not null default false,
  merged_into uuid references premises,
  grams text[] not null default '{}',
  constraint premises_place check ((lng is null) = (lat is null))
);
create index premises_region on premises (region, name_sort, id);
create index premises_order on premises (name_sort, id);
create index premises_enterprise on premises (enterprise_id);
create index premises_type on premises (type, name_sort, id);
create index premises_type_region on premises (type, region, name_sort, id);
create index premises_level on premises (duty_level, name_sort, id) where duty_level is not null;
create index premises_status on premises (status, name_sort, id) where status <> 'open';
create index premises_unlicensed on premises (name_sort, id) where unlicensed;
create index premises_near_school on premises (name_sort, id) where near_school;
create index premises_merged on premises (merged_into) where merged_into is not null;
create index premises_grams on premises using gin (grams);
select shian.keep_register('premises', 'region', 'enterprise_id');

create table licence (
  like shian.standard including all,
  enterprise_id uuid not null references enterprise,
  premises_id uuid not null references premises,
  -- collate "C": the beginning of a number is found through the index
  number text collate "C" not null,
  kind text not null,
  scope text,
  state text not null,
  issued_on date,
  expires_on date,
  ended_on date,
  issuer text,
  electronic boolean not null default false,
  on_promise boolean not null default false,
  promise_check_due date,
  promise_checked_on date,
  promise_check_result text,
  constraint licence_dates check (expires_on is null or issued_on is null or expires_on >= issued_on)
);
create index licence_region on licence (region, number, id);
create index licence_order on licence (number, id);
create unique index licence_number on licence (number) where closed_at is null;
create index licence_enterprise on licence (enterprise_id);
create index licence_premises on licence (premises_id);
create index licence_expiry_region on licence (region, expires_on, id);
create index licence_expiry on licence (expires_on, id);
create index licence_promise on licence (promise_check_due, id) where on_promise and promise_checked_on is null;
select shian.keep_register('licence', 'region', 'enterprise_id');

create table food_staff (
  like shian.standard including all,
  enterprise_id uuid not null references enterprise,
  premises_id uuid not null references premises,
  name text not null,
  name_sort text collate "C" not null,
  role text not null,
  id_number text,
  phone text,
  appointed_on date,
  left_on date,
  grams text[] not null default '{}'
);
create index food_staff_region on food_staff (region, name_sort, id);
create index food_staff_order on food_staff (name_sort, id);
create index food_staff_enterprise on food_staff (enterprise_id);
create index food_staff_premises on food_staff (premises_id);
create index food_staff_grams on food_staff using gin (grams);
select shian.keep_register('food_staff', 'region', 'enterprise_id');

create table certificate (
  like shian.standard including all,
  enterprise_id uuid not null references enterprise,
  premises_id uuid not null references premises,
  number text collate "C" not null,
  kind text not null,
  issuer text,
  scope text,
  issued_on date,
  expires_on date,
  constraint certificate_dates check (expires_on is null or issued_on is null or expires_on >= issued_on)
);
create index certificate_region on certificate (region, number, id);
create index certificate_order on certificate (number, id);
create index certificate_enterprise on certificate (enterprise_id);
create index certificate_premises on certificate (premises_id);
create index certificate_expiry on certificate (expires_on, id) where expires_on is not null;
select shian.keep_register('certificate', 'region', 'enterprise_id');
