import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { canonical } from '../../../platform/core/canonical.ts'
import { byCode, hashPieces } from '../../../platform/core/draw.ts'
import { numbersAfter } from '../../../platform/core/sm3.ts'
import { pairUp } from './pairs.ts'

/** One thing that may be inspected. `weight`: its chance beside the others', above 0 with six decimals at most; 1 where it is not told. */
export type PoolObject = { readonly id: string; readonly name: string; readonly weight?: number }
/** One who may inspect. `recuse`: ids of objects that he may not inspect (回避). */
export type Inspector = { readonly id: string; readonly name: string; readonly recuse: readonly string[] }

/** What is published before there is a seed. */
export type DrawInput = {
  readonly pool: readonly PoolObject[]
  readonly inspectors: readonly Inspector[]
  readonly count: number
  readonly each: number
  /** How pool and weights came about, where a ceremony made them: under the same hash. */
  readonly rules?: unknown
}
export type Drawn = { readonly object: string; readonly inspectors: readonly string[] }
/** An inspector who stood back after the draw (回避), and who took his place. */
export type Redrawn = { readonly object: string; readonly out: string; readonly in: string; readonly reason: string }

/** How a ceremony made the seed: neither of two people could choose it. */
export type Numbers = {
  /** `commitment`: SM3 of `salt|number`, published before the second number was entered. */
  readonly first: { readonly commitment: string; readonly salt: string; readonly number: string }
  readonly second: string
  /** A number that the public learned after the pool was frozen (a lottery's), where one was named with the rules. */
  readonly public?: string
}

/** The published file: all that anybody needs to draw again. */
export type DrawFile = DrawInput & {
  readonly numbers?: Numbers
  readonly format: 'shian-double-draw/1'
  readonly algorithm: Bilingual
  readonly hash: string
  readonly seed: string
  readonly draws: readonly Drawn[]
  readonly redrawn: readonly Redrawn[]
}

/** How a text is hashed, piece by piece; the browser's own SM3 unless a faster one is given. */
export type Hash = (pieces: Iterable<string>) => string

/** The method in words: enough to draw again with any other program. */
export const ALGORITHM: Bilingual = {
  zh: '承诺值是 {"count":抽取数,"each":每户人数,"inspectors":[…],"pool":[…]}（文件有 "rules" 的，连同 "rules"）按键名排序、无空格的 JSON 的 SM3 值，抽取前公布；名录次序即文件次序。种子 S 是“公布的种子|承诺值”。文件有 numbers 的：公布的种子是第一人的数、第二人的数（和公共数）以“-”相连；第一人的数在第二人填数之前只公布“盐|数”的 SM3 值。所有数都是文本 UTF-8 字节的 SM3 值的前 13 个十六进制数字。抽对象：权重（未写为 1）同乘以使其都成为整数的最小的 10 的幂，再同除以最大公约数，即每个对象的票数；第 k 张票（k 从 1 起）的数取自“S|object|编号|k”，对象以其最小的一张计；按此数从小到大（相同的按编号的字符编码）取前若干个，即抽中次序。派人员：每名检查人员随身有一个数，取自“S|inspector|编号|n”，n 为他已派到的户数；依抽中次序，为每个对象取未回避者中已派户数最少的，户数相同取数最小的（数也相同按编号），取够人数为止，取到后其户数加一、换新数。派完后调平：检查人员按取自“S|level|编号”的数（相同按编号）排次；每次从户数最多的人（并列取次序在前的，已试过无链的除外）出发，找最短的一串换派——他把所派的一户交给未回避且不在该户的人，此人再把另一户交给下一人，直至某人的户数比出发者少 2 户以上；逐层查找，先到者先查，查某人时其各户依抽中次序，接手人依排次，每人只到一次；找到即沿链换派（接手人占原人的位置），找不到则出发者不再作起点；出发者比全体最少者多不足 2 户时停止。抽取后有人回避的：只换此人，候选是未回避、不在本户、未被本户换下的，取派到户数最少的，相同取“S|redraw|对象编号|检查人员编号”之数最小的。',
  en: 'The commitment is the SM3 of the JSON {"count":…,"each":…,"inspectors":[…],"pool":[…]} (with "rules" where the file has them) with sorted keys and no spaces, published before the draw; lists stand in the order of the file. The seed S is “published seed|commitment”. Where the file has numbers, the published seed is the first person’s number, the second’s (and the public one) joined by “-”; of the first only the SM3 of “salt|number” was published before the second was entered. Every number is the first 13 hex digits of the SM3 of the UTF-8 bytes of a text. Objects: the weights (1 where none is told) are multiplied by the smallest power of ten that makes all of them whole and divided by their greatest common divisor: so many tickets an object has; the number of ticket k (from 1) comes of “S|object|ID|k”, and an object counts with its smallest. In ascending order of these numbers (ties by the character codes of the id) the first ones are drawn, in this order. Inspectors: each carries a number that comes of “S|inspector|ID|n”, n being how many objects he has already; for each object in the order drawn, of those not recused the one with the fewest objects is taken, among equals the smallest number (then the id), until there are enough; whoever is taken has one object more and a new number. Then loads are levelled: inspectors stand in the order of the number of “S|level|ID” (ties by id); each time, from whoever has the most objects (the first in order among equals, without those from whom no chain was found), the shortest chain of hand-overs is looked for: he gives an object to one who is neither recused nor at it, who gives another on, until somebody is reached who has fewer by 2 or more than the one who began. The search goes level by level, first reached first searched; of each person the objects in the order drawn, of each object the takers in their order, each reached once. A chain that is found is carried out, every taker in the place of the giver; where none is found he begins no more chains; it ends when the one to begin has less than 2 more than the fewest of all. Where somebody stands back afterwards, he alone is replaced: of those not recused, not at the object and not replaced there before, the one with the fewest objects, among equals the smallest number of “S|redraw|OBJECT|INSPECTOR”.',
}

