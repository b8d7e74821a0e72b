package import ConvNet
import Numerals
import TextFormats

extension NetworkHealth {
  /// The digits that are kept: more say nothing of a sample of one step.
  private static let digits = 6
  /// More stages than this are no network but a damaged file.
  private static let stageLimit = 1_000

  /// The same with numbers of ``digits`` digits, as `run.json` keeps them.
  package var rounded: NetworkHealth {
    func short(_ value: Double) -> Double {
      value.isFinite ? Double(NumberText.significant(value, Self.digits)) ?? value : value
    }
    return NetworkHealth(
      gradientNorm: short(gradientNorm), updateRatio: short(updateRatio),
      deadShare: short(deadShare),
      stages: stages.map { stage in
        Stage(
          name: stage.name, gradientNorm: short(stage.gradientNorm),
          updateRatio: short(stage.updateRatio), deadShare: short(stage.deadShare))
      })
  }

  /// What `run.json` says of an epoch: the network's numbers, and lists of a number a stage.
  var json: JSON {
    func list(_ value: (Stage) -> Double) -> JSON { .array(stages.map { .number(value($0)) }) }
    return .object([
      .init("gradientNorm", .number(gradientNorm)), .init("updateRatio", .number(updateRatio)),
      .init("deadShare", .number(deadShare)),
      .init(
        "stages",
        .object([
          .init("names", .array(stages.map { .string($0.name) })),
          .init("gradientNorm", list(\.gradientNorm)), .init("updateRatio", list(\.updateRatio)),
          .init("deadShare", list(\.deadShare)),
        ])),
    ])
  }

  /// Reads what `json` gives; nil for anything else.
  init?(_ json: JSON) {
    guard let gradientNorm = json["gradientNorm"]?.numberOrNotFinite,
      let updateRatio = json["updateRatio"]?.numberOrNotFinite,
      let deadShare = json["deadShare"]?.number, (0...1).contains(deadShare),
      let lists = json["stages"], let names = lists["names"]?.array,
      names.count <= Self.stageLimit
    else { return nil }
    func numbers(_ name: String) -> [Double]? {
      let values = lists[name]?.array?.compactMap(\.numberOrNotFinite)
      return values?.count == names.count ? values : nil
    }
    let words = names.compactMap(\.string)
    guard words.count == names.count, words.allSatisfy(Self.isName),
      let gradients = numbers("gradientNorm"), let updates = numbers("updateRatio"),
      let dead = numbers("deadShare"), dead.allSatisfy({ (0...1).contains($0) })
    else { return nil }
    self.init(
      gradientNorm: gradientNorm, updateRatio: updateRatio, deadShare: deadShare,
      stages: words.indices.map { index in
        Stage(
          name: words[index], gradientNorm: gradients[index], updateRatio: updates[index],
          deadShare: dead[index])
      })
  }

  /// Names stand in figures, tables and workbooks.
  private static func isName(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
          UInt8(ascii: "."):
          true
        default: false
        }
      }
  }
}
