import Foundation

/// Files of known content beside the tests.
public enum Fixture {
  /// Where a file of `Tests/Fixtures` is.
  ///
  /// - Parameter name: Its path inside that folder.
  /// - Returns: An absolute path.
  public static func path(_ name: String) -> String {
    "\(tests)/Fixtures/\(name)"
  }

  /// The folder `Tests` of the package's source.
  static let tests: String = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The content of a file of `Tests/Fixtures`.
  ///
  /// - Parameter name: Its path inside that folder.
  /// - Returns: Its bytes.
  /// - Throws: What Foundation throws if the file is not there.
  public static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(name))))
  }

  /// A folder with sixteen images and their labels under the names of MNIST's four files, the same
  /// ones for training and for testing, in a folder `images`; made once and removed when the tests end.
  public static let mnistFolder: String = {
    do {
      let folder = try TemporaryFolder()
      for part in ["train", "t10k"] {
        for (file, name) in [("images", "images-idx3"), ("labels", "labels-idx1")] {
          try folder.write("images/\(part)-\(name)-ubyte", bytes("\(file).idx"))
        }
      }
      // The program's end releases no static value, so the folder is removed by hand.
      atexit {
        try? FileManager.default.removeItem(
          at: URL(filePath: Fixture.mnistFolder).deletingLastPathComponent())
      }
      return Unmanaged.passRetained(folder).takeUnretainedValue().file("images")
    } catch {
      fatalError("The fixture's images cannot be laid out: \(error)")
    }
  }()

  /// The content of a file of ``mnistFolder``.
  ///
  /// - Parameter name: Its name, such as `train-labels-idx1-ubyte`.
  /// - Returns: Its bytes.
  /// - Throws: What Foundation throws if the file is not there.
  public static func mnistFile(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: "\(mnistFolder)/\(name)")))
  }
}
