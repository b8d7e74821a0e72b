/// How people write the ten digits: for each, some ways, as strokes in a unit square.
enum DigitShapes {
  /// A way to write a digit.
  struct Shape: Sendable {
    /// How often people choose it, relative to the other ways.
    let weight: Double
    /// Width of the digit relative to its height.
    let aspect: Double
    let strokes: [PenStroke]
  }

  private static func smooth(_ x: Double, _ y: Double) -> PenPoint { PenPoint(x, y) }
  private static func corner(_ x: Double, _ y: Double) -> PenPoint {
    PenPoint(x, y, isCorner: true)
  }
  private static func stroke(_ points: (Double, Double)...) -> PenStroke {
    points.map { PenPoint($0.0, $0.1) }
  }

  /// The ways to write each digit.
  static let all: [[Shape]] = [
    zero, one, two, three, four, five, six, seven, eight, nine,
  ]

  private static let zero = [
    Shape(
      weight: 3, aspect: 0.78,
      strokes: [
        stroke(
          (0.58, 0.0), (0.24, 0.10), (0.04, 0.45), (0.12, 0.84), (0.44, 1.0), (0.80, 0.84),
          (0.95, 0.48), (0.82, 0.13), (0.54, 0.0), (0.42, 0.04))
      ]),
    Shape(
      weight: 1, aspect: 0.7,
      strokes: [
        stroke(
          (0.72, 0.10), (0.45, 0.0), (0.15, 0.18), (0.05, 0.55), (0.20, 0.92), (0.52, 1.0),
          (0.86, 0.76), (0.94, 0.38), (0.80, 0.10), (0.62, 0.03))
      ]),
  ]

  private static let one = [
    Shape(weight: 4, aspect: 0.3, strokes: [stroke((0.5, 0.0), (0.5, 0.5), (0.5, 1.0))]),
    Shape(
      weight: 1.2, aspect: 0.5,
      strokes: [[smooth(0.10, 0.25), corner(0.62, 0.0), smooth(0.60, 0.5), smooth(0.6, 1.0)]]),
    Shape(
      weight: 0.6, aspect: 0.6,
      strokes: [
        [smooth(0.18, 0.24), corner(0.54, 0.0), smooth(0.52, 0.5), smooth(0.52, 0.98)],
        stroke((0.08, 1.0), (0.5, 0.98), (0.96, 0.99)),
      ]),
  ]

  private static let two = [
    Shape(
      weight: 2, aspect: 0.75,
      strokes: [
        [
          smooth(0.08, 0.24), smooth(0.30, 0.02), smooth(0.70, 0.04), smooth(0.84, 0.30),
          smooth(0.56, 0.64), corner(0.06, 0.98), smooth(0.50, 0.96), smooth(0.96, 0.97),
        ]
      ]),
    Shape(
      weight: 1.5, aspect: 0.8,
      strokes: [
        stroke(
          (0.10, 0.20), (0.36, 0.0), (0.74, 0.10), (0.74, 0.42), (0.44, 0.78), (0.14, 0.96),
          (0.05, 0.84), (0.24, 0.76), (0.52, 0.92), (0.97, 0.96))
      ]),
  ]

  private static let three = [
    Shape(
      weight: 3, aspect: 0.7,
      strokes: [
        [
          smooth(0.10, 0.14), smooth(0.40, 0.0), smooth(0.78, 0.10), smooth(0.72, 0.36),
          corner(0.36, 0.47), smooth(0.80, 0.58), smooth(0.88, 0.82), smooth(0.50, 1.0),
          smooth(0.06, 0.88),
        ]
      ]),
    Shape(
      weight: 0.7, aspect: 0.72,
      strokes: [
        [
          smooth(0.08, 0.04), corner(0.82, 0.02), corner(0.40, 0.42), smooth(0.80, 0.52),
          smooth(0.88, 0.80), smooth(0.50, 1.0), smooth(0.06, 0.90),
        ]
      ]),
  ]

  private static let four = [
    Shape(
      weight: 2.2, aspect: 0.75,
      strokes: [
        [
          smooth(0.20, 0.02), smooth(0.10, 0.36), corner(0.08, 0.56), smooth(0.5, 0.57),
          smooth(0.96, 0.53),
        ],
        stroke((0.78, 0.04), (0.70, 0.50), (0.64, 1.0)),
      ]),
    Shape(
      weight: 1, aspect: 0.78,
      strokes: [
        [smooth(0.70, 0.0), corner(0.04, 0.64), smooth(0.5, 0.64), smooth(0.97, 0.62)],
        stroke((0.70, 0.0), (0.68, 0.5), (0.66, 1.0)),
      ]),
    Shape(
      weight: 0.8, aspect: 0.7,
      strokes: [
        [
          smooth(0.16, 0.0), smooth(0.06, 0.42), smooth(0.36, 0.52), smooth(0.74, 0.40),
          corner(0.86, 0.06), smooth(0.80, 0.5), smooth(0.74, 1.0),
        ]
      ]),
  ]

