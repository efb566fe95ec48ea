import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDocuments, readDocument } from '../claims/index.ts'
import type { DrawnIndicator } from './contract.ts'
import { generate, textOf } from './generate.ts'
import { readOutline } from './outline.ts'
import { printFigure, printNumber } from './print-figure.ts'
import { givenFor, names, outlineFor, randomCity, reportText, world } from './random-city.fixture.ts'
import { shippedTemplates } from './templates/shipped.ts'

const city = randomCity(1, '春江市')

describe('templates', () => {
  test.each(shippedTemplates.map((one) => [one.code, one] as const))(
    '%s names only indicators and registers that are declared',
    (_, { body }) => {
      expect(readOutline(body, names).faults).toEqual([])
    },
  )

  test('the self-assessments have five parts with sixteen items, and twenty-three sections; the opinion eighteen and five', () => {
    const levels = (code: string, level: number): number =>
      outlineFor(shippedTemplates.find((one) => one.code === code)!.body).nodes.filter(
        (node) => node.kind === 'heading' && node.level === level,
      ).length
    expect(levels('self-assessment-16', 3)).toBe(16)
    expect(levels('self-assessment-23', 3)).toBe(23)
    expect(levels('opinion', 3)).toBe(18 + 5)
  })

  test('every fault of a template is told with its line', () => {
    const { faults } = readOutline('# 甲\n有{no.such}。\n: 没有。\n| nothing.here\n!draw\n有{registry.premises。\n##### 深', names)
    expect(faults.map(({ path }) => path)).toEqual(['body.2', 'body.3', 'body.4', 'body.5', 'body.6', 'body.7'])
    expect(faults.every(({ sentence }) => sentence.zh !== '' && !/\p{Script=Han}/u.test(sentence.en.replaceAll(/“.*”/g, '')))).toBe(true)
  })

  test('a template cannot reach personal fields or structured values', () => {
    expect(readOutline('有{list:person.phone}。', names).faults).toHaveLength(1)
    expect(readOutline('有{list:evaluation_report.figures}。', names).faults).toHaveLength(1)
    expect(readOutline('有{list:plan_task.title?state=done}。', names).faults).toEqual([])
  })
})

describe('charts', () => {
  const one = (unit: string, values: readonly (number | null)[]): DrawnIndicator => ({
    title: `某${unit}`,
    unit,
    basis: '甲÷乙',
    sources: { years: ['月报'], counties: ['县报'] },
    owner: '市某局',
    years: values.map((value, at) => ({
      label: `${2024 + at}年`,
      state: value === null ? ('no-data' as const) : ('value' as const),
      value,
    })),
    counties: new Map([['990010', { state: 'value' as const, value: values[0] ?? 0 }]]),
  })
  const made = (body: string, values: readonly (number | null)[] = [98.123, null, 99]) => {
    const outline = outlineFor(body)
    const drawn = new Map([
      ['sampling.pass-rate', one('%', values)],
      ['complaints.on-time', one('%', [100, 100, 100])],
      ['sampling.per-thousand', one('批次/千人', [3, 4, 5])],
    ])
    const given = { ...givenFor(outline, city), drawn, counties: ['990010', '990011'].map((code, at) => ({ code, name: `第${at}县` })) }
    return generate(outline, { ...given, sections: [{ title: '党政同责', met: 3, short: 1, unknown: 0, waived: 0 }] })
  }

  test('of three years are one for each unit, a year without data a gap that is told with who owes it', () => {
    const blocks = made('!years sampling.pass-rate, sampling.per-thousand, complaints.on-time | 合格情况')
    expect(blocks.map(({ slot, kind, chart }) => [slot, kind, chart?.unit, chart?.series.length])).toEqual([
      ['l1', 'chart', '%', 2],
      ['l1.2', 'chart', '批次/千人', 1],
    ])
    const [first] = blocks
    expect(first!.chart!.series[0]).toEqual({ name: '某%', values: [98.123, null, 99], printed: ['98.12', '暂无数据', '99'] })
    expect(first!.chart!.notes).toEqual(['口径：某%：甲÷乙；某%：甲÷乙。', '来源：月报。', '数据缺口：某%2025年暂无数据（市某局）。'])
  })

  test('of counties are one an indicator, and a county that told nothing stands there without a bar', () => {
    const [block] = made('!counties sampling.pass-rate | 合格率')
    expect(block!.chart).toMatchObject({ form: 'bars', title: '合格率', labels: ['第0县', '第1县'], series: [{ values: [98.123, null] }] })
  })

  test('of nothing at all is no picture but a marked gap', () => {
    const [block] = made('!years sampling.pass-rate', [null, null, null])
    expect(block).toMatchObject({ kind: 'paragraph', chart: null })
    expect(textOf(block!.pieces, {})).toMatch(/^【待补：图“近三年某%”所需数据】数据缺口：2024年、2025年、2026年暂无数据（市某局）。$/)
  })

  test('of the sections counts their items', () =>
    expect(made('!sections')[0]!.chart!.series.map(({ name, values }) => [name, ...values])).toEqual([
      ['达到要求', 3],
      ['未达到要求', 1],
      ['暂无数据', 0],
      ['合理缺项', 0],
    ]))

  test('name their line where they cannot be read', () =>
    expect(
      readOutline('!years no.such\n!counties\n!sections registry.premises\n!pie registry.premises', names).faults.map(({ path }) => path),
    ).toEqual(['body.1', 'body.2', 'body.3', 'body.4']))
})

