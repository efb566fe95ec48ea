import type { Finding } from '../../contract.ts'
import { show } from './interval.ts'
import { akin, countsLike } from './near.ts'
import { bare } from './nouns.ts'
import { meantBy } from './slips.ts'
import {
  after,
  before,
  between,
  finding,
  isCount,
  isExact,
  isIncrement,
  lead,
  named,
  printed,
  sort,
  tail,
  type Figure,
  type Paper,
} from './paper.ts'

/**
 * Figures that come back: `76个点位中，…`, `对46批次不合格食品…`, `完成全部47条问题整改` speak of what was counted before. A number that the paper has
 * nowhere else, beside an earlier count of the same thing, leaves a doubt.
 */
export function checkMentions(paper: Paper): Finding[] {
  return paper.figures.flatMap((figure) => {
    const told = again(paper, figure) ?? ofThose(paper, figure) ?? allOfThose(paper, figure)
    if (told) return [say(paper, figure, told)]
    const name = definite(paper, figure)
    if (name === null) return []
    const alike = countsLike(paper, figure).filter((one) => one !== figure && one.cell === null)
    const inTable = figure.value > 20 && paper.figures.some((one) => one.cell !== null && one.value === figure.value)
    if (inTable || alike.some((one) => one.value === figure.value || covers(one, figure)) || summed(figure, alike)) return []
    const earlier = alike.filter(
      (one) =>
        one.start < figure.start &&
        (one.sentence !== figure.sentence || within(paper, figure)) &&
        (isExact(one) || bare(one.subject) === bare(name)) &&
        near(one, figure) &&
        whole(paper, one) &&
        (name === '' ? figure.start - one.start < 300 : means(paper, one, name)),
    )
    const antecedent = earlier.at(-1)
    // fewer of them may be those that a deed was done to
    return antecedent && (figure.value > antecedent.value || saysAll(paper, figure)) ? [say(paper, figure, antecedent)] : []
  })
}

/** `食品生产企业420家…。对全部402家实施检查`: all of those just counted, with two digits that changed places. */
function allOfThose(paper: Paper, figure: Figure): Figure | undefined {
  if (!isCount(figure) || !isExact(figure) || figure.cell !== null || figure.value < 20 || !/(?:全部|所有|上述|这)$/.test(lead(paper, figure, 8)) || sort(figure) !== '家') return undefined
  const near = countsLike(paper, figure).filter((one) => one !== figure && one.cell === null)
  if (near.some((one) => one.value === figure.value)) return undefined
  return near.findLast((one) => one.end <= figure.start && paper.paragraphs[one.sentence] === paper.paragraphs[figure.sentence] && meantBy(figure).some(({ form, digits, low, high }) => form === 'swapped' && digits > 1 && low <= one.value && one.value <= high))
}

const leftOver = /(?:剩余的?|余下的?|剩下的?|仅[余剩]|尚余|还剩)$/
/** 剩余12个, and `仍有12个问题没有整改`. */
const isLeft = (paper: Paper, one: Figure): boolean =>
  leftOver.test(lead(paper, one, 12)) || (/(?:仍|尚|还)有$/.test(lead(paper, one, 12)) && /没有|未|正在|尚在|待/.test(tail(paper, one, 12)))
