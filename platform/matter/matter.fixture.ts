/** A matter for the platform's own tests: a limit in hours and one in days over a table of its own, mounted beside the duties. */
import { duties } from '../../duties/index.ts'
import { testCity, type TestCity } from '../../test/support/city.ts'
import { TEST_CITY } from '../../test/support/template.ts'
import { recordAudit } from '../audit/record.ts'
import { timeLimits } from '../calendar/registers.ts'
import type { Tx } from '../database/database.ts'
import { duty } from '../duty.ts'
import { assemble } from '../platform.ts'
import { register } from '../register/declare.ts'
import { reference, text } from '../register/fields.ts'
import { insertRow } from '../register/store.ts'
import { act } from './act.ts'
import { matter } from './declare.ts'
import { holdingFields } from './fields.ts'
import { keep, rulesOf, type Fold, type MatterRecord } from './fold.ts'
import type { MatterService, Record_ } from './service.ts'

const label = { zh: '试验', en: 'Trial' }
const states = { open: { zh: '处置中', en: 'Handled' }, over: { zh: '结束', en: 'Over', done: true } } as const
const trials = register('trial', { title: label, fields: holdingFields(states), naming: 'title', access: { read: ['trial.read'], write: [] }, readonly: true, noImport: true })

/** Told upward within two hours, handled within ten working days; waiting stops both clocks. */
const trial = matter('trial', {
  title: label,
  record: trials,
  states,
  actions: {
    open: { label, to: 'open', may: 'trial.manage', system: true, input: { title: text(label, { required: true }), unit: reference(label, 'org_unit'), person: reference(label, 'person') } },
    tell: { label: { zh: '报告', en: 'Tell' }, from: ['open'], may: 'holder' },
    wait: { label: { zh: '等待检验', en: 'Wait' }, from: ['open'], may: 'holder' },
    resume: { label: { zh: '恢复', en: 'Go on' }, from: ['open'], may: 'holder' },
    close: { label: { zh: '结束', en: 'Close' }, from: ['open'], to: 'over', may: 'holder' },
  },
  clocks: {
    tell: { label: { zh: '报告', en: 'Tell' }, limit: 'trial.tell', starts: 'open', stops: ['tell'], pauses: ['wait'], resumes: ['resume'] },
    handle: { label: { zh: '处置', en: 'Handle' }, limit: 'trial.handle', starts: 'open', stops: ['close'], pauses: ['wait'], resumes: ['resume'] },
  },
  extending: 'trial.manage',
})

type Trial = MatterRecord<keyof typeof states>
const fold = {
  open: (input, by) => ({ id: by.id, region: '140728', title: input.title, holder_unit: input.unit, holder_person: input.person, due_on: null }),
  in: { open: { tell: keep, wait: keep, resume: keep, close: keep }, over: {} },
} satisfies Fold<typeof trial, Trial>

export const trialService: MatterService = { rules: rulesOf<typeof trial, Trial>(trial, fold) as MatterService['rules'], register: trials, link: ({ id }) => `/matters/trial/${id}` }

export const asProgram = <T>(city: TestCity, body: (tx: Tx) => Promise<T>): Promise<T> =>
  city.installation.database.write({ system: 'test', city: TEST_CITY }, body, recordAudit)

/** A city with the trial mounted: its table, its two limits (2 hours; 10 working days, which may be extended once by 5). */
export async function trialCity(): Promise<TestCity> {
  const city = await testCity()
  await city.installation.owner(async (owner) => {
    await owner.query(`set search_path = city_${TEST_CITY}, shian`)
    await owner.query(`create table trial (like shian.standard including all, title text not null, state text not null, holder_unit uuid, holder_person uuid, due_on date, late_level integer)`)
    await owner.query(`select shian.keep_register('trial')`)
  })
  const law = { region: TEST_CITY, title_zh: '试验', title_en: 'Trial', counts_first_day: false, legal_basis: '试验办法第三条', confidence: 'design', valid_from: '2000-01-01' }
  await asProgram(city, async (tx) => {
    await insertRow(tx, timeLimits, { ...law, code: 'trial.tell', value: 2, unit: 'hour' })
    await insertRow(tx, timeLimits, { ...law, code: 'trial.handle', value: 10, unit: 'working_day', extension_value: 5 })
  })
  const mounted = duty({ name: 'trial', title: label, registers: [trials], matters: [trialService], rights: { 'trial.read': label, 'trial.manage': label } })
  const app = await assemble(city.installation, [...duties, mounted], { log: false })
  await app.ready()
  return { ...city, app, close: async () => { await app.close(); await city.close() } }
}

/** Opens a trial that a unit or a person holds. */
export const openTrial = (city: TestCity, title: string, holder: { readonly unit?: string; readonly person?: string }): Promise<Record_> =>
  asProgram(city, (tx) => act(tx, trialService, null, 'open', { title, unit: holder.unit ?? null, person: holder.person ?? null }))
