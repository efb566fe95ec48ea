import { sql } from 'kysely'
import { dayTally, monthTally, type Tallied } from '../duties/selfcheck/rules/tally.ts'
import { periodOf, selfCheckKinds, type SelfCheckKind, type SelfCheckTable, type StaffRole } from '../duties/selfcheck/rules/self-check.ts'
import type { EntryMark } from '../duties/selfcheck/rules/canteen-book.ts'
import { canteenDays, operatingCalendars, operatingExceptions, schoolChecks, selfCheckMonths, selfChecks } from '../duties/selfcheck/registers.ts'
import { disinfections, foodSamples, goodsIn, leaderMeals, morningChecks } from '../duties/selfcheck/registers-canteen.ts'
import { dayValues, monthValues } from '../duties/selfcheck/reckon.ts'
import { canteenOf, canteenTable, checkedOf, placesOf, selfCheckTable, type Place } from '../duties/selfcheck/store.ts'
import { formFor } from '../duties/selfcheck/words.ts'
import { operatesOn, operatingDays } from '../duties/registry/index.ts'
import { loadCalendar } from '../platform/calendar/load.ts'
import { addDays, instant, startOf, type DateOnly } from '../platform/core/dates.ts'
import { addMonths, daysOf, monthSpan } from '../platform/core/periods.ts'
import type { Tx } from '../platform/database/database.ts'
import { insertMany } from '../platform/register/bulk.ts'
import { personName } from './names.ts'
import { idsOf, randomOf, type Random } from './random.ts'
import { atWork, standard } from './rows.ts'

/** How many places of a type in each county keep their records in the demo. */
const PLACES: Readonly<Record<string, number>> = { CANT_SCHOOL: 3, CANT_KINDERGARTEN: 1, CATE: 2, DIST: 1, PROD: 1 }
/** Days back for which records and entries of canteen books are made. */
const CHECKS_BACK = 58
const BOOK_BACK = 21

const DISHES = ['番茄炒蛋', '红烧豆腐', '土豆烧肉', '清炒西兰花', '米饭', '小米粥', '肉末茄子', '紫菜蛋花汤', '醋溜白菜', '蒸南瓜']
const GOODS = [['大米', '公斤', '晨光粮油（演示）'], ['鸡蛋', '公斤', '绿野禽蛋（演示）'], ['猪后腿肉', '公斤', '汾河冷鲜肉（演示）'], ['西兰花', '公斤', '清泉蔬菜合作社（演示）'], ['纯牛奶', '箱', '和顺乳业（演示）']] as const
const FOUND = [['冷藏柜温度 11 ℃', '已调低并转移食材，复测 5 ℃'], ['一名员工健康证本周到期', '已安排体检，到期前不排班'], ['调料瓶未贴标签', '已补贴名称和开封日期'], ['后厨灭蝇灯不亮', '已更换灯管'], ['临期牛奶 3 盒未单独摆放', '已下架并登记']] as const

type Chosen = { readonly id: string; readonly own: boolean }

/** Some places of each type and county, by name; and those of the demo's business accounts. */
async function choose(tx: Tx): Promise<readonly Chosen[]> {
  const { rows } = await sql<Chosen>`with wanted as (select * from unnest(${Object.keys(PLACES)}::text[], ${Object.values(PLACES)}::int[]) w(type, most)),
    ranked as (select p.id, p.enterprise_id, row_number() over (partition by left(p.region, 6), p.type order by p.name_sort, p.id) as at, w.most,
        exists (select 1 from person o where o.enterprise_id = p.enterprise_id) as own
      from premises p join wanted w on w.type = p.type where p.closed_at is null and p.status = 'open' and p.has_officer)
    select id, own from ranked where at <= most
    union select p.id, true from premises p join person o on o.enterprise_id = p.enterprise_id where p.closed_at is null and p.status = 'open' order by id`.execute(tx)
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}

