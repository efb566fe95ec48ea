import { meet, sum } from '../ground/interval.ts'
import { between, inSentence, isIncrement, isMean, isRate, lead, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { allExact, ordered, stretch } from './clause.ts'

/** Words of what may be told of one thing twice: traits of people, faults of goods and cases. */
const overlap =
  /涉及|涉嫌|存在|同时|具备|能力|通过|取得|获得|认证|认定|实现|接入|兼|重叠|交叉|党员|代表|委员|学历|本科|大专|研究生|硕士|博士|职称|资格|持证|专业|女|男|岁|年龄|工龄|人次|以上|以下|超过|不足|含|获|曾|次及/
const narrowed = /上年|去年|同期|新增|新|增|每|各(?!类|级|项|环节|县|区|市|镇|乡)|平均|目标|计划|力争|另|还|最[多高]|部分|主要|等|约/

const chosen = /上年|去年|同期|新增|新|每|平均|目标|计划|力争|另|部分|约/

/** A whole and what it is divided into, or what is added up and the sum; more than there is, where nothing can be counted twice. */
export function certainSum(paper: Paper, figures: readonly Figure[]): string | null {
  const all = ordered(figures)
  if (all.length < 3 || !allExact(all) || all.some((one) => isRate(one) || isIncrement(paper, one) || isMean(paper, one))) return null
  if (all.some((one) => sort(one) !== sort(all[0]!))) return null
  const said = stretch(paper, all) + tail(paper, all.at(-1)!, 8)
  const [own, first] = [all.slice(1), all.slice(0, 1)].map((some) => some.map((one) => lead(paper, one, 16).replace(/^.*\d/, '')).join('|'))
  // how the first is called says nothing of the parts where it is the whole: 等制度17项, 获证企业728家
  const parts = behind(paper, all) === null ? said.slice(lead(paper, all[0]!).length) : said
  if (said.length > 90 + 26 * all.length || overlap.test(parts) || narrowed.test(own!) || (parts === said ? narrowed : chosen).test(first!)) return null
  return behind(paper, all) ?? ahead(paper, all)
}

const adding = /(?:^|[，、])(?:[两三四五六七八九十\d]*[年月个类项级者]{0,2})?(?:共|合计|共计|总计|总量|累计|总共)[^，。；、\d]{0,6}$/
/** `甲128人、乙43人、丙11人，共150人`. */
function behind(paper: Paper, all: readonly Figure[]): string | null {
  const whole = all.at(-1)!
  const parts = all.slice(0, -1)
  if (ofYears(paper, whole, parts)) return '各年的数之和与所列的合计不符，各年逐一列出，没有别的读法。'
  if (!adding.test(lead(paper, whole)) || !joinedUp(paper, all) || !(sum(parts).low > whole.high)) return null
  return '前列各项之和大于所列的合计，各项逐一列出，没有别的读法。'
}

/** `全市85家，其中甲40家、乙52家`: the whole, a word that divides it, and its parts. */
function ahead(paper: Paper, all: readonly Figure[]): string | null {
  const [whole, ...parts] = all
  // what was done of a whole is none itself; of two counts in the sentence before either may be the whole
  const last = inSentence(paper, whole!.sentence).filter((one) => one !== whole && sort(one) === sort(whole!) && one.start > whole!.start && !parts.includes(one))
  if (/^(?:其余|剩余)/.test(lead(paper, whole!, 12))) return null
  if (parts[0]!.sentence !== whole!.sentence && (last.length > 0 || /^已|支付|支出|到期/.test(lead(paper, whole!, 12)))) return null
  if (parts.some((one) => meet(one, whole!))) return null
  if (parts.length < 2 || parts.some((one) => one.sentence - whole!.sentence > 1) || paper.paragraphs[whole!.sentence] !== paper.paragraphs[parts[0]!.sentence]) return null
  const total = sum(parts)
  if (!(total.low > whole!.high) || total.low > 2 * whole!.high || meet(total, whole!) || !joinedUp(paper, parts)) return null
  // 按类别…件，已处理474件: what was done of them is no kind
  if (parts.some((one) => deed.test(lead(paper, one, 12)) !== deed.test(lead(paper, parts[0]!, 12))) && !left.test(lead(paper, parts.at(-1)!))) return null
  const opener = between(paper, whole!, parts[0]!)
  const divides = /其中|分别|依次|按[^，。；]{1,10}[分看计]|[从分][^，。；]{1,8}看|包括|中，|中[^，。；]{0,8}$|[（(：:]/.test(opener)
  const names = parts.map((one) => lead(paper, one, 14).replace(/^.*[\d、和及：:]/, ''))
  const [first] = names
  const alike = first !== undefined && first.length > 1 && names.every((one) => one.slice(-1) === first.slice(-1) && /[级类区县镇市门节季期别]$/.test(one))
  // 屠宰企业6家，其中生猪4家、牛羊3家: a firm may do both; of three kinds and more each is counted under one
  const firms = sort(whole!) === '家' && parts.length < 3 && !/分别|依次|按|看/.test(opener) && !alike
  if (!(divides || alike || left.test(lead(paper, parts.at(-1)!))) || (firms && !left.test(lead(paper, parts.at(-1)!)))) return null
  return '所列各项之和大于总数，各项按同一标准划分，不会互有重叠。'
}

/** What was done of all there are, told behind its kinds. */
export const deed = /(?:^|[，、])(?:已|均已|现已|全部|目前)*(?:处理|办结|办理|处置|整改|完成|结案|立案|受理|回复|答复|调解|调处|移送|销号)(?:完毕|成功|到位)?[^，。；、\d]{0,2}$/

/** What is not done, or not so, beside what is. */
const left = /(?:^|[，、])(?:其余|其他|剩余|余下|未|尚未|尚有|仍有|不合格|正在|待)[^，。；、\d]{0,6}$/

/** One behind the other, nothing of another sort counted between. */
const joinedUp = (paper: Paper, all: readonly Figure[]): boolean =>
  all.slice(1).every((one, at) => {
    const gap = between(paper, all[at]!, one).replaceAll(/20\d{2}年(?:前\d{1,2}个月|\d{1,2}月)?|[（(][^（()）]{0,12}[)）]/g, '').replaceAll(/[，（(][^，。；、\d（(]{0,8}(?:\d[\d.]*%|[一二三四五六七八九]成|[二三四五]分之[一二三四])[)）]?/g, '')
    return gap.length <= 26 && !/[。；]|\d/.test(gap) && (gap.match(/，/g)?.length ?? 0) < 2
  })

/** `2021年、2022年、2023年分别为…、…、…，三年合计…`: as many as the years that are added. */
function ofYears(paper: Paper, whole: Figure, parts: readonly Figure[]): boolean {
  const years = /^(?:这)?([两三四五六])年(?:来|间)?(?:累计|合计|共计|共|总计)[^，。；、\d]{0,6}$/.exec(lead(paper, whole))?.[1]
  const row = parts.slice(1).every((one, at) => /^(?:、|和|及|，)$/.test(between(paper, parts[at]!, one)))
  return years !== undefined && row && parts.length === '一二三四五六'.indexOf(years.replace('两', '二')) + 1 && !meet(sum(parts), whole)
}
