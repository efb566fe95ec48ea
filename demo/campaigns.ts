import { sql } from 'kysely'
import { campaignDailies, campaigns, campaignTargets, eventMeals, eventRisks, interviewService, majorEvents, periodTables, periodVisits, setOf, setRows, specialPeriods, undertakingService } from '../duties/campaign/index.ts'
import { applicableItems, inspections, type Finding, type Sheet, type SheetItem } from '../duties/inspection/index.ts'
import { addDays, date, startOf, type DateOnly, type Instant } from '../platform/core/dates.ts'
import type { Tx } from '../platform/database/database.ts'
import { act, getMatter } from '../platform/matter/act.ts'
import { insertMany } from '../platform/register/bulk.ts'
import { insertRow } from '../platform/register/store.ts'
import { COUNTIES, COUNTY_WEIGHTS, DEMO_CITY } from './geography.ts'
import { inspectorsOf, type Inspectors } from './inspectors.ts'
import { idsOf, randomOf, type Random } from './random.ts'
import { atWork, standard } from './rows.ts'

const counties = COUNTIES.filter((code) => COUNTY_WEIGHTS[code]! > 0)
/** Shares of what is visited in time that stand apart; elsewhere nearly all. */
const SLOW: Readonly<Record<string, number>> = { 140724: 0.86, 140729: 0.93, 140728: 0.97 }

/** Of a sheet, the type of place that it is used for here. */
const TYPES = { canteen: 'CANT_SCHOOL', small_shop: 'SHOP' } as const

type Unit = { readonly id: string; readonly name: string; readonly function: string; readonly region: string }
type Ground = { readonly today: DateOnly; readonly random: Random; readonly newId: () => string; readonly units: readonly Unit[]; readonly sheets: ReadonlyMap<string, { readonly id: string; readonly general: readonly SheetItem[]; readonly points: number }>; readonly inspectors: Inspectors }

const unitOf = ({ units }: Ground, code: string, region: string): Unit | undefined => units.find((one) => one.function === code && one.region === region)

const pointsOf = (items: readonly SheetItem[]): number => items.reduce((sum, { points }) => sum + (points ?? 0), 0)

async function groundOf(tx: Tx, today: DateOnly, seed: string): Promise<Ground> {
  const [units, sheets, inspectors] = await Promise.all([
    sql<Unit>`select id, name, function, region from org_unit where closed_at is null order by sort_order, id`.execute(tx),
    sql<{ kind: keyof typeof TYPES; id: string; content: Sheet }>`select kind, id, content from check_sheet where state = 'in_use' and closed_at is null and kind = any(${Object.keys(TYPES)}::text[])`.execute(tx),
    inspectorsOf(tx, seed),
  ])
  return {
    today, units: units.rows, random: randomOf(`${seed}:campaigns:${today}`), newId: idsOf(`${seed}:campaigns:${today}`, Date.parse(startOf(today)) + 4000),
    sheets: new Map(sheets.rows.map(({ kind, id, content }) => {
      const items = applicableItems(content, TYPES[kind], {})
      return [kind, { id, general: items.filter(({ key, measure }) => !key && !measure), points: pointsOf(items) }]
    })), inspectors,
  }
}

type Place = { readonly id: string; readonly enterprise_id: string; readonly region: string; readonly name: string }
type Inspected = { readonly place: Place; readonly on: DateOnly; readonly failed: number; readonly chosen: 'term_start' | 'campaign'; readonly sheet: keyof typeof TYPES }

/** As many general items as failed, each put right on the spot. What was in order is left out: there are thousands of these. */
function findingsOf({ random }: Ground, general: readonly SheetItem[], failed: number): readonly Finding[] {
  const from = random.below(general.length)
  return Array.from({ length: Math.min(failed, general.length) }, (_, at): Finding => ({ code: general[(from + at) % general.length]!.code, verdict: 'fail', note: '现场已改正（演示）' }))
}

