import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { depthOf, paragraphOf } from '../ground/near.ts'
import { before, between, finding, inSentence, isCount, isExact, isIncrement, isMean, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/**
 * A member above the whole that it was told of: the second of two figures (`项目18个，资金540万元…，其中水产类11个、资金630万元`), and the foremost of a kind
 * (`发现问题62个…，较多的是台账不全71个`).
 */
export const checkAboveWhole = (paper: Paper): Finding[] => paper.figures.flatMap((one) => (usable(paper, one) ? (second(paper, one) ?? foremost(paper, one) ?? []) : []))

const usable = (paper: Paper, one: Figure): boolean => isCount(one) && isExact(one) && one.cell === null && one.low > 0 && Number.isFinite(one.high) && !isMean(paper, one) && !isIncrement(paper, one)
const other = /上年|去年|同期|计划|目标|另|比|较(?!多)|每|平均/

function second(paper: Paper, part: Figure): Finding[] | null {
  const same = inSentence(paper, part.sentence).filter((one) => usable(paper, one))
  const at = same.indexOf(part)
  const first = same[at - 1]
  if (!first || sort(first) === sort(part) || !/^[、，](?:涉及|共|投入|补助)?(?:财政|补助|专项|罚没|奖补|涉案|检验|改造)?(?:资金|经费|款|金额|货值|参训|投资|罚没款|奖金|面积|产值|罚款)?$/.test(between(paper, first, part))) return null
  const start = paper.text.lastIndexOf('其中', first.start)
  if (start < 0 || first.start - start > 24 || /[。；\d]/.test(paper.text.slice(start, first.start))) return null
  const wholes = same.filter((one) => one.end <= start)
  const head = wholes.findLast((one) => sort(one) === sort(first) && one.low >= first.high)
  const whole = head && wholes.find((one) => one.start >= head.end && sort(one) === sort(part))
  // any larger count of the sort before may be the whole that is meant
  if (!head || !whole || other.test(lead(paper, whole, 10)) || wholes.some((one) => sort(one) === sort(part) && one.high >= part.low) || /；/.test(between(paper, whole, part))) return null
  return [say(paper, part, whole)]
}

const leading = /(?:较多的?[是为]|主要[是为]|主要集中在|突出的是|居首的?[是为]|最多的?[是为，]{0,2}|占比最[大高]的?[是为])[^，。；、\d]{0,12}$/
function foremost(paper: Paper, part: Figure): Finding[] | null {
  if (!leading.test(before(paper, part, 30)) || /新增|增/.test(lead(paper, part, 6))) return null
  const near = paragraphOf(paper, part.sentence).filter((one) => one.end <= part.start && one.sentence >= part.sentence - 1 && usable(paper, one) && sort(one) === sort(part) && depthOf(paper, one) === 0)
  const whole = near.at(-1)
  if (!whole || near.some((one) => one.high >= part.low) || !/发现|共|受理|查处|检出|排查|投诉|问题|隐患|立案|办结/.test(lead(paper, whole, 14)) || other.test(lead(paper, whole, 10))) return null
  return [say(paper, part, whole)]
}

const say = (paper: Paper, part: Figure, whole: Figure): Finding =>
  finding(paper, [part, whole], {
    verdict: 'contradiction',
    kind: 'part-whole',
    calculation: `${show(part.value)} > ${show(whole.value)}${whole.unit}`,
    explanation: `其中一项（${printed(part)}）多于其全部（${printed(whole)}）。`,
  })
