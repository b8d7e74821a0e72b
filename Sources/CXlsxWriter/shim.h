#include <xlsxwriter.h>

// libxlsxwriter can only write to a path. An unnamed file in memory has one, below /proc/self/fd,
// but glibc declares the function for it only to programs that ask for GNU extensions, which the
// import into Swift does not.
extern int memfd_create(const char *name, unsigned int flags);

// MFD_CLOEXEC of <sys/mman.h>, for the same reason.
enum { memory_file_closes_on_exec = 1 };
