import { existsSync } from 'node:fs'
import { demoState, removeDemo } from '../demo/state.ts'
import { loadDemo, type LoadOptions } from '../demo/load.ts'
import { accountPlans, DEMO_PASSWORD } from '../demo/accounts.ts'
import { duties } from '../duties/index.ts'
import { RANK_JOB } from '../duties/inspection/rank/job.ts'
import { recordAudit } from '../platform/audit/record.ts'
import { dateAt } from '../platform/core/dates.ts'
import type { Installation } from '../platform/installation.ts'
import { addJob } from '../platform/jobs/queue.ts'
import { allDuties } from '../platform/platform.ts'
import { say, table } from './tell.ts'
import { progressBar } from './progress.ts'

export const DEMO_DEFAULTS = { seed: 'shian', referenceDate: dateAt(Date.now()) }

/** Makes the demo city with its progress shown, from the start where an earlier attempt was killed. */
export async function makeDemo(installation: Installation, options: Partial<Omit<LoadOptions, 'progress'>> = {}): Promise<void> {
  if (await demoState(installation) === 'partial') {
    say('上次生成演示城市时被中断，现在重新生成。 The demo city was left unfinished; making it again.')
    await removeDemo(installation)
  }
  const began = performance.now()
  const { code } = await loadDemo(installation, allDuties(duties), { ...DEMO_DEFAULTS, ...options, progress: progressBar('生成演示城市 Making the demo city') })
  // The order of visits is learned by a job, as in any city; without it there would be none to look at before Monday.
  await installation.database.write({ system: 'demo', city: code }, (tx) => addJob(tx, RANK_JOB, {}, { region: code }), recordAudit)
  say(`演示城市已生成，用时 ${seconds(began)} 秒。 The demo city is ready (${seconds(began)} s).`)
}

const seconds = (began: number): string => ((performance.now() - began) / 1000).toFixed(1)

/** The accounts of the demo city by role, with their one password. */
export function printDemoAccounts(): void {
  say('演示账号（合成数据，仅供本机试用） Demo accounts (synthetic data, this machine only)')
  table(['  账号 login', '角色 role', ''], accountPlans.map(({ login, title }) => [`  ${login}`, title.zh, title.en]))
  say(`  密码 password: ${DEMO_PASSWORD}`)
}

/** Whether a folder holds the built pages. */
export const hasPages = (folder: string): boolean => existsSync(`${folder}/index.html`)
