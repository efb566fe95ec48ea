import { describe, expect, test } from 'vitest'
import type { Finding, Kind, Known, Verdict } from '../contract.ts'
import { readDocument } from '../read/index.ts'
import { checkDocuments } from './index.ts'

const nothing: Known = { divisions: () => null, own: () => null }
const check = (texts: readonly string[], known = nothing): readonly Finding[] =>
  checkDocuments(
    texts.map((text, at) => readDocument(`${at}.txt`, text, at)),
    known,
  ).findings
const ofKind = (kind: Kind, ...texts: string[]): Verdict[] =>
  check(texts)
    .filter((one) => one.kind === kind)
    .map(({ verdict }) => verdict)

type Case = readonly [rule: string, text: string, kind: Kind, expected: Verdict | undefined]
const run = (cases: readonly Case[]): void => {
  test.each(cases)('%s', (_, text, kind, expected) => {
    const found = ofKind(kind, text)
    if (expected === 'holds') expect(found).toContain('holds')
    expect(found.find((one) => one === 'contradiction' || one === 'doubtful')).toBe(expected === 'holds' ? undefined : expected)
  })
}

describe('trends and growth', () =>
  run([
    ['逐年增长 holds where each year is more', '2020—2022年经费分别为420万元、551万元、841万元，逐年增长。', 'series', 'holds'],
    [
      '逐年增长 is contradicted by a year that is less',
      '2020—2022年经费分别为420万元、551万元、481万元，逐年增长。',
      'series',
      'contradiction',
    ],
    [
      '持续下降 is contradicted by a year that is more',
      '投诉举报持续下降，2020年、2021年、2022年分别受理1200件、1100件、1150件。',
      'series',
      'contradiction',
    ],
    [
      'a trend of one measure says nothing of another',
      '抽检量逐年增长。2020—2022年罚没款分别为42万元、55万元、48万元。',
      'series',
      undefined,
    ],
    ['growth follows from both years', '经费由100万元增加到120万元，增长20%。', 'series', 'holds'],
    ['growth that both years do not give contradicts them', '经费由100万元增加到120万元，增长30%。', 'series', 'contradiction'],
    ['growth follows from what was added', '经营主体30126户，比上年末增加1474户，同比增长5.1%。', 'series', 'holds'],
  ]))

describe('bounds and hedges', () =>
  run([
    ['a share cannot exceed the whole', '全市食品从业人员健康证持有率达到103%。', 'bound', 'contradiction'],
    ['growth may exceed 100 %', '投诉举报同比增长130%。', 'bound', undefined],
    ['a plan may be over-fulfilled', '全年抽检任务完成率112%。', 'bound', 'doubtful'],
    ['nothing falls by more than all of it', '投诉举报同比下降120%。', 'bound', 'contradiction'],
    ['a day has 24 hours', '平台每天运行26小时。', 'bound', 'contradiction'],
    ['about and more than is one hedge too many', '平台访问约2万余人次。', 'bound', 'doubtful'],
    ['nearly and more than contradict each other', '全市共有经营主体近5万余家。', 'bound', 'contradiction'],
    ['more than an exact figure is a doubt', '开展志愿服务活动38余次。', 'bound', 'doubtful'],
    ['more than a round figure is right', '开展志愿服务活动380余次。', 'bound', undefined],
    ['one day cannot dry more than can be dried', '日烘干能力1400吨，粮食烘干能力350吨。', 'bound', 'contradiction'],
  ]))

