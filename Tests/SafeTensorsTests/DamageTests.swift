import SafeTensors
import TestSupport
import Testing

@Suite("Safetensors that are not what they should be")
struct DamageTests {
  @Test(
    "Each kind of damage is named",
    arguments: [
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#, "} is expected at byte"),
      (#"["a"]"#, "does not begin with a brace"),
      (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, "takes 8 bytes"),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, "takes 4 bytes"),
      (#"{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}"#, "unknown element type F31"),
      (#"{"a":{"dtype":"F32","shape":[1]}}"#, "needs an element type, a shape and two offsets"),
      (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, "whole and not negative"),
      (#"{"a":{"dtype":"F32","shape":[01],"data_offsets":[0,4]}}"#, "whole and not negative"),
      (
        #"{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}"#,
        "a number is too large"
      ),
      (
        #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}"#,
        "impossible shape"
      ),
      (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}"#, "unexpected or repeated"),
      (#"{"a":{"dtype":"U8","dtype":"U8","shape":[4]}}"#, "unexpected or repeated field dtype"),
      (
        #"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"#
          + #""a":{"dtype":"U8","shape":[0],"data_offsets":[4,4]}}"#,
        "the name a occurs twice"
      ),
      (#"{"__metadata__":{"k":"1","k":"2"}}"#, "the remark k occurs twice"),
      (#"{"__metadata__":{"k":1}}"#, "\" is expected"),
      (#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[3,4]}}"#, "begins at 3"),
      (
        #"{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"#
          + #""b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}"#,
        "the tensor b begins at 2, and the one before it ends at 3"
      ),
      (#"{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}"#, "take 3 bytes, and 4 follow"),
      (#"{"a\ud800":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}"#, "surrogate pair"),
      (#"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}  x"#, "nothing but spaces"),
    ])
  func named(header: String, sentence: String) throws {
    let error = #expect(throws: SafeTensorsError.self) {
      try TensorFile(bytes: framed(header) + [0, 0, 0, 0], file: "some.safetensors")
    }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.contains(sentence), "\(text)")
    #expect(text.hasPrefix("some.safetensors is not a whole safetensors file"))
  }

  @Test("A header longer than the file is refused before anything is set aside for it")
  func hugeHeader() {
    for length: UInt64 in [.max, 1 << 62, 100_000_001, 9] {
      let bytes = (0..<8).map { UInt8(truncatingIfNeeded: length >> UInt64(8 * $0)) } + [0x7B]
      #expect(throws: SafeTensorsError.self) { try TensorFile(bytes: bytes, file: "x") }
    }
    for count in 0..<8 {
      #expect(throws: SafeTensorsError.self) {
        try TensorFile(bytes: [UInt8](repeating: 0, count: count), file: "x")
      }
    }
  }

  @Test("20,000 damaged files are read or refused, and what is read fits into the file")
  func fuzz() throws {
    let sound = TensorFile(
      tensors: [
        "conv1.weight": Tensor([Float](repeating: 0.5, count: 36), shape: [4, 1, 3, 3]),
        "batch_norm1.bias": Tensor([Float](repeating: -1, count: 4)),
        "count": Tensor([Int64(7)], shape: []), "labels": Tensor([1, 2, 3] as [UInt8]),
      ], metadata: ["epoch": "3"]
    ).encoded()
    var generator = SeededNumbers(seed: 20)
    var read = 0
    for _ in 0..<20_000 {
      let bytes = mutated(sound, using: &generator)
      do {
        let file = try TensorFile(bytes: bytes, file: "fuzzed")
        let total = file.tensors.values.reduce(0) { $0 + $1.bytes.count }
        #expect(total < bytes.count)
        read += 1
      } catch {
        #expect("\(error)".hasPrefix("fuzzed is not a whole safetensors file: "))
      }
    }
    // Damage to the numbers alone leaves a file that is sound; most other damage must be seen.
    #expect(read > 500 && read < 12_000, "\(read) of 20,000 were read")
  }

  @Test("What is asked for and not there is named with file, tensor and expectation")
  func requests() throws {
    let file = TensorFile(
      tensors: ["w": Tensor([Float(1), .nan], shape: [2, 1])], file: "weights.safetensors")
    #expect(throws: SafeTensorsError.missing(file: "weights.safetensors", tensor: "v")) {
      try file.values("v", as: Float.self)
    }
    #expect(
      throws: SafeTensorsError.wrongType(
        file: "weights.safetensors", tensor: "w", expected: .float64, found: .float32)
    ) { try file.values("w", as: Double.self) }
    let shape = #expect(throws: SafeTensorsError.self) {
      try file.values("w", shape: [1, 2], as: Float.self)
    }
    #expect(
      shape.map { "\($0)" }
        == "weights.safetensors: the tensor w has the shape [2, 1]; [1, 2] is needed.")
    let finite = #expect(throws: SafeTensorsError.self) {
      try file.finiteFloats("w", shape: [2, 1])
    }
    #expect(
      finite.map { "\($0)" }
        == "weights.safetensors: element 1 of the tensor w is nan; finite numbers are needed.")
    let absent = #expect(throws: SafeTensorsError.self) {
      try TensorFile(contentsOfFile: "/no/such.safetensors")
    }
    #expect(
      absent.map { "\($0)" } == "/no/such.safetensors cannot be read: there is no such file.")
  }
}
