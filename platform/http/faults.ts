import type { z } from 'zod'
import type { Bilingual } from '../core/bilingual.ts'
import { Problem, type FieldProblem } from '../core/problem.ts'

type Issue = z.core.$ZodIssue

const TYPES: Readonly<Record<string, Bilingual>> = {
  string: { zh: '文字', en: 'text' }, number: { zh: '数字', en: 'a number' }, int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '是或否', en: 'true or false' }, array: { zh: '列表', en: 'a list' }, object: { zh: '对象', en: 'an object' },
}

function sentenceOf(issue: Issue): Bilingual {
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined) return { zh: '必须填写。', en: 'This is required.' }
      const type = TYPES[issue.expected] ?? { zh: issue.expected, en: issue.expected }
      return { zh: `应为${type.zh}。`, en: `This should be ${type.en}.` }
    }
    case 'too_big': return issue.origin === 'string'
      ? { zh: `最多 ${issue.maximum} 个字符。`, en: `At most ${issue.maximum} characters.` }
      : { zh: `不得大于 ${issue.maximum}。`, en: `At most ${issue.maximum}.` }
    case 'too_small': return issue.origin === 'string'
      ? { zh: `至少 ${issue.minimum} 个字符。`, en: `At least ${issue.minimum} characters.` }
      : { zh: `不得小于 ${issue.minimum}。`, en: `At least ${issue.minimum}.` }
    case 'invalid_value': return issue.input === undefined || issue.input === null ? { zh: '必须填写。', en: 'This is required.' } : { zh: `只能是：${issue.values.slice(0, 40).join('、')}。`, en: `One of: ${issue.values.slice(0, 40).join(', ')}.` }
    case 'unrecognized_keys': return { zh: `没有这些项目：${issue.keys.join('、')}。`, en: `There is no such field: ${issue.keys.join(', ')}.` }
    case 'custom': return (issue.params?.['sentence'] as Bilingual | undefined) ?? { zh: '内容不符合要求。', en: 'This is not valid.' }
    case 'invalid_format': return { zh: '格式不正确。', en: 'The format is not right.' }
    default: return { zh: '内容不符合要求。', en: 'This is not valid.' }
  }
}

/** Every fault zod found, as sentences in both languages with the dotted path of the field. */
export const faultsOf = (issues: readonly Issue[]): FieldProblem[] =>
  issues.map((issue) => ({ path: issue.path.map(String).join('.'), sentence: sentenceOf(issue) }))

/** Reads what a raw route was given. @throws Problem `input.invalid` (400) with all its faults */
export function readInput<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const found = schema.safeParse(value, { reportInput: true })
  if (!found.success) throw new Problem('input.invalid', {}, faultsOf(found.error.issues))
  return found.data
}
