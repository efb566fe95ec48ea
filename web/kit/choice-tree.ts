import type { Bilingual } from '../../platform/core/bilingual.ts'
import type { Choice } from '../../platform/register/fields.ts'

/** A choice's options as antd's tree wants them. */
export type TreeNode = { readonly value: string; readonly title: string; readonly children: TreeNode[] }

/** The options under `parent`; those whose parent is no option stand at the top. */
const under = (options: readonly Choice[], parent: string | undefined): readonly Choice[] =>
  options.filter((option) => {
    const known = options.some(({ code }) => code === option.parent)
    return (known ? option.parent : undefined) === parent
  })

export const treeOf = (options: readonly Choice[], say: (text: Bilingual) => string, parent?: string): TreeNode[] =>
  under(options, parent).map((option) => ({ value: option.code, title: say(option.label), children: treeOf(options, say, option.code) }))

/** A code and every code below it. */
export const below = (options: readonly Choice[], code: string): string[] => [
  code,
  ...under(options, code).flatMap((option) => below(options, option.code)),
]

/** Codes said in the fewest words: one whose whole branch is chosen stands for all below it. */
export function gathered(options: readonly Choice[], codes: readonly string[]): string[] {
  const chosen = new Set(codes)
  const whole = (code: string) => below(options, code).every((one) => chosen.has(one))
  const covered = new Set([...chosen].filter(whole).flatMap((code) => below(options, code).slice(1)))
  return [...chosen].filter((code) => !covered.has(code))
}
