import { hanNumber } from '../../../../../platform/core/chinese.ts'
import type { Finding } from '../../contract.ts'
import { findingAt, joined, type Paper } from '../paper.ts'

/** So many named or counted, and another number of values told of them: `等5大类食品，不合格率分别为` with four behind it. */
export const checkMembers = (paper: Paper): Finding[] => [...counted(paper), ...named(paper), ...open(paper), ...ranked(paper)]

const value = '(?:\\d[\\d,.]*(?:万|亿)?(?:%|‰|个?百分点|[一-鿿]{1,2})?)'
const row = `(${value}(?:(?:、|和|及|以及)${value})+)`
const behind = new RegExp(`(?<![\\d.])(\\d{1,2}|[两三四五六七八九十])(?:大|小)?(?:类|种|项|家|区|市|县|镇|个[一-鿿]{1,3})(?:食品|产品|样品|商品|单位|企业)?[^，。；：、\\d和及]{0,6}，?[^，。；：、\\d和及]{0,14}(?:分别|依次)(?:达到|为|是|达|增长|下降|提高|减少)?(?:了)?${row}(?![、\\d])`, 'g')
const membersOf = (text: string): string[] => joined(text).split(/、|以及|和|及/).filter((one) => one !== '')
const valueOf = (printed: string): number => (/^\d/.test(printed) ? Number(printed) : hanNumber(printed.replace('两', '二')))

const say = (paper: Paper, from: number, to: number, sure: boolean, calculation: string, explanation: string): Finding =>
  findingAt(paper, from, to, { verdict: sure ? 'contradiction' : 'doubtful', kind: 'enumeration', calculation, explanation })

const counted = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(behind)].flatMap((match) => {
    const [said, values] = [valueOf(match[1]!), membersOf(match[2]!)]
    // 88个点位，三地分别是31个、27个、30个: what is divided, not how many there are
    if (said === values.length || said < 2 || said > 12 || Math.abs(said - values.length) > 2 || /每|各/.test(match[0])) return []
    return [say(paper, match.index, match.index + match[0].length, true, `“${joined(match[0])}”：所称 ${said} 项，所列 ${values.length} 个数`, '“分别”之后所列的个数与所称的项数不符。')]
  })

const list = new RegExp(`((?:[一-鿿]{2,8}(?:、))+[一-鿿]{2,8}?(?:和|及|与|以及)?[一-鿿]{0,8}?)(?:的)?((?:抽检|检测|监测|样品|总体)?(?:合格率|不合格率|满意度|知晓率|增长率|占比))?(?:较高)?，?(?:增长[较更]高，)?(?:均?(?:分别|依次))(?:达到|为|是|达|增长|下降|提高|减少)?(?:了)?${row}(?![、\\d])`, 'g')
/** Names that have a 、 or a 和 of their own count anew. */
const compound = /制品及|油脂|其制品|等|以及|及其/
const named = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(list)].flatMap((match) => {
    const names = match[1]!.split(/、|和|及/).filter((one) => one !== '')
    const values = membersOf(match[2 + 1]!)
    if (compound.test(match[1]!) || names.length < 3 || names.length === values.length || Math.abs(names.length - values.length) > 1) return []
    const sentence = paper.text.slice(Math.max(0, match.index - 12), match.index)
    if (/[一-鿿、]$/.test(sentence) && /、$/.test(sentence)) return []
    return [say(paper, match.index, match.index + match[0].length, false, `“${joined(match[0])}”：${names.length} 个名目，${values.length} 个数`, '“分别”之前的名目与之后的个数不符；若有的名目合为一项则无误。')]
  })

const opened = /((?:[一-鿿]{2,12}、)+[一-鿿]{2,12})等(\d{1,2}|[两三四五六七八九十])(?:大)?(?:类|种|项|个区|个县|家)/g
/** `蔬菜、水果、畜禽和水产品等3大类`: 等 may leave some out, it never takes one away. */
const open = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(opened)].flatMap((match) => {
    const names = match[1]!.split('、')
    if (compound.test(match[1]!)) return []
    const [last, next] = names.at(-1)!.split(/和|及|与/)
    const all = names.length + (last && next && last.length > 1 && next.length > 1 && last.length < 7 && next.length < 7 ? 1 : 0)
    const said = valueOf(match[2]!)
    return all > said && all - said < 3
      ? [say(paper, match.index, match.index + match[0].length, false, `“${joined(match[0])}”：列举 ${all} 项，所称 ${said} 项`, '列举的多于所称的项数；若有的名目合为一项则无误。')]
      : []
  })

const first = /(?:前([两三四五六七八九十])[位名](?:的)?(?:分别|依次)?(?:为|是)[：:]?((?:[一-鿿]{1,10}、)+[一-鿿]{1,10})(?=[。；]))|(?:(?<=[，。；：]|^)((?:[一-鿿]{1,10}、)+[一-鿿]{1,10}?)(?:[一-鿿]{2,4}[量数])?(?:居|位居|位列|列)[一-鿿]{0,8}?前([两三四五六七八九十])[位名])/g
/** `投诉量居前五位的分别为：甲、乙、丙、丁`. */
const ranked = (paper: Paper): Finding[] =>
  [...paper.text.matchAll(first)].flatMap((match) => {
    const [list, said] = [match[2] ?? match[3]!, valueOf(match[1] ?? match[4]!)]
    const names = list.split('、').length
    return names !== said && names > 2 && Math.abs(names - said) < 3 && !/等/.test(list)
      ? [say(paper, match.index, match.index + match[0].length, false, `“${joined(match[0])}”：列举 ${names} 个，所称前 ${said} 位`, '列举的个数与所称的位数不符；若有的名目合为一项则无误。')]
      : []
  })
