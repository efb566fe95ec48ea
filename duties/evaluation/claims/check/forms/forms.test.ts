import { describe, expect, test } from 'vitest'
import type { Finding, Known } from '../../contract.ts'
import { readDocument } from '../../read/index.ts'
import { apartForms, apartHonest } from './apart.fixture.ts'
import { besideHonest } from './beside.fixture.ts'
import { bulletinForms, bulletinHonest } from './bulletins.fixture.ts'
import { derivedForms } from './derived.fixture.ts'
import { countForms } from './counts.fixture.ts'
import { dutyForms, dutyHonest } from './duties.fixture.ts'
import { denseForms } from './dense.fixture.ts'
import { noticeForms, noticeHonest } from './notices.fixture.ts'
import { furtherForms, furtherHonest } from './further.fixture.ts'
import { inTurnForms } from './in-turn.fixture.ts'
import { limitForms, limitHonest } from './limits.fixture.ts'
import { officialForms, officialHonest } from './official.fixture.ts'
import { openForms } from './open.fixture.ts'
import { plainForms, plainHonest } from './plain.fixture.ts'
import { orderToldForms } from './order-told.fixture.ts'
import { publicForms, publicHonest } from './public.fixture.ts'
import { settledForms, settledHonest } from './settled.fixture.ts'
import { readingHonest } from './readings.fixture.ts'
import { rateApartForms, rateForms, rateHonest } from './rates.fixture.ts'
import { reckonedForms, reckonedHonest } from './reckoned.fixture.ts'
import { rowSumForms, rowSumHonest } from './row-sums.fixture.ts'
import { relatedForms, relatedHonest } from './related.fixture.ts'
import { restForms, restHonest } from './rest.fixture.ts'
import { reportForms } from './reports.fixture.ts'
import { retoldForms, retoldHonest } from './retold.fixture.ts'
import { shareForms } from './shares.fixture.ts'
import { spokenOfForms } from './spoken-of.fixture.ts'
import { slipForms, slipHonest } from './slips.fixture.ts'
import { statedForms } from './stated.fixture.ts'
import { tableForms, tableHonest } from './tables.fixture.ts'
import { taskForms } from './tasks.fixture.ts'
import { measureForms } from './measures.fixture.ts'
import { toldApartForms } from './told-apart.fixture.ts'
import { toldTwiceForms, toldTwiceHonest } from './told-twice.fixture.ts'
import { wholeForms } from './whole.fixture.ts'
import { widerHonest } from './wider.fixture.ts'
import { checkDocuments } from '../index.ts'

const MARK = /\{([^{}|]*)\|([^{}|]*)\}/g

/** A row as it is honestly written, and with its error; `own` is the value that our own records hold for the marked figure. */
function twins(row: string): { honest: string; planted: string; own: (text: string) => Known } {
  const paper = row.replaceAll('¶', '\n')
  const honest = paper.replaceAll(MARK, '$1')
  const [place, printed] = [paper.indexOf('{'), /\{([^{}|]*)/.exec(paper)![1]!]
  const held = readDocument('honest.txt', honest).read.find(({ start, end }) => start < place + printed.length && end > place)
  const own = (text: string): Known => ({
    divisions: () => null,
    own: (_, claim) =>
      held && claim.start === readDocument('a.txt', text).read.find(({ end }) => end > place)?.start
        ? { value: held.value, indicator: 'A1-1', period: '2023' }
        : null,
  })
  return { honest, planted: paper.replaceAll(MARK, '$2'), own }
}

const wrong = (text: string, known?: Known): Finding[] =>
  checkDocuments([{ ...readDocument('a.txt', text), ...(known ? { city: '青渠市' } : {}) }], known).findings.filter(
    ({ verdict }) => verdict === 'contradiction' || verdict === 'doubtful',
  )

const allForms = {
  counts: countForms,
  measures: measureForms,
  'dense sentences': denseForms,
  reports: reportForms,
  tasks: taskForms,
  shares: shareForms,
  'wholes, rows and directions': wholeForms,
  'changes, calendar and lists': statedForms,
  'things told apart and again': retoldForms,
  'some clauses apart': apartForms,
  'notices and press releases': noticeForms,
  'public papers': publicForms,
  'titles and what is told again': toldTwiceForms,
  'values that cannot be': limitForms,
  'tables of every layout': tableForms,
  'figures that bind one another': relatedForms,
  'what is told again, and order words': orderToldForms,
  'the time spoken of, days and lists': spokenOfForms,
  'official prose': officialForms,
  'what bulletins tell apart': bulletinForms,
  'what is settled some sentences on': settledForms,
  'numbers that are misprinted once': slipForms,
  'what is told sections apart': toldApartForms,
  'what figures were reckoned from': reckonedForms,
  'what only arithmetic binds': rowSumForms,
  'figures made of others': derivedForms,
  'duties, levels, lists and what comes first': dutyForms,
  'days, rows in time and told numbers': inTurnForms,
  'duties, parts and divisions': furtherForms,
  'rates in the shortest words': rateForms,
  'rates in lines and some clauses apart': rateApartForms,
  'what is left, and rows that leave nothing out': restForms,
}
for (const [name, forms] of Object.entries(allForms))
  describe(`how papers put it: ${name}`, () => {
    for (const [kind, rows] of Object.entries(forms))
      test.each(rows.trim().split('\n'))(`${kind}: %s`, (row) => {
        const { honest, planted, own } = twins(row)
        const known = kind === 'own-records' ? own : () => undefined
        expect(wrong(honest, known(honest)).map(({ calculation }) => calculation)).toEqual([])
        expect(wrong(planted, known(planted)).map((one) => one.kind)).toContain(kind)
      })
  })

describe('what no rule finds yet', () => {
  for (const [kind, rows] of Object.entries(openForms))
    test.each(rows.trim().split('\n'))(`${kind}: nothing is said of the honest sentence: %s`, (row) => {
      expect(wrong(twins(row).honest).map(({ calculation }) => calculation)).toEqual([])
    })
})

describe('what looks like a fault some clauses apart or told twice', () => {
  const rows = [apartHonest, besideHonest, noticeHonest, toldTwiceHonest, relatedHonest, limitHonest, officialHonest, settledHonest, slipHonest, readingHonest, widerHonest, dutyHonest, reckonedHonest, rowSumHonest, furtherHonest, rateHonest, restHonest].flatMap((list) => list.trim().split('\n').map((row) => row.replaceAll('¶', '\n')))
  test.each(rows)('%s is none', (honest) => {
    expect(wrong(honest).map(({ calculation }) => calculation)).toEqual([])
  })
})

describe('what looks like a fault of a public paper', () => {
  test.each([...publicHonest.trim().split('\n'), ...tableHonest.trim().split('\n'), ...bulletinHonest.trim().split('\n')])('%s is none', (row) => {
    expect(wrong(row.replaceAll('¶', '\n')).map(({ calculation }) => calculation)).toEqual([])
  })
})

describe('figures that stand side by side', () => {
  for (const [kind, rows] of Object.entries(plainForms))
    test.each(rows.trim().split('\n'))(`${kind}: %s is a contradiction`, (row) => {
      const { honest, planted } = twins(row)
      expect(wrong(honest)).toEqual([])
      expect(wrong(planted).filter(({ verdict }) => verdict === 'contradiction').map((one) => one.kind)).toContain(kind)
    })

  test.each([...plainHonest.trim().split('\n'), ...retoldHonest.trim().split('\n')])('%s is none', (honest) => {
    expect(wrong(honest).filter(({ verdict }) => verdict === 'contradiction')).toEqual([])
  })
})
