/*
 * The least that a redirect can cost here: one thread, epoll, one recv and one
 * send for each request, and an answer that is always the same. It looks at
 * nothing but that the request ends; it is a yardstick and no server.
 */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static const char answer[] =
    "HTTP/1.1 302 Found\r\n"
    "Content-Length: 0\r\n"
    "Location: https://example.com/some/path/1234\r\n"
    "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
    "\r\n";

static void check(int ok, const char *what) {
  if (!ok) {
    perror(what);
    exit(1);
  }
}

int main(int argc, char **argv) {
  check(argc == 2, "usage: epoll PORT");
  int on = 1;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  struct sockaddr_in at = {.sin_family = AF_INET,
                           .sin_port = htons(atoi(argv[1])),
                           .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  check(bind(listener, (struct sockaddr *)&at, sizeof at) == 0, "bind");
  check(listen(listener, 4096) == 0, "listen");
  int loop = epoll_create1(0);
  struct epoll_event wanted = {.events = EPOLLIN, .data.fd = listener};
  check(epoll_ctl(loop, EPOLL_CTL_ADD, listener, &wanted) == 0, "epoll_ctl");
  struct epoll_event events[256];
  char bytes[16384];
  for (;;) {
    int ready = epoll_wait(loop, events, 256, -1);
    for (int i = 0; i < ready; i++) {
      int fd = events[i].data.fd;
      if (fd == listener) {
        int client = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
        if (client >= 0) {
          setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
          struct epoll_event each = {.events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data.fd = client};
          epoll_ctl(loop, EPOLL_CTL_ADD, client, &each);
        }
        continue;
      }
      ssize_t count = recv(fd, bytes, sizeof bytes, 0);
      if (count <= 0) {
        close(fd);
      } else if (count >= 4 && memcmp(bytes + count - 4, "\r\n\r\n", 4) == 0) {
        if (send(fd, answer, sizeof answer - 1, MSG_NOSIGNAL) < 0) {
          close(fd);
        }
      }
    }
  }
}
