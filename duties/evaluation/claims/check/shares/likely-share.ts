import { akin, countsBefore, countsLike, neighbours, paragraphOf, says } from '../ground/near.ts'
import { bare } from '../ground/nouns.ts'
import { before, between, inSentence, isCount, isExact, isIncrement, isRate, lead, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { factorOf, givesRate, headline, stemOf, repeated, paragraphAbove, type Share } from './shares.ts'

/** What a rate that nothing explains would have to be a share of: the part right before it and the likeliest base. */

const announced = /(?:率|比例|比重|占比|面|进度|占[^，。；]{0,18}的?|度)(?:分别)?(?:均|皆|已|仅|就)?[为达到是至约近有]*$/
const aside = /合计|共计|目标|力争|计划|要求|高于|低于|上年|去年|同期|年初|同比|(?<!占)[比较由从](?!例|重)|平均/
const otherTime = /上年|去年|同期|年初|比(?!例|重)|较|目标|计划|任务|力争|每|平均/

/** `186件，约占七成`, `437家，超九成已入园`: a share in words. */
const inWords = (paper: Paper, rate: Figure): boolean =>
  /[成半]|分之/.test(rate.text) && (/占/.test(rate.text) || /^(?:占|占比|仅占|恰占)?$/.test(lead(paper, rate)))

/** `计划15600批次，完成16325批次，计划完成率104.6%`: more than all of a plan. */
const overPlan = (paper: Paper, rate: Figure): boolean => /完成(?:率|计划的|任务的)[为达到]*$/.test(lead(paper, rate))

/** The part right before a rate, and the count before it that is most likely its base: for a rate that nothing explains. */
export function likelyPair(paper: Paper, rate: Figure): Share | null {
  const spoken = inWords(paper, rate)
  if (!spoken && (rate.high === Infinity || rate.low <= 0)) return null
  if (rate.value >= factorOf(rate) && !(overPlan(paper, rate) && rate.value > factorOf(rate))) return null
  if (inRow(paper, rate)) return null
  const beside = partBehind(paper, rate) ?? planBefore(paper, rate) ?? poll(paper, rate)
  if (beside) return beside
  if (
    !spoken &&
    (aside.test(lead(paper, rate).replace(/计划(?=完成|的)/, '')) || !(announced.test(lead(paper, rate)) || overPlan(paper, rate)))
  )
    return null
  const part = partBefore(paper, rate)
  // 占全部430所学校的97.2%: the count before is the whole
  if (part && /占[一-鿿]{0,6}$/.test(lead(paper, part))) return null
  // 净增2959户，净增完成率44.9%: of a task that is not told
  if (part && /净增|新增/.test(lead(paper, part)) && /完成率/.test(lead(paper, rate)) && !/任务|计划|目标/.test(before(paper, rate, 60))) return null
  if (!part || !isExact(part) || part.value < 2 || isIncrement(paper, part) || otherTime.test(lead(paper, part, 12))) return null
  // 投诉3339件，咨询占55%: the share of another
  const label = /^([一-鿿]{2,8}?)的?占/.exec(lead(paper, rate))?.[1]
  if (label !== undefined && !`${lead(paper, part, 24)}${part.subject}${tail(paper, part, 16)}`.includes(label.slice(0, 2))) return null
  // 检验23266批次，合格率99%: what was counted is no part that bears the name of the rate
  const stem = /占/.test(lead(paper, rate)) ? '' : stemOf(paper, rate)
  const words = `${lead(paper, part, 24)}${part.measure}${part.subject}${tail(paper, part, 16)}`
  if (stem !== '' && !/覆盖|完成|进度|执行/.test(stem) && ![...stem].some((sign) => words.includes(sign))) return null
  const named = /占(?:到|了)?(?:全[市县区部年]|所有|上述|该类)?([一-鿿“”+]{2,16}?)(?:总数|总量|总额)?的$/.exec(lead(paper, rate))?.[1]
  if (rate.value > factorOf(rate)) {
    const plan = countsBefore(paper, part).find(
      (one) => one.sentence === part.sentence && sort(one) === sort(part) && /计划|任务|目标/.test(lead(paper, one)),
    )
    return plan ? { part, base: plan, rest: false, named: true } : null
  }
  const base = named && !/^(?:总|全部|其|该|全[市县区省州]$)/.test(named) ? namedBase(paper, rate, part, named) : baseBefore(paper, rate, part)
  return base ? { part, base, rest: false, named: named !== undefined && says(paper, base, named) } : null
}

/** 62.2%、58.0%和54.8%: rates in a row belong to counts in rows. */
const inRow = (paper: Paper, rate: Figure): boolean => {
  const { before, behind } = neighbours(paper, rate)
  const row = /^(?:、|和|及|以及)$/
  return [before, behind].some((one) => one !== undefined && isRate(one) && row.test(between(paper, one, rate)))
}

/** `立案742件，食品案件占42%，为312件`: the count stands behind its share. */
function partBehind(paper: Paper, rate: Figure): Share | null {
  const { before: base, behind: part } = neighbours(paper, rate)
  if (
    !base ||
    !part ||
    !isCount(base) ||
    !isCount(part) ||
    sort(base) !== sort(part) ||
    part.low > base.high ||
    otherTime.test(lead(paper, base, 12))
  )
    return null
  return /^，(?:为|即|计|共|共计|达)$/.test(between(paper, rate, part)) && !/[；。]/.test(between(paper, base, rate))
    ? { part, base, rest: false }
    : null
}

/** `满意度为88.6%；调查共访问2400名，有2126名表示满意`: the counts of a poll stand in the sentences about its rate. */
function poll(paper: Paper, rate: Figure): Share | null {
  const stem = /(满意|知晓|支持|认可|信任)(?:度|率)[^，。；\d]{0,4}$/.exec(lead(paper, rate))?.[1]
  if (stem === undefined || aside.test(lead(paper, rate).replace(/平均/, ''))) return null
  const around = paragraphOf(paper, rate.sentence).filter(
    (one) => one.start > rate.end && one.sentence <= rate.sentence + 1 && isCount(one) && isExact(one),
  )
  const at = around.findIndex((one) => `${lead(paper, one, 16)}${tail(paper, one, 12)}`.includes(stem))
  const [part, base] = [around[at], around[at - 1]]
  return part && base && sort(part) === sort(base) && base.low > part.high && /访问|调查|问卷|受访|回收|电话/.test(lead(paper, base, 20))
    ? { part, base, rest: false }
    : null
}

/** `决算386万元，为预算420万元的91.9%`, `已完成全年计划（7200批次）的81.4%`: the base stands right before the rate. */
function planBefore(paper: Paper, rate: Figure): Share | null {
  const { before: base } = neighbours(paper, rate)
  if (
    !base ||
    !isCount(base) ||
    !isExact(base) ||
    base.low <= 0 ||
    !/^\)?(?:[一-鿿]{0,8})?的$/.test(between(paper, base, rate)) ||
    !/预算|计划|任务|总|占|应|完成/.test(lead(paper, base))
  )
    return null
  const parts = countsBefore(paper, base).filter(
    (one) =>
      sort(one) === sort(base) &&
      one.low > 0 &&
      (one.at === base.at - 1 || /累计|完成|共/.test(lead(paper, one, 16))) &&
      !/^[一-鿿]*不合格/.test(lead(paper, one)) &&
      !otherTime.test(lead(paper, one, 12)) &&
      one.partOf === null,
  )
  const part = parts.find((one) => givesRate({ part: one, base, rest: false }, rate)) ?? parts[0]
  return part ? { part, base, rest: false } : null
}

