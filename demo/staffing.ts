import { mustAppointDirector } from '../duties/registry/index.ts'
import { addDays } from '../platform/core/dates.ts'
import { gramsOf, sortKey } from '../platform/register/search.ts'
import { FAULTS } from './blueprint.ts'
import type { DayFrom } from './licensing.ts'
import { personId, personName, phone } from './names.ts'
import type { Random } from './random.ts'
import { standard, type CertificateRow, type PremisesRow, type StaffRow } from './rows.ts'

type Role = StaffRow['role']

/** Types whose premises answer for food: they appoint officers. Farms, input sellers and laboratories do not. */
const APPOINTS = /^(PROD|ADDI|HEAL|WORK|DIST|INFA|SHOP|WHOL|CATE|SCAT|CANT|CENT|CARE|COLD)/

/** The roles filled at premises: one person in small ones, head, officers and director in larger ones; some are missing. */
function rolesAt(premises: PremisesRow, day: DayFrom, random: Random): Role[] {
  if (!APPOINTS.test(premises.type) || premises.unlicensed) return []
  const officers: Role[] = random.chance(FAULTS.noOfficer) ? [] : ['officer']
  const director: Role[] = mustAppointDirector(premises, day(0)) && !random.chance(FAULTS.noDirector) ? ['director'] : []
  const oneMan = premises.scale === 'micro' || premises.scale === 'small'
  return oneMan ? [...director, ...officers] : ['head', ...director, ...officers, ...officers]
}

/** Food safety staff of premises; a few officers have left and stay on record. */
export function staffOf(premises: PremisesRow, owner: string, day: DayFrom, newId: () => string, random: Random): StaffRow[] {
  return rolesAt(premises, day, random).map((role, at) => {
    const name = at === 0 ? owner : personName(random)
    const appointed = day(-random.between(30, 1400))
    const birth = day(-random.between(24 * 365, 58 * 365))
    return {
      ...standard(newId(), premises.region, premises.created_at),
      enterprise_id: premises.enterprise_id, premises_id: premises.id, name, name_sort: sortKey(name), role,
      id_number: personId(birth, random), phone: at === 0 ? premises.phone : phone(random), appointed_on: appointed,
      left_on: role === 'officer' && at > 2 && random.chance(0.1) ? day(-random.between(1, 29)) : null, grams: gramsOf([name]),
    }
  })
}

export type CertificateKind = CertificateRow['kind']

/** How many premises of a type hold a certificate: twenty firms with a management system, eleven of them HACCP, as published. */
export const CERTIFIED: Readonly<Record<string, Partial<Record<CertificateKind, number>>>> = {
  PROD: { haccp: 11, iso22000: 6 },
  HEAL: { gmp: 3 },
  FARM: { green: 14, organic: 6, geographical: 5 },
}
const CERTIFIERS = ['青禾认证有限公司（演示）', '晚稻质量认证中心（演示）', '谷雨检验认证有限公司（演示）']

/** A certificate of three years, some about to end. */
export function certificateOf(premises: PremisesRow, kind: CertificateKind, number: number, day: DayFrom, newId: () => string,
  random: Random): CertificateRow {
  const expires = day(random.chance(0.2) ? random.between(-20, 90) : random.between(91, 1000))
  return {
    ...standard(newId(), premises.region, premises.created_at),
    enterprise_id: premises.enterprise_id, premises_id: premises.id,
      number: `YS-${kind.toUpperCase()}-${String(number).padStart(5, '0')}`, kind,
    issuer: random.pick(CERTIFIERS), scope: premises.scope, issued_on: addDays(expires, -1095), expires_on: expires,
  }
}
