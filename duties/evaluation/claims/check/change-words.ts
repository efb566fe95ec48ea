import { isCount, isPoints, isRate, lead, type Figure, type Paper } from './paper.ts'

/** How papers say that a figure is how much more or less there is, not how much there is. */

const verbs =
  '净增|新增|增加|增长|递增|增幅|增速|涨幅|涨|增|提高|提升|上升|攀升|扩大|扩充|高出|高|多|下降|降低|降幅|降|减少|减|下滑|回落|压缩|缩短|缩减|节约|节省|少|低|超出|超过|超额完成|超额|超|相差|差距为?|差|拉开|领先|落后'
export const changed = new RegExp(`(?:${verbs})(?:[一-鿿]{0,3}[了出到过])?(?:幅度|比例|比率|幅|率)?[为达约近超过]*$`)
/** 提高到, 降至, 多达 tell what there is now; 不高于, 最多 a bound. */
const level = /(?:到|至|为|达|占|不低|不高|不少|不多|最多|最少|至少|至多|更多|最高|最低|较高|较低|超过|高于|低于)$/
const relative = /(?:增幅|增速|涨幅|降幅)[为达到约近]*$/

export function isChange(paper: Paper, figure: Figure): boolean {
  const words = lead(paper, figure)
  if (isPoints(figure)) return true
  if (relative.test(words)) return isRate(figure)
  if (/(?:新增|每|平均)[^，。；]{0,6}$/.test(words) && !isRate(figure)) return false
  // 即多开14.4万张
  const more = isCount(figure) && /^(?:即|也就是)?[多少][一-鿿]{1,3}$/.test(words)
  return more || (changed.test(words) && !level.test(words.replace(/[约近]$/, '')) && (isRate(figure) || isCount(figure)))
}
