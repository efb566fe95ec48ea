import type { Draft } from './read.ts'
import { fold } from './text.ts'

/** Leaves that assign nothing where the rest does: guiding sections, and a highest-level paragraph without units. */
export function assignable(drafts: readonly Draft[]): { kept: Draft[]; dropped: Draft[] } {
  const deeper = drafts.some(({ path, hasUnits }) => path.length > 1 && hasUnits)
  const anyUnits = drafts.some(({ hasUnits }) => hasUnits)
  const sectionHas = new Set(drafts.filter(({ hasUnits }) => hasUnits).map(({ task }) => task.section))
  const rows = drafts.filter(isRow)
  const repeated = repeats(drafts)
  // a text without units before the table that assigns
  const inTable = rows.some(({ hasUnits }) => hasUnits) && !drafts.some((draft) => draft.hasUnits && !isRow(draft))
  const keeps = (draft: Draft) => !isCitation(draft) && !(inTable && !isRow(draft)) && !(repeated && isRow(draft)) && assigns(draft)
  const assigns = (draft: Draft) =>
    draft.hasUnits ||
    (draft.within !== null && !draft.general) ||
    !anyUnits ||
    !((draft.path.length <= 1 && deeper) || (draft.general && !sectionHas.has(draft.task.section)))
  return { kept: drafts.filter(keeps), dropped: drafts.filter((draft) => !keeps(draft)) }
}

/** 相关依据：1.《某办法》（某部令第1号）: a document's name alone is nothing to be done. */
const isCitation = ({ task }: Draft): boolean => /^《[^《》]{4,}》(?:\([^()]*\))?[。；]?$/.test(fold(task.text).trim())

const isRow = ({ path }: Draft): boolean => path.some(({ style }) => style === 'table')

/** Whether the tables only print again, as a list, what the text before them assigns. */
function repeats(drafts: readonly Draft[]): boolean {
  const rows = drafts.filter(isRow)
  const headings = new Set(drafts.filter((draft) => draft.hasUnits && !isRow(draft)).map(({ task }) => fold(task.heading)))
  const same = rows.filter(({ task }) => task.heading !== '' && headings.has(fold(task.heading)))
  return rows.length > 1 && same.length * 5 >= rows.length * 4
}
