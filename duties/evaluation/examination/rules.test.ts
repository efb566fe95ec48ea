import { describe, expect, test } from 'vitest'
import { divisionsOf } from '../../../platform/regions/by-name.ts'
import { barredFrom, canGoOn, dealAreas, homeOf, mayJoin, mayTakePart, originOf, recusedFrom } from './recusal.ts'
import { OUTSIDE } from './contract.ts'
import { answerFaults, sheetFor, shippedSheets } from './sheets.ts'
import { standingOf } from './standing.ts'
import { shipped2021 } from '../scheme/shipped-2021.ts'
import { fitted, lacking, shippedRules, stratumOf } from './shipped-rules.ts'

const from = (person: string, region: string, team: number) => ({ person, region, unit: null, team })

describe('recusal', () => {
  test('a province sends nobody of the city that it examines; a mock examination has the city’s own people', () => {
    expect(mayTakePart(from('a', '330102', 1), { region: '330100', kind: 'provincial' })).toBe(false)
    expect(mayTakePart(from('a', '330200', 1), { region: '330100', kind: 'provincial' })).toBe(true)
    expect(mayTakePart(from('a', '330102', 1), { region: '330100', kind: 'mock' })).toBe(true)
  })

  test('an expert whom no unit of the city employs comes from where he works', () => {
    const place = { name: '晴川市', divisions: divisionsOf('330100', [{ code: '330100', name: '晴川市', parent: null }, { code: '330102', name: '城区', parent: '330100' }, { code: '330121', name: '望溪县', parent: '330100' }]) }
    const homes = ['晴川市望溪县市场监督管理局', '望溪县人民医院', '某某省晴川市农业学校', '晴川学院', '晴川市城区卫生监督所', '临江市城区市场监督管理局', '某某省食品检验研究院'].map((employer) => homeOf(employer, place))
    expect(homes).toEqual(['330121', '330121', '330100', '330100', '330102', OUTSIDE, OUTSIDE])
    const candidate = { name: '某', region: '330100', unit_id: null, kind: 'expert' }
    expect(originOf(candidate, null, place)).toBeNull()
    const origin = originOf(candidate, '临江市农产品质量安全中心', place)!
    expect(mayTakePart({ person: 'a', region: origin.home, unit: null }, { region: '330100', kind: 'provincial' })).toBe(true)
    // Whoever has a unit of the city comes from it, wherever he says that he works.
    expect(originOf({ ...candidate, unit_id: 'u' }, '临江市农产品质量安全中心', place)).toEqual({ home: '330100', employer: null })
    expect(barredFrom({ person: 'a', region: OUTSIDE, unit: null }, '330102')).toBe(false)
  })

  test('an expert of a county stays away from it, of a township from its county; one of the city from none', () => {
    expect([barredFrom(from('a', '330102', 1), '330102'), barredFrom(from('a', '330102003', 1), '330102'), barredFrom(from('a', '330102', 1), '330103'), barredFrom(from('a', '330100', 1), '330102')]).toEqual([true, true, false, false])
  })

  test('an area goes to a team that nobody of comes from it, else to one without those who do, else to none', () => {
    const experts = [from('a', '330102', 1), from('b', '330100', 2), from('c', '330103', 2)]
    const dealt = dealAreas(['330102', '330103', '330104'], experts)
    expect(dealt.get('330102')).toEqual({ team: 2, members: ['b', 'c'] })
    expect(dealt.get('330103')).toEqual({ team: 1, members: ['a'] })
    expect(dealt.get('330104')!.team).toBe(1)
    expect(dealAreas(['330103'], [from('b', '330100', 1), from('c', '330103', 1)]).get('330103')).toEqual({ team: 1, members: ['b'] })
    expect(dealAreas(['330103'], [from('c', '330103', 1)]).size).toBe(0)
  })

  test('one of the reserve joins no group that visits his county openly, nor one that would have nobody for it were it covert', () => {
    const mock = { region: '330100', kind: 'mock' } as const
    const group = { areas: ['330102'], elsewhere: ['330103'], others: [from('a', '330104', 1)] }
    const joins = (region: string, more: object = {}): boolean => mayJoin(from('x', region, 0), mock, { ...group, ...more })
    expect([joins('330102'), joins('330103'), joins('330104'), joins('330105'), joins('330100'), joins(OUTSIDE)]).toEqual([false, true, false, true, true, true])
    // The answer is the same of every county that may be covert: what was drawn covertly is no part of the question.
    expect([joins('330105', { others: [] }), joins('330121', { others: [] }), joins('330103', { others: [] })]).toEqual([false, false, true])
    expect(mayJoin(from('x', '330100', 0), { region: '330100', kind: 'provincial' }, group)).toBe(false)
    expect([canGoOn([], []), canGoOn(group.others, ['330102', '330105']), canGoOn(group.others, ['330104'])]).toEqual([false, true, false])
  })

  test('nobody reviews what his unit answers for or supplied', () => {
    expect([recusedFrom('u', { owners: ['u'], suppliers: [] }), recusedFrom('u', { owners: [], suppliers: ['u'] }), recusedFrom('u', { owners: ['v'], suppliers: [] }), recusedFrom(null, { owners: [], suppliers: [] })]).toEqual(['owner', 'supplied', null, null])
  })
})

