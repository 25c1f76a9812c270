/*
 * server.h - an HTTP server on 127.0.0.1 for tests
 *
 * It runs in a child process and answers from a table, one request a
 * connection, until it is stopped.
 */
#ifndef TESTING_SERVER_H
#define TESTING_SERVER_H

#include <stddef.h>
#include <sys/types.h>

struct server_route {
	const char *path;    /* "/a.yaml" */
	const char *status;  /* "200 OK" */
	const char *headers; /* each ending in "\r\n"; "" for none */
	const char *body;    /* NULL: the request itself */
};

struct server {
	pid_t pid;
	int port;
};

/* A path without a route is answered with 404. */
void server_start(struct server *server, const struct server_route *routes, size_t len);
void server_stop(struct server *server);

#endif
