import Foundation
import TestSupport
import Testing

@Suite("scripts/install-packages, with a package manager that only writes down what it is told")
struct SetupScriptTests {
  /// Runs the script among stand-ins, each of which notes how it is called.
  private func run(
    _ arguments: [String] = [], installed: Bool, user: Int, tools: [String],
    environment: [String: String] = [:], present: String = "-"
  ) throws -> (code: Int32, error: String, calls: [String]) {
    let folder = try TemporaryFolder()
    let log = folder.file("calls")
    var stands = ["id": "echo \(user)"]
    for tool in tools {
      stands[tool] =
        tool == "dpkg-query"
        ? (installed
          ? "printf installed"
          : "case \"$*\" in *' \(present)') printf installed ;; *) exit 1 ;; esac")
        : "echo \"\(tool) $*\" >> '\(log)'\n"
          + (tool == "sudo" ? "while [ \"${1#-}\" != \"$1\" ]; do shift; done; exec \"$@\"" : "")
    }
    stands["env"] = "while [ \"${1#*=}\" != \"$1\" ]; do shift; done; exec \"$@\""
    for (name, script) in stands {
      let path = try folder.write("bin/\(name)", "#!/bin/sh\n\(script)\n")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(
      fileURLWithPath: BuiltProgram.packageRoot + "/scripts/install-packages")
    process.arguments = arguments
    process.environment = ["PATH": folder.file("bin")].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    let error = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let calls = (try? folder.text("calls").split(separator: "\n").map(String.init)) ?? []
    return (process.terminationStatus, String(decoding: error, as: UTF8.self), calls)
  }

  @Test("Where everything is installed it does and says nothing")
  func complete() throws {
    let outcome = try run(
      ["--tests"], installed: true, user: 1000, tools: ["dpkg-query", "apt-get", "sudo"])
    #expect(outcome == (0, "", []))
  }

  @Test("Another build of libcurl stays, because two of them exclude each other")
  func otherCurl() throws {
    let outcome = try run(
      installed: false, user: 0, tools: ["dpkg-query", "apt-get"], present: "libcurl4-gnutls-dev")
    let line = try #require(outcome.calls.last)
    #expect(!line.contains("libcurl") && line.contains("libcairo2-dev"))
  }

  @Test("Root updates the lists, then installs what is missing")
  func root() throws {
    let outcome = try run(installed: false, user: 0, tools: ["dpkg-query", "apt-get"])
    #expect(outcome.code == 0)
    #expect(outcome.calls.count == 2)
    #expect(outcome.calls.first == "apt-get update -q")
    #expect(outcome.calls.last?.hasPrefix("apt-get install -q -y --no-install-recommends ") == true)
    for package in [
      "libxlsxwriter-dev", "libcairo2-dev", "libdnnl-dev", "fonts-dejavu-core",
      "libcurl4-openssl-dev", "ca-certificates",
    ] {
      #expect(outcome.calls.last?.contains(package) == true, "\(package)")
    }
    #expect(outcome.calls.last?.contains("libreoffice") == false)
  }

  @Test("Another user asks sudo, without waiting for a password where nobody can type it")
  func sudo() throws {
    let outcome = try run(
      ["--tests"], installed: false, user: 1000, tools: ["dpkg-query", "apt-get", "sudo"])
    #expect(outcome.code == 0)
    #expect(outcome.calls.first == "sudo -n apt-get update -q")
    #expect(outcome.calls.last?.contains("libreoffice-calc-nogui") == true)
  }

  @Test("Without root and sudo it says what to run")
  func neither() throws {
    let outcome = try run(installed: false, user: 1000, tools: ["dpkg-query", "apt-get"])
    #expect(outcome.code == 1)
    #expect(outcome.calls.isEmpty)
    #expect(outcome.error.contains("apt-get install --no-install-recommends libxlsxwriter-dev"))
  }

  @Test("On another system it names the packages and the way round")
  func otherSystem() throws {
    let outcome = try run(installed: false, user: 0, tools: [])
    #expect(outcome.code == 1)
    #expect(outcome.error.contains("GRADBOOK_SKIP_PACKAGES=1: libxlsxwriter-dev"))
    let skipped = try run(
      installed: false, user: 0, tools: [], environment: ["GRADBOOK_SKIP_PACKAGES": "1"])
    #expect(skipped == (0, "", []))
    #expect(try run(["--unknown"], installed: true, user: 0, tools: []).code == 64)
  }
}