/** The last count before the rate; another share of it may stand between (占甲的27.8%，占乙的25%). */
function partBefore(paper: Paper, rate: Figure): Figure | undefined {
  if (inSentence(paper, rate.sentence)[0] === rate && /^[一-鿿]{2,6}率[为达到是]*$/.test(lead(paper, rate))) {
    // 已备案288户。备案率90%
    const stem = stemOf(paper, rate)
    return countsBefore(paper, rate).find(
      (one) => one.sentence === rate.sentence - 1 && `${lead(paper, one, 12)}${tail(paper, one, 8)}`.includes(stem),
    )
  }
  const same = inSentence(paper, rate.sentence)
  for (let at = same.indexOf(rate) - 1; at >= 0; at--) {
    const one = same[at]!
    const words = between(paper, one, rate)
    if (words.length > 44 || /[。；]/.test(words)) return undefined
    // 案件418件，主要是甲127件、乙203件等，占…: the whole of the list
    if (/等，占/.test(words)) {
      const first = same
        .slice(1, at + 1)
        .findLast((next, before) => /^，?(?:主要是|主要为|主要有|包括)/.test(between(paper, same[before]!, next)))
      if (first) return same[same.indexOf(first) - 1]
    }
    if (isCount(one)) return words.length <= 30 && one.low > 0 ? one : undefined
    if (!isRate(one) || !/占/.test(lead(paper, one))) return undefined
  }
  return undefined
}

