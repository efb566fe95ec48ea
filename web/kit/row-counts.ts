import { plain } from './format.ts'
import type { Say } from './language.tsx'
import type { Job } from './types.ts'

export type Counts = Readonly<Partial<Record<'read' | 'valid' | 'create' | 'update' | 'same' | 'conflict' | 'rejected', number>>>

export const countLabels = {
  read: { zh: '读到', en: 'Read' },
  valid: { zh: '可用', en: 'Usable' },
  create: { zh: '新增', en: 'Created' },
  update: { zh: '更新', en: 'Updated' },
  same: { zh: '无变化', en: 'Unchanged' },
  conflict: { zh: '冲突', en: 'Conflicts' },
  rejected: { zh: '退回', en: 'Rejected' },
} as const

/** The outcomes that were counted, in the order they are told. */
export const counted = (counts: Counts): (keyof Counts)[] => (Object.keys(countLabels) as (keyof Counts)[]).filter((name) => counts[name] !== undefined) // its own keys

/** How far a job has come: of how many where that is known; imports and exports, which do not know it, tell their rows. Empty before the first. */
export function progressText({ progress }: Pick<Job, 'progress'>, say: Say): string {
  const { done = 0, total } = progress ?? {}
  if (total) return `${plain(done)} / ${plain(total)}`
  return done > 0 ? say({ zh: '已处理 {n} 行', en: '{n row|rows} so far' }, { n: plain(done) }) : ''
}

/** The rows that a job ended with: of an import what became of them, of an export how many. Empty where its work is no rows. */
export function outcomeText({ state, result }: Pick<Job, 'state' | 'result'>, say: Say): string {
  const { counts, rows } = (result ?? {}) as { counts?: Counts; rows?: unknown } // as imports and exports report
  if (state !== 'done') return ''
  if (counts) {
    const told = counted(counts).filter((name) => name === 'read' || counts[name]! > 0)
    return told.map((name) => say({ zh: '{what} {n} 行', en: '{what} {n}' }, { what: say(countLabels[name]), n: plain(counts[name]!) })).join(say({ zh: '，', en: ', ' }))
  }
  return typeof rows === 'number' ? say({ zh: '导出 {n} 行', en: '{n row|rows} exported' }, { n: plain(rows) }) : ''
}
