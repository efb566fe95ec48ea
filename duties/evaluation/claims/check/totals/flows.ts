import type { Finding } from '../../contract.ts'
import { meet, minus, plus, show, sum, type Interval } from '../ground/interval.ts'
import { countsLike, paragraphOf } from '../ground/near.ts'
import { before, between, finding, isCount, isExact, isMean, isRate, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'

/**
 * What comes in and goes out of a stock, and what a whole falls into: `净增24家（新增71家、注销47家）`, `核查3925家，下线157家，保留3768家`, `年初412家，新办36家、注销18家，年末实有430家`,
 * `发现318处，整改完成312处，另有6处…`, `样品360份，达标357份，3份超标`, `任务1166批次，三季度完成700批次，四季度完成466批次`.
 */
export const checkFlows = (paper: Paper): Finding[] =>
  [...paper.bySentence.values()].flatMap((figures) => {
    const counts = figures.filter((one) => isCount(one) && isExact(one) && one.cell === null && one.low > 0 && Number.isFinite(one.high) && !isMean(paper, one))
    return counts.length < 2 ? [] : counts.flatMap((one) => net(paper, counts, one) ?? kept(paper, counts, one) ?? other(paper, counts, one) ?? failed(paper, counts, one) ?? halves(paper, counts, one) ?? [])
  })

const incoming = /(?:新增|新办|新设|新开办|新开|新建|新发|新登记|新核发|新入驻|新纳入|新创建|新认定|补充|调入|转入)[^，。；、\d]{0,10}$/
const outgoing = /(?:注销|退出|关停|取缔|吊销|撤销|撤并|淘汰|清退|歇业|关闭|下线|清理|停业|摘牌|剔除|转出|调出|退休|减少)[^，。；、\d]{0,10}$/
const netting = /净(?:增加?|增长|减少?)(?:了)?[^，。；、\d]{0,8}$/
const remains = /(?:保留|现有|现存|剩余|仍有|继续经营的?|继续营业的?|存续|实有|尚存|留存|保有|余下|达到?|增至|减至|增加到|减少到|降至)(?:的|有)?[^，。；、\d]{0,4}$/
const stock = /年初|原有|现有|共有|共|核查|排查|摸排|登记|在册|总数|上年末|上年底|[有点户者家]$|网|存量/
const otherTime = /上年|去年|同期|计划|目标|另|比|较|其中|累计/

const near = (paper: Paper, one: Figure, two: Figure): boolean => !/[。]/.test(between(paper, one, two)) && between(paper, one, two).length < 60

/** `净增24家（新增71家、注销47家）`, in any order. */
function net(paper: Paper, counts: readonly Figure[], one: Figure): Finding[] | null {
  if (!netting.test(lead(paper, one, 20))) return null
  const alike = counts.filter((it) => it !== one && sort(it) === sort(one) && near(paper, it, one) && !netting.test(lead(paper, it, 20)))
  const [ins, outs] = [alike.filter((it) => incoming.test(lead(paper, it, 20))), alike.filter((it) => outgoing.test(lead(paper, it, 20)))]
  if (ins.length !== 1 || outs.length === 0 || outs.length > 2) return null
  const gap = minus(ins[0]!, sum(outs))
  const size = gap.high < 0 ? { low: -gap.high, high: -gap.low } : gap
  if (meet(size, one) || counts.some((out) => sort(out) === sort(one) && out !== one && meet(minus(ins[0]!, out), one))) return []
  return [say(paper, [one, ins[0]!, ...outs], `${show(ins[0]!.value)}${outs.map(({ value }) => ` − ${show(value)}`).join('')} = ${show(ins[0]!.value - sum(outs).low)}${one.unit}，所列净增减 ${printed(one)}`, true, '新增与减少之差与所列净增减数不符')]
}

/** What there was, what came and went, and what there is then: nothing else of the sort is told between. */
function kept(paper: Paper, counts: readonly Figure[], one: Figure): Finding[] | null {
  if (!remains.test(lead(paper, one, 16)) || otherTime.test(lead(paper, one, 12))) return null
  const alike = counts.filter((it) => sort(it) === sort(one))
  const at = alike.indexOf(one)
  let first = at - 1
  let moved = 0
  while (first >= 0 && (incoming.test(lead(paper, alike[first]!, 20)) || outgoing.test(lead(paper, alike[first]!, 20)))) {
    moved += 1
    first -= 1
  }
  const whole = alike[first]
  const flows = alike.slice(first + 1, at)
  if (!whole || moved === 0 || moved > 3 || !flows.some((it) => outgoing.test(lead(paper, it, 20))) || !near(paper, whole, one) || otherTime.test(lead(paper, whole, 16)) || !stock.test(lead(paper, whole, 16)) || whole.value <= Math.max(...flows.map(({ value }) => value))) return null
  const made = flows.reduce<Interval>((all, it) => (outgoing.test(lead(paper, it, 20)) ? minus(all, it) : plus(all, it)), whole)
  if (meet(made, one)) return []
  const steps = flows.map((it) => `${outgoing.test(lead(paper, it, 20)) ? '−' : '+'} ${show(it.value)}`).join(' ')
  return [say(paper, [one, whole, ...flows], `${show(whole.value)} ${steps} = ${show(made.low)}${one.unit}，所列 ${printed(one)}`, true, '按所列的增减推算，与余下的数不符')]
}

const resting = /^(?:而)?(?:另有|还有|其余|剩余|余下|剩下|尚有|仍有|另外|另)(?:的)?$/
const state = /^[一-鿿“”]{0,8}(?:限期|正在|尚未|尚在|未|待|移送|移交|转[为入交]|挂账|跨年|督促|继续|下达|立案|列入|已|正|约谈|停业)/
const finished = /整改|完成|办结|结案|销号|处置|解决|改造|建成|注销|落实|达标|合格|当场|立行|回复|办理|接入/
/** `发现问题318处，整改完成312处，另有6处已下达通知`: what is done and the rest are all that there was. */
function other(paper: Paper, counts: readonly Figure[], one: Figure): Finding[] | null {
  const words = lead(paper, one, 12)
  if (!resting.test(words) || !state.test(tail(paper, one, 16))) return null
  const alike = counts.filter((it) => sort(it) === sort(one))
  const at = alike.indexOf(one)
  const [whole, done] = [alike[at - 2], alike[at - 1]]
  if (!whole || !done || alike[at + 1] && /^[^。]{0,20}[，、]/.test(between(paper, one, alike[at + 1]!)) && between(paper, one, alike[at + 1]!).length < 24) return null
  if (whole.low < done.high || !finished.test(lead(paper, done, 12) + tail(paper, done, 6)) || otherTime.test(lead(paper, whole, 12) + lead(paper, done, 12)) || finished.test(lead(paper, whole, 5)) || !near(paper, whole, one)) return null
  // more members may stand before: 合格…，整改…，另有…
  if (alike.slice(0, at - 2).some((it) => near(paper, it, one)) && !meet(plus(done, one), whole) && alike.slice(0, at - 2).some((it) => it.value > whole.value)) return null
  if (meet(plus(done, one), whole)) return []
  const sure = /其余|剩余|余下|剩下/.test(words)
  return [say(paper, [one, whole, done], `${show(done.value)} + ${show(one.value)} = ${show(done.value + one.value)}${one.unit}，所列总数 ${printed(whole)}`, sure, '已完成的与其余的之和与总数不符')]
}

const passing = /(?:^|[^不未])(?:合格|达标|符合(?:要求|标准|规定)|阴性|正常)(?:的|样品|样本|产品|为|有|共|计)*$/
const failing = '(?:不合格|不达标|未达标|不符合|超标|阳性|异常)'
const failedBehind = new RegExp(`^(?:样品|样本|产品|食品|粮食|的)?(?:检测|检验)?(?:结果)?(?:为|均|属|均为|有)?${failing}`)
const failedBefore = new RegExp(`${failing}(?:的|样品|样本|产品|为|有|仅|共|计)*$`)
/** `样品360份，达标357份，达标率99.2%，3份超标`. */
function failed(paper: Paper, counts: readonly Figure[], one: Figure): Finding[] | null {
  if (!failedBehind.test(tail(paper, one, 16)) && !failedBefore.test(lead(paper, one, 14))) return null
  const alike = counts.filter((it) => it.unit === one.unit)
  const at = alike.indexOf(one)
  const [whole, pass] = [alike[at - 2], alike[at - 1]]
  if (!whole || !pass || !(passing.test(lead(paper, pass, 14)) || /^(?:样品|样本)?(?:均|全部)?(?:合格|达标|符合)/.test(tail(paper, pass, 10))) || whole.low < pass.high || otherTime.test(lead(paper, whole, 12) + lead(paper, one, 12)) || /合格|达标/.test(lead(paper, whole, 10)) || !near(paper, whole, one)) return null
  // 3批次不合格，…4批次不合格: what failed, kind by kind
  const more = alike.slice(at).filter((it) => failedBehind.test(tail(paper, it, 16)) || failedBefore.test(lead(paper, it, 14)))
  if (more.length > 1 && more.some((_, last) => meet(plus(pass, sum(more.slice(0, last + 1))), whole))) return []
  if (meet(plus(pass, one), whole)) return []
  // any two counts of the paragraph that it makes with what passed or what was tested
  if (paragraphOf(paper, one.sentence).some((it) => it.unit === one.unit && isCount(it) && it !== whole && (meet(plus(pass, one), it) || meet(minus(it, one), pass)))) return []
  return [say(paper, [one, whole, pass], `${show(whole.value)} − ${show(pass.value)} = ${show(whole.value - pass.value)}${one.unit}，所列 ${printed(one)}`, true, '检测数减去合格数与所列的不合格数不符')]
}

const spans: readonly (readonly [RegExp, RegExp])[] = [
  [/上半年[一-鿿]{0,8}$/, /下半年[一-鿿]{0,8}$/],
  [/三季度[一-鿿]{0,8}$/, /四季度[一-鿿]{0,8}$/],
  [/一季度[一-鿿]{0,8}$/, /二季度[一-鿿]{0,8}$/],
  [/第一批[一-鿿]{0,8}$/, /第二批[一-鿿]{0,8}$/],
]
const wholeWords = /全年|年度|任务|计划|目标|共|总|尚|还|剩余|专项|资金|安排|上半年|两批/
/** `三季度完成700批次，四季度完成466批次`: together they are a whole that the paper tells, or what is left of its plan. */
function halves(paper: Paper, counts: readonly Figure[], one: Figure): Finding[] | null {
  const two = counts[counts.indexOf(one) + 1]
  if (!two || sort(one) !== sort(two) || !/^[^。；\d]{0,14}$/.test(between(paper, one, two)) || !spans.some(([a, b]) => a.test(lead(paper, one, 16)) && b.test(lead(paper, two, 16)))) return null
  if (/上年|去年|同期/.test(before(paper, one, 20)) || (paper.figures[two.at + 1] && isRate(paper.figures[two.at + 1]!) && /增|降|比/.test(between(paper, two, paper.figures[two.at + 1]!)))) return null
  const total = plus(one, two)
  const alike = countsLike(paper, one).filter((it) => it !== one && it !== two && it.low > 0 && Number.isFinite(it.high))
  if (alike.some((it) => meet(it, total))) return null
  const plans = alike.filter((it) => isExact(it) && /任务|计划|目标|全年|年度/.test(lead(paper, it, 16) + tail(paper, it, 6)) && it.low > total.high)
  const done = alike.filter((it) => isExact(it) && /上半年|1[—-]6月|截至/.test(before(paper, it, 24)))
  const gaps = plans.flatMap((plan) => done.filter((it) => it.low < plan.low).map((it) => ({ plan, it, gap: minus(plan, it) })))
  if (gaps.some(({ gap }) => meet(gap, total))) return null
  const close = ({ low }: Interval): boolean => Math.abs(low - total.low) < 0.5 * total.low
  const left = /三季度/.test(lead(paper, one, 16)) ? gaps.find(({ gap }) => close(gap)) : undefined
  const members = `${show(one.value)} + ${show(two.value)} = ${show(total.low)}${one.unit}`
  if (left) return [say(paper, [two, one, left.plan, left.it], `${members}，${show(left.plan.value)} − ${show(left.it.value)} = ${show(left.gap.low)}`, false, '后两季之和与全年任务所余的数不符')]
  const around = paragraphOf(paper, one.sentence).filter((it) => alike.includes(it) && isExact(it) && Math.abs(it.sentence - one.sentence) < 2 && close(it) && it.end <= one.start && it.value > Math.max(one.value, two.value) && wholeWords.test(lead(paper, it, 16)) && !/上年|去年|同期|每|均/.test(lead(paper, it, 16)))
  const whole = around.at(-1)
  return whole ? [say(paper, [two, one, whole], `${members}，所列总数 ${printed(whole)}`, whole.sentence === one.sentence && /全部|均已|合计|共/.test(before(paper, one, 40) + tail(paper, two)), '两段之和与所列的总数不符')] : null
}

const say = (paper: Paper, figures: readonly Figure[], calculation: string, sure: boolean, words: string): Finding =>
  finding(paper, figures, { verdict: sure ? 'contradiction' : 'doubtful', kind: 'total', calculation, explanation: `${words}${sure ? '。' : '；若还有未列出的部分则无误。'}` })
