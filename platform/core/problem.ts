import { fillBoth, type Bilingual, type Language } from './bilingual.ts'

/**
 * What went wrong, told once for people: a stable code, an HTTP status, and one sentence in Chinese and English that
 * says what to do. Thrown only, never returned. Codes are declared beside the rules that throw them with `problems()`.
 */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly sentence: Bilingual
  readonly fields: readonly FieldProblem[]
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: string, details: Readonly<Record<string, unknown>> = {}, fields: readonly FieldProblem[] = []) {
    const known = catalogue.get(code)
    if (!known) throw new TypeError(`Problem code is not declared: ${code}`)
    const sentence = fillBoth(known, details)
    super(`${code}: ${sentence.en}`)
    this.name = 'Problem'
    this.code = code
    this.status = known.status
    this.sentence = sentence
    this.fields = fields
    this.details = details
  }
}

/** One fault of one field of the input; a Problem carries all of them at once. `path` is dotted: `staff.0.phone`. */
export type FieldProblem = { readonly path: string; readonly sentence: Bilingual }

/** What crosses the wire (RFC 9457 problem details, with both languages). */
export type ProblemBody = {
  code: string
  status: number
  title: string
  sentence: Bilingual
  fields: FieldProblem[]
  details: Record<string, unknown>
}

type Declared = Bilingual & { readonly status: number }
const catalogue = new Map<string, Declared>()

/**
 * Declares problem codes: `problems({ 'complaint.not-found': [404, '没有这件投诉。', 'There is no such complaint.'] })`.
 * Declaring a code twice with other words is a programmer's mistake and throws.
 */
export function problems(declared: Readonly<Record<string, readonly [status: number, zh: string, en: string]>>): void {
  for (const [code, [status, zh, en]] of Object.entries(declared)) {
    const before = catalogue.get(code)
    if (before && (before.zh !== zh || before.status !== status)) throw new TypeError(`Problem declared twice: ${code}`)
    catalogue.set(code, { status, zh, en })
  }
}

/** Every declared code, for the OpenAPI document and the test that reads both languages. */
export const declaredProblems = (): ReadonlyMap<string, Declared> => catalogue

export const problemBody = (problem: Problem, language: Language): ProblemBody => ({
  code: problem.code,
  status: problem.status,
  title: problem.sentence[language],
  sentence: problem.sentence,
  fields: [...problem.fields],
  details: { ...problem.details },
})

problems({
  'input.invalid': [400, '填写的内容有误，请按各项提示改正后再提交。', 'Some of what was entered is not right. Correct the marked fields and submit again.'],
  'input.not-json': [400, '提交的内容不是有效的 JSON，请检查格式。', 'The request body is not valid JSON. Check its format.'],
  'input.too-large': [413, '提交的内容太大，上限为 {limit}。', 'What was submitted is too large; the limit is {limit}.'],
  'input.media-type': [415, '不支持这种内容类型，请使用 {expected}。', 'This content type is not supported; use {expected}.'],
  'session.missing': [401, '请先登录。', 'Sign in first.'],
  'session.ended': [401, '登录已失效，请重新登录。', 'The session has ended. Sign in again.'],
  'right.missing': [403, '您没有办理此事的权限（{right}）。如确需办理，请联系本单位管理员。', 'You may not do this ({right}). Ask your administrator if you should be able to.'],
  'row.not-found': [404, '没有找到这条记录，可能已被删除，或不在您的管辖范围内。', 'There is no such record, or it is outside your area.'],
  'row.changed': [409, '在您编辑期间，这条记录已被他人修改。请查看最新内容后再保存。', 'Someone changed this record while you were editing. Look at the latest version, then save again.'],
  'row.closed': [409, '这条记录已注销，不能再修改。', 'This record is closed and can no longer be changed.'],
  'row.duplicate': [409, '已有相同的记录：{field}。', 'A record with the same {field} exists already.'],
  'row.referenced': [409, '还有其他记录引用它，不能这样修改。', 'Other records refer to it, so this cannot be done.'],
  'key.reused': [409, '同一个幂等键已用于另一项内容不同的提交。', 'The same idempotency key was used for a different request.'],
  'key.missing': [400, '写入请求须带 Idempotency-Key 请求头。', 'A write needs an Idempotency-Key header.'],
  'page.cursor': [400, '翻页标记无效，请从第一页重新开始。', 'The page cursor is not valid. Start again from the first page.'],
  'route.not-found': [404, '没有这个地址。', 'There is nothing at this address.'],
  'route.method': [405, '这个地址不接受此方法。', 'This address does not accept that method.'],
  'server.busy': [503, '系统繁忙，请稍后重试；您的内容没有丢失。', 'The system is busy. Try again in a moment; nothing was lost.'],
  'server.failed': [500, '系统出错，已记录（编号 {reference}）。您的操作没有生效，请重试。', 'Something failed on our side (reference {reference}). Nothing was changed; try again.'],
})
