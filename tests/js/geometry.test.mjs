import assert from "node:assert/strict";
import { test } from "node:test";
import { beside, boxAround, centred, grown, nearestIn, overlap, walkLine } from "../../koryo_geo/js/map/boxes.js";
import { albers } from "../../koryo_geo/js/map/projection.js";
import { featuresOf, borderArcs } from "../../koryo_geo/js/map/topology.js";
import { boundsOf, insideRings, interiorPoint, interiorSeen } from "../../koryo_geo/js/regions/interior.js";

const near = (one, other, by = 1e-6) => assert.ok(Math.abs(one - other) < by, `${one} is not ${other}`);
const item = { point: { x: 100, y: 100 }, width: 40, height: 10 };

test("a box beside a point touches it at the distance asked for", () => {
  const right = beside(item, [1, 0], 6, 0);
  assert.deepEqual([right.x0, right.x1, right.y0, right.y1, right.side], [106, 146, 95, 105, "right"]);
  const above = beside(item, [0, -1], 6, 0);
  assert.deepEqual([above.x0, above.y1, above.side], [80, 94, "middle"]);
  assert.equal(beside(item, [-1, 0], 6, 0).side, "left");
});

test("a box at a corner stands a little nearer", () => {
  assert.ok(beside(item, [1, 1], 20, 0).x0 < beside(item, [1, 0], 20, 0).x0);
});

test("a centred box has its point in the middle and no distance", () => {
  const box = centred(item.point, item, 3);
  assert.deepEqual([box.x0 + box.x1, box.y0 + box.y1, box.distance, box.preference], [200, 200, 0, 3]);
});

test("boxes that only touch do not overlap", () => {
  const box = { x0: 0, y0: 0, x1: 10, y1: 10 };
  assert.ok(overlap(box, { x0: 9, y0: 9, x1: 20, y1: 20 }));
  assert.ok(!overlap(box, { x0: 10, y0: 0, x1: 20, y1: 10 }));
  assert.ok(overlap(grown(box, 3), { x0: 10, y0: 0, x1: 20, y1: 10 }));
});

test("the box of a dot knows whose it is", () => {
  const owner = {};
  assert.deepEqual(boxAround({ x: 5, y: 5 }, 2, owner), { x0: 3, y0: 3, x1: 7, y1: 7, owner });
});

test("the nearest point of a box is the point itself when it lies inside", () => {
  const box = { x0: 0, y0: 0, x1: 10, y1: 10 };
  assert.deepEqual(nearestIn({ x: 4, y: 5 }, box), { x: 4, y: 5 });
  assert.deepEqual(nearestIn({ x: -4, y: 50 }, box), { x: 0, y: 10 });
});

test("a line is walked every few pixels, both ends included", () => {
  const walk = walkLine({ x: 0, y: 0 }, { x: 60, y: 80 }, 1, 4, []);
  assert.deepEqual([walk.length, walk[0].x, walk.at(-1).y, walk[0].w], [18, 0, 80, 4]);
  assert.equal(walkLine({ x: 1, y: 1 }, { x: 1, y: 1 }, 1, 1, []).length, 2);
  assert.equal(walkLine({ x: 0, y: 0 }, { x: 1e6, y: 0 }, 1, 1, []).length, 201);
});

test("Albers: the middle is nought, and a way there and back ends where it began", () => {
  const { forward, inverse } = albers({ lat_1: 42, lat_2: 58, lat_0: 50, lon_0: 101 });
  near(Math.hypot(...forward(101, 50)), 0);
  for (let lon = 20; lon <= 180; lon += 20) {
    for (let lat = 10; lat <= 80; lat += 10) {
      const [x, y] = inverse(...forward(lon, lat));
      near(x, lon);
      near(y, lat);
    }
  }
});

