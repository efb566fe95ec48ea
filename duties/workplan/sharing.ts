import type { Mode } from './read/types.ts'

/** Units of a task by the part they have in it. */
export type Units = { readonly lead: readonly string[]; readonly assisting: readonly string[]; readonly joint: readonly string[] }

/** How a task is shared among units that were found. */
export type Sharing = Units & {
  /** The unit that answers for the whole; null where several are equal and the office has yet to name who collects (汇总单位). */
  readonly holder: string | null
  /** Units that report a part of their own. */
  readonly parts: readonly string[]
  /** Units that owe the reports the task asks for. */
  readonly reporters: readonly string[]
}

const once = (...lists: (readonly string[])[]): string[] => [...new Set(lists.flat())]

/**
 * Who answers for a task. Where one leads (or is alone) it does; the first where several lead together. Equal units
 * (按职责分工负责), a bare list, and a group under one name (各镇（街道）) have no leader: somebody must be named.
 */
export function share(mode: Mode, units: Units): Sharing {
  const lead = once(units.lead)
  const joint = once(units.joint).filter((unit) => !lead.includes(unit))
  const assisting = once(units.assisting).filter((unit) => !lead.includes(unit) && !joint.includes(unit))
  const leads = mode === 'lead_divided' || mode === 'lead_assist'
  if (leads && lead.length > 0)
    return { lead, assisting, joint, holder: lead[0]!, parts: once(lead.slice(1), joint, assisting), reporters: lead }
  const equal = lead.length + joint.length > 0 ? once(lead, joint) : assisting
  if (equal.length === 1)
    return { lead, assisting, joint, holder: equal[0]!, parts: assisting.filter((unit) => unit !== equal[0]), reporters: equal }
  return { lead, assisting, joint, holder: null, parts: once(equal, assisting), reporters: equal }
}