describe('dates and document numbers', () =>
  run([
    ['no calendar has 30 February', '2022年2月30日召开会议。', 'date', 'contradiction'],
    ['a leap day is a day', '2024年2月29日召开会议。', 'date', undefined],
    ['a span does not end before it begins', '2022年至2020年，共检查300次。', 'date', 'contradiction'],
    [
      'figures as of a day after the paper cannot be',
      '2022年11月10日\n截至2022年12月31日，全市共检查300次，立案20起。',
      'date',
      'contradiction',
    ],
    ['what is planned may lie ahead', '2022年11月10日\n力争到2025年12月底，全市建成300个站点。', 'date', undefined],
    [
      'one number cannot bear two titles',
      '印发《抽检工作方案》（食安办〔2021〕8号）。印发《宣传周活动方案》（食安办〔2021〕8号）。',
      'date',
      'contradiction',
    ],
    [
      'one number may be cited twice',
      '印发《抽检工作方案》（食安办〔2021〕8号）。根据《抽检工作方案》（食安办〔2021〕8号）开展工作。',
      'date',
      undefined,
    ],
  ]))

describe('headings', () => {
  const paper = (...marks: string[]): string => marks.map((mark) => `${mark}加强领导\n正文。`).join('\n')
  run([
    ['numbers one after the other hold', paper('一、', '二、', '三、'), 'heading', undefined],
    ['a number that is skipped', paper('一、', '二、', '四、'), 'heading', 'contradiction'],
    ['a number that is repeated', paper('一、', '二、', '二、', '三、'), 'heading', 'contradiction'],
    ['another style within one level', paper('（一）', '(2)', '（三）'), 'heading', 'doubtful'],
    ['numbers start again under each parent', paper('一、', '（一）', '（二）', '二、', '（一）', '（二）'), 'heading', undefined],
    ['numbers may run on over the parents', paper('一、', '（一）', '（二）', '二、', '（三）', '（四）'), 'heading', undefined],
    ['points that skip', '一是加强领导；二是抓好落实；四是强化宣传。', 'heading', 'contradiction'],
  ])
  test('one wrong number among right ones is said once', () => {
    expect(ofKind('heading', paper('一、', '二、', '四、', '四、', '五、'))).toEqual(['contradiction'])
  })
})

describe('lists announced with a number', () =>
  run([
    ['five 进 are five', '开展食品安全进社区、进学校、进机关、进企业、进农村“五进”活动。', 'enumeration', 'holds'],
    ['four 进 are not five', '开展食品安全进社区、进学校、进机关、进企业“五进”活动。', 'enumeration', 'contradiction'],
    ['five 可 are not six', '做到来源可查、去向可追、责任可究、风险可控、产品可召“六可”要求。', 'enumeration', 'contradiction'],
    ['four 一 in quotation marks are four', '采取“一个品种、一张清单、一套方案、一批措施”的“四个一”模式。', 'enumeration', 'holds'],
    ['two titles are not one system', '印发《会议制度》《通报制度》《考评制度》等两项制度。', 'enumeration', 'contradiction'],
    ['等 may leave titles unlisted', '印发《会议制度》《通报制度》等五项制度。', 'enumeration', undefined],
    ['a slogan without its list says nothing', '落实“四个最严”要求，压实“两个责任”。', 'enumeration', undefined],
  ]))

describe('one measure twice', () =>
  run([
    [
      'two totals of one thing contradict each other',
      '全市共有食品生产企业214家。经排查，全市现有食品生产企业276家。',
      'two-values',
      'contradiction',
    ],
    ['the same total twice holds', '全市共有食品生产企业214家。经排查，全市现有食品生产企业214家。', 'two-values', 'holds'],
    ['those that did something are not all', '全市共有食品生产企业214家。176家食品生产企业建立追溯系统。', 'two-values', undefined],
    ['two campaigns inspect twice', '农村治理中检查食品经营户1836家。保健食品治理中检查食品经营户3710家。', 'two-values', undefined],
    ['two years have two values', '2020年全市共有食品生产企业214家。2021年全市共有食品生产企业230家。', 'two-values', undefined],
    ['two different things may share a number', '全市共有批发市场13家。建成快检室13家。', 'two-values', undefined],
  ]))

