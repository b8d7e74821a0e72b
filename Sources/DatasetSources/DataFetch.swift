import Datasets
import Foundation
package import Publishing

/// Downloads MNIST: the only thing in the program that uses the network.
package struct DataFetch: Sendable {
  /// Servers that are known to have the four files.
  package static let mirrors = [
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
  ]
  /// Three times the largest of the four files, packed.
  private static let limit = 32 << 20

  private let folder: String
  private let mirrors: [URL]
  private let timeout: Double
  /// The SHA-256 of each file's content; tests serve files of their own.
  var expected = Dictionary(
    uniqueKeysWithValues: MnistPart.allCases.map { ($0, $0.originalSHA256) })

  /// Prepares a download.
  ///
  /// - Parameters:
  ///   - folder: Where the files are put.
  ///   - mirrors: Addresses of folders, tried in turn; without any, the known ones.
  ///   - timeout: Seconds that a server may take for a file.
  /// - Throws: `ReportError` of category `usage` for an address that is none.
  package init(folder: String, mirrors: [String] = [], timeout: Double = 60) throws(ReportError) {
    self.folder = folder
    self.timeout = timeout
    var urls: [URL] = []
    for text in mirrors.isEmpty ? Self.mirrors : mirrors {
      guard let url = URL(string: text.hasSuffix("/") ? text : text + "/"),
        ["http", "https"].contains(url.scheme), url.host() != nil
      else {
        throw ReportError(
          .usage,
          "\(text.withoutCredentials) is not the address of a folder on a server (https://…).")
      }
      urls.append(url)
    }
    self.mirrors = urls
  }

  /// Brings all four files into the folder, those that are not there already.
  ///
  /// A file is put in its place only once its content, unpacked, has the known SHA-256.
  ///
  /// - Parameter progress: Receives a line for each file.
  /// - Returns: The paths of the files.
  /// - Throws: `ReportError`: `failed` if no server delivers, `badData` if what they deliver is not
  ///   MNIST, `cannotWrite`.
  package func run(progress: ProgressHandler) async throws -> [String] {
    try FileSystem.makeFolder(folder)
    TemporaryFiles.removeLeftovers(in: folder)
    var paths: [String] = []
    for part in MnistPart.allCases {
      let path = FileSystem.join(folder, "\(part.rawValue).gz")
      paths.append(path)
      if isExpected(part, at: path) {
        progress(.noted("\(path) is there already"))
        continue
      }
      let archive = try await fetch(part, progress: progress)
      try AtomicFile.write(archive, to: path, durable: true)
      progress(.noted("\(path): \(archive.count) bytes, SHA-256 of its content as expected"))
    }
    return paths
  }

  private func isExpected(_ part: MnistPart, at path: String) -> Bool {
    let file = try? IdxFile(contentsOfFile: path) { (dimensions) throws(DatasetError) in
      try part.checkSize(dimensions, file: path)
    }
    guard let file else { return false }
    return Digest.sha256(file.bytes) == expected[part]
  }

  private func fetch(_ part: MnistPart, progress: ProgressHandler) async throws -> [UInt8] {
    var failures: [String] = []
    var category = ReportError.Category.badData
    for mirror in mirrors {
      let url = mirror.appending(path: "\(part.rawValue).gz")
      let failure: String
      do {
        progress(.noted("fetching \(url.withoutCredentials)"))
        let archive = try await Download.fetch(url, limit: Self.limit, timeout: timeout)
        let content = try IdxFile(bytes: archive, file: "the answer") {
          (dimensions) throws(DatasetError) in
          try part.checkSize(dimensions, file: "the answer")
        }
        let sum = Digest.sha256(content.bytes)
        if sum == expected[part] { return archive }
        failure = "the content's SHA-256 is \(sum), not \(expected[part] ?? "known")"
      } catch let error as DatasetError {
        failure = String("\(error)".dropLast())
      } catch {
        category = .failed
        failure = "\(error)"
      }
      failures.append("\(url.withoutCredentials): \(failure)")
      progress(.warned(failures[failures.count - 1]))
    }
    throw ReportError(
      category,
      "\(part.rawValue).gz could not be fetched. \(failures.joined(separator: ". "))."
        + " Nothing was changed in \(folder); try again later, or put the file there yourself.")
  }
}

extension URL {
  /// The address without a name and a password that it may carry, for messages.
  fileprivate var withoutCredentials: String {
    guard var parts = URLComponents(url: self, resolvingAgainstBaseURL: true) else { return "" }
    (parts.user, parts.password) = (nil, nil)
    return parts.string ?? ""
  }
}

extension String {
  /// A text that is no address without what stands before an `@` in it, for messages.
  fileprivate var withoutCredentials: String {
    guard let at = unicodeScalars.lastIndex(of: "@") else { return self }
    return String(self[unicodeScalars.index(after: at)...])
  }
}