/** `剩余12个问题` after `仅余10个未整改`, `立案数由37起增加到86起` after `立案74起`: what has one value in a paper, told a second time. */
function again(paper: Paper, figure: Figure): Figure | undefined {
  if (!isCount(figure) || !isExact(figure) || figure.cell !== null) return undefined
  const alike = countsLike(paper, figure).filter((one) => one !== figure && one.cell === null && isExact(one))
  if (alike.some((one) => one.value === figure.value) || figure.value < 3) return undefined
  if (leftOver.test(lead(paper, figure, 12))) {
    const noun = /^[一-鿿]{2}/.exec(tail(paper, figure))?.[0]
    const before = alike.filter((one) => one.end <= figure.start && isLeft(paper, one) && one.sentence !== figure.sentence)
    const [one] = before
    return one &&
      before.length === 1 &&
      one.value < 5 * figure.value &&
      figure.value < 5 * one.value &&
      noun !== undefined &&
      (tail(paper, one).includes(noun) || akin(paper, one, figure))
      ? one
      : undefined
  }
  const from = paper.figures[figure.at - 1]
  if (!from || sort(from) !== sort(figure) || !/^(?:增加|减少|上升|下降|提高|降低|增长|升|降)[到至为]$/.test(between(paper, from, figure)))
    return undefined
  const name =
    /(?:^|的|[一-鿿]{4})([一-鿿]{2})(?:数|量)由[^，。；]*$/.exec(lead(paper, from))?.[1] ??
    /^([一-鿿]{2})(?:数|量)由/.exec(lead(paper, from))?.[1]
  const one = name === undefined ? undefined : alike.find((one) => lead(paper, one, 8) === name && one.end <= from.start)
  return one && near(one, figure) ? one : undefined
}

/** `分解为46项任务。…46项任务中，已完成38项`: the only count of that noun in the sentence before, told again to be divided. */
function ofThose(paper: Paper, figure: Figure): Figure | undefined {
  const noun = /^(?:具体|重点|主要)?([一-鿿]{2,8})中，/.exec(`${tail(paper, figure, 12)}，`)?.[1]
  if (noun === undefined || !isCount(figure) || !isExact(figure) || figure.value < 3 || !/^(?:这|上述|其中)?$/.test(lead(paper, figure))) return undefined
  const before = countsLike(paper, figure).filter(
    (one) =>
      one.end <= figure.start &&
      one.sentence >= figure.sentence - 2 &&
      one.sentence < figure.sentence &&
      paper.paragraphs[one.sentence] === paper.paragraphs[figure.sentence] &&
      (tail(paper, one, 10).replace(/^(?:具体|重点|主要)/, '').startsWith(noun) || (noun.length > 2 && lead(paper, one, 10).endsWith(noun.slice(0, 3)))),
  )
  const [one] = before
  return one && before.length === 1 && one.value !== figure.value && one.value < 3 * figure.value && figure.value < 3 * one.value ? one : undefined
}

/** 不合格4家，不合格的6家全部清退: said of what the same sentence counted; another count beside it is another thing. */
const within = (paper: Paper, figure: Figure): boolean => /(?:上述|这|[一-鿿]{2}的)$/.test(lead(paper, figure, 12))

/** 近3万家 may be 29764家 */
const covers = (one: Figure, figure: Figure): boolean =>
  one.low <= figure.value && figure.value <= one.high && one.high - one.low < 0.3 * one.value
const saysAll = (paper: Paper, figure: Figure): boolean =>
  /全部|所有|上述|这$/.test(lead(paper, figure, 6)) ||
  /^[一-鿿“”A-Z]{0,14}(?:全部|均|都|悉数|中，)/.test(tail(paper, figure, 24) + after(paper, figure, 24))

/** Twice as much or half is another thing. */
const near = (one: Figure, other: Figure): boolean => one.value <= 1.6 * other.value && other.value <= 1.6 * one.value
/** What counts all there is or all that was found, no part of it and no plan. */
const whole = (paper: Paper, one: Figure): boolean =>
  !isIncrement(paper, one) && !/每|平均|目标|计划|力争|新增|另|上年|去年|同期|其余|剩/.test(lead(paper, one, 12))
/** 41+35=76: the sum of two counts that stand together. */
const summed = (figure: Figure, alike: readonly Figure[]): boolean =>
  alike.some((one, at) => {
    const next = alike[at + 1]
    const together = next !== undefined && next.start < figure.start && next.start - one.end < 40 && figure.value > 30
    return together && Math.abs(one.value + next.value - figure.value) < 1e-9
  })

