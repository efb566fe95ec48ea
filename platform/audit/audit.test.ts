import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instant } from '../core/dates.ts'
import { newDataKey } from '../core/secret.ts'
import { beginning, entryHash, headAfter, linkOf, seal, type AuditEntry, type ChainHead } from './chain.ts'
import { checkpointLine, readCheckpoints, type Checkpoint } from './checkpoints.ts'
import { verifyChain, type Finding, type Sealed, type Verdict } from './verify.ts'

const CITY = '140700'
const AT = Date.parse('2026-11-22T00:00:00Z')

const written = (entry: Omit<AuditEntry, 'hash'>): AuditEntry => ({ ...entry, hash: entryHash(entry) })
const entryOf = (n: number): AuditEntry =>
  written({
    id: `entry-${n}`,
    at: instant(AT + n * 1000),
    person_id: null,
    actor: '某人',
    action: 'premises.change',
    reason: `原因 ${n}`,
    address: '127.0.0.1',
    region: '140702',
    changes: [{ table: 'premises', row: `row-${n}`, before: n, after: n + 1, diff: { name: ['旧', `新 ${n}`] } }],
  })

/** A sound trail of `length` entries, as two joined tables. */
function trail(length: number): Sealed[] {
  const entries = Array.from({ length }, (_, index) => entryOf(index + 1))
  return seal(beginning(CITY), entries).map((place, index) => ({ ...place, entry: entries[index]! }))
}
const markOf = ({ number, link }: ChainHead): Checkpoint => ({ at: instant(AT), number, link })
const verify = (sealed: Sealed[], checkpoints: Checkpoint[] = []): Promise<Verdict> => verifyChain({ city: CITY, sealed, checkpoints })
const told = ({ findings }: { readonly findings: readonly Finding[] }): string[] =>
  findings.map((one) => `${one.fault} ${one.number} ${one.id}`)
const forged = (entry: AuditEntry): AuditEntry => written({ ...entry, reason: '另一个原因' })

/** What an owner of the database can do: write every link anew from a place on. */
const relinked = (places: Sealed[]): Sealed[] => {
  const links = seal(
    beginning(CITY),
    places.map((place) => place.entry!),
  )
  return links.map((link, index) => ({ ...link, entry: places[index]!.entry }))
}

describe('the chain', () => {
  test('an untouched trail is sound, and its counts are told', async () => {
    const places = trail(50)
    const verdict = await verifyChain({
      city: CITY,
      sealed: places,
      unsealed: [entryOf(51), entryOf(52)],
      checkpoints: [markOf(places[9]!), markOf(places[49]!)],
    })
    expect(verdict).toMatchObject({ sound: true, sealed: 50, unsealed: 2, findings: [], head: { number: 50 } })
  })

  test('an empty trail is sound', async () => {
    expect(await verify([])).toMatchObject({ sound: true, sealed: 0, found: 0 })
  })

  test('sealing in two batches gives the chain of one', () => {
    const entries = [1, 2, 3, 4, 5].map(entryOf)
    const first = seal(beginning(CITY), entries.slice(0, 2))
    expect([...first, ...seal(headAfter(beginning(CITY), first), entries.slice(2))]).toEqual(seal(beginning(CITY), entries))
  })

  test('each column of an entry is under its hash', () => {
    const { hash, ...entry } = entryOf(1)
    const other = {
      id: 'x',
      at: instant(AT),
      person_id: 'x',
      actor: 'x',
      action: 'x',
      reason: null,
      address: null,
      region: 'x',
      changes: [{ ...entry.changes[0]!, diff: { name: ['旧', '新'] } }],
    } as const satisfies Omit<AuditEntry, 'hash'>
    for (const name of Object.keys(entry))
      expect.soft(entryHash({ ...entry, [name]: other[name as keyof typeof other] }).equals(hash)).toBe(false)
  })

  test('the chain of one city is not the chain of another', async () => {
    expect((await verifyChain({ city: '140400', sealed: trail(3) })).sound).toBe(false)
  })
})

