import type { Finding } from '../../contract.ts'
import { show } from '../ground/interval.ts'
import { between, finding, inSentence, isCount, isExact, isIncrement, isRate, lead, printed, sort, type Figure, type Paper } from '../ground/paper.ts'

/** Parts that a word puts into their whole: `移送133件；公安机关从中侦破112起`, `冷库225座，其中接入的占96%，计216座`, `产生250万吨、利用230万吨`. */
export const checkWithin = (paper: Paper): Finding[] =>
  paper.figures.flatMap((part) => {
    if (!isCount(part) || !isExact(part) || part.cell !== null || isIncrement(paper, part)) return []
    const sure = fromAmong(paper, part) ?? reckoned(paper, part)
    const found = sure ?? made(paper, part)
    return found && part.low > found.high ? [say(paper, part, found, sure !== null || !/销毁|无害化/.test(lead(paper, part)))] : []
  })

const cases = new Set(['件', '起', '宗', '例', '案', '条'])
const alike = (one: Figure, other: Figure): boolean => sort(one) === sort(other) || (cases.has(one.unit) && cases.has(other.unit))
const before = (paper: Paper, part: Figure): Figure[] => inSentence(paper, part.sentence).filter((one) => one.end <= part.start && isCount(one) && isExact(one))

/** 从中: of what was told last. */
function fromAmong(paper: Paper, part: Figure): Figure | null {
  if (!/从中[^，。；\d]{0,8}$/.test(lead(paper, part, 12))) return null
  const same = before(paper, part).filter((one) => alike(one, part) && !isIncrement(paper, one))
  const whole = same.at(-1)
  return whole && same.every((one) => one.high < part.low) ? whole : null
}

/** 占96%，计216座: a share of the count before it. */
function reckoned(paper: Paper, part: Figure): Figure | null {
  const rate = paper.figures[part.at - 1]
  if (!rate || rate.sentence !== part.sentence || !isRate(rate) || rate.value > 100 || !/占(?:比)?(?:约|达|为)?$/.test(lead(paper, rate)) || !/^[，(]?(?:即|计|共计|共|合|为|约|有)$/.test(between(paper, rate, part))) return null
  const all = before(paper, part).filter((one) => alike(one, part))
  const whole = all.at(-1)
  return whole && all.every((one) => one.high < part.low) && /^[^；。]{0,6}[，；](?:其中|当中)[^；。，]*$/.test(between(paper, whole, rate)) ? whole : null
}

/** What comes of a thing is no more than there was of it: the first verb before the second. Data, not rules. */
const pairs: readonly (readonly [RegExp, RegExp])[] = [
  [/产生量?$/, /(?:综合|资源化|安全)?(?:利用|处理|处置)量?$/],
  [/(?:发放|发出|寄出|下发)(?:问卷)?$/, /(?:收回|回收)(?:有效)?(?:问卷)?$/],
  [/(?:收回|回收)(?:问卷)?$/, /有效(?:问卷)?$/],
  [/报名$/, /(?:参加|录取|通过|合格)$/],
  [/(?:召回|下架|查扣|扣押|没收)$/, /(?:销毁|无害化处理)$/],
  [/参训$/, /(?:取得证书|结业|考核合格)$/],
]
function made(paper: Paper, part: Figure): Figure | null {
  const whole = paper.figures[part.at - 1]
  if (!whole || whole.sentence !== part.sentence || whole.unit !== part.unit || !isCount(whole) || !isExact(whole)) return null
  const words = between(paper, whole, part)
  const ahead = lead(paper, whole).replace(/^.*[(]/, '')
  return /^[、，][^、，。；()]{1,10}$/.test(words) && pairs.some(([first, second]) => first.test(ahead) && second.test(words)) ? whole : null
}

const say = (paper: Paper, part: Figure, whole: Figure, sure: boolean): Finding =>
  finding(paper, [part, whole], {
    verdict: sure ? 'contradiction' : 'doubtful',
    kind: 'part-whole',
    calculation: `${show(part.value)} > ${show(whole.value)}${whole.unit}`,
    explanation: `“${printed(part)}”出自“${printed(whole)}”，部分大于整体${sure ? '。' : '；若另有来源则无误。'}`,
  })
