import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical } from '../../../platform/core/canonical.ts'
import { commitmentOf, drawInspectors, drawObjects, fileText, makeDraw, redraw, replacement, sealOf, seedFrom, standingDraws, verifyDraw, type DrawInput, type Inspector, type PoolObject } from './draw.ts'
import { sm3 } from './hash.ts'

const objects = (count: number, weight?: (at: number) => number): PoolObject[] => Array.from({ length: count }, (_, at) => ({ id: `P${at}`, name: `单位${at}`, ...(weight && { weight: weight(at) }) }))
const people = (count: number, recuse: (at: number) => readonly string[] = () => []): Inspector[] => Array.from({ length: count }, (_, at) => ({ id: `I${at}`, name: `人员${at}`, recuse: recuse(at) }))
const input = (given: Partial<DrawInput> = {}): DrawInput => ({ pool: objects(30), inspectors: people(8), count: 10, each: 2, ...given })

const lists = fc.record({
  pool: fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 8 }), name: fc.string(), weight: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 80 }).map((n) => n / 4)) }), { selector: ({ id }) => id, minLength: 1, maxLength: 30 }),
  people: fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 9 }),
  seed: fc.string({ minLength: 1 }), share: fc.double({ min: 0.05, max: 1, noNaN: true }),
}).map(({ pool, people: ids, seed, share }) => ({
  seed, given: { pool, inspectors: ids.map((id, at) => ({ id, name: id, recuse: pool.filter((_, n) => (n + at) % 7 === 0).map((one) => one.id) })), count: Math.max(1, Math.floor(pool.length * share)), each: 2 } satisfies DrawInput,
}))

/** The method written again from its words alone, with nothing of the code under test. */
function fromTheWords({ pool, inspectors, count, each }: DrawInput, published: string, commitment: string): { object: string; inspectors: string[] }[] {
  const S = `${published}|${commitment}`
  const num = (text: string): bigint => BigInt(`0x${createHash('sm3').update(text, 'utf8').digest('hex').slice(0, 13)}`)
  let power = 1
  while (pool.some(({ weight = 1 }) => !Number.isInteger(weight * power))) power *= 10
  const wholes = pool.map(({ weight = 1 }) => weight * power)
  let divisor = Math.min(...wholes)
  while (wholes.some((one) => one % divisor !== 0)) divisor--
  const ordered = pool.map((one, at) => {
    const tickets = []
    for (let k = 1; k <= wholes[at]! / divisor; k++) tickets.push(num(`${S}|object|${one.id}|${k}`))
    return { id: one.id, key: tickets.reduce((a, b) => (a < b ? a : b)) }
  }).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id < b.id ? -1 : 1))
  const load = new Map(inspectors.map(({ id }) => [id, 0]))
  const drawn = ordered.slice(0, count).map(({ id: object }) => {
    const waiting = inspectors.filter(({ recuse }) => !recuse.includes(object)).map(({ id }) => ({ id, n: load.get(id)!, key: num(`${S}|inspector|${id}|${load.get(id)!}`) }))
      .sort((a, b) => a.n - b.n || (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id < b.id ? -1 : 1)).slice(0, each)
    for (const { id, n } of waiting) load.set(id, n + 1)
    return { object, inspectors: waiting.map(({ id }) => id) }
  })
  // Levelling, the slow way: every time from the beginning, every list made anew.
  const order = inspectors.map(({ id, recuse }) => ({ id, recuse, key: num(`${S}|level|${id}`) })).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.id < b.id ? -1 : 1))
  const has = (id: string): number => drawn.filter((one) => one.inspectors.includes(id)).length
  const given: string[] = []
  for (;;) {
    const from = order.filter(({ id }) => !given.includes(id)).sort((a, b) => has(b.id) - has(a.id) || order.indexOf(a) - order.indexOf(b))[0]
    if (!from || has(from.id) - Math.min(...order.map(({ id }) => has(id))) < 2) return drawn
    const reached: { id: string; by: string | null; at: number }[] = [{ id: from.id, by: null, at: -1 }]
    let end: (typeof reached)[number] | undefined
    for (let n = 0; n < reached.length && !end; n++) {
      drawn.forEach(({ object, inspectors: who }, at) => {
        if (end || !who.includes(reached[n]!.id)) return
        for (const { id, recuse } of order) {
          if (end || reached.some((one) => one.id === id) || recuse.includes(object) || who.includes(id)) continue
          reached.push({ id, by: reached[n]!.id, at })
          if (has(id) <= has(from.id) - 2) end = reached.at(-1)
        }
      })
    }
    if (!end) given.push(from.id)
    for (let one = end; one?.by; one = reached.find(({ id }) => id === one!.by)) {
      const who = drawn[one.at]!.inspectors
      who[who.indexOf(one.by)] = one.id
    }
  }
}