const SORTED = ['id', 'name', 'weight']
const isSorted = (one: PoolObject): boolean => {
  let at = 0
  for (const key in one) if (key !== SORTED[at++]) return false
  return true
}
/** Objects that are spelled together: one text of a million grows so often that it takes seconds. */
const TOGETHER = 1_000
/** The canonical JSON of a pool, in pieces. Where its keys stand in their order, `JSON.stringify` spells the same many times quicker. */
function* spelled(pool: readonly PoolObject[]): Generator<string> {
  const spell = pool.every(isSorted) ? JSON.stringify : canonical
  yield '['
  for (let at = 0; at < pool.length; at += TOGETHER) yield `${at > 0 ? ',' : ''}${spell(pool.slice(at, at + TOGETHER)).slice(1, -1)}`
  yield ']'
}

/** What the commitment is the hash of. */
function* committed({ pool, inspectors, count, each, rules }: DrawInput): Generator<string> {
  yield `{"count":${count},"each":${each},"inspectors":${canonical(inspectors)},"pool":`
  yield* spelled(pool)
  yield `${rules === undefined ? '' : `,"rules":${canonical(rules)}`}}`
}

/** The hash that is published before there is a seed. */
export const commitmentOf = (input: DrawInput, hash: Hash = hashPieces): string => hash(committed(input))
/** The seed that two people's numbers make, and the public one where there is one. */
export const seedFrom = ({ first, second, public: drawn }: Numbers): string => [first.number, second, ...(drawn === undefined ? [] : [drawn])].join('-')
/** What is kept and shown of the first number until it is revealed. */
export const sealOf = (salt: string, number: string, hash: Hash = hashPieces): string => hash([`${salt}|${number}`])
const seedOf = (seed: string, commitment: string): string => `${seed}|${commitment}`

/** Decimals that a weight may have. */
export const DECIMALS = 6
/** Tickets of all objects together: more would take minutes and mean nothing. */
export const MOST_TICKETS = 5_000_000

export const isWeight = (weight: number): boolean => Number.isFinite(weight) && weight > 0 && weight <= 1_000_000 && !String(weight).includes('e') && (String(weight).split('.')[1]?.length ?? 0) <= DECIMALS
/** Whether the weights are such as a draw takes. */
export const areWeights = (pool: readonly PoolObject[]): boolean => pool.every(({ weight = 1 }) => isWeight(weight)) && ticketsOf(pool).reduce((sum, tickets) => sum + tickets, 0) <= Math.max(MOST_TICKETS, pool.length)
const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b))

