import type { Finding } from '../../../contract.ts'
import { show } from '../../ground/interval.ts'
import { countsLike, paragraphOf } from '../../ground/near.ts'
import { bare } from '../../ground/nouns.ts'
import { before, between, finding, lead, printed, tail, type Figure, type Paper } from '../../ground/paper.ts'
import { plainCount } from '../../totals/wholes/words.ts'
import { say } from './say.ts'

/** What is not done yet, told among the shortcomings, against those that have it; and what is to be done about it. */
export const checkRetoldLeft = (paper: Paper): Finding[] => [
  ...paper.figures.flatMap((figure) => (plainCount(paper, figure) ? (toDo(paper, figure) ?? []) : [])),
  ...paper.figures.flatMap((figure) => filed(paper, figure) ?? []),
]

const lacking = /^((?:[一-鿿]|[（(][^（()）]{1,12}[)）]){2,12}?)(?:尚未|还未|仍未|还没有|未(?!来)|没有)([一-鿿“”]{2,14})/
/** Those that have what some are told to lack, and all there are of them. */
export function havingOf(paper: Paper, figure: Figure): { done: Figure; whole: Figure } | null {
  const match = /^(?:[一二三四五六]是)?(?:仍有|尚有|还有|有)?$/.test(lead(paper, figure)) ? lacking.exec(tail(paper, figure, 24)) : null
  if (!match) return null
  const [, noun, lacks] = match
  // 接入, 建成快检室: the deed, or what it is done to
  const words = lacks!.replaceAll(/[“”]/g, '')
  const deed = [words.slice(0, 2), ...(words.length > 3 ? [words.slice(-3)] : [])]
  const same = countsLike(paper, figure).filter((one) => one !== figure && one.unit === figure.unit && one.end <= figure.start && plainCount(paper, one))
  const ofNoun = (one: Figure): boolean => bare(one.subject) === bare(noun!) || tail(paper, one, 16).startsWith(noun!)
  const having = same.filter((one) => {
    const about = `${lead(paper, one, 24)}|${tail(paper, one, 16)}`.replaceAll(/[“”]/g, '')
    if (one.sentence === figure.sentence || !deed.some((word) => about.includes(word)) || /未|没|目标|计划|新增|上年|年初/.test(about)) return false
    return new RegExp(`${escaped(noun!)}中，?[^，。；\\d]{0,12}$`).test(before(paper, one, 30)) || ofNoun(one)
  })
  const [done] = having
  if (!done || new Set(having.map(({ value }) => value)).size > 1) return null
  const inFront = paragraphOf(paper, done.sentence).find((one) => one.at === done.at - 1 && one.unit === done.unit && tail(paper, one, 16).startsWith(`${noun}中`))
  const wholes = inFront ? [inFront] : same.filter((one) => one !== done && ofNoun(one) && one.low > done.low)
  const [whole] = wholes
  return whole && new Set(wholes.map(({ value }) => value)).size === 1 ? { done, whole } : null
}
const escaped = (words: string): string => words.replaceAll(/[()[\]{}|*+?.\\^$]/g, String.raw`\$&`)

const chapter = (paper: Paper, figure: Figure): string => paper.document.headings.findLast((one) => one.level === 1 && one.start <= figure.start)?.title ?? ''
const verbs = /(?:建成|补齐|新建|补建|完成|组织|配齐|补齐|改造|整改|督促|推动)$/
/** `2个乡镇尚未建成快检室` and, under the measures, `建成2个乡镇快检室`. */
function toDo(paper: Paper, figure: Figure): Finding[] | null {
  if (!verbs.test(lead(paper, figure, 12)) || !/措施|打算|下一步|计划|安排|整改/.test(chapter(paper, figure))) return null
  const words = tail(paper, figure, 16)
  const told = countsLike(paper, figure).filter((one) => {
    const match = lacking.exec(tail(paper, one, 24))
    const noun = match?.[1]
    return (
      noun !== undefined &&
      one.unit === figure.unit &&
      plainCount(paper, one) &&
      /问题|不足|短板|困难|差距/.test(chapter(paper, one)) &&
      (words.startsWith(noun) || words.startsWith(noun.slice(-2))) &&
      [...words].some((_, at) => at >= 2 && at + 2 <= words.length && match![2]!.includes(words.slice(at, at + 2)))
    )
  })
  const [one] = told
  return one && told.length === 1 && figure.value > one.value && figure.value < 5 * one.value ? [say(paper, figure, one)] : null
}

const notFiled = /对(?:够不上|不够|未达到?|达不到|不符合)立案(?:标准|条件)的$/
/** `对这687批次问题食品，监管部门立案612件，对够不上立案标准的75件责令改正`: one or the other of each. */
function filed(paper: Paper, rest: Figure): Finding[] | null {
  const [whole, done] = [paper.figures[rest.at - 2], paper.figures[rest.at - 1]]
  if (!notFiled.test(lead(paper, rest)) || !whole || !done || whole.sentence !== rest.sentence || !/(?:这|上述)$/.test(lead(paper, whole))) return null
  if (![whole, done, rest].every((one) => plainCount(paper, one)) || !/立案$/.test(lead(paper, done)) || between(paper, whole, rest).length > 40) return null
  if (done.value + rest.value === whole.value) return null
  return [
    finding(paper, [rest, done, whole], {
      verdict: 'doubtful',
      kind: 'total',
      calculation: `${show(done.value)} + ${show(rest.value)} = ${show(done.value + rest.value)}，所列 ${printed(whole)}`,
      explanation: '立案与不予立案之和与所列总数不符；若一案含几批次则无误。',
    }),
  ]
}
