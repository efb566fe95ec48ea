import type { Finding, Verdict } from '../../../contract.ts'
import { before, finding, printed, type Figure, type Paper } from '../../ground/paper.ts'
import { rowsIn } from '../../ground/rows.ts'
import { namesEnding, numeral, valueOf, type Names } from './names.ts'

/** `甲、乙、丙分别为…`, `最大的三类，分别为…`: as many figures as there are names, or as the number before them says. */
export const checkRespectively = (paper: Paper): Finding[] =>
  [...paper.bySentence.keys()].flatMap((sentence) => rowsOf(paper, sentence).flatMap((row) => announced(paper, row) ?? listed(paper, row)))

const respectively = /(?:分别|依次)(?:增长|下降|上升|提高|减少|提升|降低|占[一-鿿]{0,14}的?)?(?:[为是有达]|达到)?$/
/** Figures behind 分别 with nothing between them. */
function rowsOf(paper: Paper, sentence: number): Figure[][] {
  return rowsIn(paper, sentence).filter((row) => respectively.test(before(paper, row[0]!, 24)) && closed(paper, row))
}

/** The row may go on in words: `…、3家，其余未检出`, `…和若干`, `…3家；丁、戊为`. */
const open = /^(?:[、和及与]|以及|等|，其余|，其他|，(?:和|及|而))|^，[^，。；\d]{0,8}(?:未|为零|没有|均为)/
const closed = (paper: Paper, row: readonly Figure[]): boolean => !open.test(paper.text.slice(row.at(-1)!.end, row.at(-1)!.end + 14))

const things = '类|区|县|市|大类|项(?!次)|镇|街道|省份?|国家|地区|产品|食品|单位|环节|个月份?|个季度'
const ahead = new RegExp(`(?<![第前近、和至到\\d.])(${numeral})(?:个|种|家|大)?(?:${things})[一-鿿]{0,8}，?(?:[一-鿿]{0,10}[率量数度额])?(?:分别|依次)[^，。；、\\d]{0,18}$`)
const another = new RegExp(`(?:${numeral})(?:个|大)?(?:${things})[^，。；]{0,6}[、和及与][^，。；]{0,4}$`)
/** `金额最大的三类食品，分别为812亿元、345亿元、210亿元`. */
function announced(paper: Paper, row: readonly Figure[]): Finding[] | null {
  const words = before(paper, row[0]!, 60)
  const match = ahead.exec(words)
  if (!match) return null
  const said = valueOf(match[1]!)
  // 三个区、两个县分别为…: another number stands before it
  if (said === row.length) return []
  if (said < 2 || said > 12 || row.length % said === 0 || another.test(words.slice(0, match.index))) return null
  return [{ ...say(paper, row, said, `所称 ${said} 项`, 'contradiction'), start: paper.text.lastIndexOf(match[1]!, row[0]!.start - 1) }]
}

/** What is told of each, behind the names. */
const measure =
  /，?(?:的|其|(?:监督)?抽检|抽样|监测|检测|检验|样品|总体|投诉|举报|销售|产品|食品|全年|今年)*(?:(?:不?合格|不符合|问题|检出|满意|知晓|处置|办结|完成|覆盖|达标|超标|阳性|解决)率|(?:投诉|举报|抽检|销售|受理|检出|增长|不合格)?(?:数量|批次|件数|家数|金额|产值|比重|占比|比例|满意度|知晓度|得分|增速|增幅)|增长(?:较高|较快|明显)|问题比较(?:突出|严重))，?$/
const number = /(?:等\s*)?([两二三四五六七八九十]|\d{1,2})\s*(?:大类|类|个|种|项|区|县|市|者|家)(?:大?类)?[一-鿿]{0,4}$/
/** `甲、乙、丙、丁合格率分别为98.2%、97.5%、96.1%`. */
function listed(paper: Paper, row: readonly Figure[]): Finding[] {
  const words = before(paper, row[0]!, 160).replace(/(?:分别|依次)[^，。；、\d]{0,10}$/, '')
  const bare = words.replace(measure, '')
  const quotes = /(?:[“"][^“”"。；]{2,16}[”"]){3,10}(?:等?[一-鿿]{0,12}，)?$/.exec(words)
  if (quotes) {
    const names = [...quotes[0].matchAll(/[“"]([^“”"]+)[”"]/g)].map((one) => one[1]!)
    return names.length === row.length || row.length % names.length === 0 ? [] : [say(paper, row, names.length, `名称 ${names.join('、')}`, 'doubtful')]
  }
  const told = number.exec(bare)
  const names = namesEnding(told ? bare.slice(0, told.index) : bare)
  if (!names || (/等(?!级)/.test(bare) && !told) || row.length % names.likely === 0 || Math.abs(names.likely - row.length) > 3) return []
  if (told && valueOf(told[1]!) !== names.likely) return []
  if (names.least <= row.length && row.length <= names.most && !split(names, row.length) && !told) return []
  return [say(paper, row, names.likely, `名称 ${names.list.join('、').slice(0, 60)}`, told ? 'contradiction' : 'doubtful')]
}

/** 食用农产品和调味制品: two names of their own, each as long as a name of the row. */
const split = ({ list, likely, closed }: Names, count: number): boolean =>
  closed && list.length > 2 && count === likely - 1 && list.at(-1)!.split(/以及|[和及与]/).every((one) => one.length > 2)

const say = (paper: Paper, row: readonly Figure[], said: number, words: string, verdict: Verdict): Finding =>
  finding(paper, row, {
    verdict,
    kind: 'enumeration',
    calculation: `“分别”所列 ${row.length} 个数（${row.map(printed).join('、')}），应有 ${said} 个：${words}`,
    explanation: `所列数值的个数与名称的个数不符${verdict === 'doubtful' ? '；若其中两项本是一项，或有一项未列数值，则无误' : ''}。`,
  })
