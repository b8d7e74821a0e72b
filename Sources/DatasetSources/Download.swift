import CCurl
import Foundation
import Publishing

/// One download over HTTP(S), bounded in size and time.
///
/// libcurl hands over a piece at a time and reads no further until it is taken, so a server that
/// sends without end costs no more memory than the limit. Foundation's session reads ahead of its
/// delegate as fast as the network delivers.
enum Download {
  /// Fetches a file.
  ///
  /// - Parameters:
  ///   - url: Where it is.
  ///   - limit: The most bytes that are taken.
  ///   - timeout: Seconds that the server may take for everything.
  /// - Returns: The content.
  /// - Throws: `DownloadError`.
  static func fetch(_ url: URL, limit: Int, timeout: Double) async throws -> [UInt8] {
    try await withCheckedThrowingContinuation { continuation in
      // A thread of its own: the transfer blocks, and the tasks' threads are few.
      Thread {
        continuation.resume(with: Result { try transfer(url, limit: limit, timeout: timeout) })
      }.start()
    }
  }

  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  private static func transfer(_ url: URL, limit: Int, timeout: Double) throws -> [UInt8] {
    guard isReady, let handle = curl_easy_init() else {
      throw DownloadError(reason: "libcurl could not be started")
    }
    defer { curl_easy_cleanup(handle) }
    let received = Received(limit: limit)
    var codes = [
      curl_set_text(handle, CURLOPT_URL, url.absoluteString),
      curl_set_text(handle, CURLOPT_USERAGENT, "\(Program.name)/\(Program.version)"),
      curl_set_web_only(handle),
      curl_set_number(handle, CURLOPT_FOLLOWLOCATION, 1),
      curl_set_number(handle, CURLOPT_MAXREDIRS, 5),
      curl_set_number(handle, CURLOPT_FAILONERROR, 1),
      curl_set_number(handle, CURLOPT_NOSIGNAL, 1),
      curl_set_number(handle, CURLOPT_TIMEOUT_MS, Int((timeout * 1000).rounded(.up))),
      curl_set_size(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(limit)),
      curl_set_receiver(handle, Received.take, Unmanaged.passUnretained(received).toOpaque()),
    ]
    // As browsers do: what runs on this machine is not asked of a proxy.
    if ["localhost", "127.0.0.1", "::1"].contains(url.host()) {
      codes.append(curl_set_text(handle, CURLOPT_NOPROXY, "*"))
    }
    if codes.allSatisfy({ $0 == CURLE_OK }) { codes.append(curl_easy_perform(handle)) }
    return try withExtendedLifetime(received) {
      let failed = codes.first { $0 != CURLE_OK }
      let status = curl_status(handle)
      switch failed {
      case nil where status == 200:
        return received.bytes
      case nil, CURLE_HTTP_RETURNED_ERROR:
        throw DownloadError(reason: "the server answered with status \(status)")
      case CURLE_WRITE_ERROR where received.isFull:
        throw DownloadError(reason: "the server sends more than \(limit) bytes")
      case CURLE_FILESIZE_EXCEEDED:
        throw DownloadError(reason: "the server offers more than \(limit) bytes")
      case CURLE_OPERATION_TIMEDOUT:
        throw DownloadError(reason: "it took longer than \(timeout) seconds")
      case let code?:
        throw DownloadError(reason: reason(code))
      }
    }
  }

  private static func reason(_ code: CURLcode) -> String {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST: "its name is not known; is this machine online?"
    case CURLE_COULDNT_CONNECT: "no connection could be made"
    case CURLE_COULDNT_RESOLVE_PROXY: "the name of the proxy is not known; see https_proxy"
    case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_GOT_NOTHING: "the connection was lost"
    case CURLE_TOO_MANY_REDIRECTS: "the server sends the request on and on"
    case CURLE_UNSUPPORTED_PROTOCOL: "the server sends the request on to what is no web address"
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR: "its certificate is not trusted"
    case CURLE_SSL_CACERT_BADFILE:
      "no certificates are installed to check its own with; install ca-certificates"
    default: String(cString: curl_easy_strerror(code))
    }
  }
}

/// What has arrived so far.
private final class Received {
  private(set) var bytes: [UInt8] = []
  private(set) var isFull = false
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  /// The function that libcurl calls with each piece; another count than the piece's ends it.
  static let take: curl_receiver = { pointer, size, count, context in
    guard let pointer, let context else { return 0 }
    let received = Unmanaged<Received>.fromOpaque(context).takeUnretainedValue()
    let piece = UnsafeRawBufferPointer(start: pointer, count: size * count)
    guard received.bytes.count + piece.count <= received.limit else {
      received.isFull = true
      return 0
    }
    received.bytes.append(contentsOf: piece)
    return piece.count
  }
}

/// Why a download failed.
struct DownloadError: Error, CustomStringConvertible {
  let reason: String
  var description: String { reason }
}
