// Draws incidents where the words put them: a dot for a site, a ring at true
// size for anything wider. Without this script the lists on the page say the same.
const box = document.getElementById("map");
const note = document.getElementById("map-note");
const small = box?.classList.contains("small");
const say = (what) => { note.textContent = what ? note.dataset["said" + what[0].toUpperCase() + what.slice(1)] : ""; note.hidden = !what; }; // in the language of the page
const dark = () => document.documentElement.dataset.theme === "dark" ||
  (document.documentElement.dataset.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
const d = dark();
const ink = d ? "#e8e2d6" : "#1d1b17", land = d ? "#2b2a28" : "#eae5da", sea = d ? "#1c1d1f" : "#f6f3ec", line = d ? "#55524b" : "#c2baa9", accent = d ? "#6cc5c9" : "#0f5c63", soft = d ? "#b9b1a2" : "#5b554a";

// ring is a polygon of the given radius in metres around a point.
function ring([lon, lat], metres) {
  const out = [];
  for (let i = 0; i <= 64; i++) {
    const a = (i / 64) * 2 * Math.PI;
    const y = lat + (metres / 111320) * Math.sin(a);
    const x = lon + (metres / (111320 * Math.max(0.05, Math.cos((lat * Math.PI) / 180)))) * Math.cos(a);
    out.push([x, Math.max(-85, Math.min(85, y))]);
  }
  return out;
}

const ringOf = (f) => ({ type: "Feature", properties: f.properties, geometry: { type: "Polygon", coordinates: [ring(f.geometry.coordinates, f.properties.radius_m)] } });
const all = (features) => ({ type: "FeatureCollection", features });

async function json(url, how) {
  const r = await fetch(url, how);
  if (!r.ok) throw new Error(`${url}: ${r.status}`);
  return r.json();
}

// Labels are in the language of the page, where places have a name in it. Letters of
// Arabic are joined and set from the right by what is loaded for that alone.
const arabic = document.documentElement.lang === "ar";
const named = arabic ? ["coalesce", ["get", "ar"], ["get", "en"]] : ["get", "en"];
const face = arabic ? ["Noto Sans Arabic", "Noto Sans"] : ["Noto Sans"];

async function script(gl) {
  if (!arabic) return;
  await Promise.all([gl.setRTLTextPlugin("/assets/mapbox-gl-rtl-text.mjs", false), document.fonts.load('48px "Noto Sans Arabic"', "ا")]);
  box.dataset.script = "arabic";
}

// base is a map of quiet land and thin borders; what happened is drawn above it
// by then.
async function base(bounds, then) {
  const [gl, world] = await Promise.all([import("/assets/maplibre-gl.mjs"), json("/assets/world.json").catch(() => null)]);
  gl.setWorkerUrl("/assets/maplibre-gl-worker.mjs");
  await script(gl).catch(() => {}); // else names stand as they are written
  const map = new gl.Map({
    container: box, attributionControl: { compact: false, customAttribution: "Natural Earth · GeoNames (CC BY 4.0), modified" }, dragRotate: false, boxZoom: false, maxZoom: 13, bounds,
    style: { version: 8, sources: {}, layers: [{ id: "sea", type: "background", paint: { "background-color": sea } }] },
  });
  map.addControl(new gl.NavigationControl({ showCompass: false }));
  map.on("load", () => {
    if (world) {
      for (const key of ["land", "admin1", "borders", "disputed"]) map.addSource(key, { type: "geojson", data: world[key] });
      map.addLayer({ id: "land", type: "fill", source: "land", paint: { "fill-color": land } });
      map.addLayer({ id: "admin1", type: "line", source: "admin1", minzoom: 4, paint: { "line-color": line, "line-width": 0.5, "line-opacity": 0.7 } });
      map.addLayer({ id: "borders", type: "line", source: "borders", paint: { "line-color": line, "line-width": 1.1 } });
      map.addLayer({ id: "disputed", type: "line", source: "disputed", paint: { "line-color": line, "line-width": 1.1, "line-dasharray": [3, 2] } });
    }
    map.addSource("labels", { type: "geojson", data: "/assets/labels.json" });
    for (const [rank, zoom] of [[0, 2], [1, 4], [2, 5], [3, 6], [4, 7]])
      map.addLayer({ id: "labels" + rank, type: "symbol", source: "labels", minzoom: zoom, maxzoom: rank === 0 ? 6 : 24, filter: ["==", ["get", "rank"], rank],
        layout: { "text-field": named, "text-font": face, "text-size": rank === 0 ? 13 : 11, "text-padding": 6 },
        paint: { "text-color": soft, "text-halo-color": land, "text-halo-width": 1.2 } });
    then(gl, map);
    if (!world) say("ground");
  });
}

// pointer makes a layer answer a click.
function pointer(map, id, click) {
  map.on("click", id, click);
  map.on("mouseenter", id, () => { map.getCanvas().classList.add("points"); });
  map.on("mouseleave", id, () => { map.getCanvas().classList.remove("points"); });
}

const fine = ["in", ["get", "place_precision"], ["literal", ["area", "town", "near"]]];

// few draws all the places that a page names.
async function few() {
  const rows = await json(box.dataset.rows);
  const seen = new Set();
  const points = rows.features.filter((f) => f.geometry && !seen.has(f.properties.key) && seen.add(f.properties.key));
  const rings = points.filter((f) => f.properties.place_precision !== "site" && f.properties.radius_m > 0).map(ringOf);
  if (points.length === 0) {
    box.hidden = true;
    return small || say("none");
  }
  const corners = [...points.map((p) => p.geometry.coordinates), ...rings.flatMap((r) => r.geometry.coordinates[0])];
  const lons = corners.map((c) => c[0]), lats = corners.map((c) => c[1]);
  await base([[Math.min(...lons) - 0.4, Math.min(...lats) - 0.3], [Math.max(...lons) + 0.4, Math.max(...lats) + 0.3]], (gl, map) => {
    map.addSource("rings", { type: "geojson", data: all(rings) });
    map.addSource("points", { type: "geojson", data: all(points) });
    map.addLayer({ id: "rings", type: "fill", source: "rings", paint: { "fill-color": accent, "fill-opacity": 0.06 } });
    map.addLayer({ id: "edges", type: "line", source: "rings", paint: { "line-color": accent, "line-width": 1.4 } });
    // From afar a town's true ring is too small to see: a hollow mark says where to look.
    map.addLayer({ id: "hints", type: "circle", source: "points", maxzoom: 8, filter: fine,
      paint: { "circle-radius": 5, "circle-opacity": 0, "circle-stroke-color": accent, "circle-stroke-width": 1.5, "circle-stroke-opacity": 0.8 } });
    map.addLayer({ id: "sites", type: "circle", source: "points", filter: ["==", ["get", "place_precision"], "site"],
      paint: { "circle-radius": 4, "circle-color": accent, "circle-stroke-color": ink, "circle-stroke-width": 1 } });
    for (const id of ["rings", "hints", "sites"])
      pointer(map, id, (e) => popup(gl, map, e.lngLat, e.features[0].properties, e.features[0].properties.href));
  });
}

function popup(gl, map, at, p, href) {
  const a = document.createElement("a");
  a.href = href;
  a.textContent = p.title;
  const out = document.createElement("div");
  out.append(a);
  for (const more of [p.when, p.toll]) if (more) out.append(document.createElement("br"), more);
  new gl.Popup({ closeButton: true }).setLngLat(at).setDOMContent(out).addTo(map);
}

// many draws what a large casebook has in view, and asks for it as one looks around.
async function many() {
  const form = document.getElementById("map-form"), range = document.getElementById("map-range"), chosen = document.getElementById("map-chosen");
  const asked = () => {
    const q = new URLSearchParams(new FormData(form));
    for (const [k, v] of [...q]) if (!v) q.delete(k);
    return q;
  };
  const corners = box.dataset.start ? box.dataset.start.split(",").map(Number) : [-30, -100, 50, 100];
  await base([[corners[1] - 0.6, corners[0] - 0.5], [corners[3] + 0.6, corners[2] + 0.5]], (gl, map) => {
    for (const id of ["rings", "apart", "spots"]) map.addSource(id, { type: "geojson", data: all([]) });
    map.addLayer({ id: "apart", type: "line", source: "apart", paint: { "line-color": soft, "line-width": 1.2, "line-dasharray": [2, 2] } });
    map.addLayer({ id: "rings", type: "fill", source: "rings", paint: { "fill-color": accent, "fill-opacity": 0.06 } });
    map.addLayer({ id: "edges", type: "line", source: "rings", paint: { "line-color": accent, "line-width": 1.4 } });
    map.addLayer({ id: "heat", type: "heatmap", source: "spots", layout: { visibility: "none" },
      paint: { "heatmap-weight": ["sqrt", ["get", "n"]], "heatmap-radius": 30, "heatmap-opacity": 0.7,
        "heatmap-color": ["interpolate", ["linear"], ["heatmap-density"], 0, "rgba(0,0,0,0)", 0.3, d ? "#24595c" : "#b9dcdd", 1, accent] } });
    map.addLayer({ id: "clusters", type: "circle", source: "spots", filter: [">", ["get", "n"], 1],
      paint: { "circle-radius": ["min", 26, ["+", 8, ["*", 1.6, ["ln", ["get", "n"]]]]], "circle-color": d ? "#1c1d1f" : "#f6f3ec", "circle-opacity": 0.85, "circle-stroke-color": accent, "circle-stroke-width": 1.6 } });
    map.addLayer({ id: "counts", type: "symbol", source: "spots", filter: [">", ["get", "n"], 1],
      layout: { "text-field": ["to-string", ["get", "n"]], "text-font": ["Noto Sans"], "text-size": 11, "text-allow-overlap": true }, paint: { "text-color": ink } });
    map.addLayer({ id: "hints", type: "circle", source: "spots", filter: ["all", ["==", ["get", "n"], 1], fine],
      paint: { "circle-radius": 5, "circle-opacity": 0, "circle-stroke-color": accent, "circle-stroke-width": 1.5, "circle-stroke-opacity": 0.8 } });
    map.addLayer({ id: "sites", type: "circle", source: "spots", filter: ["all", ["==", ["get", "n"], 1], ["==", ["get", "place_precision"], "site"]],
      paint: { "circle-radius": 4, "circle-color": accent, "circle-stroke-color": ink, "circle-stroke-width": 1 } });

    let asking = null;
    const view = () => {
      const b = map.getBounds(), to = (n, most) => Math.max(-most, Math.min(most, n)).toFixed(4);
      return b.getEast() - b.getWest() >= 360 ? "" : [to(b.getSouth(), 90), to(b.getWest(), 180), to(b.getNorth(), 90), to(b.getEast(), 180)].join(",");
    };
    const look = async () => {
      asking?.abort();
      const mine = asking = new AbortController();
      const q = asked();
      q.delete("area");
      if (view()) q.set("box", view());
      q.set("zoom", map.getZoom().toFixed(2));
      try {
        const got = await json(`${box.dataset.features}?${q}`, { signal: mine.signal });
        const spots = got.features.filter((f) => !f.properties.apart);
        map.getSource("spots").setData(all(spots));
        map.getSource("rings").setData(all(spots.filter((f) => f.properties.radius_m > 0 && f.properties.place_precision !== "site").map(ringOf)));
        box.dataset.drawn = spots.length;
        map.getSource("apart").setData(all(got.features.filter((f) => f.properties.apart && f.properties.radius_m > 0).map(ringOf)));
        say("");
      } catch (e) {
        if (e.name !== "AbortError") say("lost");
      }
    };
    map.on("moveend", look);
    look();

    for (const id of ["hints", "sites"])
      pointer(map, id, (e) => popup(gl, map, e.lngLat, e.features[0].properties, "/incidents/" + e.features[0].properties.incident));
    pointer(map, "clusters", (e) => {
      const p = e.features[0].properties, [s, w, n, east] = p.box.split(",").map(Number);
      if (map.getZoom() < 12.5 && (n - s > 0.001 || east - w > 0.001)) return map.fitBounds([[w, s], [east, n]], { padding: 60, maxZoom: 13, animate: !matchMedia("(prefers-reduced-motion: reduce)").matches });
      const q = asked(), wide = 0.0005;
      q.set("area", [s - wide, w - wide, n + wide, east + wide].map((x) => x.toFixed(4)).join(","));
      popup(gl, map, e.lngLat, p, "/incidents?" + q);
    });
    pointer(map, "apart", (e) => popup(gl, map, e.lngLat, e.features[0].properties, "/totals?" + new URLSearchParams({ area: e.features[0].properties.area })));

    // choose shows what the page says of an area: its total and its incidents.
    const choose = async (area) => {
      form.elements.area.value = area;
      const q = asked();
      history.replaceState(null, "", "?" + q);
      const r = await fetch("/map?" + q);
      if (!r.ok) return say("lost");
      const page = new DOMParser().parseFromString(await r.text(), "text/html");
      chosen.replaceChildren(...page.getElementById("map-chosen").childNodes);
    };
    document.getElementById("map-tools").hidden = false;
    document.getElementById("map-view").addEventListener("click", () => choose(view() || "-90,-180,90,180"));
    document.getElementById("map-heat").addEventListener("change", (e) => {
      map.setLayoutProperty("heat", "visibility", e.target.checked ? "visible" : "none");
      for (const id of ["clusters", "counts"]) map.setLayoutProperty(id, "visibility", e.target.checked ? "none" : "visible");
    });
    draw(gl, map, choose);
    if (range) slide(range, form, () => { history.replaceState(null, "", "?" + asked()); look(); if (form.elements.area.value) choose(form.elements.area.value); });
  });
}

// draw lets an area be drawn: Shift held, from corner to corner.
function draw(gl, map, done) {
  const canvas = map.getCanvasContainer();
  let from = null, frame = null;
  const at = (e) => { const r = canvas.getBoundingClientRect(); return [e.clientX - r.left, e.clientY - r.top]; };
  canvas.addEventListener("pointerdown", (e) => {
    if (!e.shiftKey || e.button !== 0) return;
    e.preventDefault();
    map.dragPan.disable();
    from = at(e);
    frame = document.createElement("div");
    frame.className = "drawn";
    canvas.append(frame);
  }, true);
  addEventListener("pointermove", (e) => {
    if (!from) return;
    const [x, y] = at(e);
    Object.assign(frame.style, { left: Math.min(x, from[0]) + "px", top: Math.min(y, from[1]) + "px", width: Math.abs(x - from[0]) + "px", height: Math.abs(y - from[1]) + "px" });
  });
  addEventListener("pointerup", (e) => {
    if (!from) return;
    const to = at(e), a = map.unproject(from), b = map.unproject(to), far = Math.hypot(to[0] - from[0], to[1] - from[1]);
    from = null;
    frame.remove();
    map.dragPan.enable();
    if (far > 8) done([Math.min(a.lat, b.lat), Math.min(a.lng, b.lng), Math.max(a.lat, b.lat), Math.max(a.lng, b.lng)].map((x) => x.toFixed(4)).join(","));
  });
}

// slide ties the two sliders to the days of the form.
function slide(range, form, done) {
  const first = Date.parse(range.dataset.first), weeks = Number(range.dataset.weeks), week = 7 * 864e5;
  const from = document.getElementById("range-from"), until = document.getElementById("range-until"), said = document.getElementById("range-said");
  const day = (n) => new Date(first + n * week).toISOString().slice(0, 10);
  const place = (input, value, otherwise) => { input.value = value ? Math.round((Date.parse(value) - first) / week) : otherwise; };
  const tell = () => {
    const { lang, dataset } = document.documentElement;
    const write = (s) => new Date(s).toLocaleDateString(lang, { timeZone: "UTC", day: "numeric", month: "short", year: "numeric", numberingSystem: dataset.digits ?? "latn" });
    const a = Number(from.value), z = Number(until.value), last = new Date(first + z * week - 864e5);
    from.setAttribute("aria-valuetext", write(day(a)));
    until.setAttribute("aria-valuetext", write(last));
    said.textContent = `\u2068${write(day(a))}\u2069 – \u2068${write(last)}\u2069`;
  };
  place(from, form.elements.from.value, 0);
  place(until, form.elements.until.value, weeks);
  range.hidden = false;
  tell();
  let waiting = 0;
  for (const input of [from, until])
    input.addEventListener("input", () => {
      if (Number(from.value) >= Number(until.value)) input === from ? from.value = Number(until.value) - 1 : until.value = Number(from.value) + 1;
      form.elements.from.value = Number(from.value) > 0 ? day(Number(from.value)) : "";
      form.elements.until.value = Number(until.value) < weeks ? new Date(first + Number(until.value) * week - 864e5).toISOString().slice(0, 10) : "";
      tell();
      clearTimeout(waiting);
      waiting = setTimeout(done, 200);
    });
}

if (box) (box.dataset.features ? many() : few()).catch(() => { box.hidden = true; say("broken"); });