type Making = { readonly tx: Tx; readonly table: SelfCheckTable; readonly today: DateOnly; readonly random: Random; readonly newId: () => string; readonly forms: ReadonlyMap<string, { id: string; items: readonly { code: string }[] }>; readonly staff: ReadonlyMap<string, readonly { name: string; role: StaffRole }[]> }
type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly region: string }

const under = (place: Place) => ({ premises_id: place.id, enterprise_id: place.enterprise_id })
const hour = (day: DateOnly, hours: number): string => instant(Date.parse(startOf(day)) + hours * 3_600_000)

/** Records of a place: how diligent it is decides how many are missing; a few were entered late. */
function checksOf(place: Place, own: boolean, making: Making, calendar: Parameters<typeof operatesOn>[2]): { rows: Row[]; records: Tallied[] } {
  const { today, random, newId, forms, staff } = making
  const of = checkedOf(place, making.table)!
  const misses = own ? 0.05 : [0.01, 0.01, 0.02, 0.08, 0.3][random.below(5)]!
  const keeper = (role: StaffRole): string => staff.get(place.id)?.find((one) => one.role === role)?.name ?? '负责人'
  const rows: Row[] = []
  const records: Tallied[] = []
  const since = of.since!
  for (const kind of selfCheckKinds) {
    const periods = new Map([...daysOf({ from: since, until: today })].map((day) => [periodOf(kind, day).from, periodOf(kind, day)]))
    for (const period of periods.values()) {
      const due = operatingDays(of.operating, period, calendar).at(-1)
      // The accounts find today's and this week's records still to be kept.
      if (due === undefined || due < since || (due >= today && (own || due > today || random.chance(0.4)))) continue
      const lately = own && kind === 'daily' && due === addDays(today, -1)
      if (lately || random.chance(misses)) continue
      const late = random.chance(0.04) && due < addDays(today, -3)
      const at = late ? atWork(addDays(due, 2), random) : hour(due, 8 + random.below(9))
      const problem = random.chance(0.12) ? random.pick(FOUND) : null
      const role: StaffRole = kind === 'monthly' ? 'head' : 'officer'
      const form = forms.get(`${kind} ${formFor(place.types)}`)!
      const problems = problem ? [{ text: problem[0], measure: problem[1], code: form.items[random.below(form.items.length)]!.code }] : []
      const answers = Object.fromEntries(form.items.map(({ code }) => [code, problems.some((one) => one.code === code) ? 'bad' : 'ok']))
      const attended = kind === 'monthly' ? ['officer', ...(place.needs_director ? ['director'] : [])] : []
      const decision = kind === 'daily' ? null : '各项工作正常，按现有要求继续执行。'
      rows.push({
        ...standard(newId(), place.region, at as never), ...under(place), on_day: due, kind, period_from: period.from, due_on: due, late, role, filled_by: keeper(role), attended, zero_risk: problem === null,
        problem_count: problems.length, problems, decision, form: form.id, answers, corrections: null, sent_by: null,
      })
      records.push({ kind, on: due, role, with: attended as StaffRole[], zero_risk: problem === null, problems, decision: decision ?? '', late })
    }
  }
  return { rows: rows.map((row) => ({ ...row, corrections: 0 })), records }
}

type Book = { readonly morning: Row[]; readonly goods: Row[]; readonly clean: Row[]; readonly samples: Row[]; readonly meals: Row[]; readonly marks: EntryMark[] }

