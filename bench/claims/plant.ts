/** Errors in the build of a paper rather than in its arithmetic: whole sentences put in, headings, lists and dates. */
import type { Kind } from '../../duties/evaluation/claims/contract.ts'
import type { Mutation, Place } from './mutate.ts'
import type { Random } from './random.ts'
import type { Paper } from './set.ts'

/** Puts a sentence at the end of a paragraph of the paper's second half, but not of its last. */
export function insertions(paper: Paper, kind: Kind, sentence: string, rng: Random, what: string): Mutation {
  const ends = [...paper.text.matchAll(/。\n/gu)].map((m) => m.index + 1).filter((at) => at > paper.text.length / 2).slice(0, -1)
  const at = rng.pick(ends)
  return { kind, text: paper.text.slice(0, at) + sentence + paper.text.slice(at), places: [{ start: at, end: at + sentence.length }], what }
}

const edited = (text: string, { start, end }: Place, form: string): string => text.slice(0, start) + form + text.slice(end)

const han = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
const hanOf = (n: number): string =>
  n <= 10 ? (han[n] ?? '') : `${n >= 20 ? (han[Math.floor(n / 10)] ?? '') : ''}十${n % 10 === 0 ? '' : (han[n % 10] ?? '')}`
const hanValue = (text: string): number => Array.from({ length: 60 }, (_, n) => n + 1).find((n) => hanOf(n) === text) ?? Number(text)

/** A heading's number, with its brackets and the kind of its digits. */
type Marker = Place & {
  readonly style: string
  readonly number: number
  readonly open: string
  readonly close: string
  readonly latin: boolean
}

const styles: readonly [string, RegExp][] = [
  ['一、', /^()([一二三四五六七八九十]+)(、)/gmu],
  ['（一）', /^([（(])([一二三四五六七八九十]+)([）)])/gmu],
  ['1.', /^()([0-9]{1,2})([.．、])/gmu],
]

function markers(text: string): Marker[] {
  return styles.flatMap(([style, pattern]) => [...text.matchAll(pattern)].map((m) => ({
    style, number: hanValue(m[2] ?? ''), start: m.index, end: m.index + m[0].length,
    open: m[1] ?? '', close: m[3] ?? '', latin: /[0-9]/u.test(m[2] ?? ''),
  }))).sort((a, b) => a.start - b.start)
}

/** The last of a run of siblings counts on by two: a number is skipped. A heading in the middle bears the number before it again. */
function headings(paper: Paper): Mutation[] {
  const all = markers(paper.text)
  return styles.flatMap(([style]) => {
    const mine = all.filter((m) => m.style === style)
    return mine.flatMap((marker, i) => {
      const before = mine[i - 1]
      const after = mine[i + 1]
      if (!before || before.number !== marker.number - 1) return []
      const last = !after || after.number !== marker.number + 1
      if (!last && marker.number % 3 !== 0) return []
      const wrong = last ? marker.number + 1 : marker.number - 1
      const form = `${marker.open}${marker.latin ? wrong : hanOf(wrong)}${marker.close}`
      return [{
        kind: 'heading' as const, text: edited(paper.text, marker, form), what: `${paper.text.slice(marker.start, marker.end)} → ${form}`,
        // Where a number comes twice or is missing, either neighbour may be shown.
        places: [marker, before, ...(after ? [after] : [])].map(({ start, end }) => {
          const shift = start > marker.start ? form.length - (marker.end - marker.start) : 0
          return { start: start + shift, end: end + shift + 2 }
        }),
      }]
    })
  })
}

/** One member fewer than the name of the list says, or another number in the name. */
function enumerations(paper: Paper, rng: Random): Mutation[] {
  return paper.relations.flatMap((relation) => {
    if (relation.kind !== 'enumeration') return []
    const text = paper.text.slice(relation.start, relation.end)
    const members = text.split('、')
    const first = members[0] ?? ''
    const lead = /^(?:做到|食品安全)?“?/u.exec(first)?.[0] ?? ''
    const form = rng.coin()
      ? lead + members.slice(1).join('、')
      : text.replace(/(?<=[“”])[四五六](?=[^、“”]{0,2}(?:”|$)|项)/u, (n) => hanOf(hanValue(n) + 1))
    return [{
      kind: 'enumeration' as const, text: edited(paper.text, relation, form),
      places: [{ start: relation.start, end: relation.start + form.length }],
      what: `a list of another length than its name: ${form.slice(-12)}`,
    }]
  })
}

/** A day that no calendar has, a month after the twelfth, a span that ends before it begins. */
function dates(paper: Paper): Mutation[] {
  const planted: Mutation[] = []
  const put = (place: Place, form: string): void => {
    const places = [{ start: place.start, end: place.start + form.length }]
    const what = `${paper.text.slice(place.start, place.end)} → ${form}`
    planted.push({ kind: 'date', text: edited(paper.text, place, form), places, what })
  }
  for (const relation of paper.relations) {
    if (relation.kind !== 'date') continue
    const text = paper.text.slice(relation.start, relation.end)
    const day = text.replace(/([0-9]{1,2})月([0-9]{1,2})日/u, '2月30日')
    const month = text.replace(/年([0-9]{1,2})月/u, '年13月')
    for (const form of [day, month]) if (form !== text) put(relation, form)
    const span = /^([0-9]{4}年)(.+日)至([0-9]{4}年)?(.+日)$/u.exec(text)
    if (span) put(relation, `${span[3] ?? span[1]}${span[4]}至${span[3] ? span[1] : ''}${span[2]}`)
  }
  for (const found of paper.text.matchAll(/(20[0-9]{2})—(20[0-9]{2})年/gu)) {
    put({ start: found.index, end: found.index + found[0].length }, `${found[2]}—${found[1]}年`)
  }
  return planted
}

export const lists = (paper: Paper, rng: Random): Mutation[] => [...headings(paper), ...enumerations(paper, rng), ...dates(paper)]
