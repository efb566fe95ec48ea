import { fileURLToPath } from 'node:url'
import { duty } from '../../platform/duty.ts'
import { registryRegisters } from './registers.ts'

/** 一企一档: enterprises, premises, licences, food safety staff, certificates. */
export const registry = duty({
  name: 'registry',
  title: { zh: '一企一档', en: 'Registry' },
  registers: registryRegisters,
  migrations: fileURLToPath(new URL('./schema/', import.meta.url)),
  rights: {
    'premises.read': { zh: '查看企业与场所', en: 'See enterprises and premises' },
    'premises.write': { zh: '维护企业与场所', en: 'Keep enterprises and premises' },
  },
})