const pointing =
  /(?:^|[，。；：]|期间|年|[一二三四五六七八九]是|数据|[、和及])(?:对|将|把|为|给|与|同|和|依托|针对|围绕|在|凡|由|经|从|[一-鿿]{2,6}与)?(?:上述|全部|所有|这|该|其|以上|前述|此次|本次|剩余|剩下的?|余下的?)?$/
const sure = /(?:上述|全部|所有|这|以上|前述)$|[一-鿿]{2,}的$/
/** What follows a figure that is new: a deed of its own. */
const deed = /^(?:[，。；、：)]|[了的]?(?:，|。|；|$))/

/** What names the thing of a figure that points back ('' where only 上述 does), null where the figure tells something new. */
function definite(paper: Paper, figure: Figure): string | null {
  if (
    !isCount(figure) ||
    !isExact(figure) ||
    figure.cell !== null ||
    figure.value < 3 ||
    figure.bracketOf !== null ||
    figure.partOf !== null
  )
    return null
  const words = lead(paper, figure, 24)
  const behind = tail(paper, figure, 24)
  // 市局完成的612批次抽检中: whose they are is said
  if (!whole(paper, figure) || /(?:局|部门|中心|机构|所|办)[^，。；]{0,6}的$/.test(words)) return null
  if (/(?:上述|这)$/.test(words) && (behind === '' || /^[、和]/.test(behind))) return ''
  const total = /^(?:目前|截至目前|现)?(?:全[市县区州]|我[市县区州]|辖区)?(?:共有|现有|实有|共设)([一-鿿]{2,14})$/.exec(words)?.[1]
  if (total !== undefined && behind === '') return total
  const kind = /(?:^|[是，])([一-鿿]{2,8})的$/.exec(words)?.[1] ?? ''
  if (kind !== '' && /^(?:全部|均|都|已|[一-鿿]{2,6}(?:全部|均|都|已|由))/.test(behind)) return kind
  if (deed.test(behind) || /^[一-鿿]{0,2}次/.test(behind)) return null
  const noun = /^(?:的)?([一-鿿“”A-Z]{2,14})/.exec(behind)?.[1] ?? ''
  if (noun === '' || !(words === '' || pointing.test(`，${words}`) || sure.test(words) || /完成全部$|落实$/.test(words))) return null
  // two figures in a row tell something new: 12个行政村、36户经营主体
  if (/[、和及]$/.test(before(paper, figure, 2)) && !/(?:上述|指出的|反馈的|发现的)[^，。；]*$/.test(before(paper, figure, 30))) return null
  return `${kind} ${noun.replace(/(?<=[一-鿿]{2})[中里均都全已由].*$/, '')}`
}

const general = /^(?:食品|安全|全市|单位|企业|工作|人员|任务|情况|项目)$/
/** Whether a count is of what the noun names: they have a word of two signs in common that is no common one. */
function means(paper: Paper, one: Figure, noun: string): boolean {
  const name = bare(noun)
  if (name !== '' && bare(one.subject) === name) return true
  // 初中31所、高中阶段学校13所: the words of the next member are not its own
  const said = `${bare(one.subject)} ${one.measure} ${lead(paper, one, 20)} ${tail(paper, one, 12).split('、')[0]!}`
  if (name.startsWith('案件') && said.includes('案')) return true
  for (let at = 0; at + 2 <= Math.min(name.length, 10); at++) {
    const pair = name.slice(at, at + 2)
    if (!general.test(pair) && said.includes(pair)) return true
  }
  return false
}

function say(paper: Paper, later: Figure, earlier: Figure): Finding {
  return finding(paper, [later, earlier], {
    verdict: 'doubtful',
    kind: 'two-values',
    calculation: `${printed(earlier)}；${printed(later)}${later.sentence === earlier.sentence ? `（${between(paper, earlier, later).length} 字之后）` : ''}`,
    explanation: `“${named(later)}”似指前文的“${named(earlier)}”而数不同（相差 ${show(Math.abs(earlier.value - later.value), 2)}）；若另有所指则无误。`,
  })
}
