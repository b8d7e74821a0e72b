import Datasets
import Publishing
import Synchronization
import TestSupport
import Testing

@testable import DatasetSources

@Suite("Fetching MNIST from a server")
struct DataFetchTests {
  /// The fixture's files as a server has them.
  static func archives() throws -> [String: [UInt8]] {
    var result: [String: [UInt8]] = [:]
    for part in MnistPart.allCases {
      result["/m/\(part.rawValue).gz"] = try gzipped(Fixture.mnistFile("\(part.rawValue)"))
    }
    return result
  }

  static func sums() throws -> [MnistPart: String] {
    var result: [MnistPart: String] = [:]
    for part in MnistPart.allCases {
      result[part] = Digest.sha256(try Fixture.mnistFile("\(part.rawValue)"))
    }
    return result
  }

  @Test("All four files arrive, are found there, and are not fetched again")
  func good() async throws {
    let archives = try Self.archives()
    let server = try LocalServer { archives[$0].map { .file($0) } ?? .status(404, "none") }
    defer { server.stop() }
    let folder = try TemporaryFolder()
    var fetch = try DataFetch(folder: folder.file("new/place"), mirrors: [server.address + "m"])
    fetch.expected = try Self.sums()
    let paths = try await fetch.run { _ in }
    #expect(paths.count == 4)
    #expect(server.requests.count == 4)
    let found = try MnistFolder.find(chosen: folder.file("new/place"), environment: [:])
    #expect(try found?.load() == MnistFolder(Fixture.mnistFolder).load())
    _ = try await fetch.run { _ in }
    #expect(server.requests.count == 4)
    // A file that was damaged since is fetched again, and it alone.
    try folder.write("new/place/t10k-labels-idx1-ubyte.gz", "damaged")
    _ = try await fetch.run { _ in }
    #expect(server.requests.dropFirst(4) == ["/m/t10k-labels-idx1-ubyte.gz"])
    #expect(folder.allFiles.count == 4)
  }

  @Test("The next mirror is asked when the first one fails, and the person is told")
  func mirrors() async throws {
    let archives = try Self.archives()
    let bad = try LocalServer { _ in .status(503, "<html>busy</html>") }
    let good = try LocalServer { archives[$0].map { .file($0) } ?? .status(404, "none") }
    defer {
      bad.stop()
      good.stop()
    }
    let folder = try TemporaryFolder()
    var fetch = try DataFetch(folder: folder.path, mirrors: [bad.address, good.address + "m/"])
    fetch.expected = try Self.sums()
    let warnings = Collected()
    _ = try await fetch.run { event in
      if case .warned(let text) = event { warnings.add(text) }
    }
    #expect(warnings.all.count == 4)
    #expect(
      warnings.all.first
        == "\(bad.address)train-images-idx3-ubyte.gz: the server answered with status 503")
    #expect(folder.allFiles.count == 4)
  }

  @Test("What a server does wrong is said, with an exit code, and no file is left behind")
  func bad() async throws {
    let labels = try gzipped(Fixture.mnistFile("train-labels-idx1-ubyte"))
    let others = try gzipped(Fixture.mnistFile("t10k-images-idx3-ubyte"))
    let cases: [(LocalServer.Answer, String, ReportError.Category)] = [
      (.status(404, "<html>Not found</html>"), "answered with status 404", .failed),
      (.file(Array("<html>Sorry</html>".utf8)), "the answer is a web page", .badData),
      (.file(others), "the content's SHA-256 is ", .badData),
      (.file(labels), "the answer has the dimensions [16]", .badData),
      (.file(Array(labels.dropLast(9))), "an archive that is cut short", .badData),
      (.file([]), "has 0 bytes", .badData),
      (.partly(labels), "the connection was lost", .failed),
      (.announcing(1 << 40), "offers more than 33554432 bytes", .failed),
      (.elsewhere("file:///etc/hostname"), "sends the request on to what is no web", .failed),
      (.elsewhere("/again"), "sends the request on and on", .failed),
      (.slowly(labels), "it took longer than 0.6 seconds", .failed),
      (.silence, "0.6 seconds", .failed),
      (.endlessly, "the server sends more than 33554432 bytes", .failed),
    ]
    for (answer, sentence, category) in cases {
      let server = try LocalServer { _ in answer }
      defer { server.stop() }
      let folder = try TemporaryFolder()
      // What is not about time gets far more of it than the busiest machine needs.
      let timeout = sentence.contains("0.6") ? 0.6 : 600
      let fetch = try DataFetch(folder: folder.path, mirrors: [server.address], timeout: timeout)
      let error = await #expect(throws: ReportError.self) { try await fetch.run { _ in } }
      #expect(error?.category == category, "\(answer)")
      #expect(error?.message.contains(sentence) == true, "\(error?.message ?? "")")
      #expect(error?.message.hasPrefix("train-images-idx3-ubyte.gz could not be fetched.") == true)
      #expect(folder.allFiles.isEmpty)
    }
  }

  @Test("Nobody at the address, and an address that is none")
  func nobody() async throws {
    let server = try LocalServer { _ in .silence }
    let address = server.address
    server.stop()
    let folder = try TemporaryFolder()
    let fetch = try DataFetch(folder: folder.path, mirrors: [address], timeout: 600)
    let error = await #expect(throws: ReportError.self) { try await fetch.run { _ in } }
    #expect(error?.category == .failed)
    #expect(error?.message.contains("no connection could be made") == true)
    for text in ["", "here", "file:///etc", "ftp://x/y"] {
      let error = #expect(throws: ReportError.self) {
        try DataFetch(folder: folder.path, mirrors: [text])
      }
      #expect(error?.category == .usage)
    }
  }

  @Test("A name and a password of an address are never shown")
  func credentials() async throws {
    let folder = try TemporaryFolder()
    for text in ["user:secret@host", "ftp://user:secret@host/", "https://user:se/cret@host"] {
      #expect { try DataFetch(folder: folder.path, mirrors: [text]) } throws: {
        let message = ReportError($0).message
        return message.contains("host") && !message.contains("user") && !message.contains("cret")
      }
    }
    let said = Mutex<[String]>([])
    let fetch = try DataFetch(
      folder: folder.path, mirrors: ["http://user:secret@127.0.0.1:9/x"], timeout: 5)
    await #expect {
      _ = try await fetch.run { event in said.withLock { $0.append("\(event)") } }
    } throws: {
      !ReportError($0).message.contains("secret")
    }
    let words = said.withLock { $0 }
    #expect(words.contains { $0.contains("http://127.0.0.1:9/x/train-images") })
    #expect(!words.contains { $0.contains("secret") || $0.contains("user") })
  }
}
