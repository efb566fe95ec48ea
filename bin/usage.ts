import type { CommanderError } from 'commander'
import type { Bilingual } from '../platform/core/bilingual.ts'

/** What commander says of a wrong call, and the same in Chinese. The first that fits is taken. */
const SAYINGS: readonly (readonly [RegExp, string])[] = [
  [/^unknown command '(.+?)'/, '没有“$1”这个命令。'],
  [/^unknown option '(.+?)'/, '没有“$1”这个选项。'],
  [/^missing required argument '(.+?)'/, '缺少参数 <$1>。'],
  [/^option '(.+?)' argument missing/, '选项“$1”后面缺少值。'],
  [/^required option '(.+?)' not specified/, '必须给出选项“$1”。'],
  [/^option '(.+?)' value '(.*?)' from env '(.+?)' is invalid\. (.*)/s, '环境变量 $3 的值“$2”不能用作选项“$1”：$4'],
  [/^option '(.+?)' argument '(.*?)' is invalid\. (.*)/s, '选项“$1”的值“$2”不对：$3'],
  [/^command-argument value '(.*?)' is invalid for argument '(.+?)'\. (.*)/s, '参数 <$2> 的值“$1”不对：$3'],
  [/^too many arguments/, '参数太多。'],
]

/** A wrong call of the command line, as a sentence in each language. @param said as commander puts it: `error: unknown option '--x'` */
export function usageWords(said: string): Bilingual {
  const plain = said.trim().replace(/^error: /, '')
  const zh = SAYINGS.map(
    ([pattern, words]) => pattern.exec(plain) && plain.replace(new RegExp(`${pattern.source}[^]*`, pattern.flags), words),
  ).find(Boolean)
  const chosen = zh?.replace(/Allowed choices are (.+?)\.$/, '可选 $1。')
  const [first = '', ...rest] = plain.split('\n')
  const en = [`${first[0]?.toUpperCase() ?? ''}${first.slice(1)}${/[.?)]$/.test(first) ? '' : '.'}`, ...rest].join(' ')
  return { zh: chosen || '命令写得不对。', en }
}

/** How the program ends when commander stops it: help that was asked for is no fault, a wrong call is one of whoever called. */
export const exitOf = ({ exitCode }: CommanderError): number => (exitCode === 0 ? 0 : 2)

/** Titles of a page of help, in both languages. */
export const helpTitle = (title: string): string =>
  title
    .replace('Usage:', '用法 Usage:')
    .replace('Arguments:', '参数 Arguments:')
    .replace('Options:', '选项 Options:')
    .replace('Commands:', '命令 Commands:')
