import Glibc

/// The file that an entry of a manifest names, found without following any link.
///
/// A manifest may come from somebody else, with links in the folder that lead elsewhere: each part
/// of the name is opened inside the one before.
package struct ManifestPlace: Sendable {
  /// What stands there, compared with the entry.
  package enum Finding: Sendable, Equatable {
    /// Exactly what the entry says.
    case same
    /// Other content.
    case different
    /// A folder, a link, a device or a pipe, or a link on the way.
    case notPlain
    /// Nothing.
    case missing
    /// A file that cannot be read.
    case unreadable
  }

  private let folder: String
  private let file: ManifestFile
  private let parts: [String]

  /// The place of an entry in an output folder, which itself may be a link.
  package init(of file: ManifestFile, in folder: String) {
    self.file = file
    self.folder = folder
    parts = file.name.split(separator: "/").map(String.init)
  }

  /// Compares what stands there with the entry.
  ///
  /// - Returns: The result; no more is read than the entry's size.
  package func examine() -> Finding {
    withParent { parent, name in Self.examine(name, in: parent, file) } ?? failure(errno)
  }

  /// Removes the file if it is exactly what the entry says, and then its folder if that is empty.
  package func removeIfSame() {
    let isRemoved = withParent { parent, name in
      Self.examine(name, in: parent, file) == .same && unlinkat(parent, name, 0) == 0
    }
    guard isRemoved == true, parts.count > 1 else { return }
    // Fails, as it should, unless the folder is empty now.
    let above = ManifestPlace(folder: folder, file: file, parts: parts.dropLast())
    above.withParent { parent, name in _ = unlinkat(parent, name, AT_REMOVEDIR) }
  }

  private init(folder: String, file: ManifestFile, parts: [String]) {
    (self.folder, self.file, self.parts) = (folder, file, parts)
  }

  /// Lends the folder that holds the last part; nil, with `errno` set, where it cannot be reached.
  @discardableResult
  private func withParent<Result>(_ body: (CInt, String) -> Result) -> Result? {
    guard let last = parts.last, ManifestFile.staysBelow(file.name) else {
      errno = ENOENT
      return nil
    }
    var descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    for part in parts.dropLast() where descriptor >= 0 {
      let next = openat(descriptor, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      let code = errno
      close(descriptor)
      errno = code
      descriptor = next
    }
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return body(descriptor, last)
  }

  private func failure(_ code: CInt) -> Finding {
    code == ENOENT ? .missing : code == ELOOP || code == ENOTDIR ? .notPlain : .unreadable
  }

  private static func examine(
    _ name: String, in parent: CInt, _ file: ManifestFile
  ) -> Finding {
    // A pipe must not wait for somebody who writes.
    let descriptor = openat(parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      return errno == ENOENT ? .missing : errno == ELOOP ? .notPlain : .unreadable
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .unreadable }
    guard status.st_mode & S_IFMT == S_IFREG else { return .notPlain }
    guard Int(status.st_size) == file.size else { return .different }
    guard let sha256 = Digest.sha256(ofOpenFile: descriptor, limit: file.size) else {
      return .unreadable
    }
    return sha256 == file.sha256 ? .same : .different
  }
}
