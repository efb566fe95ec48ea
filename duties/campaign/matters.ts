export { interview, undertaking } from './interviews/matters.ts'