/** The book of a canteen, a day: most days whole, some without the leader or a sample. */
function bookDay(place: Place, day: DateOnly, people: readonly string[], leader: string, careless: number, making: Making, book: Book): void {
  const { random, newId, today } = making
  const base = (hours: number) => ({ ...standard(newId(), place.region, hour(day, hours) as never), ...under(place), on_day: day })
  const meal = place.calendar!.meals[0]! as 'lunch'
  const kept = (): boolean => !random.chance(careless)
  const mark = (kind: EntryMark['kind']): void => { book.marks.push({ kind, on: day, meal, dish: null }) }
  if (kept()) {
    mark('morning_check')
    const sick = random.chance(0.03) ? random.below(people.length) : -1
    people.forEach((name, at) => book.morning.push({ ...base(7), name, fit: at !== sick, celsius: at === sick ? 37.8 : 36.2 + random.below(7) / 10, sign: at === sick ? '发热' : null, sent_away: at === sick, checked_by: people[0]! }))
  }
  if (random.chance(0.5)) {
    const [goods, unit, supplier] = random.pick(GOODS)
    book.goods.push({ ...base(6), goods, supplier, quantity: 5 + random.below(60), unit, produced_on: addDays(day, -random.between(1, 10)), best_before: addDays(day, random.between(5, 200)), papers: `HG${random.between(100_000, 999_999)}`, refused: random.chance(0.02) })
  }
  if (kept()) {
    mark('disinfection')
    book.clean.push({ ...base(14), meal, method: 'steam', reached: 100, seconds: 600 + 60 * random.below(10), done_by: people.at(-1)! })
  }
  if (kept()) {
    mark('sample')
    for (let dishes = 3; dishes > 0; dishes--) {
      const disposed = day < addDays(today, -2) && !random.chance(0.02)
      book.samples.push({ ...base(12), meal, dish: DISHES[(dishes * 3 + random.below(3)) % DISHES.length]!, weight: 125 + random.below(60), kept_at: hour(day, 12), celsius: 2 + random.below(5), kept_by: people[0]!, disposed_at: disposed ? hour(addDays(day, 2), 14) : null, disposed_by: disposed ? people[0]! : null })
    }
  }
  if (kept()) {
    mark('leader_meal')
    book.meals.push({ ...base(12.5), meal, leader, post: '副校长', opinion: random.chance(0.2) ? '菜量可以，汤偏咸。' : null })
  }
}

async function writeBooks(places: readonly (Place & { readonly own: boolean })[], making: Making, calendar: Parameters<typeof operatesOn>[2]): Promise<void> {
  const { tx, today, random, newId } = making
  const book: Book = { morning: [], goods: [], clean: [], samples: [], meals: [], marks: [] }
  const days: Row[] = []
  const table = await canteenTable(tx, today)
  for (const place of places) {
    const canteen = canteenOf(place)
    if (canteen === null) continue
    const people = Array.from({ length: 3 + random.below(3) }, () => personName(random))
    const [leader, careless] = [personName(random), place.own ? 0.03 : [0.01, 0.02, 0.15][random.below(3)]!]
    for (const day of daysOf({ from: addDays(today, -BOOK_BACK), until: addDays(today, -1) })) {
      if (!operatesOn(canteen.operating, day, calendar)) continue
      book.marks.length = 0
      bookDay(place, day, people, leader, careless, making, book)
      const tally = dayTally(canteen, book.marks, table, calendar, day)
      if (tally) days.push({ ...standard(newId(), place.region, hour(day, 24) as never), ...dayValues(place, day, tally) })
    }
  }
  await insertMany(tx, morningChecks, book.morning)
  await insertMany(tx, goodsIn, book.goods)
  await insertMany(tx, disinfections, book.clean)
  await insertMany(tx, foodSamples, book.samples)
  await insertMany(tx, leaderMeals, book.meals)
  await insertMany(tx, canteenDays, days)
}

