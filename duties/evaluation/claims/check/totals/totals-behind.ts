import type { Finding } from '../../contract.ts'
import { namedCities } from '../known.ts'
import { meet, show, sum } from '../ground/interval.ts'
import {
  before,
  between,
  finding,
  inSentence,
  isCount,
  isGrowth,
  isRate,
  lead,
  printed,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/** Totals that stand behind the list they add up: 甲128人、乙43人，共171人. */

export const sumOf = (parts: readonly Figure[]): string =>
  `${parts.map(({ value }) => show(value)).join(' + ')} = ${show(parts.reduce((all, { value }) => all + value, 0))}${parts[0]!.unit}`

const strong = /^计$|(?:合计|总计|共计|总共|总分|总得分|总(?:投资|投入|人数|户数|面积|产量|产值|金额|经费|数|额)[为达是]?)[约近达为到]*$/
const weak = /(?:累计|共|一共|总量[为达是]?)[^，。；、]{0,10}$/

export function totalsBehindLists(paper: Paper): Finding[] {
  return paper.figures.flatMap((figure) => {
    if (!isCount(figure) || figure.bracketOf !== null) return []
    const words = lead(paper, figure)
    // 警告126件、…、吊销许可4件，全部490件
    const sure = strong.test(words) || (words === '全部' && tail(paper, figure) === '')
    if (!sure && !weak.test(words)) return []
    // 四项依次为…，前两项合计: of some of them
    if (/前[两二三四五六七\d]/.test(words)) return []
    const list = listBefore(paper, figure)
    // 农药、兽药残留合计: of those that are named
    if (/[一-鿿]{2,8}(?:、|和|及|与)[一-鿿]{2,8}(?:合计|总计|共计|共)[^，。；、]{0,4}$/.test(words40(paper, figure)) && list.length > 2)
      return []
    return list.length > 1 ? (judgeTotal(paper, figure, list, sure) ?? []) : []
  })
}

const words40 = (paper: Paper, figure: Figure): string =>
  before(paper, figure, 40)
    .split(/[，。；：]/)
    .at(-1)!

/** What each one has is multiplied, not added. */
export const ofEach = /各(?:自)?(?:有|设|配备?|建|办|查|抽|举办|开展|组织|安排|完成|投入|检查|培训)?$|每[一-鿿]{1,6}$/

/** 1区、6县，共7个县（区） */
const divisions = (paper: Paper, one: Figure, total: Figure): boolean =>
  total.unit === '个' && /^[市县区旗]/.test(one.unit) && /^[市县区旗]/.test(tail(paper, total))

/** Figures of the same unit that stand before this one without another total or a part between. */
function listBefore(paper: Paper, figure: Figure): Figure[] {
  const same = inSentence(paper, figure.sentence)
  const list: Figure[] = []
  for (let at = same.indexOf(figure) - 1; at >= 0; at--) {
    const one = same[at]!
    // 一季度…，覆盖率100%；二季度…；两个季度共…: a share goes with each
    if (isRate(one) && /^[两二三四五六七八九十\d]个?[一-鿿]{1,4}[共计]/.test(lead(paper, figure))) continue
    if (isGrowth(paper, one) && /^[两二三四五六七八九十\d]年/.test(lead(paper, figure))) continue
    // 每个乡镇不少于2名，现有…: what ought to be is no part of what is
    if (!Number.isFinite(one.high)) break
    // 县级各举办2次，县级合计12次: what each has is multiplied
    if (ofEach.test(lead(paper, one, 14))) break
    if (!(one.unit === figure.unit || divisions(paper, one, figure)) || strong.test(lead(paper, one)) || weak.test(lead(paper, one))) break
    if (one.partOf === null || one.partOf === figure.partOf || same.every(({ at }) => at !== one.partOf)) list.unshift(one)
  }
  return list
}

function judgeTotal(paper: Paper, figure: Figure, list: readonly Figure[], sure: boolean): Finding | null {
  if (/^(?:县|市|区|行政区)/.test(tail(paper, figure)) && namedCities(paper, figure) > 0) return null
  for (let from = 0; from < list.length - 1; from++) {
    // a bare list (分别投入A、B、C) is added up whole
    if (from > 0 && /^[、和及]$/.test(between(paper, list[from - 1]!, list[from]!))) continue
    const run = list.slice(from)
    if (meet(sum(run), figure))
      return finding(paper, [figure, ...run], {
        verdict: 'holds',
        kind: 'total',
        calculation: `${sumOf(run)}，所列合计 ${printed(figure)}`,
        explanation: '各项之和与合计相符。',
      })
  }
  const total = sum(list)
  // 生产总值6.66万亿元，…，零售总额2.9万亿元 is called so and sums up nothing; 新增12项，总数64项 counts the old ones too
  const less = list.some((one) => one.low > figure.high) && /[一-鿿]{2}总(?!计|共)[一-鿿]*$/.test(lead(paper, figure))
  if (less || (list.some((one) => /新[一-鿿]{1,2}|净增/.test(lead(paper, one))) && /总[数量额]|累计/.test(lead(paper, figure)))) return null
  const close = total.low <= figure.high * 1.2 && total.high >= figure.low * 0.8
  const closing = /^(?:共|合计|共计)$/.test(lead(paper, figure)) && (total.low > figure.high || list.length > 1) && total.high > 0.5 * figure.low
  if (!sure && !((close || closing) && parallel(paper, list, figure))) return null
  return finding(paper, [figure, ...list], {
    verdict: sure && parallel(paper, list, figure) ? 'contradiction' : 'doubtful',
    kind: 'total',
    calculation: `${sumOf(list)}，所列合计 ${printed(figure)}`,
    explanation: `前列各项之和与合计不符。${sure ? '' : '若合计还含未列出的部分则无误。'}`,
  })
}

/** A true list: short items, one behind the other, up to the total. */
const parallel = (paper: Paper, list: readonly Figure[], total: Figure): boolean =>
  [...list.slice(1), total].every((one, at) => {
    // 一季度4152户次，覆盖率100%；二季度…: a share goes with each
    const words = between(paper, list[at]!, one).replaceAll(/，[^，。；、\d]{0,10}\d[\d.]*%(?=[，；])/g, '')
    const alike = lead(paper, list[at]!, 12).slice(-2) === lead(paper, one, 12).slice(-2)
    // a number that nobody has read may be one of the list
    return words.length <= 24 && !/\d/.test(words) && !/。/.test(words) && (alike || !/；/.test(words)) && !/同比|比上年|等|另|还/.test(words)
  })
