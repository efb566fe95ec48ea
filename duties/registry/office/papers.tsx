import { addDays, type DateOnly } from '../../../platform/core/dates.ts'
import { todayOf } from '../../../web/kit/format.ts'
import { QuickFilters, type QuickFilter } from '../../../web/kit/QuickFilters.tsx'
import { RegisterPages } from '../../../web/kit/RegisterPages.tsx'
import { useMe } from '../../../web/kit/session.tsx'
import { licences } from '../licences.ts'
import { directorRules } from '../director-rules.ts'
import { certificates, foodStaff } from '../people.ts'
import { WARNINGS } from '../rules.ts'
import { LicenceMark } from './marks.tsx'
import { PromiseCheck } from './promise-check.tsx'

/** Papers that run out within so many days, the nearest first. */
const within = (today: DateOnly, days: number, more: Readonly<Record<string, string>>, indicator?: string): QuickFilter => ({
  key: `within-${days}`,
  label: { zh: `${days} 日内到期`, en: `Expiring in ${days} days` },
  filters: { ...more, 'expires_on.from': today, 'expires_on.to': addDays(today, days) },
  sort: 'expires_on',
  indicator,
})

const licenceFilters = (today: DateOnly): readonly QuickFilter[] => [
  { key: 'all', label: { zh: '全部', en: 'All' }, filters: {} },
  ...WARNINGS.map((days) => within(today, days, { state: 'valid' }, `registry.expiring-${days}`)),
  {
    key: 'expired',
    label: { zh: '已过期', en: 'Expired' },
    filters: { state: 'valid,expired', 'expires_on.to': addDays(today, -1) },
    sort: '-expires_on',
    indicator: 'registry.licences-expired',
    late: true,
  },
  { key: 'promise', label: { zh: '告知承诺', en: 'On promise' }, filters: { on_promise: 'true' } },
  {
    key: 'promise-due',
    label: { zh: '承诺核查已到期', en: 'Promise check overdue' },
    filters: { on_promise: 'true', state: 'valid', 'promise_check_due.to': addDays(today, -1) },
  },
  { key: 'ended', label: { zh: '注销、撤销、吊销', en: 'Ended' }, filters: { state: 'cancelled,withdrawn,revoked' } },
]

/** 许可与备案: every paper of the area, the ones that run out first by one press. */
export function LicencePages() {
  const today = todayOf(useMe().city)
  return (
    <RegisterPages
      register={licences}
      base="/licences"
      above={<QuickFilters register={licences} all={licenceFilters(today)} />}
      cells={{ state: (row) => <LicenceMark row={row} day={today} /> }}
      rowExtra={(row, may) => <PromiseCheck row={row} may={may} />}
    />
  )
}

const staffFilters: readonly QuickFilter[] = [
  { key: 'all', label: { zh: '全部', en: 'All' }, filters: {} },
  { key: 'director', label: { zh: '食品安全总监', en: 'Directors' }, filters: { role: 'director' } },
  { key: 'officer', label: { zh: '食品安全员', en: 'Officers' }, filters: { role: 'officer' } },
]

/** 食品安全人员 of the area. */
export const StaffPages = () => (
  <RegisterPages register={foodStaff} base="/food-staff" above={<QuickFilters register={foodStaff} all={staffFilters} />} />
)

/** 体系认证: certificates with the ones that run out. */
export function CertificatePages() {
  const today = todayOf(useMe().city)
  const filters: readonly QuickFilter[] = [
    { key: 'all', label: { zh: '全部', en: 'All' }, filters: {} },
    ...WARNINGS.map((days) => ({ ...within(today, days, {}), sort: undefined })),
    { key: 'expired', label: { zh: '已过期', en: 'Expired' }, filters: { 'expires_on.to': addDays(today, -1) } },
  ]
  return <RegisterPages register={certificates} base="/certificates" above={<QuickFilters register={certificates} all={filters} />} />
}

/** `/director-rules`: who must appoint a food safety director; dated. */
export const DirectorRulePages = () => <RegisterPages register={directorRules} base="/director-rules" />
