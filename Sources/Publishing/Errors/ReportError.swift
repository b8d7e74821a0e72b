/// A failure that ends a command: one sentence for the person, and the category that scripts see.
///
/// The sentence says what failed, on what, and what to do about it. Modules keep their own error
/// enumerations; one that conforms to ``CategorizedError`` is turned into this by ``init(_:)``.
package struct ReportError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it is; the raw value is the exit code of the program.
  package enum Category: Int32, Sendable, CaseIterable {
    /// The work itself failed.
    case failed = 1
    /// A verification found a difference.
    case differs = 2
    /// The command line makes no sense.
    case usage = 64
    /// An input exists and cannot be used.
    case badData = 65
    /// An input does not exist or cannot be read.
    case inputMissing = 66
    /// An output cannot be written.
    case cannotWrite = 73
    /// The person stopped the program.
    case interrupted = 130
  }

  /// What kind of failure it is.
  package let category: Category
  /// A full sentence: what failed, on what, what to do.
  package let message: String

  /// Makes an error of a category with its sentence.
  package init(_ category: Category, _ message: String) {
    self.category = category
    self.message = message
  }

  /// Turns any error into one with a category.
  ///
  /// An error that says nothing of its category counts as ``Category/failed``.
  package init(_ error: any Error) {
    switch error {
    case let known as ReportError: self = known
    case let known as any CategorizedError:
      self.init(known.category, known.description)
    case is CancellationError: self.init(.interrupted, "Interrupted before the work was done.")
    default: self.init(.failed, String(describing: error))
    }
  }

  /// The sentence.
  package var description: String { message }
}

/// An error of a module that knows which exit code it leads to.
///
/// Conformances for the modules below stand beside the code of `Reporting` that calls the module.
package protocol CategorizedError: Error, CustomStringConvertible {
  /// What kind of failure it is.
  var category: ReportError.Category { get }
}
