// Pictures to send: drawn here, or somebody's own made small, as phones and carriers do. Each is a
// data: URL, short enough for one request with a few of them.
const width = 480;
const height = 360;
const longest_side = 800;
const url_length_max = 18_000;

function canvas_of(w, h) {
  const canvas = Object.assign(document.createElement("canvas"), { width: w, height: h });
  return { canvas, pen: canvas.getContext("2d") };
}

function fill(pen, colour, ...box) {
  pen.fillStyle = colour;
  pen.fillRect(...box);
}

function disc(pen, colour, x, y, radius) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}

function draw_sunset(pen) {
  const sky = pen.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, "#31406b");
  sky.addColorStop(0.6, "#e0805a");
  sky.addColorStop(1, "#f6c98b");
  fill(pen, sky, 0, 0, width, height);
  disc(pen, "#fff0c4", 310, 235, 48);
  fill(pen, "#2c3f55", 0, 262, width, 98);
  for (let wave = 0; wave < 7; ++wave) {
    fill(pen, "#f3b377", 310 - 60 + wave * 6, 272 + wave * 12, 120 - wave * 12, 3);
  }
}

function draw_garden(pen) {
  fill(pen, "#bfe0ee", 0, 0, width, 190);
  fill(pen, "#6e9c5a", 0, 190, width, 170);
  for (let i = 0; i < 24; ++i) {
    const x = 20 + ((i * 83) % 440);
    const y = 210 + ((i * 47) % 120);
    fill(pen, "#3f6a35", x - 1, y, 3, 26);
    disc(pen, ["#d9577a", "#f0c64d", "#ffffff", "#a06bc9"][i % 4], x, y, 9);
    disc(pen, "#5b3b1f", x, y, 3);
  }
  fill(pen, "#8a5a3a", 60, 70, 90, 120);
  fill(pen, "#4d3020", 92, 130, 28, 60);
}

function draw_letter(pen) {
  fill(pen, "#8c6f56", 0, 0, width, height);
  fill(pen, "#fbf6e9", 90, 30, 300, 310);
  pen.fillStyle = "#31302c";
  pen.font = "italic 20px serif";
  const words = ["Dear you,", "the apples are ripe.", "I think of the porch,", "and of the rain."];
  words.forEach((line, i) => pen.fillText(line, 120, 90 + i * 48));
}

const drawings = { sunset: draw_sunset, garden: draw_garden, letter: draw_letter };

function short_url(canvas) {
  for (const quality of [0.8, 0.6, 0.4, 0.2]) {
    const url = canvas.toDataURL("image/jpeg", quality);
    if (url.length <= url_length_max) return url;
  }
  return null;
}

export function drawn(name) {
  const { canvas, pen } = canvas_of(width, height);
  drawings[name](pen);
  return short_url(canvas);
}

// Of a picture somebody chose.
export async function made_small(file) {
  const bitmap = await createImageBitmap(file);
  for (let side = longest_side; side >= 100; side /= 2) {
    const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
    const { canvas, pen } = canvas_of(
      Math.max(1, Math.round(bitmap.width * scale)),
      Math.max(1, Math.round(bitmap.height * scale)),
    );
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const url = short_url(canvas);
    if (url !== null) return url;
  }
  throw new Error("it can't be made small enough");
}
