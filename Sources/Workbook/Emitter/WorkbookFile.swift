import CXlsxWriter
import Glibc

/// Owns one workbook of libxlsxwriter.
///
/// C functions: `workbook_new_opt`, `workbook_close` (writes and frees, whatever happens),
/// `lxw_workbook_free` (frees without writing). Sheets, formats and charts belong to the workbook
/// and are only lent while it lives.
struct WorkbookFile: ~Copyable {
  let pointer: UnsafeMutablePointer<lxw_workbook>

  /// Begins a workbook; nothing is written before ``close()``.
  ///
  /// - Parameters:
  ///   - path: Where the file will be written.
  ///   - temporaryFolder: Where the parts of the file are kept meanwhile.
  ///   - inConstantMemory: Whether rows go to a temporary file as soon as the next one begins.
  /// - Throws: ``BookError/library(operation:reason:)`` when memory is short.
  init(path: String, temporaryFolder: String, inConstantMemory: Bool) throws(BookError) {
    var strings = CStrings()
    var options = lxw_workbook_options()
    options.constant_memory = inConstantMemory ? 1 : 0
    options.tmpdir = strings.text(temporaryFolder)
    options.use_zip64 = 0
    guard let pointer = workbook_new_opt(path, &options) else {
      throw .library(operation: "workbook_new_opt", reason: "there is not enough memory")
    }
    self.pointer = pointer
  }

  /// Writes the file and frees the workbook, also when writing fails.
  consuming func close() throws(BookError) {
    let pointer = pointer
    discard self
    errno = 0
    let code = workbook_close(pointer)
    let cause = errno
    switch code {
    case LXW_NO_ERROR: return
    case LXW_ERROR_CREATING_XLSX_FILE, LXW_ERROR_CREATING_TMPFILE, LXW_ERROR_READING_TMPFILE,
      LXW_ERROR_ZIP_FILE_OPERATION, LXW_ERROR_ZIP_FILE_ADD, LXW_ERROR_ZIP_CLOSE:
      let system = cause == 0 ? "" : " (\(String(cString: strerror(cause))))"
      throw .cannotWrite(path: BookError.unnamed, reason: code.reason + system)
    default: try code.check("workbook_close")
    }
  }

  deinit { lxw_workbook_free(pointer) }
}
