/* Loaded before the C library: a disk that takes SLOWSYNC_MILLIS to sync. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static void wait_for_it(void) {
  const char *millis = getenv("SLOWSYNC_MILLIS");
  if (millis) usleep(atoi(millis) * 1000);
}

int fdatasync(int fd) {
  int (*real)(int) = dlsym(RTLD_NEXT, "fdatasync");
  wait_for_it();
  return real(fd);
}

int fsync(int fd) {
  int (*real)(int) = dlsym(RTLD_NEXT, "fsync");
  wait_for_it();
  return real(fd);
}
