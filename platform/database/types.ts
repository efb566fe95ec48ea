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
  'cadre': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    name: string
    name_sort: string
    rank: string
    unit: string | null
    office_held: string
    assistant: Generated<boolean>
    phone: string | null
    person: string | null
    left_on: DateOnly | null
    grams: Generated<string[]>
  }
  'cadre_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
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
  'campaign': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    theme: string
    state: string
    notice_number: string | null
    starts_on: DateOnly
    ends_on: DateOnly
    lead_unit: string | null
    units: Generated<string[]>
    types: Generated<string[]>
    near_school: Generated<boolean>
    asks: string | null
    findings: string | null
  }
  'campaign_daily': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    campaign_id: string
    title: string | null
    unit_id: string
    day: DateOnly
    officers: number | null
    vehicles: number | null
    checked: number | null
    checked_premises: number | null
    problem_firms: number | null
    problem_names: string | null
    orders: number | null
    documents: number | null
    cases: number | null
    penalties: number | null
    destroyed: number | null
    removed: number | null
    seized: number | null
    note: string | null
    person_id: string | null
  }
  'campaign_daily_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'campaign_target': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    title: string | null
    campaign: string
    listed_by: string | null
    note: string | null
    visited: Generated<boolean>
    visited_on: DateOnly | null
    visits: number | null
    problem: Generated<boolean>
    inspection: string | null
  }
  'campaign_target_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'campaign_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'canteen_day': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    on_day: DateOnly
    meals: number
    morning: Generated<boolean>
    sampled: number
    disinfected: number
    leader_owed: number
    leader_kept: number
    complete: Generated<boolean>
    samples_complete: Generated<boolean>
    leader_complete: Generated<boolean>
    lacking: Generated<unknown>
  }
  'canteen_day_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'canteen_limit': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    valid_from: DateOnly
    sample_grams: number
    sample_hours: number
    sample_min: number
    sample_max: number
    fever: number
    steam_celsius: number
    infrared_celsius: number
    dishwasher_celsius: number
    chlorine_mg: number
    steam_seconds: number
    infrared_seconds: number
    dishwasher_seconds: number
    chlorine_seconds: number
    source: string
  }
  'canteen_limit_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'catering_grade': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    name: string
    type: string
    trading: Generated<boolean>
    dynamic: string | null
    dynamic_mean: number | null
    dynamic_on: DateOnly | null
    dynamic_why: string | null
    annual: string | null
    annual_mean: number | null
    inspections: number | null
    graded_on: DateOnly | null
    rule_version: string | null
  }
  'catering_grade_version': {
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
  'check_sheet': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    kind: string
    sheet_version: string
    state: string
    valid_from: DateOnly | null
    items: number
    confidence: string
    content: unknown
  }
  'check_sheet_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'claim_check': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    checked_at: Instant
    person_id: string | null
    documents: number
    claims: number
    contradictions: number
    doubtful: number
    uncheckable: number
    holding: number
    papers: Generated<unknown>
    report_file: string
  }
  'claim_check_version': {
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
  'credit_class': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    enterprise_id: string
    source: string
    class: string
    judged_on: DateOnly
  }
  'credit_class_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'daily_limit': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    valid_from: DateOnly
    visits_per_officer: number
    fine_per_case: number
    kg_a_day: number
    source: string
  }
  'daily_limit_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'director_rule': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    title_en: string | null
    types: Generated<string[]>
    scales: Generated<string[]>
    foods: Generated<string[]>
    diners_from: number | null
    valid_from: DateOnly
    valid_to: DateOnly | null
    source: string
  }
  'director_rule_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
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
    also: Generated<string[]>
  }
  'draw': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    state: string
    title: string
    holder_unit: string | null
    holder_person: string | null
    due_on: DateOnly | null
    late_level: Generated<number>
    types: Generated<string[]>
    levels: Generated<string[]>
    near_school: Generated<boolean>
    count: number
    each: number
    inspectors: Generated<string[]>
    pool_size: number | null
    left_out: number | null
    recused: number | null
    commitment: string | null
    frozen_at: Instant | null
    rules: unknown | null
    public_source: string | null
    public_on: DateOnly | null
    first_commitment: string | null
    first_by: string | null
    first_at: Instant | null
    second_number: string | null
    second_by: string | null
    second_at: Instant | null
    first_number: string | null
    first_salt: string | null
    public_number: string | null
    seed: string | null
    drawn_at: Instant | null
    redrawn: Generated<unknown>
    shown_from: DateOnly | null
    published_on: DateOnly | null
    planned_on: DateOnly | null
    inspect_by: DateOnly | null
    reason: string | null
  }
  'draw_pool': {
    id: string
    region: string
    content: string
  }
  'draw_rule': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    ratio_a: number
    ratio_b: number
    ratio_c: number
    ratio_d: number
    ratio_none: number
    repeat_months: number
    source: string
    confidence: string
    valid_from: DateOnly
    valid_to: DateOnly | null
  }
  'draw_rule_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'draw_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'drawn_place': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    title: string
    draw: string
    draw_region: string
    drawn_on: DateOnly
    position: number
    inspectors: Generated<string[]>
    inspection: string | null
  }
  'drawn_place_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'duty_binding': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    state: string
    title: string
    holder_unit: string | null
    holder_person: string | null
    due_on: DateOnly | null
    late_level: Generated<number>
    level: string
    cadre: string | null
    bound_on: DateOnly | null
    promise_due: DateOnly | null
    promised_on: DateOnly | null
    promised: Generated<boolean>
    change: string
    changed_on: DateOnly | null
    told_on: DateOnly | null
    told_late: Generated<boolean>
    ended_on: DateOnly | null
    ended_for: string | null
    note: string | null
  }
  'duty_binding_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'duty_line': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    list: string
    code: string
    words: string
    words_en: string | null
    levels: Generated<string[]>
    valid_from: DateOnly
    valid_to: DateOnly | null
    source: string
  }
  'duty_line_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'duty_problem': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    state: string
    title: string
    holder_unit: string | null
    holder_person: string | null
    due_on: DateOnly | null
    late_level: Generated<number>
    level: string
    visit: string
    cadre: string
    reporter: string | null
    found_on: DateOnly
    line: string | null
    found: string
    photos: Generated<unknown>
    received_on: DateOnly | null
    received_by: string | null
    outcome: string | null
    closed_on: DateOnly | null
    returned_for: string | null
  }
  'duty_problem_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'duty_rule': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    level: string
    ranks: Generated<string[]>
    visits_per_quarter: number
    least_operating_days: number
    soon_days: number
    problem_days: number | null
    valid_from: DateOnly
    valid_to: DateOnly | null
    source: string
    clock_minutes: Generated<number>
    far_metres: Generated<number>
  }
  'duty_rule_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'duty_visit': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    state: string
    title: string
    holder_unit: string | null
    holder_person: string | null
    due_on: DateOnly | null
    late_level: Generated<number>
    level: string
    binding: string
    cadre: string
    quarter_from: DateOnly
    extra: Generated<boolean>
    visited_on: DateOnly | null
    mode: string | null
    leader: string | null
    checks: Generated<unknown>
    problems: number | null
    note: string | null
    recorded_for: string | null
    photos: Generated<unknown>
    place: unknown | null
    dropped_for: string | null
    started_at: Instant | null
    finished_at: Instant | null
    taken: Generated<unknown>
    marks: Generated<unknown>
    marked: Generated<boolean>
  }
  'duty_visit_draft': {
    id: string
    region: string
    person_id: string
    device: string
    content: unknown
    at: Instant
  }
  'duty_visit_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
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
  'evaluation_gap': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    state: string
    title: string
    holder_unit: string | null
    holder_person: string | null
    due_on: DateOnly | null
    late_level: Generated<number>
    item: string
    evaluation_scheme: string
    asked_for: string | null
    shortfall: Generated<unknown>
    progress: string | null
    met_on: DateOnly | null
  }
  'evaluation_gap_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'evaluation_item': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    evaluation_scheme_id: string
    sort_order: number
    code: string
    title: string
    title_en: string
    section: string
    section_title: string
    section_title_en: string
    level: string
    kind: string
    weight: number
    review: string | null
    review_en: string | null
    applicable: string
    owner: string
    papers: Generated<unknown>
    measures: Generated<unknown>
    note: string | null
    note_en: string | null
  }
  'evaluation_item_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'evaluation_paper': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    item: string
    paper: string
    title: string
    starts_on: DateOnly
    ends_on: DateOnly
    note: string | null
    unit_id: string | null
    person_id: string | null
    supplied_at: Instant | null
    review: string
    review_note: string | null
    reviewed_by: string | null
    reviewed_on: DateOnly | null
  }
  'evaluation_paper_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'evaluation_report': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    report_template: string
    template_edition: number
    outline: string
    starts_on: DateOnly
    ends_on: DateOnly
    day: DateOnly
    state: string
    figures: Generated<unknown>
    changes: Generated<unknown>
    recipients: string | null
    number: string | null
    sent_on: DateOnly | null
    hash: string | null
    file_docx: string | null
    file_pdf: string | null
    copied_from: string | null
  }
  'evaluation_report_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'evaluation_scheme': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    title_en: string
    code: string
    edition: string
    state: string
    valid_from: DateOnly | null
    valid_to: DateOnly | null
    reconstructed: Generated<boolean>
    scoring: string
    copied_from: string | null
    source: string | null
    source_en: string | null
    note: string | null
    note_en: string | null
    parts: Generated<unknown>
    sources: Generated<unknown>
  }
  'evaluation_scheme_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'evaluation_snapshot': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    day: DateOnly
    evaluation_scheme: string
    state: string
    score: number | null
    verdict: string | null
    hash: string | null
    kept_at: Instant | null
    checked_at: Instant | null
    check_result: string | null
    differences: Generated<unknown>
    kept: unknown | null
  }
  'evaluation_snapshot_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'evaluation_waiver': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    item: string
    starts_on: DateOnly
    ends_on: DateOnly | null
    why: string
    source: string
  }
  'evaluation_waiver_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'event_meal': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    major_event_id: string
    title: string
    day: DateOnly
    meal: string
    premises: string
    diners: number | null
    stationed: Generated<string[]>
    menu_read: Generated<boolean>
    dishes: number | null
    samples: number | null
    least_grams: number | null
    checks: string | null
    done: Generated<boolean>
  }
  'event_meal_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'event_risk': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    major_event_id: string
    title: string
    level: string
    measure: string
    unit_id: string | null
    due_on: DateOnly
    done_on: DateOnly | null
  }
  'event_risk_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'examination': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    kind: string
    state: string
    evaluation_scheme: string
    starts_on: DateOnly
    ends_on: DateOnly
    teams: number
    rules: unknown
    sections: unknown
    commitment: unknown | null
    commitment_hash: string | null
    committed_at: Instant | null
    seed: string | null
    drawn_at: Instant | null
    drawn: unknown | null
    released_at: Instant | null
    released: unknown | null
    concluded_on: DateOnly | null
    opinion: string | null
  }
  'examination_covert': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    examination_id: string
    name: string
    place: string
    kind: string
    area: string
    team: number
    members: Generated<string[]>
    sort_order: number
    state: string
    sheet: unknown
    answers: unknown
    note: string | null
    visited_on: DateOnly | null
    visited_by: string | null
  }
  'examination_expert': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    examination_id: string
    name: string
    person_id: string
    team: number
    leader: Generated<boolean>
    home: string
    unit_id: string | null
    employer: string | null
  }
  'examination_expert_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'examination_finding': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    examination_id: string
    state: string
    title: string
    holder_unit: string | null
    holder_person: string | null
    due_on: DateOnly | null
    late_level: Generated<number>
    office_unit: string | null
    source: string
    item: string | null
    place: string | null
    text: string
    note: string | null
    returned_for: string | null
    reported_on: DateOnly | null
    checked_note: string | null
    done_on: DateOnly | null
  }
  'examination_finding_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'examination_form': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    title_en: string
    kind: string
    code: string
    edition: number
    state: string
    content: unknown
    copied_from: string | null
    in_force_on: DateOnly | null
    retired_on: DateOnly | null
  }
  'examination_form_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'examination_interview': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    examination_id: string
    office: string
    day: DateOnly | null
    interviewers: string | null
    outline: string
    minutes: string | null
  }
  'examination_interview_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'examination_objection': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    examination_id: string
    item: string
    text: string
    unit_id: string | null
    person_id: string | null
    raised_on: DateOnly | null
    outcome: string
    answer: string | null
    score: number | null
    answered_on: DateOnly | null
    answered_by: string | null
  }
  'examination_objection_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'examination_point': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    examination_id: string
    name: string
    place: string
    kind: string
    area: string
    covert: Generated<boolean>
    team: number
    members: Generated<string[]>
    sort_order: number
    state: string
    sheet: unknown
    answers: unknown
    note: string | null
    visited_on: DateOnly | null
    visited_by: string | null
  }
  'examination_point_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'examination_pool': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    examination_id: string
    content: string
    secret: string
    reserve: Generated<string[]>
  }
  'examination_replacement': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    examination_id: string
    name: string
    team: number
    expert_id: string
    reserve_id: string | null
    kind: string
    reason: string
    passed: unknown
    replaced_on: DateOnly
  }
  'examination_replacement_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'examination_reserve': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    examination_id: string
    name: string
    person_id: string
    home: string
    unit_id: string | null
    employer: string | null
  }
  'examination_reserve_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'examination_review': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    examination_id: string
    item: string
    person_id: string
    score: number
    reason: string | null
    reviewed_on: DateOnly | null
  }
  'examination_review_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'examination_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'figure_request': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    state: string
    title: string
    holder_unit: string | null
    holder_person: string | null
    due_on: DateOnly | null
    late_level: Generated<number>
    indicator: string
    starts_on: DateOnly
    ends_on: DateOnly
    asked_by: string | null
    purpose: string | null
    value: number | null
    source: string | null
    answered_on: DateOnly | null
    asked_again: Generated<number>
  }
  'figure_request_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'figure_signature': {
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
    day: DateOnly
    value: number
    basis: string
    basis_hash: string
    unit_id: string | null
    person_id: string | null
    signed_at: Instant
  }
  'figure_signature_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'figure_to_sign': {
    id: string
    region: string
    item: string
    indicator: string
    starts_on: DateOnly | null
    ends_on: DateOnly | null
    value: number
    signed: string
    place: string
    unit_id: string | null
    told_of: string | null
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
  'food_sample': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    on_day: DateOnly
    meal: string
    dish: string
    weight: number
    kept_at: Instant
    celsius: number
    kept_by: string
    disposed_at: Instant | null
    disposed_by: string | null
  }
  'food_sample_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
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
  'goods_in': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    on_day: DateOnly
    goods: string
    supplier: string
    quantity: number
    unit: string
    produced_on: DateOnly | null
    best_before: DateOnly | null
    papers: string | null
    refused: Generated<boolean>
  }
  'goods_in_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'grade_change': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    state: string
    title: string
    holder_unit: string | null
    holder_person: string | null
    due_on: DateOnly | null
    late_level: Generated<number>
    cause: string
    happened_on: DateOnly
    until: DateOnly | null
    facts: string
    paper: string | null
    decided_on: DateOnly | null
    decided_note: string | null
  }
  'grade_change_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'grade_rules': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    kind: string
    rule_version: string
    valid_from: DateOnly
    valid_to: DateOnly | null
    source: string
    confidence: string
    content: unknown
    note: string | null
  }
  'grade_rules_version': {
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
  'inspection': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    state: string
    title: string
    holder_unit: string | null
    holder_person: string | null
    due_on: DateOnly | null
    late_level: Generated<number>
    kind: string
    chosen_by: string
    check_sheet: string
    inspectors: Generated<string[]>
    present: Generated<string[]>
    planned_on: DateOnly | null
    started_at: Instant | null
    finished_at: Instant | null
    visited_on: DateOnly | null
    facts: Generated<unknown>
    findings: Generated<unknown>
    result: string | null
    score: number | null
    failed: number | null
    follow: string | null
    corrected_items: Generated<unknown>
    stopped: Generated<boolean>
    marks: Generated<unknown>
    conduct: unknown | null
    note: string | null
    corrections: Generated<number>
    published_on: DateOnly | null
    reason: string | null
    publish_by: DateOnly | null
    refused: Generated<boolean>
    entrusting: string | null
    samples: number | null
    exam_asked: number | null
    exam_passed: number | null
    resit_on: DateOnly | null
    resit_passed: number | null
    beside: string | null
    called: Generated<unknown>
  }
  'inspection_draft': {
    id: string
    region: string
    person_id: string
    device: string
    content: unknown
    at: Instant
  }
  'inspection_plan': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    year: number
    plan_number: number
    state: string
    choice: unknown
    load: unknown
    premises: number | null
    visits: number | null
    full_checks: number | null
    audits: number | null
    unplaced: number | null
    by_grade: unknown
    made_on: DateOnly
    published_on: DateOnly | null
    rules: string | null
    note: string | null
  }
  'inspection_plan_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'inspection_target': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    title: string
    why: string
    starts_on: DateOnly
    ends_on: DateOnly
    visited_on: DateOnly | null
    inspection: string | null
    audited_on: DateOnly | null
    audit: string | null
    visits: number | null
    held: number | null
  }
  'inspection_target_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'inspection_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'interview': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    state: string
    title: string
    holder_unit: string | null
    holder_person: string | null
    due_on: DateOnly | null
    late_level: Generated<number>
    kind: string
    enterprise: string | null
    unit: string | null
    office_held: string
    why: string
    basis: string
    outline: string
    meet_on: DateOnly
    time: string
    place: string
    attendees: string | null
    held_on: DateOnly | null
    minutes: string | null
    reason: string | null
  }
  'interview_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
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
  'leader_meal': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    on_day: DateOnly
    meal: string
    leader: string
    post: string
    opinion: string | null
  }
  'leader_meal_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
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
  'major_event': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    state: string
    starts_on: DateOnly
    ends_on: DateOnly
    organiser: string | null
    people: number | null
    venues: Generated<string[]>
    lead_unit: string | null
    plan: string | null
    review: string | null
    special_period: string | null
  }
  'major_event_version': {
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
    own_id: string | null
  }
  'meeting': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    kind: string
    day: DateOnly
    time: string | null
    place: string | null
    chair: string | null
    agenda: string
    attending: Generated<string[]>
    attendees: string | null
    state: string
    minutes: string | null
    brief_on: DateOnly | null
    brief_docx: string | null
    brief_pdf: string | null
  }
  'meeting_decision': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    meeting_id: string
    state: string
    title: string
    holder_unit: string | null
    holder_person: string | null
    due_on: DateOnly | null
    late_level: Generated<number>
    office_unit: string | null
    source: string
    text: string
    note: string | null
    returned_for: string | null
    reported_on: DateOnly | null
    done_on: DateOnly | null
  }
  'meeting_decision_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'meeting_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'morning_check': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    on_day: DateOnly
    name: string
    fit: Generated<boolean>
    celsius: number | null
    sign: string | null
    sent_away: Generated<boolean>
    checked_by: string
  }
  'morning_check_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
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
  'operating_calendar': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    starts_on: DateOnly
    week: string
    weekdays: Generated<string[]>
    meals: Generated<string[]>
    contracted: Generated<boolean>
    contractor: string | null
    contractor_licence: string | null
    note: string | null
  }
  'operating_calendar_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'operating_exception': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    kind: string
    from_on: DateOnly
    until_on: DateOnly
    reason: string | null
  }
  'operating_exception_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
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
  'paper_reminder': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    unit_id: string
    reminded_on: DateOnly
    year: number
    missing: number
    told: number
    papers: Generated<unknown>
    person_id: string | null
  }
  'paper_reminder_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'period_rule': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    valid_from: DateOnly
    ahead_days: number
    term_from: number
    term_until: number
    exam_from: number
    exam_until: number
    festival_from: number
    festival_until: number
    event_from: number
    event_until: number
    festivals: Generated<string[]>
    festival_types: Generated<string[]>
    gaokao_from: string
    gaokao_until: string
    exam_types: Generated<string[]>
    source: string
  }
  'period_rule_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'period_visit': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    title: string
    special_period: string
    period_kind: string
    visit_group: string
    from_on: DateOnly
    due_on: DateOnly
    asked: Generated<boolean>
    why_not: string | null
    inspection: string | null
    visited_on: DateOnly | null
    visited: Generated<boolean>
    problem: Generated<boolean>
  }
  'period_visit_version': {
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
  'plan_line': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    name: string
    plan: string
    type: string
    grade: string | null
    months: Generated<string[]>
    visits: number
    full_month: string | null
    audit_month: string | null
    unplaced: number
    reason: string | null
    due: number
    done: number
    behind: Generated<boolean>
    assigned_on: DateOnly | null
    starts_on: DateOnly
    ends_on: DateOnly
  }
  'plan_line_version': {
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
  'premises_grade': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    name: string
    type: string
    trading: Generated<boolean>
    grade: string | null
    score: number | null
    static_score: number | null
    dynamic_score: number | null
    by_score: string | null
    moved: string | null
    why: string | null
    previous: string | null
    graded_on: DateOnly | null
    regrade_by: DateOnly | null
    rule_version: string | null
    focus: Generated<boolean>
    visits: number | null
    last_visit_on: DateOnly | null
    last_full_on: DateOnly | null
    full_due_on: DateOnly | null
    last_audit_on: DateOnly | null
    audit_due_on: DateOnly | null
    facts: unknown | null
  }
  'premises_grade_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'premises_rank': {
    id: string
    region: string
    run_id: string
    position: number
    tier: string
    type: string
    score: number
    reasons: unknown
    last_on: DateOnly | null
    due_on: DateOnly | null
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
  'rank_run': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    day: DateOnly
    visits: number
    findings: number
    places: number
    method: string
    auc: number | null
    days_earlier: number | null
    seconds: number
    card: unknown
    fairness: unknown | null
    backtest: unknown | null
  }
  'rank_run_version': {
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
  'rectification': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    state: string
    title: string
    holder_unit: string | null
    holder_person: string | null
    due_on: DateOnly | null
    late_level: Generated<number>
    inspection: string | null
    ordered_on: DateOnly
    items: Generated<unknown>
    case_lead: Generated<boolean>
    correction: string | null
    corrected_on: DateOnly | null
    returned_for: string | null
    checked_note: string | null
    checked_on: DateOnly | null
    inspection_kind: string | null
  }
  'rectification_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'recusal': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    note: string
    person_id: string
    enterprise: string
    ground: string
    starts_on: DateOnly
    ends_on: DateOnly | null
  }
  'recusal_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
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
  'report_paragraph': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    evaluation_report_id: string
    text: string
    slot: string
    sort_order: number
    kind: string
    level: number | null
    pieces: Generated<unknown>
    table_content: unknown | null
    edited: Generated<boolean>
    edited_by: string | null
    chart_content: unknown | null
    copied_from: string | null
  }
  'report_paragraph_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'report_template': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    name: string
    name_en: string
    code: string
    title: string
    mark: string
    issuer: string
    over: string
    note: string | null
    body: string
  }
  'report_template_version': {
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
  'school_check': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    on_day: DateOnly
    level: string
    checked_by: string
    result: string
    problems: string | null
    due_on: DateOnly | null
    corrected_on: DateOnly | null
    note: string | null
  }
  'school_check_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'school_ring': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    school: string
    distance: number | null
    listed_on: DateOnly
    basis: string
    note: string | null
  }
  'school_ring_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'self_check': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    on_day: DateOnly
    kind: string
    period_from: DateOnly
    due_on: DateOnly | null
    late: Generated<boolean>
    role: string
    filled_by: string
    attended: Generated<string[]>
    zero_risk: Generated<boolean>
    problem_count: number
    problems: Generated<unknown>
    decision: string | null
    form: string
    answers: Generated<unknown>
    corrections: Generated<number>
    sent_by: string | null
    on_behalf: Generated<boolean>
    written_by: string | null
    marks: Generated<unknown>
  }
  'self_check_form': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    kind: string
    applies: string
    form_version: number
    valid_from: DateOnly
    item_count: number
    source: string | null
    items: unknown
  }
  'self_check_form_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'self_check_month': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    month: DateOnly
    business: string
    owed: number
    kept: number
    late: number
    missed: number
    missed_daily: number
    missed_weekly: number
    missed_monthly: number
    problem_count: number
    missed_list: Generated<unknown>
  }
  'self_check_month_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'self_check_rule': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    valid_from: DateOnly
    types: Generated<string[]>
    not_types: Generated<string[]>
    daily_roles: Generated<string[]>
    weekly_roles: Generated<string[]>
    monthly_roles: Generated<string[]>
    monthly_with: Generated<string[]>
    on_behalf: Generated<string[]>
    source: string
  }
  'self_check_rule_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'self_check_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
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
  'special_period': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    code: string
    kind: string
    starts_on: DateOnly
    ends_on: DateOnly
    visits_from: DateOnly | null
    visits_until: DateOnly | null
    types: Generated<string[]>
    surroundings: Generated<boolean>
    venues: Generated<string[]>
    assigns: Generated<boolean>
    source: string
    note: string | null
    made_on: DateOnly | null
  }
  'special_period_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'survey': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    title: string
    kind: string
    question: string
    starts_on: DateOnly
    ends_on: DateOnly
    run_by: string
    method: string
    organisation: string | null
    frame: string
    source: string
    sample: number
    answered: number | null
    refused: number | null
    unreached: number | null
    positive: number | null
    state: string | null
    seed: string | null
    pool_hash: string | null
    figure_id: string | null
    used_on: DateOnly | null
  }
  'survey_answer': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    survey_id: string
    number: string
    area: string | null
    outcome: string
    answer: string | null
    channel: string | null
    answered_on: DateOnly | null
    device: string | null
  }
  'survey_answer_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'survey_quota': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    survey_id: string
    area: string
    planned: number
    answered: number | null
    link: string | null
  }
  'survey_quota_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'survey_version': {
    row_id: string
    version: number
    region: string
    own_id: string | null
    starts_at: Instant
    ends_at: Instant | null
    entry_id: string | null
    image: unknown
  }
  'tableware_disinfection': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    premises_id: string
    enterprise_id: string
    on_day: DateOnly
    meal: string
    method: string
    reached: number
    seconds: number
    done_by: string | null
  }
  'tableware_disinfection_version': {
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
  'undertaking': {
    id: string
    region: string
    version: Generated<number>
    created_at: Instant
    updated_at: Instant
    closed_at: Instant | null
    closed_reason: string | null
    interview_id: string
    state: string
    title: string
    holder_unit: string | null
    holder_person: string | null
    due_on: DateOnly | null
    late_level: Generated<number>
    text: string
    checked: string | null
    checked_on: DateOnly | null
    enterprise: string | null
  }
  'undertaking_version': {
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
