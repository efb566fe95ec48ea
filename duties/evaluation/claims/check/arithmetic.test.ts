import { describe, expect, test } from 'vitest'
import { readDocument } from '../read/index.ts'
import type { Kind, Verdict } from '../contract.ts'
import { checkDocuments } from './index.ts'

/** What a check of one paper says of one kind: its verdicts, gravest first. */
const verdicts = (text: string, kind: Kind): Verdict[] =>
  checkDocuments([readDocument('paper.txt', text)])
    .findings.filter((one) => one.kind === kind)
    .map(({ verdict }) => verdict)
const wrong = (text: string, kind: Kind): Verdict | undefined =>
  verdicts(text, kind).find((verdict) => verdict === 'contradiction' || verdict === 'doubtful')
const anyWrong = (text: string): string[] =>
  checkDocuments([readDocument('paper.txt', text)])
    .findings.filter(({ verdict }) => verdict === 'contradiction' || verdict === 'doubtful')
    .map(({ kind, calculation }) => `${kind} ${calculation}`)

type Case = readonly [rule: string, text: string, kind: Kind, expected: Verdict | undefined]

describe('parts and totals', () => {
  const cases: readonly Case[] = [
    ['a list in brackets that fills its whole holds', '全市共有食品经营主体900户（A级100户，B级200户，C级600户）。', 'total', 'holds'],
    [
      'a list in brackets that falls short of its whole contradicts it',
      '全市共有食品经营主体900户（A级100户，B级200户，C级500户）。',
      'total',
      'contradiction',
    ],
    [
      'a list in brackets larger than its whole contradicts it',
      '全市共有食品经营主体900户（A级100户，B级200户，C级700户）。',
      'total',
      'contradiction',
    ],
    [
      'parts behind 其中 that sum to more leave a doubt: they may overlap',
      '定点屠宰企业6家，其中生猪屠宰企业4家，牛羊屠宰企业3家。',
      'total',
      'doubtful',
    ],
    [
      'parts behind 其中 that nearly fill the whole leave a doubt',
      '全市食品经营企业46480家，其中：流通企业29409家，餐饮企业16071家。',
      'total',
      'doubtful',
    ],
    ['a list with 等 may leave parts unlisted', '全市共有生产企业520家，主要有肉制品200家、乳制品150家、白酒120家等。', 'total', undefined],
    ['a few examples behind 其中 need not fill the whole', '全市共有生产企业520家，其中肉制品20家，乳制品15家。', 'total', undefined],
    ['a list before 合计 that sums to it holds', '检查生产企业120家、流通企业230家、餐饮企业150家，合计500家。', 'total', 'holds'],
    [
      'a list before 合计 that does not sum to it contradicts it',
      '检查生产企业120家、流通企业230家、餐饮企业150家，合计520家。',
      'total',
      'contradiction',
    ],
    ['shares of one whole beyond 100 % leave a doubt', '群众表示非常满意的占52%，基本满意的占41%，不满意的占17%。', 'total', 'doubtful'],
  ]
  test.each(cases)('%s', (_, text, kind, expected) => {
    if (expected === 'holds') expect(verdicts(text, kind)).toContain('holds')
    expect(wrong(text, kind)).toBe(expected === 'holds' ? undefined : expected)
  })
})

describe('a part and its whole', () => {
  const cases: readonly Case[] = [
    [
      'a part behind 其中 larger than its whole contradicts it',
      '全市餐饮服务单位3000家，其中学校食堂3200家。',
      'part-whole',
      'contradiction',
    ],
    ['a part smaller than its whole holds', '全市餐饮服务单位3000家，其中学校食堂320家。', 'part-whole', 'holds'],
    ['visits may exceed the places that were visited', '全市共有学校食堂716家，三年来检查学校食堂4969户次。', 'part-whole', undefined],
    ['a rate of a part may exceed the rate of the whole', '监督抽检合格率98%，其中食用农产品合格率99%。', 'part-whole', undefined],
    [
      'a minimum duty times those in one sentence who owe it must not exceed what was done',
      '全市130所学校每学期开展安全教育不少于4课时，累计开展安全教育250课时。',
      'part-whole',
      'contradiction',
    ],
    [
      'a minimum duty that was surpassed holds',
      '全市130所学校每学期开展安全教育不少于4课时，累计开展安全教育650课时。',
      'part-whole',
      'holds',
    ],
  ]
  test.each(cases)('%s', (_, text, kind, expected) => {
    if (expected === 'holds') expect(verdicts(text, kind)).toContain('holds')
    expect(wrong(text, kind)).toBe(expected === 'holds' ? undefined : expected)
  })
})

