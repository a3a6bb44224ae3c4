// Every sentence of the inbox in Spanish: that of Latin America, with "tú", worded to fit everybody.
import type { Translated } from '../sentences';
import type { en } from '../en';
import { actions } from './actions';
import { activity } from './activity';
import { board } from './board';
import { common } from './common';
import { composer } from './composer';
import { connection } from './connection';
import { flags } from './flags';
import { happenings } from './happenings';
import { join } from './join';
import { keys } from './keys';
import { list } from './list';
import { notices } from './notices';
import { pages } from './pages';
import { numbers } from './numbers';
import { people } from './people';
import { pictures } from './pictures';
import { problems } from './problems';
import { rota } from './rota';
import { search } from './search';
import { sends } from './sends';
import { session } from './session';
import { settings } from './settings';
import { staff } from './staff';
import { status } from './status';
import { talk } from './talk';
import { thread } from './thread';
import { times } from './times';
import { wording } from './wording';

export const es: Translated<typeof en> = {
  actions,
  activity,
  board,
  common,
  composer,
  connection,
  flags,
  happenings,
  join,
  keys,
  list,
  notices,
  pages,
  numbers,
  people,
  pictures,
  problems,
  rota,
  search,
  sends,
  session,
  settings,
  staff,
  status,
  talk,
  thread,
  times,
  wording,
};
