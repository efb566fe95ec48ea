import type { Finding } from '../../contract.ts'
import { hanNumber } from '../../../../../platform/core/chinese.ts'
import { cut, exactly, meet, over, show, showInterval, times } from '../ground/interval.ts'
import { countsLike, paragraphOf } from '../ground/near.ts'
import { before, between, finding, inSentence, isCount, isExact, isIncrement, isMean, lead, printed, sort, tail, type Figure, type Paper } from '../ground/paper.ts'
import { meanOf, rounded, worth } from './mean-words.ts'

/**
 * Means that say what they are a mean of (每家保额50万元 of 保额25.62亿元), whose they are (包保干部人均 of 4127名干部), or that go by the population
 * (按人口计人均3元, 人口密度). Counts that give them by chance are not meant.
 */
export const checkOwnMeasure = (paper: Paper): Finding[] =>
  paper.figures.flatMap((figure) =>
    figure.cell !== null || figure.low <= 0 || !Number.isFinite(figure.high) ? [] : (settled(paper, figure) ?? aYear(paper, figure) ?? byHead(paper, figure) ?? ofOwners(paper, figure) ?? ofMeasure(paper, figure) ?? []),
  )

const other = /上年|去年|同期|目标|比|较|全省|全国|标准|其中|每/
const total = (paper: Paper, one: Figure, figure: Figure): boolean =>
  isCount(one) && sort(one) === sort(figure) && one.cell === null && one.value > figure.value && isExact(one) && !isIncrement(paper, one) && !isMean(paper, one) && !other.test(lead(paper, one, 12))

/** `人口密度约593人/平方公里`: the people and the land that the paper tells. */
function settled(paper: Paper, figure: Figure): Finding[] | null {
  if (!/人口密度[^，。；\d]{0,10}$/.test(lead(paper, figure)) || !/^人(?:\/平方公里|\/平方千米|\/km²)?$/.test(figure.unit)) return null
  if (/区(?:的)?人口密度|城镇|城区/.test(lead(paper, figure))) return null
  const land = paper.figures.filter((one) => /^(?:平方公里|平方千米|km²)$/.test(one.unit) && /面积[^，。；\d]{0,6}$/.test(lead(paper, one)) && !/城区|建成区|规划|耕地|林地|水域/.test(lead(paper, one)))
  const people = paper.figures.filter((one) => /人口/.test(`${one.subject}${lead(paper, one, 10)}`) && /^人?$/.test(one.unit) && one.value > 10_000)
  const [area, head] = [land[0], people[0]]
  if (!area || !head || people.some((one) => land.some((all) => meet(cut(over(one, all)), loose(figure))))) return []
  return [say(paper, [figure, head, area], `${show(head.value)} ÷ ${show(area.value)} = ${showInterval(over(head, area), 1)}，所列 ${printed(figure)}`, 'per-capita', land.length === 1 && people.length === 1, '人口密度与所列人口、面积不符')]
}
const loose = (figure: Figure) => ({ low: figure.low * 0.995, high: figure.high * 1.005 })

/** `投入专项经费1470万元，…，按人口计人均3元`. */
function byHead(paper: Paper, figure: Figure): Finding[] | null {
  const { population } = paper.document
  if (population === null || figure.unit !== '元' || !/按(?:全[市县区])?(?:常住|户籍)?人口(?:数)?(?:计算?|测算|折算)?，?人均[^，。；\d]{0,6}$/.test(before(paper, figure, 24))) return null
  const sums = inSentence(paper, figure.sentence).filter((one) => one.end <= figure.start && total(paper, one, figure))
  const people = { low: population * 0.98, high: population * 1.02 }
  const [first] = sums
  if (!first || sums.some((one) => meet(over(one, people), rounded(figure)))) return []
  return [say(paper, [figure, first], `${show(first.value)} ÷ ${show(population)} = ${showInterval(over(first, people), 2)}，所列人均 ${printed(figure)}`, 'per-capita', false, '人均数与所列金额、文中人口不符')]
}

const years = /(20\d{2})年?[—–～~至-](20\d{2})年|([两三四五六七八九十])年/g
/** `三年开展732场，平均每年244场`, `2014—2021年共报告5147例，平均每年643例`. */
function aYear(paper: Paper, figure: Figure): Finding[] | null {
  if (!isCount(figure) || !/(?:平均每年|年均)(?!增|递|提|下)[^，。；\d]{0,6}$/.test(lead(paper, figure, 16))) return null
  const { start } = paper.document.sentences[figure.sentence]!
  const spans = [...paper.text.slice(Math.max(start, figure.start - 120), figure.start).matchAll(years)].map(([, from, to, number]) => (number ? hanNumber(number.replace('两', '二')) : Number(to) - Number(from) + 1))
  const sums = inSentence(paper, figure.sentence).filter((one) => one !== figure && total(paper, one, figure))
  const sum = sums.findLast((one) => one.end <= figure.start)
  const [span] = spans
  if (!sum || span === undefined || span < 2 || spans.some((some) => sums.some((one) => meet(cut(over(one, exactly(some))), rounded(figure))))) return []
  const sure = spans.length === 1 && sums.length === 1 && isExact(figure) && !/平均[^，。；]*平均/.test(before(paper, figure, 60))
  return [say(paper, [figure, sum], `${show(sum.value)} ÷ ${span} = ${showInterval(over(sum, exactly(span)), 2)}，所列平均每年 ${printed(figure)}`, 'mean', sure, '年平均数与所列总数、年数不符')]
}

