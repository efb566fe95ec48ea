import { Problem, problems } from '../../../platform/core/problem.ts'
import type { Paper } from '../../../platform/documents/paper.ts'
import { departmentFunctions } from '../../../platform/identity/functions.ts'
import { LEADLESS, readParts, settle, type AssignmentReading } from './assignment.ts'
import { tellBelow } from './above.ts'
import { assignable } from './assignable.ts'
import { addReporting, readDeadlines } from './deadlines.ts'
import { findAssignments, type Group } from './find.ts'
import { divided } from './division.ts'
import { readHeader } from './header.ts'
import { HEADING_MAX, headingOf } from './heading.ts'
import { applyWord } from './own-word.ts'
import { splitParagraphs } from './paragraphs.ts'
import type { Entry } from './lines.ts'
import { misprintTeller } from './misprints.ts'
import { numberTasks, type Numbered } from './numbering.ts'
import { sheetOf } from './numbers.ts'
import { hasBelow, outline, type Item } from './outline.ts'
import { tableTasks } from './tables.ts'
import { restored } from './restored.ts'
import { combine } from './several-lists.ts'
import { splitTail } from './tail.ts'
import { readTargets } from './targets.ts'
import { fold, part, passage, without, type Passage } from './text.ts'
import type { Deadline, Plan, PlanReading, ReadOptions, Span, Task } from './types.ts'
import { headingLines, unitHeadings, withoutCount } from './unit-headings.ts'
import { withHeadings } from './unnumbered.ts'
import { readWithin } from './within.ts'
import { GENERAL_SECTION } from './words.ts'

problems({
  'plan.no-tasks': [
    422,
    '没有从文件中识别出任务。请确认这是一份重点工作安排，或另存为 .docx 后再试。',
    'No tasks were found in the file. Make sure that it is a work plan, or save it as .docx and try again.',
  ],
  'plan.too-long': [
    413,
    '文字太多（{count}字），不像一份工作安排，上限为{limit}字。请只保留通知和任务表。',
    'The text is too long for a work plan ({count} characters; the limit is {limit}). Keep only the notice and its tables.',
  ],
})

/** The longest notices with all their tables run to some 100,000 characters. */
const LONGEST_PLAN = 400_000

const NAMES = departmentFunctions.flatMap(({ names }) => names)

/** A task before it has its final number: the printed numbers on the way down to it, and what its own words say. */
export type Draft = Numbered & {
  task: Omit<Task, 'number'>
  span: Span
  hasUnits: boolean
  general: boolean
  /** Who does it by the running text, where no list says so. */
  within: AssignmentReading | null
} & Closing

/**
 * How far units and limits reach. `ownLine`: they stand in a line of their own; `labelled`: it begins 责任单位： or the like; `forAll`:
 * 以上任务均由…; `limits`: from such a line.
 */
type Closing = { ownLine: boolean; labelled: boolean; forAll: boolean; limits: readonly Deadline[] }

/**
 * Reads a plan notice (重点工作安排) into tasks with units, targets and deadlines. Pure. Nothing is replaced
 * or guessed silently: what was not understood stands in a task's `unclear`, passages that assign nothing in `leftOut`.
 * @throws Problem plan.too-long
 */
export function readPlan(paper: Paper, options: ReadOptions = {}): PlanReading {
  if (paper.text.length > LONGEST_PLAN) throw new Problem('plan.too-long', { count: paper.text.length, limit: LONGEST_PLAN })
  const entries = restored(paper)
  const tree = outline(entries, paper.form === 'md')
  const header = readHeader(paper.text, entries, tree.begins)
  const year = yearOf(header, paper.text)
  const read = draftsOf(tree.root, paper, year)
  const { drafts: all, tails } = (read?.drafts.some(({ hasUnits }) => hasUnits) ? read : draftsOf(tree.root, paper, year, true)) ??
    unnumbered(entries, paper, year) ?? { drafts: [], tails: [] }
  const drafts = divided(all)
  if (!drafts.some(({ hasUnits }) => hasUnits)) drafts.forEach(takeWithin)
  const { kept, dropped } = assignable(drafts)
  kept.forEach(takeWithin)
  const numbers = numberTasks(kept)
  const plan: Plan = { ...header, tasks: kept.map((draft, i) => ({ number: numbers[i]!, ...draft.task })) }
  applyWord(plan, fold(paper.text))
  tellMisprints(plan, options.knownNames ?? NAMES)
  const leftOut = [...dropped.map(({ span }) => span), ...tails].sort((a, b) => a.start - b.start)
  return {
    plan,
    spans: kept.map(({ span }) => span),
    leftOut: leftOut.map((span) => ({ ...span, text: paper.text.slice(span.start, span.end) })),
  }
}

type Drafts = { drafts: Draft[]; tails: Span[] }

