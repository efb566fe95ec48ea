import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { canonical } from '../../../platform/core/canonical.ts'
import { Problem, problems } from '../../../platform/core/problem.ts'
import { measureSaid } from './measures.ts'
import type { Sheet, SheetFact, SheetItem } from './sheet.ts'

problems({
  'inspection.sheet-used': [409, '这版检查表已经启用，不能改动；请另作新版。', 'This version of the sheet is or was in use and stays as it is. Make the next version.'],
})

/** The next version of a year after those there are. @example nextVersion(['2026.1', '2026.2'], 2026) // '2026.3' */
export function nextVersion(versions: readonly string[], year: number): string {
  const numbers = versions.flatMap((version) => {
    const [, of, number] = /^(\d{4})\.(\d+)$/.exec(version) ?? []
    return Number(of) === year ? [Number(number)] : []
  })
  return `${year}.${Math.max(0, ...numbers) + 1}`
}

/** All of a sheet but its name: two sheets of one content are the same to an inspector. */
export const contentOf = ({ version: _, ...rest }: Sheet): string => canonical(rest)
export const sameContent = (one: Sheet, other: Sheet): boolean => contentOf(one) === contentOf(other)

/**
 * A change of a sheet: the next version where something differs, else the very sheet. The sheet given is left as it is.
 * @param versions all versions of the kind that there have been
 */
export function revise(sheet: Sheet, change: Partial<Omit<Sheet, 'kind' | 'version'>>, versions: readonly string[], year: number): Sheet {
  const next = { ...sheet, ...change }
  return sameContent(sheet, next) ? sheet : { ...next, version: nextVersion([...versions, sheet.version], year) }
}

/** Whether a sheet may be kept beside those there are. @throws Problem `inspection.sheet-used` (409) where its kind has that version with another content */
export function mustBeNew(known: readonly Sheet[], sheet: Sheet): void {
  const before = known.find(({ kind, version }) => kind === sheet.kind && version === sheet.version)
  if (before && !sameContent(before, sheet)) throw new Problem('inspection.sheet-used')
}

const itemFields = ['text', 'key', 'method', 'basis', 'when', 'measure', 'photo', 'points'] as const
export type ItemField = (typeof itemFields)[number]
/** One difference of two versions. An item that moved and changed makes two. */
export type Change =
  | { readonly kind: 'added'; readonly item: SheetItem }
  | { readonly kind: 'dropped'; readonly item: SheetItem }
  | { readonly kind: 'moved'; readonly from: SheetItem; readonly to: SheetItem }
  | { readonly kind: 'changed'; readonly from: SheetItem; readonly to: SheetItem; readonly fields: readonly ItemField[] }
export type HeadChange = { readonly field: 'title' | 'source' | 'confidence' | 'fact'; readonly from: Bilingual | null; readonly to: Bilingual | null }
export type SheetDiff = {
  readonly head: readonly HeadChange[]
  readonly items: readonly Change[]
  /** Items follow each other otherwise though each kept its number. */
  readonly reordered: boolean
}

const bare = (text: string): string => text.replace(/[\s\p{P}]/gu, '')
function pairsOf(text: string): ReadonlySet<string> {
  const signs = [...bare(text)]
  return new Set(signs.length < 2 ? signs : signs.slice(1).map((sign, at) => `${signs[at]}${sign}`))
}
/** How alike two texts are, 0 to 1: pieces of two signs that they share. */
function alike(one: string, other: string): number {
  const [a, b] = [pairsOf(one), pairsOf(other)]
  let shared = 0
  for (const piece of a) if (b.has(piece)) shared++
  return a.size + b.size === 0 ? 1 : (2 * shared) / (a.size + b.size)
}

/** Under one number a text may change much and be the same item; under another it must be nearly the same. */
const SAME_NUMBER = 0.3
const OTHER_NUMBER = 0.6

