import { hanNumber } from '../../../../platform/core/chinese.ts'
import type { Heading, Reference } from '../contract.ts'
import { placed, type Paragraph } from './sheet.ts'

const HEADING =
  /^(?:(?<one>[一二三四五六七八九十百]{1,4})[、.．]|第(?<chapter>[一二三四五六七八九十百\d]{1,4})(?:部分|[章节])[、：]?|\((?<two>[一二三四五六七八九十百]{1,4})\)[、.]?|(?<three>\d{1,2})[.、](?!\d(?!\d?月|\d{3}年))|\((?<four>\d{1,2})\)[、.]?)/
const LONGEST_TITLE = 60

/** The numbered heading a paragraph begins with, or null. */
export function headingOf(paragraph: Paragraph): Heading | null {
  const match = HEADING.exec(paragraph.text)
  const found = Object.entries(match?.groups ?? {}).find(([, digits]) => digits !== undefined)
  if (!match || !found) return null
  const [style, digits] = found
  const level = style === 'one' || style === 'chapter' ? 1 : style === 'two' ? 2 : style === 'three' ? 3 : 4
  const rest = paragraph.text.slice(match[0].length, match[0].length + LONGEST_TITLE)
  const stop = rest.search(/[。；]/)
  const to = match[0].length + (stop < 0 ? rest.length : stop)
  if (to === match[0].length) return null
  return {
    ...placed(paragraph, 0, to),
    level,
    number: /^\d/.test(digits!) ? Number(digits) : hanNumber(digits!),
    printed: match[0],
    title: paragraph.text.slice(match[0].length, to),
  }
}

const NUMBER = /(?:[\u4e00-\u9fff]{1,12})?\(((?:19|20)\d{2})\)(?:第)?(\d{1,4})号/g
const TITLE_BEFORE = /《([^《》]{2,80})》\(?(?:[\u4e00-\u9fff]{0,12})$/
const TITLE_BEHIND = /^\)?[^。；《]{0,6}《([^《》]{2,80})》/

/** Document numbers (晋食安委〔2022〕5号) with the title printed beside them. */
export function referencesIn(paragraph: Paragraph): Reference[] {
  const { text } = paragraph
  return [...text.matchAll(NUMBER)].map((match) => {
    const body = /[^，。；：、()《》和及与按照根据依据]{0,12}$/.exec(match[0].slice(0, match[0].indexOf('(')))?.[0] ?? ''
    const from = match.index + match[0].indexOf('(') - body.length
    const to = match.index + match[0].length
    const before = TITLE_BEFORE.exec(text.slice(Math.max(0, from - 100), from))
    const behind = before ? null : TITLE_BEHIND.exec(text.slice(to, to + 100))
    return {
      ...placed(paragraph, from, to),
      number: text.slice(from, to).replace('(', '〔').replace(')', '〕'),
      year: Number(match[1]),
      title: before?.[1] ?? behind?.[1] ?? null,
    }
  })
}
