import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { measuresIn, measureSaid, measureWords, parseMeasure } from './measures.ts'

describe('a limit in a column of its own', () => {
  test.each([
    ['≤8℃', { unit: '℃', max: 8 }], ['0～8℃', { unit: '℃', min: 0, max: 8 }], ['0℃-8℃', { unit: '℃', min: 0, max: 8 }], ['0 ℃～8 ℃', { unit: '℃', min: 0, max: 8 }], ['0至8摄氏度', { unit: '℃', min: 0, max: 8 }],
    ['≥125g', { unit: 'g', min: 125 }], ['不少于125克', { unit: 'g', min: 125 }], ['≥ 48 小时', { unit: 'h', min: 48 }], ['１２５克以上', { unit: 'g', min: 125 }],
    ['-18℃以下', { unit: '℃', max: -18 }], ['－12℃及以下', { unit: '℃', max: -12 }], ['-18～-12℃', { unit: '℃', min: -18, max: -12 }], ['-18--12℃', { unit: '℃', min: -18, max: -12 }], ['-18±2℃', { unit: '℃', min: -20, max: -16 }],
    ['不高于25℃', { unit: '℃', max: 25 }], ['不低于70℃', { unit: '℃', min: 70 }], ['高于60℃', { unit: '℃', min: 60 }], ['低于5℃', { unit: '℃', max: 5 }], ['>=250mg/L', { unit: 'mg/L', min: 250 }],
    ['<=12°C', { unit: '℃', max: 12 }], ['温度≤25℃', { unit: '℃', max: 25 }], ['≥10分钟', { unit: 'min', min: 10 }], ['≥220勒克斯', { unit: 'lx', min: 220 }], ['≤0.05mg/100cm²', null], ['≥3件', { unit: '件', min: 3 }],
  ])('%s', (words, measure) => expect(parseMeasure(words)).toEqual(measure))

  test.each(['', '8℃', '适量', '冷藏', '≤', '≥℃', '见标准', '0～8', '每年一次'])('%s is none', (words) => expect(parseMeasure(words)).toBeNull())

  test('is written so that it is read the same', () => {
    const limit = fc.double({ min: -300, max: 5000, noNaN: true }).map((value) => Math.round(value * 100) / 100 || 0)
    const measure = fc.tuple(fc.constantFrom('℃', 'g', 'kg', 'h', 'min', 'mg/L', 'lx', 'cm', 'm', '%', 'Pa', '件'), limit, limit, fc.constantFrom('min', 'max', 'both')).map(([unit, a, b, which]) =>
      which === 'min' ? { unit, min: a } : which === 'max' ? { unit, max: a } : { unit, min: Math.min(a, b), max: Math.max(a, b) })
    fc.assert(fc.property(measure, (one) => {
      expect(parseMeasure(measureWords(one))).toEqual(one)
      expect(measureSaid(one).zh).toBe(measureWords(one))
    }))
  })
})

describe('limits in running words', () => {
  test('only what is read on the spot counts, in the order it stands', () => {
    expect(measuresIn('冷藏温度为0℃～8℃，冷冻温度低于-12℃')).toEqual([{ unit: '℃', min: 0, max: 8 }, { unit: '℃', max: -12 }])
    expect(measuresIn('留样不少于125g，冷藏48小时以上，记录保存不少于6个月')).toEqual([{ unit: 'g', min: 125 }])
    expect(measuresIn('专间温度不高于25℃')).toEqual([{ unit: '℃', max: 25 }])
    expect(measuresIn('离地10cm以上，每年检查一次，有效氯浓度应在250mg/L以上')).toEqual([{ unit: 'mg/L', min: 250 }])
  })

  test('a number without a bound is no limit', () => expect(measuresIn('煮沸100℃，10分钟；第33条')).toEqual([]))
})
