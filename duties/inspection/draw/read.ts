import { Problem, problems, type FieldProblem } from '../../../platform/core/problem.ts'
import { cellText, openSpreadsheet } from '../../../platform/documents/spreadsheet/index.ts'
import { areWeights, commitmentOf, DECIMALS, isWeight, type DrawFile, type DrawInput, type Inspector, type PoolObject } from './draw.ts'

problems({
  'draw.input': [400, '名录或参数有误，共 {count} 处，请逐项改正。', 'The lists or the options have {count} faults. Correct each of them.'],
  'draw.not-yet': [409, '这是抽取前公布的名录，还没有名单；承诺值 {hash} 与名录、规则和人员相符。名单公开后请重新下载，再复核。', 'This is the pool as it was published before the draw; there is no list yet. The commitment {hash} is that of pool, rules and inspectors. Download the file again once the list is public.'],
  'draw.pool-differs': [409, '这是抽取前公布的名录，但与承诺值不符：内容应为 {expected}，文件为 {hash}。', 'This is a pool from before a draw, but it is not what its commitment says: the content gives {expected}, the file says {hash}.'],
  'draw.file': [400, '这不是双随机抽查的公布文件，或文件已损坏。', 'This is no published file of a double random draw, or it is damaged.'],
})

const HEADINGS: Readonly<Record<string, readonly string[]>> = {
  id: ['id', '编号', '对象编号', '人员编号', '工号', '执法证号', '序号'],
  name: ['name', '名称', '姓名', '单位名称', '检查对象', '检查人员', '场所名称'],
  weight: ['weight', '权重', '抽取权重'],
  recuse: ['recuse', '回避', '回避对象', '回避编号'],
}
/** So many faults are told; the rest are counted. */
const TOLD = 50

const fault = (path: string, zh: string, en: string): FieldProblem => ({ path, sentence: { zh, en } })

type Line = { readonly row: number; readonly cells: readonly string[] }
type Sheet = { readonly columns: Readonly<Record<string, number>>; readonly lines: readonly Line[] }

/** The first row that names an id column, and all below it. */
async function sheetOf(content: Buffer): Promise<Sheet> {
  const book = await openSpreadsheet(content, { headed: true })
  let columns: Record<string, number> | undefined
  const lines: Line[] = []
  let row = 0
  for await (const { spread } of book.rows(0)) {
    row++
    const cells = spread.map((cell) => cellText(cell).trim())
    if (columns) {
      if (cells.some((cell) => cell !== '')) lines.push({ row, cells })
      continue
    }
    const found = Object.fromEntries(Object.entries(HEADINGS).flatMap(([field, names]) => {
      const at = cells.findIndex((cell) => names.includes(cell.toLowerCase()))
      return at < 0 ? [] : [[field, at]]
    }))
    if ('id' in found) columns = found
  }
  return { columns: columns ?? {}, lines }
}

const needs = (of: string, { columns }: Sheet, names: readonly string[]): FieldProblem[] => names.filter((name) => !(name in columns))
  .map((name) => fault(`${of}.${name}`, `缺少“${HEADINGS[name]!.slice(0, 3).join('”“')}”列。`, `The column ${name} is missing.`))

/** @param ids those of the items, each once */
function doubled(of: string, items: readonly { readonly id: string }[], ids: ReadonlySet<string>, lines: readonly Line[]): FieldProblem[] {
  if (ids.size === items.length && !ids.has('')) return []
  const seen = new Set<string>()
  return items.flatMap(({ id }, at) => {
    const row = lines[at]!.row
    if (id === '') return [fault(`${of}:${row}`, `第 ${row} 行没有编号。`, `Row ${row} has no id.`)]
    if (seen.has(id)) return [fault(`${of}:${row}`, `第 ${row} 行的编号 ${id} 重复。`, `Row ${row}: the id ${id} stands there twice.`)]
    seen.add(id)
    return []
  })
}

function poolOf(sheet: Sheet): { pool: PoolObject[]; ids: ReadonlySet<string>; faults: FieldProblem[] } {
  const faults = needs('pool', sheet, ['id', 'name'])
  const cell = ({ cells }: Line, name: string): string => cells[sheet.columns[name] ?? -1] ?? ''
  const pool = sheet.lines.map((line): PoolObject => {
    const text = cell(line, 'weight')
    const weight = Number(text)
    if (text !== '' && !isWeight(weight)) faults.push(fault(`pool:${line.row}`, `第 ${line.row} 行的权重“${text}”应为大于 0 的数，至多 ${DECIMALS} 位小数。`, `Row ${line.row}: the weight “${text}” must be a number above 0 with ${DECIMALS} decimals at most.`))
    return { id: cell(line, 'id'), name: cell(line, 'name'), ...(text !== '' && { weight }) }
  })
  if (faults.length === 0 && !areWeights(pool)) faults.push(fault('pool.weight', '权重相差过于悬殊或小数过多，请化为较小的整数比。', 'The weights lie too far apart or have too many decimals. Give smaller whole numbers in their proportion.'))
  const ids = new Set(pool.map(({ id }) => id))
  return { pool, ids, faults: [...faults, ...doubled('pool', pool, ids, sheet.lines)] }
}

