import Testing

@testable import SafeTensors

@Suite("Files of other formats, and other floating-point types")
struct OtherFormatTests {
  @Test(
    "A file of another format is named for what it is",
    arguments: [
      (Array("PK\u{03}\u{04}".utf8) + [0, 0, 8, 8, 0, 0, 0, 0, 0, 0, 0, 0], "a ZIP archive"),
      ([0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20], "a Python pickle"),
      (Array("<!DOCTYPE html>\n<html>404</html>".utf8), "a web page"),
      (Array("  <html><body>".utf8), "a web page"),
      (
        Array("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n".utf8),
        "a pointer of Git LFS"
      ),
      ([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3, 1, 2, 3], "a gzip archive"),
      ([0x89] + Array("HDF\r\n\u{1A}\n".utf8) + [0, 0], "an HDF5 file"),
      (Array("GGUF".utf8) + [3, 0, 0, 0], "a GGUF file"),
    ] as [([UInt8], String)])
  func formats(bytes: [UInt8], title: String) {
    let error = #expect(throws: SafeTensorsError.self) {
      try TensorFile(bytes: bytes, file: "model.bin")
    }
    let text = error.map { "\($0)" } ?? ""
    #expect(text.hasPrefix("model.bin is not a safetensors file but \(title)"), "\(text)")
  }

  @Test("A safetensors file whose length reads like another signature is none")
  func lookalike() {
    // A header of 0x00088B1F bytes.
    let bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0] + Array("{}".utf8)
    #expect(FileFormat(bytes) == nil)
    #expect(FileFormat(TensorFile(tensors: ["a": Tensor([Float(1)])]).encoded()) == nil)
    #expect(FileFormat([]) == nil)
  }

  #if !(os(macOS) && arch(x86_64))
    @Test("Every half is read as the processor's conversion reads it")
    func halves() {
      for bits in UInt16.min...UInt16.max {
        let expected = Float(Float16(bitPattern: bits))
        let value = Tensor.float(half: bits)
        #expect(
          value == expected && value.sign == expected.sign || value.isNaN && expected.isNaN,
          "\(bits)")
      }
    }
  #endif

  @Test("Halves, upper halves of singles and doubles become singles; integers do not")
  func floats() {
    func tensor(_ type: ElementType, _ bytes: [UInt8]) -> Tensor {
      Tensor(elementType: type, shape: [bytes.count / type.byteCount], bytes: bytes)
    }
    // 1, −2, 65504, 2⁻²⁴ in IEEE 754 binary16.
    #expect(
      tensor(.float16, [0x00, 0x3C, 0x00, 0xC0, 0xFF, 0x7B, 0x01, 0x00]).floats
        == [1, -2, 65504, 0x1p-24])
    // 1, −2, 3.140625 in bfloat16.
    #expect(tensor(.bfloat16, [0x80, 0x3F, 0x00, 0xC0, 0x49, 0x40]).floats == [1, -2, 3.140625])
    #expect(Tensor([0.1, -1e300]).floats == [0.1, -.infinity])
    #expect(Tensor([Float(0.1)]).floats == [0.1])
    #expect(Tensor([Int32(1)]).floats == nil)
  }
}