describe('ratios and their bases', () => {
  const cases: readonly Case[] = [
    ['98 % of 700 is what 687 is', '全市700家食堂中，687家建成明厨亮灶，占98%。', 'ratio', 'holds'],
    [
      'a share behind 其中 and 占 that its counts do not give contradicts them',
      '配备监管人员571名，其中专业人员510名，占79.32%。',
      'ratio',
      'contradiction',
    ],
    [
      'a rate whose name holds its count (不合格率) must be given by count and total',
      '全年完成抽检20092批次，检出不合格386批次，不合格率为2.92%。',
      'ratio',
      'contradiction',
    ],
    ['the pass rate is what the failed leave', '全年完成抽检2000批次，检出不合格40批次，合格率98%。', 'ratio', 'holds'],
    [
      'a pass rate that the failed do not leave contradicts them',
      '全年完成抽检2000批次，检出不合格40批次，合格率99%。',
      'ratio',
      'contradiction',
    ],
    ['a share of a share has another base', '全市餐饮单位5000家，其中学校食堂500家，已公示的占学校食堂的80%。', 'ratio', undefined],
    [
      'a percentage between two that whole numbers of the base give is impossible',
      '对16家企业中的92%开展了检查。',
      'base',
      'contradiction',
    ],
    ['a percentage that a whole number of the base gives is possible', '对16家企业中的94%开展了检查。', 'base', undefined],
    ['98 % of nothing contradicts itself', '我市无受污染耕地，受污染耕地安全利用率达到98%。', 'base', 'contradiction'],
    ['100 % of nothing is a doubt', '我市无受污染耕地，受污染耕地安全利用率达到100%。', 'base', 'doubtful'],
    ['one base that two shares imply differently is a doubt', '获证33家，占总数的11%；整改60家，占总数的30%。', 'base', 'doubtful'],
  ]
  test.each(cases)('%s', (_, text, kind, expected) => {
    if (expected === 'holds') expect(verdicts(text, kind)).toContain('holds')
    expect(wrong(text, kind)).toBe(expected === 'holds' ? undefined : expected)
  })
})

describe('percentage points, conversions, heads and means', () => {
  const population = '全市常住人口为400万人。'
  const cases: readonly Case[] = [
    ['points are the difference of two rates', '覆盖率由2021年的29.5%提升至98%，提高了68.5个百分点。', 'points', 'holds'],
    [
      'points that are not the difference contradict the rates',
      '覆盖率由2021年的29.5%提升至98%，提高了58.5个百分点。',
      'points',
      'contradiction',
    ],
    ['a difference of rates printed as a percentage is a doubt', '覆盖率由2021年的29.5%提升至98%，提高了68.5%。', 'points', 'doubtful'],
    ['a rate that fell did not rise by points', '合格率由98.5%到97.5%，提高1个百分点。', 'points', 'contradiction'],
    ['a conversion in brackets holds to its last place', '共检测15374935.16公斤（15374.935吨）冻品。', 'unit', 'holds'],
    ['a conversion off by a digit contradicts', '共检测15374935.16公斤（1537.4935吨）冻品。', 'unit', 'contradiction'],
    ['money in brackets is the same money', '投入资金1.2亿元（13500万元）。', 'unit', 'contradiction'],
    ['a note in brackets is no conversion', '投入资金1.2亿元（其中省级500万元）。', 'unit', undefined],
    [
      'a per-thousand figure follows from total and population',
      `${population}全年完成抽检20000批次，抽检量达到5批次/千人。`,
      'per-capita',
      'holds',
    ],
    [
      'a per-thousand figure that implies half the people is doubtful: it may be of other samples',
      `${population}全年完成抽检20000批次，抽检量达到8.1批次/千人。`,
      'per-capita',
      'doubtful',
    ],
    [
      'a per-thousand figure of slightly other people may take another year',
      `${population}全年完成抽检20000批次，抽检量达到5.5批次/千人。`,
      'per-capita',
      'doubtful',
    ],
    ['a mean follows from total and count', '全市90个所共有监管人员540人，平均每所6人。', 'mean', 'holds'],
    ['a mean that total and count do not give contradicts them', '全市90个所共有监管人员540人，平均每所4人。', 'mean', 'contradiction'],
  ]
  test.each(cases)('%s', (_, text, kind, expected) => {
    if (expected === 'holds') expect(verdicts(text, kind)).toContain('holds')
    expect(wrong(text, kind)).toBe(expected === 'holds' ? undefined : expected)
  })
})

test('a paragraph that is right in everything draws no doubt', () => {
  expect(
    anyWrong(`全市常住人口为300万人，下辖8个县（市、区）。全市共有食品生产企业492家，其中保健食品生产企业4家；餐饮服务单位17300家，其中学校食堂700家。
三年来，全市共出动执法人员11200余人次，检查学校食堂4969户次，检查校园周边餐饮单位1977户次，责令整改320户次，立案查处31起，罚没款18.7万元；687家学校食堂实现“互联网+明厨亮灶”，占学校食堂的98%。
2020年、2021年、2022年分别投入抽检经费420万元、551万元、841万元，逐年加大。2022年完成抽检15000批次，达到5批次/千人，检出不合格300批次，不合格率2%。`),
  ).toEqual([])
})