function inspectorsOf(sheet: Sheet, pool: ReadonlySet<string>): { inspectors: Inspector[]; faults: FieldProblem[] } {
  const faults = needs('inspectors', sheet, ['id', 'name'])
  const cell = ({ cells }: Line, name: string): string => cells[sheet.columns[name] ?? -1] ?? ''
  const inspectors = sheet.lines.map((line): Inspector => {
    const recuse = cell(line, 'recuse').split(/[;；]/).map((id) => id.trim()).filter((id) => id !== '')
    const nobody = recuse.filter((id) => !pool.has(id))
    if (nobody.length > 0) faults.push(fault(`inspectors:${line.row}`, `第 ${line.row} 行回避的对象不在名录中：${nobody.join('；')}。`, `Row ${line.row}: recused from what is not in the pool: ${nobody.join('; ')}.`))
    return { id: cell(line, 'id'), name: cell(line, 'name'), recuse: [...new Set(recuse)] }
  })
  return { inspectors, faults: [...faults, ...doubled('inspectors', inspectors, new Set(inspectors.map(({ id }) => id)), sheet.lines)] }
}

/** Objects for which too few inspectors are left, whichever are drawn. */
export function shortOf(pool: readonly PoolObject[], inspectors: readonly Inspector[], each: number): FieldProblem[] {
  const away = new Map<string, number>()
  for (const { recuse } of inspectors) for (const id of recuse) away.set(id, (away.get(id) ?? 0) + 1)
  const short = pool.filter(({ id }) => inspectors.length - (away.get(id) ?? 0) < each)
  return short.slice(0, TOLD).map(({ id, name }) => fault('inspectors', `回避后能检查“${name}”（${id}）的不足 ${each} 人。`, `After recusals fewer than ${each} are left who may inspect “${name}” (${id}).`))
}

/**
 * Reads pool and inspectors from sheets (csv in any usual encoding, xlsx).
 * @throws Problem `draw.input` (400) with every fault; `spreadsheet.*` where a file is none
 */
export async function readLists(files: { readonly pool: Buffer; readonly inspectors: Buffer }, options: { readonly count: number; readonly seed: string; readonly each?: number }): Promise<DrawInput> {
  const each = options.each ?? 2
  const read = poolOf(await sheetOf(files.pool))
  const people = inspectorsOf(await sheetOf(files.inspectors), read.ids)
  const { pool } = read
  const { inspectors } = people
  const faults = [...read.faults, ...people.faults]
  if (!Number.isInteger(options.count) || options.count < 1) faults.push(fault('count', '抽取数应为不小于 1 的整数。', 'The count must be a whole number from 1.'))
  else if (options.count > pool.length) faults.push(fault('count', `抽取数 ${options.count} 大于名录的 ${pool.length} 户。`, `The count of ${options.count} is larger than the pool of ${pool.length}.`))
  if (options.seed.trim() === '') faults.push(fault('seed', '种子不能为空。', 'The seed is empty.'))
  if (inspectors.length < each) faults.push(fault('inspectors', `检查人员不足 ${each} 人。`, `There are fewer than ${each} inspectors.`))
  else faults.push(...shortOf(pool, inspectors, each))
  if (faults.length > 0) throw new Problem('draw.input', { count: faults.length }, faults.slice(0, TOLD))
  return { pool, inspectors, count: options.count, each }
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isList = (value: unknown): value is readonly Record<string, unknown>[] => Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null)
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText)

/** The numbers of a ceremony, where a file has them. */
function areNumbers(given: unknown): boolean {
  if (given === undefined) return true
  const { first, second, public: drawn } = (given ?? {}) as Record<string, unknown>
  const { commitment, salt, number } = (first ?? {}) as Record<string, unknown>
  return [commitment, salt, number, second].every(isText) && (drawn === undefined || isText(drawn))
}

/** What is published before there is a list is told apart from a damaged file: its commitment is held against it. */
function mustBeDrawn(file: Readonly<Record<string, unknown>>): void {
  if ('draws' in file || 'seed' in file) return
  const { hash } = file as { hash: string }
  const expected = commitmentOf(file as unknown as DrawInput) // its lists are sound
  throw expected === hash ? new Problem('draw.not-yet', { hash }) : new Problem('draw.pool-differs', { hash, expected })
}

/** A published file as it was read. @throws Problem `draw.file` (400) where it is none; `draw.not-yet`, `draw.pool-differs` (409) where nothing was drawn */
export function readDrawFile(text: string): DrawFile {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new Problem('draw.file')
  }
  const file = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  const { pool, inspectors, draws, redrawn } = file
  const pooled = file['format'] === 'shian-double-draw/1' && isText(file['hash']) && Number.isInteger(file['count']) && Number.isInteger(file['each'])
    && isList(pool) && pool.every(({ id, name, weight }) => isText(id) && isText(name) && (weight === undefined || typeof weight === 'number'))
    && isList(inspectors) && inspectors.every(({ id, name, recuse }) => isText(id) && isText(name) && isTexts(recuse))
  if (pooled) mustBeDrawn(file)
  const sound = pooled && isText(file['seed']) && isList(draws) && draws.every(({ object, inspectors: who }) => isText(object) && isTexts(who))
    && isList(redrawn) && redrawn.every((one) => isText(one['object']) && isText(one['out']) && isText(one['in']))
  if (!sound || !areNumbers(file['numbers'])) throw new Problem('draw.file')
  return file as unknown as DrawFile
}
