import { joined } from '../ground/paper.ts'
import { judged, listEnding, listStarting, numeral, quoted, valueOf, type Found } from './listing.ts'

const slogan = new RegExp(
  `[“”"'‘]?(${numeral})(进|可|有|化|查|定|清|建|统一|到位|个一|个统一|个到位|个最|公开|规范|专|确保|必)(?![一-鿿]?[入出行以能见立设])[“”"'’]?`,
  'g',
)

const joint = /以及|[和与及]/
/** The list may be told in the sentence behind: `宣传“五进”。进社区、进农村、…`. */
export const BEYOND = 90

/** `进社区、进农村、进学校“三进”`, `“三进”活动40场：进社区12场，进农村15场，…`: members bear the sign that the slogan counts. */
export function slogans(sentence: string, beyond: string): Found[] {
  return [...sentence.matchAll(slogan)].flatMap((match) => {
    const said = valueOf(match[1]!)
    const sign = match[2]!.replace(/^个/, '')
    const end = match.index + match[0].length
    const lists = [listEnding(sentence, match.index), listStarting(sentence, end), ...(quoted(match[0]) ? [listAtOnce(sentence.slice(end) + beyond, sign)] : [])]
    const members = lists
      .map((list) => list.flatMap((one) => (one.split(joint).length > 1 && one.split(joint).every((half) => half.includes(sign)) ? one.split(joint) : [one])))
      .map((list) => (sharing(list, sign) ? list : withoutLead(list, sign).map(uncounted).filter((one) => bears(one, sign)).filter(notAgain)))
      .sort((a, b) => b.length - a.length)[0]!
    if (said < 2 || members.length < 2 || said > 12) return []
    const lost = lists.some((list) => /等$/.test(list.at(-1) ?? ''))
    const verdict = lost && members.length < said ? null : Math.abs(members.length - said) < 3 && !lost ? 'contradiction' : 'doubtful'
    return verdict
      ? [
          around(
            sentence + beyond,
            members,
            judged(
              match.index,
              match[0],
              said,
              members.length,
              members.map((one) => one.slice(-8)).join('、'),
              quoted(match[0]) || members.length > 2 ? verdict : 'doubtful',
            ),
          ),
        ]
      : []
  })
}
/** `开展食品安全进社区、进农村、进机关`: what stands before the first member is none of it. */
const withoutLead = (list: readonly string[], sign: string): readonly string[] => {
  const next = list.findIndex((one) => one.startsWith(sign))
  const first = list[next - 1]
  return first?.includes(sign) ? list.with(next - 1, first.slice(first.lastIndexOf(sign))) : list
}
const bears = (member: string, sign: string): boolean =>
  short(member) && (sign === '一' ? /一[个张套批份项本支条名次站户校店企把块组]/.test(member) || /^一[一-鿿]|[推实施打建行造开]一[一-鿿]$/.test(member) : member.includes(sign))
/** 进农村42场，…，其中进农村约占四成: a member that is spoken of once more is no other. */
const notAgain = (member: string, at: number, all: readonly string[]): boolean => !all.slice(0, at).some((before) => before.length > 2 && member !== before && member.includes(before))
/** How often it was stands behind each. */
const uncounted = (member: string): string => member.replace(/各?(?:有|办|开展)?\d+(?:余)?(?:场|次|期|人次|家|户|个|所|处|件|万人次)(?:次)?$/, '')
/** `组织、责任、经费、人员到位`: the last bears the sign for all. */
const sharing = (list: readonly string[], sign: string): boolean =>
  sign.length > 1 && list.length > 1 && list.at(-1)!.endsWith(sign) && list.slice(0, -1).every((one) => one.length < 5 && !one.includes(sign)) && list.at(-1)!.length < 5 + sign.length

/** Members that begin with the sign right behind the slogan: `“四进”活动进学校、进社区、…`. */
function listAtOnce(words: string, sign: string): string[] {
  const member = `${sign}[^、，。；：“”()\\d]{1,8}?(?:各?\\d+[一-鿿]{1,3})?`
  const match = new RegExp(`^[”"]?[^，。；、：“”()]{0,10}[，。：]?(${member}(?:(?:[、，]|以及|[和及与])${member})+)(?=[，。；)]|$|各)`).exec(joined(words))
  return match ? match[1]!.split(/以及|[、，和及与]/).filter((one) => one.startsWith(sign)) : []
}
/** A clause with figures, or one that runs on, is no member of a slogan. */
const short = (member: string): boolean => !/\d/.test(member) && (member.length < 9 || /^[^两各]{1,16}$/.test(member))
/** The place of a slogan takes in its list, on whichever side it stands. */
function around(sentence: string, members: readonly string[], found: Found): Found {
  const last = members.at(-1)!
  const behind = sentence.indexOf(last, found.to)
  if (behind >= 0 && behind < found.to + 190) return { ...found, to: behind + last.length }
  const ahead = sentence.lastIndexOf(members[0]!, found.from)
  return ahead >= 0 && ahead > found.from - 190 ? { ...found, from: ahead } : found
}
