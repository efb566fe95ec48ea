import type { Bilingual } from '../../platform/core/bilingual.ts'

/** Parts of the program that act of themselves. */
const parts: Readonly<Record<string, Bilingual>> = {
  cli: { zh: '命令行', en: 'Command line' },
  demo: { zh: '演示数据', en: 'Demo data' },
  import: { zh: '导入', en: 'Import' },
  jobs: { zh: '后台任务', en: 'Background jobs' },
  nobody: { zh: '未登录', en: 'Not signed in' },
  schedule: { zh: '定时任务', en: 'Schedule' },
  setup: { zh: '系统初始化', en: 'Setup' },
  'register.import': { zh: '导入', en: 'Import' },
  'register.export': { zh: '导出', en: 'Export' },
}

/** Who did it: a person by name, the program by which part of it. */
export function actorWords({ actor, person }: { readonly actor: string; readonly person?: string | null }): Bilingual {
  const part = !person ? (actor.startsWith('job:') ? parts['jobs'] : parts[actor]) : undefined
  return part ?? { zh: actor, en: actor }
}
