import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { isLevel } from '../ground/change-words.ts'
import { depthOf } from '../ground/near.ts'
import { bare, manner } from '../ground/nouns.ts'
import {
  before,
  between,
  earlier,
  finding,
  inSentence,
  isCount,
  isIncrement,
  lead,
  named,
  sort,
  tail,
  type Figure,
  type Paper,
} from '../ground/paper.ts'

/** Deeds that can be done only to what was counted before: 受理…办结…, 检查…整改…. */
const outcome =
  /办结|结案|审结|合格|整改|改正|完成|解决|回复|答复|处置|建成|建立|建有|接入|实现|通过|达标|公示|办理|反馈|回应|销号|准予|核准|登记|备案|落实|配备|设立|安装|取得|实行|开展|改造|核验|验收|持证|参保|投保|签订/
/** What is found among the things before, whatever it is called itself. */
const found = /移送|移交|不合格|不达标|问题(?!线索)|未(?:整改|办结|完成|通过|接入|建成|配备|达标|持证)|满意|涉及|优秀|良好/
/** Whose share of a task it is. */
const level = /^(?:国家|中央|省|市|县|区|乡镇?)(?:级|本级|抽)/
/** Counts that stand beside one another, or of another time. */
const apart = /比|较|上年|去年|同期|由|从|增|多|超额|另|还|计划|目标|结转|往年|以前|其他|累计|合计|总计|分别|每/

/** `问卷回收2000份，表示满意的2314份`, `立案540起，593起已办结`: what is said of a part shows more than there are. */
export function checkSubset(paper: Paper, figure: Figure): Finding | null {
  if (figure.partOf !== null || figure.bracketOf !== null || !isCount(figure) || isIncrement(paper, figure) || isLevel(paper, figure)) return null
  const whole = wholeOf(paper, figure) ?? wholeAbove(paper, figure)
  if (!whole || figure.low <= whole.high) return null
  // 2021年83.7分、2022年86.1分
  if (figure.unit === '分' && figure.period !== null && whole.period !== null && figure.period !== whole.period) return null
  if (/行政区|县|市辖区/.test(`${whole.subject}${tail(paper, whole, 6)}`) && /镇|乡|街道|村|社区/.test(`${figure.subject}${tail(paper, figure, 4)}`)) return null
  // 31个城市的696个基地: many in each
  if (/^[^，。；、\d]{1,8}的$|(?:周边|附近|范围|以内)[^，。；、]{0,12}的$/.test(between(paper, whole, figure))) return null
  const words = between(paper, whole, figure).replaceAll(/\([^()]*\)|，(?:同比|较上年)[^，。；]*(?=，)/g, '')
  const far = whole.sentence !== figure.sentence
  if (words.length > 60 || (!far && /。/.test(words)) || (words.includes('；') && !/的[约有]?$/.test(lead(paper, figure)))) return null
  if (!far && apart.test(words + lead(paper, whole, 12))) return null
  if (far && !apart.test(lead(paper, whole, 12)) && !apart.test(lead(paper, figure))) return say(paper, figure, whole)
  if (far) return null
  if (!saysPart(paper, figure, whole)) return null
  return say(paper, figure, whole)
}

const say = (paper: Paper, figure: Figure, whole: Figure): Finding =>
  finding(paper, [figure, whole], {
    verdict: 'doubtful',
    kind: 'part-whole',
    calculation: `${show(figure.value)} > ${show(whole.value)}${whole.unit}`,
    explanation: `“${named(figure)}”多于前列的“${named(whole)}”；若它不是前者的一部分，或含以前年度结转的，则无误。`,
  })

/** `学校食堂731个。接入平台的食堂724个`: the whole stands in the sentence before, by a name that ends alike. */
function wholeAbove(paper: Paper, figure: Figure): Figure | undefined {
  const name = /的([一-鿿]{2,4})$/.exec(lead(paper, figure))?.[1]
  if (name === undefined || !outcome.test(lead(paper, figure))) return undefined
  return earlier(paper, figure, 1).findLast(
    (one) => one.sentence !== figure.sentence && isCount(one) && sort(one) === sort(figure) && bare(one.subject).endsWith(name),
  )
}

