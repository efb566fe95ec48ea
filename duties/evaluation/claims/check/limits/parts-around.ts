import type { Finding } from '../../contract.ts'
import { between, finding, inSentence, isExact, isGrowth, isRate, lead, printed, type Figure, type Paper } from '../ground/paper.ts'
import { ratesOf } from '../ground/near.ts'
import { measureOf } from '../twice/told-twice/titles.ts'

/** The rate of all lies between those of its parts: no overall rate is below the lowest or above the highest of them. */
export const checkPartsAround = (paper: Paper): Finding[] => {
  const rates = ratesOf(paper).filter((one) => one.cell === null && isExact(one) && !isGrowth(paper, one))
  return [...rows(paper, rates), ...extremes(paper, rates), ...places(paper, rates)]
}

const overall = /总体|总的?合格/
const narrow = /比|较|上年|去年|同期|目标|[每由从]/
const whole = (paper: Paper, one: Figure): boolean => overall.test(lead(paper, one)) && !narrow.test(lead(paper, one).replaceAll(/占比|比[重例]/g, ''))

/** `蔬菜、畜禽产品和水产品合格率分别为…` of `蔬菜、畜禽产品和水产品等3大类产品`, whose 总体合格率 stands before. */
function rows(paper: Paper, rates: readonly Figure[]): Finding[] {
  return rates.flatMap((first) => {
    const words = /(?:^|[，。；：])(?:其中[，：]?)?([一-鿿、]{2,60}?)(?:例行)?(?:监测|抽检|检测|抽样)?(?:的)?(不?合格率)(?:依次|分别)[为达是]+$/.exec(`，${lead(paper, first, 70)}`)
    if (!words) return []
    const same = inSentence(paper, first.sentence)
    const row = [first]
    for (const one of same.slice(same.indexOf(first) + 1)) {
      if (!isRate(one) || !/^[、和及，]$/.test(between(paper, row.at(-1)!, one))) break
      row.push(one)
    }
    const names = words[1]!.split(/[、和及与]/).filter((name) => name !== '')
    const all = rates.findLast((one) => one.end <= first.start && whole(paper, one) && measureOf(lead(paper, one)) === words[2])
    if (!all || row.length < 2 || row.length !== names.length || first.start - all.end > 400 || !announced(paper, names, all)) return []
    return outside(paper, all, row, true)
  })
}

/** Whether these are all sorts that were looked at: `蔬菜、畜禽产品和水产品等3大类`. */
function announced(paper: Paper, names: readonly string[], all: Figure): boolean {
  const words = paper.text.slice(Math.max(0, all.start - 200), all.start)
  const number = /(\d|[二两三四五六七八九])大?类/.exec(words)
  const value = number ? (/\d/.test(number[1]!) ? Number(number[1]) : '一二三四五六七八九'.indexOf(number[1]!.replace('两', '二')) + 1) : 0
  return value === names.length && names.every((name) => words.includes(name.slice(0, 2)))
}

/** `快检合格率98.9%。其中市级检测1050个，合格率100%；乡镇检测6150个，合格率98.7%`. */
function places(paper: Paper, rates: readonly Figure[]): Finding[] {
  return rates.flatMap((all, at) => {
    const name = measureOf(lead(paper, all))
    const [one, other, next] = rates.slice(at + 1, at + 4)
    if (!/合格率$/.test(name) || !one || !other || other.end - all.end > 120 || narrow.test(lead(paper, all))) return []
    const [ahead, gap] = [between(paper, all, one), between(paper, one, other)]
    if (!/^[。，；]其中[^。；]{2,40}$/.test(ahead) || !/^[；，][^。；]{2,40}$/.test(gap) || (next && next.sentence === other.sentence && measureOf(lead(paper, next)) === name)) return []
    if ([one, other].some((part) => !lead(paper, part).endsWith('合格率') || measureOf(lead(paper, part)) !== '合格率')) return []
    const counts = paper.figures.slice(Math.max(0, all.at - 2), other.at).filter((count) => !isRate(count) && count.unit === paper.figures[one.at - 1]?.unit)
    const [total, first, second] = counts.slice(-3)
    const adds = total !== undefined && first !== undefined && second !== undefined && total.end <= all.start && first.value + second.value === total.value
    return outside(paper, all, [one, other], adds)
  })
}

function outside(paper: Paper, all: Figure, parts: readonly Figure[], sure: boolean): Finding[] {
  const below = parts.every((one) => one.low > all.high)
  if (!below && !parts.every((one) => one.high < all.low)) return []
  return [
    finding(paper, [all, ...parts], {
      verdict: sure ? 'contradiction' : 'doubtful',
      kind: 'mean',
      calculation: `总体 ${printed(all)} ${below ? '低于' : '高于'}每一部分：${parts.map(printed).join('、')}`,
      explanation: sure ? '总体的比率必在各部分的最低与最高之间。' : '总体的比率应在各部分的最低与最高之间；若还有未列出的部分则无误。',
    }),
  ]
}

/** `满意度为83.6%…满意度最高的为北庄县，达到81.9%`: the highest of the parts is not below all of them. */
function extremes(paper: Paper, rates: readonly Figure[]): Finding[] {
  return rates.flatMap((one) => {
    const words = paper.text.slice(Math.max(0, one.start - 50), one.start).split(/[。；\n]/).at(-1)!.replaceAll(/\s/g, '')
    const match = /([一-鿿]{2}[率度])最(高|低)的?[是为]?[一-鿿]{2,8}[，,]?[为达到是]+$/.exec(words)
    if (!match || !/以[一-鿿(、)（）]{2,14}为单位|各[县市区]|县[（(市]|分[县区地]/.test(paper.text.slice(Math.max(0, one.start - 120), one.start))) return []
    const name = match[1]!.slice(-3)
    const all = rates.findLast((other) => other.end <= one.start && one.start - other.end < 300 && lead(paper, other).includes('全') && lead(paper, other).replace(/[为达到是]+$/, '').endsWith(name))
    if (!all || (match[2] === '高' ? one.high >= all.low : one.low <= all.high)) return []
    return [
      finding(paper, [one, all], {
        verdict: 'contradiction',
        kind: 'mean',
        calculation: `最${match[2]} ${printed(one)} ${match[2] === '高' ? '<' : '>'} 总体 ${printed(all)}`,
        explanation: `各部分中最${match[2]}的一个不可能${match[2] === '高' ? '低于' : '高于'}总体。`,
      }),
    ]
  })
}
