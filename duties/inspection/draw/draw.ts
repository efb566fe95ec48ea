import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { canonical } from '../../../platform/core/canonical.ts'
import { byCode, hashText } from '../../../platform/core/draw.ts'

/** One thing that may be inspected. `weight`: its chance beside the others', above 0 with six decimals at most; 1 where it is not told. */
export type PoolObject = { readonly id: string; readonly name: string; readonly weight?: number }
/** One who may inspect. `recuse`: ids of objects that he may not inspect (回避). */
export type Inspector = { readonly id: string; readonly name: string; readonly recuse: readonly string[] }

/** What is published before there is a seed. */
export type DrawInput = { readonly pool: readonly PoolObject[]; readonly inspectors: readonly Inspector[]; readonly count: number; readonly each: number }
export type Drawn = { readonly object: string; readonly inspectors: readonly string[] }
/** An inspector who stood back after the draw (回避), and who took his place. */
export type Redrawn = { readonly object: string; readonly out: string; readonly in: string; readonly reason: string }

/** The published file: all that anybody needs to draw again. */
export type DrawFile = DrawInput & {
  readonly format: 'shian-double-draw/1'
  readonly algorithm: Bilingual
  readonly hash: string
  readonly seed: string
  readonly draws: readonly Drawn[]
  readonly redrawn: readonly Redrawn[]
}

/** How a text is hashed; the browser's own SM3 unless a faster one is given. */
export type Hash = (text: string) => string

/** The method in words: enough to draw again with any other program. */
export const ALGORITHM: Bilingual = {
  zh: '承诺值是 {"count":抽取数,"each":每户人数,"inspectors":[…],"pool":[…]} 按键名排序、无空格的 JSON 的 SM3 值，抽取前公布；名录次序即文件次序。种子 S 是“公布的种子|承诺值”。所有数都是文本 UTF-8 字节的 SM3 值的前 13 个十六进制数字。抽对象：权重（未写为 1）同乘以使其都成为整数的最小的 10 的幂，再同除以最大公约数，即每个对象的票数；第 k 张票（k 从 1 起）的数取自“S|object|编号|k”，对象以其最小的一张计；按此数从小到大（相同的按编号的字符编码）取前若干个，即抽中次序。派人员：每名检查人员随身有一个数，取自“S|inspector|编号|n”，n 为他已派到的户数；依抽中次序，为每个对象取未回避者中已派户数最少的，户数相同取数最小的（数也相同按编号），取够人数为止，取到后其户数加一、换新数。抽取后有人回避的：只换此人，候选是未回避、不在本户、未被本户换下的，取派到户数最少的，相同取“S|redraw|对象编号|检查人员编号”之数最小的。',
  en: 'The commitment is the SM3 of the JSON {"count":…,"each":…,"inspectors":[…],"pool":[…]} with sorted keys and no spaces, published before the draw; lists stand in the order of the file. The seed S is “published seed|commitment”. Every number is the first 13 hex digits of the SM3 of the UTF-8 bytes of a text. Objects: the weights (1 where none is told) are multiplied by the smallest power of ten that makes all of them whole and divided by their greatest common divisor: so many tickets an object has; the number of ticket k (from 1) comes of “S|object|ID|k”, and an object counts with its smallest. In ascending order of these numbers (ties by the character codes of the id) the first ones are drawn, in this order. Inspectors: each carries a number that comes of “S|inspector|ID|n”, n being how many objects he has already; for each object in the order drawn, of those not recused the one with the fewest objects is taken, among equals the smallest number (then the id), until there are enough; whoever is taken has one object more and a new number. Where somebody stands back afterwards, he alone is replaced: of those not recused, not at the object and not replaced there before, the one with the fewest objects, among equals the smallest number of “S|redraw|OBJECT|INSPECTOR”.',
}

const DIGITS = 13
const numberOf = (hash: Hash, text: string): number => Number.parseInt(hash(text).slice(0, DIGITS), 16)

/** The hash that is published before there is a seed. */
export const commitmentOf = ({ pool, inspectors, count, each }: DrawInput, hash: Hash = hashText): string => hash(canonical({ count, each, inspectors, pool }))
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
export function drawObjects(pool: readonly PoolObject[], count: number, seed: string, hash: Hash = hashText): PoolObject[] {
  const tickets = ticketsOf(pool)
  const numbers = Float64Array.from(pool, ({ id }, at) => {
    let least = Infinity
    for (let ticket = 1; ticket <= tickets[at]!; ticket++) least = Math.min(least, numberOf(hash, `${seed}|object|${id}|${ticket}`))
    return least
  })
  const order = Uint32Array.from(pool, (_, at) => at).sort((a, b) => numbers[a]! - numbers[b]! || byCode(pool[a]!.id, pool[b]!.id))
  return Array.from(order.subarray(0, count), (at) => pool[at]!)
}

type Waiting = { readonly at: number; readonly load: number; readonly number: number }

/** Inspectors by how few objects they have, then by their number: a heap, so that thousands of objects cost no thousand sorts. */
class Queue {
  private readonly heap: Waiting[] = []
  private readonly inspectors: readonly Inspector[]

  constructor(inspectors: readonly Inspector[]) {
    this.inspectors = inspectors
  }

