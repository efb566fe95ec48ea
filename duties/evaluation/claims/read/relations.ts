import type { Figure } from './figures.ts'
import { unitSort } from './units.ts'

/** What a figure is to the others of its sentence; indexes are into the list given. */
export type Relation = { readonly partOf: number | null; readonly bracketOf: number | null }

/** Signs that matter between figures: brackets, stops, and words that open a list of parts. */
const SIGNS =
  /[()；，：]|^中(?=，)|其中|包括|包含|(?<!不|蕴|富)含(?![量税])|分别[为是有]|(?<![评得积总扣])分为|按[^，。；：]{1,12}[分看](?=[，：])|(?<=[总入额量数金费体位业堂件务员所品诉报区)])中(?=[，仍已有尚\d])/g
/** A clause that tells another deed goes on from a list of parts. */
const DEED = /检查|出动|责令|立案|查处|移送|投入|罚|整改|开展|召开|下达|受理|配备|发放|培训|举办|销毁/
/** 新增铁路639公里、其中高铁370公里，新增高速公路2600公里: a clause with a deed and a thing of its own tells something new. */
const ANEW =
  /^(?:新增|新建|新设|新开|建成|建设|修复|治理|改造|完成|实施|引进|培育|盘活|推进|实现|开通|创建)(?:[\u4e00-\u9fff]|\([^()]*\)){2,}$/
/** 最少的两个区分别是: a row of its own. */
const RANKED = /(?:最[高低多少大小]|前[两二三四五六七八九十\d]|后[两二三四五六七八九十\d])[^，。；]*分别[为是有]$/
/** 检出不合格158批次, 调查样本共1900人: what was found among the parts, and a sum behind them, are no parts. */
const NO_PART = /^(?:共|其中)?检测?出|^[^，。；]{0,8}(?:共|合计|总计)[^，。；]{0,2}$/
/** 其中蔬菜612批次，合格610批次，不合格2批次: how a part came off. */
const STATE = /^(?:不合格|合格|不?达标|阳性|阴性|问题)(?:样品|产品|食品|批次|单位)?$/
/** Said of the whole of all there is. */
const UMBRELLA = /共|总|合计|累计|各类|全[市县区]|现有|纳入/
/** 共12家，其中…: how far back a whole is looked for. */
const REACH = 8

type Frame = { readonly whole: number; readonly depth: number; readonly bracket: boolean }

/** Parts of a whole (其中, 包括, a list in brackets or behind a colon) and notes in brackets, among the figures of one sentence. */
export function relationsOf(text: string, figures: readonly Figure[]): Relation[] {
  if (figures.length < 2) return figures.map(() => ({ partOf: null, bracketOf: null }))
  const walk = new Walk(text, figures)
  for (let i = 0; i < figures.length; i++) {
    walk.between(i === 0 ? figures[0]!.from : figures[i - 1]!.to, figures[i]!.from, i)
    walk.figure(i)
  }
  return walk.relations
}

class Walk {
  readonly relations: Relation[] = []
  readonly #text: string
  readonly #figures: readonly Figure[]
  readonly #depths: number[] = []
  /** Wholes whose list is of states: 其中合格610批次，不合格2批次. */
  readonly #states = new Set<number>()
  #frames: Frame[] = []
  #depth = 0
  #opens = false
  #clause = 0

  constructor(text: string, figures: readonly Figure[]) {
    this.#text = text
    this.#figures = figures
  }

