import { describe, expect, test } from 'vitest'
import { date, type Instant } from '../../platform/core/dates.ts'
import { dateTime, expiry, fileSize, large, longDate, money, nearness, plain } from './format.ts'

describe('figures', () => {
  test('a count is grouped by thousands and never shortened', () => {
    expect(plain(34612)).toBe('34,612')
  })
  test('a population is written in 万, from a hundred thousand', () => {
    expect(large(3365600, 'zh')).toBe('336.56 万')
    expect(large(99999, 'zh')).toBe('99,999')
    expect(large(100000, 'zh')).toBe('10 万')
  })
  test('from a hundred million it is 亿, and English says million and billion', () => {
    expect(large(123456789, 'zh')).toBe('1.23 亿')
    expect(large(3365600, 'en')).toBe('3.37 million')
    expect(large(1.5e9, 'en')).toBe('1.5 billion')
  })
  test('money is kept in 分 and shown in 元 with both decimals', () => {
    expect(money(123450, 'zh')).toBe('1,234.50 元')
    expect(money(123450, 'en')).toBe('¥1,234.50')
    expect(money(-5, 'zh')).toBe('-0.05 元')
  })
  test('a large amount is shortened only where asked', () => {
    expect(money(1_240_000_000, 'zh', true)).toBe('1,240 万元')
    expect(money(1_240_000_000, 'zh')).toBe('12,400,000.00 元')
  })
  test('a file size has one decimal above bytes', () => {
    expect(fileSize(0)).toBe('0 B')
    expect(fileSize(1468006)).toBe('1.4 MB')
  })
})

describe('dates', () => {
  const today = date('2026-11-22')
  test('an instant late in the UTC day is the next day in Shanghai', () => {
    expect(dateTime('2026-11-21T16:30:00.000Z' as Instant)).toBe('2026-11-22 00:30')
  })
  test('the head of Today names the weekday', () => {
    expect(longDate(today, 'zh')).toBe('11 月 22 日 星期日')
    expect(longDate(today, 'en')).toBe('Sunday, 22 November')
  })
  test('a due date is late only after its day, and amber on it', () => {
    expect(nearness(date('2026-11-21'), today)).toEqual({ tone: 'late', text: { zh: '逾期 1 日', en: '1 d late' } })
    expect(nearness(today, today).tone).toBe('soon')
    expect(nearness(date('2026-11-25'), today).tone).toBe('soon')
    expect(nearness(date('2026-11-26'), today).tone).toBe('plain')
  })
  test('a paper warns from its longest warning on, and is valid on its last day', () => {
    expect(expiry(today, today, [90, 30, 7]).text.en).toBe('Ends today')
    expect(expiry(date('2027-02-21'), today, [90, 30, 7]).tone).toBe('plain')
    expect(expiry(date('2027-02-20'), today, [90, 30, 7]).tone).toBe('soon')
    expect(expiry(today, today).tone).toBe('soon')
    expect(expiry(date('2026-11-20'), today).tone).toBe('late')
  })
})