test("Albers keeps areas: a degree is as large in the south as its cosine says", () => {
  const { forward } = albers({ lat_1: 42, lat_2: 58, lat_0: 50, lon_0: 100 });
  const area = (lat) => {
    const ring = [
      [99.5, lat - 0.5],
      [100.5, lat - 0.5],
      [100.5, lat + 0.5],
      [99.5, lat + 0.5]
    ].map((p) => forward(...p));
    return ring.reduce((sum, [x, y], i) => sum + x * ring[(i + 1) % 4][1] - ring[(i + 1) % 4][0] * y, 0) / 2;
  };
  near(area(30) / area(60), Math.cos(Math.PI / 6) / Math.cos(Math.PI / 3), 0.02);
});

const SQUARE = [
  { x: 0, y: 0 },
  { x: 100, y: 0 },
  { x: 100, y: 100 },
  { x: 0, y: 100 }
];
const CRESCENT = [
  { x: 0, y: 0 },
  { x: 100, y: 0 },
  { x: 100, y: 20 },
  { x: 20, y: 20 },
  { x: 20, y: 100 },
  { x: 0, y: 100 }
];

test("the middle of a square is farthest from its border", () => {
  const { x, y, d } = interiorPoint([SQUARE], 0.1);
  near(x, 50, 0.2);
  near(y, 50, 0.2);
  near(d, 50, 0.2);
});

test("a point inside a crescent lies inside it, where the centroid does not", () => {
  const { x, y, d } = interiorPoint([CRESCENT], 0.1);
  assert.ok(insideRings(x, y, [CRESCENT]) && d >= 10 && !insideRings(50, 50, [CRESCENT]));
});

test("a hole is outside", () => {
  const hole = [
    { x: 30, y: 30 },
    { x: 70, y: 30 },
    { x: 70, y: 70 },
    { x: 30, y: 70 }
  ];
  assert.ok(!insideRings(50, 50, [SQUARE, hole]));
  const { x, y } = interiorPoint([SQUARE, hole], 0.1);
  assert.ok(insideRings(x, y, [SQUARE, hole]));
});

test("of a shape that the view cuts, the part that is seen is written in", () => {
  const seen = interiorSeen([SQUARE], { min: { x: 80, y: 0 }, max: { x: 200, y: 100 } });
  near(seen.x, 90, 1);
  assert.equal(interiorSeen([SQUARE], { min: { x: 200, y: 0 }, max: { x: 300, y: 100 } }), null);
});

test("the bounds of a ring", () => {
  assert.deepEqual(boundsOf(CRESCENT), { min: { x: 0, y: 0 }, max: { x: 100, y: 100 } });
});

const TOPOLOGY = {
  objects: {
    base: {
      type: "GeometryCollection",
      geometries: [
        { type: "Polygon", arcs: [[0, 1]], properties: { kind: "land" } },
        { type: "LineString", arcs: [~1] },
        { type: null }
      ]
    }
  },
  arcs: [
    "_ibE?_seK?",
    [
      [3, 4],
      [-1, -1],
      [-2, -2]
    ]
  ],
  transform: { scale: [0.5, 2], translate: [10, 20] }
};

test("a topology comes apart into features; shapes that are none are left out", () => {
  const [land, line] = featuresOf(
    {
      ...TOPOLOGY,
      arcs: [
        [
          [0, 0],
          [2, 2]
        ],
        [
          [2, 2],
          [-2, -2]
        ]
      ]
    },
    "base"
  );
  assert.deepEqual(land.geometry.coordinates, [
    [
      [10, 20],
      [11, 24],
      [10, 20]
    ]
  ]);
  assert.deepEqual(land.properties, { kind: "land" });
  assert.deepEqual(line.geometry.coordinates, [
    [10, 20],
    [11, 24]
  ]);
  assert.deepEqual([...land.arcs, ...line.arcs], [0, 1, 1]);
});

test("an arc packed as text gives the steps it was packed from", () => {
  const [packed] = borderArcs({
    arcs: ["_p~iF~ps|U_ulLnnqC"],
    objects: {},
    transform: { scale: [1, 1], translate: [0, 0] }
  });
  assert.deepEqual(packed, [
    [3850000, -12020000],
    [4070000, -12095000]
  ]);
});

test("without a transform positions stand as they are", () => {
  const arcs = [
    [
      [1, 2],
      [3, 4]
    ]
  ];
  assert.deepEqual(borderArcs({ objects: {}, arcs }), arcs);
});
