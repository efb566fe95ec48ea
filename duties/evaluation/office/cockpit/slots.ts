import type { ComponentType } from 'react'

/** What another part of the evaluation shows in the pane of an item (its papers, its reviews). `region` is a city or county. */
export type ItemSlot = {
  readonly name: string
  readonly Slot: ComponentType<{ readonly item: string; readonly region: string; readonly scheme: string }>
}

export const itemSlots: readonly ItemSlot[] = []
