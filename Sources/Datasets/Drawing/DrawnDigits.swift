package import SeededRandom

/// Digits that the program draws by itself, for use without any file.
///
/// Each is written in one of a few ways, with points that miss their places, slanted, turned,
/// bent, wide or narrow, big or small, with a thick or a thin pen, somewhere near the middle. Some
/// come out so badly that a person hesitates too. The same seed gives the same images, bit by
/// bit, on every machine.
public enum DrawnDigits {
  /// Images to learn from, unless another number is asked for.
  public static let usualTrainingCount = 12_000
  /// Images to be tested on, unless another number is asked for.
  public static let usualTestCount = 2_000
  /// The seed of the images, unless another one is asked for.
  public static let usualSeed: UInt64 = 1

  /// Draws a data set.
  ///
  /// - Parameters:
  ///   - seed: Decides on every image.
  ///   - trainingCount: Images to learn from, at least 1.
  ///   - testCount: Images to be tested on, at least 1.
  /// - Returns: The data set; no image depends on how many there are.
  /// - Complexity: A few tens of microseconds an image.
  public static func dataset(
    seed: UInt64 = usualSeed, trainingCount: Int = usualTrainingCount,
    testCount: Int = usualTestCount
  ) -> DigitDataset {
    DigitDataset(
      kind: .digits,
      training: draw(seed: seed, indices: 0..<trainingCount),
      // Far from any number of training images.
      test: draw(seed: seed, indices: 1 << 40..<(1 << 40) + testCount))
  }

  private static func draw(seed: UInt64, indices: Range<Int>) -> LabeledImages {
    var pixels: [UInt8] = []
    var labels: [UInt8] = []
    pixels.reserveCapacity(indices.count * LabeledImages.pixelCount)
    for index in indices {
      var generator = SeededGenerator(seed: seed, purpose: .drawing, index: index)
      let digit = generator.index(below: LabeledImages.classCount)
      labels.append(UInt8(digit))
      pixels += image(of: digit, using: &generator)
    }
    return LabeledImages(pixels: pixels, labels: labels)
  }

  /// Draws one digit.
  ///
  /// - Parameters:
  ///   - digit: 0 to 9.
  ///   - generator: Decides on everything else.
  /// - Returns: [28, 28], row-major.
  package static func image(
    of digit: Int, using generator: inout SeededGenerator
  ) -> [UInt8] {
    let shape = choose(DigitShapes.all[digit], using: &generator)
    let hand = Hand(aspect: shape.aspect, using: &generator)
    var strokes = shape.strokes.map { hand.shaped($0, using: &generator) }
    center(&strokes, using: &generator)
    var pen = Pen()
    for stroke in strokes {
      pen.draw(
        stroke, widths: hand.widths(stroke.count, using: &generator), softness: hand.softness)
    }
    return pen.image(strength: hand.strength)
  }

  private static func choose(
    _ shapes: [DigitShapes.Shape], using generator: inout SeededGenerator
  ) -> DigitShapes.Shape {
    var left = generator.uniform() * shapes.reduce(0) { $0 + $1.weight }
    for shape in shapes {
      left -= shape.weight
      if left < 0 { return shape }
    }
    return shapes[shapes.count - 1]
  }

  /// The longest side of a digit, in pixels, the width of the line not counted.
  private static let largest = 22.0

  /// Puts the middle of the strokes near the middle of the image, and all of them inside.
  private static func center(_ strokes: inout [PenStroke], using generator: inout SeededGenerator) {
    let points = strokes.joined()
    let (left, right) = (points.map(\.x).min() ?? 0, points.map(\.x).max() ?? 0)
    let (top, bottom) = (points.map(\.y).min() ?? 0, points.map(\.y).max() ?? 0)
    let scale = min(1, largest / max(right - left, bottom - top))
    let middle = Double(LabeledImages.side) / 2
    let x = middle + generator.uniform(in: -1.6...1.6)
    let y = middle + generator.uniform(in: -1.2...1.2)
    for stroke in strokes.indices {
      for point in strokes[stroke].indices {
        let old = strokes[stroke][point]
        strokes[stroke][point].x = x + scale * (old.x - (left + right) / 2)
        strokes[stroke][point].y = y + scale * (old.y - (top + bottom) / 2)
      }
    }
  }
}
