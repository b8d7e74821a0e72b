package import Datasets
package import Publishing

extension DatasetError: CategorizedError {
  /// The exit code that a failure leads to.
  package var category: ReportError.Category {
    switch self {
    case .missing, .unreadable: .inputMissing
    case .damaged, .mismatch: .badData
    }
  }
}

/// Which data set a person wants.
package enum DatasetChoice: String, Sendable, CaseIterable {
  /// MNIST if it is found, else the digits that the program draws.
  case auto
  /// MNIST.
  case mnist
  /// The digits that the program draws.
  case digits
}

/// Which images a command works with.
package struct DataSource: Sendable {
  /// Which data set.
  package var choice: DatasetChoice
  /// The folder with MNIST's files, if the person names one.
  package var folder: String?
  /// How many digits are drawn, if they are and the person says so.
  package var drawing: DrawingPlan?

  /// Names images.
  ///
  /// - Parameters:
  ///   - choice: Which data set.
  ///   - folder: The folder with MNIST's files.
  ///   - drawing: How many digits are drawn, if they are.
  package init(
    _ choice: DatasetChoice = .auto, folder: String? = nil, drawing: DrawingPlan? = nil
  ) {
    self.choice = choice
    self.folder = folder
    self.drawing = drawing
  }
}

/// A data set with its origin and the checksums of its files.
package struct LoadedDataset: Sendable {
  /// The images.
  package let data: DigitDataset
  /// In words: the folder, or how the digits were drawn.
  package let origin: String
  /// One word for files, results and tables: `mnist` for the published MNIST alone, `digits`, or the
  /// name of the folder.
  package private(set) var name: String
  /// The SHA-256 of each file, unpacked, under its usual name.
  package let checksums: [(part: MnistPart, sha256: String)]
  /// The published data set whose archives the files are; nil for others, and where they are unpacked.
  package private(set) var archive: PublishedArchive?

  /// Whether every file is the original MNIST file.
  package var isOriginalMNIST: Bool { data.kind == .mnist }

  /// The checksums for people: a line a file, which for MNIST says whether it is the original.
  package var checksumLines: [String] {
    checksums.map { part, sha256 in
      let note =
        data.kind == .digits
        ? ""
        : archive != nil || sha256 == part.originalSHA256
          ? "  as published" : "  not the published file"
      return "\(sha256)  \(part.rawValue)\(note)"
    }
  }

  /// Finds, reads or draws a data set.
  ///
  /// - Parameters:
  ///   - choice: Which.
  ///   - folder: The folder that the person names for MNIST.
  ///   - environment: The environment's variables.
  ///   - drawing: How many digits are drawn, if they are.
  ///   - warn: Receives a sentence if something was left aside that the person may care about.
  /// - Returns: The data set.
  /// - Throws: `DatasetError`, or `ReportError` of category `usage`.
  package static func load(
    _ choice: DatasetChoice, folder: String?, environment: [String: String],
    drawing: DrawingPlan = DrawingPlan(), warn: (String) -> Void = { _ in }
  ) throws -> LoadedDataset {
    if choice == .digits {
      if folder != nil {
        throw ReportError(
          .usage, "--data-dir names files, and the digits are drawn. Leave one of them out.")
      }
      return drawn(drawing)
    }
    if let found = try MnistFolder.find(chosen: folder, environment: environment) {
      var loaded = LoadedDataset(
        data: try found.load(), origin: found.folder, name: found.name)
      if loaded.data.kind == .files, let archive = found.archive {
        loaded.archive = archive
        loaded.name = archive.rawValue
      }
      return loaded
    }
    guard choice == .auto else {
      let places = MnistFolder.usualFolders(environment: environment).joined(separator: ", ")
      throw ReportError(
        .inputMissing,
        "MNIST was not found: no files in \(places). `report data fetch` downloads it, --data-dir"
          + " names a folder that has it, and `--dataset digits` does without.")
    }
    warn(
      "MNIST was not found, so the network learns digits that the program draws."
        + " `report data fetch` downloads MNIST.")
    return drawn(drawing)
  }

  /// The same images under another name.
  ///
  /// - Parameter name: What the images are called.
  /// - Returns: The images; MNIST and drawn digits keep their name.
  package func named(_ name: String) -> LoadedDataset {
    guard data.kind == .files else { return self }
    var renamed = self
    renamed.name = name
    return renamed
  }

  private static func drawn(_ plan: DrawingPlan) -> LoadedDataset {
    LoadedDataset(
      data: DrawnDigits.dataset(
        seed: plan.seed, trainingCount: plan.trainingCount, testCount: plan.testCount),
      origin: "drawn by the program, seed \(plan.seed)", name: DigitDataset.Kind.digits.rawValue)
  }

  private init(data: DigitDataset, origin: String, name: String) {
    let checksums = MnistPart.allCases.map { part in
      (part: part, sha256: Digest.sha256(data.content(of: part).bytes))
    }
    let isMNIST =
      data.kind == .files && checksums.allSatisfy { $0.sha256 == $0.part.originalSHA256 }
    // What files are follows from their content, not by their names.
    self.data =
      isMNIST
      ? DigitDataset(kind: .mnist, training: data.training, test: data.test) : data
    self.origin = origin
    self.name = isMNIST ? DigitDataset.Kind.mnist.rawValue : name
    self.checksums = checksums
  }
}

extension MnistFolder {
  /// The published data set whose archives the folder holds; nil for other files and unpacked ones.
  var archive: PublishedArchive? {
    guard paths.values.allSatisfy({ $0.hasSuffix(".gz") }) else { return nil }
    return PublishedArchive(paths.compactMapValues(Digest.sha256(ofFile:)))
  }
}

/// How many digits the program draws, and which.
package struct DrawingPlan: Sendable, Equatable {
  /// Decides on every image.
  package var seed: UInt64
  /// Images to learn from.
  package var trainingCount: Int
  /// Images to be tested on.
  package var testCount: Int

  /// Makes a plan.
  ///
  /// - Parameters:
  ///   - seed: Decides on every image.
  ///   - trainingCount: Images to learn from.
  ///   - testCount: Images to be tested on.
  package init(
    seed: UInt64 = DrawnDigits.usualSeed,
    trainingCount: Int = DrawnDigits.usualTrainingCount,
    testCount: Int = DrawnDigits.usualTestCount
  ) {
    self.seed = seed
    self.trainingCount = trainingCount
    self.testCount = testCount
  }

  /// How many images may be drawn.
  package static let counts = 1...LabeledImages.largestCount

  /// Reads the numbers of images from the command line.
  ///
  /// - Parameters:
  ///   - counts: Two numbers with a comma between them.
  ///   - option: The option's name, for messages.
  /// - Throws: `ReportError` of category `usage`.
  package init(counts: String, option: String) throws(ReportError) {
    let numbers = counts.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let training = numbers[0], let test = numbers[1],
      Self.counts.contains(training), Self.counts.contains(test)
    else {
      throw ReportError(
        .usage,
        "\(option) is \(counts); two numbers from 1 to \(Self.counts.upperBound) are needed, such as"
          + " 12000,2000.")
    }
    self.init(trainingCount: training, testCount: test)
  }
}
