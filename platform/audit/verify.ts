import type { Bilingual } from '../core/bilingual.ts'
import { beginning, entryHash, linkOf, type AuditEntry, type ChainHead, type ChainLink } from './chain.ts'
import type { Checkpoint } from './checkpoints.ts'

/** A place of the chain with its entry; null where the entry is gone. In the order of the numbers. */
export type Sealed = ChainLink & { readonly entry: AuditEntry | null }

/** What is wrong with an entry. */
export type Fault = 'changed' | 'removed' | 'reordered' | 'foreign-link' | 'checkpoint'

export type Finding = {
  readonly fault: Fault
  /** Number in the chain; null where the entry is not sealed yet. */
  readonly number: number | null
  /** The entry's id; null where nothing that names it is left. */
  readonly id: string | null
  readonly sentence: Bilingual
}

export type Verdict = {
  readonly sound: boolean
  readonly sealed: number
  readonly unsealed: number
  /** The last place in the chain. */
  readonly head: ChainHead
  /** At most `limit` findings, in the order of the chain; `found` counts them all. */
  readonly findings: readonly Finding[]
  readonly found: number
}

export type Evidence = {
  readonly city: string
  readonly sealed: AsyncIterable<Sealed> | Iterable<Sealed>
  /** Entries that are not in the chain yet: only their own hash can be checked. */
  readonly unsealed?: AsyncIterable<AuditEntry> | Iterable<AuditEntry>
  /** Checkpoints of the database and of the file outside it. */
  readonly checkpoints?: readonly Checkpoint[]
  readonly limit?: number
}

/** A place whose link does not follow from its entry. */
type Misfit = {
  readonly number: number
  readonly id: string
  readonly hash: Uint8Array
  readonly before: Uint8Array
  readonly link: Uint8Array
}

const SAYS = {
  changed: (number, id) =>
    number === null
      ? { zh: `尚未封存的记录（${id}）的内容被改动。`, en: `The entry ${id}, not sealed yet, was changed.` }
      : { zh: `第 ${number} 号记录（${id}）的内容被改动。`, en: `Entry ${number} (${id}) was changed.` },
  removed: (number, id) => ({
    zh: `第 ${number} 号记录${id ? `（${id}）` : ''}已被删除。`,
    en: `Entry ${number}${id ? ` (${id})` : ''} was removed.`,
  }),
  reordered: (number, id) => ({
    zh: `第 ${number} 号记录（${id}）被调换了位置。`,
    en: `Entry ${number} (${id}) was moved from its place.`,
  }),
  'foreign-link': (number, id) => ({
    zh: `第 ${number} 号记录（${id}）与前一记录连不上：它或链条被替换，或前面有记录被删除。`,
    en: `Entry ${number} (${id}) does not follow from the one before: it or the chain was replaced, or one before it was taken out.`,
  }),
  checkpoint: (number) => ({
    zh: `第 ${number} 号处的链值与当时的检查点不一致：此处或之前的记录被整体改写。`,
    en: `At number ${number} the chain is not what the checkpoint says: entries up to here were rewritten.`,
  }),
} as const satisfies Record<Fault, (number: string | null, id: string | null) => Bilingual>

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

/** Collects findings up to a limit and counts all of them. */
class Findings {
  readonly list: Finding[] = []
  found = 0
  private readonly limit: number

  constructor(limit: number) {
    this.limit = limit
  }

  add(fault: Fault, number: number | null, id: string | null, until: number | null = number): void {
    this.found += number === null || until === null ? 1 : until - number + 1
    const place = number === null ? null : number === until ? String(number) : `${number}–${until}`
    if (this.list.length < this.limit) this.list.push({ fault, number, id, sentence: SAYS[fault](place, id) })
  }
}

/** How many places that do not fit are laid against each other to tell a swap from a forgery. */
const CROSS = 500