describe('check sheets', () => {
  test('have 100 points each, lines of items of the scheme, and cover every kind that is drawn', () => {
    const items = new Set(shipped2021.items.map(({ code }) => code))
    for (const { lines, code } of shippedSheets) {
      expect([code, lines.reduce((sum, { score }) => sum + score, 0)]).toEqual([code, 100])
      expect(lines.filter(({ item }) => !items.has(item)), code).toEqual([])
      expect(new Set(lines.map((line) => line.code)).size).toBe(lines.length)
    }
    const covered = new Set(shippedSheets.flatMap(({ kinds }) => kinds))
    expect(Object.keys({ ...shippedRules.open.quotas, ...shippedRules.covert.quotas }).filter((kind) => !covered.has(kind))).toEqual([])
  })

  test('take no line twice, no score beyond a line’s, no loss without a reason, and are done only when whole', () => {
    const sheet = sheetFor('CATE')
    const [first, second] = sheet.lines
    const answers = [{ line: first!.code, score: 99, note: null }, { line: first!.code, score: 1, note: 'x' }, { line: second!.code, score: 1, note: ' ' }, { line: 'none', score: 0, note: 'x' }]
    expect(answerFaults(sheet, answers, false).map(({ fault }) => fault)).toEqual(['score', 'twice', 'reason', 'line'])
    expect(answerFaults(sheet, [], true)).toHaveLength(sheet.lines.length)
    expect(answerFaults(sheet, sheet.lines.map(({ code }) => ({ line: code, score: null, note: null })), true)).toEqual([])
  })
})

describe('the total', () => {
  const item = (code: string, weight: number, level: 'veto' | 'basic' = 'basic') => ({ code, section: code[0]!, weight, level })
  const sheet = { ...sheetFor('CATE'), lines: [{ code: 'x', item: 'B1', score: 20, text: { zh: '', en: '' } }] }
  const base = { items: [item('A1', 40), item('B1', 50), item('V1', 10, 'veto')], reviews: [], visits: [], objections: [] }

  test('is of what was judged: an item that nobody judged is no 0', () => {
    expect(standingOf(base)).toMatchObject({ points: 0, of: 0, total: 100, verdict: 'open', vetoOpen: ['V1'] })
    expect(standingOf({ ...base, reviews: [{ item: 'A1', score: 100 }, { item: 'A1', score: 50 }] })).toMatchObject({ points: 30, of: 40 })
  })

  test('takes the mean of papers and visits, leaves lines out that do not apply, and an upheld objection goes before both', () => {
    const visits = [{ sheet, answers: [{ line: 'x', score: 10, note: null }] }, { sheet, answers: [{ line: 'x', score: null, note: null }] }]
    const judged = { ...base, reviews: [{ item: 'B1', score: 100 }], visits }
    expect(standingOf(judged).items[1]).toMatchObject({ papers: 100, visits: 50, score: 75 })
    expect(standingOf({ ...judged, objections: [{ item: 'B1', outcome: 'dismissed', score: 100 }] }).items[1]!.score).toBe(75)
    expect(standingOf({ ...judged, objections: [{ item: 'B1', outcome: 'upheld', score: 90 }] }).items[1]!.score).toBe(90)
  })

  test('fails by a veto that is not whole, whatever the points', () => {
    const reviews = [{ item: 'A1', score: 100 }, { item: 'B1', score: 100 }]
    expect(standingOf({ ...base, reviews: [...reviews, { item: 'V1', score: 99 }] })).toMatchObject({ verdict: 'failed', vetoFailed: ['V1'], points: 99.9 })
    expect(standingOf({ ...base, reviews: [...reviews, { item: 'V1', score: 100 }] })).toMatchObject({ verdict: 'passed', points: 100 })
  })
})

describe('the rules of a draw', () => {
  const areas = (...codes: string[]) => codes.map((code) => ({ code, name: code, stratum: stratumOf(code) }))
  test('are fitted to the areas that a city has: covert ones first, what one stratum lacks from the other', () => {
    const few = areas('330102', '330103', '330121', '330122', '330123', '330181')
    const rules = fitted(shippedRules, few)
    expect([rules.open.areas, rules.covert.areas]).toEqual([{ district: 1, county: 3 }, { district: 1, county: 1 }])
    expect(lacking(rules, few)).toEqual([])
    const many = areas('330102', '330103', '330104', '330105', '330121', '330122')
    expect(fitted(shippedRules, many)).toEqual(shippedRules)
    expect(lacking(fitted(shippedRules, areas('330121')), areas('330121'))).toEqual([])
  })
})
