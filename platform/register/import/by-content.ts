import { cellText, type SheetRow } from '../../documents/spreadsheet/index.ts'
import { coerce } from './coerce.ts'
import { plainHeading } from './headings.ts'
import { importable, looselyOf, type ImportContext, type ImportForm } from './form.ts'
import { withGuesses, type Heading, type Recognition } from './recognise.ts'

/** What columns are tried with: no date, no place, no other row is needed to know an option. */
const NOWHERE: ImportContext = { today: '' }
const MOST = 0.8
/** Headings that say that no choice stands below them: 食堂名称 over 一食堂. */
const NO_CHOICE = /(?:名|名称|全称|字号|地址|电话|人|日期|时间|面积|人数)$/

/**
 * Columns told by what stands in them, each a guess: of several whose headings name the same choice the one that holds its options; one whose heading names a choice, while nearly all of its cells are options of another
 * field and more of them than of its own (主体类型 over 餐饮 and 小作坊, 状态 over 有效 and 注销); and one whose heading says nothing and whose
 * cells tell by themselves.
 */
export function byContent(
  form: ImportForm,
  headings: readonly Heading[],
  recognition: Recognition,
  below: readonly SheetRow[],
  confirmed: Readonly<Record<string, string | null>> = {},
): Recognition {
  const taken = new Set(recognition.reads.map(({ field }) => field))
  const guesses = new Map<number, string>()
  const samples = (index: number): string[] => below.map((row) => cellText(row.spread[index] ?? null).trim()).filter((text) => text !== '')
  const take = (index: number, fields: readonly string[], fits: (field: string) => boolean): void => {
    const fitting = fields.filter((field) => !taken.has(field) && fits(field))
    if (fitting.length !== 1) return
    guesses.set(index, fitting[0]!)
    taken.add(fitting[0]!)
  }
  /** Columns beside the one that is read whose headings name its field too. */
  const rivals = (field: string, but: number): number[] => {
    const named = recognition.conflicts.find((one) => one.field === field)?.headings ?? []
    const read = new Set(recognition.reads.map(({ index }) => index))
    return headings
      .filter(({ index, shown }) => index !== but && !read.has(index) && !(shown in confirmed) && (named.includes(shown) || form.builds?.[field]?.test(plainHeading(shown))))
      .map(({ index }) => index)
  }
  const choices = importable(form).flatMap(([name, { kind }]) => (kind === 'choice' ? [name] : []))
  for (const { index, heading, field } of recognition.reads) {
    const texts = samples(index)
    if (heading in confirmed || !choices.includes(field) || texts.length === 0) continue
    const own = share(form, field, texts)
    const rival = own < MOST ? rivals(field, index).find((one) => share(form, field, samples(one)) >= MOST) : undefined
    if (rival !== undefined) {
      guesses.set(rival, field)
      continue
    }
    take(index, choices, (other) => share(form, other, texts) >= Math.max(MOST, own + Number.EPSILON))
  }
  for (const { index, shown } of headings) {
    if (shown in confirmed || recognition.reads.some((read) => read.index === index)) continue
    const texts = samples(index)
    const tells = Object.entries(form.tells ?? {}).flatMap(([field, sign]) => (sign === 'options' && NO_CHOICE.test(shown) ? [] : [field]))
    if (texts.length > 0) take(index, tells, (field) => share(form, field, texts, form.tells?.[field]) >= MOST)
  }
  return withGuesses(form, headings, recognition, guesses)
}

/** How many of the texts are such as the field holds, 0 to 1. */
function share(form: ImportForm, name: string, texts: readonly string[], tells: RegExp | 'options' = 'options'): number {
  const field = form.fields[name]
  if (!field) return 0
  const fits = (text: string): boolean => {
    if (tells !== 'options') return tells.test(text.normalize('NFKC').replace(/\s/g, ''))
    const coerced = coerce(field, text, null, NOWHERE, form.aliases?.[name], looselyOf(form, name))
    return 'value' in coerced && coerced.value !== null
  }
  return texts.length === 0 ? 0 : texts.filter(fits).length / texts.length
}
