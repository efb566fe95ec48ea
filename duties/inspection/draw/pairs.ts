import { byCode } from '../../../platform/core/draw.ts'

type Person = { readonly id: string; readonly recuse: readonly string[] }
type Waiting = { readonly at: number; readonly load: number; readonly number: number }

/** Inspectors by how few objects they have, then by their number: a heap, so that thousands of objects cost no thousand sorts. */
class Queue {
  private readonly heap: Waiting[] = []
  private readonly inspectors: readonly Person[]

  constructor(inspectors: readonly Person[]) {
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

/** A number of the draw by its label, the seed already in it. */
type NumberOf = (label: string) => number

/** One object after another: those not recused with the fewest objects. Recusals alone leave this uneven, as nobody looks ahead. */
function inTurn(objects: readonly string[], inspectors: readonly Person[], each: number, recused: readonly ReadonlySet<string>[], numberOf: NumberOf): number[][] {
  const queue = new Queue(inspectors)
  const wait = (at: number, load: number): void => queue.push({ at, load, number: numberOf(`inspector|${inspectors[at]!.id}|${load}`) })
  for (const at of inspectors.keys()) wait(at, 0)
  return objects.map((id) => {
    const [taken, passed]: [Waiting[], Waiting[]] = [[], []]
    while (taken.length < each) {
      const next = queue.pop()
      if (!next) break
      ;(recused[next.at]!.has(id) ? passed : taken).push(next)
    }
    for (const one of passed) queue.push(one)
    for (const { at, load } of taken) wait(at, load + 1)
    return taken.map(({ at }) => at)
  })
}

/** Hand-overs along chains until no chain makes two loads more even: then none can be, as of any optimal semi-matching. */
class Levelling {
  private readonly own: number[][]
  private readonly order: readonly number[]
  private readonly pairs: number[][]
  private readonly mayTake: (object: number, taker: number) => boolean

  constructor(pairs: number[][], order: readonly number[], mayTake: (object: number, taker: number) => boolean) {
    this.pairs = pairs
    this.order = order
    this.mayTake = mayTake
    this.own = order.map(() => [])
    for (const [object, who] of pairs.entries()) for (const one of who) this.own[one]!.push(object)
  }

  private load(of: number): number {
    return this.own[of]!.length
  }

  run(): void {
    const stuck = new Set<number>()
    for (;;) {
      const [from, least] = this.ends(stuck)
      if (from < 0 || this.load(from) - least < 2) return
      const { chain, reached } = this.search(from)
      if (chain) for (const [giver, object, taker] of chain) this.hand(object, giver, taker)
      // Whoever is reached from one without a chain, and has no more, has none either.
      else for (const one of reached) if (this.load(one) <= this.load(from)) stuck.add(one)
    }
  }

  /** Who begins, and the fewest that anybody has. */
  private ends(stuck: ReadonlySet<number>): [number, number] {
    let [from, least] = [-1, Infinity]
    for (const one of this.order) {
      if (!stuck.has(one) && (from < 0 || this.load(one) > this.load(from))) from = one
      least = Math.min(least, this.load(one))
    }
    return [from, least]
  }

  private search(from: number): { readonly chain?: [number, number, number][]; readonly reached: readonly number[] } {
    const enough = this.load(from) - 2
    const came = new Map<number, [number, number, number]>()
    const reached = [from]
    let left = this.order.filter((one) => one !== from)
    for (const giver of reached) {
      for (const object of this.own[giver]!) {
        if (left.length === 0) return { reached }
        const still: number[] = []
        for (const taker of left) {
          if (!this.mayTake(object, taker)) {
            still.push(taker)
            continue
          }
          came.set(taker, [giver, object, taker])
          if (this.load(taker) <= enough) return { chain: this.back(came, from, taker), reached }
          reached.push(taker)
        }
        left = still
      }
    }
    return { reached }
  }

  /** The chain from its end, so that each gives before he takes. */
  private back(came: ReadonlyMap<number, [number, number, number]>, from: number, last: number): [number, number, number][] {
    const chain: [number, number, number][] = []
    for (let at = last; at !== from; at = chain.at(-1)![0]) chain.push(came.get(at)!)
    return chain
  }

  private hand(object: number, giver: number, taker: number): void {
    const who = this.pairs[object]!
    who[who.indexOf(giver)] = taker
    this.own[giver]!.splice(this.own[giver]!.indexOf(object), 1)
    const own = this.own[taker]!
    const place = own.findIndex((one) => one > object)
    own.splice(place < 0 ? own.length : place, 0, object)
  }
}

/**
 * Who goes to each object, as indices of the inspectors, with loads as even as recusals allow: nobody could have fewer
 * objects in exchange for somebody who has two less. An object for which too few are left has fewer inspectors.
 */
export function pairUp(objects: readonly string[], inspectors: readonly Person[], each: number, numberOf: NumberOf): number[][] {
  const recused = inspectors.map(({ recuse }) => new Set(recuse))
  const pairs = inTurn(objects, inspectors, each, recused, numberOf)
  const numbers = inspectors.map(({ id }) => numberOf(`level|${id}`))
  const order = [...inspectors.keys()].sort((a, b) => numbers[a]! - numbers[b]! || byCode(inspectors[a]!.id, inspectors[b]!.id))
  new Levelling(pairs, order, (object, taker) => !recused[taker]!.has(objects[object]!) && !pairs[object]!.includes(taker)).run()
  return pairs
}