describe('the method', () => {
  test('is what its words say: a second program that follows them draws the same', () => {
    fc.assert(fc.property(lists, ({ given, seed }) => {
      const file = makeDraw(given, seed, sm3)
      expect(file.draws).toEqual(fromTheWords(given, seed, file.hash))
    }), { numRuns: 150 })
  })

  test('gives the same with the browser’s SM3 as with Node’s', () => {
    expect(makeDraw(input(), '12-34')).toEqual(makeDraw(input(), '12-34', sm3))
  })

  test('commits to one text, whatever pieces it is hashed in, and a file is read as it was made', () => {
    for (const pool of [objects(2_500), objects(1_001, () => 2), objects(1_000).map(({ id, name }) => ({ name, id }))]) {
      const given = input({ pool })
      const { count, each, inspectors } = given
      const text = canonical({ count, each, inspectors, pool })
      expect(commitmentOf(given, sm3)).toBe(createHash('sm3').update(text, 'utf8').digest('hex'))
      const file = makeDraw(given, 's', sm3)
      expect(JSON.parse([...fileText(file)].join(''))).toEqual(file)
    }
  })

  test('keeps to recusals, sends distinct inspectors, and no object twice', () => {
    fc.assert(fc.property(lists, ({ given, seed }) => {
      const { draws } = makeDraw(given, seed, sm3)
      expect(draws).toHaveLength(given.count)
      expect(new Set(draws.map(({ object }) => object)).size).toBe(given.count)
      for (const { object, inspectors } of draws) {
        expect(new Set(inspectors).size).toBe(inspectors.length)
        for (const id of inspectors) expect(given.inspectors.find((one) => one.id === id)!.recuse).not.toContain(object)
      }
    }))
  })

  test('without recusals nobody has more than one object more than another', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 40 }), fc.string({ minLength: 1 }), (inspectors, count, seed) => {
      const { draws } = makeDraw(input({ pool: objects(40), inspectors: people(inspectors), count }), seed, sm3)
      const loads = people(inspectors).map(({ id }) => draws.filter((one) => one.inspectors.includes(id)).length)
      expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
    }))
  })
})

describe('verifying', () => {
  test('numbers that are not those shown before, or do not make the seed, are told', () => {
    const numbers = { first: { commitment: sealOf('salt', '31', sm3), salt: 'salt', number: '31' }, second: '07' }
    const file = { ...makeDraw(input({ rules: { months: 3 } }), seedFrom(numbers), sm3), numbers }
    expect(verifyDraw(file, sm3)).toEqual([])
    expect(verifyDraw({ ...file, numbers: { ...numbers, second: '08' } }, sm3)).toMatchObject([{ kind: 'numbers', expected: '31-08' }])
    expect(verifyDraw({ ...file, numbers: { ...numbers, first: { ...numbers.first, salt: 'other' } } }, sm3)).toMatchObject([{ kind: 'numbers' }])
    expect(verifyDraw({ ...file, rules: { months: 1 } }, sm3)).toContainEqual(expect.objectContaining({ kind: 'hash' }))
  })

  test('a file follows from its pool and seed; anything changed in it is told with where', () => {
    const file = makeDraw(input(), '31-07', sm3)
    expect(verifyDraw(file, sm3)).toEqual([])
    const swapped = { ...file, draws: file.draws.with(2, { ...file.draws[2]!, object: 'P29' }) }
    expect(verifyDraw(swapped, sm3)).toContainEqual(expect.objectContaining({ kind: 'object', at: 2, found: 'P29' }))
    const friend = { ...file, draws: file.draws.with(4, { ...file.draws[4]!, inspectors: ['I0', 'I0'] }) }
    expect(verifyDraw(friend, sm3)).toContainEqual(expect.objectContaining({ kind: 'inspectors', at: 4 }))
    expect(verifyDraw({ ...file, draws: file.draws.slice(1) }, sm3).map(({ kind }) => kind)).toContain('length')
    expect(verifyDraw({ ...file, seed: '31-08' }, sm3).length).toBeGreaterThan(0)
    expect(verifyDraw({ ...file, pool: file.pool.slice(1) }, sm3).map(({ kind }) => kind)).toContain('hash')
  })

  test('who knows the pool’s hash cannot choose the pool afterwards: another pool has another hash and another list', () => {
    const [one, other] = [makeDraw(input(), 's', sm3), makeDraw(input({ pool: objects(31) }), 's', sm3)]
    expect(commitmentOf(input())).toBe(one.hash)
    expect(other.hash).not.toBe(one.hash)
    expect(other.draws).not.toEqual(one.draws)
  })

  test('an inspector who stands back is replaced alone, by one who may, and the file stays verifiable', () => {
    const file = makeDraw(input(), 's', sm3)
    const { object, inspectors: [out] } = file.draws[0]!
    const after = redraw(file, object, out!, '亲属')!
    expect(standingDraws(after).slice(1)).toEqual(file.draws.slice(1))
    expect(standingDraws(after)[0]!.inspectors).not.toContain(out)
    expect(verifyDraw(after, sm3)).toEqual([])
    const chosen = { ...after, redrawn: [{ ...after.redrawn[0]!, in: file.inspectors.find(({ id }) => id !== after.redrawn[0]!.in && !file.draws[0]!.inspectors.includes(id))!.id }] }
    expect(verifyDraw(chosen, sm3)).toMatchObject([{ kind: 'redrawn', at: 0 }])
    const few = makeDraw(input({ inspectors: people(2) }), 's', sm3)
    expect(replacement(few, few.draws[0]!.object, 'I0')).toBeNull()
  })
})

