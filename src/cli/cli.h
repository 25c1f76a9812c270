/*
 * cli.h - arguments in, exit code out
 *
 * The only folder that reads the environment, prints or knows an exit code.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

/* Runs one command as main() would; may be called any number of times. */
int cli_run(int argc, char **argv);

#endif
