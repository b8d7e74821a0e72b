import FoundationEssentials

/// One of the four files that MNIST consists of.
public enum MnistPart: String, Sendable, CaseIterable {
  /// 60,000 pictures to learn from.
  case trainingImages = "train-images-idx3-ubyte"
  /// The digits on them.
  case trainingLabels = "train-labels-idx1-ubyte"
  /// 10,000 pictures to be tested on.
  case testImages = "t10k-images-idx3-ubyte"
  /// The digits on them.
  case testLabels = "t10k-labels-idx1-ubyte"

  /// The SHA-256 of the original file, unpacked, in hexadecimal digits.
  public var originalSHA256: String {
    switch self {
    case .trainingImages: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
    case .trainingLabels: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"
    case .testImages: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
    case .testLabels: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
    }
  }

  /// The bytes of the original file, unpacked.
  public var originalByteCount: Int {
    switch self {
    case .trainingImages: 16 + 60_000 * 784
    case .trainingLabels: 8 + 60_000
    case .testImages: 16 + 10_000 * 784
    case .testLabels: 8 + 10_000
    }
  }

  /// The names under which the file may lie in a folder, the usual one first.
  public var fileNames: [String] {
    let dotted = rawValue.replacing("-idx", with: ".idx")
    return [rawValue, "\(rawValue).gz", dotted, "\(dotted).gz"]
  }
}

/// A folder that holds all four files.
public struct MnistFolder: Sendable, Equatable {
  /// The environment variable that names a folder.
  public static let variable = "GRADBOOK_DATA_DIR"

  /// The folder.
  public let folder: String
  /// Where each of the files is.
  public let paths: [MnistPart: String]

  /// Looks into one folder.
  ///
  /// - Parameter folder: the folder.
  /// - Throws: `DatasetError.missing` if it is not there or lacks a file.
  public init(_ folder: String) throws(DatasetError) {
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isDirectory), isDirectory
    else {
      throw .missing(detail: "There is no folder \(folder).")
    }
    let found = Self.files(in: folder)
    let absent = MnistPart.allCases.filter { found[$0] == nil }
    guard absent.isEmpty else {
      let names = absent.map { "\($0.rawValue).gz" }.joined(separator: ", ")
      let what = found.isEmpty ? "no data set" : "only a part of the data set"
      throw .missing(
        detail: "\(folder) holds \(what); missing: \(names) (or without .gz)."
          + " `report data fetch` downloads MNIST; `--dataset digits` needs no files.")
    }
    self.folder = folder
    self.paths = found
  }

  /// Looks into the places where MNIST may be: a folder that the user names, or else the folder
  /// that the environment names, `data` here, and the user's cache.
  ///
  /// - Parameters:
  ///   - chosen: the folder that the user names; nothing else is looked at if it is given.
  ///   - environment: the environment's variables.
  /// - Returns: the first folder that holds the files, or nothing if no folder holds any.
  /// - Throws: `DatasetError.missing` if a folder that was named, or that holds some of the files,
  ///   lacks others.
  public static func find(
    chosen: String?, environment: [String: String]
  ) throws(DatasetError) -> MnistFolder? {
    if let chosen { return try MnistFolder(chosen) }
    if let named = environment[variable], !named.isEmpty { return try MnistFolder(named) }
    for folder in usualFolders(environment: environment) where !files(in: folder).isEmpty {
      return try MnistFolder(folder)
    }
    return nil
  }

  /// The folders that are looked at if none is named.
  ///
  /// - Parameter environment: the environment's variables.
  /// - Returns: the folders, in the order in which they are looked at.
  public static func usualFolders(environment: [String: String]) -> [String] {
    ["data", "data/MNIST/raw"] + [cacheFolder(environment: environment)].compactMap { $0 }
  }

  /// Where a download is kept for all projects of the user.
  ///
  /// - Parameter environment: the environment's variables.
  /// - Returns: a folder below `XDG_CACHE_HOME` or `HOME`, or nothing if neither is set.
  public static func cacheFolder(environment: [String: String]) -> String? {
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      return "\(cache)/gradbook/mnist"
    }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return "\(home)/.cache/gradbook/mnist"
  }

  /// Reads one of the files.
  ///
  /// - Parameter part: which.
  /// - Returns: its content.
  /// - Throws: `DatasetError` if it cannot be read or is damaged.
  public func read(_ part: MnistPart) throws(DatasetError) -> IdxFile {
    try IdxFile(contentsOfFile: paths[part] ?? "\(folder)/\(part.rawValue)")
  }

  /// Reads all four files.
  ///
  /// - Returns: the data set.
  /// - Throws: `DatasetError` if a file cannot be read, is damaged, or contradicts another.
  public func load() throws(DatasetError) -> DigitDataset {
    DigitDataset(
      kind: .mnist,
      training: try LabelledImages(
        images: try read(.trainingImages), labels: try read(.trainingLabels)),
      test: try LabelledImages(images: try read(.testImages), labels: try read(.testLabels)))
  }

  private static func files(in folder: String) -> [MnistPart: String] {
    var found: [MnistPart: String] = [:]
    for part in MnistPart.allCases {
      found[part] = part.fileNames.map { "\(folder)/\($0)" }
        .first { FileManager.default.fileExists(atPath: $0) }
    }
    return found
  }
}
