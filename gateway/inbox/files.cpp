#include "gateway/inbox/files.hpp"

#include <algorithm>

namespace warmline::inbox {

// files() is written by embed.mjs from what Vite built.
const File* find(std::string_view path) {
  const std::span<const File> all = files();
  const auto at = std::ranges::lower_bound(all, path, {}, &File::path);
  return at != all.end() && at->path == path ? &*at : nullptr;
}

}  // namespace warmline::inbox
