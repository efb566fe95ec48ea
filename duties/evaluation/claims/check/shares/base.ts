import type { Finding } from '../../contract.ts'
import { apart, cut, meet, over, show, showInterval, times } from '../ground/interval.ts'
import { akin, countsLike } from '../ground/near.ts'
import { bare } from '../ground/nouns.ts'
import { factorOf } from './shares.ts'
import { fitsToldBase } from './told-base.ts'
import {
  before,
  between,
  findingAt,
  finding,
  group,
  inSentence,
  isCount,
  isExact,
  isGrowth,
  isRate,
  lead,
  named,
  printed,
  sentenceOf,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/** Percentages that no whole number of the stated base gives, a base implied twice differently, and shares of nothing. */
export function checkBases(papers: readonly Paper[]): Finding[] {
  return papers.flatMap((paper) => [
    ...paper.figures.flatMap((figure) => (isRate(figure) && !isGrowth(paper, figure) ? (wholes(paper, figure) ?? []) : [])),
    ...impliedTwice(paper),
    ...ofNothing(paper),
  ])
}

/** `16家企业中，合格率93.2%`: sixteenths are 87.5, 93.75, 100. */
function wholes(paper: Paper, rate: Figure): Finding | null {
  if (rate.cell !== null || !isExact(rate) || rate.value <= 0 || weighed(paper, rate) || /^[)）]/.test(tail(paper, rate, 2)) || rate.value >= 100 || rate.high - rate.low > 1.01) return null
  const counts = inSentence(paper, rate.sentence).filter((one) => isCount(one) && one.end <= rate.start)
  const base = counts.at(-1)
  // 5大类食品，不合格率分别为…: kinds are no samples
  if (base && (/[类种]$/.test(base.unit) || /^(?:[大小]|重点|主要|高风险|大宗)*(?:[类种](?!植)|品种|品类|参数|环节|领域)/.test(tail(paper, base)))) return null
  if (!base || counts.length > 1 || base.low !== base.high || base.value < 2 || base.value > 500 || !Number.isInteger(base.value))
    return null
  const words = between(paper, base, rate)
  if (/^(?:其余|余下|剩余|还有|另有)/.test(lead(paper, base, 12)) && !/^[^，。；]*中/.test(words)) return null
  if ((/[；。]|另|占|[二三四五]是/.test(words) && !/^(?:[一-鿿]{0,10}中，|[一-鿿]{2,10}(?:均|全部|都)[一-鿿]{2,12}，)?[^，。；\d]{2,16}的占$/.test(words)) || words.length > 40)
    return null
  if (rate.measure.length > 2 && `${base.subject}${base.measure}${lead(paper, base, 10)}`.includes(rate.measure.slice(0, -1))) return null
  // 11个重点品种开展行动，全市安全利用率93.5%: of all the place
  if (/(?:^|，)全[市县区省州域][^，。；]{2,}$/.test(lead(paper, rate)) && !/全[市县区省州域]/.test(lead(paper, base))) return null
  // 问题样品311批次，问题发现率1.7%; 上年为1.4%
  const name = /([一-鿿]{2})[一-鿿]{0,4}率/.exec(lead(paper, rate))?.[1]
  if ((name !== undefined && lead(paper, base, 12).includes(name)) || /^(?:上年|去年|年初|上一|[比较])/.test(lead(paper, rate))) return null
  // 57批次不合格，合格率98.3%; 不合格12批次，不合格率1.7%: what failed is no base of either
  if (/不合格|问题/.test(`${lead(paper, base, 16)}${tail(paper, base, 4)}`) && /(?:合格|问题|发现|检出)[一-鿿]{0,4}率/.test(lead(paper, rate))) return null
  // 再改造18家，标准化率提高到87.5%: of all, with those that came on top
  if (/[至到]$/.test(lead(paper, rate)) && /^再|新[增建改]|又/.test(lead(paper, base, 10))) return null
  const part = Math.round((rate.value * base.value) / factorOf(rate))
  const near = [part - 1, part, part + 1].map((whole) => (factorOf(rate) * whole) / base.value)
  if (near.some((share) => meet(cut({ low: share, high: share }), cut(rate))) || part < 1 || fitsToldBase(paper, rate) || isPart(paper, base, rate)) return null
  const sure = /^[^，]{0,12}(?:中|的)，?[^，。；]{0,8}$|^[^，。；]{0,12}，其中$/.test(words) && base.value <= 200
  return finding(paper, [rate, base], {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'base',
    calculation: `${part - 1}、${part}、${part + 1} ÷ ${show(base.value)} = ${near.map((share) => `${show(share, 2)}${rate.unit}`).join('、')}，所列 ${printed(rate)}`,
    explanation: `${show(base.value)}${base.unit}的任何整数部分都得不出 ${printed(rate)}。${sure ? '' : '若该比率另有基数则无误。'}`,
  })
}

/** `106个乡镇食安办达标，达标率89.8%`: the count is the part of those told elsewhere. */
const isPart = (paper: Paper, part: Figure, rate: Figure): boolean =>
  countsLike(paper, part).some((one) => one.low > part.high && Number.isFinite(one.high) && (akin(paper, one, part) || (one.end <= part.start && part.sentence - one.sentence < 3 && paper.paragraphs[one.sentence] === paper.paragraphs[part.sentence])) && meet(cut(times(over(part, one), factorOf(rate))), cut(rate)))

