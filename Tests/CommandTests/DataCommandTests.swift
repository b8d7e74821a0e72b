import Foundation
import TestSupport
import Testing

@Suite("report data, run as a person runs it")
struct DataCommandTests {
  @Test("The drawn digits have the same bits everywhere, and info says what they are")
  func digits() throws {
    let folder = try TemporaryFolder()
    let arguments = ["data", "digits", "--output", folder.file("d"), "--training", "40"]
    let run = try BuiltProgram.run(arguments + ["--test", "10", "--seed", "7"])
    #expect(run.code == 0 && run.error.isEmpty)
    #expect(
      folder.allFiles == [
        "d/t10k-images-idx3-ubyte", "d/t10k-labels-idx1-ubyte", "d/train-images-idx3-ubyte",
        "d/train-labels-idx1-ubyte",
      ])
    #expect(run.output.contains("train-images-idx3-ubyte     31,376 bytes  written"))
    let info = try BuiltProgram.run(["data", "info", "--data-dir", folder.file("d")])
    #expect(info.code == 0 && info.error.isEmpty)
    #expect(
      info.output == """
        d: \(folder.file("d"))

        training: 40 images of 28 × 28
          classes 0 to 9: 4, 3, 5, 3, 3, 7, 2, 4, 3, 6
          pixels: mean 0.1098, deviation 0.2801

        test: 10 images of 28 × 28
          classes 0 to 9: 0, 0, 0, 2, 2, 2, 2, 0, 2, 0
          pixels: mean 0.1335, deviation 0.307

        03266a7eb68b8b948ad2d9248e9a1813085eb3486eed7af1aba1cdf40994919b  \
        train-images-idx3-ubyte  not the published file
        207065e31b5552e02dbb3347faf45d08c8984d6b56b927d30039ae388f4ab712  \
        train-labels-idx1-ubyte  not the published file
        cdd41c16d2f33bea5e3f329d53be7e0b844dba5f91e9fa1cfe27ddc10d4820be  \
        t10k-images-idx3-ubyte  not the published file
        13a8b5d7b651b81819d9947830bcb812968d6bc703877aa6587cd889787a1784  \
        t10k-labels-idx1-ubyte  not the published file

        """)
  }

  @Test("Info for a program is JSON with the checksums")
  func json() throws {
    let run = try BuiltProgram.run(
      ["data", "info", "--data-dir", Fixture.mnistFolder, "--format", "json"])
    #expect(run.code == 0)
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(object?["schemaVersion"] as? Int == 1)
    #expect(object?["isPublishedMNIST"] as? Bool == false)
    let sets = object?["sets"] as? [String: [String: Any]]
    #expect(sets?["training"]?["images"] as? Int == 16)
    #expect((object?["sha256"] as? [String: String])?.count == 4)
  }

  @Test("What cannot be used ends with one sentence and the right exit code")
  func errors() throws {
    let folder = try TemporaryFolder()
    try folder.write("html/train-images-idx3-ubyte.gz", "<html>403</html>")
    for name in ["train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"] {
      try folder.write("html/\(name)", Fixture.mnistFile("\(name)"))
    }
    try folder.write("empty/x", "")
    let none = folder.file("none")
    let cases: [([String], Int32, String)] = [
      (["info", "--data-dir", none], 66, "error: There is no folder \(none).\n"),
      (
        ["info", "--data-dir", folder.file("html")], 65,
        "error: \(folder.file("html"))/train-images-idx3-ubyte.gz is a web page and not a data set:"
          + " a server's message was saved under this name. Delete it and run `report data fetch`.\n"
      ),
      (
        ["info", "--data-dir", folder.file("empty")], 66,
        "error: \(folder.file("empty")) holds no data set; missing: train-images-idx3-ubyte.gz,"
          + " train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz (or"
          + " without .gz). `report data fetch` downloads MNIST; `--dataset digits` needs no files.\n"
      ),
      (
        ["info", "--dataset", "digits", "--data-dir", "x"], 64,
        "error: --data-dir names files, and the digits are drawn. Leave one of them out.\n"
      ),
      (
        ["fetch", "--data-dir", none, "--base-url", "nowhere"], 64,
        "error: nowhere is not the address of a folder on a server (https://…).\n"
      ),
    ]
    for (arguments, code, error) in cases {
      let run = try BuiltProgram.run(["data"] + arguments, environment: ["HOME": folder.path])
      #expect(run.code == code, "\(arguments)")
      #expect(run.error == error)
      #expect(run.output.isEmpty)
    }
    let count = try BuiltProgram.run(["data", "digits", "--output", none, "--test", "0"])
    #expect(count.code == 64)
    #expect(count.error.hasPrefix("error: --test is 0. Give a number from 1 to 1000000.\n"))
  }

  @Test("Without MNIST, --dataset mnist says where it looked, and auto draws digits")
  func absent() throws {
    let folder = try TemporaryFolder()
    let run = try BuiltProgram.run(
      ["data", "info", "--dataset", "mnist"], environment: ["HOME": folder.path],
      folder: folder.path)
    #expect(run.code == 66)
    #expect(
      run.error.hasPrefix(
        "error: MNIST was not found: no files in data, data/MNIST/raw,"
          + " \(folder.path)/.cache/gradbook/mnist."))
    let auto = try BuiltProgram.run(
      ["data", "info"], environment: ["HOME": folder.path], folder: folder.path)
    #expect(auto.code == 0)
    #expect(auto.error.hasPrefix("warning: MNIST was not found, so the network learns digits"))
    #expect(auto.output.hasPrefix("digits: drawn by the program, seed 1\n"))
  }

  @Test("A server that delivers something else changes nothing and ends with code 65")
  func wrongServer() throws {
    let folder = try TemporaryFolder()
    let others = try gzipped(Fixture.mnistFile("t10k-images-idx3-ubyte"))
    let server = try LocalServer { _ in .file(others) }
    defer { server.stop() }
    let run = try BuiltProgram.run(
      ["data", "fetch", "--data-dir", folder.file("d"), "--base-url", server.address])
    #expect(run.code == 65)
    #expect(run.output.isEmpty)
    #expect(run.error.contains("the content's SHA-256 is"))
    #expect(folder.allFiles.isEmpty)
  }
}
