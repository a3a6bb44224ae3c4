#include <sys/stat.h>

#include "gateway/carriers/rest.hpp"
#include "gateway/commands.hpp"

namespace {

// Calls to a carrier wait more than they work.
constexpr std::size_t rest_threads = 2;

}  // namespace

int main(int argc, char** argv) {
  // Whatever we write, the database above all, is for this user alone.
  umask(S_IRWXG | S_IRWXO);
  // First: cpprestsdk starts 40 threads unless it is told before.
  warmline::carriers::start_rest_threads(rest_threads);
  return warmline::run_command_line(argc, argv);
}
