import { hasRole, isAssignment, readParts } from './assignment.ts'
import { isGroup, splitNames } from './bodies.ts'
import type { Group } from './find.ts'
import { part, type Passage } from './text.ts'
import type { Span } from './types.ts'

/** 县甲局：…: an item that opens with the bodies that do it. Null where nothing follows: that is a heading. */
export function readOpening(item: Passage): { group: Group; cut: Span } | null {
  const opening = /^([^：，。；]{2,80})：\s*(?=\S)/.exec(item.folded)
  if (!opening || !isAssignment(opening[1]!, true)) return null
  const printed = item.text.slice(0, opening[1]!.length)
  return {
    group: { parts: readParts(printed), at: 0, ownLine: false, labelled: true, printed },
    cut: { start: 0, end: opening[0].length },
  }
}

/** 会同X开展…: who helps, behind the clause that says who leads. */
const WITH =
  /^(?:并?会同|联合|协同|商)([^，。；]{2,80}?)(?=开展|组织|推进|做好|落实|实施|加强|完成|制定|建立|强化|推动|抓好|严厉|依法|共同)/

/** X牵头开展…, 由X负责…: the body and its part stand before what is done. */
const BEFORE_DOING = /(?:^|由)([^，。；由]{2,80}?)((?:共同|具体|分别|总)?(?:牵头|负责))(?![人同制])(?=.{2})/

/** 市甲局要督促…: a body told at a sentence's beginning to do something; not a group, which is exhorted. */
const TOLD_TO = /^([^，。；：]{3,60}?)(?:要|应当?|须)(?![求素急对])(?=.{4})/

/** 各县、各成员单位于11月底前报送…: who reports is named even where it is a group. */
const TOLD_BY = /^([^，。；：]{2,60}?)(?:要|应当?|须|请)?(?:分别)?(?:于|在)?(?=每|20\d\d年|\d{1,2}月)/
const REPORTS = /报送|上报|提交|报告/

function toldTo(text: string, sentence: string): string | null {
  const bodies = TOLD_TO.exec(text)?.[1]
  if (bodies && isAssignment(bodies, true) && !hasRole(bodies) && !splitNames(bodies).some(isGroup)) return `${bodies}负责`
  const reporters = REPORTS.test(sentence) ? TOLD_BY.exec(text)?.[1] : undefined
  return reporters && isAssignment(reporters, true) && !hasRole(reporters) ? reporters : null
}

/**
 * Who does it as the running text says (由X牵头，Y配合，完成…; X负责抽检). Weaker than a list of units: asked only where a task has none of its
 * own and none above it. The words stay in the text.
 */
export function readWithin(item: Passage): Group[] {
  const groups: Group[] = []
  for (const sentence of pieces(item.folded, /[。；！？\n]/g, { start: 0, end: item.folded.length })) {
    const phrases: string[] = []
    let told = false
    for (const clause of pieces(item.folded, /，/g, sentence)) {
      const whole = part(item, clause.start, clause.end).text
      if (whole.length > 200) continue
      // 各类食堂分别由主管部门负责: what stands before 由 is whose turn it is about
      const text = whole.slice(BY.exec(whole)?.[0].length ?? 0)
      if (isAssignment(text, true) && hasRole(text)) phrases.push(text)
      else {
        const helper = phrases.length > 0 ? WITH.exec(text) : null
        if (helper && isAssignment(helper[1]!, true)) {
          phrases.push(`${helper[1]!}配合`)
          told = true
          continue
        }
        const found = BEFORE_DOING.exec(text)
        const body = clause.start === sentence.start ? toldTo(text, item.folded.slice(sentence.start, sentence.end)) : null
        if (found && isAssignment(found[1]!, true)) phrases.push(found[1]! + found[2]!)
        else if (body) phrases.push(body)
        else continue
        told = true
      }
    }
    if (phrases.length === 0) continue
    const printed = phrases.join('，')
    const parts = readParts(printed)
    if (told) parts.unclear.push(`责任单位读自正文：${printed}`)
    const begins = item.text.slice(sentence.start, Math.min(sentence.end, sentence.start + SHOWN)).replace(/\s+/g, '')
    groups.push({ parts, at: sentence.start, ownLine: false, labelled: false, printed, sentence: begins })
  }
  return groups
}

/** So much of a sentence tells a person which it is. */
const SHOWN = 18

const BY = /^[^由]+(?:分别|统一|均|都)?(?<!自)(?=由[^由]{2,60}(?:负责|牵头|承担|落实))/

function pieces(folded: string, stops: RegExp, within: Span): Span[] {
  const out: Span[] = []
  let from = within.start
  for (const stop of folded.slice(within.start, within.end).matchAll(stops)) {
    out.push({ start: from, end: within.start + stop.index })
    from = within.start + stop.index + 1
  }
  return [...out, { start: from, end: within.end }]
}
