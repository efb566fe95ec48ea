import { describe, expect, test } from 'vitest'
import { count, indicator, reported, rows, share } from '../../platform/indicator/declare.ts'
import { register } from '../../platform/register/declare.ts'
import { choice, text } from '../../platform/register/fields.ts'
import { worldOf } from './facts.ts'

/** What a signature stands for: rows, base and unit, not the sentence that tells them. */
const stalls = (label: string) => register('stall', {
  title: { zh: label, en: 'Stalls' }, naming: 'name', access: { read: ['evaluation.read'], write: [] },
  fields: { name: text({ zh: '名称', en: 'Name' }, { max: 20 }), state: choice({ zh: '状态', en: 'State' }, [{ code: 'open', label: { zh: '营业', en: 'Open' } }, { code: 'shut', label: { zh: '停业', en: 'Shut' } }]) },
})
const open = rows('stall').and(['state', '=', 'open'])
const say = (zh: string) => ({ zh, en: zh })
const world = (value: Parameters<typeof indicator>[1]['value'], { unit = '个', note, label = '摊位' }: { unit?: string; note?: string; label?: string } = {}) =>
  worldOf([{ registers: [stalls(label)], indicators: [indicator('stalls', { title: say('摊位数'), unit: say(unit), better: 'more', value, ...(note ? { note: say(note) } : {}) })] } as never])

describe('the 口径 that a signature keeps', () => {
  const signed = world(count(open)).basisHash('stalls')

  test('is the same when only its words are others: the register’s title, an explanation', () => {
    expect(world(count(open), { label: '食品摊点', note: '以登记为准。' }).sameBasis('stalls', signed)).toBe(true)
  })

  test('is another when other rows are counted, over another base, or in another unit', () => {
    for (const other of [world(count(rows('stall'))), world(share(open, rows('stall'))), world(count(open), { unit: '百个' })]) expect(other.sameBasis('stalls', signed)).toBe(false)
  })

  test('of what a department enters is its definition', () => {
    const entered = world(reported(), { note: '按年末在册数。' }).basisHash('stalls')
    expect(world(reported(), { note: '按年平均数。' }).sameBasis('stalls', entered)).toBe(false)
    expect(world(reported(), { note: '按年末在册数。', label: '食品摊点' }).sameBasis('stalls', entered)).toBe(true)
  })
})