  private before(a: Waiting, b: Waiting): boolean {
    return (a.load - b.load || a.number - b.number || byCode(this.inspectors[a.at]!.id, this.inspectors[b.at]!.id)) < 0
  }

  push(one: Waiting): void {
    const { heap } = this
    let at = heap.push(one) - 1
    while (at > 0) {
      const up = (at - 1) >> 1
      if (!this.before(heap[at]!, heap[up]!)) return
      ;[heap[at], heap[up]] = [heap[up]!, heap[at]!]
      at = up
    }
  }

  pop(): Waiting | undefined {
    const { heap } = this
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    heap[0] = last
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2]
      let least = at
      if (left < heap.length && this.before(heap[left]!, heap[least]!)) least = left
      if (right < heap.length && this.before(heap[right]!, heap[least]!)) least = right
      if (least === at) return first
      ;[heap[at], heap[least]] = [heap[least]!, heap[at]!]
      at = least
    }
  }
}

/** Who goes to each object, in the order drawn. An object for which too few are left has fewer. */
export function drawInspectors(objects: readonly PoolObject[], inspectors: readonly Inspector[], each: number, seed: string, hash: Hash = hashText): Drawn[] {
  const recused = inspectors.map(({ recuse }) => new Set(recuse))
  const queue = new Queue(inspectors)
  const wait = (at: number, load: number): void => queue.push({ at, load, number: numberOf(hash, `${seed}|inspector|${inspectors[at]!.id}|${load}`) })
  for (const at of inspectors.keys()) wait(at, 0)
  return objects.map(({ id }) => {
    const [taken, passed]: [Waiting[], Waiting[]] = [[], []]
    while (taken.length < each) {
      const next = queue.pop()
      if (!next) break
      ;(recused[next.at]!.has(id) ? passed : taken).push(next)
    }
    for (const one of passed) queue.push(one)
    for (const { at, load } of taken) wait(at, load + 1)
    return { object: id, inspectors: taken.map(({ at }) => inspectors[at]!.id) }
  })
}

/** The whole draw from what was published and the seed. Pure: the same anywhere. */
export const makeDraw = (input: DrawInput, seed: string, hash: Hash = hashText): DrawFile => drawBy(input, seed, commitmentOf(input, hash), hash)

function drawBy({ pool, inspectors, count, each }: DrawInput, seed: string, commitment: string, hash: Hash): DrawFile {
  const whole = seedOf(seed, commitment)
  const draws = drawInspectors(drawObjects(pool, count, whole, hash), inspectors, each, whole, hash)
  return { format: 'shian-double-draw/1', algorithm: ALGORITHM, count, each, hash: commitment, seed, draws, redrawn: [], pool, inspectors }
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
export function replacement(file: DrawFile, object: string, out: string, hash: Hash = hashText): string | null {
  const standing = standingDraws(file)
  const here = standing.find((one) => one.object === object)!.inspectors
  const before = new Set(file.redrawn.filter((one) => one.object === object).map((one) => one.out))
  const load = (id: string): number => standing.filter(({ inspectors }) => inspectors.includes(id)).length
  const seed = seedOf(file.seed, file.hash)
  const free = file.inspectors.filter(({ id, recuse }) => id !== out && !here.includes(id) && !before.has(id) && !recuse.includes(object))
    .map(({ id }) => ({ id, load: load(id), number: numberOf(hash, `${seed}|redraw|${object}|${id}`) }))
  return free.toSorted((a, b) => a.load - b.load || a.number - b.number || byCode(a.id, b.id))[0]?.id ?? null
}

/** The file with an inspector replaced at one object. */
export function redraw(file: DrawFile, object: string, out: string, reason: string, hash: Hash = hashText): DrawFile | null {
  const next = replacement(file, object, out, hash)
  return next === null ? null : { ...file, redrawn: [...file.redrawn, { object, out, in: next, reason }] }
}

/** Where a file parts from what its pool and seed give. */
export type Parting =
  | { readonly kind: 'hash' | 'weights' | 'algorithm'; readonly expected: string; readonly found: string }
  | { readonly kind: 'length'; readonly expected: number; readonly found: number }
  | { readonly kind: 'object' | 'inspectors'; readonly at: number; readonly expected: string; readonly found: string }
  | { readonly kind: 'redrawn'; readonly at: number; readonly expected: string; readonly found: string }

/** Draws again from a published file. @returns every place where they part; nothing where the list follows from pool and seed */
export function verifyDraw(file: DrawFile, hash: Hash = hashText): Parting[] {
  if (!areWeights(file.pool)) return [{ kind: 'weights', expected: '', found: '' }]
  const found: Parting[] = []
  const commitment = commitmentOf(file, hash)
  if (commitment !== file.hash) found.push({ kind: 'hash', expected: commitment, found: file.hash })
  if (canonical(file.algorithm) !== canonical(ALGORITHM)) found.push({ kind: 'algorithm', expected: '', found: '' })
  // By the commitment that was published: what was changed afterwards shows where it changes the list.
  const again = drawBy(file, file.seed, file.hash, hash)
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
    const right = here?.inspectors.includes(one.out) ? replacement(standing, one.object, one.out, hash) : null
    if (right !== one.in) return [{ kind: 'redrawn', at, expected: right ?? '', found: one.in }]
    standing = { ...standing, redrawn: [...standing.redrawn, one] }
  }
  return []
}