  /** Signs between two figures. `next` is the figure that follows. */
  between(from: number, to: number, next: number): void {
    const gap = this.#text.slice(from, to)
    this.#opens = false
    this.#clause = from
    let opened = this.#depth
    for (const { 0: sign, index } of gap.matchAll(SIGNS)) {
      if (sign === '(') this.#open(next - 1, gap.slice(0, index))
      else if (sign === ')') {
        // 备案的销售者（含特殊食品）36户: what a bracket opens ends with it
        if (opened >= this.#depth && this.#depth > 0) this.#opens = false
        this.#close()
      }
      else if (sign === '；') this.#semicolon(next, gap.slice(index + 1))
      else if (sign === '：') this.#opens ||= next > 0 && !/[，；)]/.test(gap.slice(0, index))
      else if (sign !== '，' && !RANKED.test(gap.slice(0, index).split(/[，；：]/).at(-1)! + sign)) {
        this.#opens = true
        opened = this.#depth
      }
      if ('(；，'.includes(sign)) this.#clause = from + index + 1
    }
  }

  #open(last: number, words: string): void {
    this.#depth++
    if (last >= 0 && !/[，；：)]/.test(words)) this.#push({ whole: last, depth: this.#depth, bracket: true })
  }

  /** Nobody nests lists deeper than a handful; the bound keeps odd input quick. */
  #push(frame: Frame): void {
    if (this.#frames.length >= 2 * REACH) this.#frames.shift()
    this.#frames.push(frame)
  }

  #close(): void {
    this.#frames = this.#frames.filter(({ depth }) => depth < this.#depth)
    this.#depth = Math.max(0, this.#depth - 1)
  }

  /** 共有单位A家，其中：甲B家；乙C家，其中…: the first whole stays open where the next figure may still be a part of it. */
  #semicolon(next: number, words: string): void {
    const first = this.#frames[0]
    const [whole, part] = [this.#figures[0]!, this.#figures[next]!]
    const stays =
      first !== undefined &&
      first.whole === 0 &&
      UMBRELLA.test(this.#text.slice(Math.max(0, whole.from - 24), whole.from)) &&
      !first.bracket &&
      !/^(?:另|此外)/.test(words) &&
      this.#depth === 0 &&
      !DEED.test(words) &&
      sameThing(whole, part) &&
      part.low <= whole.high
    this.#frames = this.#frames.filter((frame) => frame.depth < this.#depth || (stays && frame === first))
    this.#opens = false
  }

  figure(i: number): void {
    const words = this.#text.slice(this.#clause, this.#figures[i]!.from)
    const top = this.#frames.at(-1)
    if (top?.bracket && top.depth === this.#depth && this.#depths[top.whole] === this.#depth - 1) {
      const first = i === top.whole + 1
      const note =
        first && (/^(?:约|合|折合|共|即|约合|相当于|占比?|比例)*$/.test(words) || !sameThing(this.#figures[top.whole]!, this.#figures[i]!))
      // 218家（全市共240家）: the whole stands behind its part
      const all = first && /共|总|应|全[市县区]/.test(words)
      const part = !note && !all && sameThing(this.#figures[top.whole]!, this.#figures[i]!)
      this.#record(note ? null : part ? top.whole : null, note ? top.whole : null)
      return
    }
    if (this.#opens) {
      const whole = this.#wholeFor(i)
      if (whole !== null) {
        if (STATE.test(words.replace(/^.*其中/, ''))) this.#states.add(whole)
        this.#push({ whole, depth: this.#depth, bracket: false })
        return this.#record(whole, null)
      }
    }
    this.#record(this.#listed(i, words), null)
  }

  /** Whether a figure goes on with the list that is open; a list ends with another deed. */
  #listed(i: number, words: string): number | null {
    for (let top = this.#frames.at(-1); top && !top.bracket && top.depth === this.#depth; top = this.#frames.at(-1)) {
      const comma = this.#text.lastIndexOf('，', this.#figures[i]!.from)
      const anew =
        i > 0 && comma >= this.#figures[i - 1]!.to && ANEW.test(this.#text.slice(comma + 1, this.#figures[i]!.from)) && this.#figures[i]!.low > this.#figures[top.whole]!.high
      const alike = sameThing(this.#figures[top.whole]!, this.#figures[i]!)
      // states of the part before it; the list goes on behind them
      if (alike && STATE.test(words) && !this.#states.has(top.whole) && i > top.whole + 1) return null
      const goesOn = alike && !DEED.test(words) && !NO_PART.test(words) && !anew
      if (goesOn) return top.whole
      if (unitSort(this.#figures[i]!.unit).sort === 'rate') return null
      this.#frames.pop()
    }
    return null
  }

  #wholeFor(i: number): number | null {
    // 快检715批次，合格589批次，不合格126批次；其中蔬菜…: of what the clauses before began with
    if (i > 1 && /；其中[^，。；]*$/.test(this.#text.slice(this.#figures[i - 1]!.to, this.#figures[i]!.from)) && this.#depth === 0) {
      let head = i - 1
      while (head > 0 && this.#depths[head - 1] === 0 && !/[；。]/.test(this.#text.slice(this.#figures[head - 1]!.to, this.#figures[head]!.from))) head--
      if (this.#depths[head] === 0 && sameThing(this.#figures[head]!, this.#figures[i]!) && this.#figures[head]!.high > this.#figures[i - 1]!.low) return head
    }
    for (let at = i - 1; at >= Math.max(0, i - REACH); at--)
      if (this.#depths[at] === this.#depth && sameThing(this.#figures[at]!, this.#figures[i]!) && !this.#compared(at) && !this.#perUnit(at, i)) return this.#greater(at, i) ?? at
    return null
  }

  /** `企业731家，其中新办62家；A级、B级分别为168家、394家`: behind the semicolon the list is of the whole, not of the part before it. */
  #greater(part: number, i: number): number | null {
    const whole = this.relations[part]?.partOf ?? null
    if (whole === null || this.#figures[i]!.low <= this.#figures[part]!.high || this.#figures[i]!.low > this.#figures[whole]!.high) return null
    return this.#text.slice(this.#figures[part]!.to, this.#figures[i]!.from).includes('；') ? whole : null
  }

  /** `拿出3330万元改造111所，每所补助30万元，其中市级1332万元`: what is more than one gets is of what stands before it. */
  #perUnit(at: number, part: number): boolean {
    const words = this.#text.slice(at === 0 ? 0 : this.#figures[at - 1]!.to, this.#figures[at]!.from)
    return /每个?(?![年月周日天季])[\u4e00-\u9fff][^，。；、\d]{0,7}$/.test(words) && this.#figures[part]!.low > this.#figures[at]!.high
  }

  /** 较上年的984件多164件；其中…: neither what is compared with nor the difference is the whole of a list. */
  #compared(at: number): boolean {
    const own = this.#text.slice(at === 0 ? 0 : this.#figures[at - 1]!.to, this.#figures[at]!.from)
    // 同比提高3.3分，…: what came on top is no whole
    if (/(?:同比|环比|比[^，。；]{1,10}|较[^，。；]{1,10})(?:增加|增长|提高|提升|上升|减少|下降|降低|回落)了?$/.test(own)) return true
    if (at === 0) return false
    const words = this.#text.slice(this.#figures[at - 1]!.to, this.#figures[at]!.from)
    if (/[人户所校店村县镇台案期日]均[^，。；]{0,6}$|平均[^，。；]{0,10}$|每.{1,6}平均[^，。；]{0,6}$/.test(words)) return true
    return /^，?(?:比|较)[^，。；]{0,12}$/.test(words) || (/^[多少]$/.test(words) && this.#compared(at - 1))
  }

  #record(partOf: number | null, bracketOf: number | null): void {
    this.relations.push({ partOf, bracketOf })
    this.#depths.push(this.#depth)
  }
}

/** Families that mix when things are counted: 企业3家、小作坊5个. */
const THINGS: ReadonlySet<string> = new Set(['places', 'pieces', 'teams'])

/** Whether one figure may be a part of the other: the same sort of thing. A number of 万 or 亿 without a unit is money as a rule. */
function sameThing(a: Figure, b: Figure): boolean {
  const [one, two] = [unitSort(a.unit), unitSort(b.unit)]
  if (one.sort === 'rate' || two.sort === 'rate') return a.unit === b.unit && a.unit.includes('/')
  const money = (family: string) => family === 'money' || family === ''
  return one.family === two.family || (THINGS.has(one.family) && THINGS.has(two.family)) || (money(one.family) && money(two.family))
}
