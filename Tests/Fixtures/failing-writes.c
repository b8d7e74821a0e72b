// Preloaded into a program: lets one write fail of those that C streams make, as a full disk would
// for a moment.
//
// FAILING_WRITE is the number of the write, counted from 1; WRITE_COUNT a file that receives the number
// of all writes when the program ends. Streams are opened by fopen, fopen64 and fdopen; what writes to
// a descriptor itself is left alone.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_long count;

static ssize_t write_piece(void *cookie, const char *bytes, size_t size) {
  const char *number = getenv("FAILING_WRITE");
  if (atomic_fetch_add(&count, 1) + 1 == (number ? atol(number) : -1)) {
    errno = ENOSPC;
    return 0;
  }
  return write((int)(long)cookie, bytes, size);
}

static ssize_t read_piece(void *cookie, char *bytes, size_t size) {
  return read((int)(long)cookie, bytes, size);
}

static int seek(void *cookie, off64_t *offset, int whence) {
  off64_t place = lseek64((int)(long)cookie, *offset, whence);
  if (place < 0) return -1;
  *offset = place;
  return 0;
}

static int close_file(void *cookie) { return close((int)(long)cookie); }

static FILE *stream(int descriptor, const char *mode) {
  cookie_io_functions_t functions = {read_piece, write_piece, seek, close_file};
  return descriptor < 0 ? NULL : fopencookie((void *)(long)descriptor, mode, functions);
}

static FILE *open_stream(const char *path, const char *mode) {
  int flags = strchr(mode, '+') ? O_RDWR : O_WRONLY;
  if (mode[0] == 'r' && !strchr(mode, '+')) flags = O_RDONLY;
  if (mode[0] == 'w') flags |= O_CREAT | O_TRUNC;
  if (mode[0] == 'a') flags |= O_CREAT | O_APPEND;
  return stream(open(path, flags | O_CLOEXEC, 0666), mode);
}

FILE *fdopen(int descriptor, const char *mode) { return stream(descriptor, mode); }
FILE *fopen(const char *path, const char *mode) { return open_stream(path, mode); }
FILE *fopen64(const char *path, const char *mode) { return open_stream(path, mode); }

__attribute__((destructor)) static void tell(void) {
  const char *path = getenv("WRITE_COUNT");
  int file = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644) : -1;
  if (file < 0) return;
  char text[32];
  int size = snprintf(text, sizeof text, "%ld", atomic_load(&count));
  if (write(file, text, size) != size) _exit(1);
  close(file);
}
