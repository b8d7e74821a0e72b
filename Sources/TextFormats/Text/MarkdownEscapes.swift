extension String {
  /// The text as Markdown that shows it as it is, in a paragraph, a heading, a table's cell or the
  /// description of an image.
  ///
  /// Whatever Markdown, HTML or a formula could be made of gets a backslash, and line ends become
  /// spaces. Everything that comes from outside, such as the names of folders, goes through this.
  package var escapedForMarkdown: String {
    var text = ""
    for character in self {
      if character.isNewline {
        text.append(" ")
      } else {
        if "\\`*_{}[]<>&$|#~!".contains(character) { text.append("\\") }
        text.append(character)
      }
    }
    return text
  }
}
