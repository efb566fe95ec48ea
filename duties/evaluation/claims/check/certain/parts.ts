import { bare } from '../ground/nouns.ts'
import { between, isCount, isIncrement, isMean, lead, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { allExact, elsewhere, inOne, stretch } from './clause.ts'

/** Cases and complaints of earlier years are closed in this one. */
const carried = /^[件起宗]$/
const deed = /合格|整改|改正|通过|达标|建成|接入|满意|销号|完成|回收|实现|不合格|收回|公示|持证|参保|备案|改造|配备|确认|岁|优秀|良好/

/** 接入平台72所, 整改72处 tell what was done to those before; 建成海外仓123个, 建成200个医疗中心 have a thing of their own. */
function done(paper: Paper, part: Figure, whole: Figure): boolean {
  const words = lead(paper, part)
  const own = /^[一-鿿]{2,}/.exec(tail(paper, part))?.[0] ?? ''
  if (own !== '' && !bare(whole.subject).endsWith(own.slice(-2))) return false
  return deed.test(words) && (/已|均|全部|都|其/.test(words) || new RegExp(`(?:${deed.source})[的了]?$`).test(words))
}

/** `食堂62所，已接入平台72所`: what was done to some of those right before it, and to more than there are. */
export function certainPart(paper: Paper, figures: readonly Figure[]): string | null {
  const [part, whole] = figures
  if (!part || !whole || figures.length !== 2 || !figures.every(isCount) || sort(part) !== sort(whole) || carried.test(part.unit)) return null
  if (!allExact(figures) || !inOne(figures) || part.start < whole.end || part.low <= whole.high) return null
  if ([part, whole].some((one) => isIncrement(paper, one) || isMean(paper, one)) || /次$/.test(part.unit)) return null
  const said = stretch(paper, figures)
  const words = between(paper, whole, part)
  // 综合得分93.4分，其中过程评价（占七成）94.0分: weighed, not added
  if (said.length > 60 || (part.unit === '分' && /占|权重|加权|[×*]/.test(said)) || /[；。、]/.test(words) || elsewhere.test(said) || /比|较|累计|共|再|新|增|查出|发现/.test(words) || /[各每][一-鿿]{0,4}$/.test(lead(paper, whole))) return null
  return /其中|中，|中[已有]/.test(words) || done(paper, part, whole) ? '部分大于紧接在前的整体，两数同一单位、同一时间，没有别的读法。' : null
}
