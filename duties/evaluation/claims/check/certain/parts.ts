import { between, isCount, isIncrement, isMean, lead, sort, type Figure, type Paper } from '../paper.ts'
import { allExact, elsewhere, inOne, stretch } from './clause.ts'

/** Cases and complaints of earlier years are closed in this one. */
const carried = /^[件起宗]$/
const deed = /合格|整改|改正|通过|达标|建成|接入|满意|销号|完成|回收|实现|不合格|收回|公示|持证|参保|备案|改造|配备|确认|岁|优秀|良好/

/** `食堂62所，已接入平台72所`: what was done to some of those right before it, and to more than there are. */
export function certainPart(paper: Paper, figures: readonly Figure[]): string | null {
  const [part, whole] = figures
  if (!part || !whole || figures.length !== 2 || !figures.every(isCount) || sort(part) !== sort(whole) || carried.test(part.unit)) return null
  if (!allExact(figures) || !inOne(figures) || part.start < whole.end || part.low <= whole.high) return null
  if ([part, whole].some((one) => isIncrement(paper, one) || isMean(paper, one)) || /次$/.test(part.unit)) return null
  const said = stretch(paper, figures)
  const words = between(paper, whole, part)
  if (said.length > 60 || /[；。、]/.test(words) || elsewhere.test(said) || /比|较|累计|共|再|新|增|查出|发现/.test(words)) return null
  return /其中|中，|中[已有]/.test(words) || deed.test(lead(paper, part)) ? '部分大于紧接在前的整体，两数同一单位、同一时间，没有别的读法。' : null
}
