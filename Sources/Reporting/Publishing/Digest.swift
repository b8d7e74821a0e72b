internal import Crypto

/// SHA-256 as lower-case hexadecimal text.
public enum Digest {
  /// The SHA-256 of bytes.
  ///
  /// - Parameter bytes: Any content.
  /// - Returns: 64 hexadecimal digits.
  public static func sha256(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in SHA256.hash(data: bytes) {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The SHA-256 of a file.
  ///
  /// - Parameter path: The file.
  /// - Returns: 64 hexadecimal digits.
  /// - Throws: `ReportError` of category `inputMissing`.
  public static func sha256(ofFile path: String) throws(ReportError) -> String {
    sha256(try FileSystem.read(path))
  }
}
