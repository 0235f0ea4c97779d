// Draws incidents where the words put them: a dot for a site, a ring at true
// size for anything wider. Without this script the list below says the same.
const box = document.getElementById("map");
const note = document.getElementById("map-note");
const small = box?.classList.contains("small");
const say = (text) => { note.textContent = text; note.hidden = false; };
const dark = () => document.documentElement.dataset.theme === "dark" ||
  (document.documentElement.dataset.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);

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

async function json(url) {
  const r = await fetch(url);
  if (!r.ok) throw new Error(`${url}: ${r.status}`);
  return r.json();
}

async function draw() {
  const [gl, rows, world] = await Promise.all([
    import("/assets/maplibre-gl.mjs"), json(box.dataset.rows), json("/assets/world.json").catch(() => null)]);
  gl.setWorkerUrl("/assets/maplibre-gl-worker.mjs");
  const seen = new Set();
  const points = [], rings = [];
  for (const f of rows.features) {
    const key = f.properties.key ?? f.properties.incident;
    if (!f.geometry || seen.has(key)) continue;
    seen.add(key);
    points.push(f);
    if (f.properties.place_precision !== "site" && f.properties.radius_m > 0)
      rings.push({ type: "Feature", properties: f.properties, geometry: { type: "Polygon", coordinates: [ring(f.geometry.coordinates, f.properties.radius_m)] } });
  }
  if (points.length === 0) return small || say("No incident here has a place that can be drawn.");
  box.hidden = false;
  const d = dark();
  const ink = d ? "#e8e2d6" : "#1d1b17", land = d ? "#2b2a28" : "#eae5da", sea = d ? "#1c1d1f" : "#f6f3ec", line = d ? "#55524b" : "#c2baa9", accent = d ? "#6cc5c9" : "#0f5c63", soft = d ? "#b9b1a2" : "#5b554a";
  const corners = [...points.map((p) => p.geometry.coordinates), ...rings.flatMap((r) => r.geometry.coordinates[0])];
  const lons = corners.map((c) => c[0]), lats = corners.map((c) => c[1]);
  const map = new gl.Map({
    container: box, attributionControl: { compact: false, customAttribution: "Natural Earth · GeoNames (CC BY 4.0), modified" }, dragRotate: false, maxZoom: 13,
    bounds: [[Math.min(...lons) - 0.4, Math.min(...lats) - 0.3], [Math.max(...lons) + 0.4, Math.max(...lats) + 0.3]],
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
    map.addSource("rings", { type: "geojson", data: { type: "FeatureCollection", features: rings } });
    map.addSource("points", { type: "geojson", data: { type: "FeatureCollection", features: points } });
    map.addSource("labels", { type: "geojson", data: "/assets/labels.json" });
    for (const [rank, zoom] of [[0, 2], [1, 4], [2, 5], [3, 6], [4, 7]])
      map.addLayer({ id: "labels" + rank, type: "symbol", source: "labels", minzoom: zoom, maxzoom: rank === 0 ? 6 : 24, filter: ["==", ["get", "rank"], rank],
        layout: { "text-field": ["get", "en"], "text-font": ["Noto Sans"], "text-size": rank === 0 ? 13 : 11, "text-padding": 6 },
        paint: { "text-color": soft, "text-halo-color": land, "text-halo-width": 1.2 } });
    map.addLayer({ id: "rings", type: "fill", source: "rings", paint: { "fill-color": accent, "fill-opacity": 0.06 } });
    map.addLayer({ id: "edges", type: "line", source: "rings", paint: { "line-color": accent, "line-width": 1.4 } });
    // From afar a town's true ring is too small to see: a hollow mark says where to look.
    map.addLayer({ id: "hints", type: "circle", source: "points", maxzoom: 8, filter: ["in", ["get", "place_precision"], ["literal", ["area", "town", "near"]]],
      paint: { "circle-radius": 5, "circle-opacity": 0, "circle-stroke-color": accent, "circle-stroke-width": 1.5, "circle-stroke-opacity": 0.8 } });
    map.addLayer({ id: "sites", type: "circle", source: "points", filter: ["==", ["get", "place_precision"], "site"],
      paint: { "circle-radius": 4, "circle-color": accent, "circle-stroke-color": ink, "circle-stroke-width": 1 } });
    const point = (e) => {
      const p = e.features[0].properties;
      const a = document.createElement("a");
      a.href = p.href ?? "/incidents/" + p.incident;
      a.textContent = p.title;
      new gl.Popup({ closeButton: true }).setLngLat(e.lngLat).setDOMContent(a).addTo(map);
    };
    for (const id of ["rings", "hints", "sites"]) {
      map.on("click", id, point);
      map.on("mouseenter", id, () => { map.getCanvas().classList.add("points"); });
      map.on("mouseleave", id, () => { map.getCanvas().classList.remove("points"); });
    }
    if (!world) say("The basemap is not part of this build; the rings stand on blank ground.");
  });
}

if (box) draw().catch(() => { box.hidden = true; say("The map could not be drawn here. The list holds the same."); });
