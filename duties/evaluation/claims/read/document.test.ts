import { describe, expect, test } from 'vitest'
import { readDocument } from './index.ts'

const REPORT = `澜江市创建国家食品安全示范城市自评报告
（2022年12月）
澜江市位于江北省中部，常住人口为210.5万人，下辖2个区、3个县。全市设21个乡镇。
一、工作措施
（一）落实责任
1．我市印发《澜江市食品安全责任清单》（澜食安委〔2022〕5号）。
2.青石县配备执法车12辆，市级投入300万元。
二、成效
全市合格率达98%。全市满意度为85%。`

describe('a report taken apart', () => {
  const doc = readDocument('report.txt', REPORT, 3)

  test('knows its place, its date and its population', () => {
    expect(doc).toMatchObject({ city: '澜江市', date: '2022-12', population: 2_105_000 })
  })

  test('keeps headings with level, number and title', () => {
    expect(doc.headings.map(({ level, number, title }) => [level, number, title])).toEqual([
      [1, 1, '工作措施'],
      [2, 1, '落实责任'],
      [3, 1, '我市印发《澜江市食品安全责任清单》(澜食安委(2022)5号)'],
      [3, 2, '青石县配备执法车12辆，市级投入300万元'],
      [1, 2, '成效'],
    ])
  })

  test('keeps document numbers with their titles', () => {
    expect(doc.references).toMatchObject([{ number: '澜食安委〔2022〕5号', year: 2022, title: '澜江市食品安全责任清单' }])
    expect(REPORT.slice(doc.references[0]!.start, doc.references[0]!.end)).toBe('澜食安委〔2022〕5号')
  })

  test('gives each claim its document, sentence, heading and scope', () => {
    expect(doc.read.every(({ document }) => document === 3)).toBe(true)
    const car = doc.read.find(({ text }) => text === '12辆')!
    expect(car).toMatchObject({ scope: '青石县', subject: '执法车', measure: '配备' })
    expect(doc.headings[car.heading]!.number).toBe(2)
    expect(REPORT.slice(doc.sentences[car.sentence]!.start, doc.sentences[car.sentence]!.end)).toContain('配备执法车12辆')
    expect(doc.read.find(({ text }) => text === '98%')!.scope).toBe('全市')
    expect(doc.claims).toBe(doc.read.length)
  })

  test('every claim prints what stands at its offsets', () => {
    for (const claim of doc.read) expect(REPORT.slice(claim.start, claim.end)).toBe(claim.text)
  })
})

describe('the date of a paper', () => {
  const dated = (text: string) => readDocument('p.txt', text).date

  test.each([
    ['自评报告\n（2022年12月）\n截至2022年10月，企业5家。', '2022-12'],
    ['自评报告\n截至2022年10月，企业5家。', '2022-10'],
    ['2023年上半年工作情况报告\n截至6月30日，企业5家。', '2023-06-30'],
    ['2023年食品安全工作安排\n2021年检查5家。', '2023'],
    ['工作安排\n2021年检查5家。', '2021'],
    ['工作安排\n检查5家。', null],
  ])('%s', (text, date) => expect(dated(text)).toBe(date))
})

describe('print', () => {
  test('page numbers and running heads between the halves of a sentence are no text', () => {
    const text = '全市开展食品安全监督检查工作，共检查食品生产企业\n— 3 —\n\n492家，餐饮单位120家。'
    expect(readDocument('p.txt', text).read.map(({ subject, text }) => [subject, text])).toEqual([
      ['食品生产企业', '492家'],
      ['餐饮单位', '120家'],
    ])
  })

  test('a heading without a stop does not run into the text below', () => {
    const doc = readDocument('p.txt', '（一）加强领导，压实责任\n检查企业5家。')
    expect(doc.sentences).toHaveLength(2)
    expect(doc.headings[0]!.title).toBe('加强领导，压实责任')
  })

  test('a district’s paper is the district’s', () => {
    expect(readDocument('p.txt', '澜江市河东区食品安全工作安排\n澜江市河东区人民政府\n全区共有企业5家，我区检查3家。').city).toBe(
      '澜江市河东区',
    )
  })

  test('a text without figures or without anything is read as such', () => {
    expect(readDocument('p.txt', '')).toMatchObject({ claims: 0, city: null, date: null, population: null, read: [], sentences: [] })
    expect(readDocument('p.txt', 'No Chinese here, 12 of 30.')).toMatchObject({ read: [] })
  })
})
