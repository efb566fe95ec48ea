import { expect, test } from 'vitest'
import { readPaper } from '../../../platform/documents/paper.ts'
import { readPlan } from './read.ts'

const tasks = (header: string, rows: readonly string[], note = '') =>
  readPlan(readPaper('notice.md', Buffer.from([header, header.replace(/[^|]+/g, '---'), ...rows, '', note].join('\n')))).plan.tasks.map(
    ({ number, mode, lead, assisting, joint, unclear }) => ({ number, mode, lead, assisting, joint, unclear }),
  )

const HEADER = '| 序号 | 任务 | 县甲局 | 县乙局 | 各镇 | 时限 |'

test('the signs of a matrix are read by the word of the paper, in either order', () => {
  const rows = ['| 1 | 检查企业20家 | ▲ | △ | △ | 2025年6月底前 |', '| 2 | 抽检50批次 | △ | ▲ |  | 2025年9月底前 |']
  const read = [
    { number: '1', mode: 'lead_assist', lead: ['县甲局'], assisting: ['县乙局', '各镇'], joint: [], unclear: [] },
    { number: '2', mode: 'lead_assist', lead: ['县乙局'], assisting: ['县甲局'], joint: [], unclear: [] },
  ]
  expect(tasks(HEADER, rows, '注：“▲”为牵头单位，“△”为配合单位。')).toEqual(read)
  for (const note of ['牵头单位用▲表示，配合单位用△表示', '责任单位（▲牵头 △配合）', '责任单位（牵头▲、配合△）'])
    expect(tasks(HEADER, rows, note), note).toEqual(read)
})

test('signs that the paper does not explain give nobody the lead and are told', () => {
  const [task] = tasks(HEADER, ['| 1 | 检查企业20家 | ▲ | △ | △ | 2025年6月底前 |'])
  expect(task).toMatchObject({ mode: 'unmarked', lead: [], joint: ['县甲局', '县乙局', '各镇'] })
  expect(task!.unclear).toEqual(['符号含义未写明：▲（县甲局）', '符号含义未写明：△（县乙局、各镇）'])
})

test('one sign alone names those who do it, and words in the cells say who leads', () => {
  expect(tasks(HEADER, ['| 1 | 检查企业20家 | √ | √ | | |', '| 2 | 抽检50批次 | | | √ | |'])).toMatchObject([
    { mode: 'unmarked', joint: ['县甲局', '县乙局'], unclear: [] },
    { mode: 'single', lead: ['各镇'], unclear: [] },
  ])
  expect(tasks(HEADER, ['| 1 | 检查企业20家 | 牵头 | 配合 | — | |'])).toMatchObject([
    { mode: 'lead_assist', lead: ['县甲局'], assisting: ['县乙局'], unclear: [] },
  ])
})

test('a header printed again, rows of a section and a remark are no tasks', () => {
  const rows = [
    '| 一、检查 | | | | | |',
    '| 1 | 检查企业20家 | √ | | | |',
    HEADER,
    '| 2 | 抽检50批次 | | √ | | |',
    '| 注：√为责任单位 | | | | | |',
  ]
  expect(tasks(HEADER, rows).map(({ number, lead }) => [number, lead])).toEqual([
    ['1', ['县甲局']],
    ['2', ['县乙局']],
  ])
})

test('bodies headed by cells of words, not signs, are no matrix', () => {
  const rows = ['| 1 | 检查企业20家 | 县丙局 | 县丁局 | 全部 | 2025年6月底前 |']
  expect(tasks(HEADER, rows).flatMap(({ lead, joint }) => [...lead, ...joint])).toEqual([])
})

test('a column of bodies under a heading nobody knows is read as the list of units, and told', () => {
  const [task] = tasks('| 序号 | 任务 | 由谁做 | 时限 |', ['| 1 | 检查企业20家 | 县丙局、县丁局 | 2025年6月底前 |'])
  expect(task).toMatchObject({ mode: 'unmarked', joint: ['县丙局', '县丁局'], unclear: [expect.stringContaining('由谁做')] })
})
