// The live timeline: Plotly mounted once, moved at once by the reader, drawn anew in place when Python answers.
// Stands behind save.js. Enters: `data` from live.py, packed. Leaves: state `window`, triggers `picked` (an event_id) and `stretch` (a place on density).
const CONFIG = { displayModeBar: false, scrollZoom: false, doubleClick: false, showAxisDragHandles: false, responsive: false };
const DAY = 864e5, LEAST = 3 * DAY, NEAR = { mouse: 9, pen: 12, touch: 20 };  // ms; px from a sign that still mean it
const AIR = 8;  // px between the lanes and the shelf, and how far a click on density reaches to each side
const words = new Intl.DateTimeFormat(navigator.language, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
let lib;  // one load a tab, not one a run
const plotly = url => (lib ??= import(new URL(url, document.baseURI).href).then(() => window.Plotly, e => { lib = undefined; throw e; }));

const unpack = bytes => new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))).json();
const plainText = html => new DOMParser().parseFromString(html.replace(/<br>/g, ' · '), 'text/html').body.textContent;
const between = (v, a, b) => Math.min(Math.max(v, a), b);

function isDark(host) {
  const probe = document.createElement('span');
  probe.style.color = getComputedStyle(host).getPropertyValue('--st-background-color');
  host.append(probe);
  const [r, g, b] = (getComputedStyle(probe).color.match(/[\d.]+/g) || [255, 255, 255]).map(Number);
  probe.remove();
  return 0.3 * r + 0.59 * g + 0.11 * b < 128;
}

