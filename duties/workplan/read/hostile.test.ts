import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPaper, type Paper } from '../../../platform/documents/paper.ts'
import { readPlan } from './read.ts'
import { fold } from './text.ts'

const DIR = new URL('../fixtures/dev/', import.meta.url)
const texts = readdirSync(DIR)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => [name, readFileSync(new URL(name, DIR), 'utf8')] as const)
const read = (text: string) => readPlan(readPaper('notice.txt', Buffer.from(text))).plan
const bare = (name: string) => fold(name).replace(/\s+/g, '')
const units = (text: string) =>
  read(text).tasks.map(({ number, mode, lead, assisting, joint, superior }) => [
    number,
    mode,
    lead.map(bare),
    assisting.map(bare),
    joint.map(bare),
    superior && bare(superior),
  ])

/** Places inside the sentences of a text: behind any Han sign or comma that another Han sign follows, past the heading lines. */
function insides(text: string): number[] {
  const places: number[] = []
  const begin = text.search(/^\s*(?:任务一|一、|１　)/m)
  let at = begin
  for (const line of text.slice(begin).split('\n')) {
    if (line.length > 24 && !/^抄送|印发$/.test(line)) {
      for (let i = 14; i < line.length - 1; i++)
        if (
          /[\u4e00-\u9fff，、]/.test(line[i - 1]!) &&
          /[\u4e00-\u9fff]/.test(line[i]!) &&
          !/^[一二三四五六七八九十]+、/.test(line.slice(i))
        )
          places.push(at + i)
    }
    at += line.length + 1
  }
  return places
}

/** Papers long enough to be broken in many places. */
const long = texts.filter(([, text]) => insides(text).length > 60)

describe.each(long)('%s', (_, text) => {
  const expected = units(text)
  const places = insides(text)

  test('line breaks anywhere inside sentences and names change no unit', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(places.length - 1), { minLength: 1, maxLength: 30 }),
        fc.constantFrom('\n', '\r\n', '\n\n'),
        (picked, pause) => {
          const cuts = picked.map((i) => places[i]!).sort((a, b) => b - a)
          const broken = cuts.reduce((whole, cut) => whole.slice(0, cut) + pause + whole.slice(cut), text)
          expect(units(broken)).toEqual(expected)
        },
      ),
      { seed: 20230824, numRuns: 60 },
    )
  }, 60_000)

  test('brackets of the other width change nothing', () => {
    const swapped = text.replace(/[（）()]/g, (sign) => ({ '（': '(', '）': ')', '(': '（', ')': '）' })[sign]!)
    expect(units(swapped)).toEqual(expected)
  })
})

test('no text makes the reader throw', () => {
  const scraps = fc.constantFrom(
    '一、',
    '（一）',
    '1.',
    '（',
    ')',
    '市甲局',
    '牵头',
    '，',
    '、',
    '责任单位：',
    '完成时限：',
    '11月1日前',
    '2月30日前',
    '100%',
    '抄送：',
    '\n',
    '附件',
    '|',
    '\t',
    '《',
    '全覆盖',
    '关于',
    '的通知',
    '：',
    '——',
    '由',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(scraps, { maxLength: 80 }).map((parts) => parts.join('')),
      ),
      (text) => {
        const blocks: Paper['blocks'] = [{ kind: 'line', start: 0, end: text.length, level: null, bold: 0 }]
        const { plan, spans } = readPlan({ form: 'txt', text, blocks, bold: [] })
        expect(spans).toHaveLength(plan.tasks.length)
        read(`${text}x`)
      },
    ),
    { seed: 33, numRuns: 300 },
  )
}, 60_000)

test('numbers of tasks are unique and offsets lie inside the paper', () => {
  for (const [, text] of texts) {
    const paper = readPaper('notice.txt', Buffer.from(text))
    const { plan, spans } = readPlan(paper)
    expect(new Set(plan.tasks.map(({ number }) => number)).size).toBe(plan.tasks.length)
    for (const { start, end } of spans) expect(start >= 0 && start < end && end <= paper.text.length).toBe(true)
  }
})

test('a text far longer than any work plan is refused with its length', () => {
  const text = `一、任务\n${'（一）检查企业100家。（市甲局）\n'.repeat(40_000)}`
  expect(() => read(text)).toThrow(/413|太多|too long/)
})

test('a paper in English, or without any task, gives no units and does not fail', () => {
  const { tasks } = read('Notice on the food safety work plan\n\n1. Inspect all canteens by June 30.\n(Responsible: Market Bureau)\n')
  expect(tasks.flatMap(({ lead, assisting, joint }) => [...lead, ...assisting, ...joint])).toEqual([])
})

test('twenty thousand rows whose columns no heading tells are read once each', () => {
  const { plan } = readPlan(readPaper('notice.txt', Buffer.from(`工作安排\n${'a|b|责任单位|\n'.repeat(20_000)}`)))
  expect(plan.title).toBe('工作安排')
})

test('a table of two thousand rows gives two thousand tasks', () => {
  const rows = Array.from({ length: 2_000 }, (_, i) => `| ${i + 1} | 检查企业${i + 2}家 | 县甲局 | 县乙局、县丙局 | 11月底前 |`)
  const text = ['| 序号 | 任务 | 牵头单位 | 配合单位 | 完成时限 |', '|---|---|---|---|---|', ...rows].join('\n')
  const { tasks } = readPlan(readPaper('notice.md', Buffer.from(text))).plan
  expect(tasks).toHaveLength(2_000)
  expect(tasks[1_999]).toMatchObject({ number: '2000', mode: 'lead_assist', lead: ['县甲局'], assisting: ['县乙局', '县丙局'] })
})

test('tabs and quotation marks that close nowhere make no table of one endless cell', () => {
  const { tasks } = read(`序号\t任务\t牵头单位\n${'1\t"检查\t县甲局\n'.repeat(50)}`)
  expect(tasks.every(({ text }) => text.length < 20)).toBe(true)
})
