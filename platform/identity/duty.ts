import { duty } from '../duty.ts'
import { orgUnits, people, posts, roles } from './registers.ts'

export const identity = duty({
  name: 'identity',
  title: { zh: '人员与权限', en: 'People and rights' },
  registers: [orgUnits, people, roles, posts],
  rights: {},
})