describe('an entry that was tampered with is named', () => {
  test('changed in the table', async () => {
    const places = trail(10)
    places[3] = { ...places[3]!, entry: { ...places[3]!.entry!, reason: '另一个原因' } }
    expect(told(await verify(places))).toEqual(['changed 4 entry-4'])
  })

  test.each([0, 4, 9])('changed together with its hash, at index %i', async (index) => {
    const places = trail(10)
    places[index] = { ...places[index]!, entry: forged(places[index]!.entry!) }
    expect(told(await verify(places))).toEqual([`changed ${index + 1} entry-${index + 1}`])
  })

  test('removed, its place in the chain left behind', async () => {
    const places = trail(10)
    places[6] = { ...places[6]!, entry: null }
    expect(told(await verify(places))).toEqual(['removed 7 entry-7'])
  })

  test('removed with its place: the number is told, since nothing else is left', async () => {
    expect(told(await verify(trail(10).toSpliced(6, 1)))).toEqual(['removed 7 null'])
  })

  test('changed behind a gap', async () => {
    const places = trail(10).toSpliced(6, 1)
    places[6] = { ...places[6]!, entry: { ...places[6]!.entry!, actor: '他人' } }
    expect(told(await verify(places))).toEqual(['removed 7 null', 'changed 8 entry-8'])
  })

  test('removed and the rest numbered anew: the first that no longer follows is named', async () => {
    const places = trail(10)
      .toSpliced(6, 1)
      .map((place, index) => ({ ...place, number: index + 1 }))
    const verdict = await verify(places)
    expect(told(verdict)[0]).toBe('foreign-link 7 entry-8')
    expect(verdict.found).toBe(3)
  })

  test('two that changed places are both named', async () => {
    const places = trail(10)
    const [third, eighth] = [places[2]!, places[7]!]
    places[2] = { ...third, entry_id: eighth.entry_id, entry: eighth.entry }
    places[7] = { ...eighth, entry_id: third.entry_id, entry: third.entry }
    expect(told(await verify(places))).toEqual(['reordered 3 entry-8', 'reordered 8 entry-3'])
  })

  test('not sealed yet, and changed', async () => {
    const verdict = await verifyChain({ city: CITY, sealed: trail(2), unsealed: [entryOf(3), { ...entryOf(4), actor: '他人' }] })
    expect(told(verdict)).toEqual(['changed null entry-4'])
    expect(verdict.findings[0]!.sentence.zh).toBe('尚未封存的记录（entry-4）的内容被改动。')
  })

  test('every finding has its sentence in both languages', async () => {
    const { findings } = await verify(trail(10).toSpliced(6, 1))
    expect(findings[0]!.sentence).toEqual({ zh: '第 7 号记录已被删除。', en: 'Entry 7 was removed.' })
  })

  test('whatever single entry is changed, removed or swapped, it is found where it stood', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 30 }),
        fc.nat(),
        fc.constantFrom('change', 'forge', 'remove', 'empty'),
        async (length, pick, how) => {
          const places = trail(length)
          const index = pick % length
          const place = places[index]!
          const last = markOf(places.at(-1)!)
          if (how === 'remove') places.splice(index, 1)
          if (how === 'empty') places[index] = { ...place, entry: null }
          if (how === 'change') places[index] = { ...place, entry: { ...place.entry!, region: '140703' } }
          if (how === 'forge') places[index] = { ...place, entry: forged(place.entry!) }
          const verdict = await verify(places, [last])
          expect(verdict.findings.map((one) => one.number)).toEqual([index + 1])
        },
      ),
    )
  })
})

describe('an owner of the database who writes the chain anew', () => {
  test('is found by a checkpoint behind the change', async () => {
    const places = trail(10)
    const mark = markOf(places[7]!)
    const anew = relinked(places.with(2, { ...places[2]!, entry: forged(places[2]!.entry!) }))
    expect((await verify(anew)).sound).toBe(true)
    expect(told(await verify(anew, [mark]))).toEqual(['checkpoint 8 null'])
  })

  test('and cuts off the end is found by a checkpoint behind the cut', async () => {
    const places = trail(10)
    const verdict = await verify(places.slice(0, 6), [markOf(places[8]!)])
    expect(told(verdict)).toEqual(['removed 7 null'])
    expect(verdict).toMatchObject({ found: 3, findings: [{ sentence: { zh: '第 7–9 号记录已被删除。' } }] })
  })
})

describe('the file of checkpoints outside the database', () => {
  const key = newDataKey()
  const marks = trail(5).map(markOf)
  const fileOf = (of: readonly Checkpoint[]): string[] => {
    let before = ''
    return of.map((mark) => {
      const { line, seal: next } = checkpointLine(key, before, mark)
      before = next
      return line
    })
  }
  const lines = fileOf(marks)

  test('what is written is read back, and the next line may be tied to it', () => {
    const file = readCheckpoints(key, lines.join(''))
    expect(file).toMatchObject({ faults: [], length: lines.join('').length })
    expect(file.checkpoints.map((mark) => [mark.at, mark.number, Buffer.from(mark.link).toString('hex')])).toEqual(
      marks.map((mark) => [mark.at, mark.number, Buffer.from(mark.link).toString('hex')]),
    )
    expect(readCheckpoints(key, lines.slice(0, 2).join('')).seal).toBe(lines[1]!.trim().split(' ').at(-1))
  })

  test('an empty file holds nothing and nothing is wrong with it', () => {
    expect(readCheckpoints(key, '')).toEqual({ checkpoints: [], faults: [], seal: '', length: 0 })
  })

  test('a last line torn by a crash is no fault, and is cut before the next is written', () => {
    const file = readCheckpoints(key, lines.slice(0, 2).join('') + lines[2]!.slice(0, 40))
    expect(file).toMatchObject({ faults: [], length: lines[0]!.length + lines[1]!.length })
    expect(file.checkpoints).toHaveLength(2)
  })

  test('a line changed, taken out or moved is found', () => {
    const changed = lines.with(2, lines[2]!.replace(' 3 ', ' 4 '))
    expect(readCheckpoints(key, changed.join('')).faults.map((fault) => fault.line)).toEqual([3])
    expect(readCheckpoints(key, lines.toSpliced(2, 1).join('')).faults.map((fault) => fault.line)).toEqual([3])
    expect(readCheckpoints(key, [lines[0], lines[2], lines[1], lines[3], lines[4]].join('')).faults.length).toBeGreaterThan(0)
    expect(readCheckpoints(key, `${lines[0]}\n${lines[1]}`).faults).toHaveLength(1)
  })

  test('a file written without the key is no witness', () => {
    const file = readCheckpoints(newDataKey(), lines.join(''))
    expect(file.checkpoints).toEqual([])
    expect(file.faults).toHaveLength(5)
  })

  test('numbers that fall betray a chain that was cut and sealed again', () => {
    expect(readCheckpoints(key, fileOf([marks[3]!, marks[1]!]).join('')).faults).toMatchObject([{ line: 2 }])
  })

  test('a link depends on the number as well as on what is before and what is sealed', () => {
    const { link } = beginning(CITY)
    expect(linkOf(link, entryOf(1).hash, 1).equals(linkOf(link, entryOf(1).hash, 2))).toBe(false)
  })
})
