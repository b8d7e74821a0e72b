package import Datasets
package import TextFormats

/// The images of a run: where they come from, how many, and their checksums.
package struct DatasetRecord: Sendable, Equatable {
  /// MNIST or drawn digits.
  package var kind: DigitDataset.Kind
  /// Images to learn from.
  package var trainingCount: Int
  /// Images to be tested on.
  package var testCount: Int
  /// The SHA-256 of each of the four files, unpacked, in the order of `MnistPart`.
  package var checksums: [String]

  /// Describes a data set.
  ///
  /// - Parameter dataset: The data set.
  package init(_ dataset: LoadedDataset) {
    kind = dataset.data.kind
    trainingCount = dataset.data.training.count
    testCount = dataset.data.test.count
    checksums = dataset.checksums.map(\.sha256)
  }

  /// More images than this are no data set but a damaged file.
  static let countLimit = 1_000_000_000

  init?(_ json: JSON) {
    guard let kind = json["kind"]?.string.flatMap(DigitDataset.Kind.init),
      let trainingCount = json["trainingCount"]?.integer,
      let testCount = json["testCount"]?.integer,
      (0...Self.countLimit).contains(trainingCount), (0...Self.countLimit).contains(testCount)
    else { return nil }
    self.kind = kind
    self.trainingCount = trainingCount
    self.testCount = testCount
    checksums = MnistPart.allCases.map { json["sha256"]?[$0.rawValue]?.string ?? "" }
  }

  /// Each file's name and SHA-256.
  package var inputs: [JSON.Member] {
    zip(MnistPart.allCases, checksums).map { .init($0.rawValue, .string($1)) }
  }

  var json: JSON {
    .object([
      .init("kind", .string(kind.rawValue)), .init("trainingCount", .integer(trainingCount)),
      .init("testCount", .integer(testCount)), .init("sha256", .object(inputs)),
    ])
  }
}
