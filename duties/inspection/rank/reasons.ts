import { fill, type Bilingual } from '../../../platform/core/bilingual.ts'
import type { Label, Matrix } from './design.ts'
import type { Row } from './history.ts'
import type { Model } from './model.ts'
import { turnsOf } from './trees.ts'

/** Why a place stands where it stands: what moved its log-odds from the mean of the training rows, and by how much. */
export type Reason = {
  /** The input, or the coordinates, that this comes from. */
  readonly source: string
  readonly what: Kind
  /** Change of the log-odds; above 0: sooner. */
  readonly by: number
  /** The same as a factor on the odds. */
  readonly odds: number
}
export type Sentence = Reason & { readonly sentence: Bilingual }

type Kind = 'record' | 'visits' | 'near' | 'given'

const KINDS: Readonly<Record<Label['aspect'], Kind>> = {
  record: 'record', fresh: 'record', last: 'record', known: 'visits', visits: 'visits', since: 'visits',
  near: 'near', vicinity: 'near', district: 'near', nearFresh: 'near', vicinityFresh: 'near', districtFresh: 'near',
  value: 'given', rank: 'given', extremes: 'given', missing: 'given', level: 'given',
}

const WORDS = {
  record: {
    more: { zh: '{name}{value}过去查出的严重问题多于同样检查人员通常查出的', en: 'more serious findings in the past at {name}{value} than those inspectors usually make' },
    less: { zh: '{name}{value}过去查出的严重问题不多于同样检查人员通常查出的', en: 'no more serious findings in the past at {name}{value} than those inspectors usually make' },
  },
  visits: {
    more: { zh: '此处过去的检查次数和距上次检查的时间', en: 'how often it was visited and how long ago' },
    less: { zh: '此处过去的检查次数和距上次检查的时间', en: 'how often it was visited and how long ago' },
  },
  near: {
    more: { zh: '周边场所查出的严重问题多于通常', en: 'more serious findings than usual in the neighbourhood' },
    less: { zh: '周边场所查出的严重问题少于通常', en: 'fewer serious findings than usual in the neighbourhood' },
  },
  given: {
    more: { zh: '{name}{value}', en: '{name}{value}' },
    less: { zh: '{name}{value}', en: '{name}{value}' },
  },
} as const satisfies Record<Kind, Record<'more' | 'less', Bilingual>>

const ODDS = {
  more: { zh: '{what}：查出严重问题的几率 ×{odds}', en: '{what}: odds of a serious finding ×{odds}' },
} as const satisfies Record<string, Bilingual>

type Learned = Pick<Model, 'design' | 'logistic' | 'trees'>

/** Changes of the odds below this are not told. */
const LEAST = 0.01

function wordsOf(kind: Kind, source: string, row: Row, by: number): Bilingual {
  const value = row.inputs[source]
  const said = kind === 'visits' || kind === 'near' ? undefined : value === undefined ? undefined : (value ?? '∅')
  const template = WORDS[kind][by > 0 ? 'more' : 'less']
  const odds = Math.exp(by).toFixed(2)
  const what = {
    zh: fill(template.zh, { name: said === undefined && kind === 'record' ? '此处' : source, value: said === undefined ? '' : ` = ${said} ` }),
    en: fill(template.en, { name: said === undefined && kind === 'record' ? 'this place' : source, value: said === undefined ? '' : ` = ${said}` }),
  }
  return { zh: fill(ODDS.more.zh, { what: what.zh.trim(), odds }), en: fill(ODDS.more.en, { what: what.en, odds }) }
}

/**
 * The reasons for the scores of rows by their columns, strongest first. Their sum is the whole difference of a row's log-odds from the mean row's:
 * nothing else moved it. Who will inspect is none of them.
 */
export const reasonsOf = (model: Learned, matrix: Matrix): Reason[][] => Array.from({ length: matrix.n }, (_, row) => told(model, matrix, row))

/** The reasons of one row in words. */
export const sentencesOf = (model: Model, row: Row): Sentence[] =>
  reasonsOf(model, model.columns([row]))[0]!.map((reason) => ({ ...reason, sentence: wordsOf(reason.what, reason.source, row, reason.by) }))

function told(model: Learned, matrix: Matrix, row: number): Reason[] {
  const turns = turnsOf(model.trees, matrix, row)
  const sums = new Map<string, { source: string; what: Kind; by: number }>()
  model.design.labels.forEach(({ source, aspect }, at) => {
    const what = KINDS[aspect]
    const key = `${what} ${source}`
    const one = sums.get(key) ?? { source, what, by: 0 }
    one.by += matrix.values[row * matrix.p + at]! * model.logistic.weights[at]! + turns[at]!
    sums.set(key, one)
  })
  return [...sums.values()]
    .filter(({ by }) => Math.abs(by) >= LEAST)
    .toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by))
    .map(({ source, what, by }) => ({ source, what, by, odds: Math.exp(by) }))
}