/** Chi-square of counts against what was expected, in standard deviations above its mean. */
const excess = (counts: readonly number[], expected: readonly number[]): number => {
  const chi = counts.reduce((sum, count, at) => sum + (count - expected[at]!) ** 2 / expected[at]!, 0)
  const degrees = counts.length - 1
  return (chi - degrees) / Math.sqrt(2 * degrees)
}
const ROUNDS = 4_000

describe('free of bias', () => {
  test('every object is drawn equally often, at every place of the list', () => {
    const pool = objects(20)
    const at = pool.map(() => Array.from({ length: 5 }, () => 0))
    for (let round = 0; round < ROUNDS; round++) for (const [place, { id }] of drawObjects(pool, 5, `seed ${round}`).entries()) at[Number(id.slice(1))]![place]!++
    for (let place = 0; place < 5; place++) expect(Math.abs(excess(at.map((row) => row[place]!), pool.map(() => ROUNDS / 20)))).toBeLessThan(4)
  })

  test('weights draw as tickets of an urn would: the first place in proportion, later ones without replacement', () => {
    const pool = objects(6, (at) => at + 1)
    const total = 21
    const first = pool.map(() => 0)
    const second = pool.map(() => 0)
    for (let round = 0; round < ROUNDS; round++) {
      const [a, b] = drawObjects(pool, 2, `weighted ${round}`)
      first[Number(a!.id.slice(1))]!++
      second[Number(b!.id.slice(1))]!++
    }
    expect(Math.abs(excess(first, pool.map(({ weight }) => (ROUNDS * weight!) / total)))).toBeLessThan(4)
    const chance = pool.map(({ weight }, at) => pool.reduce((sum, other, n) => (n === at ? sum : sum + (other.weight! / total) * (weight! / (total - other.weight!))), 0))
    expect(Math.abs(excess(second, chance.map((one) => ROUNDS * one)))).toBeLessThan(4)
  })

  test('recusals leave loads as even as any pairing could make them', () => {
    const pairsOf = (ids: readonly string[]): string[][] => ids.flatMap((a, at) => ids.slice(at + 1).map((b) => [a, b]))
    const squares = (loads: readonly number[]): number => loads.reduce((sum, load) => sum + load * load, 0)
    /** The least sum of squares over every way of pairing: all of them are tried. */
    const best = (places: readonly PoolObject[], ids: readonly Inspector[], loads: Readonly<Record<string, number>>): number => {
      const [first, ...rest] = places
      if (!first) return squares(Object.values(loads))
      const free = ids.filter(({ recuse }) => !recuse.includes(first.id)).map(({ id }) => id)
      const ways = free.length < 2 ? [free] : pairsOf(free)
      return Math.min(...ways.map((way) => best(rest, ids, { ...loads, ...Object.fromEntries(way.map((id) => [id, loads[id]! + 1])) })))
    }
    fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), fc.array(fc.subarray(['P0', 'P1', 'P2', 'P3']), { minLength: 2, maxLength: 5 }), fc.string({ minLength: 1 }), (count, recusals, seed) => {
      const ids = people(recusals.length, (at) => recusals[at]!)
      const drawn = drawInspectors(objects(count), ids, 2, seed)
      const loads = ids.map(({ id }) => drawn.filter((one) => one.inspectors.includes(id)).length)
      expect(squares(loads)).toBe(best(objects(count), ids, Object.fromEntries(ids.map(({ id }) => [id, 0]))))
    }), { numRuns: 300 })
  })

  test('over many draws, whoever may go to fewer places carries as much as the others', () => {
    const ids = people(6, (at) => (at < 3 ? objects(24).slice(at * 8, at * 8 + 4).map(({ id }) => id) : []))
    const loads = ids.map(() => 0)
    let uneven = 0
    for (let round = 0; round < 1_500; round++) {
      const seed = `recused ${round}`
      const drawn = drawInspectors(drawObjects(objects(24), 12, seed), ids, 2, seed)
      const own = ids.map(({ id }) => drawn.filter((one) => one.inspectors.includes(id)).length)
      own.forEach((load, at) => { loads[at]! += load })
      if (Math.max(...own) - Math.min(...own) > 1) uneven++
    }
    // 24 goings in 6 shares: four each, in every draw.
    expect(uneven).toBe(0)
    expect(loads).toEqual(ids.map(() => 6_000))
  })

  test('every pair of inspectors meets equally often', () => {
    const ids = people(6)
    const pairs = new Map<string, number>()
    for (let round = 0; round < ROUNDS; round++) {
      const [one] = drawInspectors(objects(1), ids, 2, `pairs ${round}`)
      const key = one!.inspectors.toSorted().join(' ')
      pairs.set(key, (pairs.get(key) ?? 0) + 1)
    }
    expect(pairs.size).toBe(15)
    expect(Math.abs(excess([...pairs.values()], Array.from({ length: 15 }, () => ROUNDS / 15)))).toBeLessThan(4)
  })
})