/** The tasks of a tree of items with the paragraphs behind them that belong to none; null where there are none. */
function draftsOf(root: Item, paper: Paper, year: number | null, guess = false): Drafts | null {
  splitParagraphs(root, paper)
  const drafts: Draft[] = []
  const tails: Span[] = []
  collect(root, {
    paper,
    year,
    section: '',
    sections: 0,
    drafts,
    tails,
    inherited: null,
    path: [],
    heading: '',
    top: topSections(root, paper),
    unitHeadings: new Set(),
    guess,
  })
  return drafts.length > 0 ? { drafts, tails } : null
}

/** Where nothing is numbered, what stands under a heading and has units is a task, counted in its order. */
function unnumbered(entries: readonly Entry[], paper: Paper, year: number | null): Drafts | null {
  const read = draftsOf(outline(withHeadings(entries)).root, paper, year)
  const drafts = (read?.drafts ?? []).filter(({ hasUnits }) => hasUnits)
  if (drafts.length === 0) return null
  return { drafts: drafts.map((draft, i) => ({ ...draft, path: [{ values: [i + 1], style: 'heading' }] })), tails: read!.tails }
}

/** The plan's year: printed in the title, else that of the date or the document number, else the only year the paper names. */
function yearOf(header: Omit<Plan, 'tasks'>, text: string): number | null {
  const found = /(20\d{2})(?:\s*(?:—|-|至)\s*20\d{2})?\s*年/.exec(fold(header.title))
  if (found) return Number(found[1])
  if (header.date) return Number(header.date.slice(0, 4))
  const numbered = /\((20\d{2})\)/.exec(fold(header.number).replace(/\s/g, ''))
  if (numbered) return Number(numbered[1])
  const named = new Set([...fold(text).matchAll(/(20\d{2})年/g)].map(([, year]) => Number(year)))
  return named.size === 1 ? [...named][0]! : null
}

type Walk = {
  readonly paper: Paper
  readonly year: number | null
  readonly section: string
  readonly sections: number
  readonly drafts: Draft[]
  /** Paragraphs behind an item that belong to no task. */
  readonly tails: Span[]
  readonly inherited: Inherited | null
  readonly path: Numbered['path']
  readonly heading: string
  /** Items whose heading is the section of what stands below. */
  readonly top: ReadonlySet<Item>
  /** Of the item's level, those whose heading names the bodies that do what stands below. */
  readonly unitHeadings: ReadonlySet<Item>
  /** No list or heading assigned anything: tables are told by what stands in them. */
  readonly guess: boolean
}
export type Inherited = { readonly units: AssignmentReading | null; readonly deadlines: readonly Deadline[] }
/** Sections are the highest items with something below; only one that holds nearly
 * everything (二、重点任务) gives way to the level under it; parts and chapters are sections, what stands under them is the heading. */
function topSections(root: Item, paper: Paper): ReadonlySet<Item> {
  const above = root.children.filter(hasBelow)
  // 三、保障措施 assigns nothing, so that it does not weigh against the tasks
  const working = above.filter((item) => !GENERAL_SECTION.test(passage(paper, item.lines.slice(0, 1)).folded.slice(0, HEADING_MAX)))
  const rows = ({ tables }: Item): number => tables.reduce((sum, table) => sum + table.rows.length - 1, 0)
  const weight = (item: Item): number => Math.max(1, rows(item) + item.children.reduce((sum, child) => sum + weight(child), 0))
  const top = new Set(above)
  for (const item of above) {
    const inner = item.children.filter(hasBelow)
    if (
      inner.length >= 2 &&
      inner.length * 2 >= item.children.length &&
      inner.every(hasBelow) &&
      (above.length === 1 || (working.includes(item) && dominates(item, working, weight)))
    ) {
      if (inner.some((one) => weight(one) >= 2 && isLongHeading(one) === false)) for (const one of inner) top.add(one)
    }
  }
  return top
}

const dominates = (item: Item, all: readonly Item[], weight: (item: Item) => number) =>
  all.every((other) => other === item || weight(other) * 3 < weight(item))
const isLongHeading = (item: Item) => item.lines.reduce((sum, line) => sum + line.end - line.start, 0) > 40

