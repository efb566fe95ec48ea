import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readPaper } from '../../../platform/documents/paper.ts'
import { readPlan } from './read.ts'
import type { Mode } from './types.ts'

/** The published notice of 2023 stays outside the repository; the table below is regulations.md section 13 in its abbreviations. */
const PAPER = new URL('../../../../shared/documents/004-jincheng-district-work-plan-2023.txt', import.meta.url)
const here = existsSync(PAPER)

const UNITS: Readonly<Record<string, string>> = {
  生态: '区生态环境分局',
  农: '区农业农村局',
  市监: '区市场监管局',
  公: '区公安分局',
  法: '区法院',
  检: '区检察院',
  卫: '区卫体局',
  交: '区交通局',
  宣: '区委宣传部',
  商: '区商务局',
  文旅: '区文旅局',
  融: '区融媒体中心',
  发: '区发改局',
  城管: '区城市管理局',
  教: '区教科局',
  网: '区委网信办',
  工: '区工信局',
  自: '区自然资源局',
  审: '区行政审批局',
  民: '区民营经济局',
  司: '区司法局',
  科: '区科协',
  食: '区食安办',
  镇: '各镇<街道>',
  误: '区发政局',
  成员: '区食安委各成员单位',
  相关成员: '区食安委相关成员单位',
  有关: '有关部门',
}
type Row = readonly [number: string, mode: Mode, first: string, others?: string]
const ROWS: readonly Row[] = [
  ['1', 'single', '生态'],
  ['2', 'single', '农'],
  ['3', 'lead_divided', '农', '市监 公 法 检 卫'],
  ['4', 'single', '市监'],
  ['5', 'single', '交'],
  ['6', 'single', '市监'],
  ['7', 'lead_divided', '市监', '宣 公 商 文旅 卫 融'],
  ['8', 'joint', '发 商 城管 市监'],
  ['9', 'joint', '教 市监 卫 公'],
  ['10', 'single', '市监'],
  ['11.1', 'joint', '商 市监'],
  ['11.2', 'single', '市监'],
  ['11.3', 'joint', '宣 网 发 商 文旅 市监 融'],
  ['12', 'unmarked', '市监 镇'],
  ['13.1', 'single', '农'],
  ['13.2', 'lead_assist', '农', '市监'],
  ['14.1', 'joint', '农 市监 公 法 检'],
  ['14.2', 'lead_divided', '检', '法 农 市监 发'],
  ['14.3', 'single', '农'],
  ['14.4', 'single', '公'],
  ['14.5', 'single', '市监'],
  ['14.6', 'assists_superior', '', '公'],
  ['15', 'single', '工'],
  ['16', 'single', '市监'],
  ['17.1', 'joint', '卫 市监'],
  ['17.2', 'single', '市监'],
  ['17.3', 'single', '农'],
  ['17.4', 'single', '自'],
  ['18.1', 'joint', '市监 审'],
  ['18.2', 'single', '农'],
  ['18.3', 'joint', '农 市监'],
  ['19', 'assists_superior', '', '农'],
  ['20', 'single', '卫'],
  ['21', 'joint', '教 市监'],
  ['22.1', 'single', '审'],
  ['22.2', 'joint', '农 市监'],
  ['23', 'joint', '误 工 市监 民'],
  ['24', 'single', '农'],
  ['25', 'single', '工'],
  ['26', 'single', '市监'],
  ['27', 'single', '食'],
  ['28', 'lead_assist', '食', '相关成员 有关'],
  ['29', 'joint', '宣 网 教 公 司 农 卫 市监 融 发 自 科'],
  ['30', 'single', '市监'],
  ['31', 'single', '食'],
  ['32', 'single', '食'],
  ['33', 'unmarked', '食 成员'],
]
const names = (list = '') =>
  list
    .split(' ')
    .filter(Boolean)
    .map((short) => UNITS[short]!)

describe.skipIf(!here)(here ? 'the notice of 2023' : 'the notice of 2023 (skipped: papers not here)', () => {
  const { plan } = here ? readPlan(readPaper('notice.txt', readFileSync(PAPER))) : { plan: null! }
  const task = (number: string) => plan.tasks.find((one) => one.number === number)!

  test('its 33 tasks are 47 assignable units, numbered as printed', () => {
    expect(plan.tasks.map(({ number }) => number)).toEqual(ROWS.map(([number]) => number))
  })

  test.each(ROWS.map((row) => [row[0], row[1], row] as const))(
    'task %s is shared as the table says: %s',
    (number, mode, [, , first, others]) => {
      const { lead, assisting, joint, ...rest } = task(number)
      const equal = mode === 'joint' || mode === 'unmarked'
      expect({ mode: rest.mode, lead, assisting, joint }).toEqual({
        mode,
        lead: equal ? [] : names(first),
        assisting: names(others),
        joint: equal ? names(first) : [],
      })
    },
  )

  test('what assists an upper body names it, and an unnamed one is unclear', () => {
    expect(task('14.6').superior).toBe('市公安局')
    expect(task('19').superior).toBe('市局')
    expect(task('19').unclear.join()).toContain('市局')
  })

  test('the targets are those seven that bind, and no other number', () => {
    const targets = plan.tasks.flatMap(({ number, targets: own }) => own.map(({ value, unit }) => `${number}: ${value}${unit}`))
    expect(targets).toEqual(['2: 91%', '6: 100%', '9: 100%', '9: 100%', '9: 70%', '17.2: 6.5批次/千人', '17.3: 100批次', '17.4: 4批次'])
  })

  test('the reports of task 33 know their day, their receiver and who gets a copy', () => {
    expect(task('33').deadlines).toEqual([
      { text: '每半年', date: null, repeats: 'half-year', to: ['区食品安全办'], copy: [] },
      { text: '11月1日前', date: '2023-11-01', repeats: null, to: ['区委', '区政府'], copy: ['区食品安全办'] },
    ])
    expect(task('17.3').deadlines.map(({ repeats }) => repeats)).toEqual(['quarter'])
    expect(task('19').deadlines.map(({ date }) => date)).toEqual(['2025-12-31'])
  })

  test('the misprinted unit stays as printed and what is near is told', () => {
    expect(task('23').unclear.join()).toMatch(/区发政局.*区发改局/)
  })

  test('the head is read', () => {
    expect({ number: plan.number, date: plan.date }).toEqual({ number: '城政办发〔2023〕31号', date: '2023-08-24' })
    expect(plan.title).toBe(`${plan.issuer}关于印发晋城市城区2023年食品安全重点工作安排的通知`)
    expect(plan.recipients).toEqual(['南村镇人民政府', '各街道办事处', '区直各相关部门'])
    expect(plan.copied_to).toEqual(['区委', '区人大常委会', '区政协', '区法院', '区检察院', '各人民团体', '各新闻单位'])
  })
})
