import { newId } from '../../../platform/core/ids.ts'
import type { Bilingual } from '../../../platform/core/bilingual.ts'
import { dateAt, instant, type DateOnly, type Instant } from '../../../platform/core/dates.ts'
import { ProblemError } from '../api.ts'
import { find, keysOf, write } from './base.ts'
import type { FieldFace } from './field-face.ts'
import { dropBundles, keepOf, leftIn, moveInto, type Keep } from './keep.ts'
import { isPassing, lineOf, openLine, type Line } from './line.ts'
import { sendAll, type Action, type FileNote } from './outbox.ts'
import { isOver, newVault, openByPassword, PIN_TRIES, shutVault, tryPin, withPin, withSession, type Vault } from './vault.ts'

/** `face`: the duty whose page is the first, of a person who has several. */
export type Settings = { readonly large: boolean; readonly phrases: readonly string[] | null; readonly face?: string }
/** What is being fetched now: which of the duties, and how much of it has come. */
export type Carrying = { readonly title: Bilingual; readonly at: number; readonly of: number; readonly bytes: number }
export type PhoneState = {
  readonly stage: 'starting' | 'sign-in' | 'pin' | 'set-pin' | 'open'
  /** Why a sign-in is asked for where somebody was signed in before. */
  readonly why: Vault['shut']
  readonly login: string
  readonly triesLeft: number
  readonly expiresAt: Instant | null
  readonly today: DateOnly
  readonly online: boolean
  readonly busy: boolean
  readonly carrying: Carrying | null
  readonly syncedAt: Instant | null
  readonly fault: ProblemError | null
  /** The last thing to be kept found no room on the phone. */
  readonly full: boolean
  readonly bundles: ReadonlyMap<string, unknown>
  readonly drafts: ReadonlyMap<string, unknown>
  readonly actions: ReadonlyMap<string, Action>
  readonly files: ReadonlyMap<string, FileNote>
  readonly settings: Settings
  /** Vaults of an earlier password of this person that still hold something. */
  readonly older: readonly string[]
}

type SignedIn = { readonly person: string; readonly mustChange: boolean; readonly secondFactorDue: boolean; readonly session: { readonly token: string; readonly expiresAt: Instant } }
export type SignInGiven = { readonly login: string; readonly password: string; readonly code?: string; readonly city?: string }

const NOTHING = { bundles: new Map(), drafts: new Map(), actions: new Map(), files: new Map(), fault: null, full: false, syncedAt: null, busy: false, carrying: null, older: [] } as const
const now = (): Instant => instant(Date.now())
/** Away longer than this, the phone asks for the PIN again, milliseconds. */
const AWAY = 10 * 60_000
/** What waits is tried again so often, and what the phone carries is read again, milliseconds. */
const AGAIN = 20_000
const FRESH = 10 * 60_000
/** Where there is no room on the phone, what was done is kept again and again until there is, milliseconds. */
const NO_ROOM = 3_000

/** The phone as the pages see it: what is kept, what waits, and what may be done. One a page. */
export class Phone {
  private state: PhoneState = { stage: 'starting', why: null, login: '', triesLeft: PIN_TRIES, expiresAt: null, today: dateAt(Date.now()), online: navigator.onLine, settings: { large: false, phrases: null }, ...NOTHING }
  private readonly listeners = new Set<() => void>()
  private readonly faces: readonly FieldFace[]
  private device = ''
  private vault: Vault | null = null
  private key: CryptoKey | null = null
  private line: Line | null = null
  private keep: Keep | null = null
  private syncing: Promise<void> | null = null
  private hiddenAt: number | null = null
  private readonly saving = new Map<string, Promise<void>>()
  private readonly latest = new Map<string, unknown>()
  private readonly draftsSent = new Map<string, unknown>()

  constructor(faces: readonly FieldFace[]) {
    this.faces = faces
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }
  readonly read = (): PhoneState => this.state
  private set(change: Partial<PhoneState>): void {
    this.state = { ...this.state, ...change }
    for (const listener of this.listeners) listener()
  }
  get deviceId(): string {
    return this.device
  }

  async start(): Promise<void> {
    this.device = (await find<string>('open', 'device')) ?? newId()
    await write([{ table: 'open', key: 'device', value: this.device }])
    // Without this the browser may throw the data away when the phone is full.
    void navigator.storage?.persist?.().catch(() => false)
    const current = await find<string>('open', 'current')
    this.vault = current ? (await find<Vault>('open', `vault|${current}`)) ?? null : null
    addEventListener('online', () => { this.set({ online: true }); void this.sync() })
    addEventListener('offline', () => this.set({ online: false }))
    document.addEventListener('visibilitychange', () => this.seen())
    setInterval(() => this.tick(), AGAIN)
    await this.front()
  }