describe('several papers and known facts', () => {
  const one = '青川市自评报告\n青川市位于省境东南部。三年来，青川市出动执法人员11237人次，检查校园周边单位1977户次。'
  const other = '白石市自评报告\n白石市位于省境西北部。三年来，白石市出动执法人员11237人次，检查校园周边单位1977户次。'
  test('a sentence with figures that stands in the papers of two cities leaves a doubt, the place’s own name apart', () => {
    const found = check([one, other]).filter(({ kind }) => kind === 'copied')
    expect(found.map(({ verdict, basis, document }) => [verdict, basis, document])).toEqual([['doubtful', 'several papers', 1]])
  })
  test('one city may repeat itself', () => expect(ofKind('copied', one, one)).toEqual([]))
  test('what every report says is not copied', () => {
    const common = (city: string): string => `${city}自评报告\n${city}各环节监督抽检覆盖率达100%，每人每年培训40学时以上。`
    expect(ofKind('copied', common('青川市'), common('白石市'))).toEqual([])
  })

  const table: Known = {
    ...nothing,
    divisions: (place) => (place === '青川市' ? { districts: 2, counties: 8, cities: 1, townships: null } : null),
  }
  const county = (text: string): Verdict[] =>
    check([`青川市自评报告\n${text}`], table)
      .filter(({ basis }) => basis === 'known facts')
      .map(({ verdict }) => verdict)
  test('the number of counties is held against the division table', () => {
    expect(county('青川市下辖11个县（市、区）。')).toEqual(['holds'])
    expect(county('青川市下辖15个县（市、区）。')).toEqual(['contradiction'])
  })
  test('a split that differs may be older than the table', () =>
    expect(county('青川市下辖1个市辖区、9个县，代管1个县级市。')).toEqual(['doubtful', 'doubtful', 'holds']))

  test('a claim of our own city is held against our own figure', () => {
    const own = (value: number): Verdict[] =>
      check(['青川市自评报告\n青川市全年完成抽检9394批次。'], {
        ...nothing,
        own: (_, { unit }) => (unit === '批次' ? { value, indicator: 'A8-1', period: '2022' } : null),
      })
        .filter(({ kind }) => kind === 'own-records')
        .map(({ verdict }) => verdict)
    expect(own(9394)).toEqual(['holds'])
    expect(own(7394)).toEqual(['contradiction'])
  })
})

describe('the report', () => {
  const report = checkDocuments([
    readDocument('a.txt', '检查率103%。'),
    readDocument('b.txt', '一、甲\n三、乙\n全市共有餐饮单位3000家，其中学校食堂3200家。'),
  ])
  test('claims of all documents stand one behind the other and findings point into them', () => {
    const part = report.findings.find(({ kind }) => kind === 'part-whole')!
    expect(part.document).toBe(1)
    expect(part.claims.map((at) => report.claims[at]!.value)).toEqual([3200, 3000])
  })
  test('a table without stops is checked in pieces, and offsets still point at the text', () => {
    const text = Array.from({ length: 600 }, (_, at) => `食品企业${at + 100}家`).join('，') + '，投入1.2亿元（13500万元）'
    const unit = check([text]).find(({ kind }) => kind === 'unit')!
    expect(text.slice(unit.start, unit.end)).toBe('13500万元')
  })
  test('findings are sorted by gravity', () => {
    const gravity = ['contradiction', 'doubtful', 'uncheckable', 'holds']
    const order = report.findings.map(({ verdict }) => gravity.indexOf(verdict))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(order.length).toBeGreaterThan(1)
  })
  test('what cannot be checked is said once a kind, with how many there are', () => {
    const found = check(['甲项达到2批次/千人。\n乙项达到3批次/千人。\n丙项达到4批次/千人。']).filter(
      ({ verdict }) => verdict === 'uncheckable',
    )
    expect(found.map(({ explanation }) => explanation)).toEqual([expect.stringContaining('另有 2 处')])
  })
})
