import { expect } from 'vitest'
import { call, type TestCity } from '../../test/support/city.ts'
import type { DraftAnswer, PlanDraft, Wall, WallTask } from './contract.ts'
import { COUNTY, makeUnits, runJob, upload, waiting, type CountyUnit } from './county.fixture.ts'
import { readJob } from './drafts.ts'
import type { Issued } from './issue.ts'

/** An invented notice of the county, in the form that notices have. */
export const NOTICE = `某政办发〔2026〕9号

平遥县人民政府办公室
关于印发平遥县2026年食品安全重点工作安排的通知

各乡镇人民政府，县直各有关单位：

现将《平遥县2026年食品安全重点工作安排》印发给你们，请认真贯彻执行。

平遥县人民政府办公室
2026年3月2日

平遥县2026年食品安全重点工作安排

一、严格源头治理

（一）规范农药使用。开展豇豆专项治理，6月30日前完成100批次监测任务。（县农业农村局牵头，县市场监管局按职责分工负责）

（二）打击违法犯罪。深入开展“昆仑”行动，完善行刑衔接。2月1日前制定方案。（县公安局、县法院、县市场监管局按职责分工负责）

（三）提升抽检水平。食品抽检量达到6.5批次/千人。（县市场监管局）

二、组织实施

（四）加强司法保护。9月30日前公布典型案例。（县法院）

（五）各单位每半年向县食安办报告落实情况。（县市场监管局、县卫健局）
`

/** The county's food-safety office at work: what its officer does with a notice, through the API. */
export type Office = {
  readonly token: string
  readonly person: string
  /** Uploads a notice, lets the job read it, and answers its draft. */
  readonly read: (name: string, content: Buffer) => Promise<DraftAnswer>
  readonly correct: (answer: DraftAnswer, change: (draft: PlanDraft) => PlanDraft) => Promise<DraftAnswer>
  readonly issue: (answer: DraftAnswer, more?: object) => Promise<Issued>
  readonly wall: (plan: string, by?: string) => Promise<Wall>
  readonly taskOf: (plan: string, number: string) => Promise<WallTask>
}

export type County = {
  readonly unit: (code: string, region?: string) => CountyUnit
  /** A session of a department's clerk: sees and does what the unit holds. */
  readonly clerkOf: (code: string) => Promise<string>
  /** Begins a session of the office's officer. */
  readonly office: () => Promise<Office>
}

const RIGHTS = ['plan.read', 'plan.manage', 'plan.review', 'people.read', 'files.read', 'export']

/** Makes the units of the county and answers who works there. */
export async function countyOf(city: TestCity): Promise<County> {
  const units = await makeUnits(city)
  const unit = (code: string, region = COUNTY): CountyUnit => units.find((one) => one.function === code && one.region === region)!
  return {
    unit,
    clerkOf: async (code) =>
      (await city.signIn({ rights: ['plan.read', 'plan.work', 'people.read'], scope: 'department', region: COUNTY, unit: unit(code).id }))
        .token,
    office: async () => officeOf(city, await city.signIn({ rights: RIGHTS, region: COUNTY, unit: unit('fso').id })),
  }
}

function officeOf(city: TestCity, { token, person }: { token: string; person: string }): Office {
  /** The answer's body, where the status is the one expected. */
  const ask = async <T>(status: number, method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T> => {
    const answer = await call(city, token, method, path, body)
    expect(answer.status, JSON.stringify(answer.body)).toBe(status)
    return answer.body as T
  }
  const wall = (plan: string, by = 'section'): Promise<Wall> => ask(200, 'GET', `/plans/${plan}/wall?by=${by}`)
  return {
    token,
    person,
    wall,
    read: async (name, content) => {
      const file = await upload(city, name, content, person)
      const { job: id } = await ask<{ job: string }>(202, 'POST', '/plans/read', { file, region: COUNTY })
      const job = (await waiting(city, 'workplan.read')).find((one) => one.id === id)!
      const { plan } = (await runJob(city, readJob, job)) as { plan: string }
      return ask(200, 'GET', `/plans/${plan}/draft`)
    },
    correct: ({ id, version, draft }, change) => ask(200, 'PUT', `/plans/${id}/draft`, { version, draft: change(draft) }),
    issue: ({ id, version }, more = {}) => ask(201, 'POST', `/plans/${id}/issue`, { version, ...more }),
    taskOf: async (plan, number) => (await wall(plan)).groups.flatMap(({ tasks }) => tasks).find((task) => task.number === number)!,
  }
}