  /** The page to begin with: PIN, or sign-in with the reason. */
  private async front(): Promise<void> {
    if (this.vault && this.vault.shut === null && isOver(this.vault, now())) await this.shut('expired')
    const { vault } = this
    this.set({ ...NOTHING, stage: vault?.pin && vault.session ? 'pin' : 'sign-in', why: vault?.shut ?? null, login: vault?.login ?? '', triesLeft: PIN_TRIES - (vault?.tries ?? 0), expiresAt: vault?.expiresAt ?? null })
  }

  private async keepVault(vault: Vault): Promise<void> {
    this.vault = vault
    await write([{ table: 'open', key: `vault|${vault.id}`, value: vault }, { table: 'open', key: 'current', value: vault.id }])
  }

  /** Takes key and session off the phone; what was recorded stays, sealed. */
  private async shut(why: NonNullable<Vault['shut']>): Promise<void> {
    await this.settled()
    if (!this.vault) return
    await this.keepVault(shutVault(this.vault, why))
    await dropBundles(this.vault.id)
    this.forget()
  }
  private forget(): void {
    this.key = null
    this.line = null
    this.keep = null
    this.draftsSent.clear()
  }

  async lock(): Promise<void> {
    await this.settled()
    this.forget()
    await this.front()
  }
  /** Ends the session at the server where it can be reached; what is unsent stays, sealed. */
  async signOut(): Promise<void> {
    await this.line?.send('POST', '/sign-out', {}).catch(() => {})
    await this.shut('ended')
    await this.front()
  }

  private seen(): void {
    if (document.visibilityState === 'hidden') { this.hiddenAt = Date.now(); return }
    const away = this.hiddenAt === null ? 0 : Date.now() - this.hiddenAt
    this.hiddenAt = null
    if (this.state.stage === 'open' && away > AWAY) void this.lock()
    else void this.sync()
  }
  private tick(): void {
    const today = dateAt(now())
    if (today !== this.state.today) this.set({ today })
    if (this.state.stage !== 'open' || !this.vault) return
    for (const [name, value] of this.latest) this.saveDraft(name, value)
    if (isOver(this.vault, now())) { void this.shut('expired').then(() => this.front()); return }
    // Before the first sync has ended there is nothing to work with: it is tried again until it has.
    if (this.waiting() > 0 || this.draftsToSend().length > 0 || this.state.syncedAt === null) void this.sync()
  }

  /** @throws ProblemError what the server says */
  async signIn({ login, password, code, city }: SignInGiven): Promise<void> {
    const me = await openLine.post<SignedIn>('/sign-in', { login, password, device: this.device, ...(code ? { code } : {}), ...(city ? { city } : {}) })
    const mine = (await this.vaults()).filter(({ person }) => person === me.person)
    let opened: { vault: Vault; key: CryptoKey } | null = null
    for (const vault of mine) {
      const key = await openByPassword(vault, password)
      if (key && !opened) opened = { vault, key }
    }
    opened ??= await newVault({ id: newId(), person: me.person, login, password })
    await this.keepVault(await withSession({ ...opened.vault, login }, opened.key, me.session.token, me.session.expiresAt))
    await this.opened(opened.key, me.session.token)
  }

  async setPin(pin: string): Promise<void> {
    if (!this.vault || !this.key) return
    await this.keepVault(await withPin(this.vault, this.key, pin))
    this.set({ stage: 'open' })
    void this.sync({ fresh: true })
  }

  async enterPin(pin: string): Promise<boolean> {
    if (!this.vault) return false
    const { vault, opened } = await tryPin(this.vault, pin, (next) => this.keepVault(next))
    if (opened) { await this.opened(opened.key, opened.token); return true }
    if (vault.shut) await dropBundles(vault.id)
    await this.front()
    return false
  }

  private async opened(key: CryptoKey, token: string): Promise<void> {
    const vault = this.vault!
    const keep = this.watched(keepOf(vault.id, key))
    this.key = key
    this.line = lineOf(token, this.device)
    this.keep = keep
    const [bundles, drafts, settings, carriedAt] = await Promise.all([keep.all<unknown>('bundle'), keep.all<unknown>('draft'), keep.find<Settings>('setting', 'settings'), keep.find<Instant>('setting', 'synced')])
    const older: string[] = []
    for (const one of await this.vaults()) if (one.person === vault.person && one.id !== vault.id && (await leftIn(one.id)) > 0) older.push(one.id)
    this.set({ bundles, drafts, older, syncedAt: carriedAt ?? null, settings: settings ?? this.state.settings, expiresAt: vault.expiresAt, stage: vault.pin ? 'open' : 'set-pin' })
    await this.look()
    if (vault.pin) void this.sync()
  }

