import { describe, expect, it } from 'vitest'
import { below, gathered, treeOf } from './choice-tree.ts'

const option = (code: string, parent?: string) => ({ code, label: { zh: code, en: code }, ...(parent ? { parent } : {}) })
const options = [option('slaughter', 'PRIMARY'), option('pig', 'slaughter'), option('sheep', 'slaughter'), option('farm', 'PRIMARY')]

describe('options that form a tree', () => {
  it('a branch that is chosen whole is said by its head alone', () => {
    expect(gathered(options, ['slaughter', 'pig', 'sheep', 'farm'])).toEqual(['slaughter', 'farm'])
  })
  it('a branch that is chosen in part is said part by part', () => {
    expect(gathered(options, ['slaughter', 'pig'])).toEqual(['slaughter', 'pig'])
  })
  it('options whose parent is no option stand at the top', () => {
    expect(treeOf(options, (text) => text.en).map(({ value }) => value)).toEqual(['slaughter', 'farm'])
  })
  it('what is gathered and spread again is what was chosen', () => {
    expect(gathered(options, below(options, 'slaughter')).flatMap((code) => below(options, code))).toEqual(below(options, 'slaughter'))
  })
})
