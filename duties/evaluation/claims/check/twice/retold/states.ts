import type { Finding } from '../../../contract.ts'
import { countsLike } from '../../ground/near.ts'
import { before, group, lead, sort, tail, type Figure, type Paper } from '../../ground/paper.ts'
import { plainCount } from '../../totals/wholes/words.ts'
import { say, within } from './say.ts'

export const checkRetoldStates = (paper: Paper): Finding[] => [
  ...notYet(paper),
  ...paper.figures.flatMap((figure) => (plainCount(paper, figure) ? (ofPlace(paper, figure) ?? those(paper, figure) ?? everyOne(paper, figure) ?? []) : [])),
]

const ahead = /(?:尚未|还未|仍未|未|没有|没)([一-鿿]{2})的?$/
const behind = /^([一-鿿“”]{0,8}?)(?:尚未|还未|仍未|未(?!来)|没有)([一-鿿]{2})/
/** What many things may be, each in its own part of a paper. */
const common = /合格|达标|满意|发现|发生|按时|按期|及时|成年|到位|达到/

/** `未销号6个` and `另有6个问题未销号`: two counts of one state in the whole paper. */
function notYet(paper: Paper): Finding[] {
  const told = paper.figures.flatMap((figure) => {
    if (!plainCount(paper, figure) || figure.value < 3 || /其中|分别|年|每/.test(before(paper, figure, 16))) return []
    const match = behind.exec(tail(paper, figure, 16))
    const stem = ahead.exec(lead(paper, figure, 12))?.[1] ?? match?.[2]
    return stem === undefined || common.test(stem) ? [] : [{ figure, stem, noun: match?.[1] ?? '' }]
  })
  return [...group(told, ({ figure, stem }) => `${stem}|${sort(figure)}|${figure.unit}`).values()].flatMap((same) => {
    const [first, second] = same
    if (!first || !second || same.length !== 2 || first.figure.value === second.figure.value || first.figure.sentence === second.figure.sentence) return []
    const apart = first.noun !== '' && second.noun !== '' && first.noun.slice(-2) !== second.noun.slice(-2)
    const explained = countsLike(paper, second.figure).some((one) => one !== second.figure && one.unit === second.figure.unit && one.value === second.figure.value)
    return apart || explained || !within(first.figure, second.figure, 2) ? [] : [say(paper, second.figure, first.figure)]
  })
}

/** `没接上的37所都在山区` and, sections later, `山区37所学校`. */
function ofPlace(paper: Paper, figure: Figure): Finding[] | null {
  const place = /^(?:都|均|全|全部)(?:集中|分布)?在([一-鿿]{2,6})(?:地区|一带)?$/.exec(tail(paper, figure))?.[1]
  if (place === undefined) return null
  const told = countsLike(paper, figure).filter((one) => one.start > figure.end && plainCount(paper, one) && one.unit === figure.unit && new RegExp(`${place}(?:的|地区)?$`).test(lead(paper, one, 12)))
  const [one] = told
  return one && told.length === 1 && one.value !== figure.value && within(one, figure, 2) ? [say(paper, one, figure)] : null
}

/** `不合格的687批次中…。对这687批次问题食品`: what is pointed at stands before it, in its paragraph. */
function those(paper: Paper, figure: Figure): Finding[] | null {
  if (!/(?:对|把|将|^)(?:这|上述)$/.test(lead(paper, figure, 8)) || !/^(?:问题|不合格|隐患|案件|单位|企业|主体|样品)/.test(tail(paper, figure))) return null
  const all = countsLike(paper, figure).filter((one) => one !== figure && one.end <= figure.start)
  if (all.some((one) => one.low <= figure.value && figure.value <= one.high)) return null
  const near = all.filter((one) => one.unit === figure.unit && paper.paragraphs[one.sentence] === paper.paragraphs[figure.sentence] && plainCount(paper, one) && within(one, figure, 2))
  const fault = /问题|不合格|隐患/.test(tail(paper, figure, 4))
  const called = fault ? near.filter((one) => /不合格|问题|隐患|阳性/.test(lead(paper, one, 8))) : near
  return called.length === 1 ? [say(paper, figure, called[0]!)] : null
}

/** `食品生产企业45户` and `45户食品生产企业今年共检查135户次`: all of that name. */
function everyOne(paper: Paper, figure: Figure): Finding[] | null {
  const noun = lead(paper, figure) === '' ? /^([一-鿿]{4,10}?)(?:今年|全年|年内|全部|均)/.exec(tail(paper, figure, 16))?.[1] : undefined
  if (noun === undefined) return null
  const same = countsLike(paper, figure).filter((one) => one !== figure && one.unit === figure.unit && one.subject === noun && plainCount(paper, one))
  const [one] = same
  return one && same.length === 1 && one.end <= figure.start && one.sentence !== figure.sentence && one.value !== figure.value && within(one, figure, 2) && !/新|未|其中|部分/.test(lead(paper, one))
    ? [say(paper, figure, one)]
    : null
}