describe('sentences', () => {
  const said = (body: string, change: Partial<Record<string, object>>): string => {
    const outline = outlineFor(body)
    const given = givenFor(outline, city)
    const figures = Object.fromEntries(Object.entries(given.figures).map(([key, figure]) => [key, { ...figure, ...change[key] }]))
    return generate(outline, { ...given, figures })
      .map(({ pieces }) => textOf(pieces, figures))
      .join('|')
  }
  const gap = { state: 'no-data', value: null, printed: '【待补：外卖封签率（%）——市某局】' }

  test('a figure without data stands as a marked gap that names the figure, its unit and who owes it, never as a number', () => {
    const text = said('封签率为{platforms.sealed}。', { 'platforms.sealed': gap })
    expect(text).toBe('封签率为【待补：外卖封签率（%）——市某局】。')
    expect(text).not.toMatch(/\d/)
  })

  test('a random city’s gaps are printed so, wherever a department has told nothing', () => {
    const given = givenFor(outlineFor('x'), city)
    const missing = Object.values(given.figures).filter(({ state }) => state === 'no-data')
    expect(missing.length).toBeGreaterThan(3)
    for (const { printed, title, unit } of missing) expect(printed).toBe(`【待补：${title}${unit ? `（${unit}）` : ''}——市某局】`)
  })

  test('departments that contradict each other leave a mark, and neither figure is taken', () => {
    const given = givenFor(outlineFor('x'), randomCity(7, '春江市'))
    const contradicted = Object.values(given.figures).filter(({ state }) => state === 'contradictory')
    expect(contradicted.length).toBeGreaterThan(0)
    for (const { printed } of contradicted) expect(printed).toMatch(/^【待核：.+各单位填报不一致——.+】$/)
  })

  test('where nothing is to be measured the sentence is left out, or what the template says instead stands', () => {
    const none = { state: 'not-applicable', value: null, printed: '' }
    expect(said('前。\n? 处置率为{outbreaks.on-time}。\n: 未发生暴发事件。', { 'outbreaks.on-time': none })).toBe('前。未发生暴发事件。')
    expect(said('前。\n? 处置率为{outbreaks.on-time}。', { 'outbreaks.on-time': none })).toBe('前。')
    expect(said('前。\n? 处置率为{platforms.sealed}。', { 'platforms.sealed': gap })).toContain('待补')
    expect(said('前。\n?? 处置率为{platforms.sealed}。', { 'platforms.sealed': gap })).toBe('前。')
  })

  test('a heading with nothing left below it goes too', () => {
    expect(said('# 甲\n\n## 乙\n?? 率为{platforms.sealed}。\n\n# 丙\n丁。', { 'platforms.sealed': gap })).toBe('丙|丁。')
  })
})

describe('printed numbers', () => {
  test.each([
    [98.142857, '%', '98.14%'],
    [100, '%', '100%'],
    [99.9999, '%', '99.9999%'],
    [0.001, '%', '0.001%'],
    [0, '%', '0%'],
    [3_365_600, '人', '336.56万人'],
    [99_999, '人', '99999人'],
    [123_456, '户', '123456户'],
    [1.5, '批次/千人', '1.5批次/千人'],
    [1694, '万元', '1694万元'],
  ])('%d in %s is %s', (value, unit, printed) => {
    expect(printFigure(value, unit)).toBe(printed)
  })

  test('a share is printed as 100 only where nothing is missing and as 0 only where there is nothing, and is within its last place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), fc.nat(5_000_000), (whole, some) => {
        const part = some % (whole + 1)
        const printed = Number(printNumber((part / whole) * 100, '%'))
        expect(printed === 100).toBe(part === whole)
        expect(printed === 0).toBe(part === 0)
        expect(Math.abs(printed - (part / whole) * 100)).toBeLessThanOrEqual(0.005 + 1e-9)
      }),
    )
  })
})

describe('a generated report stands up to the claim check', () => {
  const cities = [
    [11, '春江市'],
    [12, '临川市'],
    [13, '云岭市'],
  ] as const
  test.each(cities.flatMap(([seed, name]) => shippedTemplates.map((template) => [name, template.code, seed, template] as const)))(
    '%s, %s: no contradiction',
    (name, code, seed, template) => {
      const text = reportText(template.body, `${name}${template.name}`, randomCity(seed, name))
      const { claims, findings } = checkDocuments([readDocument(`${code}.txt`, text)])
      expect(claims.length).toBeGreaterThan(20)
      expect(
        findings
          .filter(({ verdict }) => verdict === 'contradiction')
          .map(({ kind, sentence, calculation }) => ({ kind, sentence, calculation })),
      ).toEqual([])
    },
  )

  test('and the check reads the figures that were printed', () => {
    const [template] = shippedTemplates
    const text = reportText(template!.body, '春江市自评报告', city)
    const printed = givenFor(outlineFor(template!.body), city).figures
    const { claims } = checkDocuments([readDocument('x.txt', text)])
    const total = printed['registry.premises']!
    expect(world.indicators.has('registry.premises')).toBe(true)
    expect(claims.some(({ value, unit }) => value === total.value && unit === '户')).toBe(true)
    expect(claims.some(({ value, unit }) => unit === '人' && Math.abs(value - city.population) <= 50)).toBe(true)
  })
})
