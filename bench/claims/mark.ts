/**
 * Writes the papers of invented cities and their annotations out of their marked forms (`bench/claims/marked`).
 * `[[figure|subject|measure|period|scope|#name]]` marks a figure, `{{@name|…}}` a place, `{{!why|…}}` a trap;
 * below `=====` stand the relations by name, and the errors planted by hand as `plant kinds place → faulty ; other places ; why`. Run it with `node bench/claims/mark.ts` after a change.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { printed } from './figures.ts'
import type { HandPlanted } from './hand.ts'
import type { Annotation, Figure, Relation, Trap } from './set.ts'
import { heldOutFolder, inventedFolder, roundFolder, rounds } from './set.ts'

type Spot = { readonly start: number; readonly end: number }
type Marked = {
  readonly text: string
  readonly figures: Figure[]
  readonly names: Map<string, number>
  readonly spots: Map<string, Spot>
  readonly traps: Trap[]
}

/** Takes the marks off, keeping where they stood in the text that is left. */
function unmark(source: string): Marked {
  const figures: Figure[] = []
  const names = new Map<string, number>()
  const spots = new Map<string, Spot>()
  const traps: Trap[] = []
  const open: { start: number; label: string }[] = []
  let text = ''
  for (const token of source.matchAll(/\[\[(\??)([^|\]]+)\|([^\]]*)\]\]|\{\{(?:([!@][^|}]*)\|)?|\}\}|[^[{}]+|./gsu)) {
    const [whole, optional, form, rest, label] = token
    const start = text.length
    if (form !== undefined) {
      const fields = (rest ?? '').split('|')
      const name = fields.find((f) => f.startsWith('#'))?.slice(1)
      const [subject = '', measure = '', period = '', scope = ''] = fields.map((f) => (f.startsWith('#') ? '' : f))
      const { value, to, unit, approximate } = printed(form)
      if (name) names.set(name, figures.length)
      figures.push({
        start, end: start + form.length, value, ...(to === undefined ? {} : { to }), unit, subject, measure,
        period: period || null, scope, approximate, ...(optional ? { optional: true as const } : {}),
      })
      text += form
    } else if (whole.startsWith('{{')) open.push({ start, label: label ?? '' })
    else if (whole === '}}') {
      const spot = open.pop()
      if (spot?.label.startsWith('@')) spots.set(spot.label.slice(1), { start: spot.start, end: start })
      if (spot?.label.startsWith('!')) traps.push({ start: spot.start, end: start, why: spot.label.slice(1) })
    } else text += whole
  }
  if (open.length > 0) throw new Error('a mark is left open')
  return { text, figures, names, spots, traps }
}

function relation(line: string, { names, spots }: Marked): Relation {
  const [kind = '', ...words] = line.split(' ')
  const at = (name: string | undefined): number => {
    const index = names.get(name ?? '')
    if (index === undefined) throw new Error(`no figure is named ${name}: ${line}`)
    return index
  }
  const spot = spots.get(words[0]?.slice(1) ?? '')
  const members = words.filter((w) => /^[a-z]/u.test(w) && w !== 'of').map((w) => (w.startsWith('@') ? -1 : at(w)))
  const [a = 0, b = 0, c = 0] = members
  switch (kind) {
    case 'total': return { kind, whole: a, parts: members.slice(1) }
    case 'ratio': return { kind, part: a, whole: b, rate: c }
    case 'points': return { kind, before: a, after: b, change: c }
    case 'growth': return { kind, before: a, after: b, rate: c }
    case 'difference': return { kind, before: a, after: b, change: c }
    case 'unit': return { kind, first: a, second: b }
    case 'per-capita': return { kind, count: a, population: b, rate: c }
    case 'series': return { kind, members }
    case 'two-values': return { kind, first: a, second: b }
    case 'part-whole': return { kind, part: a, whole: b }
    case 'bound': return { kind, rate: a }
    case 'base': return { kind, rate: a, whole: b }
    case 'mean': return { kind, total: a, count: b, mean: c }
    case 'own': return { kind: 'own-records', figure: a }
    case 'enumeration': case 'date': case 'copied':
      if (!spot) throw new Error(`no such place: ${line}`)
      return { kind, ...spot }
    default: throw new Error(`unknown relation: ${line}`)
  }
}

