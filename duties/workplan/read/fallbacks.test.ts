import { expect, test } from 'vitest'
import { readPaper } from '../../../platform/documents/paper.ts'
import { readPlan } from './read.ts'

/** Structures nobody has declared: what is read of each, told where it is a guess. */
const HEAD = [
  '测川市人民政府关于印发2026年食品安全工作安排的通知',
  '',
  '各县人民政府：',
  '',
  '现印发给你们。',
  '',
  '测川市人民政府',
  '2026年3月1日',
  '',
]
const read = (name: string, lines: readonly string[]) =>
  readPlan(readPaper(name, Buffer.from([...HEAD, ...lines].join('\n')))).plan.tasks.map(
    ({ number, section, lead, assisting, joint, unclear }) => ({
      number,
      section,
      units: [lead.join(), assisting.join(), joint.join()].join('|'),
      unclear: unclear.join(),
    }),
  )

test.each([
  [
    'a signs under signs',
    'n.txt',
    ['★源头治理', '◆抽检100批次。（市甲局）', '◆排查12个点位。（市乙局）', '★过程监管', '◆检查全覆盖。（市丙局）'],
  ],
  [
    'a list of Markdown under headings',
    'n.md',
    ['## 源头治理', '- 抽检100批次。（市甲局）', '- 排查12个点位。（市乙局）', '', '## 过程监管', '- 检查全覆盖。（市丙局）'],
  ],
  [
    'Roman sections and padded numbers',
    'n.txt',
    ['Ⅰ 源头治理', '01 抽检100批次。（市甲局）', '02 排查12个点位。（市乙局）', 'Ⅱ 过程监管', '03 检查全覆盖。（市丙局）'],
  ],
] as const)('%s', (_, name, lines) => {
  expect(read(name, lines)).toEqual([
    { number: '1', section: '源头治理', units: '市甲局||', unclear: '' },
    { number: '2', section: '源头治理', units: '市乙局||', unclear: '' },
    { number: '3', section: '过程监管', units: '市丙局||', unclear: '' },
  ])
})

test('measures under a sign within a numbered item are its sub-items, and labels under a sign are none', () => {
  const numbers = (lines: readonly string[]) => read('n.md', lines).map(({ number }) => number)
  expect(
    numbers(['1. 源头治理', '   - 抽检100批次。（市甲局）', '   - 排查12个点位。（市乙局）', '2. 过程监管', '   - 检查全覆盖。（市丙局）']),
  ).toEqual(['1.1', '1.2', '2.1'])
  expect(
    numbers(['1. 抽检', '   - 目标：100批次', '   - 责任单位：市甲局', '2. 排查', '   - 目标：12个点位', '   - 责任单位：市乙局']),
  ).toEqual(['1', '2'])
})

test('a label nobody knows before names of bodies is read as the list of units, and told', () => {
  const [first, second] = read('n.txt', ['1.抽检100批次。承接单位：市甲局；协作单位：市乙局', '2.排查点位12个。承接单位：市丙局'])
  expect([first!.units, second!.units]).toEqual(['市甲局|市乙局|', '市丙局||'])
  expect(first!.unclear).toContain('承接单位')
  expect(read('n.txt', ['1.抽检100批次，检测单位：市食品检验所。（市甲局）'])[0]!.unclear).toBe('')
})

test('labels parted from their names by white space', () => {
  expect(
    read('n.txt', ['1.抽检100批次。', '责任单位 市甲局 市乙局', '完成时间 6月底前', '2.排查12个点位。', '责任单位 市丙局']),
  ).toMatchObject([
    { units: '||市甲局,市乙局', unclear: '' },
    { units: '市丙局||', unclear: '' },
  ])
})

test('names that share their last word', () => {
  expect(read('n.txt', ['1.抽检100批次。（教育、市场监管、卫生健康部门按职责分工负责）'])).toMatchObject([
    { units: '||教育,市场监管,卫生健康部门', unclear: '' },
  ])
})

test('who joins in the next clause of running text', () => {
  expect(read('n.txt', ['1.市甲局牵头，会同市乙局开展检查，实现全覆盖。'])).toMatchObject([{ units: '市甲局|市乙局|' }])
})

test('a table without headings, or with headings nobody knows, is told by what stands in it; a list of members is no list of tasks', () => {
  const rows = ['| 1 | 开展农药残留抽检100批次 | 市甲局 | 市乙局 | 6月底前 |', '| 2 | 排查土壤污染12个点位 | 市乙局 | 市丙局 | 9月底前 |']
  const RULE = '|---|---|---|---|---|'
  expect(read('n.md', [rows[0]!, RULE, rows[1]!])).toMatchObject([{ units: '||市甲局,市乙局' }, { units: '||市乙局,市丙局' }])
  const known = read('n.md', ['| 项 | 干什么 | 谁牵头 | 谁配合 | 什么时候 |', RULE, ...rows])
  expect(known).toMatchObject([{ units: '市甲局|市乙局|' }, { units: '市乙局|市丙局|' }])
  expect(known[0]!.unclear).toContain('谁牵头')
  expect(
    read('n.md', [
      '| 序 | 姓名 | 单位 | 职务 |',
      '|---|---|---|---|',
      '| 1 | 某甲 | 市甲局 | 食品生产监督管理科科长 |',
      '| 2 | 某乙 | 市乙局 | 食品经营监督管理科科长 |',
    ]),
  ).toEqual([])
})

test('a stroke in heading and cell parts who leads from who assists', () => {
  const table = [
    '| 序号 | 工作内容 | 牵头/配合单位 |',
    '|---|---|---|',
    '| 1 | 抽检100批次 | 市甲局/市乙局、市丙局 |',
    '| 2 | 排查点位12个 | 市乙局/— |',
  ]
  expect(read('n.md', table)).toMatchObject([{ units: '市甲局|市乙局,市丙局|' }, { units: '市乙局||', unclear: '' }])
})

test('附件：… right above a table is its title, and its tasks are counted by themselves', () => {
  const lines = [
    '一、源头治理',
    '（一）抽检。',
    '（二）排查。',
    '',
    '附件：责任分工表',
    '',
    '| 序号 | 任务 | 牵头单位 |',
    '|---|---|---|',
    '| 1 | 抽检 | 市甲局 |',
    '| 2 | 排查 | 市乙局 |',
  ]
  expect(read('n.md', lines).map(({ number, units }) => [number, units])).toEqual([
    ['1', '市甲局||'],
    ['2', '市乙局||'],
  ])
})

test('a leading person named in a section heading is told of each task below, and 协助 of an upper body is assistance', () => {
  const lines = ['一、源头治理（责任领导：某甲；牵头单位：市甲局）', '1.抽检100批次。', '2.开展联合执法。（市乙局、市丙局协助省丁厅）']
  expect(read('n.txt', lines)).toMatchObject([{ units: '市甲局||', unclear: '责任领导：某甲' }, { units: '|市乙局,市丙局|' }])
})
