/* server.c - see server.h */
#include "testing/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct server_route NOT_FOUND = {"", "404 Not Found", "", "not here\n"};

static const struct server_route *find_route(const struct server_route *routes, size_t len,
                                             const char *request)
{
	for (size_t i = 0; i < len; i++) {
		const size_t path_len = strlen(routes[i].path);
		if (strncmp(request, "GET ", 4) == 0 &&
		    strncmp(request + 4, routes[i].path, path_len) == 0 &&
		    request[4 + path_len] == ' ')
			return &routes[i];
	}
	return &NOT_FOUND;
}

static void answer(int connection, const struct server_route *routes, size_t routes_len)
{
	char request[8192];
	size_t len = 0;
	request[0] = '\0';
	while (!strstr(request, "\r\n\r\n") && len < sizeof request - 1) {
		const ssize_t got = read(connection, request + len, sizeof request - 1 - len);
		if (got <= 0)
			return;
		len += (size_t)got;
		request[len] = '\0';
	}
	const struct server_route *route = find_route(routes, routes_len, request);
	const char *body = route->body ? route->body : request;
	dprintf(connection, "HTTP/1.1 %s\r\n%sConnection: close\r\nContent-Length: %zu\r\n\r\n%s",
	        route->status, route->headers, strlen(body), body);
}

static void serve(int listener, const struct server_route *routes, size_t len)
{
	for (;;) {
		const int connection = accept(listener, NULL, NULL);
		if (connection < 0)
			continue;
		answer(connection, routes, len);
		close(connection);
	}
}

void server_start(struct server *server, const struct server_route *routes, size_t len)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t address_len = sizeof address;
	const int listener = socket(AF_INET, SOCK_STREAM, 0);
	if (listener < 0 || bind(listener, (struct sockaddr *)&address, address_len) != 0 ||
	    listen(listener, 16) != 0 ||
	    getsockname(listener, (struct sockaddr *)&address, &address_len) != 0)
		abort();
	server->port = ntohs(address.sin_port);
	server->pid = fork();
	if (server->pid == 0) {
		/* Should the test die, this ends by itself. */
		alarm(60);
		serve(listener, routes, len);
	}
	close(listener);
}

void server_stop(struct server *server)
{
	kill(server->pid, SIGKILL);
	waitpid(server->pid, NULL, 0);
}
