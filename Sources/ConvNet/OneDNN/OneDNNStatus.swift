import COneDNN

/// Turns a status code of oneDNN into an error.
///
/// *C function*: `dnnl_status2str`.
///
/// - Parameters:
///   - status: What the call returned.
///   - operation: What was attempted, as the middle of a sentence.
/// - Throws: `ConvNetError.oneDNN` for any status but success.
func check(_ status: dnnl_status_t, _ operation: @autoclosure () -> String) throws(ConvNetError) {
  guard status != dnnl_success else { return }
  let name = dnnl_status2str(status).map { String(cString: $0) } ?? "\(status.rawValue)"
  throw .oneDNN(operation: operation(), status: "status \(name)")
}

/// The handle that a call made, unless it failed.
func made<Handle>(
  _ status: dnnl_status_t, _ handle: Handle?, _ operation: @autoclosure () -> String
) throws(ConvNetError) -> Handle {
  try check(status, operation())
  guard let handle else { throw .oneDNN(operation: operation(), status: "no handle") }
  return handle
}
