import { text } from '../register/fields.ts'
import type { ActionSpec } from './declare.ts'
import type { Level } from './escalation.ts'

/** The office urges (催办): each rung of the ladder is an action, done by a person or by the nightly job. */
export const URGES = { remind: 1, supervise: 2, interview: 3, criticise: 4 } as const satisfies Record<string, Exclude<Level, 0>>
export type Urge = keyof typeof URGES
export const isUrge = (action: string): action is Urge => Object.hasOwn(URGES, action)
export const urgeOf = (level: Exclude<Level, 0>): Urge => (Object.keys(URGES) as Urge[]).find((name) => URGES[name] === level)!

/** How far urging has gone, by level. */
export const urgedTo = [
  null,
  { zh: '提示', en: 'Reminded' },
  { zh: '督办', en: 'Supervised' },
  { zh: '约谈', en: 'Summoned' },
  { zh: '通报', en: 'Circulated' },
] as const

/** The same in a column of its own, from 0 on: what a list or a page says of a matter. */
export const urgedWords = [{ zh: '未催办', en: 'Not urged' }, ...urgedTo.slice(1, 5).map((label) => ({ zh: `已${label!.zh}`, en: label!.en }))]

const note = text({ zh: '说明', en: 'Note' }, { max: 2000, multiline: true })

/** The four rungs as actions of a matter, offered in these states to who holds this right. */
export const urgesBy = (may: string) => <const S extends string>(from: readonly S[]) =>
  ({
    remind: { label: { zh: '提示', en: 'Remind' }, from, may, input: { note }, document: 'reminder' },
    supervise: { label: { zh: '督办', en: 'Supervise' }, from, may, input: { note }, document: 'supervision_letter' },
    interview: {
      label: { zh: '约谈', en: 'Interview' },
      from,
      may,
      grave: true,
      document: 'interview_notice',
      input: {
        note,
        time: text({ zh: '约谈时间', en: 'Time' }, { max: 100 }),
        location: text({ zh: '约谈地点', en: 'Place' }, { max: 200 }),
        contact: text({ zh: '联系人', en: 'Contact' }, { max: 200 }),
      },
    },
    criticise: { label: { zh: '通报', en: 'Circulate' }, from, may, grave: true, input: { note }, document: 'circular' },
  }) satisfies Record<Urge, ActionSpec<S>>

type Urged = { readonly late_level: number | null }

/** Urging never goes back: the level is the highest rung reached. */
const climb =
  (name: Urge) =>
  (record: Urged): { late_level: number } => ({ late_level: Math.max(record.late_level ?? 0, URGES[name]) })

/** What each rung does to a record. */
export const urged = { remind: climb('remind'), supervise: climb('supervise'), interview: climb('interview'), criticise: climb('criticise') }
