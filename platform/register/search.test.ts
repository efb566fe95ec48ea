import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gramsOf, initialsOf, matches, normalise, queryGrams, sortKey } from './search.ts'

const finds = (texts: readonly string[], query: string): boolean => {
  const grams = new Set(gramsOf(texts))
  return queryGrams(query).some((all) => all.every((gram) => grams.has(gram)))
}

describe('search by fragment', () => {
  test('two characters of a name are enough', () => {
    expect(finds(['平遥县槐荫居面馆'], '面馆')).toBe(true)
    expect(finds(['平遥县槐荫居面馆'], '饭店')).toBe(false)
  })

  test('one character asks for nothing', () => {
    expect(queryGrams('面')).toEqual([])
    expect(queryGrams(' 　')).toEqual([])
  })

  test('pinyin initials find Chinese names, and only names that have them in a row', () => {
    expect(finds(['平遥县槐荫居面馆'], 'hyj')).toBe(true)
    expect(finds(['平遥县槐荫居面馆'], 'PYX')).toBe(true)
    expect(finds(['平遥县槐荫居面馆'], 'xyz')).toBe(false)
  })

  test('a number is found by its digits, its letters, half or full width', () => {
    expect(finds(['JY21407020001235'], '020001')).toBe(true)
    expect(finds(['JY21407020001235'], 'jy2140')).toBe(true)
    expect(finds(['JY21407020001235'], 'ＪＹ２')).toBe(true)
    expect(finds(['JY21407020001235'], 'SC10')).toBe(false)
  })

  test('spaces and punctuation do not matter', () => {
    expect(finds(['榆次区 文华街12号（东门）'], '12号东')).toBe(true)
    expect(normalise('ＡＢ（祁县） 1')).toBe('ab祁县1')
  })

  test('pairs do not reach from one field into the next', () => {
    expect(gramsOf(['甲乙', '丙丁'])).not.toContain('乙丙')
  })

  test('an empty field is nothing', () => expect(gramsOf([null, undefined, '', '甲'])).toEqual([]))

  test('any fragment of two or more characters of any text is found and matches', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 2, maxLength: 30 }), fc.nat(), fc.nat(), (text, from, length) => {
      const characters = Array.from(normalise(text))
      const fragment = characters.slice(from % (characters.length + 1)).slice(0, 2 + (length % 5)).join('')
      // What normalising again would change (a lone combining mark) is no fragment that a person can type.
      fc.pre(Array.from(fragment).length >= 2 && normalise(fragment) === fragment && normalise(normalise(text)) === normalise(text))
      expect(finds([text], fragment)).toBe(true)
      expect(matches([text], fragment)).toBe(true)
    }), { seed: 7, numRuns: 500 })
  })

  test('what grams find too much is told apart by the fragment itself', () => {
    expect(finds(['面馆路 馆路面'], '馆路')).toBe(true)
    expect(finds(['甲乙', '乙丙'], '甲乙丙')).toBe(true)
    expect(matches(['甲乙', '乙丙'], '甲乙丙')).toBe(false)
    expect(matches(['平遥县'], 'pyx')).toBe(true)
    expect(initialsOf('平遥a店')).toBe('pyad')
  })
})

describe('sort keys', () => {
  test('are toneless pinyin with a space between syllables', () => {
    expect(sortKey('平遥县')).toBe('ping yao xian')
    expect(sortKey('绿园ABC 面馆12号')).toBe('lv yuan abc mian guan 12 hao')
  })

  test('put names in the order of a Chinese dictionary, not of code points', () => {
    expect(['王', '赵', '安', '李'].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))).toEqual(['安', '李', '王', '赵'])
    expect(sortKey('西安') < sortKey('先')).toBe(true)
  })
})