/** The largest count of the same sort before the figure: only what is more than all of them leaves a doubt. */
function wholeOf(paper: Paper, figure: Figure): Figure | undefined {
  const near = inSentence(paper, figure.sentence).filter(
    (one) => one.end <= figure.start && figure.start - one.end < 80 && isCount(one) && sort(one) === sort(figure) && one.bracketOf === null && depthOf(paper, one) <= depthOf(paper, figure),
  )
  const [largest] = near.toSorted((a, b) => b.value - a.value)
  return largest && !isIncrement(paper, largest) && !/[比较]|上年|去年|同期/.test(lead(paper, largest)) ? largest : undefined
}

/** 办理9876件，网上办理8395件 */
const narrower = (part: Figure, whole: Figure): boolean => part.measure !== whole.measure && part.measure.endsWith(whole.measure)

/** Those who are made to do it are no whole of what they did it to: 督促2家平台下线店铺214家. */
const urged = /(?:督促|约谈|责令|责成|指导|推动|会同|发动|委托|引导|要求|动员|派出|出动)[^，。；、\d]{0,6}$/

function saysPart(paper: Paper, figure: Figure, whole: Figure): boolean {
  if (urged.test(lead(paper, whole, 12)) && !/其中|中，/.test(between(paper, whole, figure))) return false
  const [own, above, behind] = [lead(paper, figure), lead(paper, whole, 12), tail(paper, figure)]
  if (/共[^，。；]{0,4}$|^全[市县区]/.test(own) || between(paper, whole, figure).endsWith('、')) return false
  // 12个镇、4个街道，16个镇（街道）: a total by its name
  if (/^[镇乡县区市]镇?[(]/.test(behind)) return false
  if (/县|区/.test(`${tail(paper, whole, 6)}${whole.subject.slice(-5)}`) && /^[镇乡村]|^街道|^社区/.test(tail(paper, figure, 6))) return false
  if (/县|区|镇|乡|街道|村|社区/.test(tail(paper, whole, 6)) && !/县|区|镇|乡|街道|村|社区/.test(tail(paper, figure, 6)) && !/[中里]/.test(between(paper, whole, figure)))
    return false
  const [part, all] = [bare(figure.subject), bare(whole.subject)]
  if (narrower(figure, whole) || manner.test(own) || (all.length > 1 && part.length > all.length && part.endsWith(all))) return true
  if (/的[约有]?$/.test(own)) return !/的[约有]?$/.test(above)
  if (/回收|收回/.test(own) || (found.test(own) && !found.test(above)) || (level.test(own) && /共|总|安排|下达/.test(above))) return true
  if (outcome.test(above.replaceAll(/不合格|未[一-鿿]{2}/g, ''))) return false
  const alike = part === '' || part === all || part.endsWith(all) || all.endsWith(part)
  const said = own === '' ? /^(?:均|全部)?已|^通过|^完成|^实现/.test(behind) || (outcome.test(behind) && alike) : outcome.test(own) && alike
  return said || /^(?:其中)?(?:已|有|已有)$/.test(own) || (own === '' && before(paper, figure, 3).endsWith('中，'))
}

/** `全市600家餐饮单位中，A级720家`, `包括省级示范店12家在内，共有示范店9家`, `720家，为全部600家…中的一部分`: said the other way round. */
export function checkIncluded(paper: Paper, part: Figure): Finding | null {
  if (!isCount(part) || part.bracketOf !== null) return null
  const whole = inSentence(paper, part.sentence).find((one) => one.start >= part.end && isCount(one))
  if (!whole || sort(whole) !== sort(part) || part.low <= whole.high) return null
  const words = between(paper, part, whole)
  const included = /^[^，。；]{0,12}在内，[^，。；]{0,12}(?:共|总)[^，。；]{0,10}$/.test(words) && /包括|含|连同/.test(lead(paper, part))
  const among = /^[^，。；]{0,8}，?(?:为|是|占)(?:全部|总数|所有)$/.test(words) && /中的?|的/.test(tail(paper, whole))
  if (!included && !among) return null
  return finding(paper, [part, whole], {
    verdict: included ? 'contradiction' : 'doubtful',
    kind: 'part-whole',
    calculation: `${show(part.value)} > ${show(whole.value)}${whole.unit}`,
    explanation: included ? '包括在内的部分大于整体。' : '部分大于整体；若两数所指不同则无误。',
  })
}
