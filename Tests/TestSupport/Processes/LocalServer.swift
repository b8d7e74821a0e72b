import Foundation
import Synchronization

/// A small HTTP server on this machine that answers as a test wants: well, slowly, wrongly, not.
public final class LocalServer: Sendable {
  /// What the server does with a request.
  public enum Answer: Sendable {
    /// Sends a file.
    case file([UInt8])
    /// Sends a page with a status that is not 200.
    case status(Int, String)
    /// Announces a file, and sends a byte of it every tenth of a second.
    case slowly([UInt8])
    /// Announces more bytes than it sends, then closes the connection.
    case partly([UInt8])
    /// Announces that many bytes and closes the connection.
    case announcing(Int)
    /// Sends the client on to another address.
    case elsewhere(String)
    /// Sends zeros without end and without announcing a length.
    case endlessly
    /// Keeps the connection open and says nothing.
    case silence
  }

  private let descriptor: CInt
  /// The address, with a slash at its end.
  public let address: String
  private let seen = Mutex<[String]>([])
  private let stopped = Atomic<Bool>(false)

  /// The paths that were asked for, in order.
  public var requests: [String] { seen.withLock { $0 } }

  /// Starts to listen on a free port of the loopback interface.
  ///
  /// - Parameter answer: Decides what a path gets.
  /// - Throws: `POSIXError` when no port can be had.
  public init(_ answer: @escaping @Sendable (String) -> Answer) throws {
    signal(SIGPIPE, SIG_IGN)
    let descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listens = withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, address, &length) == 0
      }
    }
    guard listens else { throw POSIXError(.EADDRNOTAVAIL) }
    self.descriptor = descriptor
    address = "http://127.0.0.1:\(UInt16(bigEndian: place.sin_port))/"
    Thread { [self] in
      while case let client = accept(descriptor, nil, nil), client >= 0 {
        Thread {
          defer { close(client) }
          guard let path = Self.path(of: client) else { return }
          self.seen.withLock { $0.append(path) }
          Self.send(answer(path), to: client) { self.stopped.load(ordering: .relaxed) }
        }.start()
      }
      close(descriptor)
    }.start()
  }

  /// Stops listening and lets go of every connection.
  ///
  /// The thread that accepts closes the socket: another server could get its number before.
  public func stop() {
    stopped.store(true, ordering: .relaxed)
    shutdown(descriptor, CInt(SHUT_RDWR))
  }

  private static func path(of client: CInt) -> String? {
    var request: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !request.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      let count = read(client, &buffer, buffer.count)
      guard count > 0, request.count < 1 << 16 else { return nil }
      request += buffer[..<count]
    }
    return String(decoding: request, as: UTF8.self).split(separator: " ").dropFirst().first
      .map(String.init)
  }

  private static func send(_ answer: Answer, to client: CInt, isOver: () -> Bool) {
    switch answer {
    case .file(let bytes):
      put(head(200, length: bytes.count) + bytes, to: client)
    case .status(let code, let page):
      put(head(code, length: page.utf8.count) + Array(page.utf8), to: client)
    case .partly(let bytes):
      put(head(200, length: bytes.count * 2) + bytes, to: client)
    case .announcing(let count):
      put(head(200, length: count), to: client)
    case .elsewhere(let address):
      let head = "HTTP/1.1 302 Found\r\nLocation: \(address)\r\nContent-Length: 0\r\n"
      put(Array("\(head)Connection: close\r\n\r\n".utf8), to: client)
    case .slowly(let bytes):
      put(head(200, length: bytes.count), to: client)
      for byte in bytes where !isOver() {
        guard put([byte], to: client) else { return }
        usleep(100_000)
      }
    case .endlessly:
      put(head(200, length: nil), to: client)
      let zeros = [UInt8](repeating: 0, count: 1 << 20)
      while !isOver(), put(zeros, to: client) {}
    case .silence:
      while !isOver() { usleep(20_000) }
    }
  }

  private static func head(_ code: Int, length: Int?) -> [UInt8] {
    let size = length.map { "Content-Length: \($0)\r\n" } ?? ""
    return Array("HTTP/1.1 \(code) Answer\r\n\(size)Connection: close\r\n\r\n".utf8)
  }

  @discardableResult
  private static func put(_ bytes: [UInt8], to client: CInt) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let count = bytes[offset...].withUnsafeBytes { write(client, $0.baseAddress, $0.count) }
      guard count > 0 else { return false }
      offset += count
    }
    return true
  }
}