  /** Says so on every page when the phone has no room, until it has. */
  private watched(keep: Keep): Keep {
    return {
      ...keep,
      write: async (puts) => {
        try {
          await keep.write(puts)
        } catch (error) {
          if (this.line) this.set({ full: true })
          throw error
        }
        if (this.state.full) this.set({ full: false })
      },
    }
  }

  private async vaults(): Promise<Vault[]> {
    const found = await Promise.all((await keysOf('open', 'vault|')).map((key) => find<Vault>('open', key)))
    return found.filter((vault) => vault !== undefined)
  }

  /** Opens what was recorded under an earlier password. @returns whether that was the password */
  async openOlder(id: string, password: string): Promise<boolean> {
    const vault = await find<Vault>('open', `vault|${id}`)
    const key = vault && (await openByPassword(vault, password))
    if (!key || !this.keep) return false
    await moveInto({ vault: id, keep: keepOf(id, key) }, this.keep)
    await write([{ table: 'open', key: `vault|${id}`, gone: true }])
    this.set({ older: this.state.older.filter((one) => one !== id), drafts: new Map([...(await this.keep.all<unknown>('draft')), ...this.state.drafts]) })
    await this.look()
    void this.sync()
    return true
  }

  private async look(): Promise<void> {
    if (!this.keep) return
    const [actions, files] = await Promise.all([this.keep.all<Action>('action'), this.keep.all<FileNote>('file')])
    this.set({ actions, files })
  }

  waiting(): number {
    return [...this.state.actions.values()].filter(({ state }) => state !== 'received').length
  }

  /** Kept at once; what comes while it is being written is written after it. */
  saveDraft(name: string, value: unknown): void {
    this.set({ drafts: new Map(this.state.drafts).set(name, value) })
    this.latest.set(name, value)
    if (this.saving.has(name)) return
    this.saving.set(name, this.writeDraft(name).finally(() => this.saving.delete(name)))
  }
  private async writeDraft(name: string): Promise<void> {
    while (this.latest.has(name) && this.keep) {
      const value = this.latest.get(name)
      this.latest.delete(name)
      try {
        await this.keep.write([{ kind: 'draft', id: name, value }])
      } catch {
        // Tried again by the clock, and with what is filled in next.
        if (!this.latest.has(name)) this.latest.set(name, value)
        return
      }
    }
  }
  async settled(): Promise<void> {
    await Promise.all(this.saving.values())
  }

  async addFile(note: FileNote, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.keep!.write([{ kind: 'bytes', id: note.id, value: bytes }, { kind: 'file', id: note.id, value: note }])
    this.set({ files: new Map(this.state.files).set(note.id, note) })
  }
  picture = async (id: string): Promise<Uint8Array<ArrayBuffer> | undefined> => this.keep?.find<Uint8Array<ArrayBuffer>>('bytes', id)

  /** Into the outbox: on the disk when this resolves, which waits for room. */
  async queue(action: Action): Promise<void> {
    await this.settled()
    const keep = this.keep!
    const put = (): Promise<boolean> => keep.write([{ kind: 'action', id: action.id, value: action }]).then(() => true, () => false)
    while (!(await put()) && this.keep === keep) await new Promise((again) => { setTimeout(again, NO_ROOM) })
    await this.look()
    void this.sync()
  }
  /** A person has read why it was refused and sends it again, as it stands, over what the server has now. */
  async sendAgain(action: Action): Promise<void> {
    const current = await this.line?.get<{ row: { version: number } }>(`/matters/${action.matter}/${action.of}`).catch(() => null)
    const files = action.files.flatMap((id) => this.state.files.get(id) ?? [])
    await this.keep!.write([
      { kind: 'action', id: action.id, value: { ...action, state: 'waiting', refusal: null, version: current?.row.version ?? action.version } satisfies Action },
      ...files.map((file) => ({ kind: 'file' as const, id: file.id, value: { ...file, refusal: null } satisfies FileNote })),
    ])
    await this.look()
    await this.sync()
  }
  /** A person takes a refused one back to be filled in further; its draft and its pictures are still here. */
  async takeBack(action: Action): Promise<void> {
    if (action.state !== 'refused') return
    await this.keep!.write([{ kind: 'action', id: action.id, gone: true }])
    await this.look()
  }