/** How many tickets each object has: the smallest whole numbers in the proportion of the weights. */
export function ticketsOf(pool: readonly PoolObject[]): number[] {
  const places = pool.reduce((most, { weight = 1 }) => Math.max(most, String(weight).split('.')[1]?.length ?? 0), 0)
  const whole = pool.map(({ weight = 1 }) => Math.round(weight * 10 ** places))
  const divisor = whole.reduce(commonDivisor, 0)
  return whole.map((tickets) => tickets / divisor)
}

/** Objects in the order drawn. */
export function drawObjects(pool: readonly PoolObject[], count: number, seed: string): PoolObject[] {
  const tickets = ticketsOf(pool)
  const numberOf = numbersAfter(`${seed}|object|`)
  const numbers = new Float64Array(pool.length).fill(Infinity)
  pool.forEach(({ id }, at) => {
    for (let ticket = 1; ticket <= tickets[at]!; ticket++) numbers[at] = Math.min(numbers[at]!, numberOf(`${id}|${ticket}`))
  })
  // Only what may be drawn is put in order: numbers alone sort ten times quicker than a million objects.
  const last = numbers.toSorted()[Math.min(count, pool.length) - 1] ?? -1
  const order = pool.map((_, at) => at).filter((at) => numbers[at]! <= last).sort((a, b) => numbers[a]! - numbers[b]! || byCode(pool[a]!.id, pool[b]!.id))
  return order.slice(0, count).map((at) => pool[at]!)
}

/** Who goes to each object, in the order drawn. An object for which too few are left has fewer. */
export const drawInspectors = (objects: readonly PoolObject[], inspectors: readonly Inspector[], each: number, seed: string): Drawn[] =>
  pairUp(objects.map(({ id }) => id), inspectors, each, numbersAfter(`${seed}|`)).map((who, at) => ({ object: objects[at]!.id, inspectors: who.map((one) => inspectors[one]!.id) }))

/** The whole draw from what was published and the seed. Pure: the same anywhere. */
export const makeDraw = (input: DrawInput, seed: string, hash: Hash = hashPieces): DrawFile => drawBy(input, seed, commitmentOf(input, hash))

function drawBy({ pool, inspectors, count, each, rules }: DrawInput, seed: string, commitment: string): DrawFile {
  const whole = seedOf(seed, commitment)
  const draws = drawInspectors(drawObjects(pool, count, whole), inspectors, each, whole)
  return { format: 'shian-double-draw/1', algorithm: ALGORITHM, count, each, hash: commitment, seed, ...(rules !== undefined && { rules }), draws, redrawn: [], pool, inspectors }
}

/** A published file as text, in pieces: an object of the pool a line. */
export function* fileText({ pool, ...rest }: DrawFile): Generator<string> {
  yield `${JSON.stringify(rest, null, 1).slice(0, -2)},\n "pool": [`
  for (let at = 0; at < pool.length; at += TOGETHER) yield `${at > 0 ? ',' : ''}\n${pool.slice(at, at + TOGETHER).map((one) => JSON.stringify(one)).join(',\n')}`
  yield '\n ]\n}\n'
}

/** The draws as they stand after those who stood back were replaced. */
export const standingDraws = ({ draws, redrawn }: Pick<DrawFile, 'draws' | 'redrawn'>): Drawn[] => {
  const byObject = new Map(draws.map(({ object, inspectors }) => [object, [...inspectors]]))
  for (const { object, out, in: into } of redrawn) byObject.set(object, byObject.get(object)!.map((id) => (id === out ? into : id)))
  return draws.map(({ object }) => ({ object, inspectors: byObject.get(object)! }))
}

/**
 * Who takes the place of an inspector that stands back from one object; everybody else stays.
 * @returns null where nobody is left
 * @source 总局令49号 art. 23: who has an interest stands back and another is drawn
 */
export function replacement(file: DrawFile, object: string, out: string): string | null {
  const standing = standingDraws(file)
  const here = standing.find((one) => one.object === object)!.inspectors
  const before = new Set(file.redrawn.filter((one) => one.object === object).map((one) => one.out))
  const load = (id: string): number => standing.filter(({ inspectors }) => inspectors.includes(id)).length
  const numberOf = numbersAfter(`${seedOf(file.seed, file.hash)}|redraw|${object}|`)
  const free = file.inspectors.filter(({ id, recuse }) => id !== out && !here.includes(id) && !before.has(id) && !recuse.includes(object))
    .map(({ id }) => ({ id, load: load(id), number: numberOf(id) }))
  return free.toSorted((a, b) => a.load - b.load || a.number - b.number || byCode(a.id, b.id))[0]?.id ?? null
}

