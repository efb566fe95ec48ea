// Generated from the migrated database by `npm run generate`; do not edit.
import type { Generated } from 'kysely'
import type { DateOnly, Instant } from '../core/dates.ts'

export interface DB {
  'shian.city': {
    code: string
    schema_name: string
    name_zh: string
    name_en: string
    demo: Generated<boolean>
    created_at: Instant
  }
  'shian.migration': {
    schema_name: string
    name: string
    checksum: string
    applied_at: Instant
  }
  'shian.region': {
    code: string
    valid_from: Generated<DateOnly>
    valid_to: DateOnly | null
    name_zh: string
    name_en: string
    level: string
    parent: string | null
  }
  'shian.region_change': {
    id: string
    old_code: string
    new_code: string
    changed_on: DateOnly
    source: string
  }
  'shian.standard': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
  }
  'audit_chain': {
    number: number
    entry_id: string
    link: Buffer
  }
  'audit_checkpoint': {
    id: string
    at: Instant
    number: number
    link: Buffer
  }
  'audit_entry': {
    id: string
    at: Instant
    person_id: string | null
    actor: string
    action: string
    reason: string | null
    address: string | null
    region: string
    changes: unknown
    hash: Buffer
  }
  'audit_touch': {
    entry_id: string
    table_name: string
    row_id: string
  }
  'calendar_day': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    day: DateOnly
    kind: string
    name: string
    source: string
  }
  'calendar_day_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'certificate': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    enterprise_id: string
    premises_id: string
    number: string
    kind: string
    issuer: string | null
    scope: string | null
    issued_on: DateOnly | null
    expires_on: DateOnly | null
  }
  'certificate_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'counter': {
    region: string
    unit_id: string
    code: string
    value: number
    at: Instant
  }
  'credential': {
    person_id: string
    login: string
    password_hash: string
    password_changed_at: Instant
    former_hashes: Generated<string[]>
    must_change: Generated<boolean>
    failures: Generated<number>
    locked_until: Instant | null
    totp_secret: string | null
    totp_pending: string | null
    totp_last_step: number | null
    pin_hash: string | null
  }
  'document': {
    id: string
    region: string
    own_id: string | null
    kind: string
    number: string
    title: string
    matter: string | null
    matter_id: string | null
    action_id: string | null
    file_id: string | null
    person_id: string | null
    at: Instant
  }
  'enterprise': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    name: string
    name_sort: string
    uscc: string | null
    kind: string
    legal_representative: string | null
    address: string | null
    registered_on: DateOnly | null
    registration_state: string | null
    phone: string | null
    merged_into: string | null
    grams: Generated<string[]>
  }
  'enterprise_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'file': {
    id: string
    region: string
    own_id: string | null
    hash: string
    name: string
    media_type: string
    size: number
    about_table: string | null
    about_id: string | null
    note: string | null
    person_id: string | null
    created_at: Instant
    removed_at: Instant | null
  }
  'food_staff': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    enterprise_id: string
    premises_id: string
    name: string
    name_sort: string
    role: string
    id_number: string | null
    phone: string | null
    appointed_on: DateOnly | null
    left_on: DateOnly | null
    grams: Generated<string[]>
  }
  'food_staff_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'idempotency': {
    actor: string
    key: string
    body_hash: Buffer
    status: number
    answer: unknown | null
    at: Instant
  }
  'inbox': {
    id: string
    matter: string
    matter_id: string
    kind: string
    region: string
    own_id: string | null
    unit_id: string | null
    person_id: string | null
    title: string
    state: string
    due_on: DateOnly | null
    level: Generated<number>
    at: Instant
    due_at: Instant | null
    late_from: Generated<Instant>
  }
  'indicator_snapshot': {
    indicator: string
    region: string
    day: DateOnly
    period: string
    value: number | null
    part: number | null
    whole: number | null
    denominator: number | null
    denominator_source: string | null
    at: Instant
  }
  'job': {
    id: string
    kind: string
    payload: Generated<unknown>
    region: string
    state: Generated<string>
    run_at: Instant
    attempts: Generated<number>
    max_attempts: Generated<number>
    unique_key: string | null
    person_id: string | null
    title: string | null
    progress: unknown | null
    result: unknown | null
    last_error: string | null
    created_at: Instant
    started_at: Instant | null
    heartbeat_at: Instant | null
    finished_at: Instant | null
  }
  'licence': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    enterprise_id: string
    premises_id: string
    number: string
    kind: string
    scope: string | null
    state: string
    issued_on: DateOnly | null
    expires_on: DateOnly | null
    ended_on: DateOnly | null
    issuer: string | null
    electronic: Generated<boolean>
    on_promise: Generated<boolean>
    promise_check_due: DateOnly | null
    promise_checked_on: DateOnly | null
    promise_check_result: string | null
  }
  'licence_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'matter_action': {
    id: string
    matter: string
    matter_id: string
    number: number
    action: string
    region: string
    own_id: string | null
    person_id: string | null
    unit_id: string | null
    actor: string
    at: Instant
    from_state: string | null
    to_state: string
    input: Generated<unknown>
  }
  'matter_clock': {
    matter_id: string
    clock: string
    matter: string
    region: string
    limit_code: string
    started_on: DateOnly
    due_on: DateOnly | null
    stopped_on: DateOnly | null
    paused_on: DateOnly | null
    paused_days: Generated<number>
    due_at: Instant | null
    paused_at: Instant | null
    stopped_at: Instant | null
    extended_by: Generated<number>
    extended_times: Generated<number>
  }
  'notification': {
    id: string
    person_id: string
    at: Instant
    kind: string
    title_zh: string
    title_en: string
    link: string | null
    read_at: Instant | null
  }
  'number_series': {
    code: string
    last: number
  }
  'org_unit': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    name: string
    name_sort: string
    name_en: string | null
    function: string
    kind: string
    parent_id: string | null
    leader_id: string | null
    sort_order: Generated<number>
    phone: string | null
    grams: Generated<string[]>
  }
  'org_unit_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'person': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    name: string
    name_sort: string
    kind: string
    unit_id: string | null
    enterprise_id: string | null
    staff_number: string | null
    phone: string | null
    email: string | null
    grams: Generated<string[]>
  }
  'person_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'plan': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    number: string | null
    issuer: string | null
    issued_on: DateOnly | null
    year: number
    recipients: Generated<unknown>
    copied_to: Generated<unknown>
    state: string
    office_unit: string | null
    file_id: string | null
    assigned_at: Instant | null
  }
  'plan_draft': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    plan_id: string
    name: string
    paper: string
    draft: unknown
  }
  'plan_draft_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'plan_part': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    plan_task_id: string
    state: string
    title: string
    holder_unit: string | null
    holder_person: string | null
    due_on: DateOnly | null
    late_level: Generated<number>
    office_unit: string | null
    source: string
    text: string
    targets: Generated<unknown>
    note: string | null
    figures: Generated<unknown>
    returned_for: string | null
    reported_on: DateOnly | null
  }
  'plan_part_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'plan_report': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    plan_task_id: string
    state: string
    title: string
    holder_unit: string | null
    holder_person: string | null
    due_on: DateOnly | null
    late_level: Generated<number>
    office_unit: string | null
    source: string
    period: string
    addressees: Generated<unknown>
    copies: Generated<unknown>
    due_note: string | null
    note: string | null
    figures: Generated<unknown>
    returned_for: string | null
    reported_on: DateOnly | null
  }
  'plan_report_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'plan_task': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    plan_id: string
    state: string
    title: string
    holder_unit: string | null
    holder_person: string | null
    due_on: DateOnly | null
    late_level: Generated<number>
    office_unit: string | null
    sort_order: number
    number: string
    section: string | null
    heading: string | null
    text: string
    mode: string
    superior: string | null
    lead_units: Generated<string[]>
    assisting_units: Generated<string[]>
    joint_units: Generated<string[]>
    collector_unit: string | null
    targets: Generated<unknown>
    deadlines: Generated<unknown>
    unclear: Generated<unknown>
    due_note: string | null
    progress: Generated<number>
    note: string | null
    figures: Generated<unknown>
    missing: string | null
    returned_for: string | null
    reported_on: DateOnly | null
    done_on: DateOnly | null
  }
  'plan_task_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'plan_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'post': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    person_id: string
    unit_id: string | null
    role_code: string
    administrator: string | null
    scope: string
    starts_on: DateOnly
    ends_on: DateOnly | null
  }
  'post_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'premises': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    enterprise_id: string
    name: string
    name_sort: string
    type: string
    address: string | null
    lng: number | null
    lat: number | null
    status: string
    status_since: DateOnly | null
    opened_on: DateOnly | null
    scope: string | null
    scale: string | null
    diners: number | null
    area: number | null
    unlicensed: Generated<boolean>
    found_on: DateOnly | null
    near_school: Generated<boolean>
    in_ledger: Generated<boolean>
    duty_level: string | null
    contact: string | null
    phone: string | null
    licensed_until: DateOnly | null
    needs_director: Generated<boolean>
    has_director: Generated<boolean>
    has_officer: Generated<boolean>
    merged_into: string | null
    grams: Generated<string[]>
  }
  'premises_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'record_key': {
    row_id: string
    wrapped: Buffer
    created_at: Instant
  }
  'region_parameter': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    parameter: string
    value: number
    unit: string
    starts_on: DateOnly
    source: string
  }
  'region_parameter_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'reported_figure': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    indicator: string
    starts_on: DateOnly
    ends_on: DateOnly
    value: number
    source: string
    unit_id: string | null
  }
  'reported_figure_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'role': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    code: string
    title_zh: string
    title_en: string
    rights: Generated<string[]>
    administrator: string | null
  }
  'role_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'saved_view': {
    id: string
    person_id: string
    register: string
    name: string
    query: unknown
    at: Instant
  }
  'session': {
    id: string
    secret_hash: Buffer
    person_id: string
    kind: string
    second_factor: Generated<boolean>
    second_factor_due: Generated<boolean>
    created_at: Instant
    last_seen_at: Instant
    idle_minutes: number
    idle_until: Instant
    expires_at: Instant
    ended_at: Instant | null
    ended_reason: string | null
    address: string | null
    agent: string | null
  }
  'setting': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    code: string
    value: unknown
    note: string | null
  }
  'setting_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'time_limit': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    code: string
    title_zh: string
    title_en: string
    value: number
    unit: string
    counts_first_day: Generated<boolean>
    extension_value: number | null
    legal_basis: string
    confidence: string
    valid_from: DateOnly
    valid_to: DateOnly | null
    extension_times: number | null
  }
  'time_limit_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'unit_group': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    name: string
    unit_ids: string[]
    valid_from: DateOnly
    valid_to: DateOnly | null
    source: string | null
  }
  'unit_group_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
}
