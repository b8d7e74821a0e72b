import Foundation
import TestSupport
import Testing

@testable import Datasets

@Suite("IDX files and gzip archives")
struct IdxTests {
  static let labels = IdxFile(dimensions: [5], elements: [0, 9, 3, 4, 1])

  @Test("What is written is read again, plain and packed")
  func roundTrip() throws {
    let images = IdxFile(dimensions: [2, 28, 28], elements: (0..<1568).map { UInt8($0 & 255) })
    for file in [Self.labels, images, IdxFile(dimensions: [0, 3], elements: [])] {
      #expect(try IdxFile(bytes: file.bytes, file: "IDX data") == file)
      #expect(try IdxFile(bytes: gzipped(file.bytes), file: "IDX data") == file)
    }
    #expect(Self.labels.bytes == [0, 0, 8, 1, 0, 0, 0, 5, 0, 9, 3, 4, 1])
  }

  @Test("An archive of two members is one file")
  func members() throws {
    let packed =
      try gzipped(Array(Self.labels.bytes[..<6])) + gzipped(Array(Self.labels.bytes[6...]))
    #expect(try IdxFile(bytes: packed, file: "IDX data") == Self.labels)
  }

  @Test(
    "Each kind of damage is named",
    arguments: [
      ([], "has 0 bytes, too few for an IDX file"),
      ([0, 0, 8], "has 3 bytes, too few for an IDX file"),
      ([1, 0, 8, 1, 0, 0, 0, 0], "begins with the bytes 1, 0, not 0, 0"),
      ([0, 0, 9, 1, 0, 0, 0, 0], "elements of type 9; only unsigned bytes (8)"),
      ([0, 0, 8, 0], "claims 0 dimensions"),
      ([0, 0, 8, 3, 0, 0, 0, 0], "claims 3 dimensions in 8 bytes"),
      ([0, 0, 8, 1, 0, 0, 0, 5, 1, 2], "and has 10: 3 are missing"),
      ([0, 0, 8, 1, 0, 0, 0, 1, 1, 2], "and has 10: 1 are left over"),
      ([0, 0, 8, 1, 255, 255, 255, 255], "claims 4294967295 elements, and 1073741824 bytes"),
      (
        [0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255],
        "claims 4294967295 × 4294967295 elements, and 1073741824 bytes are the most"
      ),
      (
        [0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0],
        "claims 4294967295 × 4294967295 × 0 elements, and 1073741824 bytes are the most"
      ),
      (Array("  <!DOCTYPE html><title>403 Forbidden</title>".utf8), "is a web page"),
    ] as [([UInt8], String)])
  func damage(bytes: [UInt8], sentence: String) throws {
    for content in [bytes, try gzipped(bytes)] {
      let error = #expect(throws: DatasetError.self) {
        try IdxFile(bytes: content, file: "some-file.gz")
      }
      let text = error.map { "\($0)" } ?? ""
      #expect(text.hasPrefix("some-file.gz "))
      // A packed file with bytes left over is refused while it is unpacked.
      let isRefusedEarly = content != bytes && sentence.contains("left over")
      #expect(
        text.contains(isRefusedEarly ? "unpacks to more than the 9 bytes" : sentence), "\(text)")
    }
  }

  @Test("Archives that are cut, altered or followed by other bytes are refused")
  func archives() throws {
    let packed = try gzipped(Self.labels.bytes)
    let report = { (bytes: [UInt8]) -> String in
      do {
        _ = try IdxFile(bytes: bytes, file: "labels.gz")
        return "read"
      } catch {
        return "\(error)"
      }
    }
    #expect(report(packed) == "read")
    for count in 2..<packed.count {
      #expect(report(Array(packed[..<count])) != "read", "cut to \(count)")
    }
    #expect(report(Array(packed.dropLast())) == "labels.gz is an archive that is cut short.")
    #expect(report(packed + [7, 7]) == "labels.gz has 2 bytes after the end of its archive.")
    var wrongSum = packed
    wrongSum[packed.count - 8] ^= 1
    #expect(report(wrongSum) == "labels.gz is a damaged archive (incorrect data check).")
    var wrongLength = packed
    wrongLength[packed.count - 1] ^= 1
    #expect(report(wrongLength) == "labels.gz is a damaged archive (incorrect length check).")
  }

  @Test("A bomb is refused after as many bytes as it claims, or at once")
  func bomb() throws {
    let zeros = [UInt8](repeating: 0, count: 20_000_000)
    let small = try gzipped([0, 0, 8, 1, 0, 0, 0, 5] + zeros)
    let error = #expect(throws: DatasetError.self) { try IdxFile(bytes: small, file: "bomb.gz") }
    #expect(error.map { "\($0)" } == "bomb.gz unpacks to more than the 13 bytes that it may hold.")
    let claim = try gzipped([0, 0, 8, 1, 0x3F, 0, 0, 0] + zeros[..<1000])
    let refused = #expect(throws: DatasetError.self) { try IdxFile(bytes: claim, file: "big.gz") }
    #expect(refused.map { "\($0)".contains("bytes cannot hold them") } == true)
    #expect(throws: DatasetError.self) { try Gzip.unpack(small, limit: 1000, file: "x") }
    // More than zlib is given room for at a time, but not more than the limit allows.
    let limit = zeros.count + 8
    #expect(try Gzip.unpack(small, limit: limit, file: "x").count == limit)
    #expect(throws: DatasetError.self) { try Gzip.unpack(small, limit: limit - 1, file: "x") }
  }

  @Test("10,000 damaged files are read or refused, plain and packed")
  func fuzz() throws {
    let sound = LabeledImages(
      pixels: (0..<3 * 784).map { UInt8(truncatingIfNeeded: $0 * $0 >> 4) }, labels: [3, 1, 4])
    var generator = SeededNumbers(seed: 11)
    let packed = try gzipped(sound.imageFile.bytes)
    for (bytes, count) in [(sound.imageFile.bytes, 5_000), (packed, 5_000)] {
      for _ in 0..<count {
        let damaged = mutated(bytes, using: &generator)
        do throws(DatasetError) {
          let file = try IdxFile(bytes: damaged, file: "fuzzed")
          // Deflate packs at most 1,032 bytes into one.
          #expect(file.elements.count <= damaged.count * 1032)
        } catch {
          #expect("\(error)".hasPrefix("fuzzed "))
        }
      }
    }
  }
}