/** Items of both versions that are one and the same item. */
function paired(before: readonly SheetItem[], after: readonly SheetItem[]): ReadonlyMap<SheetItem, SheetItem> {
  const pairs = new Map<SheetItem, SheetItem>()
  const left = new Set(after)
  const pair = (from: SheetItem, to: SheetItem | undefined): void => {
    if (!to) return
    pairs.set(from, to)
    left.delete(to)
  }
  const open = (): readonly SheetItem[] => before.filter((item) => !pairs.has(item))
  const find = (test: (to: SheetItem) => boolean): SheetItem | undefined => [...left].find(test)
  for (const from of open()) pair(from, find((to) => to.code === from.code && bare(to.text.zh) === bare(from.text.zh)))
  for (const from of open()) pair(from, find((to) => bare(to.text.zh) === bare(from.text.zh)))
  for (const from of open()) pair(from, find((to) => to.code === from.code && alike(to.text.zh, from.text.zh) >= SAME_NUMBER))
  const near = open().flatMap((from) => [...left].map((to) => ({ from, to, likeness: alike(from.text.zh, to.text.zh) }))).filter(({ likeness }) => likeness >= OTHER_NUMBER)
  for (const { from, to } of near.toSorted((a, b) => b.likeness - a.likeness)) if (!pairs.has(from) && left.has(to)) pair(from, to)
  return pairs
}

const same = (one: unknown, other: unknown): boolean => canonical(one ?? null) === canonical(other ?? null)
const byOrder = (when: SheetItem['when'] = []): readonly string[] => when.toSorted()
const fieldSame = (field: ItemField, from: SheetItem, to: SheetItem): boolean =>
  field === 'when' ? same(byOrder(from.when), byOrder(to.when)) : same(from[field], to[field])

const both = (text: string): Bilingual => ({ zh: text, en: text })
const confidenceWords = { text: { zh: '原文', en: 'as printed' }, reconstructed: { zh: '整理', en: 'reconstructed' } } as const

function headChanges(before: Sheet, after: Sheet): HeadChange[] {
  const factIn = (facts: readonly SheetFact[], code: string): Bilingual | null => facts.find((fact) => fact.code === code)?.text ?? null
  const codes = [...new Set([...before.facts, ...after.facts].map(({ code }) => code))]
  const changes: HeadChange[] = [
    { field: 'title', from: before.title, to: after.title }, { field: 'source', from: both(before.source), to: both(after.source) },
    { field: 'confidence', from: confidenceWords[before.confidence], to: confidenceWords[after.confidence] },
    ...codes.map((code): HeadChange => ({ field: 'fact', from: factIn(before.facts, code), to: factIn(after.facts, code) })),
  ]
  return changes.filter(({ from, to }) => !same(from, to))
}

/** What a later version says otherwise than an earlier one: dropped items in the order of the earlier, the rest in that of the later. */
export function diffSheets(before: Sheet, after: Sheet): SheetDiff {
  const pairs = paired(before.items, after.items)
  const origin = new Map([...pairs].map(([from, to]) => [to, from]))
  const order = after.items.flatMap((to) => (origin.has(to) ? [before.items.indexOf(origin.get(to)!)] : []))
  return {
    head: headChanges(before, after),
    reordered: order.some((place, at) => place < (order[at - 1] ?? -1)) && [...pairs].every(([from, to]) => from.code === to.code),
    items: [
      ...before.items.filter((item) => !pairs.has(item)).map((item): Change => ({ kind: 'dropped', item })),
      ...after.items.flatMap((to): Change[] => {
        const from = origin.get(to)
        if (!from) return [{ kind: 'added', item: to }]
        const fields = itemFields.filter((field) => !fieldSame(field, from, to))
        return [
          ...(from.code !== to.code || !same(from.section, to.section) ? [{ kind: 'moved' as const, from, to }] : []),
          ...(fields.length > 0 ? [{ kind: 'changed' as const, from, to, fields }] : []),
        ]
      }),
    ],
  }
}

