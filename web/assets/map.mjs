// Draws incidents where the words put them: a dot for a site, a ring at true
// size for anything wider. Without this script the list below says the same.
const box = document.getElementById("map");
const note = document.getElementById("map-note");
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
  const seen = new Set();
  const points = [], rings = [];
  for (const f of rows.features) {
    if (!f.geometry || seen.has(f.properties.incident)) continue;
    seen.add(f.properties.incident);
    points.push(f);
    if (f.properties.place_precision !== "site" && f.properties.radius_m > 0)
      rings.push({ type: "Feature", properties: f.properties, geometry: { type: "Polygon", coordinates: [ring(f.geometry.coordinates, f.properties.radius_m)] } });
  }
  if (points.length === 0) return say("No incident here has a place that can be drawn.");
  box.hidden = false;
  const d = dark();
  const ink = d ? "#e8e2d6" : "#1d1b17", land = d ? "#2b2a28" : "#eae5da", sea = d ? "#1c1d1f" : "#f6f3ec", line = d ? "#55524b" : "#c2baa9", accent = d ? "#6cc5c9" : "#0f5c63";
  const lons = points.map((p) => p.geometry.coordinates[0]), lats = points.map((p) => p.geometry.coordinates[1]);
  const map = new gl.Map({
    container: box, attributionControl: false, dragRotate: false, maxZoom: 13,
    bounds: [[Math.min(...lons) - 0.4, Math.min(...lats) - 0.3], [Math.max(...lons) + 0.4, Math.max(...lats) + 0.3]],
    style: { version: 8, sources: {}, layers: [{ id: "sea", type: "background", paint: { "background-color": sea } }] },
  });
  map.addControl(new gl.NavigationControl({ showCompass: false }));
  map.on("load", () => {
    if (world && world.type === "FeatureCollection") {
      map.addSource("world", { type: "geojson", data: world });
      map.addLayer({ id: "land", type: "fill", source: "world", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": land } });
      map.addLayer({ id: "borders", type: "line", source: "world", paint: { "line-color": line, "line-width": 0.8 } });
    }
    map.addSource("rings", { type: "geojson", data: { type: "FeatureCollection", features: rings } });
    map.addSource("points", { type: "geojson", data: { type: "FeatureCollection", features: points } });
    map.addLayer({ id: "rings", type: "fill", source: "rings", paint: { "fill-color": accent, "fill-opacity": 0.06 } });
    map.addLayer({ id: "edges", type: "line", source: "rings", paint: { "line-color": accent, "line-width": 1.4 } });
    map.addLayer({ id: "sites", type: "circle", source: "points", filter: ["==", ["get", "place_precision"], "site"],
      paint: { "circle-radius": 4, "circle-color": accent, "circle-stroke-color": ink, "circle-stroke-width": 1 } });
    const point = (e) => {
      const p = e.features[0].properties;
      const a = document.createElement("a");
      a.href = "/incidents/" + p.incident;
      a.textContent = p.title;
      new gl.Popup({ closeButton: true }).setLngLat(e.lngLat).setDOMContent(a).addTo(map);
    };
    for (const id of ["rings", "sites"]) {
      map.on("click", id, point);
      map.on("mouseenter", id, () => { map.getCanvas().classList.add("points"); });
      map.on("mouseleave", id, () => { map.getCanvas().classList.remove("points"); });
    }
    if (!world) say("The basemap is not part of this build; the rings stand on blank ground.");
  });
}

draw().catch(() => { box.hidden = true; say("The map could not be drawn here. The list holds the same."); });
