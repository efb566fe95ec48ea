import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { verdicts, type Finding } from '../../claims/contract.ts'
import { byGravity, kindsOf, linesOf } from './pieces.ts'

const finding = (given: Partial<Finding>): Finding => ({
  verdict: 'doubtful',
  kind: 'total',
  basis: 'this paper',
  document: 0,
  start: 0,
  end: 1,
  sentence: '',
  claims: [],
  calculation: '',
  explanation: '',
  ...given,
})
const numbered = (findings: readonly Finding[]) => findings.map((one, at) => ({ at, finding: one }))

describe('a paper beside its findings', () => {
  test('the gravest come first, then papers and places in their order', () => {
    const sorted = byGravity([
      finding({ verdict: 'holds' }),
      finding({ document: 1 }),
      finding({ start: 9 }),
      finding({ start: 3 }),
      finding({ verdict: 'contradiction', document: 1 }),
    ])
    expect(sorted.map(({ at }) => at)).toEqual([4, 3, 2, 1, 0])
  })

  test('kinds are counted, the most frequent first', () => {
    expect(kindsOf([finding({ kind: 'date' }), finding({}), finding({})])).toEqual([
      ['total', 2],
      ['date', 1],
    ])
  })

  test('a finding over several lines marks each of them and begins on one', () => {
    const lines = linesOf('甲乙丙\n丁戊\n己庚', numbered([finding({ start: 1, end: 8 })]))
    expect(lines.map(({ pieces }) => pieces.filter((piece) => piece.findings.length > 0).map(({ text }) => text))).toEqual([
      ['乙丙'],
      ['丁戊'],
      ['己'],
    ])
    expect(lines.map(({ begin }) => begin.length)).toEqual([1, 0, 0])
  })

  test('where findings overlap the piece bears both, the gravest first', () => {
    const [line] = linesOf('一二三四五', numbered([finding({ start: 0, end: 4 }), finding({ verdict: 'contradiction', start: 2, end: 5 })]))
    expect(line!.pieces.map(({ text, findings }) => [text, findings.map(({ at }) => at)])).toEqual([
      ['一二', [0]],
      ['三四', [1, 0]],
      ['五', [1]],
    ])
  })

  test('whatever the findings, the pieces are the paper, and each finding marks its own signs and no others', () => {
    const texts = fc.array(fc.constantFrom('甲', '乙', '1', '\n'), { maxLength: 40 }).map((signs) => signs.join(''))
    const papers = texts.chain((text) =>
      fc.record({
        text: fc.constant(text),
        findings: fc.array(
          fc
            .record({ a: fc.nat(text.length), b: fc.nat(text.length), verdict: fc.constantFrom(...verdicts) })
            .map(({ a, b, verdict }) => finding({ verdict, start: Math.min(a, b), end: Math.max(a, b) })),
          { maxLength: 6 },
        ),
      }),
    )
    fc.assert(
      fc.property(papers, ({ text, findings }) => {
        const lines = linesOf(text, numbered(findings))
        expect(lines.map(({ pieces }) => pieces.map((piece) => piece.text).join('')).join('\n')).toBe(text)
        expect(lines.flatMap(({ begin }) => begin.map(({ at }) => at)).toSorted()).toEqual([...findings.keys()])
        findings.forEach(({ start, end }, at) => {
          const marked = lines
            .flatMap(({ pieces }) => pieces.filter((piece) => piece.findings.some((one) => one.at === at)).map((piece) => piece.text))
            .join('')
          expect(marked).toBe(text.slice(start, end).replaceAll('\n', ''))
        })
      }),
    )
  })
})
