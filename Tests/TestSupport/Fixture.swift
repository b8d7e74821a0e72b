import Foundation

/// Files of known content beside the tests.
public enum Fixture {
  /// Where a file of `Tests/Fixtures` is.
  ///
  /// - Parameter name: its path inside that folder.
  /// - Returns: an absolute path.
  public static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/\(name)").path
  }

  /// The content of a file of `Tests/Fixtures`.
  ///
  /// - Parameter name: its path inside that folder.
  /// - Returns: its bytes.
  /// - Throws: what Foundation throws if the file is not there.
  public static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(name))))
  }

  /// A folder with sixteen images and their labels under the names of MNIST's four files, the same
  /// ones for training and for testing; made once and removed when the tests end.
  public static let mnistFolder: String = {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "gradbook-fixture-\(getpid())")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for part in ["train", "t10k"] {
        for (file, name) in [("images", "images-idx3"), ("labels", "labels-idx1")] {
          try Data(bytes("\(file).idx"))
            .write(to: folder.appending(path: "\(part)-\(name)-ubyte"))
        }
      }
    } catch {
      fatalError("The fixture's images cannot be laid out in \(folder.path): \(error)")
    }
    atexit { try? FileManager.default.removeItem(atPath: Fixture.mnistFolder) }
    return folder.path
  }()

  /// The content of a file of ``mnistFolder``.
  ///
  /// - Parameter name: its name, such as `train-labels-idx1-ubyte`.
  /// - Returns: its bytes.
  /// - Throws: what Foundation throws if the file is not there.
  public static func mnistFile(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: "\(mnistFolder)/\(name)")))
  }
}
