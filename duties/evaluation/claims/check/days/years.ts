import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

/** How many years are told, against the years that stand beside the number: `连续4年（2018—2021年）`, `2019年至2021年三年间`, `近三年（2020年、2021年、2022年）`, `自2014年起连续9年`. */
export const checkYears = (paper: Paper): Finding[] => [...beside(paper), ...summed(paper), ...since(paper), ...plans(paper)]

const numeral = '[两二三四五六七八九十]|十[一二三四五]|\\d{1,2}'
const year = '(?:19|20)\\d{2}'
const span = `(${year})年?(?:度)?(?:—+|–|-+|~|～|至|到)(${year})年?(?:度)?`
const row = `${year}(?:年)?(?:[、和及]${year}(?:年)?)+年?(?:度)?`
const several = `(连续|近|最近|这|过去|前后)?(${numeral})(?:个)?(?:年度?|年来|年间)`
const forms: readonly { readonly form: RegExp; readonly first: boolean }[] = [
  { form: new RegExp(`${several}(?:来|间|内)?\\((?:即|指)?(${span}|${row})\\)`, 'g'), first: true },
  { form: new RegExp(`(${span}|${row})(?:\\(|\\)|，|这|的|期间?|已)?(?:已)?${several}(?!级|前|后|以[上内]|期|生|度[^，。]{0,6}第)`, 'g'), first: false },
]
const valueOf = (words: string): number => (/^\d/.test(words) ? Number(words) : hanNumber(words.replace('两', '二')))

function countOf(words: string): { count: number; ended: boolean } {
  const match = new RegExp(`^${span}$`).exec(words)
  if (match) return { count: Number(match[2]) - Number(match[1]) + 1, ended: true }
  return { count: new Set(words.match(new RegExp(year, 'g'))).size, ended: false }
}

function beside(paper: Paper): Finding[] {
  return forms.flatMap(({ form, first }) =>
    [...paper.text.matchAll(form)].flatMap((match) => {
      const [often, number, told] = first ? [match[1], match[2]!, match[3]!] : [match[4], match[5]!, match[1]!]
      const said = valueOf(number)
      const { count, ended } = countOf(joined(told))
      const ahead = paper.text.slice(Math.max(0, match.index - 4), match.index)
      // 2018—2022年4年间: from the end of the first to the end of the last
      if (!(said > 1) || said > 15 || count < 2 || said === count || (ended && said === count - 1 && often !== '连续' && !first) || /[第自从]$/.test(ahead) && !first && often === undefined) return []
      if (!first && often === undefined && ended && !/年[来间]|共|累计/.test(match[0] + paper.text.slice(match.index + match[0].length, match.index + match[0].length + 4))) return []
      const sure = (first || often === '连续') && !(ended && said === count - 1)
      return [say(paper, match.index, match[0], sure, `${joined(told)} 共 ${count} 年，所称 ${said} 年`, '所称的年数与所列的年份不符')]
    }),
  )
}

const sums = new RegExp(`${span}([^，。；\\d]{1,16}?)(${numeral})年(?:合计|累计|总计|共计)`, 'g')
/** `2019—2022年检验经费四年合计…`: as many years as are summed up. */
const summed = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(sums)].flatMap((match) => {
    const [count, said] = [Number(match[2]) - Number(match[1]) + 1, valueOf(match[4]!)]
    return count < 2 || said < 2 || said === count || /[近前后]$/.test(match[3]!) ? [] : [say(paper, match.index, match[0], true, `${match[1]}—${match[2]}年 共 ${count} 年，所称 ${said} 年`, '所称的年数与所列的年份不符')]
  })

const plan = new RegExp(`[“"]?十([二三四五])五[”"]?(?:时期|期间|规划)?\\((?:即)?${span}\\)`, 'g')
/** `“十三五”期间（2016—2021年）`: five years, from a year that all know. */
const plans = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(plan)].flatMap((match) => {
    const from = 2011 + 5 * '二三四五'.indexOf(match[1]!)
    const [one, other] = [Number(match[2]), Number(match[3])]
    // 2016—2018年: a part of it
    if (one >= from && other <= from + 4) return []
    return [say(paper, match.index, match[0], true, `“十${match[1]!}五”是 ${from}—${from + 4} 年，所列 ${one}—${other} 年`, '所列年份与五年规划的起止不符')]
  })

const begun = new RegExp(`(?:自|从)?(${year})年(?:以来|起|开始|至今)，?[^，。；\\d]{0,12}?(?:已)?连续(${numeral})年(?:来)?`, 'g')
/** `自2014年起连续9年`: the last of them is not behind the paper, and where it goes on to now it is not long before it. */
function since(paper: Paper): Finding[] {
  if (!paper.text.includes('连续')) return []
  const printed = [...paper.text.slice(0, 20_000).matchAll(/(?<!\d)((?:19|20)\d{2})(?=年|-|\.)/g)].map((match) => Number(match[1]))
  const now = Math.max(Number(paper.document.date?.slice(0, 4) ?? 0), ...printed)
  // nothing but the year it began in
  if (new Set(printed).size < 2 && paper.document.date === null) return []
  return [...paper.text.matchAll(begun)].flatMap((match) => {
    const [from, said] = [Number(match[1]), valueOf(match[2]!)]
    const last = from + said - 1
    if (last <= now && (last >= now - 2 || !/以来|至今|已连续/.test(match[0]))) return []
    return [say(paper, match.index, match[0], last > now, `${from} + ${said} − 1 = ${last} 年，本文 ${now} 年`, last > now ? '连续的年数数到了本文的时间之后' : '从所称的那一年数起，连续的年数到不了本文的时间')]
  })
}

const say = (paper: Paper, at: number, text: string, sure: boolean, calculation: string, explanation: string): Finding =>
  findingAt(paper, at, at + text.length, { verdict: sure ? 'contradiction' : 'doubtful', kind: 'date', calculation, explanation: `${explanation}${sure ? '。' : '；若起止时点另有所指则无误。'}` })
