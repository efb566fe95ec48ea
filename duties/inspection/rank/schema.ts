import './problems.ts'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { Problem, type FieldProblem } from '../../../platform/core/problem.ts'

/**
 * What an input holds. `category`: a name or an id, of however many levels (a type, a ward, a licence); `number`;
 * `boolean`; `coordinate`: latitude and longitude in degrees, or a plane's east and north, in pairs in the schema's order.
 */
export const inputKinds = ['category', 'number', 'boolean', 'coordinate'] as const
export type InputKind = (typeof inputKinds)[number]

/** Which columns of a history mean what. Whatever is not named here is not looked at. */
export type Schema = {
  readonly id: string
  readonly date: string
  /** Whether a serious finding was made: yes or no, or how many. */
  readonly outcome: string
  /** Which rows teach and which are to be ranked. */
  readonly split?: { readonly column: string; readonly train: string; readonly test: string }
  /** Who inspected: fitted, then left out of the ranking. */
  readonly nuisance: readonly string[]
  readonly inputs: Readonly<Record<string, InputKind>>
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const KEYS = new Set(['id', 'date', 'outcome', 'split', 'nuisance', 'inputs'])

const SAID = {
  object: { zh: '须为一个 JSON 对象。', en: 'must be a JSON object.' },
  text: { zh: '须为列名（非空文字）。', en: 'must be the name of a column.' },
  split: { zh: '须写明 column、train、test，且 train 与 test 不同。', en: 'must name column, train and test, and train must differ from test.' },
  list: { zh: '须为列名的数组（可为空）。', en: 'must be a list of column names; it may be empty.' },
  kind: { zh: `类型须为 ${inputKinds.join('、')} 之一。`, en: `must be one of ${inputKinds.join(', ')}.` },
  leak: { zh: '编号、检查结果和训练/测试标记不能作为输入。', en: 'the id, the outcome and the split cannot be inputs.' },
  unknown: { zh: '不认识的项目。', en: 'is not a part of a schema.' },
} as const satisfies Record<string, Bilingual>

/**
 * A schema from parsed JSON. A nuisance that is named among the inputs too stays a nuisance.
 * @throws Problem `rank.schema` with every fault at once
 */
export function readSchema(given: unknown): Schema {
  const faults: FieldProblem[] = []
  const fault = (path: string, sentence: Bilingual): void => void faults.push({ path, sentence })
  if (!isObject(given)) throw new Problem('rank.schema', {}, [{ path: 'schema', sentence: SAID.object }])
  for (const key of Object.keys(given)) if (!KEYS.has(key)) fault(key, SAID.unknown)
  for (const key of ['id', 'date', 'outcome']) if (!isText(given[key])) fault(key, SAID.text)
  const { split, nuisance = [], inputs } = given
  const parts = isObject(split) ? [split['column'], split['train'], split['test']] : []
  if (split !== undefined && (parts.length === 0 || !parts.every(isText) || parts[1] === parts[2])) fault('split', SAID.split)
  if (!Array.isArray(nuisance) || !nuisance.every(isText)) fault('nuisance', SAID.list)
  if (!isObject(inputs)) fault('inputs', SAID.object)
  const taken = new Set([given['id'], given['outcome'], parts[0]])
  for (const [name, kind] of isObject(inputs) ? Object.entries(inputs) : []) {
    if (!inputKinds.some((known) => known === kind)) fault(`inputs.${name}`, SAID.kind)
    if (taken.has(name)) fault(`inputs.${name}`, SAID.leak)
  }
  if (faults.length > 0) throw new Problem('rank.schema', {}, faults)
  const schema = given as Schema // every part was looked at above
  const inspectors = [...new Set(schema.nuisance ?? [])]
  return { ...schema, nuisance: inspectors, inputs: Object.fromEntries(Object.entries(schema.inputs).filter(([name]) => !inspectors.includes(name))) }
}
