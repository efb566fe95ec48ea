/** What other parts of the program may use of this duty. */
export { loadDemoPlan } from './demo.ts'
