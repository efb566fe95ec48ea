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

/** The English of a method as prints word it; undefined where it is none of ours. */
export const englishMethod = (zh: string): string | undefined => Object.values(methods).find((one) => one.zh === zh)?.en