/** Finished and published inspections behind what is ticked off, each with the actions that made it. @returns their ids in the order given */
async function writeInspections(tx: Tx, ground: Ground, given: readonly Inspected[]): Promise<readonly string[]> {
  const made = given.map(({ place, on, failed, chosen, sheet }) => {
    const pair = ground.inspectors.pairFor(place.region, ground.random)
    const inspectors = pair.map(({ id }) => id)
    const sheetUsed = ground.sheets.get(sheet)!
    const findings = findingsOf(ground, sheetUsed.general, failed)
    const at = atWork(on, ground.random)
    const published = addDays(on, 9) < ground.today ? addDays(on, 9) : ground.today
    const id = ground.newId()
    const opened = {
      region: place.region, premises_id: place.id, enterprise_id: place.enterprise_id, title: `监督检查：${place.name}`, holder_unit: pair[0]!.unit_id, holder_person: pair[0]!.id, due_on: on, late_level: 0,
      kind: 'daily', chosen_by: chosen, check_sheet: sheetUsed.id, inspectors, present: [] as readonly string[], planned_on: null, started_at: null, finished_at: null, visited_on: null, facts: {}, findings: [], result: null, score: null,
      failed: null, follow: null, corrected_items: [], stopped: false, marks: [], conduct: null, note: null, corrections: 0, published_on: null, reason: null,
    }
    const lost = pointsOf(sheetUsed.general.filter(({ code }) => findings.some((one) => one.code === code)))
    const score = sheetUsed.points > 0 ? Math.round((1 - lost / sheetUsed.points) * 1000) / 100 : null
    const judged = { result: failed > 0 ? 'basic' : 'pass', score, failed: findings.length, follow: failed > 0 ? 'corrected' : 'nothing', marks: [] }
    const told = { present: inspectors, conduct: null, started_at: at, finished_at: at, note: '演示数据' }
    const corrected = findings.map(({ code }) => code)
    const answers = { ...told, facts: {}, findings, corrected, stop: false, signed_at: at, sent_at: at, answered_at: null, lng: null, lat: null, accuracy: null, order_due_on: null, judged }
    const action = (number: number, name: string, from: string | null, to: string, input: unknown, when: Instant) => ({
      id: name === 'open' ? id : ground.newId(), matter: 'inspection', matter_id: id, number, action: name, region: place.region, own_id: place.enterprise_id, person_id: null, unit_id: null, actor: 'demo', at: when, from_state: from, to_state: to, input,
    })
    return {
      row: { ...standard(id, place.region, at), ...opened, ...judged, ...told, findings, corrected_items: corrected, state: 'published', visited_on: on, published_on: published },
      actions: [action(1, 'open', null, 'assigned', { inspection: opened }, at), action(2, 'finish', 'assigned', 'finished', answers, at), action(3, 'publish', 'finished', 'published', {}, atWork(published, ground.random))],
    }
  })
  await insertMany(tx, inspections, made.map(({ row }) => row) as never)
  await sql`insert into matter_action select * from jsonb_populate_recordset(null::matter_action, ${JSON.stringify(made.flatMap(({ actions }) => actions))}::jsonb)`.execute(tx)
  return made.map(({ row }) => row.id)
}

/** Terms of last year, this year and the next: invented days, as the education bureau would give them. */
async function writeTerms(tx: Tx, { today }: Ground): Promise<readonly string[]> {
  const year = Number(today.slice(0, 4))
  const terms = [year - 1, year, year + 1].flatMap((of) => [
    { code: `${of}-spring-term`, title: `${of}年春季学期`, starts_on: date(`${of}-03-01`), ends_on: date(`${of}-07-10`) },
    { code: `${of}-autumn-term`, title: `${of}年秋季学期`, starts_on: date(`${of}-09-01`), ends_on: date(`${of + 1}-01-20`) },
  ])
  const begun = terms.filter(({ starts_on }) => addDays(starts_on, -20) <= today)
  const kept = [...begun.slice(-2), ...terms.slice(begun.length, begun.length + 1)]
  // Shops around are asked for in the half-year that is over: that is the one the evaluation looks at.
  const whole = begun.findLast(({ starts_on }) => (today.slice(5) < '07-01' ? `${year - 1}-09-01` : `${year}-03-01`) === starts_on)
  const ids: string[] = []
  for (const term of kept) {
    const { id } = await insertRow(tx, specialPeriods, {
      region: DEMO_CITY, ...term, kind: 'term', visits_from: null, visits_until: null, types: ['CANT_SCHOOL', 'CANT_KINDERGARTEN', 'CENT_MEALS'], surroundings: term === whole || term.starts_on > today, venues: [], assigns: true,
      source: '教育局校历（演示数据，虚构）', note: null, made_on: null,
    })
    ids.push(id)
  }
  return ids
}

