import Foundation
import TestSupport
import Testing

/// Where a C compiler may be.
private let compilers = ["/usr/bin/cc", "/usr/bin/gcc", "/usr/bin/clang"]

@Suite("A write that fails inside libxlsxwriter never goes unnoticed")
struct FailingWriteTests {
  private static let workbook = "sweep/sweep.xlsx"

  private func sweep(
    _ epochs: Int, into folder: String, environment: [String: String] = [:]
  ) throws -> BuiltProgram.Outcome {
    try BuiltProgram.run(
      ["sweep", "--learning-rates", "1,2", "--epochs", "\(epochs)", "-q", "-o", folder],
      environment: environment)
  }

  @Test(
    "With each write failing in turn there is an error and the old workbook, or a right one",
    .enabled(if: OutsideProgram.isExpected(compilers), "needs a C compiler"))
  func everyWrite() throws {
    let compiler = try #require(OutsideProgram.find(compilers))
    let folder = try TemporaryFolder()
    let library = folder.file("failing-writes.so")
    let compiled = try OutsideProgram.run(
      compiler, ["-shared", "-fPIC", "-o", library, Fixture.path("failing-writes.c"), "-ldl"])
    try #require(
      compiled.code == 0, "\(String(decoding: compiled.errors, as: UTF8.self))")

    #expect(try sweep(4, into: folder.file("new")).code == 0)
    let right = try folder.bytes("new/\(Self.workbook)")
    let output = folder.file("out")
    #expect(try sweep(3, into: output).code == 0)
    let old = try folder.bytes("out/\(Self.workbook)")

    // How many writes there are, none of which fails.
    let counted = try sweep(
      4, into: folder.file("counted"),
      environment: ["LD_PRELOAD": library, "WRITE_COUNT": folder.file("count")])
    #expect(counted.code == 0, "\(counted.error)")
    #expect(try folder.bytes("counted/\(Self.workbook)") == right)
    let count = try #require(Int(folder.text("count")))
    #expect(count > 20)

    var failures = 0
    for number in 1...count {
      let run = try sweep(
        4, into: output, environment: ["LD_PRELOAD": library, "FAILING_WRITE": "\(number)"])
      let found = try folder.bytes("out/\(Self.workbook)")
      if run.code == 0 {
        #expect(found == right, "write \(number) of \(count)")
        try folder.write("out/\(Self.workbook)", old)
      } else {
        failures += 1
        #expect(run.code == 73, "write \(number) of \(count): \(run.error)")
        // libxlsxwriter may print lines of its own before.
        #expect(
          run.error.split(separator: "\n").last?.hasPrefix("error: The workbook ") == true,
          "write \(number) of \(count): \(run.error)")
        #expect(found == old, "write \(number) of \(count)")
      }
      #expect(!folder.allFiles.contains { $0.hasSuffix(".gradbook-tmp") })
    }
    // A test in which nothing fails would show nothing.
    #expect(failures * 2 > count, "\(failures) of \(count)")
  }
}
