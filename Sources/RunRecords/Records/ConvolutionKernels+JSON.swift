import ConvNet
import TextFormats

extension ConvolutionKernels {
  /// The most characters of a name.
  private static let longestName = 64
  /// The most implementations that a record lists.
  private static let mostNames = 64

  /// What `run.json` says of the kernels.
  var json: JSON {
    .object([
      .init("instructions", .string(instructions)),
      .init("implementations", .array(implementations.map { .string($0) })),
    ])
  }

  /// Reads what `json` gives; nil for names that oneDNN cannot have given.
  init?(_ json: JSON) {
    guard let instructions = json["instructions"]?.string, Self.isName(instructions),
      let values = json["implementations"]?.array, values.count <= Self.mostNames
    else { return nil }
    let names = values.compactMap(\.string)
    guard names.count == values.count, names.allSatisfy(Self.isName) else { return nil }
    self.init(instructions: instructions, implementations: names)
  }

  /// Names stand in documents: they hold nothing that could be taken for markup.
  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= longestName
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
          UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "+"):
          true
        default: false
        }
      }
  }
}
