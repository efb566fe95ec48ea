import type { Finding, Verdict } from '../../../contract.ts'
import { findingAt, joined, type Paper } from '../../ground/paper.ts'
import { namesEnding, numeral, valueOf } from './names.ts'

/** `前五位`, `第三位` and the names that go with them. */
export const checkRanks = (paper: Paper): Finding[] =>
  paper.document.sentences.flatMap(({ start, end }) => {
    const words = paper.text.slice(start, end)
    return /[前第首][一二三四五六七八九十\d位]/.test(words) ? [topBehind, topBefore, beyond, outOfOrder].flatMap((find) => find(words).map((one) => say(paper, start, one))) : []
  })

type Found = { readonly at: number; readonly text: string; readonly verdict: Verdict; readonly calculation: string; readonly explanation: string }
const say = (paper: Paper, offset: number, { at, text, verdict, calculation, explanation }: Found): Finding =>
  findingAt(paper, offset + at, offset + at + text.length, { verdict, kind: 'enumeration', calculation, explanation })

const top = new RegExp(`前\\s*(${numeral})(位|名|区|县|市|类|项|个[一-鿿]{1,3})的?(?:[一-鿿]{0,6})(?:分别|依次)(?:[为是]|有)?[：:]?([^，。；]{4,160})(?=[，。；\\s]|$)`, 'g')
/** `前五位的分别为甲、乙、丙、丁、戊`, `前三区分别是甲区41万元、…`. */
const topBehind = (sentence: string): Found[] =>
  [...sentence.matchAll(top)].flatMap((match) => {
    const said = valueOf(match[1]!)
    const list = joined(match[3]!).replaceAll(/\([^()]*\)/g, '').split('、')
    const figures = list.filter((one) => /\d/.test(one)).length
    const most = list.length + (list.at(-1)!.match(/以及|[和及与]/g) ?? []).length
    if (said < 2 || list.length < 2 || /等/.test(list.at(-1)!) || (list.length <= said && said <= most) || (figures > 0 && figures < list.length)) return []
    // a name may bear the sign of a row
    if (list.length > said + 3 || said > most + 3 || /^[、和及与]/.test(sentence.slice(match.index + match[0].length))) return []
    const sure = figures > 0
    return [{ at: match.index, text: match[0].slice(0, 16), verdict: sure ? 'contradiction' : 'doubtful', calculation: `所称前 ${said}，所列 ${list.length}：${list.join('、').slice(0, 80)}`, explanation: `所列各项与所称的位数不符${sure ? '' : '；若其中一项之内有顿号则无误'}。` }]
  })

const among = new RegExp(`(?:商品|服务|全部)?(?:类)?(?:投诉|举报|受理|数量|销售|产值|抽检)*量?(?:分?[居列占]|位居|位列|排在?|排名|居于)(?:[一-鿿]{0,8}?)前\\s*(${numeral})(?:位|名)`, 'g')
/** `甲、乙、丙、丁、戊投诉量居前四位`: five are not among the first four. */
const topBefore = (sentence: string): Found[] =>
  [...sentence.matchAll(among)].flatMap((match) => {
    const said = valueOf(match[1]!)
    const names = namesEnding(joined(sentence.slice(Math.max(0, match.index - 120), match.index)))
    if (!names || names.least < 3 || said < 2) return []
    const more = names.least > said
    const fewer = names.least > 3 && names.likely + 1 === said && /分?[居列占]/.test(match[0]) && !/在[^，。；]{0,20}中/.test(match[0])
    if (!more && !fewer) return []
    return [{ at: match.index, text: match[0], verdict: 'doubtful', calculation: `所称前 ${said} 位，所列 ${names.likely}：${names.list.join('、').slice(0, 80)}`, explanation: `所列各项与所称的位数不符；${more ? '若其中两项本是一项则无误' : '若只列其中一部分则无误'}。` }]
  })

const place = '十[一二三四五六七八九]|二十[一二三四五六七八九]?|[一二三四五六七八九十]|\\d{1,3}'
const rank = new RegExp(`(\\d{1,3}|[两二三四五六七八九十]{1,3})个[一-鿿]{1,8}[中里]，?[一-鿿]{0,6}?(?:排名?|[列居]|位居|位列|名列)(?:在)?第(${place})[位名]`, 'g')
/** `全省14个市中排第十六位`. */
const beyond = (sentence: string): Found[] =>
  [...sentence.matchAll(rank)].flatMap((match) => {
    const [of, at] = [valueOf(match[1]!), valueOf(match[2]!)]
    if (!(at > of)) return []
    return [{ at: match.index, text: match[0], verdict: 'contradiction', calculation: `第 ${at} > 共 ${of}`, explanation: '名次大于参加排名的个数。' }]
  })

const ordered = new RegExp(`前[一二三四五六七八九十\\d]{1,2}[位名]的?(?:分别|依次)(?:[为是]|有)?[：:]?([^，。；]{4,160})，([一-鿿]{2,8}?)(?:占|[居列]|排|位居|位列)(?:在)?第([一二三四五六七八九十])[位名]`, 'g')
/** `前三位的分别为甲、乙、丙，丙居第二位`: the names stand in the order of their ranks. */
const outOfOrder = (sentence: string): Found[] =>
  [...sentence.matchAll(ordered)].flatMap((match) => {
    const at = joined(match[1]!).split(/[、和]/).indexOf(match[2]!) + 1
    const said = valueOf(match[3]!)
    if (at === 0 || at === said) return []
    return [{ at: match.index + match[0].lastIndexOf(match[2]!), text: match[0].slice(match[0].lastIndexOf(match[2]!)), verdict: 'doubtful', calculation: `“${match[2]!}”列第 ${at}，所称第 ${said}`, explanation: '所称名次与其前依次所列的不符；若其前不是按名次所列则无误。' }]
  })
