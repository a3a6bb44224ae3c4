#include "gateway/open_files.hpp"

#include <algorithm>

#include <sys/resource.h>

namespace warmline {

std::size_t raise_open_files() {
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) != 0) return 0;
  const rlimit most{.rlim_cur = files.rlim_max, .rlim_max = files.rlim_max};
  // Where that is refused, what there was holds.
  return setrlimit(RLIMIT_NOFILE, &most) == 0 ? most.rlim_cur : files.rlim_cur;
}

std::size_t connections_within(std::size_t open_files, std::size_t wanted) {
  const auto left = open_files > other_files_max ? open_files - other_files_max : 1;
  return std::min(left, wanted);
}

}  // namespace warmline
