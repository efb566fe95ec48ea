import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comparePlans, diffText } from './compare.ts'
import type { Task } from './types.ts'

const task = (number: string, text: string, lead: string[] = ['市甲局'], targets: Task['targets'] = []): Task => ({
  number,
  section: '',
  heading: '',
  text,
  mode: 'single',
  lead,
  assisting: [],
  joint: [],
  superior: null,
  targets,
  deadlines: [],
  unclear: [],
})
const soil = '强化产地环境治理。加强耕地土壤污染源头防控，开展成因排查。'
const school = '加强校园食品安全监管。学校食堂明厨亮灶覆盖率达到90%。'

test('a task is found again wherever it moved, and a changed one tells in what', () => {
  const before = [
    task('1', soil),
    task('2', school, ['市乙局'], [{ text: '', value: 90, unit: '%' }]),
    task('3', '推广食品安全责任保险，完善机制。'),
  ]
  const after = [
    task('1', school.replace('90', '95'), ['市乙局'], [{ text: '', value: 95, unit: '%' }]),
    task('2', soil),
    task('3', '建设冷链物流骨干基地，完善节点。'),
  ]
  const changes = comparePlans(before, after)
  expect(changes.map(({ how }) => how)).toEqual(['changed', 'same', 'new', 'dropped'])
  expect(changes[0]).toMatchObject({ fields: ['text', 'targets'], before: { number: '2' } })
})

test('equally like tasks keep their order', () => {
  const twins = [task('1', soil), task('2', soil)]
  expect(comparePlans(twins, twins).map((change) => change.how === 'same' && [change.before.number, change.after.number])).toEqual([
    ['1', '1'],
    ['2', '2'],
  ])
})

test('the kept and removed pieces spell the old text, the kept and added ones the new', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('食', '品', '安', '全', '，') }),
      fc.string({ unit: fc.constantFrom('食', '品', '局', '，') }),
      (before, after) => {
        const pieces = diffText(before, after)
        expect(
          pieces
            .filter(({ how }) => how !== 'added')
            .map(({ text }) => text)
            .join(''),
        ).toBe(before)
        expect(
          pieces
            .filter(({ how }) => how !== 'removed')
            .map(({ text }) => text)
            .join(''),
        ).toBe(after)
      },
    ),
    { seed: 1, numRuns: 200 },
  )
})
