import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, times } from '../ground/interval.ts'
import { bare } from '../ground/nouns.ts'
import { conversion } from '../means/unit.ts'
import {
  after,
  before,
  clause,
  finding,
  inSentence,
  isCount,
  isGrowth,
  isRate,
  joined,
  lead,
  named,
  printed,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/** Values beyond 100 % or beyond any physical sense, negative counts, hedges that contradict each other (约…余). */
export function checkBounds(papers: readonly Paper[]): Finding[] {
  return papers.flatMap((paper) => [
    ...paper.figures.flatMap((figure) =>
      [rate(paper, figure), negative(paper, figure), clock(paper, figure), hedged(paper, figure)].filter((one) => one !== null),
    ),
    ...daily(paper),
  ])
}

/** Rates that may honestly pass 100 %: what is done against a plan, growth, output against capacity. */
const mayExceed =
  /完成|执行率|达成|增|超|倍|利用率|产能|负荷|回报|偿付|周转|入学率|就业率|计划|目标|任务|相当于|是[^，。；]*的|比|较|提[高升]|提前/

function rate(paper: Paper, figure: Figure): Finding | null {
  if (!isRate(figure)) return null
  const whole = figure.unit === '‰' ? 1000 : 100
  const words = clause(paper, figure)
  if (figure.low <= whole || figure.value <= whole || /[+＋↑▲]$/.test(lead(paper, figure))) return null
  if (isGrowth(paper, figure)) {
    if (!/下降|降低|减少|下滑|降幅/.test(lead(paper, figure))) return null
    return finding(paper, [figure], {
      verdict: 'contradiction',
      kind: 'bound',
      calculation: `${printed(figure)} > ${whole}${figure.unit}`,
      explanation: '减少的幅度不可能超过全部。',
    })
  }
  // 年度任务17845批次，完成18260批次，完成率102.3%
  if (/完成|执行|达成|任务|计划|目标/.test(figure.measure + lead(paper, figure)) && (/超额|超出|最高/.test(after(paper, figure, 16) + before(paper, figure, 24)) || isDone(paper, figure)))
    return null
  const last = inSentence(paper, figure.sentence).findLast((one) => one.end <= figure.start && isRate(one) && !isGrowth(paper, one))
  // 2021年为98.2%，今年达到112.1%: the rate was named before
  const goesOn = last !== undefined && last.value <= whole && /[率度]/.test(last.measure) && /(?:达到?|为|至|到)$/.test(lead(paper, figure))
  const share = goesOn || /占|[率度面]|比例|比重|权重/.test(figure.measure + lead(paper, figure)) || tail(paper, figure).startsWith('的')
  const sure = share && (weighs(paper, figure) || !mayExceed.test(words)) && figure.value % whole !== 0
  if (!share && !/^[^，。；]{0,4}$/.test(words)) return null
  return finding(paper, [figure], {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'bound',
    calculation: `${printed(figure)} > ${whole}${figure.unit}`,
    explanation: sure ? '整体中的一部分不可能超过 100%。' : '超过 100%；若是对计划或上年的比率，或按多轮次计，则无误。',
  })
}

/** Whether the two counts before the rate give it: what was done over what was planned, whichever is told first. */
function isDone(paper: Paper, rate: Figure): boolean {
  const [one, other] = inSentence(paper, rate.sentence)
    .filter((one) => one.end <= rate.start && isCount(one))
    .slice(-2)
  const gives = (plan: Figure, done: Figure): boolean => plan.low > 0 && meet(cut(times(over(done, plan), 100)), cut(rate))
  return one !== undefined && other !== undefined && (gives(one, other) || gives(other, one))
}

const weight = /(?:权重|比重|占比)(?:达到?|为|是|提高到|不低于)*$/
/** 考核权重137%: a weight is a part of one score. */
const weighs = (paper: Paper, figure: Figure): boolean => weight.test(lead(paper, figure, 16))

function negative(paper: Paper, figure: Figure): Finding | null {
  const sign = /[-−﹣]$/.exec(lead(paper, figure)) && /(?:为|达|是|有|共|:|：)[-−﹣]$/.test(lead(paper, figure))
  const minus = figure.high < 0 || (sign && figure.value > 0)
  if (
    !minus ||
    figure.cell !== null ||
    isGrowth(paper, figure) ||
    !(isCount(figure) || isRate(figure)) ||
    /增|升|降|温|差|差额|盈|亏|℃|度|贡献|拉动/.test(clause(paper, figure))
  )
    return null
  return finding(paper, [figure], {
    verdict: 'contradiction',
    kind: 'bound',
    calculation: `${sign ? '−' : ''}${printed(figure)} < 0`,
    explanation: `“${named(figure)}”不可能为负。`,
  })
}

const periods: readonly (readonly [RegExp, Readonly<Record<string, number>>])[] = [
  [/每[天日](?![制])[^，。；]{0,12}$/, { 小时: 24, 分钟: 1440 }],
  [/每周[^，。；]{0,12}$/, { 小时: 168, 天: 7, 日: 7 }],
  [/每(?:个)?月[^，。；]{0,12}$/, { 天: 31, 小时: 744 }],
  [/每人?每?年[^，。；]{0,12}$/, { 天: 366, 小时: 8784, 月: 12, 学时: 8784, 课时: 8784 }],
]
function clock(paper: Paper, figure: Figure): Finding | null {
  const words = lead(paper, figure)
  const limit = periods.find(([time, most]) => time.test(words) && figure.low > (most[figure.unit] ?? Infinity))
  if (!limit || /共|累计/.test(words)) return null
  return finding(paper, [figure], {
    verdict: 'contradiction',
    kind: 'bound',
    calculation: `${printed(figure)} > ${limit[1][figure.unit]!}${figure.unit}`,
    explanation: '超过了这段时间本身的长度。',
  })
}

const aboutAndOver = /约|大概|左右|上下/
function hedged(paper: Paper, figure: Figure): Finding | null {
  const text = joined(paper.text.slice(figure.start, figure.end))
  const words = `${/(?:约|近|将近|接近|超过?|不足|不到|至少|不少于|最多)有?$/.exec(lead(paper, figure))?.[0] ?? ''}${text}${/^(?:[余多]|左右|上下|以上|以下|以内)/.exec(tail(paper, figure))?.[0] ?? ''}`
  const hedges = new Set(figure.hedges)
  const less = hedges.has('nearly') || hedges.has('at-most') || /^(?:近|将近|接近|不足|不到|最多)/.test(words)
  const more = hedges.has('over') || hedges.has('at-least') || /[余]|以上|^(?:超|至少|不少于)/.test(words)
  const about = hedges.has('about') || aboutAndOver.test(words)
  if (less && more && !/不超|不少于|不低于/.test(words))
    return finding(paper, [figure], {
      verdict: 'contradiction',
      kind: 'bound',
      calculation: `“${words}”：既不足又超过 ${show(figure.value)}`,
      explanation: '限定词互相矛盾：一个说不到，一个说超过。',
    })
  if (hedges.has('over') && figure.unit !== '' && /[1-9](?:余|多)/.test(words) && !/[万亿千百]/.test(words) && figure.value > 20)
    return finding(paper, [figure], {
      verdict: 'doubtful',
      kind: 'bound',
      calculation: `“${words}”：${show(figure.value)} 已精确到个位，又称“余”`,
      explanation: '精确到个位的数不应再加“余”；若只写整数部分则无误。',
    })
  if (about && (more || less))
    return finding(paper, [figure], {
      verdict: 'doubtful',
      kind: 'bound',
      calculation: `“${words}”：约数又加“${more ? '余/以上' : '近/以内'}”`,
      explanation: '限定词重复或矛盾；若只保留其一则无误。',
    })
  return null
}

/** `日烘干能力1400万吨` beside `烘干能力35万吨`, or more in a day than the whole year brings. */
function daily(paper: Paper): Finding[] {
  const perDay = paper.figures.filter(
    (figure) =>
      isCount(figure) &&
      /(?:^|[^一-鿿]|[^今近节假工周])(?:日均?|每日|每天|单日)[一-鿿]{0,10}(?:能力|量|产|规模)[一-鿿]{0,2}$/.test(lead(paper, figure)),
  )
  return perDay.flatMap((figure) => {
    const stem = bare(/(?:日均?|每日|每天|单日)([一-鿿]{2,8}?)(?:能力|总?量|规模)/.exec(lead(paper, figure))?.[1] ?? '')
    if (stem === '') return []
    const near = paper.figures.slice(Math.max(0, figure.at - 12), figure.at + 13)
    const yearly = near.find(
      (one) =>
        one !== figure &&
        !perDay.includes(one) &&
        !/日|每|均/.test(lead(paper, one, 14)) &&
        lead(paper, one).includes(stem) &&
        conversion(figure.unit, one.unit) !== null &&
        figure.low * conversion(figure.unit, one.unit)! > one.high,
    )
    return yearly
      ? [
          finding(paper, [figure, yearly], {
            verdict: 'contradiction',
            kind: 'bound',
            calculation: `一日 ${printed(figure)} > ${named(yearly)}`,
            explanation: '一日的数大于同一事项的全部数。',
          }),
        ]
      : []
  })
}
