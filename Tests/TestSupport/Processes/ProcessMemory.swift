import Glibc

/// What the process of the tests occupies.
public enum ProcessMemory {
  /// Whether memory says anything: under a sanitizer freed memory is kept for a while, on purpose.
  ///
  /// Tests that watch the memory are skipped by name where this is false.
  public static let isMeasurable =
    dlsym(nil, "__asan_init") == nil && dlsym(nil, "__tsan_init") == nil

  /// The resident memory.
  ///
  /// - Returns: Bytes; zero where the system does not say.
  public static func resident() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, CInt(line.count), file) != nil else { return 0 }
    let text = String(
      decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let fields = text.split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return 0 }
    return pages * sysconf(CInt(_SC_PAGESIZE))
  }
}
