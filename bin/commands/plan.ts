import { basename } from 'node:path'
import { Problem } from '../../platform/core/problem.ts'
import { readPaper } from '../../platform/documents/paper.ts'
import { readPlan } from '../../duties/workplan/read/read.ts'
import type { Plan, Task } from '../../duties/workplan/read/types.ts'
import { contentOf } from '../read-file.ts'
import { both, say, table, tell } from '../tell.ts'

const units = ({ lead, assisting, joint, superior }: Task): string =>
  [lead.join('、'), joint.join('、'), assisting.length > 0 ? `（配合 ${assisting.join('、')}）` : '', superior ? `[${superior}]` : ''].filter(Boolean).join(' ')

function print(plan: Plan): void {
  say(plan.title)
  say(`${plan.number}  ${plan.issuer}  ${plan.date ?? ''}`)
  say(`主送 to: ${plan.recipients.join('、')}  抄送 copied to: ${plan.copied_to.join('、')}`)
  say()
  table(['序号 no.', '任务 task', '方式 mode', '单位 units', '目标 targets', '期限 deadlines'], plan.tasks.map((task) => [
    task.number, task.heading, task.mode, units(task), task.targets.map(({ text }) => text).join('；'), task.deadlines.map(({ text }) => text).join('；'),
  ]))
  const unclear = plan.tasks.filter((task) => task.unclear.length > 0)
  if (unclear.length > 0) say('\n未读懂之处 Not understood:')
  for (const task of unclear) say(`  ${task.number}: ${task.unclear.join('；')}`)
}

/** Reads a plan notice from a file, without server or database. @throws Problem where the file cannot be read as a paper */
export async function readPlanFile(file: string, { json }: { readonly json?: boolean }): Promise<void> {
  const { plan } = readPlan(readPaper(basename(file), await contentOf(file)))
  tell(json, plan, () => print(plan))
  // on the other stream than what a program reads
  if (plan.tasks.length === 0) console.error(both(new Problem('plan.no-tasks').sentence))
}