const placesOf = async (tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Place>> => {
  const { rows } = await sql<Place>`select id, enterprise_id, region, name from premises where id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** The visits of a term that has begun: nearly all in time, some counties behind, each by an inspection. */
async function writeVisits(tx: Tx, ground: Ground, id: string): Promise<void> {
  const { today, random } = ground
  const { rows: [period] } = await sql<never>`select * from special_period where id = ${id}`.execute(tx)
  const { visits, madeOn } = setOf(period!, await periodTables(tx))
  if (madeOn > today) return
  const rows = await setRows(tx, period!, 100_000)
  const places = await placesOf(tx, rows.map(({ premises_id }) => premises_id))
  const last = visits.until < today ? visits.until : today
  const days = Math.max(1, Math.round((Date.parse(last) - Date.parse(visits.from)) / 86_400_000))
  const planned = rows.map((row) => {
    const visited = row.asked && random.chance(SLOW[row.region.slice(0, 6)] ?? 0.995)
    return { row, on: visited ? addDays(visits.from, random.between(0, days)) : null, failed: random.chance(0.18) ? random.between(1, 4) : 0 }
  })
  const done = planned.filter(({ on }) => on !== null)
  const ids = await writeInspections(tx, ground, done.map(({ row, on, failed }) => ({ place: places.get(row.premises_id)!, on: on!, failed, chosen: 'term_start', sheet: row.visit_group === 'school' ? 'canteen' : 'small_shop' })))
  const inspectionOf = new Map(done.map(({ row }, at) => [row, ids[at]!]))
  await insertMany(tx, periodVisits, planned.map(({ row, on, failed }) => ({
    ...standard(ground.newId(), row.region, atWork(on ?? madeOn, random)), ...row, id: ground.newId(), inspection: inspectionOf.get(row) ?? null, visited_on: on, visited: on !== null, problem: on !== null && failed > 0,
  })) as never)
}

/** Campaigns of the counties this year and last; one county holds none against fake online shops. */
async function writeCountyCampaigns(tx: Tx, ground: Ground): Promise<void> {
  const year = Number(ground.today.slice(0, 4))
  const themes = [['rural', '农村假冒伪劣食品专项整治', '04-10', '05-20'], ['online', '网络餐饮专项整治', '01-15', '02-20'], ['health_food', '保健食品专项整治', '02-25', '03-31']] as const
  const rows = [year - 1, year].flatMap((of) => [DEMO_CITY, ...counties].flatMap((region) => themes.filter(([theme]) => !(theme === 'online' && region === '140725')).map(([theme, title, from, until]) => ({
    ...standard(ground.newId(), region, atWork(date(`${of}-${from}`), ground.random)), title: `${of}年${title}`, theme, state: date(`${of}-${until}`) < ground.today ? 'closed' : 'running', notice_number: null,
    starts_on: date(`${of}-${from}`), ends_on: date(`${of}-${until}`), lead_unit: unitOf(ground, 'market', region)?.id ?? null, units: [], types: [], near_school: false, asks: null, findings: '（演示数据，虚构）',
  })))).filter(({ starts_on }) => starts_on <= ground.today)
  await insertMany(tx, campaigns, rows as never)
}

/** A campaign at work: shops near schools, three weeks of daily lines, some missing and some that part from the inspections. */
async function writeRunning(tx: Tx, ground: Ground): Promise<void> {
  const { today, random, newId } = ground
  const [starts, ends] = [addDays(today, -20), addDays(today, 25)]
  const units = counties.flatMap((region) => unitOf(ground, 'market', region) ?? [])
  const { id } = await insertRow(tx, campaigns, {
    region: DEMO_CITY, title: '校园及周边食品安全专项整治', theme: 'school', state: 'running', notice_number: '市食安办发〔' + today.slice(0, 4) + '〕17号', starts_on: starts, ends_on: ends, lead_unit: unitOf(ground, 'market', DEMO_CITY)?.id ?? null,
    units: units.map((unit) => unit.id), types: ['DIST', 'SHOP'], near_school: true, asks: '对校园周边食品经营单位逐户检查，重点查过期食品、来源不明食品和“三无”食品。（演示数据，虚构）', findings: null,
  })
  const { rows: places } = await sql<Place>`select id, enterprise_id, region, name from premises where near_school and type in ('DIST', 'SHOP') and closed_at is null and status in ('open', 'reopened') order by id`.execute(tx)
  const planned = places.map((place) => ({ place, on: random.chance((SLOW[place.region.slice(0, 6)] ?? 0.98) * 0.7) ? addDays(starts, random.between(0, 20)) : null, failed: random.chance(0.22) ? random.between(1, 3) : 0 }))
  const done = planned.filter(({ on }) => on !== null)
  const ids = await writeInspections(tx, ground, done.map(({ place, on, failed }) => ({ place, on: on!, failed, chosen: 'campaign', sheet: 'small_shop' })))
  const inspectionOf = new Map(done.map(({ place }, at) => [place.id, ids[at]!]))
  await insertMany(tx, campaignTargets, planned.map(({ place, on, failed }) => ({
    ...standard(newId(), place.region, atWork(on ?? starts, random)), premises_id: place.id, title: place.name, campaign: id, listed_by: 'query', note: null, visited: on !== null, visited_on: on, visits: on === null ? 0 : 1,
    problem: on !== null && failed > 0, inspection: inspectionOf.get(place.id) ?? null,
  })) as never)
  const lines = units.flatMap((unit) => Array.from({ length: 20 }, (_, at) => addDays(starts, at)).flatMap((day) => {
    const seen = done.filter(({ place, on }) => on === day && place.region.startsWith(unit.region))
    if ((unit.region === '140724' && random.chance(0.4)) || random.chance(0.02)) return []
    const found = [...new Set(seen.filter(({ failed }) => failed > 0).map(({ place }) => place.name))]
    const checked = seen.length + (random.chance(0.06) ? random.between(1, 3) : 0)
    const cases = found.length > 0 && random.chance(0.15) ? 1 : 0
    return [{
      ...standard(newId(), unit.region, atWork(day, random)), campaign_id: id, title: `${unit.name} ${day}`, unit_id: unit.id, day, officers: Math.max(2, checked * 2), vehicles: Math.max(1, Math.ceil(checked / 3)), checked, checked_premises: checked,
      problem_firms: found.length, problem_names: found.length > 0 ? found.join('\n') : null, orders: 0, documents: checked, cases, penalties: cases * random.between(50, 500) * 10_000, destroyed: found.length > 0 ? random.below(80) / 10 : 0,
      removed: found.length > 0 ? random.below(200) / 10 : 0, seized: 0, note: null, person_id: null,
    }]
  }))
  await insertMany(tx, campaignDailies, lines as never)
}

/** An exhibition next month with its meals and risks; one of last month that is done. */
async function writeEvents(tx: Tx, ground: Ground): Promise<void> {
  const { today, random } = ground
  const { rows: kitchens } = await sql<Place>`select id, enterprise_id, region, name from premises where type = 'CATE' and region like '140702%' and closed_at is null and status = 'open' order by id limit 2`.execute(tx)
  const lead = unitOf(ground, 'market', '140702')
  const meals = [['lunch', '午餐'], ['dinner', '晚餐']] as const
  for (const [title, starts, state] of [['农产品交易博览会', addDays(today, 12), 'planned'], ['青少年篮球邀请赛', addDays(today, -38), 'done']] as const) {
    const period = await insertRow(tx, specialPeriods, {
      region: '140702', code: `event-${state}-${starts}`, title, kind: 'event', starts_on: starts, ends_on: addDays(starts, 2), visits_from: null, visits_until: addDays(starts, -1), types: [], surroundings: false, venues: kitchens.map(({ id }) => id), assigns: false,
      source: `重大活动保障：${title}`, note: null, made_on: null,
    })
    const event = await insertRow(tx, majorEvents, {
      region: '140702', title, state, starts_on: starts, ends_on: addDays(starts, 2), organiser: '市商务局（演示数据，虚构）', people: 620, venues: kitchens.map(({ id }) => id), lead_unit: lead?.id ?? null,
      plan: '供餐场所事前检查、逐餐驻点、菜单审查、全餐次留样。', review: state === 'done' ? '供餐正常，无食品安全事件。' : null, special_period: period.id,
    })
    for (const [at, { day, kind, word }] of [0, 1, 2].flatMap((on) => meals.map(([kind, word]) => ({ day: on, kind, word }))).entries()) {
      await insertRow(tx, eventMeals, {
        region: '140702', major_event_id: event.id, title: `${title}${word}`, day: addDays(starts, day), meal: kind, premises: kitchens[at % 2]!.id, diners: random.between(280, 330), stationed: at === 3 ? [] : ground.inspectors.of(kitchens[at % 2]!.region).slice(0, 2).map(({ id }) => id),
        menu_read: state === 'done' || at < 2, dishes: 14, samples: state === 'done' ? 14 : null, least_grams: state === 'done' ? 130 : null, checks: null, done: state === 'done',
      })
    }
    for (const [risk, level, measure] of [['凉菜制作', 'high', '菜单不安排生食水产和改刀熟食，专间操作。'], ['集中用餐时间长', 'middle', '分批出餐，热藏不低于60℃，2小时内食用。'], ['外购食材', 'middle', '定点采购，逐批索证。']] as const)
      await insertRow(tx, eventRisks, { region: '140702', major_event_id: event.id, title: risk, level, measure, unit_id: lead?.id ?? null, due_on: addDays(starts, -2), done_on: state === 'done' || level === 'high' ? addDays(starts, -14) : null })
  }
}

/** One interview to come, and one held whose promises are kept, open and broken. */
async function writeInterviews(tx: Tx, ground: Ground): Promise<void> {
  const now = tx.work.today
  const { rows: [firm] } = await sql<{ id: string }>`select enterprise_id as id from premises where type = 'PROD' and region like '140728%' and closed_at is null order by id limit 1`.execute(tx)
  const common = { time: '上午9时', place: '市场监管局三楼会议室（演示）', outline: '一、问题原因；二、整改措施和期限；三、企业主体责任落实情况。' }
  const open = (more: object) => act(tx, interviewService, null, 'open', { region: '140728', ...common, meet_on: now, ...more })
  const inspects = unitOf(ground, 'market', '140728')
  if (firm) {
    const held = await open({ holder_unit: inspects?.id ?? null, kind: 'business', enterprise: firm.id, unit: null, office_held: '法定代表人', why: '连续两次抽检不合格，未及时采取有效措施消除隐患。（演示数据，虚构）', basis: '《中华人民共和国食品安全法》第一百一十四条' })
    await act(tx, interviewService, held, 'hold', {
      held_on: now, attendees: '企业法定代表人、食品安全总监；市场监管局分管负责人', minutes: '通报了不合格情况，企业说明了原因，承诺按期整改。',
      promises: `${now} 召回不合格批次\n${addDays(now, 20)} 更换原料供应商并审核\n${addDays(now, 30)} 全员培训考核`,
    })
    const { rows: [first] } = await sql<{ id: string }>`select id from undertaking where interview_id = ${held.id} order by due_on, id limit 1`.execute(tx)
    await act(tx, undertakingService, await getMatter(tx, undertakingService, first!.id), 'keep', { seen: '召回记录齐全，已封存。' })
  }
  const market = unitOf(ground, 'market', '140724')
  if (market) await open({ region: '140724', kind: 'department', enterprise: null, unit: market.id, office_held: '局长', why: '专项日报多日未报，检查进度靠后。（演示数据，虚构）', basis: '《中华人民共和国食品安全法》第一百一十七条', meet_on: addDays(now, 5) })
}

/** Campaigns, periods, events and interviews of the demo, not all green: a function of seed and reference date. */
export async function loadCampaigns(tx: Tx, { today, seed }: { readonly today: DateOnly; readonly seed: string }): Promise<void> {
  const ground = await groundOf(tx, today, seed)
  for (const id of await writeTerms(tx, ground)) await writeVisits(tx, ground, id)
  await writeCountyCampaigns(tx, ground)
  await writeRunning(tx, ground)
  await writeEvents(tx, ground)
  await writeInterviews(tx, ground)
}