/** 校级自查, 区级巡查, 市级抽查 of this half-year: not every school has been reached. */
async function writeSchoolChecks(places: readonly Place[], { tx, today, random, newId }: Making): Promise<void> {
  const rows: Row[] = []
  for (const place of places.filter(({ type }) => type.startsWith('CANT_'))) {
    for (const [level, share, by] of [['school', 0.9, '学校食品安全管理小组'], ['county', 0.6, '县联合检查组'], ['city', 0.25, '市联合抽查组']] as const) {
      if (!random.chance(share)) continue
      const day = addDays(today, -random.between(3, 70))
      const faulty = random.chance(0.3)
      rows.push({
        ...standard(newId(), place.region, hour(day, 15) as never), ...under(place), on_day: day, level, checked_by: by, result: faulty ? 'problems' : 'in_order', problems: faulty ? '晨检记录缺 2 天；留样标签不全。（演示数据，虚构）' : null,
        due_on: faulty ? addDays(day, 7) : null, corrected_on: faulty && random.chance(0.7) ? addDays(day, Math.min(5, 3)) : null, note: null,
      })
    }
  }
  await insertMany(tx, schoolChecks, rows)
}

/** Self-checks and canteen books of some dozens of places over two months, with days missed. Invented throughout. */
export async function loadSelfChecks(tx: Tx, today: DateOnly, seed: string): Promise<void> {
  const random = randomOf(`${seed}:${today}:selfcheck`)
  const newId = idsOf(`${seed}:selfcheck:${today}`, Date.parse(startOf(today)) + 4000)
  const chosen = await choose(tx)
  const ids = chosen.map(({ id }) => id)
  const starts = addDays(today, -CHECKS_BACK)
  const found = await placesOf(tx, ids)
  const asked = found.filter(({ types }) => types.length > 0)
  const canteen = (type: string): boolean => type.startsWith('CANT_')
  await insertMany(tx, operatingCalendars, asked.map((place) => ({
    ...standard(newId(), place.region, hour(addDays(starts, -2), 10) as never), ...under(place), starts_on: starts, week: canteen(place.type) ? 'working_days' : 'every_day', weekdays: [],
    meals: canteen(place.type) ? ['lunch'] : [], contracted: false, contractor: null, contractor_licence: null, note: '演示数据，虚构',
  })))
  await insertMany(tx, operatingExceptions, asked.filter((_, at) => at % 6 === 2).map((place) => ({
    ...standard(newId(), place.region, hour(addDays(today, -20), 9) as never), ...under(place), kind: 'closed', from_on: addDays(today, -18), until_on: addDays(today, -15), reason: '设备检修（演示）',
  })))
  const owns = new Map(chosen.map(({ id, own }) => [id, own]))
  const places = (await placesOf(tx, asked.map(({ id }) => id))).map((place) => ({ ...place, own: owns.get(place.id)! }))
  const { calendar } = await loadCalendar(tx)
  const { rows: forms } = await sql<{ id: string; kind: SelfCheckKind; applies: string; items: readonly { code: string }[] }>`select id, kind, applies, items from self_check_form where form_version = 1`.execute(tx)
  const { rows: staff } = await sql<{ premises_id: string; name: string; role: StaffRole }>`select premises_id, name, role from food_staff where premises_id = any(${ids}::uuid[]) and left_on is null order by name_sort, id`.execute(tx)
  const making: Making = { tx, table: await selfCheckTable(tx, today), today, random, newId, forms: new Map(forms.map((form) => [`${form.kind} ${form.applies}`, form])), staff: Map.groupBy(staff, ({ premises_id }) => premises_id) }
  const checks: Row[] = []
  const months: Row[] = []
  for (const place of places) {
    const { rows, records } = checksOf(place, place.own, making, calendar)
    checks.push(...rows)
    for (let month = monthSpan(starts).from; month <= today; month = addMonths(month, 1)) {
      const tally = monthTally(checkedOf(place, making.table)!, records, making.table, calendar, monthSpan(month), today)
      if (tally) months.push({ ...standard(newId(), place.region, hour(today, 1) as never), ...monthValues(place, month, tally) })
    }
  }
  await insertMany(tx, selfChecks, checks)
  await insertMany(tx, selfCheckMonths, months)
  await writeBooks(places, making, calendar)
  await writeSchoolChecks(places, making)
}

