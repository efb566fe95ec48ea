import { clockMarks, clockOff, photoFaults, placeMarks, type Mark, type MarkLimits, type Spot, type Standing, type Sync } from '../../../platform/core/claim.ts'
import { canonical } from '../../../platform/core/canonical.ts'
import type { Instant } from '../../../platform/core/dates.ts'
import { Problem, problems, type FieldProblem } from '../../../platform/core/problem.ts'
import type { Finding } from '../sheets/sheet.ts'
import type { Dated } from '../../../platform/core/dated.ts'

problems({
  'inspection.impossible': [422, '这次检查的记录有 {count} 处不能成立，请核对后再提交。', '{count} points of this inspection cannot be true. Check them, then submit again.'],
})

/** What an inspection done without signal claims, as the phone sends it. Times are of the phone's clock unless said otherwise. */
export type Claim = {
  /** Who inspected. */
  readonly inspectors: readonly string[]
  /** Who was drawn or assigned, after recusals. */
  readonly drawn: readonly string[]
  /** Server: the task was issued. */
  readonly issuedAt: Instant
  readonly startedAt: Instant
  /** When each item was answered. */
  readonly answeredAt: Readonly<Record<string, Instant>>
  readonly photosAt: readonly Instant[]
  /** The business's signature or its refusal. */
  readonly signedAt: Instant
  readonly finishedAt: Instant
  readonly sync: Sync
  /** Where the phone was; null where it could not tell. */
  readonly place: Standing | null
  /** Where the premises are on record; null where not. */
  readonly premises: Spot | null
}

/** One version of the limits: beyond them a claim is marked, not refused. */
export type ClaimTable = Dated & MarkLimits & {
  /** 总局令49号 art.23 */
  readonly leastInspectors: number
}

export type Checked = { readonly marks: readonly Mark[]; /** Phone minus server, seconds. */ readonly clockOff: number; readonly metres: number | null }

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })
const ms = (at: Instant): number => Date.parse(at)
const MINUTE = 60_000

/** The order on the phone is told by one clock, right or wrong: there no tolerance is needed. */
function orderFaults(claim: Claim): FieldProblem[] {
  const [start, signed, end] = [ms(claim.startedAt), ms(claim.signedAt), ms(claim.finishedAt)]
  const outside = (at: Instant): boolean => ms(at) < start || ms(at) > signed
  return [
    ...(signed < start ? [fault('signedAt', '签字早于检查开始。', 'The signature lies before the inspection began.')] : []),
    ...(end < signed ? [fault('finishedAt', '办结早于签字。', 'The inspection ended before it was signed.')] : []),
    ...(ms(claim.sync.phone) < end ? [fault('finishedAt', '办结晚于上传。', 'The inspection ended after it was sent.')] : []),
    // What is signed must have been there to be signed.
    ...Object.entries(claim.answeredAt).filter(([, at]) => outside(at)).map(([code]) =>
      fault(`answeredAt.${code}`, `${code} 的填写时间不在检查开始与签字之间。`, `${code} was not answered between the beginning and the signature.`)),
    ...photoFaults(claim.photosAt, claim.startedAt, claim.finishedAt, { zh: '检查', en: 'the inspection' }),
  ]
}

/** Server's times against the phone's, moved by what the phone's clock is off; as much as the clock may be off is forgiven. */
function serverFaults(claim: Claim, off: number, { clockMinutes }: ClaimTable): FieldProblem[] {
  const allowed = clockMinutes * MINUTE
  const at = (time: Instant): number => ms(time) - off
  return [
    ...(at(claim.startedAt) < ms(claim.issuedAt) - allowed ? [fault('startedAt', '检查早于任务下达。', 'The inspection began before its task was issued.')] : []),
    ...(at(claim.finishedAt) > ms(claim.sync.server) + allowed ? [fault('finishedAt', '办结时间晚于服务器收到的时间。', 'The inspection ended after the server received it.')] : []),
  ]
}

function peopleFaults({ inspectors, drawn }: Claim, { leastInspectors }: ClaimTable): FieldProblem[] {
  const distinct = new Set(inspectors)
  return [
    ...[...distinct].filter((one) => !drawn.includes(one)).map((one) =>
      fault(`inspectors.${inspectors.indexOf(one)}`, '这位检查人员没有被抽取或指派。', 'This inspector was neither drawn nor assigned.')),
    ...(distinct.size < leastInspectors
      ? [fault('inspectors', `检查人员不得少于 ${leastInspectors} 人。`, `At least ${leastInspectors} inspectors must take part.`)] : []),
  ]
}

/**
 * Reads what an offline inspection claims. What cannot be true is refused, everything at once; what is odd is marked: a
 * clock off by more than five minutes, a place more than 500 m away, a place that is not known.
 * @source 总局令49号 art.23 (two inspectors, read); limits are the program's, as data
 * @throws Problem `inspection.impossible` (422)
 */
export function checkClaim(claim: Claim, table: ClaimTable): Checked {
  const off = clockOff(claim.sync)
  const faults = [...peopleFaults(claim, table), ...orderFaults(claim), ...serverFaults(claim, off, table)]
  if (faults.length > 0) throw new Problem('inspection.impossible', { count: faults.length }, faults)
  const { marks, metres } = placeMarks(claim.place, claim.premises, table)
  return { marks: [...clockMarks(claim.sync, table), ...marks], clockOff: Math.round(off / 1000), metres }
}

/** One answer that a correction (更正) changed; null where an item was not asked before, or is no more. */
export type Changed = { readonly code: string; readonly was: Finding | null; readonly is: Finding | null }

/** What a correction changed, item by item: what was there stays with the action that said it. */
export function changedFindings(was: readonly Finding[], is: readonly Finding[]): readonly Changed[] {
  const [before, after] = [was, is].map((findings) => new Map(findings.map((finding) => [finding.code, finding]))) as [Map<string, Finding>, Map<string, Finding>] // one of each
  return [...new Set([...before.keys(), ...after.keys()])].map((code) => ({ code, was: before.get(code) ?? null, is: after.get(code) ?? null })).filter(({ was: one, is: other }) => canonical(one) !== canonical(other))
}
