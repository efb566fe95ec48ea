import { says } from './near.ts'
import { before, between, isCount, isPoints, isRate, joined, lead, type Figure, type Paper } from './paper.ts'

/** How papers say that a figure is how much more or less there is, not how much there is. */

const verbs =
  '净增|新增|增加|增长|递增|增幅|增速|涨幅|涨|增|提高|提升|上升|攀升|扩大|扩充|扩面|扩容|高出|高|多|下降|降低|降幅|降|减少|减|下滑|回落|压缩|压减|精简|缩短|缩减|节约|节省|少|低|超出|超过|超额完成|超额|超|相差|差距为?|差|拉开|领先|落后'
export const changed = new RegExp(`(?:${verbs})(?:[一-鿿]{0,3}[了出到过])?(?:幅度|比例|比率|幅|率)?[为达约近超过]*$`)
/** 提高到, 降至, 多达 tell what there is now; 不高于, 最多 a bound. */
const level = /(?:到|至|为|达|占|不低|不高|不少|不多|最多|最少|至少|至多|更多|最高|最低|较高|较低|超过|高于|低于)$/
const relative = /(?:增幅|增速|涨幅|降幅)[为达到约近]*$/

const manner = /同比|环比|累计|总体|整体|逐[年月季]|年均|平均|相对|共|净|分别|均|也|又|再|实现|直接|[两二三四五六七八九十\d]年(?:来|间|共)?|全年|较|比|上年|去年|同期|年初|超目标|目标|任务/g
/** `城镇化率由52.2%提高到58.1%，建成区面积提高8.3%`: the change names a thing of its own, which is none of those figures'. */
export function ofAnother(paper: Paper, change: Figure, figures: readonly Figure[]): boolean {
  const own = lead(paper, change).replace(changed, '').replaceAll(manner, ' ').trim()
  // 受理投诉量减少15%，由1200件降到1020件
  if (figures.some((one) => one.start > change.end && /^，(?:即)?[由从比较]/.test(between(paper, change, one)))) return false
  return /^[一-鿿、“”]{4,}$/.test(own) && figures.every((one) => !says(paper, one, own))
}

/** 生产总值增长6.8%: output grows at constant prices, which the printed sums do not show. */
export const atConstantPrices = (paper: Paper, figure: Figure): boolean =>
  isRate(figure) && isChange(paper, figure) && /生产总值|增加值|GDP|可支配收入|工业总产值/.test(before(paper, figure, 80))

export function isChange(paper: Paper, figure: Figure): boolean {
  const words = lead(paper, figure)
  if (isPoints(figure)) return true
  if (relative.test(words)) return isRate(figure)
  if (/(?:新增|每|平均)[^，。；]{0,6}$/.test(words) && !isRate(figure)) return false
  // 上半年提升91家: so many were made better
  if (/提升$/.test(words) && /^[家户所处个间]$/.test(figure.unit) && !/比|较|[由从]/.test(words)) return false
  // 即多开14.4万张; 较2019年多办190件
  const more = isCount(figure) && (/^(?:即|也就是)?[多少][一-鿿]{1,3}$/.test(words) || /[比较](?:20\d{2}年|[上去前]一?年|同期|[^，。；]{1,8}同期)[^，。；]{0,4}[多少](?![的数])[一-鿿]{1,2}$/.test(words))
  return more || (changed.test(words) && !level.test(words.replace(/[约近]$/, '')) && (isRate(figure) || isCount(figure)))
}

/** Words that set a value against a level, and what such a level is called. */
export const boundUp = '快于|高于|高出|超过|超出|多于|大于|不低于|不少于|不小于|突破|达到'
export const boundDown = '慢于|低于|少于|小于|不到|不足|控制在|不高于|不超过|不多于|未超过|短于'
export const levelNames = /(?:19|20)\d{2}年|[上去前]年|同期|[一二三四]季度|上半年|上[个]?月|时序|法定|进度|[全省国市]均|全[省国市区县]|平均|目标|要求|标准|规定|指标|任务|基准|考核|总体|整体|均值|红线|上限|下限|底线/
const levelBefore = new RegExp(`(?:${boundUp}|${boundDown})[^，。；：]*$`)
/** `少于2020年的1452件`: a level that is compared with, no part and no whole. */
export const isLevel = (paper: Paper, figure: Figure): boolean => {
  const words = levelBefore.exec(joined(paper.text.slice(Math.max(0, figure.start - 24), figure.end)))?.[0]
  return words !== undefined && levelNames.test(words)
}
