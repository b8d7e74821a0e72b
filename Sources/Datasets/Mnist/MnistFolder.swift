import FoundationEssentials

/// A folder that holds all four files.
public struct MnistFolder: Sendable, Equatable {
  /// The environment variable that names a folder.
  public static let variable = "GRADBOOK_DATA_DIR"

  /// The folder.
  public let folder: String
  /// Where each of the files is.
  public let paths: [MnistPart: String]

  /// Looks into one folder, and into `MNIST/raw` below it.
  ///
  /// - Parameter folder: The folder.
  /// - Throws: `DatasetError.missing` if it is not there or lacks a file.
  public init(_ folder: String) throws(DatasetError) {
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isDirectory), isDirectory
    else {
      throw .missing(detail: "There is no folder \(folder).")
    }
    let place =
      Self.places(in: folder).first { !Self.files(in: $0).isEmpty } ?? folder
    let found = Self.files(in: place)
    let absent = MnistPart.allCases.filter { found[$0] == nil }
    guard absent.isEmpty else {
      let names = absent.map { "\($0.rawValue).gz" }.joined(separator: ", ")
      let what = found.isEmpty ? "no data set" : "only a part of the data set"
      throw .missing(
        detail: "\(place) holds \(what); missing: \(names) (or without .gz)."
          + " `report data fetch` downloads MNIST; `--dataset digits` needs no files.")
    }
    self.folder = place
    self.paths = found
  }

  /// Looks into the places where MNIST may be: a folder that the user names, or else the folder
  /// that the environment names, `data` here, and the user's cache.
  ///
  /// - Parameters:
  ///   - chosen: The folder that the user names; nothing else is looked at if it is given.
  ///   - environment: The environment's variables.
  /// - Returns: The first folder that holds the files, or nothing if no folder holds any.
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
  /// - Parameter environment: The environment's variables.
  /// - Returns: The folders, in the order in which they are looked at.
  package static func usualFolders(environment: [String: String]) -> [String] {
    places(in: "data") + [cacheFolder(environment: environment)].compactMap { $0 }
  }

  /// Where the files of a folder may lie: in it, or where torchvision puts them.
  private static func places(in folder: String) -> [String] { [folder, "\(folder)/MNIST/raw"] }

  /// Where a download is kept for all projects of the user.
  ///
  /// - Parameter environment: The environment's variables.
  /// - Returns: A folder below `XDG_CACHE_HOME` or `HOME`, or nothing if neither is set.
  package static func cacheFolder(environment: [String: String]) -> String? {
    if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
      return "\(cache)/gradbook/mnist"
    }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return "\(home)/.cache/gradbook/mnist"
  }

  /// Reads all four files.
  ///
  /// How many classes there are follows from the labels of both sets. They begin with 1, as those of
  /// EMNIST's letters do, where enough images are there to tell that none has the label 0.
  ///
  /// - Returns: The data set, of the kind ``DigitDataset/Kind/files``.
  /// - Throws: `DatasetError` if a file cannot be read, is damaged, or contradicts another.
  public func load() throws(DatasetError) -> DigitDataset {
    let training = try files(images: .trainingImages, labels: .trainingLabels)
    let test = try files(images: .testImages, labels: .testLabels)
    guard training.images.dimensions[1...] == test.images.dimensions[1...] else {
      throw .mismatch(
        detail:
          "The images in \(folder) have \(training.images.dimensions[1...].map(String.init).joined(separator: " × "))"
          + " pixels to learn from and \(test.images.dimensions[1...].map(String.init).joined(separator: " × "))"
          + " to be tested on. They do not belong together.")
    }
    let labels = training.labels.elements + test.labels.elements
    let largest = Int(labels.max() ?? 0)
    let first = labels.contains(0) || labels.count < 10 * largest ? 0 : 1
    let classes = first..<max(largest + 1, first + LabeledImages.classCounts.lowerBound)
    guard LabeledImages.classCounts.contains(classes.count) else {
      throw .damaged(
        file: path(of: .trainingLabels),
        detail: "and the labels of the test have classes up to \(largest), and"
          + " \(LabeledImages.classCounts.upperBound) classes are the most")
    }
    return DigitDataset(
      kind: .files,
      training: try LabeledImages(images: training.images, labels: training.labels, range: classes),
      test: try LabeledImages(images: test.images, labels: test.labels, range: classes),
      firstLabel: first)
  }

  /// What the images are called: the name of their folder in lower case.
  ///
  /// Folders that only hold files, such as `raw` and `data`, and names that say MNIST give way to the
  /// folder above, or to `images`: whether images are MNIST's is decided by their checksums alone.
  package var name: String {
    let path = URL(filePath: folder).standardizedFileURL.path
    for part in path.split(separator: "/").reversed().prefix(2) {
      let words = part.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
      let name = String(words.joined(separator: "-").prefix(40))
      if !["", "raw", "data", "gzip", "mnist", "digits"].contains(name) { return name }
    }
    return Self.unnamed
  }

  /// What images are called whose folder has no name of its own.
  package static let unnamed = "images"

  /// Reads two files that belong together: the labels, and then as many images.
  ///
  /// The images' header is checked before room is made for them, so that a small archive that claims
  /// to hold a gigabyte costs no memory.
  private func files(
    images: MnistPart, labels: MnistPart
  ) throws(DatasetError) -> (images: IdxFile, labels: IdxFile) {
    let (imagePath, labelPath) = (path(of: images), path(of: labels))
    let labelFile = try IdxFile(contentsOfFile: labelPath) { (found) throws(DatasetError) in
      try LabeledImages.checkLabels(found, file: labelPath)
    }
    let imageFile = try IdxFile(contentsOfFile: imagePath) { (found) throws(DatasetError) in
      try LabeledImages.checkImages(found, file: imagePath)
      try LabeledImages.checkPair(
        images: found[0], of: imagePath, labels: labelFile.dimensions[0], of: labelPath)
    }
    return (imageFile, labelFile)
  }

  private func path(of part: MnistPart) -> String {
    paths[part] ?? "\(folder)/\(part.rawValue)"
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
