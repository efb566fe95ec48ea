import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, showInterval, times } from '../ground/interval.ts'
import { ratesOf } from '../ground/near.ts'
import { finding, inSentence, isCount, isExact, isGrowth, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

const asked = /访问|调查|问卷|样本|受访|回收/
const opinion = /满意|知晓|支持/
/** `共访问2500人，其中2210人表示满意` in a paper that tells 满意度: some rate of that name must be the one of the two. */
export const checkPolls = (paper: Paper): Finding[] =>
  [...paper.bySentence.values()].flatMap((figures) =>
    figures.flatMap((part, at) => {
      const base = figures[at - 1]
      const word = opinion.exec(`${lead(paper, part, 12).replace(/^.*\d/, '')}${tail(paper, part, 8)}`)?.[0]
      if (word === undefined || !isCount(part) || !base || sort(base) !== sort(part) || !isExact(part) || !isExact(base)) return []
      if (base.low <= part.high || !asked.test(lead(paper, base, 16)) || /不/.test(tail(paper, part, 8))) return []
      // 占满意人数的50%: of them, not how many they are
      const named = ratesOf(paper).filter((one) => !isGrowth(paper, one) && !/占[^，。；]*的$/.test(lead(paper, one)) && `${one.measure}${lead(paper, one, 30)}`.includes(word))
      const share = times(over(part, base), 100)
      const near = nearest(named, part, inSentence(paper, part.sentence))
      if (!near || named.some((one) => meet(cut(share), cut(one)))) return []
      return [
        finding(paper, [near, part, base], {
          verdict: 'doubtful',
          kind: 'ratio',
          calculation: `${show(part.value)} ÷ ${show(base.value)} = ${showInterval(share, 2)}%，所列 ${printed(near)}`,
          explanation: `调查人数与表示${word}的人数得不出文中所列的${word}度；若${word}度另有计算办法则无误。`,
        }),
      ]
    }),
  )

/** The rate next before the counts, else next behind them. */
const nearest = (rates: readonly Figure[], part: Figure, same: readonly Figure[]): Figure | undefined =>
  rates.find((one) => same.includes(one)) ?? rates.findLast((one) => one.end <= part.start && part.start - one.end < 200) ?? rates.find((one) => one.start > part.end && one.start - part.end < 120)
