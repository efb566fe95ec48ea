import { duty } from '../duty.ts'
import { afterPerson, completePost, completeRole } from './appointments.ts'
import { identityRegisters } from './registers.ts'
import { platformRights } from './rights.ts'
import { seedRoles, upgradeRoles } from './users.ts'

/** Units, people, roles and posts. Signing in has routes of its own: `identityRoutes`. */
export const identity = duty({
  name: 'identity',
  title: { zh: '机构与人员', en: 'Units and people' },
  registers: identityRegisters,
  rights: platformRights,
  complete: { post: completePost, role: completeRole },
  afterChange: { person: afterPerson },
  seed: seedRoles,
  upgrade: upgradeRoles,
})
