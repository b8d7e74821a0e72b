import Publishing
package import Workbook

extension Book.Properties {
  /// The properties of a workbook that this program makes, with its signature as the author.
  ///
  /// - Parameters:
  ///   - title: The title.
  ///   - subject: The subject; cut where it is longer than a property may be.
  ///   - comments: Remarks; cut likewise.
  ///   - keywords: Words to find it by.
  ///   - created: When it was made, in seconds since 1970.
  ///   - custom: Properties of the workbook's own.
  /// - Returns: The properties.
  package static func ofProgram(
    title: String, subject: String = "", comments: String = "", keywords: String = "",
    created: Int, custom: [Custom] = []
  ) -> Self {
    Self(
      title: title, subject: fitting(subject), author: Program.signature,
      comments: fitting(comments), keywords: keywords, created: created, custom: custom)
  }
}
