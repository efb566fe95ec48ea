import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { FieldProblem } from '../../platform/core/problem.ts'
import type { RowRule } from '../../platform/register/declare.ts'
import { findLicenceKind } from './licence-kinds.ts'
import { checkLicenceNumber, checkUscc, type NumberCheck } from './numbers.ts'
import { findType } from './types.ts'

/**
 * What one row alone must satisfy, for forms, the API and imports alike. Each rule tells all the faults it finds.
 * A rule looks only at the fields it is given: a change may carry some of them.
 */
type Loose = Readonly<Record<string, unknown>>

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })
const textOf = (row: Loose, field: string): string => (typeof row[field] === 'string' ? row[field] : '')
/** The faults of a number; one that is right but not written as it is stored is refused too, or it could be stored twice. */
const faultsOf = (path: string, check: NumberCheck, given: string): FieldProblem[] => (check.faults.length === 0 && check.value !== given
  ? [fault(path, `请写作 ${check.value}（半角、大写、无空格）。`, `Write it as ${check.value}: half-width capitals and digits, no spaces.`)]
  : check.faults.map((sentence) => ({ path, sentence })))

/** The check of a licence's number by its kind; null where only the province knows the rule. */
export function checkNumberOfKind(kind: string, number: string): NumberCheck | null {
  const rule = findLicenceKind(kind)?.numberRule ?? 'local'
  return rule === 'local' ? null : checkLicenceNumber(number, rule)
}

/** A given USCC passes its check. @source GB 32100-2015 */
export const enterpriseNumber: RowRule<Loose> = (row) => {
  const uscc = textOf(row, 'uscc')
  return uscc === '' ? [] : faultsOf('uscc', checkUscc(uscc), uscc)
}

/** Coordinates come in pairs and lie in China. */
export const premisesPlace: RowRule<Loose> = (row) => {
  if (!('lng' in row) || !('lat' in row) || (row['lng'] == null) === (row['lat'] == null)) return []
  return [fault(row['lng'] == null ? 'lng' : 'lat', '经度和纬度须同时填写。', 'Give longitude and latitude together.')]
}

/** A duty level (包保级别) belongs to premises in the ledger; those in it have one. */
export const premisesLedger: RowRule<Loose> = (row) => {
  if (!('in_ledger' in row)) return []
  const level = textOf(row, 'duty_level')
  if (row['in_ledger'] === true && level === '') return [fault('duty_level', '列入包保台账的须定包保级别。', 'Premises in the ledger need a duty level.')]
  if (row['in_ledger'] !== true && level !== '') return [fault('in_ledger', '有包保级别的须列入包保台账。',
    'Premises with a duty level belong in the ledger.')]
  return []
}

/** Unlicensed premises (无证) are of a type that needs a licence. @source 食品安全法 art.35 */
export const premisesFound: RowRule<Loose> = (row) => {
  const type = findType(textOf(row, 'type'))
  if (row['unlicensed'] !== true || !type || type.licences.length > 0) return []
  return [fault('unlicensed', `${type.label.zh}无须许可或备案，不能记为无证。`, `${type.label.en}: no licence is needed, so it cannot be unlicensed.`)]
}

/** Nothing that has happened lies in the future. */
const notAfterToday = (...fields: readonly (readonly [field: string, zh: string, en: string])[]): RowRule<Loose> => (row, { today }) =>
  fields.filter(([field]) => textOf(row, field) > today).map(([field, zh, en]) =>
    fault(field, `${zh}不能晚于今天。`, `“${en}” may not be later than today.`))

export const premisesDates: RowRule<Loose> = notAfterToday(
  ['status_since', '状态起始日', 'Status since'], ['found_on', '发现无证日期', 'Found unlicensed on'])

const inOrder = (from: string, to: string, sentence: Bilingual): RowRule<Loose> => (row) => {
  const [start, end] = [textOf(row, from), textOf(row, to)]
  return start !== '' && end !== '' && end < start ? [{ path: to, sentence }] : []
}

const EXPIRY_ORDER: Bilingual = { zh: '有效期至不能早于发证日期。', en: 'It cannot expire before it was issued.' }
const expiryAfterIssue = inOrder('issued_on', 'expires_on', EXPIRY_ORDER)

/** The number fits the kind of licence. */
export const licenceNumber: RowRule<Loose> = (row) => {
  const [kind, number] = [textOf(row, 'kind'), textOf(row, 'number')]
  const check = number === '' ? null : checkNumberOfKind(kind, number)
  return check ? faultsOf('number', check, number) : []
}

/** Dates of a licence follow one another; what the law grants for years has an end. @source 食品安全法实施条例 art.15 */
export const licenceDates: RowRule<Loose> = (row, context) => {
  const kind = findLicenceKind(textOf(row, 'kind'))
  const found = [...expiryAfterIssue(row, context), ...notAfterToday(['issued_on', '发证日期', 'Issued on'])(row, context)]
  if (kind?.numberRule === 'YB' && textOf(row, 'expires_on') !== '') {
    found.push(fault('expires_on', '预包装食品销售备案没有有效期，请留空。', 'A pre-packaged food filing does not expire; leave this empty.'))
  }
  const ended = ['cancelled', 'withdrawn', 'revoked'].includes(textOf(row, 'state'))
  if (textOf(row, 'ended_on') !== '' && !ended && 'state' in row) {
    found.push(fault('ended_on', '只有注销、撤销、吊销的证照才填终止日期。', 'Only a cancelled, withdrawn or revoked licence has an end date.'))
  }
  return found
}

/** A check of a promise belongs to a permit on promise, and a result to a check. */
export const promiseFields: RowRule<Loose> = (row, context) => {
  const [checked, result] = [textOf(row, 'promise_checked_on'), textOf(row, 'promise_check_result')]
  const found = [...notAfterToday(['promise_checked_on', '承诺核查日期', 'Promise checked on'])(row, context)]
  if (row['on_promise'] !== true && 'on_promise' in row && (checked !== '' || result !== '')) {
    found.push(fault('on_promise', '填了承诺核查，须标明是告知承诺许可。', 'A checked promise belongs to a licence on promise.'))
  }
  if ((checked === '') !== (result === '')) {
    found.push(fault(checked === '' ? 'promise_checked_on' : 'promise_check_result', '核查日期和核查结果须同时填写。',
      'Give the date of the check and its result together.'))
  }
  return found
}

export const appointmentDates: RowRule<Loose> = inOrder('appointed_on', 'left_on',
  { zh: '离任日期不能早于任命日期。', en: 'One cannot leave before being appointed.' })

export const certificateDates: RowRule<Loose> = (row, context) => [
  ...expiryAfterIssue(row, context), ...notAfterToday(['issued_on', '发证日期', 'Issued on'])(row, context)]
