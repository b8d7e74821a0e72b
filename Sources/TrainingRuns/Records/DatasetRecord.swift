package import Datasets
import Publishing
package import TextFormats

/// The images of a run: where they come from, how many, and their checksums.
package struct DatasetRecord: Sendable, Equatable {
  /// Files in the form of MNIST's, or drawn digits.
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
    guard checksums.allSatisfy({ $0.isEmpty || Digest.isSHA256($0) }) else { return nil }
  }

  /// Whether the images are the published MNIST: four files with its checksums and its counts.
  ///
  /// Files under MNIST's names may hold anything; what is said of MNIST holds for these alone.
  package var isPublishedMNIST: Bool {
    kind == .mnist && trainingCount == 60_000 && testCount == 10_000
      && checksums == MnistPart.allCases.map(\.originalSHA256)
  }

  /// The images in a sentence.
  package var title: String {
    switch kind {
    case .digits: "drawn digits"
    case .mnist: isPublishedMNIST ? "MNIST" : "images in the form of MNIST's files"
    }
  }

  /// The images in one word, for tables.
  package var word: String {
    kind == .mnist && !isPublishedMNIST ? "other" : kind.rawValue
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
