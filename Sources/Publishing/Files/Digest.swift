import CNettle
import Glibc

/// SHA-256 (FIPS 180-4) as lower-case hexadecimal text, computed by nettle.
package enum Digest {
  /// The SHA-256 of bytes.
  ///
  /// - Parameter bytes: Any content.
  /// - Returns: 64 hexadecimal digits.
  package static func sha256(_ bytes: [UInt8]) -> String {
    var state = State()
    state.update(bytes[...])
    return state.finalize()
  }

  /// The SHA-256 of a plain file.
  ///
  /// - Parameter path: The file.
  /// - Returns: 64 hexadecimal digits; nil for what is no plain file or cannot be read.
  package static func sha256(ofFile path: String) -> String? {
    // A device or a pipe may never end.
    guard FileSystem.plainSize(path) != nil else { return nil }
    var state = State()
    do { try FileSystem.readPieces(of: path) { state.update($0) } } catch { return nil }
    return state.finalize()
  }

  /// Whether a text is a SHA-256 as this type writes it: 64 lower-case hexadecimal digits.
  ///
  /// - Parameter text: Any text.
  /// - Returns: Whether it is one.
  package static func isSHA256(_ text: String) -> Bool {
    text.utf8.count == 64
      && text.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }

  /// The SHA-256 of what is left of an open file; nil where it cannot be read or is longer.
  static func sha256(ofOpenFile descriptor: CInt, limit: Int) -> String? {
    var state = State()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var total = 0
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count == 0 { return state.finalize() }
      if count < 0, errno == EINTR { continue }
      total += max(0, count)
      guard count > 0, total <= limit else { return nil }
      state.update(buffer[..<count])
    }
  }

  /// A sum that is not complete yet.
  private struct State {
    private var context = sha256_ctx()

    init() { nettle_sha256_init(&context) }

    mutating func update(_ bytes: ArraySlice<UInt8>) {
      bytes.withUnsafeBufferPointer { nettle_sha256_update(&context, $0.count, $0.baseAddress) }
    }

    mutating func finalize() -> String {
      var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
      nettle_sha256_digest(&context, digest.count, &digest)
      let digits = Array("0123456789abcdef".utf8)
      return String(
        decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
  }
}