const whole = (paper: Paper, one: Figure, part: Figure): boolean =>
  one !== part &&
  sort(one) === sort(part) &&
  !/^(?:品种|参数|项目|指标)/.test(tail(paper, one)) &&
  one.low > 1 &&
  !isIncrement(paper, one) &&
  !otherTime.test(lead(paper, one, 12).replace(/年初(?=预算|安排|计划)/, '')) &&
  isExact(one)

function namedBase(paper: Paper, rate: Figure, part: Figure, name: string): Figure | undefined {
  const said = countsLike(paper, part).filter((one) => whole(paper, one, part) && says(paper, one, name))
  const called = bare(name).length > 2 ? said.filter((one) => one.low >= part.low && bare(one.subject).endsWith(bare(name))) : []
  const all = called.length > 0 ? called : said
  const ahead = all.filter((one) => one.start < part.start).toReversed()
  return (
    said.find((base) => givesRate({ part, base, rest: false }, rate)) ??
    ahead.find((one) => one.low >= part.low) ?? all.find((one) => one.low >= part.low) ?? ahead.find((one) => one.high * 1.5 >= part.low)
  )
}

const akinElsewhere = (paper: Paper, part: Figure, above: Figure): boolean =>
  countsLike(paper, part).some((one) => one !== above && one.start < part.start && one.low >= part.low && akin(paper, one, part)) &&
  !akin(paper, above, part)

/** The nearest count before the part that could hold it, in its paragraph, else of the same thing anywhere before. */
function baseBefore(paper: Paper, rate: Figure, part: Figure): Figure | undefined {
  const ahead = countsBefore(paper, part).filter((one) => whole(paper, one, part))
  const fit = (one: Figure): boolean => one.high * 1.5 >= part.low
  const near = ahead.find((one) => fit(one) && part.sentence - one.sentence < 3)
  if (near) return near
  const above = paragraphAbove(paper, rate)
    .filter((one) => isCount(one) && whole(paper, one, part) && one.low >= part.low)
    .at(-1)
  if (above && !akinElsewhere(paper, part, above)) return above
  const words = `${rate.subject} ${lead(paper, rate)}`
  return countsLike(paper, part)
    .filter(
      (one) =>
        one.start < part.start &&
        whole(paper, one, part) &&
        fit(one) &&
        (akin(paper, one, part) ||
          says(paper, one, words) ||
          repeated(paper, one) ||
          (/吨|亩|公斤/.test(one.unit) && headline.test(lead(paper, one)))),
    )
    .at(-1)
}
