import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A source file: its path from the root, its text, and its text without comments. */
export type Source = { readonly path: string; readonly text: string; readonly code: string }

/** One import of a file: what it names, resolved to a path from the root where it is one of ours. */
export type Import = { readonly from: string; readonly to: string; readonly ours: boolean; readonly typeOnly: boolean }

const FOLDERS = ['bin', 'platform', 'duties', 'web', 'demo', 'bench', 'test']

/** The text without comments; strings stay. */
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|(^|[\s;{}(),])\/\/[^\n]*/g, '$1')

/** All TypeScript of the repository. */
export function sources(folders: readonly string[] = FOLDERS): Source[] {
  return folders.flatMap((folder) => {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    return names.filter((name) => /\.tsx?$/.test(name)).map((name) => {
      const path = `${folder}/${name}`
      const text = readFileSync(join(root, path), 'utf8')
      return { path, text, code: withoutComments(text) }
    })
  })
}

/** Files that only tests load. */
export const isTest = (path: string): boolean => /\.(test|fixture)\.tsx?$|^test\/|\/handmade\.ts$|\/fixtures\//.test(path)

const STATEMENT = /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g

/** The imports of a file; a type import is erased and loads nothing. */
export function importsOf({ path, code }: Source): Import[] {
  return [...code.matchAll(STATEMENT)].map(([, type, named, later]) => {
    const to = (named ?? later)!
    const ours = to.startsWith('.')
    return { from: path, to: ours ? relative(root, join(root, dirname(path), to)) : to, ours, typeOnly: type !== undefined }
  })
}

/** What a file loads, itself included, with the way there: everything reached by imports that are not of types only. */
export function reached(path: string, imports: ReadonlyMap<string, readonly Import[]>): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>([[path, [path]]])
  const walk = (from: string): void => {
    for (const { to, typeOnly } of imports.get(from) ?? []) {
      if (typeOnly || found.has(to)) continue
      found.set(to, [...found.get(from)!, to])
      walk(to)
    }
  }
  walk(path)
  return found
}
