import type { Xml } from './paper-xml.ts'

/** One level of a Word list: how its number looks and where it begins. */
type Level = { start: number; format: string; pattern: string; legal: boolean; after: string }
type List = { abstract: string; starts: Map<number, number> }

/**
 * Word's automatic numbers, which stand in no text run: numbering.xml told in the words a reader sees (`（一）`, `1.`).
 * Lists that share an abstract list go on counting; a start override begins anew once (ECMA-376 17.9).
 */
export class Numbering {
  #levels = new Map<string, Map<number, Level>>()
  #lists = new Map<string, List>()
  #counts = new Map<string, number[]>()
  #begun = new Set<string>()

  constructor(root: Xml | null) {
    for (const abstract of root?.all('abstractNum') ?? []) this.#levels.set(abstract.value('abstractNumId'), levelsOf(abstract))
    for (const list of root?.all('num') ?? []) {
      const starts = new Map<number, number>()
      for (const change of list.all('lvlOverride')) {
        const start = change.first('startOverride')?.value('val')
        if (start) starts.set(Number(change.value('ilvl')), Number(start))
      }
      this.#lists.set(list.value('numId'), { abstract: list.first('abstractNumId')?.value('val') ?? '', starts })
    }
  }

  /** The number the next paragraph of this list and level bears, with what parts it from the text; '' for bullets and unknown lists. */
  next(numId: string, depth: number): string {
    const list = this.#lists.get(numId)
    const levels = list && this.#levels.get(list.abstract)
    const level = levels?.get(depth)
    if (!list || !levels || !level) return ''
    const counts = this.#counts.get(list.abstract) ?? []
    const begins = list.starts.get(depth)
    if (begins !== undefined && !this.#begun.has(`${numId}/${depth}`)) {
      this.#begun.add(`${numId}/${depth}`)
      counts[depth] = begins
    } else counts[depth] = counts[depth] === undefined ? level.start : counts[depth] + 1
    counts.length = depth + 1
    this.#counts.set(list.abstract, counts)
    if (level.format === 'bullet' || level.format === 'none') return ''
    const printed = level.pattern.replace(/%(\d)/g, (_, digit: string) => {
      const at = Number(digit) - 1
      const of = levels.get(at)
      const count = counts[at] ?? of?.start ?? 1
      return written(count, level.legal ? 'decimal' : (of?.format ?? 'decimal'))
    })
    return printed + level.after
  }
}

function levelsOf(abstract: Xml): Map<number, Level> {
  const levels = new Map<number, Level>()
  for (const level of abstract.all('lvl')) {
    const suffix = level.first('suff')?.value('val')
    const pattern = level.first('lvlText')?.value('val') ?? ''
    levels.set(Number(level.value('ilvl')), {
      start: Number(level.first('start')?.value('val') || 1),
      format: level.first('numFmt')?.value('val') ?? 'decimal',
      pattern,
      legal: level.first('isLgl') !== undefined,
      after: suffix === 'nothing' || /[、）)．]$/.test(pattern) ? '' : ' ',
    })
  }
  return levels
}

const HAN = '〇一二三四五六七八九'
const CIRCLED = 0x2460

/** A count as Word writes it in a numbering format. Formats a Chinese notice does not use come out as digits. */
export function written(count: number, format: string): string {
  switch (format) {
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'koreanDigital':
      return hanCount(count)
    case 'ideographDigital':
    case 'taiwaneseDigital':
    case 'japaneseDigitalTenThousand':
      return [...String(count)].map((digit) => HAN[Number(digit)]).join('')
    case 'chineseLegalSimplified':
      return [...hanCount(count)].map((sign) => '壹贰叁肆伍陆柒捌玖拾佰仟'['一二三四五六七八九十百千'.indexOf(sign)] ?? sign).join('')
    case 'ideographTraditional':
      return '甲乙丙丁戊己庚辛壬癸'[(count - 1) % 10] ?? String(count)
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return count >= 1 && count <= 20 ? String.fromCharCode(CIRCLED + count - 1) : String(count)
    case 'decimalEnclosedParen':
      return `(${count})`
    case 'decimalEnclosedFullstop':
      return `${count}.`
    case 'decimalZero':
      return String(count).padStart(2, '0')
    case 'upperLetter':
      return String.fromCharCode(65 + ((count - 1) % 26))
    case 'lowerLetter':
      return String.fromCharCode(97 + ((count - 1) % 26))
    default:
      return String(count)
  }
}

/** 1 to 9999 in counting characters: 12 → 十二, 20 → 二十, 105 → 一百〇五. */
function hanCount(count: number): string {
  if (count < 1 || count > 9999) return String(count)
  let out = ''
  let gap = false
  for (const [unit, sign] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(count / unit) % 10
    if (digit === 0) gap = out !== ''
    else {
      out += (gap ? '〇' : '') + (unit === 10 && digit === 1 && out === '' ? '' : HAN[digit]) + sign
      gap = false
    }
  }
  return out
}
