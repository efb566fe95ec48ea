import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPaper } from '../../../platform/documents/paper.ts'
import { templateFromPaper } from './from-paper.ts'
import { readOutline } from './outline.ts'
import { names } from './random-city.fixture.ts'
import { mayMove, moveSection, sectionsOf } from './sections.ts'
import { shippedTemplates } from './templates/shipped.ts'

const body = '开头。\n\n# 甲\n甲文。\n\n## 甲一\n一。\n\n## 甲二\n二。\n\n# 乙\n乙文。\n'

describe('sections of a template', () => {
  test('are its headings with all that stands below them', () =>
    expect(sectionsOf(body).map(({ title, level, line, end }) => [title, level, line, end])).toEqual([
      ['甲', 1, 2, 11],
      ['甲一', 2, 5, 8],
      ['甲二', 2, 8, 11],
      ['乙', 1, 11, 14],
    ]))

  test('change places with their neighbour of the same level, lower ones with them', () => {
    expect(moveSection(body, 3, -1)).toBe('开头。\n\n# 乙\n乙文。\n\n# 甲\n甲文。\n\n## 甲一\n一。\n\n## 甲二\n二。\n')
    expect(sectionsOf(moveSection(body, 1, 1)).map(({ title }) => title)).toEqual(['甲', '甲二', '甲一', '乙'])
  })

  test('never leave the heading above them', () => {
    expect([mayMove(body, 1, -1), mayMove(body, 2, 1), mayMove(body, 0, -1), mayMove(body, 3, 1)]).toEqual([false, false, false, false])
    expect(moveSection(body, 2, 1)).toBe(body)
  })

  test('moved there and back are the text they were, and no line is lost on the way', () => {
    fc.assert(
      fc.property(fc.constantFrom(...shippedTemplates), fc.nat(60), (template, nth) => {
        const at = nth % sectionsOf(template.body).length
        const title = sectionsOf(template.body)[at]!.title
        const moved = moveSection(template.body, at, 1)
        const sorted = (text: string): string[] => text.split('\n').filter(Boolean).toSorted()
        expect(sorted(moved)).toEqual(sorted(template.body))
        if (moved === template.body) return
        const back = sectionsOf(moved).findIndex((one, place) => one.title === title && place > at)
        expect(moveSection(moved, back, -1)).toBe(template.body)
      }),
      { numRuns: 100 },
    )
  })
})

describe('a template from a paper', () => {
  const text =
    '南岭市食品安全工作报告\n（2024年12月）\n一、基本情况\n2024年全市有经营场所100户，比2023年增长5.2%，2个县达到98%以上。\n（一）组织领导\n1. 会议\n? 召开会议{3}次。\n2.5 倍增长是全年最大的变化，各部门应当分析其原因并提出下一步的打算。\n'

  test('has the title and headings of the paper, its sentences as words, its year and city as places, and a gap for each of its figures', () => {
    expect(templateFromPaper(readPaper('x.txt', new TextEncoder().encode(text)))).toEqual({
      title: '{city}食品安全工作报告',
      body:
        '# 基本情况\n\n{year}年全市有经营场所{gap:100户}，比{last-year}年增长{gap:5.2%}，{gap:2个}县达到{gap:98%以上}。\n\n## 组织领导\n\n### 会议\n\n？ 召开会议｛3｝次。\n\n2.5 倍增长是全年最大的变化，各部门应当分析其原因并提出下一步的打算。\n',
    })
  })

  test('can be read as a template, whatever the paper says', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 12 }), (lines) => {
        const whole = lines.join('\n')
        if (whole.trim() === '') return
        expect(readOutline(templateFromPaper(readPaper('x.txt', new TextEncoder().encode(`甲\n${whole}`))).body, names).faults).toEqual([])
      }),
      { numRuns: 200 },
    ))
})
