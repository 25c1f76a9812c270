/* main.c - hands the arguments to cli */
#include "cli/cli.h"

int main(int argc, char **argv)
{
	(void)argc;
	return cli_run(argv);
}