  private static let five = [
    Shape(
      weight: 2, aspect: 0.72,
      strokes: [
        [
          smooth(0.92, 0.02), corner(0.26, 0.04), corner(0.18, 0.46), smooth(0.50, 0.38),
          smooth(0.86, 0.56), smooth(0.82, 0.88), smooth(0.46, 1.0), smooth(0.05, 0.92),
        ]
      ]),
    Shape(
      weight: 1.2, aspect: 0.75,
      strokes: [
        [
          smooth(0.30, 0.06), corner(0.20, 0.44), smooth(0.56, 0.42), smooth(0.84, 0.64),
          smooth(0.70, 0.92), smooth(0.36, 1.0), smooth(0.06, 0.90),
        ],
        stroke((0.28, 0.06), (0.6, 0.03), (0.98, 0.0)),
      ]),
  ]

  private static let six = [
    Shape(
      weight: 2, aspect: 0.68,
      strokes: [
        stroke(
          (0.74, 0.0), (0.36, 0.24), (0.10, 0.62), (0.20, 0.93), (0.56, 1.0), (0.88, 0.80),
          (0.72, 0.56), (0.38, 0.60), (0.16, 0.80))
      ]),
    Shape(
      weight: 1, aspect: 0.6,
      strokes: [
        stroke(
          (0.46, 0.0), (0.20, 0.34), (0.08, 0.72), (0.26, 0.98), (0.66, 0.96), (0.86, 0.74),
          (0.62, 0.58), (0.28, 0.66), (0.12, 0.82))
      ]),
  ]

  private static let seven = [
    Shape(
      weight: 2.4, aspect: 0.72,
      strokes: [
        [smooth(0.04, 0.08), corner(0.90, 0.05), smooth(0.60, 0.46), smooth(0.40, 1.0)]
      ]),
    Shape(
      weight: 0.8, aspect: 0.74,
      strokes: [
        [smooth(0.04, 0.06), corner(0.90, 0.05), smooth(0.60, 0.46), smooth(0.36, 1.0)],
        stroke((0.26, 0.52), (0.52, 0.50), (0.82, 0.47)),
      ]),
    Shape(
      weight: 0.7, aspect: 0.72,
      strokes: [
        [
          smooth(0.04, 0.26), corner(0.08, 0.05), corner(0.92, 0.04), smooth(0.58, 0.5),
          smooth(0.48, 1.0),
        ]
      ]),
  ]

  private static let eight = [
    Shape(
      weight: 2.4, aspect: 0.66,
      strokes: [
        stroke(
          (0.82, 0.14), (0.50, 0.0), (0.18, 0.16), (0.34, 0.42), (0.70, 0.60), (0.84, 0.84),
          (0.48, 1.0), (0.14, 0.84), (0.34, 0.58), (0.70, 0.38), (0.84, 0.16), (0.60, 0.02))
      ]),
    Shape(
      weight: 0.8, aspect: 0.66,
      strokes: [
        stroke(
          (0.52, 0.0), (0.20, 0.10), (0.22, 0.38), (0.52, 0.47), (0.80, 0.36), (0.80, 0.10),
          (0.50, 0.0)),
        stroke(
          (0.50, 0.47), (0.12, 0.62), (0.16, 0.92), (0.50, 1.0), (0.86, 0.90), (0.88, 0.62),
          (0.52, 0.47)),
      ]),
  ]

  private static let nine = [
    Shape(
      weight: 2, aspect: 0.66,
      strokes: [
        [
          smooth(0.82, 0.12), smooth(0.48, 0.0), smooth(0.12, 0.22), smooth(0.26, 0.48),
          smooth(0.64, 0.46), corner(0.84, 0.14), smooth(0.78, 0.56), smooth(0.68, 1.0),
        ]
      ]),
    Shape(
      weight: 1.2, aspect: 0.68,
      strokes: [
        stroke(
          (0.80, 0.20), (0.52, 0.0), (0.14, 0.16), (0.20, 0.46), (0.60, 0.48), (0.86, 0.18),
          (0.84, 0.62), (0.60, 0.94), (0.20, 0.96))
      ]),
  ]
}
