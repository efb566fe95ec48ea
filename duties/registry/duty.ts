import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database.ts'
import { duty, type Duty } from '../../platform/duty.ts'
import type { AnyRow } from '../../platform/register/store.ts'
import { directorsJob, seedDirectorRules } from './director-store.ts'
import { registryTimeline } from './dossier.ts'
import { premisesExport } from './export.ts'
import { businessImport } from './import.ts'
import { registryIndicators } from './indicators.ts'
import { licenceJob } from './jobs.ts'
import { registryRegisters } from './registers.ts'
import { registryRoutes } from './routes.ts'
import { registryPalette } from './search.ts'
import { derivedOf, keepDerived, moveChildren, promiseDue } from './store.ts'

/** What changed under premises changes what follows from it. */
const underPremises = (tx: Tx, row: AnyRow): Promise<void> => keepDerived(tx, String(row['premises_id']))

/** Premises that moved or changed hands take along what hangs under them. */
async function afterPremises(tx: Tx, row: AnyRow, before: AnyRow | null): Promise<void> {
  if (before && (before.region !== row.region || before['enterprise_id'] !== row['enterprise_id'])) await moveChildren(tx, row)
}

const afterChange: NonNullable<Duty['afterChange']> = { premises: afterPremises, licence: underPremises, food_staff: underPremises }

const complete: NonNullable<Duty['complete']> = {
  premises: derivedOf,
  licence: async (tx, values) => ({ promise_check_due: await promiseDue(tx, values) }),
}

/** Open premises, and papers that run out within 30 days: for the menu. */
async function counters(tx: Tx): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ premises: number; expiring: number }>`select (select count(*) from premises where closed_at is null) as premises,
    (select count(*) from licence where closed_at is null and expires_on between ${tx.work.today}::date and ${tx.work.today}::date + 30) as expiring`.execute(tx)
  return { 'registry.premises': rows[0]!.premises, 'registry.expiring': rows[0]!.expiring }
}

/** 一企一档: enterprises, premises, licences, food safety staff, certificates. */
export const registry = duty({
  name: 'registry',
  title: { zh: '一企一档', en: 'Registry' },
  registers: registryRegisters,
  indicators: registryIndicators,
  migrations: fileURLToPath(new URL('./schema/', import.meta.url)),
  rights: {
    'premises.read': { zh: '查看企业与场所', en: 'See enterprises and premises' },
    'premises.write': { zh: '维护企业与场所', en: 'Keep enterprises and premises' },
    'licence.write': { zh: '维护许可与备案', en: 'Keep licences and filings' },
    'staff.write': { zh: '维护食品安全人员', en: 'Keep food safety staff' },
    'certificate.write': { zh: '维护认证证书', en: 'Keep certificates' },
  },
  imports: [businessImport],
  exports: [premisesExport],
  jobs: [licenceJob, directorsJob],
  seed: seedDirectorRules,
  upgrade: seedDirectorRules,
  counters,
  timelineSources: registryTimeline,
  palette: registryPalette,
  routes: registryRoutes,
  afterChange,
  complete,
})
