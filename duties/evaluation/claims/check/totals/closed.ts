import type { Finding } from '../../contract.ts'
import { cut, meet, minus, over, plus, show, showInterval, sum, times } from '../ground/interval.ts'
import { countsLike } from '../ground/near.ts'
import {
  between,
  finding,
  inSentence,
  isCount,
  isExact,
  isGrowth,
  isIncrement,
  isMean,
  isRate,
  lead,
  printed,
  sort,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/** Divisions that leave nothing out: 合格 and 不合格, done and left, shares that make 100 %, a row over all the links, what a plan leaves to do. */
export const checkClosed = (paper: Paper): Finding[] =>
  [...paper.bySentence.values()].flatMap((figures) => [
    ...figures.flatMap((figure, at) => [...complement(paper, figures, at), ...stillToDo(paper, figure), ...vacant(paper, figure)]),
    ...filled(paper, figures),
    ...rowsOver(paper, figures),
  ])

const say = (paper: Paper, figures: readonly Figure[], sure: boolean, calculation: string, explanation: string): Finding =>
  finding(paper, figures, { verdict: sure ? 'contradiction' : 'doubtful', kind: 'total', calculation, explanation })
const past = /上年|去年|同期|上季|每|平均|目标/
const usable = (paper: Paper, one: Figure | undefined): one is Figure =>
  one !== undefined && isCount(one) && isExact(one) && one.low > 0 && one.cell === null && !isIncrement(paper, one) && !isMean(paper, one)

const good =
  /(?:^|[^不未])(合格|达标|办结|整改|完成|通过|接入|建成|持证|满意|公示|备案|登记|培训|改造|覆盖|结案|落实|安装|销号)(?:到位|完毕)?(?:样品|的|食品|企业|主体|问题)?[为有达共是]*$/
const left = /^[^，。；]{0,4}(?:其余|剩余|余下|剩下|仅剩|还剩|尚余)(?:的)?$/
/** `抽检4860批次，合格4763批次，不合格97批次`; `521条，已整改498条，剩余23条`. */
function complement(paper: Paper, figures: readonly Figure[], at: number): Finding[] {
  const done = figures[at]
  if (!usable(paper, done)) return []
  const stem = good.exec(lead(paper, done, 16))?.[1]
  const alike = figures.filter((one) => isCount(one) && sort(one) === sort(done))
  const place = alike.indexOf(done)
  const [whole, rest, next] = [alike[place - 1], alike[place + 1], alike[place + 2]]
  if (stem === undefined || !usable(paper, whole) || !usable(paper, rest) || whole.low < done.low || whole.low < rest.low) return []
  const words = lead(paper, rest, 16)
  const opposite = new RegExp(`^(?:检出)?(?:不|未|尚未|没有|还未)${stem}(?:样品|的|食品|企业|主体)?[为有达共是]*$`).test(words)
  const apart = between(paper, whole, rest)
  if (!(opposite || left.test(words)) || apart.length > 60 || /[。；]|比|较/.test(apart) || past.test(lead(paper, whole, 16))) return []
  if (next && /^[、，][^，。；]{0,12}$/.test(between(paper, rest, next)) && !/立案|罚/.test(between(paper, rest, next))) return []
  const total = plus(done, rest)
  if (meet(total, whole)) return []
  const sure = opposite && apart.length < 30
  return [
    say(
      paper,
      [done, rest, whole],
      sure,
      `${show(done.value)} + ${show(rest.value)} = ${show(done.value + rest.value)}${rest.unit}，所列总数 ${printed(whole)}`,
      `${opposite ? `${stem}与不${stem}` : '已办与其余'}之和与总数不符。${sure ? '' : '若另有未列出的部分则无误。'}`,
    ),
  ]
}

/** `核定编制702名，实际在岗624名，平均每所8名，缺编78名`. */
function vacant(paper: Paper, figure: Figure): Finding[] {
  if (!usable(paper, figure) || !/(?:缺编|空编|缺额|缺口|缺员|尚缺|空缺)(?:达|有|为)?$/.test(lead(paper, figure, 8))) return []
  const before = inSentence(paper, figure.sentence).filter(
    (one) => one.end <= figure.start && usable(paper, one) && sort(one) === sort(figure),
  )
  const due = before.findLast((one) => /核定|编制|应配|应有|定员/.test(lead(paper, one, 14)))
  const there = before.findLast((one) => one !== due && /实际|在岗|实有|现有|在编|到岗|已配/.test(lead(paper, one, 12)))
  if (!due || !there || meet(minus(due, there), figure) || /^[（(](?:含|包括|其中)/.test(tail(paper, there, 6)) || /含|其中/.test(lead(paper, there, 6))) return []
  return [
    say(
      paper,
      [figure, due, there],
      false,
      `${show(due.value)} − ${show(there.value)} = ${show(due.value - there.value)}${due.unit}，所列 ${printed(figure)}`,
      '缺额与核定数、实有数之差不符；若另有口径则无误。',
    ),
  ]
}

/** `完成剩余638批次抽检任务`: the plan and what is done of it stand elsewhere. */
function stillToDo(paper: Paper, figure: Figure): Finding[] {
  if (!usable(paper, figure) || !/(?:剩余|余下|剩下|未完成|还需|尚需|还须|仍需|尚差|还差)(?:完成|开展|组织|抽检|检查)?的?$/.test(lead(paper, figure, 12))) return []
  const all = countsLike(paper, figure).filter((one) => one.sentence !== figure.sentence && one.end < figure.start && usable(paper, one))
  const plans = all.filter((one) => /计划|任务|目标|下达|安排/.test(lead(paper, one, 16)))
  const done = all.filter((one) => /完成/.test(lead(paper, one, 16)) && !/计划|任务|目标/.test(lead(paper, one, 10)))
  const pairs = plans.flatMap((plan) => done.filter((one) => one.low < plan.low).map((one) => ({ plan, one })))
  const [pair] = pairs
  if (!pair || pairs.some(({ plan, one }) => meet(minus(plan, one), figure)) || all.some((one) => one.value === figure.value)) return []
  const { plan, one } = pair
  return [
    say(
      paper,
      [figure, plan, one],
      false,
      `${show(plan.value)} − ${show(one.value)} = ${show(plan.value - one.value)}${plan.unit}，所列剩余 ${printed(figure)}`,
      '剩余数与计划数、已完成数之差不符；若计划有调整则无误。',
    ),
  ]
}

type Shared = { readonly part: Figure; readonly rate: Figure }
/** `生产540批次，占11.1%；流通2916批次，占60.0%；餐饮1404批次，占28.9%`: the shares make 100 %, so the parts make the whole. */
function filled(paper: Paper, figures: readonly Figure[]): Finding[] {
  const pairs: Shared[] = figures.flatMap((rate, at) => {
    const part = figures[at - 1]
    return isRate(rate) &&
      !isGrowth(paper, rate) &&
      usable(paper, part) &&
      /^[、，(]?(?:各)?(?:占|占比)[^，。；、]{0,10}$/.test(between(paper, part, rate))
      ? [{ part, rate }]
      : []
  })
  const [first] = pairs
  if (!first || pairs.length < 2 || pairs.some(({ part }) => sort(part) !== sort(first.part))) return []
  const shares = pairs.reduce((all, { rate }) => all + rate.value, 0)
  if (Math.abs(shares - 100) > (pairs.length > 2 ? 0.35 : 0.15)) return []
  const parts = pairs.map(({ part }) => part)
  const misses = (whole: Figure): number => pairs.filter(({ part, rate }) => !meet(cut(times(over(part, whole), 100)), cut(rate))).length
  const wholes = countsLike(paper, first.part).filter((one) => !parts.includes(one) && one.low > 1 && Number.isFinite(one.high))
  if (wholes.some((one) => meet(sum(parts), one))) return []
  const whole = wholes.find((one) => misses(one) === 1 && (pairs.length > 2 || one.start < first.part.start))
  return whole
    ? [
        say(
          paper,
          [...parts, whole],
          false,
          `${parts.map(({ value }) => show(value)).join(' + ')} = ${showInterval(sum(parts))}${whole.unit}，所列总数 ${printed(whole)}`,
          '各部分占比合计为 100%，而各数之和与总数不符；若占比另有基数则无误。',
        ),
      ]
    : []
}

const topical = /([一-鿿]{2,14}?)(?:样品|数量|数|情况)?(?:分别|依次)(?:为|是|有|达到?|完成)?$/
const general = /^(?:全[市县区]|各|其中|目前|今年|食品|完成|数量|情况|任务)+$/
/** `三个环节不合格样品分别为6批次、55批次、36批次`: all the links there are, against the count of that name elsewhere. */
function rowsOver(paper: Paper, figures: readonly Figure[]): Finding[] {
  return figures.flatMap((first, at) => {
    if (!usable(paper, first)) return []
    const words = lead(paper, first, 40)
    const match = /^(?:从[^，]{0,8}看，)?(?:上述|这)?([两二三四五六七八九]|\d{1,2})个?([一-鿿]{2,6}?)(?:的)?([一-鿿]{2,12})$/.exec(
      words.replace(/(?:分别|依次)(?:为|是|有|达到?|完成)?$/, ''),
    )
    const topic = topical.exec(words)?.[1]?.slice(-3) ?? ''
    if (
      !match ||
      topic.length < 2 ||
      general.test(topic) ||
      !/环节|业态|县|区|镇|类|批|组|季度|阶段|部分|市|所|领域/.test(match[2]! + match[3]!)
    )
      return []
    const row = [first]
    for (const one of figures.slice(at + 1)) {
      if (sort(one) !== sort(first) || !/^(?:、|和|及)$/.test(between(paper, row.at(-1)!, one))) break
      row.push(one)
    }
    if (row.length < 2 || !row.every((one) => usable(paper, one))) return []
    const total = sum(row)
    const all = countsLike(paper, first).filter((one) => !row.includes(one))
    if (all.some((one) => meet(one, total))) return []
    const whole = all.findLast(
      (one) =>
        one.start < first.start &&
        usable(paper, one) &&
        one.partOf === null &&
        `${lead(paper, one, 16)}${one.measure}`.includes(topic) &&
        !past.test(lead(paper, one, 20)) &&
        total.low < 1.5 * one.value &&
        one.value < 1.5 * total.low,
    )
    return whole
      ? [
          say(
            paper,
            [...row, whole],
            false,
            `${row.map(({ value }) => show(value)).join(' + ')} = ${showInterval(total)}${whole.unit}，前列 ${printed(whole)}`,
            '依次列出的各数之和与前文同名的数不符；若时间或范围不同则无误。',
          ),
        ]
      : []
  })
}
