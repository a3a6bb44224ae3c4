#include <cstdio>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "gateway/carriers/rest.hpp"
#include "gateway/commands.hpp"

namespace {

// Calls to a carrier wait more than they work.
constexpr std::size_t rest_threads = 2;

// What we hold opened, words and keys, is for nobody: no core file when we crash, and no other
// process of this user may read our memory.
bool keep_memory_to_ourselves() {
  const rlimit none{.rlim_cur = 0, .rlim_max = 0};
  return setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (!keep_memory_to_ourselves()) {
    std::fputs("warmline: the system does not let us keep our memory out of core files\n", stderr);
    return warmline::exit_failed;
  }
  // Whatever we write, the database above all, is for this user alone.
  umask(S_IRWXG | S_IRWXO);
  // First: cpprestsdk starts 40 threads unless it is told before.
  warmline::carriers::start_rest_threads(rest_threads);
  return warmline::run_command_line(argc, argv);
}