/** `plant ratio,base rate → 80.5% ; part whole ; why`: a figure or place by its name, printed otherwise. */
function planted(file: string, line: string, { text, figures, names, spots }: Marked): HandPlanted {
  const [, kinds = '', name = '', faulty = '', others = '', why = ''] = /^plant (\S+) (\S+) → (.+?) ;(.*?); (.+)$/u.exec(line) ?? []
  const place = (of: string): Spot => {
    const { start, end } = spots.get(of) ?? figures[names.get(of) ?? -1] ?? { start: 0, end: 0 }
    if (end === 0) throw new Error(`no place is named ${of}: ${line}`)
    return { start, end }
  }
  const { start, end } = place(name)
  const also = others.split(' ').filter((of) => of !== '').map(place)
  return { file, start, end, honest: text.slice(start, end), faulty, also, kinds: kinds.split(',') as unknown as HandPlanted['kinds'], why }
}

const lines = (list: readonly unknown[]): string =>
  list.length === 0 ? '[]' : `[\n${list.map((x) => `    ${JSON.stringify(x)}`).join(',\n')}\n  ]`

export function annotationJson(annotation: Annotation): string {
  const fields = Object.entries(annotation).map(([key, value]) =>
    `  ${JSON.stringify(key)}: ${Array.isArray(value) ? lines(value) : JSON.stringify(value)}`)
  return `{\n${fields.join(',\n')}\n}\n`
}

const heldOut = new Set(['b-yunlu-23-headings', 'e-qingqu-half-year'])

/** The text and the annotation of one marked paper. */
export function paperOf(name: string, source: string, apart = heldOut.has(name)): { text: string; annotation: Annotation; byHand: HandPlanted[] } {
  const [body = '', below = ''] = source.split('\n=====\n')
  const marked = unmark(`${body}\n`)
  const [plants = [], relations = []] = [true, false].map((hand) => below.trim().split('\n').filter((l) => l.startsWith('plant ') === hand))
  const population = marked.names.get('pop')
  const figure = population === undefined ? undefined : marked.figures[population]
  const annotation: Annotation = {
    file: name.endsWith('.md') ? name : `${name}.txt`, heldOut: apart, real: false, city: /([\p{Script=Han}]{2}(?:市|区|县))/u.exec(marked.text)?.[1] ?? null,
    population: figure?.value ?? null, figures: marked.figures, expected: [], traps: marked.traps,
    relations: relations.map((line) => relation(line, marked)),
  }
  return { text: marked.text, annotation, byHand: plants.map((line) => planted(annotation.file, line, marked)) }
}

if (import.meta.main) {
  const first = import.meta.dirname
  for (const folder of [first, ...rounds.map(roundFolder)]) {
    const hand: HandPlanted[] = []
    for (const file of readdirSync(join(folder, 'marked')).sort()) {
      const name = basename(file, '.txt')
      const source = readFileSync(join(folder, 'marked', file), 'utf8')
      const { text, annotation, byHand } = folder === first ? paperOf(name, source) : paperOf(name, source, true)
      const ofFirst = annotation.heldOut ? heldOutFolder : inventedFolder
      writeFileSync(join(folder === first ? ofFirst : folder, annotation.file), text)
      writeFileSync(join(folder, 'annotations', `${name}.json`), annotationJson(annotation))
      hand.push(...byHand)
      const { figures, relations } = annotation
      process.stdout.write(`${name}: ${text.length} characters, ${figures.length} figures, ${relations.length} relations\n`)
    }
    if (hand.length > 0) writeFileSync(join(folder, 'planted-by-hand.json'), `${JSON.stringify(hand, null, 1)}\n`)
  }
}
