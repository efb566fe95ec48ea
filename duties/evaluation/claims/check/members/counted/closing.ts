import type { Finding } from '../../../contract.ts'
import { findingAt, joined, type Paper } from '../../ground/paper.ts'
import { namesEnding, numeral, valueOf, type Names } from './names.ts'

const closing = new RegExp(`(等)?\\s*(${numeral})(?:大类|类|个?产品单元|个(?:品种|县区|区县|县市区|市县|县份|市州|地市|单位|部门|省份|国家|地区|城市|乡镇|街道|等次|等级|档次|时段)|区(?!域|别|间|块|级)|县(?!级|区)|市(?!级|场|区|县|民)|镇(?!街))(?:食品|产品|样品|商品)?`, 'g')

/** Faults that were found have longer names than goods. */
const LONGEST = 22

/** `甲、乙、丙三区`, `甲，乙，丙3类食品`, `甲、乙和丙等3大类`: a row of names closed by its number. */
export const checkClosing = (paper: Paper): Finding[] =>
  paper.document.sentences.flatMap(({ start, end }) => {
    const sentence = paper.text.slice(start, end)
    return [...sentence.matchAll(closing)].flatMap((match) => {
      const said = valueOf(match[2]!)
      const words = joined(sentence.slice(Math.max(0, match.index - 160), match.index)).replaceAll(/\([^()]*\d[^()]*\)/g, '')
      const names = said < 2 || /[第前近十百\d.“"”()（—-]$/.test(words) ? null : namesEnding(words, LONGEST)
      if (!names || !(match[1] === undefined ? misses(names, said) : strays(names, said))) return []
      return [
        findingAt(paper, start + match.index, start + match.index + match[0].length, {
          verdict: 'doubtful',
          kind: 'enumeration',
          calculation: `“${joined(match[0])}”：其前所列 ${names.likely} 项（${names.list.join('、').slice(0, 80)}），所称 ${said} 项`,
          explanation: '所列的项数与所称不符；若其中两项本是一项，或所列只是其中一部分，则无误。',
        }),
      ]
    })
  })

const misses = ({ least, most, likely }: Names, said: number): boolean => (said < least || said > most) && Math.abs(said - likely) < 4

/** 等 leaves room for others, but not where 和 has closed the row, and never for fewer than are named. */
const strays = ({ list, least, most, likely, closed }: Names, said: number): boolean => said < least || (closed && said < likely && (least > 2 || long(list))) || (closed && said > most && said - most < 4)

/** 畜禽产品和水产品: no name is made of two as long. */
const long = (list: readonly string[]): boolean => list.at(-1)!.split(/以及|[和及与]/).every((one) => one.length > 2)
