/// Something that happens while a command works, for whoever watches.
package enum ProgressEvent: Sendable, Equatable {
  /// A part of the work begins, such as "Worked example".
  case began(String)
  /// How far a part has come: `done` of `total` steps, with a word on where it stands.
  ///
  /// Shown as a bar on a terminal, not at all elsewhere.
  case advanced(String, done: Int, total: Int, detail: String)
  /// One line that is worth keeping, such as the result of an epoch.
  case noted(String)
  /// Something that a person should know though the work goes on.
  case warned(String)
}

/// Receives the events of a command; called from any thread.
package typealias ProgressHandler = @Sendable (ProgressEvent) -> Void
