import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDocument } from './index.ts'

const PIECES = [
  '12家',
  '近',
  '5万',
  '（',
  '）',
  '，',
  '。',
  '、',
  '；',
  '：',
  '其中',
  '98%',
  '2020年',
  '一',
  '百',
  '分别',
  '《',
  '》',
  '“',
  '”',
  '市',
  '县',
  '检查',
  '/',
  '1,',
  '.',
  '\n',
  ' ',
  '\t',
  'A',
  '率',
  '每',
  '千人',
  '—',
  '截至',
  '〔',
  '号',
  '😀',
  '\ud83d',
]
const paper = fc.array(fc.constantFrom(...PIECES), { maxLength: 200 }).map((parts) => parts.join(''))

describe('odd input', () => {
  test('whatever is read stands where it says it does, in order, and refers to what is there', () => {
    fc.assert(
      fc.property(paper, (text) => {
        const doc = readDocument('odd.txt', text)
        let last = 0
        doc.read.forEach((claim, i) => {
          expect(claim.start).toBeGreaterThanOrEqual(last)
          expect(claim.end).toBeGreaterThan(claim.start)
          expect(text.slice(claim.start, claim.end)).toBe(claim.text)
          last = claim.end
          expect(Number.isFinite(claim.value)).toBe(true)
          expect(claim.low).toBeLessThanOrEqual(claim.high)
          expect(claim.low).toBeLessThanOrEqual(claim.value)
          expect(doc.sentences[claim.sentence]!.start).toBeLessThanOrEqual(claim.start)
          expect(doc.sentences[claim.sentence]!.end).toBeGreaterThanOrEqual(claim.end)
          if (claim.partOf !== null) expect(claim.partOf).toBeLessThan(i)
          if (claim.bracketOf !== null) expect(claim.bracketOf).toBeLessThan(i)
          expect(claim.heading).toBeLessThan(doc.headings.length)
        })
      }),
      { numRuns: 400, seed: 20_221_122 },
    )
  })

  /** Eight times the text may take some eight times the work of the processor, not sixty-four times as with a quadratic rule. */
  test.each([
    '1',
    '一',
    '1,',
    '“12',
    '(12家',
    'A1-',
    '1+',
    '其中5家',
    '食品企业12家、',
    '2020年',
    '甲乙市',
    ' 1',
    '\n',
    '率',
    '5。',
    '分别',
    '2020年5家、',
    '(12家；',
    '其中5家，98%，',
  ])('%j again and again is read in linear work', (piece) => {
    const work = (times: number) => {
      const text = piece.repeat(times)
      const before = process.cpuUsage()
      readDocument('odd.txt', text)
      const { user, system } = process.cpuUsage(before)
      return user + system
    }
    work(1000)
    const least = (times: number) => Math.min(work(times), work(times))
    // a floor of 5 ms: shorter spans say nothing
    expect(least(16_000) / Math.max(least(2000), 5000)).toBeLessThan(32)
  })
})
