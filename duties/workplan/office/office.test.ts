import { describe, expect, test } from 'vitest'
import type { DraftAnswer, DraftTask, NameState } from '../contract.ts'
import { piecesOf } from './pieces.ts'
import { isOpen, nameNow, openOf } from './use-draft.ts'
import { periodLabel } from './words.ts'

const task = (given: Partial<DraftTask>): DraftTask => ({
  number: '1',
  section: '',
  heading: '',
  text: '加强监管。',
  mode: 'single',
  lead: [],
  assisting: [],
  joint: [],
  superior: null,
  targets: [],
  deadlines: [],
  unclear: [],
  span: null,
  ...given,
})

const name = (given: Partial<NameState>): NameState => ({
  printed: '区市场监管局',
  how: 'exact',
  units: ['u1'],
  functions: [],
  decision: null,
  status: 'ready',
  ...given,
})

const desk = (names: readonly NameState[], units: DraftAnswer['draft']['units'] = []) => {
  const draft: DraftAnswer['draft'] = {
    title: '',
    number: '',
    issuer: '',
    date: null,
    year: 2023,
    recipients: [],
    copied_to: [],
    tasks: [],
    units,
    left_out: [],
  }
  return { answer: { id: 'p', version: 1, region: '140728', paper: '', draft, names, units: [], offers: {} }, draft }
}

describe('the notice beside its tasks', () => {
  test('the pieces put together are the paper, whatever the order of the tasks', () => {
    const paper = '前言。一、甲。二、乙。结尾'
    const pieces = piecesOf(paper, [{ span: { start: 7, end: 11 } }, { span: { start: 3, end: 7 } }, { span: null }])
    expect(pieces.map(({ text }) => text).join('')).toBe(paper)
    expect(pieces.map(({ task: at }) => at)).toEqual([null, 1, 0, null])
  })

  test('spans that overlap lose nothing and repeat nothing', () => {
    const paper = '0123456789'
    expect(
      piecesOf(paper, [{ span: { start: 0, end: 6 } }, { span: { start: 4, end: 8 } }])
        .map(({ text }) => text)
        .join(''),
    ).toBe(paper)
  })
})

describe('what waits for a person', () => {
  test('a name that is only near keeps its task open until someone decides', () => {
    const near = name({ printed: '区发政局', how: 'near', status: 'decide' })
    const one = task({ lead: ['区发政局'] })
    expect(openOf(one, desk([near]))).toEqual({ unclear: 0, names: ['区发政局'] })
    expect(isOpen(openOf(one, desk([near], [{ printed: '区发政局', take: ['u2'], create: null }])))).toBe(false)
  })

  test('a decision to give a name nothing settles it too', () => {
    const decided = desk([name({ status: 'decide', how: 'none', units: [] })], [{ printed: '区市场监管局', take: [], create: null }])
    expect(nameNow('区市场监管局', decided)?.status).toBe('left_out')
  })

  test('a remark of the reader keeps a task open though every name is matched', () => {
    expect(isOpen(openOf(task({ lead: ['区市场监管局'], unclear: ['上级单位未写明'] }), desk([name({})])))).toBe(true)
  })
})

describe('words', () => {
  test('a period is told in English, and a period in the words of the notice stays as printed', () => {
    expect(periodLabel('2026年第三季度').en).toBe('2026 Q3')
    expect(periodLabel('11月1日前').en).toBe('11月1日前')
  })
})