function collect(item: Item, walk: Walk): void {
  const own = item.parent ? readItem(item, walk) : null
  const headed = own !== null && !own.units && walk.unitHeadings.has(item)
  if (headed) own.units = settle(readParts(withoutCount(headingLines(item, walk.paper))))
  // a heading without a number counts among its fellows, should numbers restart below it
  const values = item.marker?.values ?? [(item.parent?.children.indexOf(item) ?? 0) + 1]
  const path = item.parent ? [...walk.path, { values, style: item.style }] : walk.path
  const isTask = item.children.length === 0 && (item.tables.length === 0 || (own?.units && !headed))
  if (isTask && own) walk.drafts.push(draftOf(item, own, walk, path))
  if (!hasBelow(item)) return
  const isSection = walk.top.has(item)
  const heading = own ? headingOver(own) : ''
  const inherited =
    own && (own.units || own.deadlines.length > 0)
      ? {
          units: own.units ? { ...own.units, unclear: [...own.units.unclear, ...own.told] } : (walk.inherited?.units ?? null),
          deadlines: own.deadlines,
        }
      : walk.inherited
  const below: Walk = isTask
    ? walk
    : { ...walk, path, section: isSection ? heading : walk.section, heading: isSection ? '' : heading || walk.heading, inherited }
  const before = walk.drafts.length
  const headings = unitHeadings(item, walk.paper)
  for (const child of item.children) collect(child, { ...below, unitHeadings: headings })
  shareLast(walk.drafts.slice(before), item)
  if (own && !isTask) tellBelow(walk.drafts.slice(before), own.targets)
  for (const table of item.tables)
    walk.drafts.push(
      ...tableTasks(table, {
        paper: walk.paper,
        year: walk.year,
        section: below.section,
        path: below.path,
        before: walk.drafts.filter(({ hasUnits }) => hasUnits).length,
        above: below.inherited?.units ?? null,
        guess: walk.guess,
      }),
    )
}

type Own = {
  whole: Passage
  body: Passage
  heading: string
  groups: readonly Group[]
  units: AssignmentReading | null
  targets: Task['targets']
  deadlines: Deadline[]
  limits: readonly Deadline[]
  unclear: string[]
  /** What was said of bodies and persons: it holds for all that stands below. */
  told: readonly string[]
}

/** The heading of what stands below: all that is printed there where it is short and one phrase, if over two lines. */
function headingOver({ heading, body }: Own): string {
  const phrase = body.folded.length <= HEADING_OVER && !/[，。；：]/.test(body.folded.replace(/[。：；]$/, ''))
  return phrase || heading === '' ? body.text.replace(/[。：:；]$/, '').replace(/\s*\n\s*/, '') : heading
}

function readItem(item: Item, walk: Walk): Own {
  const { own: whole, tail } = splitTail(passage(walk.paper, item.lines))
  if (tail) walk.tails.push({ start: tail.at[0]!, end: tail.at.at(-1)! + 1 })
  const { head: read, told } = bounded(whole)
  const found = findAssignments(read)
  const body = without(read, found.cuts)
  const unclear = [...found.unclear, ...told]
  return {
    whole,
    body,
    heading: headingOf(body, item.bold, found.cuts[0]?.start === 0),
    groups: found.groups,
    units: combine(found.groups),
    told: found.unclear,
    ...readBody(body, [...found.times, ...found.groups.flatMap(({ parts }) => parts.times.map(aside))], walk.year, unclear),
  }
}

/** A time limit named within a unit list, as a passage of its own. */
const aside = (text: string): Passage => ({ text, folded: fold(text), at: [], breaks: new Set(), bold: [] })

/** Targets and deadlines of a task's words and of its own lines or cells for time limits. */
export function readBody(
  body: Passage,
  times: readonly Passage[],
  year: number | null,
  unclear: readonly string[] = [],
  /** The body's cells, where it is made of several: no clause runs from one into the next. */
  cells: readonly Passage[] = [body],
) {
  const sheet = sheetOf(body)
  const sheets = cells.length === 1 ? [sheet] : cells.map(sheetOf)
  const aims = sheets.map(readTargets)
  const inText = sheets.map((one) => readDeadlines(one, year))
  const inCells = times.map((time) => {
    const cell = readDeadlines(sheetOf(time), year, true)
    // 每季度不少于1场: how often is an aim; 6月底前30家 is a step to one
    const often = cell.deadlines.some(({ repeats }) => repeats !== null)
    return { ...cell, targets: often ? readTargets(sheetOf(time)).targets : [], deadlines: addReporting(cell.deadlines, sheetOf(time)) }
  })
  const said = inText.flatMap((one) => one.deadlines)
  const seen = new Set(said.map(({ date, text }) => date ?? text))
  const limits = inCells.flatMap((cell) => cell.deadlines.filter(({ date, text }) => !seen.has(date ?? text)))
  const deadlines = [...said, ...limits]
  return {
    targets: [...aims, ...inCells].flatMap((one) => one.targets),
    deadlines: addReporting(deadlines, sheet),
    limits,
    unclear: [...unclear, ...[...aims, ...inText, ...inCells].flatMap((one) => one.unclear)],
  }
}

/** Opens the remark on a task for which the paper names nobody. */
export const NO_UNITS = '无责任单位'
const HEADING_OVER = 40
const MAX_TASK = 20_000
/** No task is that long: its head is read, and a person is told. */
export const bounded = (whole: Passage): { head: Passage; told: string[] } =>
  whole.text.length > MAX_TASK ? { head: part(whole, 0, MAX_TASK), told: [`文字过长，只读前${MAX_TASK}字`] } : { head: whole, told: [] }

