import { each, type Check } from '../../ground/check.ts'
import { checkLeastRounds } from './least-rounds.ts'
import { checkOwedOfEach } from './of-each.ts'
import { checkRoundsOfEach } from './rounds-of-each.ts'
import { checkRounds } from './rounds.ts'
import { checkShortOf } from './short-of.ts'

/** What is owed of each, or in each time, at least or at most. */
export const owed: readonly Check[] = [each(checkOwedOfEach), each(checkRounds), each(checkRoundsOfEach), each(checkShortOf), each(checkLeastRounds)]
