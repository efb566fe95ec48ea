import { SaxesParser } from 'saxes'
import { Problem } from '../core/problem.ts'

const local = (name: string) => name.slice(name.indexOf(':') + 1)

/** A small XML tree for the short parts of a document (styles, numbering); names are local, without their prefix. */
export class Xml {
  readonly name: string
  readonly children: Xml[] = []
  readonly #attributes: ReadonlyMap<string, string>

  constructor(name: string, attributes: Readonly<Record<string, string>>) {
    this.name = local(name)
    this.#attributes = new Map(Object.entries(attributes).map(([key, text]) => [local(key), text]))
  }

  value = (attribute: string): string => this.#attributes.get(attribute) ?? ''
  all = (name: string): Xml[] => this.children.filter((child) => child.name === name)
  first = (name: string): Xml | undefined => this.children.find((child) => child.name === name)
}

export type XmlEvents = {
  open: (tag: Xml) => void
  text: (text: string) => void
  close: (name: string) => void
}

/** Reads XML as events. Entities of a DTD are never expanded. @throws Problem file.not-zip when it is not well formed */
export function walkXml(content: Uint8Array, events: XmlEvents): void {
  const parser = new SaxesParser()
  parser.on('opentag', (tag) => events.open(new Xml(tag.name, tag.attributes)))
  parser.on('text', events.text)
  parser.on('closetag', (tag) => events.close(local(tag.name)))
  parser.on('error', () => {
    throw new Problem('file.not-zip')
  })
  parser.write(new TextDecoder().decode(content)).close()
}

/** The root of a short XML part, or null when the document has none. */
export function readXml(content: Uint8Array | undefined): Xml | null {
  if (!content) return null
  const path: Xml[] = []
  let root: Xml | null = null
  walkXml(content, {
    open: (tag) => {
      path.at(-1)?.children.push(tag)
      root ??= tag
      path.push(tag)
    },
    text: () => undefined,
    close: () => void path.pop(),
  })
  return root
}
