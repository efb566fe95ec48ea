import { describe, expect, test } from 'vitest'
import { readDocument } from './index.ts'

const PAPER = '（2022年11月20日）\n'
const dates = (text: string) =>
  readDocument('paper.txt', PAPER + text)
    .dates.slice(1)
    .map(({ text: printed, period }) => [printed, period])
const periods = (text: string) => readDocument('paper.txt', PAPER + text).read.map(({ period }) => period)

describe('dates and spans', () => {
  test.each([
    ['截至2022年11月，共有。', '2022年11月', '/2022-11'],
    ['截至11月10日，共有。', '11月10日', '/2022-11-10'],
    ['2021年至2022年间投入。', '2021年至2022年间', '2021/2022'],
    ['2020—2022年投入。', '2020—2022年', '2020/2022'],
    ['2022年1—10月完成。', '2022年1—10月', '2022-01/2022-10'],
    ['2022年上半年完成。', '2022年上半年', '2022-01/2022-06'],
    ['2021年第三季度完成。', '2021年第三季度', '2021-07/2021-09'],
    ['上半年完成。', '上半年', '2022-01/2022-06'],
    ['1—11月完成。', '1—11月', '2022-01/2022-11'],
    ['2021年底完成。', '2021年底', '2021-12'],
    ['2021年3月5日完成。', '2021年3月5日', '2021-03-05'],
    ['二〇二一年三月五日完成。', '二〇二一年三月五日', '2021-03-05'],
    ['今年完成。', '今年', '2022'],
    ['去年完成。', '去年', '2021'],
    ['去年同期完成。', '去年同期', '2021'],
    ['近三年完成。', '近三年', '2020/2022'],
    ['自2020年以来完成。', '2020年', '2020/2022-11-20'],
    ['列入22年重点项目。', '22年', '2022'],
  ])('%s', (text, printed, period) => expect(dates(text)).toEqual([[printed, period]]))
})

describe('the time of a figure', () => {
  test('is that of its sentence, else of the sentence before in its paragraph, else the paper’s', () => {
    expect(periods('2021年检查5家。整改3家。\n检查6家。')).toEqual(['2021', '2021', '2022-11-20'])
  })

  test('a list against as many years gives each its own', () => {
    expect(periods('2019年、2020年、2021年市财政安排经费505.9万元、4889.7万元、3839.6万元。')).toEqual(['2019', '2020', '2021'])
    expect(periods('2020—2022年分别投入4254万元、5516万元、8413万元。')).toEqual(['2020', '2021', '2022'])
  })

  test('a total of several years is of all of them', () => {
    expect(periods('2019年、2020年、2021年三年共投入900万元。')).toEqual(['2019/2021'])
  })

  test('what is compared with has its own year, what follows 目前 the paper’s', () => {
    expect(periods('覆盖率由2021年同期的29.5%提升至目前约98%。')).toEqual(['2021', '/2022-11-20'])
  })

  test('上年 is the year before the one just spoken of, 去年 the one before the paper’s', () => {
    expect(periods('2021年检查5家，比上年的3家增加2家。')).toEqual(['2021', '2020', '2021'])
    expect(periods('2021年检查5家，去年检查6家。')).toEqual(['2021', '2021'])
  })

  test('a paper without any date leaves it open', () => {
    expect(readDocument('paper.txt', '检查6家。').read[0]!.period).toBeNull()
  })
})
