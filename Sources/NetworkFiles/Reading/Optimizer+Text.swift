package import Backprop
import Numerals
package import Publishing

extension ConfiguredMethod {
  /// The method as `--optimizer` takes it: its name, then the settings that are not as usual, such as
  /// `sgd momentum=0.9 nesterov=true`.
  package var text: String {
    let changed = settings.filter { $0.setting.standard != $0.value }.map { setting, value in
      let shown =
        setting.range == .flag ? (value == 1 ? "true" : "false") : NumberText.shortest(value)
      return "\(setting.name)=\(shown)"
    }
    return ([method.rawValue] + changed).joined(separator: " ")
  }
}

extension ConfiguredMethod<OptimizerMethod> {
  /// Reads optimizers, separated by semicolons.
  ///
  /// - Parameters:
  ///   - text: Texts such as `sgd momentum=0.9; adam`.
  ///   - network: A network that they are going to train.
  /// - Returns: The optimizers in their order.
  /// - Throws: `ReportError` of category `usage` that says what was expected.
  package static func list(_ text: String, for network: Network) throws(ReportError) -> [Optimizer]
  {
    var optimizers: [Optimizer] = []
    for part in text.split(separator: ";", omittingEmptySubsequences: false) {
      do {
        optimizers.append(
          try TrainingOverrides([.optimizer: String(part)]).applied(to: network).training.optimizer)
      } catch {
        throw ReportError(
          .usage, error.message.replacing("--optimizer", with: "--optimizers", maxReplacements: 1))
      }
    }
    return optimizers
  }
}
