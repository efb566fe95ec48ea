import type { Finding } from '../../contract.ts'
import { boundDown, boundUp, isLevel, levelNames } from '../ground/change-words.ts'
import { finding, inSentence, isGrowth, isIncrement, isPoints, joined, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/** A value set against a level by a word: `1.8%，低于2021年的2.1%`, `98.2%，达到99%以上的目标`, `11.2天，比规定的15天短`, `与2021年的2.1%相比，2022年为1.8%，有所降低`. */
export const checkAgainstLevel = (paper: Paper): Finding[] =>
  [...paper.bySentence.keys()].flatMap((sentence) => {
    const figures = inSentence(paper, sentence).filter((one) => one.cell === null && !isPoints(one))
    return figures.flatMap((one, at) => [...stated(paper, one, figures[at - 1]), ...turned(paper, one, figures[at - 1])])
  })

const manner = '(?:环比|同比|但|且|而|并|也|仍|仍然|还|均|都|始终|明显|显著|略|稍|远|远远|大幅|稳定|持续|继续|连续[一-鿿\\d]年|较好|好|总体|保持|可|略微|已|达标)*'
const set = new RegExp(`^[，、(]?${manner}(?:(${boundUp})|(?:${boundDown}))([^，。；、]{0,20}?)[(为]?$`)
/** The words from the value to the level's number, its own hedge among them. */
const wordsTo = (paper: Paper, value: Figure, level: Figure): string => {
  const text = joined(paper.text.slice(value.end, level.end))
  return text.slice(0, text.search(/\d(?!\d{3}年)[\d.]*[^\d]*$/)).replace(/(?:约|近)$/, '')
}
/** 增长5.2%、, （提高1.3个百分点）: what is told between of how it came about. */
const aside = /^\([^()]{0,20}\)|^，(?:同比|环比|比上年|较上年)?(?:增长|增加|提高|提升|上升|下降|减少|降低)了?[\d.]+(?:%|个百分点|分)/

function stated(paper: Paper, level: Figure, last: Figure | undefined): Finding[] {
  const value = apt(paper, level, last)
  if (!value) return []
  const words = wordsTo(paper, value, level).replace(aside, '')
  const match = set.exec(words)
  const behind = tail(paper, level, 16)
  const bounded = /以[上内下]$/.test(joined(paper.text.slice(level.start, level.end))) || /^以[上内下]/.test(behind)
  if (match) {
    const rising = match[1] !== undefined
    if (match[1] === '达到' && !bounded) return []
    // 低于全省0.5%: by so much, where it does not say 的 or 平均
    if (!rising && level.unit === '%' && !bounded && !/(?:的|平均|均值|省均|水平|目标|要求|标准|[(为])$/.test(match[0])) return []
    if (!levelNames.test(match[2]!) && !/^(?:以[上内下])?[)]?的?(?:[一-鿿]{0,6}(?:目标|要求|标准|指标|平均|均值|规定|考核|水平|红线|上限|下限|底线|任务))/.test(behind) && !(bounded && /控制在|不超过|低于/.test(match[0]))) return []
    return wrong(paper, value, level, rising, match[0].replace(/^[，(]/, ''))
  }
  // 比规定的15天短
  const beside = /^，?(?:平均)?(?:比|较)([^，。；\d]{0,14})$/.exec(words) ? /^(?:还|要|的?(?:要求|标准|规定)?)?(?:明显|大幅|略)?(?:(长|多|高|慢|大)|短|少|低|快|小)(?=[，。；了]|$)/.exec(behind) : null
  return beside ? wrong(paper, value, level, beside[1] !== undefined, `比${printed(level)}${beside[0]}`) : []
}

/** The figure before, if it is of the same sort and no change. */
function apt(paper: Paper, level: Figure, last: Figure | undefined): Figure | null {
  // 97.2%，超过去年的96.8%，也超过97%的要求: two levels of one value
  if (!last || isLevel(paper, last)) return null
  // 98.4%，比上年提高1.2个百分点，高于全省平均: the change stands between
  const value = sort(last) === sort(level) && last.unit === level.unit ? last : null
  if (!value || isGrowth(paper, value) || isIncrement(paper, value)) return null
  return value
}

function wrong(paper: Paper, value: Figure, level: Figure, rising: boolean, words: string): Finding[] {
  const other = level.value
  if (value.high === Infinity || (rising ? value.high >= other - 1e-9 : value.low <= other + 1e-9)) return []
  const far = value.value > 5 * other || other > 5 * value.value
  return [
    finding(paper, [level, value], {
      verdict: far ? 'doubtful' : 'contradiction',
      kind: 'bound',
      calculation: `${printed(value)} ${rising ? '<' : '>'} ${printed(level)}，所称“${words}”`,
      explanation: `所称的高低与所列两数相反${far ? '；若两数所指不同则无误' : ''}。`,
    }),
  ]
}

const from = /(?:与|同|和|比|较|相较)[^，。；\d]{0,6}(?:(?:19|20)\d{2}年(?:度)?|[上去前]年)?(?:同期)?(?:的|为|是)?$/
/** `与2021年的2.1%相比，2022年不合格率为1.8%，有所降低`: the level stands first. */
function turned(paper: Paper, value: Figure, level: Figure | undefined): Finding[] {
  if (!level || sort(level) !== sort(value) || isGrowth(paper, value) || isGrowth(paper, level)) return []
  const ahead = joined(paper.text.slice(Math.max(0, level.start - 18), level.start))
  if (!from.test(ahead) || !/^(?:相比|比较|相较|比)，[^。；\d]{0,12}(?:(?:19|20)\d{2}年)?[^。；\d]{0,14}$/.test(joined(paper.text.slice(level.end, value.start)))) return []
  const match = /^，?(?:总体|均|已|又)?(?:有所|有了|明显|略有|稳步|进一步|显著|小幅|大幅|呈)?(?:(上升|提高|提升|增长|增加|攀升)|下降|降低|减少|回落|下滑)(?:趋势|态势)?(?=[，。；了]|$)/.exec(joined(paper.text.slice(value.end, value.end + 16)))
  return match ? wrong(paper, value, level, match[1] !== undefined, match[0].replace(/^，/, '')) : []
}

