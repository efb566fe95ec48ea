import { describe, expect, test } from 'vitest'
import { readDocument } from './index.ts'

/** What a reader is told of each figure of a paper. */
const told = (text: string) => readDocument('paper.txt', text).read.map(({ text: printed, told: { subject, measure, period, scope } }) => ({ printed, subject, measure, period, scope }))
const of = (text: string, printed: string) => told(text).find((claim) => claim.printed === printed)
const periods = (text: string): (string | null)[] => told(text).map(({ period }) => period)

const REPORT = '云岭市2023年食品安全工作情况报告\n\n'

describe('the time of a figure', () => {
  test('is that of the title where nothing nearer names one', () => {
    expect(periods(`${REPORT}全市共有食品生产企业320家。`)).toEqual(['2023'])
    expect(periods('云岭市2024年上半年食品安全工作情况报告\n\n全市抽检食品5200批次，全年计划抽检9600批次。')).toEqual(['2024-01/2024-06', '2024'])
  })

  test('is as of the date of a paper whose title names none', () => {
    expect(periods('云岭市食品安全自评报告\n\n全市共有食品生产企业320家。\n\n云岭市人民政府\n2023年11月18日')).toEqual(['/2023-11-18'])
  })

  test('comes from the heading above, and a heading of what is to come takes the title’s away', () => {
    expect(of(`${REPORT}一、2022年工作回顾\n检查餐饮单位410家。`, '410家')?.period).toBe('2022')
    expect(of(`${REPORT}一、下一步工作打算\n新建快检室12间。`, '12间')?.period).toBeNull()
  })

  test('is not left behind by what is compared with, by brackets or by the day of one deed', () => {
    expect(periods(`${REPORT}立案312件（2022年为260件），罚没款88万元。`)).toEqual(['2023', '2022', '2023'])
    expect(periods(`${REPORT}5月底，市政府召开会议3次；全市检查餐饮单位410家。`)).toEqual(['2023-05', '2023'])
    expect(periods(`${REPORT}立案312件，上年是260件，同比增长20.0%。`)).toEqual(['2023', '2022', '2023'])
  })

  test('of a row of years is each its own, and what comes behind the row is of all of it', () => {
    expect(periods(`${REPORT}2021年至2023年查办案件600件，其中2021年180件、2022年200件、2023年220件；罚没款90万元。`)).toEqual([
      '2021/2023', '2021', '2022', '2023', '2021/2023',
    ])
    expect(of(`${REPORT}满意度2021年81.0%、2022年84.0%、2023年86.0%，两年提高5.0个百分点。`, '5.0个百分点')?.period).toBe('2021/2023')
  })

  test('reads school years, first quarters, 今年以来 and 底前', () => {
    expect(periods('云岭市情况汇报\n\n2021—2022学年检查食堂96家次。前三季度立案40件。今年以来培训800人次。12月底前建成快检室5间。\n\n2022年11月20日')).toEqual([
      '2021-09/2022-08', '2022-01/2022-09', '2022/2022-11-20', '/2022-12',
    ])
  })
})

describe('the subject and the measure of a figure', () => {
  test('are of what was counted, not of who did it or how it moved', () => {
    expect(of(`${REPORT}食品参数由创建前的1126项扩充到1482项。`, '1482项')).toMatchObject({ subject: '食品参数', measure: '数量' })
    expect(of(`${REPORT}乡镇市场监管所共有在编人员98人。`, '98人')).toMatchObject({ subject: '在编人员' })
    expect(of(`${REPORT}5．农村集体聚餐。备案1248起。`, '1248起')).toMatchObject({ subject: '农村集体聚餐', measure: '备案' })
    expect(of(`${REPORT}完成核查处置388批次。`, '388批次')).toMatchObject({ subject: '核查处置', measure: '完成' })
  })

  test('are taken from the figure before of the same kind where a clause leaves them out', () => {
    const text = `${REPORT}罚没款97.2万元，件均0.6万元；发现问题240个，整改234个。`
    expect(of(text, '0.6万元')).toMatchObject({ measure: '平均' })
    expect(of(text, '234个')).toMatchObject({ subject: '问题', measure: '整改' })
  })

  test('leave a level or a county to the scope, and 全国 inside a name is no scope', () => {
    const text = `${REPORT}抽检食品5200批次，其中市级2100批次、县级3100批次。`
    expect(of(text, '3100批次')).toMatchObject({ subject: '食品', scope: '县级' })
    expect(of(`${REPORT}我市核查公安部全国协查线索32条。`, '32条')).toMatchObject({ scope: '全市' })
  })
})
