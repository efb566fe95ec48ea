import { expect, test } from 'vitest'
import { readPaper } from '../../../platform/documents/paper.ts'
import { readPlan } from './read.ts'
import type { Task } from './types.ts'

const TITLE = '某区人民政府关于印发2025年食品安全工作安排的通知\n\n'
const read = (text: string): Task => readPlan(readPaper('n.txt', Buffer.from(`${TITLE}（一）${text}\n（二）检查。（区戊局）\n`))).plan.tasks[0]!
const units = (list: string) => {
  const { mode, lead, assisting, joint, superior } = read(`检查门店。${list}`)
  return [mode, lead.join(), assisting.join(), joint.join(), superior].filter(Boolean).join(' | ')
}
const limits = (text: string) =>
  read(`${text}（区甲局）`).deadlines.map(({ date, repeats, to, copy }) => [date, repeats, to.join(), copy.join()].map((one) => one ?? '').join(' '))
const aims = (text: string) => read(`${text}（区甲局）`).targets.map(({ value, unit }) => `${value}${unit}`)

test.each([
  ['（区甲局；完成时限：10月底前）', 'single | 区甲局'],
  ['（区甲局牵头，区乙局配合。完成时限：10月底前）', 'lead_assist | 区甲局 | 区乙局'],
  ['（区甲局牵头；配合单位：区乙局）', 'lead_assist | 区甲局 | 区乙局'],
  ['（区甲局；2025年底前完成）', 'single | 区甲局'],
  ['（区甲局，2025年）', 'single | 区甲局'],
  ['（由区甲局牵头，会同区乙局、区丙局落实）', 'lead_assist | 区甲局 | 区乙局,区丙局'],
  ['（区甲局牵头、区乙局会同）', 'lead_assist | 区甲局 | 区乙局'],
  ['（牵头单位：区甲局；县（区）级责任单位：各镇）', 'lead_divided | 区甲局 | 各镇'],
  ['\n责任单位：区甲局\n责任人：各村（社区）协管员', 'single | 区甲局'],
])('the list %s', (list, expected) => expect(units(list)).toBe(expected))

test('a limit that stands in a list is one of the task, and a person with a bracket in the name is no text of it', () => {
  expect(read('检查门店。（区甲局；2025年底前完成）').deadlines).toMatchObject([{ date: '2025-12-31' }])
  const task = read('检查门店。\n责任单位：区甲局\n责任人：各村（社区）协管员')
  expect([task.text, task.unclear]).toEqual(['检查门店。', ['责任人：各村（社区）协管员']])
})

test.each([
  ['在2025年7月15日和2026年1月5日前，向区食安办报告情况，同时抄送区监委派驻组。', ['2025-07-15  区食安办 区监委派驻组', '2026-01-05  区食安办 区监委派驻组']],
  ['4月10日、7月10日前报送季度小结，12月20日前报送全年总结至区食安办邮箱。', ['2025-04-10  区食安办 ', '2025-07-10  区食安办 ', '2025-12-20  区食安办 ']],
  ['每半年报送小结，11月20日前报送全年总结至区食安办。', [' half-year 区食安办 ', '2025-11-20  区食安办 ']],
  ['11月10日前报送报告，抄报市食安办。', ['2025-11-10   市食安办']],
  ['11月底前向区委常委会、区政府常务会专题汇报。', ['2025-11-30  区委常委会,区政府常务会 ']],
  ['一季度、三季度各开展检查一次。', ['2025-03-31   ', '2025-09-30   ']],
  ['6月、12月各召开会议一次。', ['2025-06-30   ', '2025-12-31   ']],
  ['每年3月和9月组织检查。', [' year  ']],
  ['3年内实现全覆盖。', ['   ']],
  ['三年内两次不合格的企业重点检查。', []],
  ['每两年开展一次评估。', ['   ']],
  ['秋季开学第一周内检查一次。', ['   ']],
])('the limits of %s', (text, expected) => expect(limits(text)).toEqual(expected))

test('of numbers side by side under one unit the last is taken, and that is told', () => {
  expect(aims('三个年度分别完成抽检300、400、500批次。')).toEqual(['500批次'])
  expect(read('三个年度分别完成抽检300、400、500批次。（区甲局）').unclear.join()).toContain('几个数并列')
})

test.each(['6月、12月各召开会议一次。', '3年内实现全覆盖。', '每两年开展一次评估。', '秋季开学第一周内检查一次。'])(
  'a limit without a sure day is told: %s',
  (text) => expect(read(`${text}（区甲局）`).unclear.join()).toContain('时限未能确定到日'),
)

test.each([
  ['抽检5批次每千人，快检2批次/每千人。', ['5批次/千人', '2批次/千人']],
  ['快检车运行不少于200天次。', ['200天次']],
  ['抽检4批次/千人以上，快检20000批（次）。', ['4批次/千人', '20000批次']],
  ['刊发公益广告不少于40条次，推广面积20万亩次。', ['40条次', '200000亩次']],
  ['食材浪费量同比下降一成。', ['10%']],
  ['去年下降一成的企业继续检查。', []],
  ['年底前具备农残、兽残等60项参数检测能力。', ['60项']],
  ['加强豇豆、韭菜等11个品种监管。', []],
  ['争取资金200万元。', ['2000000元']],
])('the aims of %s', (text, expected) => expect(aims(text)).toEqual(expected))

test('a title whose last line is 的通知 alone is read to its end', () => {
  const lines = ['某区食品安全委员会', '关于印发2025年全区食品安全重点工作任务清单', '的通知', '', '各镇：', '', '1.检查。（区甲局）', '2.抽检。（区乙局）']
  const { title, recipients } = readPlan(readPaper('n.txt', Buffer.from(lines.join('\n')))).plan
  expect([title, recipients]).toEqual(['某区食品安全委员会关于印发2025年全区食品安全重点工作任务清单的通知', ['各镇']])
})
