// Two soft tones, one after the other. Made here: no file comes from anywhere.

const tones = [
  { hertz: 523.25, afterSeconds: 0 },
  { hertz: 659.25, afterSeconds: 0.16 },
];
const loudness = 0.06;
const lastsSeconds = 0.55;
const pauseMs = 3_000;

let context: AudioContext | null = null;
let lastAt = -pauseMs;

function tone(audio: AudioContext, hertz: number, at: number): void {
  const source = audio.createOscillator();
  const volume = audio.createGain();
  source.type = 'sine';
  source.frequency.value = hertz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loudness, at + 0.03);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + lastsSeconds);
  source.connect(volume).connect(audio.destination);
  source.start(at);
  source.stop(at + lastsSeconds);
}

// A browser lets a page be heard once somebody has touched it; before that nothing is played.
export function playSound(): void {
  context ??= new AudioContext();
  const audio = context;
  void audio.resume().then(() => {
    for (const { hertz, afterSeconds } of tones) {
      tone(audio, hertz, audio.currentTime + afterSeconds);
    }
  });
}

// As playSound(), but not for everything of a crowd, and in one window of this browser only.
export function soundOnce(now: number): void {
  const isUntouched = 'userActivation' in navigator && !navigator.userActivation.hasBeenActive;
  if (now - lastAt < pauseMs || isUntouched) return;
  lastAt = now;
  void navigator.locks.request('warmline.sound', { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    playSound();
    await new Promise((resolve) => setTimeout(resolve, pauseMs / 2));
  });
}
