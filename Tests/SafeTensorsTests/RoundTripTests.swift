import Foundation
import SafeTensors
import TestSupport
import Testing

@Suite("Writing and reading safetensors")
struct RoundTripTests {
  @Test("A file of the reference implementation comes out again byte for byte")
  func referenceBytes() throws {
    for name in ["init.safetensors", "transforms.safetensors"] {
      let bytes = try Fixture.bytes(name)
      #expect(try TensorFile(bytes: bytes, file: name).encoded() == bytes, "\(name)")
    }
  }

  @Test("Every element type keeps its bits, and every shape its extents")
  func elementTypes() throws {
    let file = TensorFile(
      tensors: [
        "single": Tensor([Float.nan, -0.0, .leastNonzeroMagnitude, 0.1], shape: [2, 2]),
        "double": Tensor([0.1 + 0.2, -.infinity], shape: [1, 2, 1]),
        "bytes": Tensor([0, 255, 7] as [UInt8]),
        "long": Tensor([Int64.min, -1, .max]),
        "word": Tensor([UInt64.max]),
        "int": Tensor([Int32.min, 5]),
        "one": Tensor([Float(3)], shape: []),
        "none": Tensor([Float](), shape: [0, 4]),
      ],
      metadata: ["quoted": "a \"b\" \\ \n\u{1} ∂E/∂w1", "": "empty key"])
    let read = try TensorFile(bytes: file.encoded(), file: file.file)
    #expect(read == file)
    #expect(try read.values("double") == [0.30000000000000004, -.infinity])
    #expect(try read.values("long") == [Int64.min, -1, .max])
    #expect(try read.values("single", as: Float.self).map(\.bitPattern)[1] == 0x8000_0000)
    #expect(try read.values("one", shape: []) == [Float(3)])
  }

  @Test("An empty file is a file", arguments: [[:], ["remark": "alone"]])
  func empty(metadata: [String: String]) throws {
    let bytes = TensorFile(metadata: metadata).encoded()
    #expect(bytes.count.isMultiple(of: 8))
    #expect(try TensorFile(bytes: bytes, file: "x").metadata == metadata)
  }

  @Test("Order of insertion does not matter, and wide elements come first")
  func deterministic() throws {
    let a = TensorFile(tensors: ["b": Tensor([UInt8(1)]), "a": Tensor([1.0]), "c": Tensor([2.0])])
    var b = TensorFile(tensors: ["c": Tensor([2.0]), "a": Tensor([1.0])])
    b.tensors["b"] = Tensor([UInt8(1)])
    #expect(a.encoded() == b.encoded())
    let text = String(decoding: a.encoded().dropFirst(8), as: UTF8.self)
    #expect(
      text.hasPrefix(
        #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"c":{"dtype":"F64","#
          + #""shape":[1],"data_offsets":[8,16]},"b":{"dtype":"U8","shape":[1],"#))
  }

  @Test("Escapes in names are understood")
  func escapes() throws {
    let header = #"{"\u00e9\ud83d\ude00\/\n":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#
    let bytes = framed(header) + [9]
    #expect(try TensorFile(bytes: bytes, file: "x").tensors.keys.first == "é😀/\n")
  }
}

/// A header with its length before it.
func framed(_ header: String) -> [UInt8] {
  let length = UInt64(header.utf8.count)
  return (0..<8).map { UInt8(truncatingIfNeeded: length >> UInt64(8 * $0)) } + Array(header.utf8)
}
