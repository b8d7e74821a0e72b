internal import Crypto

/// SHA-256 as lower-case hexadecimal text.
public enum Digest {
  /// The SHA-256 of bytes.
  ///
  /// - Parameter bytes: Any content.
  /// - Returns: 64 hexadecimal digits.
  public static func sha256(_ bytes: [UInt8]) -> String {
    text(SHA256.hash(data: bytes))
  }

  /// The SHA-256 of a plain file.
  ///
  /// - Parameter path: The file.
  /// - Returns: 64 hexadecimal digits; nil for what is no plain file or cannot be read.
  public static func sha256(ofFile path: String) -> String? {
    // A device or a pipe may never end.
    guard FileSystem.plainSize(path) != nil else { return nil }
    var hash = SHA256()
    do { try FileSystem.readPieces(of: path) { hash.update(data: $0) } } catch { return nil }
    return text(hash.finalize())
  }

  private static func text(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
