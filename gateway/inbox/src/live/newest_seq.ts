// Where the service is, asked before a page goes on after a break.
import { session } from '../api/calls';
import { setCsrfToken } from '../api/http';
import { asProblem } from '../api/problem';
import { signedIn } from '../query_client';

// For the desk of `me`. Null where there is no answer, or none for them: the cookie is the browser's,
// and somebody else may have signed in in another window since. Then the page becomes theirs, and
// what is still to leave from this desk is refused to it.
export async function newestSeq(me: string): Promise<'signed_out' | number | null> {
  try {
    const current = await session.current();
    if (current.staff.id !== me) {
      signedIn(current);
      return null;
    }
    setCsrfToken(current.csrf);
    return current.seq;
  } catch (error) {
    return asProblem(error).status === 401 ? 'signed_out' : null;
  }
}
