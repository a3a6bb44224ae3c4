// A picture on its way from the service, and why it does not come.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { pictures } from '../api/calls';
import { keys } from '../api/keys';
import { asProblem } from '../api/problem';

export type PictureTrouble = 'unshowable' | 'too large' | 'gone' | 'withheld' | 'failed';

function troubleOf(error: unknown): PictureTrouble {
  switch (asProblem(error).code) {
    case 'not_a_picture':
      return 'unshowable';
    case 'picture_too_large':
      return 'too large';
    case 'picture_gone':
    case 'not_found':
      return 'gone';
    case 'picture_withheld':
      return 'withheld';
    default:
      return 'failed';
  }
}

export interface PictureOnItsWay {
  // Another one for each try: to be the image's key.
  attempt: number;
  trouble: PictureTrouble | null;
  onError: () => void;
  again: () => void;
}

// A browser does not say why an image did not load: the service does, asked once more. Where it has
// it by now, the image is loaded again; where that fails too, it is no picture.
export function usePicture(path: string): PictureOnItsWay {
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState<number | null>(null);
  const [wasThere, setWasThere] = useState(false);
  const why = useQuery({
    queryKey: keys.picture(path, attempt),
    queryFn: () => pictures.look(path),
    enabled: failed === attempt && !wasThere,
    staleTime: Infinity,
  });
  const next = (isThere: boolean) => {
    setWasThere(isThere);
    setAttempt(attempt + 1);
    setFailed(null);
  };
  if (failed === attempt && why.isSuccess && !wasThere) next(true);
  const unshowable = failed === attempt && wasThere;
  return {
    attempt,
    trouble: unshowable ? 'unshowable' : why.isError ? troubleOf(why.error) : null,
    onError: () => setFailed(attempt),
    again: () => next(false),
  };
}