/** A task that names only who assists is led by whom the level above names. */
export function underLead(own: AssignmentReading, above: AssignmentReading | null): AssignmentReading {
  const lead = above ? [...above.lead, ...above.joint] : []
  if (own.mode !== 'lead_assist' || own.lead.length > 0 || lead.length === 0) return own
  return { ...own, lead, unclear: own.unclear.filter((told) => !told.startsWith(LEADLESS)) }
}

function draftOf(item: Item, own: Own, walk: Walk, path: Numbered['path']): Draft {
  const units = own.units ? underLead(own.units, walk.inherited?.units ?? null) : (walk.inherited?.units ?? null)
  const unclear = [...(units?.unclear ?? []), ...own.unclear]
  if (!units) unclear.unshift(NO_UNITS)
  const deadlines = own.deadlines.length > 0 ? own.deadlines : (walk.inherited?.deadlines.map((one) => ({ ...one })) ?? [])
  const { mode, lead, assisting, joint, superior } = units ?? {
    mode: 'unmarked' as const,
    lead: [],
    assisting: [],
    joint: [],
    superior: null,
  }
  return {
    path,
    task: {
      section: walk.section,
      heading: own.heading || walk.heading,
      text: own.body.text.trim(),
      mode,
      lead: [...lead],
      assisting: [...assisting],
      joint: [...joint],
      superior,
      targets: own.targets,
      deadlines,
      unclear,
    },
    span: spanOf(item, own.whole),
    hasUnits: units !== null,
    ownLine: own.groups.at(-1)?.ownLine ?? false,
    labelled: own.groups.at(-1)?.labelled ?? false,
    forAll: /^(?:以上|上述)/.test(own.groups.at(-1)?.printed ?? ''),
    limits: own.limits,
    general: GENERAL_SECTION.test(walk.section || own.heading),
    within: units ? null : combine(readWithin(own.body)),
  }
}

function takeWithin(draft: Draft): void {
  if (draft.hasUnits || !draft.within) return
  const { unclear, ...units } = draft.within
  const told = draft.task.unclear.filter((one) => one !== NO_UNITS)
  Object.assign(draft.task, units, { unclear: [...unclear, ...told] })
  draft.hasUnits = true
}

const spanOf = (item: Item, whole: Passage): Span => ({ start: item.start, end: (whole.at.at(-1) ?? item.start) + 1 })

/** A list in its own line after the last sub-item, where none of the others has one, belongs to them all. */
function shareLast(drafts: Draft[], parent: Item): void {
  const [last, ...others] = [...drafts].reverse()
  if (!last || others.length === 0 || !last.hasUnits || parent.children.length !== drafts.length) return
  if (!last.forAll) {
    if (others.some(({ hasUnits }) => hasUnits)) return
    // of all a paper's tasks only where nothing else in them stayed open
    if (!parent.parent && others.some(({ task }) => task.unclear.length > 1)) return
    // right under a section most lists are their own measure's; only a labelled line set apart from the text reaches further
    if (!parent.parent?.parent && !(last.ownLine && last.labelled)) return
  }
  const { mode, lead, assisting, joint, superior } = last.task
  for (const draft of others.filter(({ hasUnits }) => !hasUnits)) {
    Object.assign(draft.task, { mode, lead: [...lead], assisting: [...assisting], joint: [...joint], superior })
    draft.task.unclear.shift()
    if (!last.ownLine || !parent.parent)
      draft.task.unclear.unshift(`责任单位写在最后一款之后，按各款共用读取：${[...lead, ...assisting, ...joint].join('、')}`)
    draft.hasUnits = true
    if (last.ownLine) {
      const own = new Set(draft.task.deadlines.map(({ date, text }) => date ?? text))
      draft.task.deadlines.push(...last.limits.filter(({ date, text }) => !own.has(date ?? text)).map((one) => ({ ...one })))
    }
  }
}

function tellMisprints(plan: Plan, known: readonly string[]): void {
  const uses = new Map<string, number>()
  const use = (name: string) => uses.set(name, (uses.get(name) ?? 0) + 1)
  const unitsOf = (task: Task) => [...task.lead, ...task.assisting, ...task.joint]
  for (const task of plan.tasks) [...unitsOf(task), ...task.deadlines.flatMap(({ to, copy }) => [...to, ...copy])].forEach(use)
  ;[...plan.recipients, ...plan.copied_to].forEach(use)
  const tell = misprintTeller(uses, known)
  for (const task of plan.tasks) {
    for (const name of unitsOf(task)) {
      const told = tell(name)
      if (told && !task.unclear.includes(told)) task.unclear.push(told)
    }
  }
}
