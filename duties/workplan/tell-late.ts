import { Problem } from '../../platform/core/problem.ts'
import type { Tx } from '../../platform/database/database.ts'
import { notify } from '../../platform/events/notifications.ts'
import { clocksOf } from '../../platform/matter/act.ts'
import { firstDue } from '../../platform/matter/clocks.ts'
import { escalationDocuments } from '../../platform/matter/escalation.ts'
import type { MatterService, Record_ } from '../../platform/matter/service.ts'
import { isUrge, URGES } from '../../platform/matter/urges.ts'
import { aboveOf, holderOf, reachedBy, reachOf, type Reach } from './reach.ts'
import { printRung } from './urging.ts'

/** What is added to the input of a matter that is urged with others: their letters and words are collected there. */
export const TOGETHER = 'together'

/** What a rung's paper is called in the city's ladder. */
export const paperName = ({ ladder }: Pick<Reach, 'ladder'>, level: number) => escalationDocuments[ladder.find((one) => one.level === level)?.document ?? 'reminder']

/** `source`: where the work comes from, in the letters. `kind`: of the words to people. `also`: who else is told, beside those whom the rung reaches. */
export type Telling = { readonly source: string; readonly kind: string; readonly also?: readonly string[] }

/**
 * After a rung was climbed in another duty, by the nightly job or by hand: a word to the person, and from the second rung on to the
 * level above. Whoever urges himself sends the letter of the ladder to each unit that it reaches; those of the night are collected by the duty.
 * @throws Problem `plan.not-late` (409) where a person urges what is not late
 */
export async function tellLate(tx: Tx, service: MatterService, action: string, input: Readonly<Record<string, unknown>>, record: Record_, { source, kind, also = [] }: Telling): Promise<void> {
  if (!isUrge(action) || TOGETHER in input) return
  const { today, actor } = tx.work
  const level = URGES[action]
  const [clock, reach] = [firstDue(await clocksOf(tx, record.id)), await reachOf(tx, [record])]
  const byHand = actor.person !== null
  if (byHand && (clock?.due_on ?? today) >= today) throw new Problem('plan.not-late')
  const due = clock?.due_on ?? record.due_on
  const { zh, en } = paperName(reach, level)
  const title = { zh: `${zh}：${record.title}（期限 ${due}）`, en: `${en}: ${record.title} (due ${due})` }
  const holder = byHand ? holderOf(reach, record) : undefined
  if (clock && holder) await printRung(tx, action, { matter: service.rules.declaration.name, record, clock, holder, office: aboveOf(reach, record), source }, reach.units, input)
  await notify(tx, [...new Set([...reachedBy(reach, record, level, today), ...also])].map((person) => ({ person, kind, title, link: service.link(record) })))
}
