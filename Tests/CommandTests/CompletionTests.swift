import Foundation
import TestSupport
import Testing

@Suite("What a shell completes")
struct CompletionTests {
  private static let script = Result {
    try BuiltProgram.run(["--generate-completion-script", "bash"]).output
  }

  /// What bash offers for a command line whose last word is unfinished.
  private func offered(_ words: [String], in folder: TemporaryFolder) throws -> Set<String> {
    try folder.write("completions", try Self.script.get())
    let list = words.map { "'\($0)'" }.joined(separator: " ")
    try folder.write(
      "ask",
      """
      . ./completions
      COMP_WORDS=(\(list)) COMP_CWORD=\(words.count - 1)
      COMP_LINE='\(words.joined(separator: " "))'
      COMP_POINT=${#COMP_LINE}
      _report report "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}" 2> errors
      printf '%s\\n' "${COMPREPLY[@]}"
      """)
    let shell = try #require(OutsideProgram.find(["/bin/bash", "/usr/bin/bash"]))
    let run = try OutsideProgram.run(shell, ["-c", "cd '\(folder.path)' && . ./ask"])
    let lines = String(decoding: run.output, as: UTF8.self).split(separator: "\n")
    return Set(lines.map { $0.trimmingCharacters(in: .whitespaces) })
  }

  @Test(
    "Values, columns, folders and files of the right kind are offered",
    arguments: [
      (["backprop", "--theme", ""], ["article", "plain", "dark"], ["runs"]),
      (["sweep", "--gradients", ""], ["derived", "published"], ["runs"]),
      (["sweep", "--format", ""], ["files", "table", "csv", "json"], ["runs"]),
      (["train", "--dataset", ""], ["auto", "mnist", "digits"], ["runs"]),
      (["train", "--softmax", ""], ["batch", "class"], ["runs"]),
      (["explain", ""], ["w1", "a_h1", "E_tot", "dE/dw1", "DE/Dw8"], ["runs"]),
      (["compare", ""], ["runs"], ["n.yaml", "w.safetensors"]),
      (["backprop", "--output", ""], ["runs"], ["n.yaml"]),
      (["all", "--template", ""], ["runs"], ["n.yaml"]),
      (["train", "--data-dir", ""], ["runs"], ["n.yaml"]),
      (["backprop", "--network", ""], ["n.yaml", "runs"], ["w.safetensors"]),
      (["evaluate", "--weights", ""], ["w.safetensors", "runs"], ["n.yaml"]),
    ])
  func offers(words: [String], some: [String], none: [String]) throws {
    let folder = try TemporaryFolder()
    try folder.write("runs/run.json", "{}")
    try folder.write("n.yaml", "")
    try folder.write("w.safetensors", "")
    let found = try offered(["report"] + words, in: folder)
    #expect(found.isSuperset(of: some), "\(found)")
    #expect(found.isDisjoint(with: none), "\(found)")
  }

  @Test("The script for zsh names the columns and folders, too")
  func zsh() throws {
    let script = try BuiltProgram.run(["--generate-completion-script", "zsh"]).output
    #expect(script.contains("dE/dw1") && script.contains("_files -/"))
    #expect(!script.contains("manual"))
  }
}