  async saveSettings(settings: Settings): Promise<void> {
    this.set({ settings })
    await this.keep?.write([{ kind: 'setting', id: 'settings', value: settings }])
  }

  private draftsToSend(): { name: string; value: unknown; path: string; content: unknown }[] {
    const queued = new Set([...this.state.actions.values()].map(({ draft }) => draft))
    return [...this.state.drafts].flatMap(([name, value]) => {
      if (queued.has(name) || this.draftsSent.get(name) === value) return []
      const sent = this.faces.find(({ duty }) => name.startsWith(`${duty}:`))?.draft(name, value)
      return sent ? [{ name, value, ...sent }] : []
    })
  }

  /** Up with what waits, then down with what the phone carries. One at a time, also among open windows. */
  sync({ fresh = false }: { fresh?: boolean } = {}): Promise<void> {
    if (!this.line || !this.keep || this.state.stage !== 'open') return Promise.resolve()
    this.syncing ??= this.round(fresh).finally(() => { this.syncing = null })
    return this.syncing
  }
  private async round(fresh: boolean): Promise<void> {
    const [line, keep] = [this.line!, this.keep!]
    this.set({ busy: true })
    try {
      await navigator.locks.request('shian-field-sync', async () => {
        const before = this.waiting()
        await sendAll({ keep, line, now }, () => void this.look())
        await this.look()
        await this.sendDrafts(line)
        const old = this.state.bundles.size === 0 || this.state.syncedAt === null || Date.parse(now()) - Date.parse(this.state.syncedAt) > FRESH
        if (fresh || old || this.waiting() !== before) await this.carry(line, keep)
      })
      // The signal may have gone while the last answer was on its way.
      this.set({ online: navigator.onLine, fault: null })
    } catch (error) {
      await this.look()
      await this.failed(error)
    } finally {
      this.set({ busy: false, carrying: null, drafts: this.openDrafts() })
    }
  }
  private async failed(error: unknown): Promise<void> {
    if (error instanceof ProblemError && error.status === 401) { await this.shut('ended'); await this.front(); return }
    if (isPassing(error)) this.set({ online: !(error instanceof ProblemError && error.status === 0), fault: error instanceof ProblemError ? error : null })
    else this.set({ fault: error as ProblemError }) // what is not passing is a Problem
  }
  /** Drafts whose action was received are gone from the disk; those being typed are newer in memory. */
  private openDrafts(): ReadonlyMap<string, unknown> {
    const done = new Set([...this.state.actions.values()].filter(({ state }) => state === 'received').map(({ draft }) => draft))
    return new Map([...this.state.drafts].filter(([name]) => !done.has(name)))
  }
  private async carry(line: Line, keep: Keep): Promise<void> {
    for (const [at, { duty, title, bundle }] of this.faces.entries()) {
      // Only the first sync has somebody waiting for it.
      const told = this.state.syncedAt === null ? (bytes: number) => this.set({ carrying: { title, at: at + 1, of: this.faces.length, bytes } }) : undefined
      told?.(0)
      const value = await line.get<unknown>(bundle, told).catch((error: unknown) => {
        if (error instanceof ProblemError && error.status === 403) return undefined
        throw error
      })
      if (value === undefined) { await this.drop(duty, keep); continue }
      await keep.write([{ kind: 'bundle', id: duty, value }])
      this.set({ bundles: new Map(this.state.bundles).set(duty, value) })
    }
    const syncedAt = now()
    await keep.write([{ kind: 'setting', id: 'synced', value: syncedAt }])
    this.set({ syncedAt, carrying: null })
  }
  /** A duty that this person has no right to, or no longer. */
  private async drop(duty: string, keep: Keep): Promise<void> {
    await keep.write([{ kind: 'bundle', id: duty, gone: true }])
    this.set({ bundles: new Map([...this.state.bundles].filter(([name]) => name !== duty)) })
  }
  private async sendDrafts(line: Line): Promise<void> {
    for (const { name, value, path, content } of this.draftsToSend()) {
      // A draft is no record: one that the server does not want any more stays here and is not asked about again.
      await line.send('PUT', path, { device: this.device, content }).catch((error: unknown) => { if (isPassing(error) || (error as ProblemError).status === 401) throw error })
      this.draftsSent.set(name, value)
    }
  }
}
