import type { Bilingual } from '../../../platform/core/bilingual.ts'

/** How an item is looked at (检查方式). */
export const methods = {
  site: { zh: '现场检查', en: 'On site' },
  papers: { zh: '查阅资料', en: 'Papers' },
  both: { zh: '现场检查、查阅资料', en: 'On site and papers' },
  asked: { zh: '现场检查、询问', en: 'On site and questions' },
  questions: { zh: '查阅资料、询问', en: 'Papers and questions' },
  measured: { zh: '现场测量', en: 'Measured on site' },
} as const satisfies Readonly<Record<string, Bilingual>>

export type MethodCode = keyof typeof methods

/** Other words of prints for the same. */
const PRINTED: Readonly<Record<string, MethodCode>> = {
  现场查看: 'site', 现场: 'site', 查看现场: 'site', 查看资料: 'papers', 资料检查: 'papers', 查阅记录: 'papers', 现场检查和查阅资料: 'both', 现场检查及查阅资料: 'both',
  询问: 'asked', 现场询问: 'asked', 测量: 'measured', 现场检测: 'measured', 测温: 'measured',
}

/** The English of a method as prints word it; undefined where it is none that is known. */
export const englishMethod = (zh: string): string | undefined => Object.values(methods).find((one) => one.zh === zh)?.en ?? (PRINTED[zh] && methods[PRINTED[zh]].en)
