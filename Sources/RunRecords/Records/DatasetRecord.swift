package import DatasetSources
package import Datasets
import Publishing
package import TextFormats

/// The images of a run: where they come from, how many, and their checksums.
package struct DatasetRecord: Sendable, Equatable {
  /// MNIST, other files in its form, or drawn digits.
  package var kind: DigitDataset.Kind
  /// One word for files, results and tables: the kind, or the name of the folder of other files.
  package var name: String
  /// Rows and columns of an image.
  package var size: ImageSize
  /// How many classes there are.
  package var classCount: Int
  /// The label that stands for class 0.
  package var firstLabel: Int
  /// Whether other files' shapes are darker than what is behind them; MNIST's and drawn ones are not.
  package var isDarkOnLight: Bool
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
    name = dataset.name
    size = dataset.data.training.size
    classCount = dataset.data.training.classCount
    firstLabel = dataset.data.firstLabel
    isDarkOnLight = dataset.data.kind == .files && !dataset.data.training.isLightOnDark
    trainingCount = dataset.data.training.count
    testCount = dataset.data.test.count
    checksums = dataset.checksums.map(\.sha256)
  }

  /// Reads what ``json`` gives; nil for anything else.
  package init?(_ json: JSON) {
    guard let kind = json["kind"]?.string.flatMap(DigitDataset.Kind.init),
      let trainingCount = json["trainingCount"]?.integer,
      let testCount = json["testCount"]?.integer,
      (0...LabeledImages.largestCount).contains(trainingCount),
      (0...LabeledImages.largestCount).contains(testCount)
    else { return nil }
    self.kind = kind
    self.trainingCount = trainingCount
    self.testCount = testCount
    name = json["name"]?.string ?? kind.rawValue
    size = ImageSize(
      height: json["height"]?.integer ?? ImageSize.usual.height,
      width: json["width"]?.integer ?? ImageSize.usual.width)
    classCount = json["classes"]?.integer ?? LabeledImages.classCount
    firstLabel = json["firstLabel"]?.integer ?? 0
    isDarkOnLight = json["darkOnLight"]?.bool ?? false
    guard Self.isName(name), LabeledImages.sides.contains(size.height),
      LabeledImages.sides.contains(size.width), LabeledImages.classCounts.contains(classCount),
      (0...1).contains(firstLabel)
    else { return nil }
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
    case .files:
      name == MnistFolder.unnamed ? "images in the form of MNIST's files" : "the images \(name)"
    }
  }

  /// The images in one word, for tables.
  package var word: String {
    switch kind {
    case .digits: name
    case .mnist: isPublishedMNIST ? name : "other"
    case .files: name == MnistFolder.unnamed ? "other" : name
    }
  }

  /// Whether the classes are the ten digits.
  package var areDigits: Bool { kind != .files }

  /// What the images show, in one word.
  package var classNoun: String { areDigits ? "digit" : "class" }

  /// What a class is called: its label in the files.
  ///
  /// - Parameter index: The class, from 0.
  /// - Returns: Its label as text.
  package func className(_ index: Int) -> String { String(index + firstLabel) }

  /// Names stand in documents and in the names of folders.
  private static func isName(_ text: String) -> Bool {
    (1...40).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }

  /// Each file's name and SHA-256.
  package var inputs: [JSON.Member] {
    zip(MnistPart.allCases, checksums).map { .init($0.rawValue, .string($1)) }
  }

  /// The images as they stand in `run.json`.
  package var json: JSON {
    var members: [JSON.Member] = [.init("kind", .string(kind.rawValue))]
    // What MNIST and the drawn digits have goes without saying.
    if name != kind.rawValue { members.append(.init("name", .string(name))) }
    if size != .usual {
      members += [.init("height", .integer(size.height)), .init("width", .integer(size.width))]
    }
    if classCount != LabeledImages.classCount {
      members.append(.init("classes", .integer(classCount)))
    }
    if isDarkOnLight { members.append(.init("darkOnLight", .bool(true))) }
    if firstLabel != 0 { members.append(.init("firstLabel", .integer(firstLabel))) }
    return .object(
      members + [
        .init("trainingCount", .integer(trainingCount)), .init("testCount", .integer(testCount)),
        .init("sha256", .object(inputs)),
      ])
  }
}
