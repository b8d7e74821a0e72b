import Datasets
package import Publishing
package import TextFormats

/// What a data set consists of, in words and numbers.
package struct DataInfo: Sendable {
  private let dataset: LoadedDataset

  /// Describes a data set.
  ///
  /// - Parameter dataset: The data set.
  package init(_ dataset: LoadedDataset) {
    self.dataset = dataset
  }

  /// For a terminal.
  package var text: String {
    var lines = ["\(dataset.name): \(dataset.origin)"]
    for (name, images) in sets {
      let moments = Moments(images)
      lines.append("")
      let size = images.size
      lines.append("\(name): \(images.count) images of \(size.height) × \(size.width)")
      let first = dataset.data.firstLabel
      let noun = dataset.data.kind == .files ? "classes" : "digits"
      lines.append(
        "  \(noun) \(first) to \(first + images.classCount - 1): \(moments.counts.map(String.init).joined(separator: ", "))"
      )
      lines.append("  pixels: mean \(moments.mean), deviation \(moments.deviation)")
    }
    lines.append("")
    lines += dataset.checksumLines
    return lines.joined(separator: "\n")
  }

  /// For a program.
  package var json: JSON {
    .object([
      .init("schemaVersion", 1),
      .init("kind", .string(dataset.data.kind.rawValue)),
      .init("name", .string(dataset.name)),
      .init("height", .integer(dataset.data.training.size.height)),
      .init("width", .integer(dataset.data.training.size.width)),
      .init("classes", .integer(dataset.data.training.classCount)),
      .init("firstLabel", .integer(dataset.data.firstLabel)),
      .init("origin", .string(dataset.origin)),
      .init("isPublishedMNIST", .bool(dataset.isOriginalMNIST)),
      .init(
        "sets",
        .object(
          sets.map { name, images in
            let moments = Moments(images)
            return .init(
              name,
              [
                "images": .integer(images.count),
                "digits": .array(moments.counts.map { .integer($0) }),
                "mean": .number(moments.mean), "deviation": .number(moments.deviation),
              ])
          })),
      .init(
        "sha256",
        .object(dataset.checksums.map { .init($0.part.rawValue, .string($0.sha256)) })),
    ])
  }

  private var sets: [(String, LabeledImages)] {
    [("training", dataset.data.training), ("test", dataset.data.test)]
  }

  /// Frequencies of the digits, and mean and deviation of the pixels where white is 1, to four
  /// decimals, as the article gives them.
  private struct Moments {
    var counts: [Int]
    let mean: Double
    let deviation: Double

    init(_ images: LabeledImages) {
      counts = [Int](repeating: 0, count: images.classCount)
      for label in images.labels { counts[Int(label)] += 1 }
      // Whole numbers, so that the order of adding does not matter.
      var sum = 0
      var squares = 0
      for pixel in images.pixels {
        sum += Int(pixel)
        squares += Int(pixel) * Int(pixel)
      }
      let count = Double(images.pixels.count)
      let average = Double(sum) / count
      let variance = Double(squares) / count - average * average
      mean = (average / 255 * 10_000).rounded() / 10_000
      deviation = (variance.squareRoot() / 255 * 10_000).rounded() / 10_000
    }
  }
}

/// Writes the digits that the program draws as files of MNIST's form.
package enum DigitFiles {
  /// Draws digits and writes the four files.
  ///
  /// - Parameters:
  ///   - plan: How many digits, and which.
  ///   - folder: Where the files are put.
  /// - Returns: The files.
  /// - Throws: `ReportError` of category `cannotWrite`.
  package static func write(
    _ plan: DrawingPlan, to folder: String
  ) throws(ReportError) -> [PublishedFile] {
    let data = DrawnDigits.dataset(
      seed: plan.seed, trainingCount: plan.trainingCount, testCount: plan.testCount)
    let publisher = try Publisher(folder: folder)
    for part in MnistPart.allCases {
      try publisher.stage(part.rawValue, bytes: data.content(of: part).bytes)
    }
    return try publisher.publish()
  }
}
