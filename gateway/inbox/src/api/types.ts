// What the service sends, by the names used here. described.ts is made from gateway/api/openapi.yaml
// (`npm run describe`, which building, linting and checking types do by themselves).
import type { components, operations } from './described';

type Schemas = components['schemas'];

export type Presence = Schemas['Presence'];
export type Role = Schemas['Role'];
export type ConversationState = Schemas['State'];
type ListQuery = NonNullable<operations['listConversations']['parameters']['query']>;
export type View = NonNullable<ListQuery['view']>;

export type SettingsChange = Schemas['SettingsChange'];
export type Settings = Required<SettingsChange>;
export type Session = Omit<Schemas['Me'], 'settings'> & { settings: Settings };
export type Staff = Session['staff'];
export type Phone = Schemas['Phone'];
export type Line = Schemas['Line'];
export type Peer = Schemas['Peer'];

export type Conversation = Omit<Schemas['Conversation'], 'flags'> & { flags: Flag[] };
// A newer service may have other kinds, of flags and of events.
export type Flag = Omit<Schemas['Flag'], 'kind'> & { kind: string };
export type Wish = Schemas['Wish'];

export type Text = Omit<Schemas['Text'], 'event'> & { event: Happening | null };
export type TextStatus = NonNullable<Text['status']>;
// What happened, for a row of kind "event".
export type Happening = { kind: string } & Pick<
  Schemas['LiveEvent']['data'],
  'from_name' | 'to_name' | 'flag_kind' | 'until' | 'decision'
>;
export type Found = Schemas['Found'];

// One's own, and who has the conversation now; `version` null: nothing is kept.
export type Draft = Schemas['DraftPage']['items'][number];
export type KeptDraft = Pick<Schemas['Draft'], 'body' | 'version'>;

// A text as it stands after the carrier was asked; `listed` null: it was settled before.
export interface Checked {
  text: Text;
  listed: 'found' | 'absent' | 'unclear' | null;
}

// Who looks at a conversation now.
export type Viewer = Schemas['Viewers']['viewers'][number];

// Its data is looked at before it is believed.
export type LiveEvent = Omit<Schemas['LiveEvent'], 'kind' | 'data'> & {
  kind: string;
  data: Record<string, unknown>;
};

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

// A page of a thread. `newer` leads on from one that is not the newest; a page that was asked for
// from the newest on has none.
export interface TextPage extends Page<Text> {
  newer?: string | null;
}

// From where on a thread is read: a page's `next`, its `newer`, or a text's id.
export type From = { before: string } | { after: string } | { around: string };
