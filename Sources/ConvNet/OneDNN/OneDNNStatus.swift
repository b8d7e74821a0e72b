import COneDNN

/// Turns a status code of oneDNN into an error.
///
/// - Parameters:
///   - status: what the call returned.
///   - operation: what was attempted, as the middle of a sentence.
/// - Throws: `ConvNetError.oneDNN` for any status but success.
func check(_ status: dnnl_status_t, _ operation: @autoclosure () -> String) throws(ConvNetError) {
  guard status != dnnl_success else { return }
  throw .oneDNN(operation: operation(), status: statusName(status))
}

private func statusName(_ status: dnnl_status_t) -> String {
  switch status {
  case dnnl_out_of_memory: "out of memory"
  case dnnl_invalid_arguments: "invalid arguments"
  case dnnl_unimplemented: "not implemented for this processor or shape"
  case dnnl_iterator_ends: "no further implementation"
  case dnnl_runtime_error: "run-time error"
  case dnnl_not_required: "not required"
  default: "status \(status.rawValue)"
  }
}
