import { describe, expect, test } from 'vitest'
import { readDocument } from './index.ts'

/** Printed form, value and unit of each claim read in a sentence. */
const figures = (text: string) => readDocument('paper.txt', text).read.map((claim) => [claim.text, claim.value, claim.unit])
const bounds = (text: string) => readDocument('paper.txt', text).read.map(({ low, high }) => [low, high])
const hedges = (text: string) => readDocument('paper.txt', text).read.map((claim) => claim.hedges.join('+'))

describe('numbers as they are written', () => {
  test.each([
    ['共有食品生产企业1,234家。', '1,234家', 1234, '家'],
    ['共有食品生产企业１２３４家。', '１２３４家', 1234, '家'],
    ['发放宣传册3.5万份。', '3.5万份', 35_000, '份'],
    ['累计投入1.2亿元。', '1.2亿元', 120_000_000, '元'],
    ['累计投入4254万元。', '4254万元', 42_540_000, '元'],
    ['保额达6.96亿。', '6.96亿', 696_000_000, ''],
    ['合格率98%。', '98%', 98, '%'],
    ['合格率９８．５％。', '９８．５％', 98.5, '%'],
    ['发病率为23.5‰。', '23.5‰', 23.5, '‰'],
    ['提高3.2个百分点。', '3.2个百分点', 3.2, '百分点'],
    ['抽检量达到1.5批次/千人。', '1.5批次/千人', 1.5, '批次/千人'],
    ['抽检量达到4份／千人。', '4份／千人', 4, '份/千人'],
    ['抽检量达到每千人4份。', '4份', 4, '份/千人'],
    ['每千人口食品抽检量4.2批次。', '4.2批次', 4.2, '批次/千人'],
    ['日均处理餐厨垃圾120吨。', '120吨', 120, '吨'],
    ['抽检量达到5份每千人。', '5份每千人', 5, '份/千人'],
    ['建成快检室一百二十个。', '一百二十个', 120, '个'],
    ['建成快检室十二个。', '十二个', 12, '个'],
    ['三分之二的企业完成自查。', '三分之二', 66.66666666667, '%'],
    ['八成的企业完成自查。', '八成', 80, '%'],
    ['九成五以上的企业完成自查。', '九成五以上', 95, '%'],
    ['半数以上的企业完成自查。', '半数以上', 50, '%'],
    ['合格率为百分之九十八。', '百分之九十八', 98, '%'],
    ['合格率为百分之九十八点五。', '百分之九十八点五', 98.5, '%'],
    ['完成率98%（687/700）。', '98%', 98, '%'],
    ['总面积8901平方千米。', '8901平方千米', 8901, '平方千米'],
    ['检查学校食堂4969户次。', '4969户次', 4969, '户次'],
    ['培训2万余人次。', '2万余人次', 20_000, '人次'],
    ['全市 有 企业 1 家，商户 12 家。', '1 家', 1, '家'],
  ])('%s', (text, printed, value, unit) => expect(figures(text)[0]).toEqual([printed, value, unit]))

  test('a fraction is a share', () => expect(figures('完成率98%（687/700）。')[1]).toEqual(['687/700', 98.14285714286, '%']))

  test('a range is one claim from its lower to its upper end', () => {
    expect(figures('每县培育3—5家，共20至30户。')).toEqual([
      ['3—5家', 3, '家'],
      ['20至30户', 20, '户'],
    ])
    expect(bounds('每县培育3—5家。')).toEqual([[3, 5]])
  })

  test('figures that share the unit printed last have it all', () =>
    expect(figures('甲县、乙县、丙县分别建成20、30和40家。')).toEqual([
      ['20', 20, '家'],
      ['30', 30, '家'],
      ['40家', 40, '家'],
    ]))

  test('offsets are those of the paper, with its line breaks and spaces', () => {
    const text = '一、概况\n全市共有食品生产经营主体，登记在册的食品生产企业１２\n３４家，占比２０％。'
    const [first, second] = readDocument('paper.txt', text).read
    expect(text.slice(first!.start, first!.end)).toBe('１２\n３４家')
    expect(first!.value).toBe(1234)
    expect(text.slice(second!.start, second!.end)).toBe('２０％')
  })
})

describe('what a printed form admits', () => {
  test.each([
    ['食品生产企业492家。', 'exact', 492, 492],
    ['合格率98%。', 'exact', 97.5, 98.5],
    ['抽检量1.5批次/千人。', 'exact', 1.45, 1.55],
    ['发放4.25万份。', 'exact', 42_450, 42_550],
    ['投入4254万元。', 'exact', 42_535_000, 42_545_000],
    ['处置714吨。', 'exact', 713.5, 714.5],
    ['企业近5万家。', 'nearly', 45_000, 50_000],
    ['企业近1万家。', 'nearly', 9000, 10_000],
    ['企业将近80家。', 'nearly', 75, 80],
    ['企业约300家。', 'about', 285, 315],
    ['企业300家左右。', 'about', 285, 315],
    ['企业300余家。', 'over', 300, 399],
    ['培训11200余人次。', 'over', 11_200, 11_299],
    ['投资1740余万元。', 'over', 17_400_000, 17_500_000],
    ['投资25万余元。', 'over', 250_000, 260_000],
    ['合格率98%以上。', 'at-least', 98, Infinity],
    ['企业超过5万家。', 'at-least', 50_000, Infinity],
    ['企业逾500家。', 'at-least', 500, Infinity],
    ['每学期不少于4课时。', 'at-least', 4, Infinity],
    ['不合格不足300批次。', 'at-most', 0, 300],
    ['不合格率控制在2%以内。', 'at-most', 0, 2],
    ['不合格不超过20批次。', 'at-most', 0, 20],
  ])('%s', (text, hedge, low, high) => {
    expect(hedges(text)[0]).toBe(hedge)
    expect(bounds(text)[0]).toEqual([low, high])
  })

  test('two hedges are both told, and the form admits what either does', () => {
    expect(hedges('约有2万余人次登录。')).toEqual(['about+over'])
    expect(bounds('约300余家。')).toEqual([[285, 399]])
  })

  test('多 before another figure compares', () => {
    expect(hedges('比上年的984件多164件，508所有食堂的学校。')).toEqual(['exact', 'exact', 'exact'])
  })

  test('节约, 附近 and 规模以上 hedge nothing', () => {
    expect(hedges('节约300元，附近20家，规模以上企业30家。')).toEqual(['exact', 'exact', 'exact'])
  })
})

describe('what is no claim', () => {
  test.each([
    '1．加强组织领导。',
    '（一）落实党政同责',
    '根据《食品安全管理办法》（川食安办〔2021〕8号）要求。',
    '依据《食品安全法》第一百二十四条、第12条处理。',
    '落实“12315”“9.27”会议精神，拨打12315。',
    '建设5G基站，取得ISO22000、HACCP认证，执行GB2760-2014。',
    '按照2021版细则和十四五规划，落实“两个责任”，开展三年行动。',
    '严格落实一企一档、四个最严，五进活动。',
    '2022年11月10日，第三批第一名。',
    '力争用3年左右时间，近三年未发现问题。',
    '列为D级、四级台账。',
    '联系电话0351-1234567，13812345678。',
    '实行1+3+N模式，适合0—3岁婴幼儿。',
    '一是加强领导；二是压实责任。',
  ])('%s', (text) => expect(figures(text)).toEqual([]))

  test('one sign of Chinese numerals counts before earnest units only', () => {
    expect(figures('新建三家快检室，印发五项制度，组织一次会议。')).toEqual([['三家', 3, '家']])
  })
})