/**
 * Who takes the place in the end: one whom the method names and who no longer comes is replaced in turn, by the same method, and
 * every step stands in the file.
 * @returns null where nobody is left
 */
export function replacements(file: DrawFile, object: string, out: string, comes: (id: string) => boolean): readonly Omit<Redrawn, 'reason'>[] | null {
  const steps: Omit<Redrawn, 'reason'>[] = []
  for (let leaving = out; ;) {
    const next = replacement({ ...file, redrawn: [...file.redrawn, ...steps.map((step) => ({ ...step, reason: '' }))] }, object, leaving)
    if (next === null) return null
    steps.push({ object, out: leaving, in: next })
    if (comes(next)) return steps
    leaving = next
  }
}

/** The file with an inspector replaced at one object. */
export function redraw(file: DrawFile, object: string, out: string, reason: string): DrawFile | null {
  const next = replacement(file, object, out)
  return next === null ? null : { ...file, redrawn: [...file.redrawn, { object, out, in: next, reason }] }
}

/** Where a file parts from what its pool and seed give. */
export type Parting =
  | { readonly kind: 'hash' | 'weights' | 'algorithm'; readonly expected: string; readonly found: string }
  | { readonly kind: 'numbers'; readonly expected: string; readonly found: string }
  | { readonly kind: 'length'; readonly expected: number; readonly found: number }
  | { readonly kind: 'object' | 'inspectors'; readonly at: number; readonly expected: string; readonly found: string }
  | { readonly kind: 'redrawn'; readonly at: number; readonly expected: string; readonly found: string }

/** Where the numbers of a ceremony part from what was shown of them, or the seed from the numbers. */
function numbersPart({ numbers, seed }: DrawFile, hash: Hash): Parting[] {
  if (!numbers) return []
  const { commitment, salt, number } = numbers.first
  // A number of other signs than digits could share its seal with another: `salt|1` + `2` and `salt` + `1|2` are one text.
  const pairs = [[commitment, sealOf(salt, number.replace(/\D/g, ''), hash)], [seed, seedFrom(numbers)]] as const
  return pairs.filter(([found, expected]) => found !== expected).map(([found, expected]) => ({ kind: 'numbers', expected, found }))
}

/** Draws again from a published file. @returns every place where they part; nothing where the list follows from pool and seed */
export function verifyDraw(file: DrawFile, hash: Hash = hashPieces): Parting[] {
  if (!areWeights(file.pool)) return [{ kind: 'weights', expected: '', found: '' }]
  const found: Parting[] = []
  const commitment = commitmentOf(file, hash)
  if (commitment !== file.hash) found.push({ kind: 'hash', expected: commitment, found: file.hash })
  if (canonical(file.algorithm) !== canonical(ALGORITHM)) found.push({ kind: 'algorithm', expected: '', found: '' })
  found.push(...numbersPart(file, hash))
  // By the commitment that was published: what was changed afterwards shows where it changes the list.
  const again = drawBy(file, file.seed, file.hash)
  if (again.draws.length !== file.draws.length) found.push({ kind: 'length', expected: again.draws.length, found: file.draws.length })
  for (const [at, drawn] of file.draws.entries()) {
    const right = again.draws[at]
    if (!right) break
    if (right.object !== drawn.object) found.push({ kind: 'object', at, expected: right.object, found: drawn.object })
    else if (right.inspectors.join(' ') !== drawn.inspectors.join(' ')) found.push({ kind: 'inspectors', at, expected: right.inspectors.join(', '), found: drawn.inspectors.join(', ') })
  }
  if (found.length > 0) return found
  let standing: DrawFile = { ...file, redrawn: [] }
  for (const [at, one] of file.redrawn.entries()) {
    const here = standingDraws(standing).find(({ object }) => object === one.object)
    const right = here?.inspectors.includes(one.out) ? replacement(standing, one.object, one.out) : null
    if (right !== one.in) return [{ kind: 'redrawn', at, expected: right ?? '', found: one.in }]
    standing = { ...standing, redrawn: [...standing.redrawn, one] }
  }
  return []
}