/** `4127名干部参加包保…包保干部人均联系约9.4户`: whose the mean is. */
function ofOwners(paper: Paper, figure: Figure): Finding[] | null {
  const owners = (/([一-鿿]{2,6})(?:人均|平均每人|每人平均)[一-鿿]{0,6}$/.exec(lead(paper, figure, 24).replace(/[约近达为]+$/, ''))?.[1] ?? /平均每[名个位]([一-鿿]{2,8}?)(?:服务|联系|包保|监管|负责|承担|覆盖|包联)[一-鿿]{0,4}$/.exec(lead(paper, figure, 24).replace(/[约近达为]+$/, ''))?.[1])?.slice(-2)
  if (owners === undefined || !/员|干部|医生|教师|学生|专家|骨干|队员|人员/.test(owners) || figure.unit === '元') return null
  const people = countsLike(paper, { ...figure, unit: '人' }).filter((one) => one.partOf === null && isExact(one) && one.low > 1 && `${lead(paper, one, 12).replace(/^.*\d/, '')}${tail(paper, one, 6)}`.includes(owners))
  const near = people.filter((one) => paper.paragraphs[one.sentence] === paper.paragraphs[figure.sentence])
  const sums = paragraphOf(paper, figure.sentence).filter((one) => one.end <= figure.start && one.sentence >= figure.sentence - 2 && total(paper, one, figure))
  const [head] = near
  const main = sums.find(({ partOf }) => partOf === null) ?? sums[0]
  if (!head || !main || new Set(near.map(({ value }) => value)).size > 1) return null
  if ([...sums, ...countsLike(paper, figure)].some((one) => one !== figure && people.some((all) => gives(one, all, figure)))) return []
  return [say(paper, [figure, main, head], `${show(main.value)} ÷ ${show(head.value)} = ${showInterval(over(main, head), 2)}，所列平均 ${printed(figure)}`, 'mean', false, '平均数与所称人员的人数不符')]
}

/** `保额25.62亿元，平均每家保额50万元、保费约417元`: the total of that very measure, over the only count of its sentence. */
function ofMeasure(paper: Paper, figure: Figure): Finding[] | null {
  const last = paper.figures[figure.at - 1]
  const words = lead(paper, figure, 20).replace(/[约近达为]+$/, '')
  const goesOn = last && last.sentence === figure.sentence && /^、[一-鿿]{2,4}[约近]?$/.test(between(paper, last, figure)) ? last : undefined
  const mean = goesOn ? meanOf(paper, goesOn) : meanOf(paper, figure)
  const measure = goesOn ? /([一-鿿]{2,4})$/.exec(words.split('、').at(-1)!)?.[1] : /(?:每[个家户所名案件人场期]|均)(?:的)?([一-鿿]{2,4})$/.exec(words)?.[1]
  if (!mean || measure === undefined) return null
  const same = inSentence(paper, figure.sentence)
  // 占2023年规模以上工业产值1680亿元的18%: the base of a share
  const sums = same.filter((one) => one !== figure && total(paper, one, figure) && !/^的/.test(tail(paper, one, 1)) && lead(paper, one, 12).replace(/[约近达为共]+$/, '').endsWith(measure))
  const counts = same.filter((one) => one !== figure && isExact(one) && isCount(one) && one.unit !== figure.unit && one.low > 1 && worth(paper, one, mean) === 1)
  const [sum] = sums
  const [count] = counts
  if (!sum || !count || sums.length > 1 || counts.length > 1 || gives(sum, count, figure)) return null
  return [say(paper, [figure, sum, count], `${show(sum.value)} ÷ ${show(count.value)} = ${showInterval(over(sum, count), 2)}，所列平均 ${printed(figure)}`, 'mean', true, `平均的${measure}与同句所列的${measure}、个数不符`)]
}

const gives = (sum: Figure, count: Figure, figure: Figure): boolean => meet(cut(over(sum, count)), rounded(figure)) || meet(times(over(sum, count), 1), { low: figure.low, high: figure.high })

const say = (paper: Paper, figures: readonly Figure[], calculation: string, kind: 'mean' | 'per-capita', sure: boolean, words: string): Finding =>
  finding(paper, figures, { verdict: sure ? 'contradiction' : 'doubtful', kind, calculation, explanation: `${words}${sure ? '。' : '；若只就其中一部分或按另一口径计算则无误。'}` })
