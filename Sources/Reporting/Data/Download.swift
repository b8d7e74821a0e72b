import Foundation
import FoundationNetworking

/// One download over HTTP(S), bounded in size and time.
final class Download: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  // Every property below is touched on the session's serial queue alone.
  private var bytes = Data()
  private var refusal: String?
  private var continuation: CheckedContinuation<[UInt8], any Error>?
  private let limit: Int

  private init(limit: Int) {
    self.limit = limit
  }

  /// Fetches a file.
  ///
  /// - Parameters:
  ///   - url: Where it is.
  ///   - limit: The most bytes that are taken.
  ///   - timeout: Seconds that the server may take for everything.
  /// - Returns: The content.
  /// - Throws: `DownloadError`.
  static func fetch(_ url: URL, limit: Int, timeout: Double) async throws -> [UInt8] {
    let download = Download(limit: limit)
    let queue = OperationQueue()
    queue.maxConcurrentOperationCount = 1
    let configuration = URLSessionConfiguration.ephemeral
    // Whole seconds only, and they restart with every byte; the watch below does not.
    configuration.timeoutIntervalForRequest = timeout.rounded(.up) + 1
    let session = URLSession(configuration: configuration, delegate: download, delegateQueue: queue)
    defer { session.invalidateAndCancel() }
    let task = session.dataTask(with: url)
    let watch = Task {
      try await Task.sleep(for: .seconds(timeout))
      queue.addOperation {
        download.refusal = "it took longer than \(timeout) seconds"
        task.cancel()
      }
    }
    defer { watch.cancel() }
    return try await withCheckedThrowingContinuation { continuation in
      queue.addOperation {
        download.continuation = continuation
        task.resume()
      }
    }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    if status != 200 {
      refusal = "the server answered with status \(status)"
    } else if response.expectedContentLength > Int64(limit) {
      refusal = "the server offers \(response.expectedContentLength) bytes, more than \(limit)"
    }
    completionHandler(refusal == nil ? .allow : .cancel)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    guard refusal == nil else { return }
    guard bytes.count + data.count <= limit else {
      refusal = "the server sends more than \(limit) bytes"
      dataTask.cancel()
      return
    }
    bytes.append(data)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    if let refusal {
      continuation?.resume(throwing: DownloadError(reason: refusal))
    } else if let error {
      continuation?.resume(throwing: DownloadError(reason: Self.reason(error)))
    } else {
      continuation?.resume(returning: [UInt8](bytes))
    }
    continuation = nil
  }

  private static func reason(_ error: any Error) -> String {
    switch (error as? URLError)?.code {
    case .timedOut: "the server did not answer in time"
    case .cannotFindHost, .dnsLookupFailed: "its name is not known; is this machine online?"
    case .cannotConnectToHost: "no connection could be made"
    case .networkConnectionLost: "the connection was lost"
    case .secureConnectionFailed, .serverCertificateUntrusted: "its certificate is not trusted"
    default: (error as NSError).localizedDescription
    }
  }
}

/// Why a download failed.
struct DownloadError: Error, CustomStringConvertible {
  let reason: String
  var description: String { reason }
}