const fieldWords: Readonly<Record<ItemField, Bilingual>> = {
  text: { zh: '内容', en: 'text' }, key: { zh: '类别', en: 'kind' }, method: { zh: '检查方式', en: 'method' }, basis: { zh: '依据', en: 'basis' }, when: { zh: '适用情形', en: 'conditions' },
  measure: { zh: '限值', en: 'limit' }, photo: { zh: '拍照要求', en: 'photo' }, points: { zh: '分值', en: 'points' },
}
const none: Bilingual = { zh: '无', en: 'none' }
const headWords: Readonly<Record<HeadChange['field'], Bilingual>> = {
  title: { zh: '名称', en: 'Title' }, source: { zh: '来源', en: 'Source' }, confidence: { zh: '可信程度', en: 'Confidence' }, fact: { zh: '问题', en: 'Question' },
}
const photoWords = { failed: { zh: '不合格时', en: 'on failure' }, always: { zh: '必拍', en: 'always' } } as const

function valueWords(field: ItemField, item: SheetItem, facts: readonly SheetFact[]): Bilingual {
  switch (field) {
    case 'text': return item.text
    case 'method': return item.method
    case 'key': return item.key ? { zh: '重点项', en: 'key item' } : { zh: '一般项', en: 'general item' }
    case 'basis': return both(item.basis)
    case 'points': return both(String(item.points))
    case 'measure': return item.measure ? measureSaid(item.measure) : none
    case 'photo': return item.photo ? photoWords[item.photo] : none
    case 'when': {
      const texts = (item.when ?? []).map((code) => facts.find((fact) => fact.code === code)?.text ?? both(code))
      return texts.length === 0 ? none : { zh: texts.map(({ zh }) => zh).join('；'), en: texts.map(({ en }) => en).join('; ') }
    }
  }
}

/** The differences in sentences, the head's first. */
export function diffWords(before: Sheet, after: Sheet): readonly Bilingual[] {
  const { head, items, reordered } = diffSheets(before, after)
  const whole = ({ code, text }: SheetItem): Bilingual => ({ zh: `${code} ${text.zh}`, en: `${code} ${text.en}` })
  return [
    ...head.map(({ field, from, to }): Bilingual => ({
      zh: `${headWords[field].zh}：“${from?.zh ?? none.zh}”改为“${to?.zh ?? none.zh}”。`, en: `${headWords[field].en}: “${from?.en ?? none.en}” became “${to?.en ?? none.en}”.`,
    })),
    ...(reordered ? [{ zh: '项目的先后顺序有调整。', en: 'Items follow each other in another order.' }] : []),
    ...items.flatMap((change): Bilingual[] => {
      if (change.kind === 'added') return [{ zh: `新增 ${whole(change.item).zh}`, en: `Added ${whole(change.item).en}` }]
      if (change.kind === 'dropped') return [{ zh: `删去 ${whole(change.item).zh}`, en: `Dropped ${whole(change.item).en}` }]
      const { from, to } = change
      if (change.kind === 'moved') {
        const place = (item: SheetItem): Bilingual => same(from.section, to.section) ? both(item.code) : { zh: `${item.section.zh} ${item.code}`, en: `${item.section.en} ${item.code}` }
        return [{ zh: `“${to.text.zh}”由 ${place(from).zh} 移到 ${place(to).zh}。`, en: `“${to.text.en}” moved from ${place(from).en} to ${place(to).en}.` }]
      }
      return change.fields.map((field) => {
        const [old, now] = [valueWords(field, from, before.facts), valueWords(field, to, after.facts)]
        return { zh: `${to.code} ${fieldWords[field].zh}：“${old.zh}”改为“${now.zh}”。`, en: `${to.code} ${fieldWords[field].en}: “${old.en}” became “${now.en}”.` }
      })
    }),
  ]
}