/** `按“督导40%、整改30%、宣传30%”加权计分`: what each weighs, not what share it has. */
export const weighed = (paper: Paper, { sentence }: Figure): boolean => {
  const { start, end } = paper.document.sentences[sentence]!
  return /加权|权重/.test(paper.text.slice(start, end))
}

const direct = /^[，、（(]?占(?:比|[^，。；]{0,16}[的比])?[^，。；]{0,3}$/

/** `A 33家，占11%；B 60家，占30%`: one base, implied once as 300 and once as 200. */
function impliedTwice(paper: Paper): Finding[] {
  const shares = paper.figures.flatMap((rate) => {
    const part = inSentence(paper, rate.sentence).findLast((one) => one.end <= rate.start)
    if (!isRate(rate) || isGrowth(paper, rate) || !part || !isCount(part) || part.low <= 0 || rate.low <= 0) return []
    const words = between(paper, part, rate)
    return direct.test(words) ? [{ rate, part, words: bare(words), implied: times(over(part, rate), 100) }] : []
  })
  return [...group(shares, ({ rate, part, words }) => `${rate.sentence} ${part.unit} ${words}`).values()].flatMap((all) => {
    const [first, ...rest] = all
    return rest.flatMap((other) => {
      if (meet(first!.implied, other.implied)) return []
      const whole = first!.part.partOf !== null && first!.part.partOf === other.part.partOf
      return [
        finding(paper, [other.rate, other.part, first!.rate, first!.part], {
          verdict: 'doubtful',
          kind: 'base',
          calculation: `${printed(first!.part)} ÷ ${printed(first!.rate)} → ${showInterval(first!.implied, 0)}；${printed(other.part)} ÷ ${printed(other.rate)} → ${showInterval(other.implied, 0)}`,
          explanation: `同一基数由两处占比倒推得出不同的数（相差 ${show(100 * apart(first!.implied, other.implied), 0)}%）；${whole ? '只有占比的基数不是该总数才说得通。' : '若两处的基数不同则无误。'}`,
        }),
      ]
    })
  })
}

const nothing =
  /(?:无|没有|不存在|未发现|未发生|均无)(?!害|证|照|法|缝|人|疫|偿|线|关|异|论|需|条件|死角)([一-鿿]{3,14})(?=[，。；、,;（(]|$)/g

/** A share of an empty base: 98 % of nothing. */
function ofNothing(paper: Paper): Finding[] {
  return paper.figures.flatMap((rate) => {
    if (rate.cell !== null || !isRate(rate) || isGrowth(paper, rate) || rate.value <= 0) return []
    const sentence = sentenceOf(paper, rate)
    const empty =
      emptyNoun(
        paper.text.slice(Math.max(sentence.start, rate.start - 80), rate.start),
        bare(`${rate.base ?? ''}${rate.subject}${rate.measure}${lead(paper, rate, 30)}`),
      ) ??
      emptyClause(paper, rate) ??
      emptyCount(paper, rate)
    if (!empty) return []
    const whole = rate.low <= 100 && rate.high >= 100
    return [
      findingAt(
        paper,
        rate.start,
        rate.end,
        {
          verdict: whole ? 'doubtful' : 'contradiction',
          kind: 'base',
          calculation: `基数为 0（${empty}），所列 ${printed(rate)}`,
          explanation: whole
            ? '文中写明基数为零，比率无从计算；若意为“没有未完成的”则应写明不适用。'
            : '文中写明基数为零，不可能得出这一比率。',
        },
        [rate.id],
      ),
    ]
  })
}

function emptyNoun(words: string, about: string): string | null {
  for (const match of words.matchAll(nothing)) {
    const name = bare(match[1]!)
    for (let length = Math.min(name.length, 8); length >= 4; length--)
      if (about.includes(name.slice(-length)) || about.includes(name.slice(0, length))) return match[0]
  }
  return null
}

/** What was done of those there are; what is done to them, and by what sign both are told. Data, not rules. */
const outcome = /(?:处置|处理|办结|结案|侦破|破案|整改|维持|胜诉|败诉|应诉|答复|办理|查处|救治|回应|赔付)(?:成功|及时|完成)?率[为达到是]*$/
const kin = ['事故', '事件', '诉', '复议', '案', '线索', '投诉', '举报', '舆情', '问题', '隐患', '不合格', '阳性', '纠纷']
/** `未发生行政诉讼，应诉胜诉率100%`: the clause right before says that there was nothing to be done. */
function emptyClause(paper: Paper, rate: Figure): string | null {
  const own = lead(paper, rate)
  if (!outcome.test(own)) return null
  const ahead = before(paper, rate, 60).slice(0, -own.length)
  const none = /(?:无|没有|不存在|未发生|未出现|未收到|未接到|零)(?!害|证|照)([一-鿿]{2,16})，$/.exec(ahead)
  return none && kin.some((word) => none[1]!.includes(word) && own.includes(word)) ? none[0].slice(0, -1) : null
}

function emptyCount(paper: Paper, rate: Figure): string | null {
  const zero = inSentence(paper, rate.sentence).findLast((one) => one.end <= rate.start && isCount(one))
  if (!zero || zero.value !== 0 || zero.high !== 0) return null
  const name = bare(zero.subject).slice(-4)
  return name.length > 2 && (lead(paper, rate) + rate.subject + tail(paper, rate)).includes(name) ? named(zero) : null
}
