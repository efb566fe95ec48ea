import { sql } from 'kysely'
import type { DateOnly } from '../../platform/core/dates.ts'
import { Problem } from '../../platform/core/problem.ts'
import { inForce } from '../../platform/core/dated.ts'
import type { Tx } from '../../platform/database/database.ts'
import { insertNew } from '../../platform/register/bulk.ts'
import { newId } from '../../platform/core/ids.ts'
import type { ListLine } from './contract.ts'
import { dutyLines, dutyRules, type LineRow, type RuleRow } from './registers.ts'
import { dutyLevelCodes, type DutyLevel, type DutyTable, type LevelRule } from './rules/duty-level.ts'
import { LISTS_SOURCE, shippedDutyTables, shippedLines, SINCE } from './shipped/duty-level.ts'

/** The rules of all levels in force on a day, from the city's rows. @throws Problem `rule.none-in-force` (409) naming the level */
export async function dutyTable(tx: Tx, day: DateOnly): Promise<DutyTable> {
  const { rows } = await sql<RuleRow>`select * from duty_rule where closed_at is null`.execute(tx)
  const levels = dutyLevelCodes.map((level) => {
    const versions = rows.filter((row) => row.level === level).map((row) => ({ ...row, version: row.valid_from, confidence: 'confirmed' as const }))
    const row = inForce(versions, day, `包保 ${level}`)
    const rule: LevelRule = {
      ranks: row.ranks as LevelRule['ranks'], visitsPerQuarter: row.visits_per_quarter, leastOperatingDays: row.least_operating_days,
      soonDays: row.soon_days, problemDays: row.problem_days, clockMinutes: row.clock_minutes, metres: row.far_metres,
    }
    return [level, rule, row] as const
  })
  const newest = levels.map(([, , row]) => row).toSorted((a, b) => (a.valid_from < b.valid_from ? 1 : -1))[0]!
  return {
    version: newest.version, source: newest.source, confidence: 'confirmed', valid_from: newest.valid_from, valid_to: null,
    levels: Object.fromEntries(levels) as unknown as Record<DutyLevel, LevelRule>,
  }
}

/** The lines of a list that are in force on a day, by their codes. */
export async function linesOf(tx: Tx, list: LineRow['list'], day: DateOnly): Promise<readonly ListLine[]> {
  const { rows } = await sql<LineRow>`select * from duty_line where list = ${list} and closed_at is null and valid_from <= ${day}::date and (valid_to is null or valid_to > ${day}::date)
    order by length(code), code`.execute(tx)
  return rows.map(({ code, words, words_en, levels }) => ({ code, text: { zh: words, en: words_en ?? words }, levels: (levels.length > 0 ? levels : dutyLevelCodes) as readonly DutyLevel[] }))
}

/** The rules and lists that a new city starts with; nothing where there are some. */
export async function seedDutyTables(tx: Tx): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`select exists (select 1 from duty_rule) or exists (select 1 from duty_line) as there`.execute(tx)
  if (rows[0]!.there) return
  const table = shippedDutyTables[0]!
  await insertNew(tx, dutyRules, dutyLevelCodes.map((level) => {
    const { ranks, visitsPerQuarter, leastOperatingDays, soonDays, problemDays, clockMinutes, metres } = table.levels[level]
    return {
      id: newId(), region: tx.work.city, title: `${level}级包保`, level, ranks, visits_per_quarter: visitsPerQuarter, least_operating_days: leastOperatingDays, soon_days: soonDays,
      problem_days: problemDays, clock_minutes: clockMinutes, far_metres: metres, valid_from: SINCE, valid_to: null, source: `${table.source}${level === 'A' ? '' : '（层级对应和频次待本地文件核实）'}`,
    }
  }))
  await insertNew(tx, dutyLines, shippedLines.map(([list, code, zh, en, levels]) => ({
    id: newId(), region: tx.work.city, list, code, words: zh, words_en: en, levels: levels ?? dutyLevelCodes, valid_from: SINCE, valid_to: null, source: LISTS_SOURCE,
  })))
}

export const refuse = (faults: Problem['fields']): void => {
  if (faults.length > 0) throw new Problem('input.invalid', {}, [...faults])
}
