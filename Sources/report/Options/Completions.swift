import ArgumentParser
import Backprop

extension CompletionKind {
  /// The names of the article's columns, as they are typed on any keyboard, such as `dE/dw1`.
  static var columns: CompletionKind {
    let table = TableDescription.article()
    return .list((table.columns + table.checkColumns).map(\.symbol.plainName))
  }

  /// Files with stored parameters.
  static var weights: CompletionKind { .file(extensions: ["safetensors"]) }
}
