import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'
import { dayBorne } from './borne.ts'

/** Years that are set beside one another: a year compared with itself or with one to come, years announced and then told, and since when a thing is so. */
export const checkComparedYears = (paper: Paper): Finding[] => [...withItself(paper), ...announced(paper), ...since(paper)]

const say = (paper: Paper, at: number, text: string, sure: boolean, calculation: string, explanation: string): Finding =>
  findingAt(paper, at, at + text.length, { verdict: sure ? 'contradiction' : 'doubtful', kind: 'date', calculation, explanation })

const year = '(?:19|20)\\d{2}'
const speaking = new RegExp(`(?<![\\d比较与])(${year})年(?:度|全年)?(?!\\d|[底末初第同]|[一二三四]季|[上下]半|以来|[^，。；]{0,6}相比)`, 'g')
const against = new RegExp(`(?:较|比|与|同)(${year})年(?:度)?(?!\\d|[初第底末]|[一二三四]季|[上下]半)(?:同期)?(?:相比|比)?，?([一-鿿]{0,8}?)(?:上升|下降|增长|增加|减少|提高|提升|降低|回落|上涨|增|减|降|升|高|低|多|少)`, 'g')
/** `2021年，不合格率为3.0%，较2021年上升`, `2022年较2024年上升`: what is compared with is another year, and one that is over. */
function withItself(paper: Paper): Finding[] {
  return paper.document.sentences.flatMap(({ start, end }) => {
    const words = paper.text.slice(start, Math.min(end, start + 600))
    return [...words.matchAll(against)].flatMap((match) => {
      const told = [...words.slice(0, match.index).matchAll(speaking)].at(-1)
      if (!told || /月|季度|半年|第/.test(words.slice(told.index + 4, match.index).slice(0, 12))) return []
      const [own, other] = [Number(told[1]), Number(match[1])]
      const near = match.index + match[0].length - told.index < 160 ? told.index : match.index
      if (own === other) return [say(paper, start + near, words.slice(near, match.index + match[0].length), true, `${own}年与${other}年相比`, '所比的正是所说的这一年，不是另一年。')]
      if (other > own) return [say(paper, start + match.index, match[0], other > latest(paper), `${own}年与其后的${other}年相比`, '所比的年份在所说的年份之后；若是倒着比较则无误。')]
      return []
    })
  })
}

/** The last year that the paper may know: of the day it bears, else of its title. */
function latest(paper: Paper): number {
  const borne = dayBorne(paper)
  if (borne) return new Date(borne.day).getUTCFullYear()
  const title = paper.text.trimStart().split('\n')[0]!.slice(0, 80)
  const named = [...title.matchAll(new RegExp(`(${year})年`, 'g'))].map((match) => Number(match[1]))
  return named.length === 0 ? Infinity : Math.max(...named)
}

const compared = new RegExp(`[与同](${year}年(?:(?:、|和|及|与)${year}年)*)相比，?[^。；，]{0,4}?(${year})年[^。；：]{2,80}：`, 'g')
/** `与2021年和2022年相比，2023年有所提高：2021年…；2022年…；2023年…`: the years announced are those told. */
function announced(paper: Paper): Finding[] {
  return [...paper.text.matchAll(compared)].flatMap((match) => {
    const from = match.index + match[0].length
    const rest = paper.text.slice(from, from + 600).split(/[。\n]/)[0]!
    const told = [...rest.matchAll(new RegExp(`(?<=^|；|，)\\s*(${year})年`, 'g'))].map((one) => ({ year: Number(one[1]), at: from + one.index }))
    const base = [...match[1]!.matchAll(new RegExp(year, 'g'))].map((one) => Number(one[0]))
    const meant = [...base, Number(match[2])]
    const strange = told.filter((one) => !meant.includes(one.year))
    const missing = meant.filter((one) => !told.some(({ year: of }) => of === one))
    const late = base.find((one) => one > Number(match[2]))
    if (late !== undefined) return [say(paper, match.index, match[0].slice(0, match[1]!.length + 3), true, `${match[2]}年与其后的${late}年相比`, '所比的年份在所说的年份之后。')]
    if (strange.length !== 1 || missing.length !== 1 || told.length < 2) return []
    return [say(paper, strange[0]!.at, `${strange[0]!.year}年`, true, `所称 ${meant.join('、')} 年；其后所列 ${told.map((one) => one.year).join('、')} 年`, '其后分年所列的年份与前面所说的不同。')]
  })
}

const sinceYear = new RegExp(`(${year})年[^，。；\\d]{0,24}以来`, 'g')
/** `2019年度考核获优秀，这是2026年开展考核以来首次`: a thing is so since a year that is over. */
function since(paper: Paper): Finding[] {
  return paper.document.sentences.flatMap(({ start, end }) => {
    const words = paper.text.slice(start, Math.min(end, start + 400))
    return [...words.matchAll(sinceYear)].flatMap((match) => {
      const of = Number(match[1])
      const own = [...words.slice(0, match.index).matchAll(speaking)].map((one) => Number(one[1]))
      const known = Math.max(...own, -Infinity)
      const ends = words.slice(match.index + match[0].length, match.index + match[0].length + 16)
      const first = /首次|第一次|最[好高低佳多少]|连续/.test(ends)
      if (known < of && own.length > 0 && first && /这是|是$|，$/.test(words.slice(Math.max(0, match.index - 4), match.index))) return [say(paper, start + match.index, match[0], true, `${joined(match[0]).slice(0, 12)}…以来；所述之事在 ${known} 年`, '所述之事早于所说的“以来”。')]
      return of > latest(paper) ? [say(paper, start + match.index, match[0], of > latest(paper) + 1, `${of}年 晚于本文的时间 ${latest(paper)} 年`, '本文的时间之前还没有到所说的“以来”之年；若本文在其后才写成则无误。')] : []
    })
  })
}
