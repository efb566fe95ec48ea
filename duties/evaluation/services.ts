import type { Tx } from '../../platform/database/database.ts'
import type { MatterService, Record_ } from '../../platform/matter/service.ts'
import { insertRow } from '../../platform/register/store.ts'
import { reportedFigures } from '../../platform/settings/registers.ts'
import { gapRules, requestRules } from './folds.ts'
import { gaps, requests, type RequestRow } from './registers.ts'

/** An answer is kept as the reported figure of the unit that gave it. */
async function keepAnswer(tx: Tx, action: string, after: Record_): Promise<void> {
  if (action !== 'answer') return
  // The engine hands over the row of this service's own register.
  const { region, indicator, starts_on, ends_on, value, source, holder_unit } = after as unknown as RequestRow
  await insertRow(tx, reportedFigures, { region, indicator, starts_on, ends_on, value, source, unit_id: holder_unit })
}

export const gapService: MatterService = {
  // Proved against its own record by rulesOf; the engine reads any.
  rules: gapRules as MatterService['rules'],
  register: gaps,
  offers: (record, action) => action !== 'remind' || record.due_on !== null,
  link: ({ id }) => `/matters/evaluation-gap/${id}`,
}

export const requestService: MatterService = {
  rules: requestRules as MatterService['rules'],
  register: requests,
  after: (tx, action, _, __, after) => keepAnswer(tx, action, after),
  link: ({ id }) => `/matters/figure-request/${id}`,
}

export const evaluationMatters: readonly MatterService[] = [gapService, requestService]
