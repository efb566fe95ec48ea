import type { Finding } from '../../contract.ts'
import { cut, meet, over, show, times } from '../ground/interval.ts'
import { before, between, finding, isExact, isMean, isRate, lead, printed, tail, type Figure, type Paper } from '../ground/paper.ts'

/** What is told of people: they come whole, are born and die, and share what there is. */
export const checkPeople = (paper: Paper): Finding[] => [...naturalGrowth(paper), ...fatality(paper), ...fractions(paper), ...shareOfEach(paper)]

const rate = (paper: Paper, name: RegExp): Figure[] => paper.figures.filter((one) => one.unit === '‰' && one.cell === null && isExact(one) && name.test(lead(paper, one, 16)))

/** `出生率8.06‰，死亡率8.92‰，自然增长率-0.86‰`. */
function naturalGrowth(paper: Paper): Finding[] {
  if (!paper.text.includes('自然增长率')) return []
  const [births, deaths] = [rate(paper, /出生率[为达是]*$/), rate(paper, /死亡率[为达是]*$/)]
  return rate(paper, /自然增长率[为达是]*[-−–负]?$/).flatMap((grown) => {
    const last = (all: readonly Figure[]): Figure | undefined => all.findLast((one) => one.start < grown.start && grown.start - one.start < 160) ?? all.find((one) => one.start > grown.start && one.start - grown.start < 80)
    const [born, died] = [last(births), last(deaths)]
    if (!born || !died || /上年|去年|同期/.test(between(paper, born, grown).replaceAll(/[比较]上年/g, ''))) return []
    const minus = grown.value < 0 || /[-−–负]\s*$/.test(paper.text.slice(Math.max(0, grown.start - 2), grown.start))
    const told = minus ? -Math.abs(grown.value) : grown.value
    const made = born.value - died.value
    const slack = (born.high - born.low + (died.high - died.low) + (grown.high - grown.low)) / 2 + 1e-6
    if (Math.abs(made - told) <= slack) return []
    return [
      finding(paper, [grown, born, died], {
        verdict: 'contradiction',
        kind: 'points',
        calculation: `${printed(born)} − ${printed(died)} = ${show(made, 2)}‰，所列 ${show(told, 2)}‰`,
        explanation: '自然增长率是出生率与死亡率之差。',
      }),
    ]
  })
}

/** `中毒3789人，死亡126人，病死率3.3%`. */
function fatality(paper: Paper): Finding[] {
  if (!paper.text.includes('病死率')) return []
  return paper.figures.flatMap((rate) => {
    if (!isRate(rate) || rate.cell !== null || !isExact(rate) || !/^病死率[为是达]*$/.test(lead(paper, rate, 10))) return []
    const here = paper.figures.slice(Math.max(0, rate.at - 4), rate.at).filter((one) => one.sentence === rate.sentence && one.cell === null && /^[人例名]$/.test(one.unit) && isExact(one))
    const died = here.findLast((one) => /死亡$/.test(lead(paper, one, 8)))
    const fell = here.findLast((one) => /(?:中毒|发病|患病|病例|患者|感染)(?:人数)?$/.test(lead(paper, one, 10)))
    if (!died || !fell || died.at !== rate.at - 1 || fell.value < died.value || here.length !== 2) return []
    const made = times(over(died, fell), rate.unit === '‰' ? 1000 : 100)
    if (meet(cut(made), cut(rate))) return []
    return [
      finding(paper, [rate, died, fell], {
        verdict: 'contradiction',
        kind: 'ratio',
        calculation: `${show(died.value)} ÷ ${show(fell.value)} = ${show((100 * died.value) / fell.value, 2)}%，所列 ${printed(rate)}`,
        explanation: '病死率是死亡数与发病（中毒）数之比。',
      }),
    ]
  })
}

const whole = /^(?:人|名|位|人次|家|户|户次|家次|所|处|批次|件|起|宗|例|份|场|场次|期|辆|台|套|头|只|册|本|条|张)$/
/** `常住人口26.9人`: what comes whole has no decimals; 万 is missing. */
const fractions = (paper: Paper): Finding[] =>
  paper.figures.flatMap((one) => {
    const text = paper.text.slice(one.start, one.end)
    if (!whole.test(one.unit) || one.cell !== null || !isExact(one) || Number.isInteger(one.value) || !/^\d+\.\d+\s*[一-鿿]+$/.test(text) || /[万亿千百]/.test(text)) return []
    const words = `${lead(paper, one, 40)}${/每[百千万一-鿿]{1,6}[数量]，/.exec(before(paper, one, 70))?.[0] ?? ''}`
    if (isMean(paper, one) || /均|每|平均|相当|折合|密度|倍|约合|配备|之比|测算|推算|计算|[\d%‰](?:人|\/)/.test(words) || /^(?:\/|每|左右)/.test(tail(paper, one, 4)) || one.value < 1) return []
    return [
      finding(paper, [one], {
        verdict: 'doubtful',
        kind: 'unit',
        calculation: `${printed(one)} 带小数`,
        explanation: '按个计的数不会有小数，似漏写“万”；若是平均数则无误。',
      }),
    ]
  })

/** `人均地区生产总值150848元` against the output and the people of the paper. */
function shareOfEach(paper: Paper): Finding[] {
  return paper.figures.flatMap((each) => {
    if (each.unit !== '元' || each.cell !== null || !isExact(each) || !/人均(?:地区)?(?:生产总值|GDP)[一-鿿()A-Z]{0,6}$/.test(lead(paper, each, 24))) return []
    const wholes = paper.figures.filter((one) => one.unit === '元' && one.cell === null && one.start < each.start && each.start - one.start < 700 && /(?<!人均)(?<!人均地区)(?:生产总值|GDP\)?)[^，。；\d]{0,6}(?:\[\d+\])?$/.test(lead(paper, one, 24)) && !/上年|去年|第[一二三]产业|非公|民营/.test(lead(paper, one, 24)))
    const [output] = wholes
    if (!output || wholes.some((one) => one.value !== output.value)) return []
    const heads = paper.figures.filter((one) => one.unit === '人' && one.cell === null && one.value >= 10_000 && Math.abs(one.start - each.start) < 700 && /常住[^，。；\d]{0,4}人口[^，。；\d]{0,4}(?:\[\d+\])?$|(?<!城镇|乡村|农村|户籍)总?人口(?:为|达|有)?$/.test(lead(paper, one, 24)) && !/城镇|乡村|农村|户籍|男|女|增加|减少/.test(lead(paper, one, 24)))
    const [people] = heads
    const implied = output.value / each.value
    const wrong = people ? heads.every((one) => Math.abs(implied / one.value - 1) > 0.08) : implied < 2000
    if (!wrong || implied > 1.6e9) return []
    const sure = !people || heads.every((one) => Math.abs(implied / one.value - 1) > 0.3)
    return [
      finding(paper, people ? [each, output, people] : [each, output], {
        verdict: sure ? 'contradiction' : 'doubtful',
        kind: people ? 'per-capita' : 'unit',
        calculation: people ? `${printed(output)} ÷ ${printed(people)} = ${show(output.value / people.value, 0)}元，所列人均 ${printed(each)}` : `${printed(output)} ÷ ${printed(each)} → ${show(implied, 0)} 人`,
        explanation: people ? `人均数与总值、人口不符${sure ? '' : '；若人口用的是另一口径则无误'}。` : '按人均数推算，人口不足两千，不可能。',
      }),
    ]
  })
}