/** Walks the chain once. Each place is judged from the stored link before it, so that one fault is told once. */
class Walk {
  head: ChainHead
  private readonly findings: Findings
  private readonly marks: Map<number, Checkpoint[]>
  private readonly misfits: Misfit[] = []

  constructor(city: string, checkpoints: readonly Checkpoint[], findings: Findings) {
    this.head = beginning(city)
    this.findings = findings
    this.marks = Map.groupBy(checkpoints, (mark) => mark.number)
  }

  take(place: Sealed): void {
    const { number, entry, link } = place
    if (number <= this.head.number) return this.findings.add('reordered', number, place.entry_id)
    const follows = number === this.head.number + 1
    if (!follows) this.gap(this.head.number + 1, number - 1)
    this.judge(place, follows)
    if (entry === null) this.findings.add('removed', number, place.entry_id)
    this.check(number, link)
    this.head = { number, link }
  }

  /** After the last place: what checkpoints say must follow, and which places were swapped. */
  close(): void {
    const last = Math.max(0, ...this.marks.keys())
    if (last > this.head.number) this.gap(this.head.number + 1, last)
    this.sort()
  }

  /** Behind a gap the link before is unknown: there the entry's own hash is all that can be asked. */
  private judge({ number, entry, link, entry_id: id }: Sealed, follows: boolean): void {
    if (entry === null) return
    const hash = entryHash(entry)
    if (!same(hash, entry.hash)) this.findings.add('changed', number, id)
    else if (follows && !same(linkOf(this.head.link, hash, number), link)) {
      if (this.misfits.length < CROSS) this.misfits.push({ number, id, hash, before: this.head.link, link })
      else this.findings.add('foreign-link', number, id)
    }
  }

  private gap(from: number, until: number): void {
    this.findings.add('removed', from, null, until)
  }

  private check(number: number, link: Uint8Array): void {
    if (this.marks.get(number)?.some((mark) => !same(mark.link, link))) this.findings.add('checkpoint', number, null)
  }

  /**
   * A misfit whose place is fitted by another's entry was swapped. One followed by a sound link was rewritten in place with
   * its hash. Where nothing fits any more up to the end, one before was taken out and the rest numbered anew.
   */
  private sort(): void {
    const tail = this.tail()
    for (const one of this.misfits) {
      const moved = this.misfits.some((other) => other !== one && same(linkOf(one.before, other.hash, one.number), one.link))
      this.findings.add(moved ? 'reordered' : one.number >= tail ? 'foreign-link' : 'changed', one.number, one.id)
    }
  }

  /** The first number of a run of two or more misfits that reaches the end of the chain; infinite where there is none. */
  private tail(): number {
    const last = this.misfits.at(-1)
    if (!last || (last.number < this.head.number && this.misfits.length < CROSS)) return Infinity
    let first = last.number
    for (const { number } of this.misfits.toReversed()) if (number === first - 1) first = number
    return first < last.number ? first : Infinity
  }
}

/**
 * Verifies a city's audit trail: finds every entry that was changed, removed or reordered and names it, and lays the chain
 * against the checkpoints. Entries cut from the end are found where a checkpoint (above all one in the file outside the
 * database) lies behind the cut. Streams: memory does not grow with the trail.
 */
export async function verifyChain({ city, sealed, unsealed = [], checkpoints = [], limit = 1000 }: Evidence): Promise<Verdict> {
  const findings = new Findings(limit)
  const walk = new Walk(city, checkpoints, findings)
  let places = 0
  for await (const place of sealed) {
    places++
    walk.take(place)
  }
  walk.close()
  let waiting = 0
  for await (const entry of unsealed) {
    waiting++
    if (!same(entryHash(entry), entry.hash)) findings.add('changed', null, entry.id)
  }
  findings.list.sort((a, b) => (a.number ?? Infinity) - (b.number ?? Infinity))
  return { sound: findings.found === 0, sealed: places, unsealed: waiting, head: walk.head, findings: findings.list, found: findings.found }
}