// The theme that the reader sees is the browser's to know: colours of the other one are exchanged here, at once.
function dressed(S, figure) {
  if (isDark(S.host) === S.data.dark) return figure;
  const other = new Map(S.data.colours.flatMap(([a, b]) => [[a, b], [b, a]]));
  return JSON.parse(JSON.stringify(figure).replace(/#[0-9A-F]{6}|rgba\(\d+,\d+,\d+,/g, c => other.get(c) ?? c));
}

async function draw(S) {
  if (S.busy) return;
  S.busy = true;
  try {
    while (S.next && S.host.isConnected && !S.moving) {  // never under a drag
      const next = S.next, data = S.data = await unpack(next), t0 = performance.now();
      if (!S.P) { S.lanesBox.style.minHeight = `${data.figure.layout.height}px`; S.P = await plotly(data.lib); }
      if (S.moving) break;
      if (S.next === next) S.next = null; else continue;
      if (data.seq >= S.seq && !S.untold) [S.win, S.seq] = [data.window, data.seq];  // else the reader has moved on: theirs stays
      await paint(S, data);
      S.host.dataset.drawn = +(S.host.dataset.drawn || 0) + 1;
      S.host.dataset.took = (performance.now() - t0).toFixed(0);
    }
  } catch (error) {
    console.error(error);
    S.host.querySelector('.dl-err').textContent = 'The picture could not be drawn: the browser could not load or run Plotly. The table below holds the same.';
  } finally { S.busy = false; }
}

async function paint(S, data) {
  const strip = dressed(S, data.strip), figure = dressed(S, data.figure), wide = S.host.clientWidth;
  const { shelf, lanes } = figure.layout.meta, left = figure.layout.margin.l;
  S.span = strip.layout.xaxis.range;
  S.left = left; S.wide = wide - left - shelf - AIR; S.lanes = lanes;
  const edge = S.wide / (wide - left), kept = lanes.map(([key]) => key).join() === S.kept?.keys ? S.kept : { head: 0 };
  const head = Math.max(kept.head, -figure.layout.yaxis.range[1]);  // room for names is not taken back while one zooms: nothing jumps
  S.kept = { keys: lanes.map(([key]) => key).join(), head };
  Object.assign(figure.layout, { width: wide, height: figure.layout.height + head + figure.layout.yaxis.range[1] });
  figure.layout.yaxis.range[1] = -head;
  S.lanesBox.style.minHeight = `${figure.layout.height}px`;
  figure.layout.xaxis.range = [...S.win];
  figure.layout.xaxis.domain = [0, edge];
  figure.layout.xaxis2.domain = [Math.min(1, edge + AIR / (wide - left)), 1];
  Object.assign(strip.layout, { width: wide });
  const drawn = JSON.stringify(strip);
  if (drawn !== S.drawnStrip) await S.P.react(S.strip, strip.data, strip.layout, { ...CONFIG, staticPlot: true });
  S.drawnStrip = drawn;
  await S.P.react(S.plot, figure.data, figure.layout, CONFIG);
  S.host.querySelector('.dl-err').textContent = '';
  S.lanesBox.setAttribute('aria-label', data.alt);
  S.signs = signsOf(S.plot);
  S.step = null;
  S.happened = figure.layout.meta.happened ?? {};
  focus(S, null);
  place(S);
}

// One event in every lane of its own, joined at once by a thread, without asking Python; and the way from when it happened.
function focus(S, id) {
  if (S.focused === id) return;
  S.focused = id;
  S.thread.replaceChildren();
  const mine = id == null ? [] : S.signs.filter(s => s.id === id && (s.x == null || (s.x >= S.win[0] && s.x <= S.win[1])));
  S.thread.dataset.event = mine.length ? id : '';
  if (!mine.length) return;
  const draw = (name, of) => {
    const el = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(of)) el.setAttribute(key, value);
    S.thread.append(el);
  };
  const xs = mine.map(s => xPx(S, s)), ys = mine.map(s => yPx(S, s.y)), top = Math.min(...ys), at = S.happened[id];
  if (mine.length > 1) draw('path', { d: `M${xs[ys.indexOf(top)]} ${top}V${Math.max(...ys)}` });
  if (at != null && mine[0].x != null) draw('path', { d: `M${between(px(S, at), S.left, S.left + S.wide)} ${top - 4}v8m0-4H${xs[0]}` });
  mine.forEach((s, i) => draw('circle', { cx: xs[i], cy: ys[i], r: 9 }));
}

// Every sign as { id, x, y, html, curve, point }, x in ms or null on the shelf.
function signsOf(plot) {
  const out = [];
  plot._fullData.forEach((t, curve) => {
    if (t.mode === 'markers' && t.customdata) t.customdata.forEach((id, point) =>
      out.push({ id, x: t.xaxis === 'x2' ? null : t.x[point], shelf: t.x[point], y: t.y[point], html: t.hovertext[point], curve, point }));
  });
  return out;
}

const px = (S, at) => S.left + (at - S.win[0]) / (S.win[1] - S.win[0]) * S.wide;
const at = (S, x) => S.win[0] + (x - S.left) / S.wide * (S.win[1] - S.win[0]);
const yPx = (S, y) => { const a = S.plot._fullLayout.yaxis; return a._offset + a.d2p(y); };
const xPx = (S, s) => { const a = S.plot._fullLayout.xaxis2; return s.x == null ? a._offset + a.d2p(s.shelf) : px(S, s.x); };

// ---- the window: moved here at once, told to Python a moment later
function show(S, a, b) {
  const most = S.span[1] - S.span[0], width = between(b - a, Math.min(LEAST, most), most);
  const middle = (a + b) / 2, start = between(middle - width / 2, S.span[0], S.span[1] - width);
  if (Math.abs(start - S.win[0]) + Math.abs(start + width - S.win[1]) < width / 1e6) return false;
  S.win = [Math.round(start), Math.round(start + width)];
  focus(S, null);
  S.untold = true;
  S.frame ??= requestAnimationFrame(() => { S.frame = null; place(S); S.P.relayout(S.plot, { 'xaxis.range': [...S.win] }); });
  clearTimeout(S.timer);
  S.timer = setTimeout(() => tell(S), 50);
  return true;
}
function tell(S) {
  S.untold = false;
  S.seq += 1;
  const all = S.win[1] - S.win[0] >= 0.999 * (S.span[1] - S.span[0]);
  S.set('window', { start: all ? null : S.win[0], end: all ? null : S.win[1], seq: S.seq });
  settle(S);
}
function settle(S) { if (!S.fingers.size && !S.grip) { S.moving = false; draw(S); } }
const zoom = (S, by, around) => show(S, around - (around - S.win[0]) * by, around + (S.win[1] - around) * by);
const pan = (S, by) => show(S, S.win[0] + by, S.win[1] + by);
const everything = S => show(S, ...S.span);

// ---- what a pointer means
function signAt(S, x, y, near) {
  let best = null, least = near;
  for (const s of S.signs) {
    const away = Math.hypot(xPx(S, s) - x, yPx(S, s.y) - y);
    if (away <= least && (s.x == null || (s.x >= S.win[0] && s.x <= S.win[1]))) [best, least] = [s, away];
  }
  return best?.id ?? nameAt(S, x, y);
}
function nameAt(S, x, y) {
  const t = S.plot._fullData.find(t => t.mode === 'text' && t.customdata), box = S.lanesBox.getBoundingClientRect();
  if (!t || y > yPx(S, 0)) return null;
  const hit = [...S.plot.querySelectorAll('.trace.scatter')].find(g => g.__data__?.[0]?.trace?.uid === t.uid);
  for (const g of hit?.querySelectorAll('.textpoint') ?? []) {
    const b = g.getBoundingClientRect();
    if (x + box.x >= b.left && x + box.x <= b.right && y + box.y >= b.top && y + box.y <= b.bottom) return t.customdata[g.__data__.i];
  }
  return null;
}
function stretchAt(S, x, y) {
  const t = S.plot._fullData.find(t => t.name === 'density'), base = S.lanes?.find(([, base]) => yPx(S, base) >= y - 4), v = at(S, x);
  if (!t || !base || x < S.left || x > S.left + S.wide) return null;
  const mine = i => t.y[i] <= base[1] && t.y[i] > base[1] - 40;
  for (let i = 1; i < t.x.length; i++) {  // under the line from point to point?
    if (!(t.x[i - 1] <= v && v <= t.x[i] && mine(i - 1) && mine(i))) continue;
    const high = t.y[i - 1] + (t.y[i] - t.y[i - 1]) * (v - t.x[i - 1]) / (t.x[i] - t.x[i - 1] || 1);
    if (yPx(S, high) - AIR <= y) return { lane: base[0], start: Math.floor(at(S, x - AIR) / DAY) * DAY, end: Math.ceil(at(S, x + AIR) / DAY) * DAY };
  }
  return null;
}

function listen(S) {
  const el = S.lanesBox, stop = ev => ev.stopPropagation();
  const where = ev => { const b = el.getBoundingClientRect(); return [ev.clientX - b.x, ev.clientY - b.y]; };
  for (const its of ['touchstart', 'mousedown']) el.addEventListener(its, stop, true);  // Plotly would take them for a drag of its own
  el.addEventListener('wheel', ev => {
    const [x] = where(ev), unit = ev.deltaMode ? 30 : 1, sideways = Math.abs(ev.deltaX) > Math.abs(ev.deltaY) || ev.shiftKey;
    if (!S.span || x < S.left || x > S.left + S.wide) return;
    const moved = sideways ? pan(S, (ev.deltaX || ev.deltaY) * unit * (S.win[1] - S.win[0]) / S.wide)
      : zoom(S, Math.exp(between(ev.deltaY * unit, -300, 300) * 0.0022), at(S, x));
    if (moved) { S.moving = true; ev.preventDefault(); }
  }, { passive: false });
  el.addEventListener('pointerdown', ev => {
    if (!S.span || ev.button) return;
    el.focus({ preventScroll: true });
    el.setPointerCapture(ev.pointerId);
    S.fingers.set(ev.pointerId, { x: where(ev)[0], from: where(ev) });
  });
  el.addEventListener('pointermove', ev => {
    const finger = S.fingers.get(ev.pointerId), [x, y] = where(ev);
    if (!finger) {
      const id = S.span && ev.pointerType !== 'touch' ? signAt(S, x, y, NEAR.mouse) : null;
      if (S.span) focus(S, id);
      el.classList.toggle('dl-over', !!S.span && !!(id ?? stretchAt(S, x, y)));
      return;
    }
    if (!finger.far && Math.hypot(x - finger.from[0], y - finger.from[1]) < 5) return;
    if (!finger.far) { finger.far = S.moving = true; finger.x = x; S.P.Fx.unhover(S.plot); }
    const other = [...S.fingers].find(([id]) => id !== ev.pointerId)?.[1], unit = (S.win[1] - S.win[0]) / S.wide;
    if (other) {
      const was = Math.max(24, Math.abs(finger.x - other.x)), is = Math.max(24, Math.abs(x - other.x));
      zoom(S, was / is, at(S, other.x));
    } else pan(S, (finger.x - x) * unit);
    finger.x = x;
  });
  const up = ev => {
    const finger = S.fingers.get(ev.pointerId), [x, y] = where(ev);
    S.fingers.delete(ev.pointerId);
    if (!finger) return;
    if (finger.far) { if (!S.untold) settle(S); return; }
    if (ev.type === 'pointercancel') return;
    const id = signAt(S, x, y, NEAR[ev.pointerType] ?? 9), stretch = id ? null : stretchAt(S, x, y);
    clearTimeout(S.late);
    if (id) S.trigger('picked', id);
    else if (stretch) S.late = setTimeout(() => S.trigger('stretch', stretch), 250);  // the first of two clicks lists nothing
  };
  el.addEventListener('pointerup', up);
  el.addEventListener('pointercancel', up);
  el.addEventListener('pointerleave', () => S.span && focus(S, null));
  el.addEventListener('blur', () => S.span && focus(S, null));
  el.addEventListener('dblclick', ev => { clearTimeout(S.late); if (S.span && !signAt(S, ...where(ev), NEAR.mouse)) everything(S); });
  el.addEventListener('keydown', ev => keys(S, ev));
}

function keys(S, ev) {
  if (!S.span || ev.ctrlKey || ev.metaKey || ev.altKey) return;
  const width = S.win[1] - S.win[0], middle = (S.win[0] + S.win[1]) / 2;
  const does = {
    ArrowLeft: () => pan(S, -width / 5), ArrowRight: () => pan(S, width / 5), Home: () => everything(S),
    '+': () => zoom(S, 2 / 3, middle), '=': () => zoom(S, 2 / 3, middle), '-': () => zoom(S, 3 / 2, middle),
    n: () => walk(S, 1), p: () => walk(S, -1), Enter: () => S.step && S.trigger('picked', S.step),
  }[ev.key.length === 1 ? ev.key.toLowerCase() : ev.key];
  if (!does) return;
  ev.preventDefault();
  ev.stopPropagation();  // N and P are shortcuts of the page too
  does();
}
// From sign to sign in the order of time, each read out; those without a date come last.
function walk(S, by) {
  const seen = S.signs.filter(s => s.x == null || (s.x >= S.win[0] && s.x <= S.win[1])).sort((a, b) => (a.x ?? Infinity) - (b.x ?? Infinity) || a.point - b.point);
  const order = [...new Map(seen.map(s => [s.id, s])).values()], now = order.findIndex(s => s.id === S.step);
  const next = order[now < 0 ? (by > 0 ? 0 : order.length - 1) : between(now + by, 0, order.length - 1)];
  if (!next) return;
  S.step = next.id;
  focus(S, next.id);
  S.P.Fx.hover(S.plot, [{ curveNumber: next.curve, pointNumber: next.point }], next.x == null ? 'x2y' : 'xy');
  S.host.querySelector('.dl-say').textContent = `${plainText(next.html)}. ${order.indexOf(next) + 1} of ${order.length} in view`;
}

// ---- the strip: the window as a box on the whole time
function place(S) {
  const [a, b] = S.span, share = v => between((v - a) / (b - a), 0, 1) * 100, box = S.box;
  S.track.style.cssText = `left:${S.left}px;width:${S.wide}px`;
  S.track.style.setProperty('--a', share(S.win[0]) + '%');
  S.track.style.setProperty('--b', share(S.win[1]) + '%');
  box.setAttribute('aria-valuemin', Math.round(a / DAY));
  box.setAttribute('aria-valuemax', Math.round(b / DAY));
  box.setAttribute('aria-valuenow', Math.round((S.win[0] + S.win[1]) / 2 / DAY));
  box.setAttribute('aria-valuetext', `${words.format(S.win[0])} to ${words.format(S.win[1])}`);
}
function listenStrip(S) {
  const el = S.track, tip = S.host.querySelector('.dl-tip');
  const on = ev => { const b = el.getBoundingClientRect(); return S.span[0] + between((ev.clientX - b.x) / b.width, 0, 1) * (S.span[1] - S.span[0]); };
  el.addEventListener('pointerdown', ev => {
    if (!S.span || ev.button) return;
    const v = on(ev), what = ev.target.dataset.edge ?? (ev.target === S.box ? 'all' : 'new');
    S.grip = { what, from: v, win: [...S.win], x: ev.clientX };
    el.setPointerCapture(ev.pointerId);
    S.box.focus({ preventScroll: true });
    ev.preventDefault();
  });
  el.addEventListener('pointermove', ev => {
    if (!S.span) return;
    const v = on(ev), g = S.grip;
    tip.textContent = g ? '' : barWords(S, v, ev);
    tip.style.left = `${between((v - S.span[0]) / (S.span[1] - S.span[0]), 0, 1) * 100}%`;
    if (!g || (!g.far && Math.abs(ev.clientX - g.x) < 4)) return;
    g.far = S.moving = true;
    const [a, b] = g.what === 'all' ? g.win.map(w => w + v - g.from) : g.what === 'new' ? [g.from, v] : g.what === 'a' ? [v, g.win[1]] : [g.win[0], v];
    show(S, Math.min(a, b), Math.max(a, b));
  });
  const up = ev => {
    const g = S.grip;
    S.grip = null;
    if (g && !g.far && g.what === 'new' && ev.type === 'pointerup') pan(S, g.from - (S.win[0] + S.win[1]) / 2);
    if (!S.untold) settle(S);
  };
  el.addEventListener('pointerup', up);
  el.addEventListener('pointercancel', up);
  el.addEventListener('pointerleave', () => { tip.textContent = ''; });
  el.addEventListener('dblclick', () => S.span && everything(S));
  S.box.addEventListener('keydown', ev => keys(S, ev));
}
function barWords(S, v, ev) {
  const [bars, years] = S.strip._fullData ?? [], low = ev.clientY - S.track.getBoundingClientRect().y > S.track.clientHeight - 12;
  const year = low && years ? [...years.x].findIndex((x, n) => x <= v && v <= years.x[n + 1]) : -1;
  if (year >= 0) return years.text[year];
  const i = bars?.x ? [...bars.x].findIndex((x, n) => Math.abs(x - v) <= bars.width[n] * 0.62) : -1;
  return i < 0 ? '' : bars.hovertext[i];
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const host = parentElement.querySelector('.dl-live'), q = s => host.querySelector(s);
  const S = host._live ??= { host, seq: 0, win: [0, 1], fingers: new Map(), signs: [],
    plot: q('.dl-lanes > div'), lanesBox: q('.dl-lanes'), strip: q('.dl-strip > div'), track: q('.dl-track'), box: q('.dl-box'), thread: q('.dl-focus') };
  Object.assign(S, { set: setStateValue, trigger: setTriggerValue, bytes: data, next: data });
  if (!S.eye) {
    listen(S);
    listenStrip(S);
    q('.dl-save').addEventListener('click', ev => S.P && savePicture(S.P, S.plot, S.data, ev.target.dataset.form));
    S.eye = new ResizeObserver(() => { if (S.span && S.host.clientWidth && S.plot._fullLayout?.width !== S.host.clientWidth) { S.next ??= S.bytes; draw(S); } });
    S.eye.observe(host);
  }
  draw(S);  // not awaited: this function stays synchronous
  return () => setTimeout(() => {  // called too when one run merely overtakes another
    if (host.isConnected) return;
    clearTimeout(S.timer);
    S.eye?.disconnect();
    if (S.P) [S.plot, S.strip].forEach(p => S.P.purge(p));
    delete host._live;
  });
}
