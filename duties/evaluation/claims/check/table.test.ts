import { describe, expect, test } from 'vitest'
import type { Finding } from '../contract.ts'
import { readDocument } from '../read/index.ts'
import { checkDocuments } from './index.ts'

const findings = (...texts: string[]): readonly Finding[] =>
  checkDocuments(texts.map((text, at) => readDocument(`${at}.txt`, text, at))).findings
const wrong = (...texts: string[]): string[] =>
  findings(...texts).flatMap(({ kind, verdict }) => (verdict === 'contradiction' || verdict === 'doubtful' ? [`${verdict} ${kind}`] : []))

const table = (last: string, rate = '2.00%', total = '700', sign = '\t'): string =>
  [
    `类别${sign}抽检批次${sign}不合格批次${sign}不合格率`,
    `肉制品${sign}200${sign}4${sign}${rate}`,
    `乳制品${sign}150${sign}3${sign}2.00%`,
    `糕点${sign}${last}${sign}7${sign}2.00%`,
    `合计${sign}${total}${sign}14${sign}2.00%`,
  ].join('\n')

describe('tables', () => {
  test('bare cells are claims of their row and column', () => {
    const { read } = readDocument('a.txt', table('350'))
    expect(read.slice(0, 3).map(({ subject, measure, value, unit }) => [subject, measure, value, unit])).toEqual([
      ['肉制品', '抽检批次', 200, ''],
      ['肉制品', '不合格批次', 4, ''],
      ['肉制品', '不合格率', 2, '%'],
    ])
  })
  test('a table that adds up is left alone', () => expect(wrong(table('350'))).toEqual([]))
  test('a column that is not its total contradicts', () => expect(wrong(table('360'))).toContain('contradiction total'))
  test('a rate that its row does not give contradicts, where all other rows do', () =>
    expect(wrong(table('350', '3.10%'))).toContain('contradiction ratio'))
  test('bars part cells as tabs do', () => {
    const bars = (text: string): string =>
      text
        .split('\n')
        .map((line) => `|${line}|`)
        .join('\n')
    expect(wrong(bars(table('350', '2.00%', '700', '|')))).toEqual([])
    expect(wrong(bars(table('350', '2.00%', '760', '|')))).toContain('contradiction total')
  })
  test('prose that opens with the name of a row says the same', () => {
    expect(wrong(`${table('350')}\n（一）糕点。抽检350批次，不合格7批次。`)).toEqual([])
    expect(wrong(`${table('350')}\n（一）糕点。抽检390批次，不合格7批次。`)).toContain('doubtful two-values')
  })
})

describe('what runs over several clauses', () => {
  const rows = (third: string): string =>
    `东镇、西镇、南镇任务依次为200、300、400批次，已完成150、210、320批次，完成率分别为75.0%、70.0%、${third}。`
  test('rows are held against one another place by place', () => {
    expect(wrong(rows('80.0%'))).toEqual([])
    expect(wrong(rows('86.0%'))).toContain('contradiction ratio')
  })
  test('phases follow one another', () => {
    const phases = (second: string): string => `行动分动员部署（2023年3月1日至3月20日）、集中整治（2023年${second}至6月30日）两个阶段。`
    expect(wrong(phases('3月21日'))).toEqual([])
    expect(wrong(phases('3月11日'))).toContain('doubtful date')
  })
  test('a run of clauses that stands in the papers of two cities is shown, whatever sentence it stands in', () => {
    const first = '甲江市2023年工作总结\n甲江市聘请宣讲员32名，巡回宣讲118场，听众1.3万余人次，发放明白纸2.6万份。'
    const second = '乙山市2023年工作总结\n乙山市加强宣传。巡回宣讲118场，听众1.3万余人次，发放明白纸2.6万份。'
    expect(wrong(first, second)).toContain('doubtful copied')
    expect(wrong(first, '乙山市2023年工作总结\n乙山市巡回宣讲96场，听众1.1万余人次，发放明白纸2.2万份。')).toEqual([])
  })
})
