import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../ground/paper.ts'

/**
 * A number of points and the list that parts it, in digits or in letters: `五个方面、十八条。按方面分，源头治理四条、校园食品三条、…`. Numbers in letters are no claims, so the
 * text is read itself.
 */
export const checkListedCounts = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(list)].flatMap((match) => {
    const members = [...match[0].matchAll(member)].map((one) => ({ name: one[1]!, value: valueOf(one[2]!), unit: one[3]! }))
    const { unit } = members[0]!
    if (members.length < 3 || members.some((one) => one.unit !== unit)) return []
    const from = Math.max(0, match.index - REACH)
    const words = paper.text.slice(from, match.index).split('\n').at(-1)!
    const total = [...words.matchAll(new RegExp(`(?<![第前近约每另逾各余\\d.年月])(\\d+|[一二三四五六七八九十百]{1,5})${unit}(?!次)`, 'g'))].at(-1)
    if (!total) return []
    const between = joined(words.slice(total.index + total[0].length))
    const closed = !members[0]!.name.startsWith('其中') && opened.test(between)
    const among = /^[^。；\d]{0,16}[。，；：](?:其中[：，]?)?$/.test(between) && (between.includes('其中') || members[0]!.name.startsWith('其中'))
    if (!closed && !among) return []
    const [sum, said] = [members.reduce((all, { value }) => all + value, 0), valueOf(total[1]!)]
    const start = match.index - words.length + total.index
    const end = match.index + match[0].length
    const about = /([两二三四五六七八九十])个(?:方面|领域|环节|部分|类别)、?$/.exec(joined(words.slice(0, total.index)))
    const kinds = about && closed && valueOf(about[1]!) !== members.length ? [say(paper, start - about[0].length, end, 'enumeration', `“${about[0].replace('、', '')}”：其后所列 ${members.length} 项（${members.map(({ name }) => name).join('、')}）`, '其后所列的项数与所称不符。')] : []
    const adding = `${members.map(({ value }) => value).join(' + ')} = ${sum}${unit}，所列 ${said}${unit}`
    if (said < 2 || sum === said || (!closed && sum < said) || sum > said * 3 || said > sum * 3) return kinds
    return [...kinds, say(paper, start, end, 'total', adding, closed ? '其后逐项所列之和与所列总数不符。' : '其中各项之和大于总数。')]
  })

const number = '\\d+|[一二两三四五六七八九十百]{1,5}'
const units = '[条项]'
const item = `[一-鿿]{2,10}?(?:${number})${units}`
const list = new RegExp(`${item}(?:、${item})+(?:[、和及]${item})?(?=[，。；)])`, 'g')
const member = new RegExp(`([一-鿿]{2,10}?)(${number})(${units})`, 'g')
const opened = /^[^。；\d]{0,16}(?:[。，；：(]\s*)?(?:按[^，。；\d]{1,8}[分看计]，?|分别(?:为|是|涉及)?：?|内容为：?|包括：?|即：?|具体(?:为|是)：?|分为：?|由|分布(?:在|于)：?|：)$/
const REACH = 120
const valueOf = (words: string): number => (/^\d/.test(words) ? Number(words) : hanNumber(words.replace('两', '二')))

const say = (paper: Paper, start: number, end: number, kind: Finding['kind'], calculation: string, explanation: string): Finding =>
  findingAt(paper, start, end, { verdict: 'contradiction', kind, calculation, explanation })
