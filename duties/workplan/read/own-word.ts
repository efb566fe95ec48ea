import { BOLD_READ, SIGN_READ } from './assignment.ts'
import type { Plan } from './types.ts'
import { BOLD_LEADS, FIRST_LEADS, SIGN_LEADS } from './words.ts'

/** Where the paper says that the first named unit leads, or what its sign or bold print means, lists are read so. */
export function applyWord(plan: Plan, folded: string): void {
  if (BOLD_LEADS.test(folded)) for (const task of plan.tasks) task.unclear = task.unclear.filter((told) => !told.startsWith(BOLD_READ))
  if (SIGN_LEADS.test(folded)) for (const task of plan.tasks) task.unclear = task.unclear.filter((told) => !told.startsWith(SIGN_READ))
  if (!FIRST_LEADS.test(folded.replace(/\s+/g, ''))) return
  for (const task of plan.tasks) {
    if (task.joint.length < 2) continue
    const [first, ...others] = task.joint
    Object.assign(task, { mode: 'lead_divided', lead: [first], assisting: others, joint: [] })
  }
}
